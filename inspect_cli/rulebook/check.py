"""What is wrong with a rule book: first its schemas, then what only makes sense across items and versions."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from inspect_cli import contracts
from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.bands import band_problems
from inspect_cli.rulebook.check_measures import measure_problems
from inspect_cli.rulebook.check_periods import changed_windows, counter_problems, totals_of_two
from inspect_cli.rulebook.check_schemes import scheme_problems, subject_problems
from inspect_cli.rulebook.compile import PRICED_SHAPES
from inspect_cli.rulebook.references import defined_twice, unknown

Json = Mapping[str, Any]
Named = tuple[str, Json]
LAST = "9999-12-31"
ENDS = ("over", "atleast", "upto", "below")


def rule_problems(
    checklists: Sequence[Named], schemes: Sequence[Named], schemas: Mapping[str, Json], trusted: set[str]
) -> list[Problem]:
    """Every Problem of the rule files (name, content); files named in `trusted` are known to obey their schema.

    Only files that obey their schema are looked at further; a rule book with Problems must not be compiled.
    """
    unsound = [
        problem
        for files, schema in ((checklists, schemas["checklist"]), (schemes, schemas["scheme"]))
        for name, content in files
        if name not in trusted
        for problem in contracts.document_problems(content, schema, name)
    ]
    if unsound:
        return unsound
    return [
        *(problem for name, content in checklists for problem in _checklist_problems(name, content)),
        *(problem for name, content in schemes for problem in scheme_problems(name, content, checklists)),
        *subject_problems(schemes),
        *_version_problems(checklists),
        *_version_problems(schemes),
        *_shared_ids(checklists),
        *changed_windows(checklists),
    ]


def _checklist_problems(name: str, book: Json) -> Iterator[Problem]:
    sections = {section["id"] for section in book["sections"]}
    items = [item["id"] for item in book["items"]]
    sanctions = set(book.get("sanctions", {}))
    caps = {part["cap"]["id"]: part["cap"] for part in [book, *book["items"], *book["sections"]] if "cap" in part}
    yield from defined_twice(name, "$.items", items, "item")
    yield from defined_twice(name, "$.sections", [section["id"] for section in book["sections"]], "section")
    for number, item in enumerate(book["items"]):
        path = f"$.items[{number}]"
        if item["section"] not in sections:
            yield unknown(name, f"{path}.section", "section", item["section"], sections)
        yield from _price_problems(name, path, item)
        for nth, band in enumerate(item.get("becomes", [])):
            if band["item"] not in items:
                yield unknown(name, f"{path}.becomes[{nth}].item", "item", band["item"], items)
        yield from _charge_problems(name, path, item, book["items"])
        yield from _cap_problems(name, path, item)
        yield from _unnamed_sanctions(name, path, item, sanctions)
        for cap in item.get("voids", []):
            if cap not in caps:
                yield unknown(name, f"{path}.voids", "cap", cap, caps)
            elif Decimal(caps[cap]["points"]) > 0:
                facts = {"item": item["id"], "cap": cap, "most": caps[cap]["points"]}
                yield Problem("void-of-bonus", Source(name, path=f"{path}.voids"), facts)
    yield from _cap_problems(name, "$", book)
    for number, section in enumerate(book["sections"]):
        yield from _cap_problems(name, f"$.sections[{number}]", section)
    yield from _circles(name, book)
    yield from _period_problems(name, book, items, sanctions)


def _price_problems(name: str, path: str, item: Json) -> Iterator[Problem]:
    shapes = [shape for shape in PRICED_SHAPES if shape in item]
    if len(shapes) > 1:
        yield Problem("two-prices", Source(name, path=path), {"item": item["id"], "shapes": ", ".join(shapes)})
    if "pieces" in item and item.get("each", {}).get("per") != "piece":
        yield Problem("pieces-without-price", Source(name, path=f"{path}.pieces"), {"item": item["id"]})
    by_measure = [band for band in item.get("becomes", []) if set(band) & set(ENDS)]
    if (by_measure or {"bands", "limit", "every"} & set(item)) and "unit" not in item:
        yield Problem("bands-without-unit", Source(name, path=path), {"item": item["id"]})
    yield from band_problems(name, f"{path}.bands", item.get("bands", []))
    for level in {band.get("level") for band in item.get("becomes", [])}:
        same = [band for band in item["becomes"] if band.get("level") == level and set(band) & set(ENDS)]
        yield from band_problems(name, f"{path}.becomes", same)
    yield from measure_problems(name, path, item)
    levels = item.get("levels", {})
    moving = {band["level"] for band in item.get("becomes", []) if "level" in band}
    named = {*levels, *item.get("multiplied", {}), *moving}
    for key, chosen in [
        ("chosen", item.get("chosen")),
        *((f"levels.{k}.chosen", v.get("chosen")) for k, v in levels.items()),
    ]:
        if chosen:
            yield from _range_problems(name, f"{path}.{key}", chosen)
    for level in sorted(set(item.get("level_titles", {})) - named):
        yield unknown(name, f"{path}.level_titles", "level", level, named)


def _range_problems(name: str, path: str, chosen: Json) -> Iterator[Problem]:
    low, high = (Decimal(end) for end in chosen["points"])
    if low * high <= 0 or low >= high:
        yield Problem("bad-range", Source(name, path=path), {"low": str(low), "high": str(high)})
    elif "step" in chosen and (Decimal(chosen["step"]) <= 0 or (high - low) % Decimal(chosen["step"])):
        facts = {"low": str(low), "high": str(high), "step": chosen["step"]}
        yield Problem("bad-choice-step", Source(name, path=f"{path}.step"), facts)


def _charge_problems(name: str, path: str, item: Json, items: Sequence[Json]) -> Iterator[Problem]:
    """What is charged to others counts as a known item, at whose price nobody has to choose anything."""
    known = {each["id"]: each for each in items}
    for nth, charge in enumerate(item.get("charges", [])):
        at = f"{path}.charges[{nth}].as"
        if charge["as"] not in known:
            yield unknown(name, at, "item", charge["as"], known)
        elif {"chosen", "levels"} & set(known[charge["as"]]):
            yield Problem("charged-without-price", Source(name, path=at), {"item": charge["as"]})


def _cap_problems(name: str, path: str, owner: Json) -> Iterator[Problem]:
    if "cap" in owner and Decimal(owner["cap"]["points"]) == 0:
        yield Problem("cap-of-nothing", Source(name, path=f"{path}.cap"), {"cap": owner["cap"]["id"]})


def _period_problems(name: str, book: Json, items: Sequence[str], sanctions: set[str]) -> Iterator[Problem]:
    drawn: dict[str, str] = {}
    moves = _moves(book)
    for number, quota in enumerate(book.get("quotas", [])):
        path = f"$.quotas[{number}]"
        yield from _known_items(name, path, [*quota["items"], *([quota["then"]] if "then" in quota else [])], items)
        if "then" in quota and set(quota["items"]) & _leads_to(quota["then"], moves):
            yield Problem("quota-into-itself", Source(name, path=f"{path}.then"), {"quota": quota["id"]})
        for item in quota["items"]:
            if item in drawn:
                facts = {"item": item, "quota": quota["id"], "other": drawn[item]}
                yield Problem("item-in-two-quotas", Source(name, path=f"{path}.items"), facts)
            drawn[item] = quota["id"]
    yield from totals_of_two(name, book)
    for number, counter in enumerate(book.get("counters", [])):
        path = f"$.counters[{number}]"
        yield from _known_items(name, path, counter["items"], items)
        yield from counter_problems(name, path, counter)
        steps = [step["at"] for step in counter.get("steps", [])]
        if steps != sorted(set(steps)):
            yield Problem(
                "steps-out-of-order", Source(name, path=f"{path}.steps"), {"steps": ", ".join(map(str, steps))}
            )
        for nth, step in enumerate(counter.get("steps", [])):
            yield from _unnamed_sanctions(name, f"{path}.steps[{nth}]", step, sanctions)
            if "chosen" in step:
                yield from _range_problems(name, f"{path}.steps[{nth}].chosen", step["chosen"])


def _circles(name: str, book: Json) -> Iterator[Problem]:
    """Items that, by `becomes`, come back to themselves."""
    becomes = _moves({"items": book["items"]})
    for number, item in enumerate(book["items"]):
        if any(item["id"] in _leads_to(target, becomes) for target in becomes.get(item["id"], ())):
            yield Problem("becomes-itself", Source(name, path=f"$.items[{number}].becomes"), {"item": item["id"]})


def _moves(book: Json) -> dict[str, set[str]]:
    """The items as which each item may come to count: by what was measured, or by a quota's overflow."""
    moves: dict[str, set[str]] = {}
    for item in book["items"]:
        moves.setdefault(item["id"], set()).update(band["item"] for band in item.get("becomes", []))
    for quota in book.get("quotas", []):
        for each in quota["items"] if "then" in quota else []:
            moves.setdefault(each, set()).add(quota["then"])
    return moves


