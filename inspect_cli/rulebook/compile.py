"""From the JSON of checklists and schemes to the frames of a RuleBook."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import dtypes, of_rows
from inspect_cli.rulebook import RuleBook, tables
from inspect_cli.rulebook.asking import asks_of
from inspect_cli.rulebook.ranges import decimal_or_none, range_of
from inspect_cli.rulebook.scheme_tables import SCHEME_FRAMES
from inspect_cli.rulebook.schemes import compile_scheme, rows_of_scheme
from inspect_cli.rulebook.windows import window_of

Json = Mapping[str, Any]
PRICED_SHAPES = ("each", "chosen", "levels", "bands", "limit", "every")
FOREVER = date(9999, 12, 31)


def compile_rules(checklists: Sequence[Json], schemes: Sequence[Json]) -> RuleBook:
    """The rule book of checklists and schemes that check.py found sound."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in (*tables.FRAMES, *SCHEME_FRAMES)}
    for checklist in checklists:
        for name, row in _rows_of(checklist):
            rows[name].append({"checklist": checklist["id"], "version": checklist["version"], **row})
    rows["scheme_items"] = list(_scheme_items(checklists, schemes))
    for scheme in schemes:
        for name, row in rows_of_scheme(scheme, [each for each in checklists if each["id"] in scheme["checklists"]]):
            rows[name].append({"scheme": scheme["id"], "scheme_version": scheme["version"], **row})
    frames = {name: of_rows(rows[name], schema) for name, schema in (tables.FRAMES | SCHEME_FRAMES).items()}
    return RuleBook(
        **frames,
        names=_names(checklists),
        asks=asks_of(frames),
        schemes=[compile_scheme(scheme) for scheme in schemes],
        sanctions={
            name: titles for each in (*schemes, *checklists) for name, titles in each.get("sanctions", {}).items()
        },
        levels={
            (item["id"], level): titles
            for each in checklists
            for item in each["items"]
            for level, titles in item.get("level_titles", {}).items()
        },
    )


def _names(checklists: Sequence[Json]) -> pl.DataFrame:
    """Every title and synonym by which people call an item, as they are compared."""
    rows = [
        (folded(name), checklist["id"], item["id"])
        for checklist in checklists
        for item in checklist["items"]
        for name in (item["title"]["zh"], item["title"]["en"], *item.get("synonyms", []))
    ]
    return pl.DataFrame(rows, schema=dtypes(tables.NAMES), orient="row").unique(maintain_order=True)


def shape_of(item: Json) -> str:
    """The shape of an item's price: the one of the priced keys that it has, else none."""
    return next((shape for shape in PRICED_SHAPES if shape in item), "none")


def side_of(item: Json) -> str | None:
    """Deduction or bonus, by the sign of the first points the item names; null when it names none."""
    for price in prices_of(item):
        for key in ("points", "farthest", "start_points"):
            if price.get(key):
                return "deduction" if price[key] < 0 else "bonus"
    return None


def prices_of(item: Json) -> list[dict[str, Any]]:
    """The item's price rows: one for a fixed or chosen price, a limit or a tariff, one for each level or band."""
    shape = shape_of(item)
    if shape == "none":
        return []
    said = item[shape]
    rows = {
        "each": lambda: [_consequence(said)],
        "chosen": lambda: [_consequence({"chosen": said})],
        "levels": lambda: [{"level": level, **_consequence(each)} for level, each in said.items()],
        "bands": lambda: [{**range_of(band), **_tenure(band), **_consequence(band)} for band in said],
        "limit": lambda: [{**range_of(said), **_tenure(said), **_consequence(said)}],
        "every": lambda: [{**range_of(said), **_consequence(said), **_tariff(said)}],
    }[shape]()
    return [{"shape": shape, **row} for row in rows]


