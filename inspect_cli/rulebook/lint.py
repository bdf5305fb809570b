"""What is odd in a rule book that may be used as it is: rules that can never act, holes, and changes nobody dated."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.bands import by_tenure, ends, hole_between, overlap, rising
from inspect_cli.rulebook.compile import prices_of
from inspect_cli.rulebook.contents import Reported, kind_of, named_by, rules_in
from inspect_cli.rulebook.lint_schemes import scheme_notes

Json = Mapping[str, Any]
Named = tuple[str, Json]
TOTAL_MODES = ("replace", "replace-then-continue", "highest")
"""Modes in which a step is the total, and not what comes on top."""
OF_PLACES = ("after_hours", "shared", "once_per")
"""What an item says of findings at places."""


def rule_notes(
    checklists: Sequence[Named], schemes: Sequence[Named], shipped: Sequence[Json], reported: Sequence[Reported] = ()
) -> list[Problem]:
    """Every note on rule files (name, content) that `rule_problems` found sound.

    `shipped` are those of the program, `reported` those of earlier months' reports.
    """
    return [
        *(note for name, book in checklists for check in OF_CHECKLIST for note in check(name, book)),
        *(note for name, book in checklists for check in (_unused, _charged) for note in check(name, book, schemes)),
        *(note for name, scheme in schemes for note in scheme_notes(name, scheme, [book for _, book in checklists])),
        *(note for files in (checklists, schemes) for note in _holes_in_time(files)),
        *(note for name, book in [*checklists, *schemes] for note in _unlike_shipped(name, book, shipped)),
        *(note for name, book in [*checklists, *schemes] for note in _unlike_reported(name, book, reported)),
    ]


def _gaps(name: str, book: Json) -> Iterator[Problem]:
    """Values between two bands that lie in neither; where the first band is open below, one hole is what is right."""
    for number, item in enumerate(book["items"]):
        for low, high in _holes([*item.get("bands", []), *_measured(item)]):
            facts = {"item": item["id"], "low": str(low), "high": str(high)}
            yield Problem("gap-between-bands", Source(name, path=f"$.items[{number}].bands"), facts)


def _holes(bands: Sequence[Json]) -> Iterator[tuple[Decimal, Decimal]]:
    """What lies between the bands of one tenure."""
    for ranges in by_tenure(sorted(bands, key=rising)):
        holes = [hole for one, other in pairwise(ranges) if (hole := hole_between(one, other))]
        right = 1 if ranges and ends(ranges[0])[0] is None else 0
        yield from holes[right:]


def _measured(item: Json) -> list[Json]:
    """What the item becomes by its measure alone."""
    return [band for band in item.get("becomes", []) if "level" not in band]


def _bands_behind(name: str, book: Json) -> Iterator[Problem]:
    """Bands of a price that lie, at least in part, where the item counts as another."""
    for number, item in enumerate(book["items"]):
        for nth, band in enumerate(item.get("bands", [])):
            for moved in _measured(item):
                if overlap(band, moved):
                    facts = {"item": item["id"], "other": moved["item"]}
                    yield Problem("band-behind-becomes", Source(name, path=f"$.items[{number}].bands[{nth}]"), facts)


def _caps(name: str, book: Json) -> Iterator[Problem]:
    """Caps that cut the lightest single price, and caps of a side on which nothing is priced."""
    owners = [(f"$.items[{number}]", item, [item]) for number, item in enumerate(book["items"])]
    owners += [
        (f"$.sections[{number}]", section, [item for item in book["items"] if item["section"] == section["id"]])
        for number, section in enumerate(book["sections"])
    ]
    for path, owner, items in owners:
        if "cap" not in owner:
            continue
        source, most = Source(name, path=f"{path}.cap"), Decimal(owner["cap"]["points"])
        prices = [price for item in items for price in _points_of(item) if price * most > 0]
        facts = {"cap": owner["cap"]["id"], "most": owner["cap"]["points"]}
        if not prices and not any(owner["cap"]["id"] in item.get("voids", []) for item in book["items"]):
            yield Problem("cap-without-prices", source, facts)
        elif prices and abs(most) < min(map(abs, prices)):
            yield Problem("cap-below-one", source, {**facts, "price": str(min(prices, key=abs))})


def _counters(name: str, book: Json) -> Iterator[Problem]:
    """Counters that lead to nothing, and steps that take back what an earlier one cost."""
    for number, counter in enumerate(book.get("counters", [])):
        source = Source(name, path=f"$.counters[{number}].steps")
        steps = counter.get("steps", [])
        if "nth" not in counter and not any(
            step.get(key) for step in steps for key in ("points", "chosen", "yuan", "sanction", "terminal")
        ):
            yield Problem("counter-without-effect", source, {"counter": counter["id"]})
        if counter.get("mode", "add") not in TOTAL_MODES:
            continue
        costs = [(step["at"], Decimal(step["points"])) for step in steps if "points" in step]
        for (earlier, one), (later, other) in pairwise(costs):
            if abs(other) < abs(one) and one * other >= 0:
                facts = {"at": str(later), "points": str(other), "earlier": str(earlier), "before": str(one)}
                yield Problem("step-costs-less", source, facts)
        singles = [abs(price) for item in book["items"] if item["id"] in counter["items"] for price in _points_of(item)]
        for at, points in costs if singles and counter["mode"] != "highest" else ():
            if points and abs(points) < at * min(singles):
                facts = {"at": str(at), "points": str(points), "singles": f"{at * min(singles):f}"}
                yield Problem("step-below-singles", source, facts)


def _quotas(name: str, book: Json) -> Iterator[Problem]:
    """Allowances of nothing after which nothing else follows."""
    for number, quota in enumerate(book.get("quotas", [])):
        if Decimal(quota["free"]) <= 0 and "then" not in quota:
            yield Problem("quota-without-effect", Source(name, path=f"$.quotas[{number}].free"), {"quota": quota["id"]})


def _of_places(name: str, book: Json) -> Iterator[Problem]:
    """Settings of findings at places, of items whose records name none: only inspections do."""
    for number, item in enumerate(book["items"] if book["kind"] != "inspection" else []):
        for setting in OF_PLACES:
            if setting in item:
                facts = {"item": item["id"], "setting": setting, "kind": book["kind"]}
                yield Problem("setting-of-places", Source(name, path=f"$.items[{number}].{setting}"), facts)


def _nameless_levels(name: str, book: Json) -> Iterator[Problem]:
    for number, item in enumerate(book["items"]):
        for level in item.get("levels", {}):
            if level not in item.get("level_titles", {}):
                facts = {"item": item["id"], "level": level}
                yield Problem("level-without-title", Source(name, path=f"$.items[{number}].levels"), facts)


OF_CHECKLIST: tuple[Callable[[str, Json], Iterator[Problem]], ...] = (
    _gaps,
    _bands_behind,
    _caps,
    _counters,
    _quotas,
    _of_places,
    _nameless_levels,
)


def _unused(name: str, book: Json, schemes: Sequence[Named]) -> Iterator[Problem]:
    if not any(book["id"] in scheme["checklists"] for _, scheme in schemes):
        facts = {"checklist": book["id"], "count": str(len(book["items"]))}
        yield Problem("checklist-unused", Source(name, path="$.id"), facts)


def _charged(name: str, book: Json, schemes: Sequence[Named]) -> Iterator[Problem]:
    """Items charged to a department or group that no scheme scores by this checklist: nobody would bear them."""
    scored = {scheme.get("subject", "person") for _, scheme in schemes if book["id"] in scheme["checklists"]}
    for number, item in enumerate(book["items"]):
        for nth, charge in enumerate(item.get("charges", [])):
            if charge["to"] in {"department", "group"} - scored:
                source = Source(name, path=f"$.items[{number}].charges[{nth}].to")
                yield Problem("charged-to-nobody", source, {"item": item["id"], "to": charge["to"]})


def _holes_in_time(files: Sequence[Named]) -> Iterator[Problem]:
    """Days between two versions of one id on which none holds."""
    for (_, one), (name, other) in pairwise(sorted(files, key=lambda each: (each[1]["id"], each[1]["from"]))):
        if one["id"] != other["id"] or "to" not in one:
            continue
        first = date.fromisoformat(one["to"]) + timedelta(days=1)
        last = date.fromisoformat(other["from"]) - timedelta(days=1)
        if first <= last:
            facts = {"id": one["id"], "first": str(first), "last": str(last)}
            yield Problem("days-without-version", Source(name, path="$.from"), facts)


def _unlike_shipped(name: str, book: Json, shipped: Sequence[Json]) -> Iterator[Problem]:
    """Rules that say they are a version that comes with the program, and are not: their days apart."""
    for twin in shipped:
        known = (kind_of(twin), twin["id"], twin["version"]) == (kind_of(book), book["id"], book["version"])
        if known and rules_in(twin) != rules_in(book):
            facts = {"id": book["id"], "version": book["version"]}
            yield Problem("differs-from-shipped", Source(name, path="$.version"), facts)


def _unlike_reported(name: str, book: Json, reported: Sequence[Reported]) -> Iterator[Problem]:
    """Rules that say other than a month was scored with under their id and version; the last such month is named."""
    ours = named_by(book)
    same = [
        each for each in reported if (each.kind, each.id, each.version) == (ours["kind"], book["id"], book["version"])
    ]
    months = sorted(each.month for each in same if each.digest != ours["rules"])
    if months:
        facts = {"id": book["id"], "version": book["version"], "month": months[-1]}
        yield Problem("differs-from-report", Source(name, path="$.version"), facts)


def _points_of(item: Json) -> list[Decimal]:
    """The least points of each single price: a range counts with the end nearer to zero."""
    prices = [price["nearest"] if price["nearest"] is not None else price["points"] for price in prices_of(item)]
    return [price for price in prices if price]