def _leads_to(item: str, moves: Mapping[str, set[str]]) -> set[str]:
    """The item and every item as which it may count in the end."""
    reached, waiting = set(), [item]
    while waiting:
        each = waiting.pop()
        if each not in reached:
            reached.add(each)
            waiting += moves.get(each, ())
    return reached


def _known_items(name: str, path: str, named: Iterable[str], items: Sequence[str]) -> Iterator[Problem]:
    for item in named:
        if item not in items:
            yield unknown(name, path, "item", item, items)


def _unnamed_sanctions(name: str, path: str, owner: Json, sanctions: set[str]) -> Iterator[Problem]:
    used = [owner.get("sanction"), *(owner.get(key, {}).get("sanction") for key in ("each", "limit"))]
    used += [part.get("sanction") for part in [*owner.get("bands", []), *owner.get("levels", {}).values()]]
    for sanction in used:
        if sanction and sanction not in sanctions:
            yield unknown(name, path, "sanction", sanction, sanctions)


def _version_problems(files: Sequence[Named]) -> Iterator[Problem]:
    """Two files of one version, or of one id and the same days, and a version that ends before it begins."""
    for name, content in files:
        if content["from"] > content.get("to", LAST):
            facts = {"from": content["from"], "to": content["to"]}
            yield Problem("version-backwards", Source(name, path="$.to"), facts)
    for (first, one), (second, other) in combinations(files, 2):
        if (one["id"], one["version"]) == (other["id"], other["version"]):
            facts = {"id": one["id"], "version": one["version"], "other": first}
            yield Problem("version-twice", Source(second, path="$.version"), facts)
        elif one["id"] == other["id"] and one["from"] <= other.get("to", LAST) and other["from"] <= one.get("to", LAST):
            yield Problem("versions-overlap", Source(second, path="$.from"), {"id": one["id"], "other": first})


def _shared_ids(files: Sequence[Named]) -> Iterator[Problem]:
    """Caps, quotas and counters are known by their ids across checklists: two of one name would add up together."""
    owners: dict[str, str] = {}
    for name, book in files:
        owned = [part["cap"]["id"] for part in [book, *book["items"], *book["sections"]] if "cap" in part]
        owned += [part["id"] for key in ("quotas", "counters") for part in book.get(key, [])]
        for each in sorted(set(owned)):
            if owners.setdefault(each, book["id"]) != book["id"]:
                yield Problem("same-id-twice", Source(name), {"id": each, "other": owners[each]})
