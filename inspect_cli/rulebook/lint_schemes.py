"""What is odd in a scheme: grades nobody can have, a base outside its own limits, prices that its rounding swallows."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.compile import prices_of
from inspect_cli.rulebook.schemes import items_of_section

Json = Mapping[str, Any]


def scheme_notes(name: str, scheme: Json, checklists: Sequence[Json]) -> Iterator[Problem]:
    """Every note on one scheme; `checklists` are all of the rule book, in every version."""
    counted = [book for book in checklists if book["id"] in scheme["checklists"]]
    yield from _base(name, scheme)
    yield from _grades(name, scheme, counted)
    yield from _swallowed(name, scheme, counted)
    yield from _weights(name, scheme, counted)
    yield from _paid_twice(name, scheme, counted)
    yield from _nothing_to_forfeit(name, scheme)
    yield from _never_asked(name, scheme)


def _base(name: str, scheme: Json) -> Iterator[Problem]:
    base = Decimal(scheme["base"])
    for limit, outside in (("floor", base.__lt__), ("ceiling", base.__gt__)):
        if limit in scheme and outside(Decimal(scheme[limit])):
            facts = {"base": scheme["base"], "limit": scheme[limit]}
            yield Problem("base-outside-limits", Source(name, path="$.base"), facts)


def _grades(name: str, scheme: Json, counted: Sequence[Json]) -> Iterator[Problem]:
    """Grades above every score there can be, and below the floor."""
    bands = scheme["bands"]
    most = Decimal(scheme["ceiling"]) if "ceiling" in scheme else None
    if not any(_gives_points(each) for each in (*counted, scheme)):
        most = min(Decimal(scheme["base"]), Decimal(scheme["base"]) if most is None else most)
    for number, band in enumerate(bands):
        if most is not None and "atleast" in band and Decimal(band["atleast"]) > most:
            yield Problem("grade-out-of-reach", Source(name, path=f"$.bands[{number}]"), {"grade": band["grade"]})
    for number, (better, band) in enumerate(pairwise(bands), 1):
        if "floor" in scheme and Decimal(better["atleast"]) <= Decimal(scheme["floor"]):
            yield Problem("grade-out-of-reach", Source(name, path=f"$.bands[{number}]"), {"grade": band["grade"]})


def _gives_points(rules: Any) -> bool:
    """Whether anywhere in the rules points are given, fixed or to be chosen."""
    if isinstance(rules, list):
        return any(map(_gives_points, rules))
    if not isinstance(rules, dict):
        return False
    points = rules.get("points", [])
    named = points if isinstance(points, list) else [points]  # a level may bear the name, too
    given = any(Decimal(each) > 0 for each in named if isinstance(each, str))
    return given or any(map(_gives_points, rules.values()))


def _weights(name: str, scheme: Json, counted: Sequence[Json]) -> Iterator[Problem]:
    """Sections that weigh less than the base where no item outside them could take or give the rest."""
    sections = scheme.get("sections", [])
    held = {item["id"] for section in sections for _, item in items_of_section(section, counted)}
    outside = [item for book in counted for item in book["items"] if item["id"] not in held and prices_of(item)]
    together = sum(Decimal(section["weight"]) for section in sections)
    if sections and not outside and together < Decimal(scheme["base"]):
        facts = {"weights": f"{together}", "base": scheme["base"], "rest": f"{Decimal(scheme['base']) - together}"}
        yield Problem("weights-below-base", Source(name, path="$.sections"), facts)


def _paid_twice(name: str, scheme: Json, counted: Sequence[Json]) -> Iterator[Problem]:
    """Items whose yuan are reckoned by a formula of the scheme and by their own price."""
    priced = {item["id"] for book in counted for item in book["items"] if any(_yuan_of(item))}
    for number, formula in enumerate(scheme.get("pay", {}).get("formulas", [])):
        for item in formula["items"]:
            if item in priced:
                source = Source(name, path=f"$.pay.formulas[{number}].items")
                yield Problem("paid-twice", source, {"item": item, "formula": formula["id"]})


def _nothing_to_forfeit(name: str, scheme: Json) -> Iterator[Problem]:
    """Awards that an item takes back, and that give nothing: a band, a streak or a prize."""
    for key in ("bands", "streaks", "prizes"):
        for number, award in enumerate(scheme.get(key, [])):
            gifts = [gift[unit] for gift in _gifts(award) for unit in ("points", "yuan") if unit in gift]
            if "forfeited_by" in award and not any(Decimal(gift) > 0 for gift in gifts):
                source = Source(name, path=f"$.{key}[{number}].forfeited_by")
                yield Problem("nothing-to-forfeit", source, {"award": award.get("id", award.get("grade"))})


def _gifts(award: Json) -> Sequence[Json]:
    """What a band, a streak or a prize gives or takes."""
    amounts = [{award["unit"]: amount} for amount in award.get("amounts", [])]
    return [award, *award.get("steps", []), *amounts]


def _never_asked(name: str, scheme: Json) -> Iterator[Problem]:
    """What `unanswered` says of a question that `answers` answers from the beginning."""
    unanswered = scheme.get("unanswered", {})
    for kind, answer in scheme.get("answers", {}).items():
        if answer != "ask" and isinstance(unanswered, Mapping) and kind in unanswered:
            source = Source(name, path=f"$.unanswered.{kind}")
            yield Problem("never-asked", source, {"kind": kind, "answer": answer})


def _yuan_of(item: Json) -> Iterator[str]:
    """The yuan of an item's own prices, at once or by the step."""
    every = item.get("every", {})
    owners = [item.get("each", {}), item.get("limit", {}), every, every.get("start", {})]
    for owner in [*owners, *item.get("bands", []), *item.get("levels", {}).values()]:
        if "yuan" in owner:
            yield owner["yuan"]


def _swallowed(name: str, scheme: Json, counted: Sequence[Json]) -> Iterator[Problem]:
    """Prices that are nothing once they are rounded, half away from zero, as the scheme says."""
    quantum = Decimal(scheme.get("round", "0.01"))
    for book in counted:
        for item in book["items"]:
            points = {price["points"] for price in prices_of(item) if price["points"]}
            for each in sorted(points):
                if 2 * abs(each) < quantum:
                    facts = {"item": item["id"], "points": str(each), "round": str(quantum)}
                    yield Problem("price-rounded-away", Source(name, path="$.round"), facts)