def _rows_of(checklist: Json) -> Iterable[tuple[str, dict[str, Any]]]:
    yield "checklists", {
        "valid_from": date.fromisoformat(checklist["from"]), "valid_to": _last_day(checklist),
        "kind": checklist["kind"], "department": checklist.get("department"),
        "title_zh": checklist["title"]["zh"], "title_en": checklist["title"]["en"],
    }  # fmt: skip
    sections = {section["id"]: section for section in checklist["sections"]}
    for ordinal, item in enumerate(checklist["items"]):
        yield "items", _item_row(item, sections[item["section"]], ordinal)
        for price in prices_of(item):
            yield "prices", {"item": item["id"], **price}
        for band in item.get("becomes", []):
            also = band.get("also", {})
            level = {"when_level": band.get("level")}
            costs = {"also_points": decimal_or_none(also.get("points")), "also_yuan": decimal_or_none(also.get("yuan"))}
            yield "becomes", {"item": item["id"], **range_of(band), "becomes": band["item"], **level, **costs}
        for charge in item.get("charges", []):
            yield "charges", {"item": item["id"], "to": charge["to"], "charged_as": charge["as"]}
        yield from _condition_rows(item)
        for level, factor in item.get("multiplied", {}).items():
            yield "multiplied", {"item": item["id"], "level": level, "factor": factor}
        for cap in item.get("voids", []):
            yield "voids", {"item": item["id"], "cap": cap}
        if "cap" in item:
            yield "caps", _cap_row(item["cap"], "item", item["id"])
        if "cap" in checklist:
            yield "caps", _cap_row(checklist["cap"], "checklist", item["id"])
    for section in checklist["sections"]:
        for item in _covered(checklist, section) if "cap" in section else ():
            yield "caps", _cap_row(section["cap"], "section", item)
    yield from _period_rows(checklist)


def _covered(checklist: Json, section: Json) -> list[str | None]:
    """The items of a section; none of them, where what voids the cap of an empty section takes its points."""
    return [item["id"] for item in checklist["items"] if item["section"] == section["id"]] or [None]


def _period_rows(checklist: Json) -> Iterable[tuple[str, dict[str, Any]]]:
    for quota in checklist.get("quotas", []):
        for item in quota["items"]:
            yield (
                "quotas",
                {
                    "quota": quota["id"],
                    "item": item,
                    "free": Decimal(quota["free"]),
                    "then": quota.get("then"),
                    **window_of(quota["per"]),
                },
            )
    for counter in checklist.get("counters", []):
        side = counter_side(checklist, counter)
        for item in counter["items"]:
            yield "counters", {
                "counter": counter["id"], "item": item, "mode": counter.get("mode", "add"), "counter_side": side,
                **window_of(counter["per"]),
            }  # fmt: skip
        for step in steps_of(counter):
            yield "steps", {"counter": counter["id"], **step}


def steps_of(counter: Json) -> list[dict[str, Any]]:
    """The rows of STEPS of a counter: one for each n of `nth`, then its steps, each with the last count it is met at.

    A step is met once, at its count. With `again` each it is met at every further count up to the next step; with
    `beyond` repeat-last the last one is met at every further count.
    """
    nth = counter.get("nth", {})
    rows = [
        {"at_step": n, "nth": True, **_consequence(_multiplied(nth, nth["times"] ** (n - 1)))}
        for n in range(1, nth.get("until", 0) + 1)
    ]
    rows += [{"at_step": step["at"], "nth": False, **_consequence(step)} for step in counter.get("steps", [])]
    ends = [row["at_step"] - 1 for row in rows[1:]] + [None]
    for row, end in zip(rows, ends, strict=True):
        repeats = counter.get("again") == "each" or (end is None and counter.get("beyond") == "repeat-last")
        row["last"] = end if repeats else row["at_step"]
    return rows


def _multiplied(source: Json, factor: int) -> dict[str, str]:
    return {key: f"{Decimal(source[key]) * factor:f}" for key in ("points", "yuan") if key in source}


def counter_side(checklist: Json, counter: Json) -> str:
    """The side a counter's lines stand on: that of its first step with points, else that of its items."""
    for step in steps_of(counter):
        value = step["points"] or step["farthest"]
        if value:
            return "deduction" if value < 0 else "bonus"
    sides = [side_of(item) for item in checklist["items"] if item["id"] in counter["items"]]
    return next((side for side in sides if side), "deduction")


def _scheme_items(checklists: Sequence[Json], schemes: Sequence[Json]) -> Iterable[dict[str, Any]]:
    """Every item of the checklists that a version of a scheme names, for the days on which both versions hold."""
    for scheme, checklist in product(schemes, checklists):
        begun = max(date.fromisoformat(each["from"]) for each in (scheme, checklist))
        ended = min(_last_day(scheme), _last_day(checklist))
        if checklist["id"] in scheme["checklists"] and begun <= ended:
            for item in checklist["items"]:
                yield {"scheme": scheme["id"], "checklist": checklist["id"], "version": checklist["version"],
                       "item": item["id"], "valid_from": begun, "valid_to": ended}  # fmt: skip


def _item_row(item: Json, section: Json, ordinal: int) -> dict[str, Any]:
    by_piece = item.get("each", {}).get("per") == "piece" and "pieces" in item
    return {
        "item": item["id"], "section": item["section"], "section_zh": section["title"]["zh"],
        "section_en": section["title"]["en"], "title_zh": item["title"]["zh"], "title_en": item["title"]["en"],
        "standard_zh": item["standard"]["zh"], "standard_en": item["standard"]["en"], "object": item["object"],
        "frequency": item["frequency"], "basis": item["basis"], "shape": shape_of(item), "unit": item.get("unit"),
        "side": side_of(item), "pieces": len(item["pieces"]) if by_piece else None, "ordinal": ordinal,
        "after_hours": item.get("after_hours"), "shared": item.get("shared", "each"),
        "once_per": item.get("once_per", "never"), "scaled": item.get("sample") == "scaled",
    }  # fmt: skip


def _condition_rows(item: Json) -> Iterable[tuple[str, dict[str, Any]]]:
    """For whom each piece of the item applies, or the item as a whole; nothing where it applies to everyone."""
    pieces = [piece if isinstance(piece, Mapping) else {"id": piece} for piece in item.get("pieces", [])]
    if "when" not in item and not any("when" in piece for piece in pieces):
        return
    for piece in pieces or [{"id": None}]:
        when = {**item.get("when", {}), **piece.get("when", {})}
        wanted = {key: [value] if isinstance(value, str) else list(value) for key, value in when.items()}
        yield "conditions", {"item": item["id"], "piece": piece["id"], **wanted}


def _tenure(source: Json) -> dict[str, Any]:
    said = source.get("tenure", {})
    return {"tenure_from": said.get("atleast"), "tenure_below": said.get("below")}


def _tariff(every: Json) -> dict[str, Any]:
    ends = {
        f"{end}_{unit}": decimal_or_none(every.get(end, {}).get(unit))
        for end in ("start", "least", "most")
        for unit in ("points", "yuan")
    }
    return {"per": Decimal(every["per"]), "steps": every.get("steps", "full"), **ends}


def _cap_row(cap: Json, scope: str, item: str | None) -> dict[str, Any]:
    return {"cap": cap["id"], "scope": scope, "item": item, "per": cap["per"], "points": Decimal(cap["points"])}


def _consequence(source: Json) -> dict[str, Any]:
    ends = sorted((Decimal(end) for end in source.get("chosen", {}).get("points", [])), key=abs)
    return {
        "points": decimal_or_none(source.get("points")), "nearest": ends[0] if ends else None,
        "farthest": ends[-1] if ends else None, "choice_step": decimal_or_none(source.get("chosen", {}).get("step")),
        "yuan": decimal_or_none(source.get("yuan")), "sanction": source.get("sanction"),
        "terminal": source.get("terminal", False),
    }  # fmt: skip


def _last_day(checklist: Json) -> date:
    return date.fromisoformat(checklist["to"]) if "to" in checklist else FOREVER
