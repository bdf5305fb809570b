"""From the JSON of checklists and schemes to the frames of a RuleBook."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import dtypes, of_rows
from inspect_cli.rulebook import Band, RuleBook, Scheme, tables
from inspect_cli.rulebook.pay import compile_pay

Json = Mapping[str, Any]
PRICED_SHAPES = ("each", "chosen", "levels", "bands")
FOREVER = date(9999, 12, 31)
MAY_FALL = ("absent", "missing-punch", "not-at-work", "record")
"""Kinds of question of which a scheme says what becomes of them unanswered."""


def compile_rules(checklists: Sequence[Json], schemes: Sequence[Json]) -> RuleBook:
    """The rule book of checklists and schemes that check.py found sound."""
    rows: dict[str, list[dict[str, Any]]] = {name: [] for name in tables.FRAMES}
    for checklist in checklists:
        for name, row in _rows_of(checklist):
            rows[name].append({"checklist": checklist["id"], "version": checklist["version"], **row})
    rows["scheme_items"] = list(_scheme_items(checklists, schemes))
    return RuleBook(
        **{name: of_rows(rows[name], schema) for name, schema in tables.FRAMES.items()},
        names=_names(checklists),
        schemes=[compile_scheme(scheme) for scheme in schemes],
        sanctions={name: titles for each in checklists for name, titles in each.get("sanctions", {}).items()},
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


def compile_scheme(scheme: Json) -> Scheme:
    """One scheme with its defaults filled in."""
    ranks = scheme.get("ranks", {})
    return Scheme(
        id=scheme["id"],
        version=scheme["version"],
        valid_from=date.fromisoformat(scheme["from"]),
        valid_to=date.fromisoformat(scheme["to"]) if "to" in scheme else None,
        zh=scheme["title"]["zh"],
        en=scheme["title"]["en"],
        base=Decimal(scheme["base"]),
        floor=_decimal(scheme.get("floor")),
        ceiling=_decimal(scheme.get("ceiling")),
        checklists=scheme["checklists"],
        quantum=scheme.get("round", "0.01"),
        money=scheme.get("money", False),
        least_inspections=scheme.get("least_inspections", 1),
        unanswered=_unanswered(scheme.get("unanswered", "excuse")),
        answers={"missing-punch": "ask", "absent": "ask", **scheme.get("answers", {})},
        bands=[
            Band(band["grade"], _decimal(band.get("atleast")), band["title"]["zh"], band["title"]["en"])
            for band in scheme["bands"]
        ],
        rank_in=ranks.get("in", "department"),
        least_field=ranks.get("least_field", 3),
        object_by=scheme.get("object_by", 10),
        pay=compile_pay(scheme["pay"]) if "pay" in scheme else None,
    )


def shape_of(item: Json) -> str:
    """The shape of an item's price: the one of the priced keys that it has, else none."""
    return next((shape for shape in PRICED_SHAPES if shape in item), "none")


def side_of(item: Json) -> str | None:
    """Deduction or bonus, by the sign of the first points the item names; null when it names none."""
    for price in prices_of(item):
        for key in ("points", "farthest"):
            if price.get(key):
                return "deduction" if price[key] < 0 else "bonus"
    return None


def prices_of(item: Json) -> list[dict[str, Any]]:
    """The item's price rows: one for a fixed or chosen price, one for each level or band."""
    shape = shape_of(item)
    if shape == "each":
        return [{"shape": shape, **_consequence(item["each"])}]
    if shape == "chosen":
        return [{"shape": shape, **_consequence({"chosen": item["chosen"]})}]
    if shape == "levels":
        return [{"shape": shape, "level": level, **_consequence(each)} for level, each in item["levels"].items()]
    if shape == "bands":
        return [{"shape": shape, **_range(band), **_consequence(band)} for band in item["bands"]]
    return []


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
            costs = {"also_points": _decimal(also.get("points")), "also_yuan": _decimal(also.get("yuan"))}
            yield "becomes", {"item": item["id"], **_range(band), "becomes": band["item"], **costs}
        if "cap" in item:
            yield "caps", _cap_row(item["cap"], "item", item["id"])
        if "cap" in sections[item["section"]]:
            yield "caps", _cap_row(sections[item["section"]]["cap"], "section", item["id"])
    yield from _period_rows(checklist)


def _period_rows(checklist: Json) -> Iterable[tuple[str, dict[str, Any]]]:
    for quota in checklist.get("quotas", []):
        for item in quota["items"]:
            yield (
                "quotas",
                {"quota": quota["id"], "item": item, "free": Decimal(quota["free"]), "then": quota.get("then")},
            )
    for counter in checklist.get("counters", []):
        side = counter_side(checklist, counter)
        for item in counter["items"]:
            yield "counters", {"counter": counter["id"], "item": item, "mode": counter["mode"], "counter_side": side}
        for step in counter["steps"]:
            yield "steps", {"counter": counter["id"], "at_step": step["at"], **_consequence(step)}


def counter_side(checklist: Json, counter: Json) -> str:
    """The side a counter's lines stand on: that of its first step with points, else that of its items."""
    for step in counter["steps"]:
        consequence = _consequence(step)
        value = consequence["points"] or consequence["farthest"]
        if value:
            return "deduction" if value < 0 else "bonus"
    sides = [side_of(item) for item in checklist["items"] if item["id"] in counter["items"]]
    return next((side for side in sides if side), "deduction")


def _scheme_items(checklists: Sequence[Json], schemes: Sequence[Json]) -> Iterable[dict[str, Any]]:
    wanted = {scheme["id"]: set(scheme["checklists"]) for scheme in schemes}
    for scheme, names in wanted.items():
        for checklist in checklists:
            if checklist["id"] in names:
                for item in checklist["items"]:
                    yield {"scheme": scheme, "checklist": checklist["id"], "version": checklist["version"],
                           "item": item["id"], "valid_from": date.fromisoformat(checklist["from"]),
                           "valid_to": _last_day(checklist)}  # fmt: skip


def _item_row(item: Json, section: Json, ordinal: int) -> dict[str, Any]:
    by_piece = item.get("each", {}).get("per") == "piece" and "pieces" in item
    return {
        "item": item["id"], "section": item["section"], "section_zh": section["title"]["zh"],
        "section_en": section["title"]["en"], "title_zh": item["title"]["zh"], "title_en": item["title"]["en"],
        "standard_zh": item["standard"]["zh"], "standard_en": item["standard"]["en"], "object": item["object"],
        "frequency": item["frequency"], "basis": item["basis"], "shape": shape_of(item), "unit": item.get("unit"),
        "side": side_of(item), "pieces": len(item["pieces"]) if by_piece else None, "ordinal": ordinal,
        "after_hours": item.get("after_hours"), "shared": item.get("shared", "each"),
        "once_per": item.get("once_per", "never"),
    }  # fmt: skip


def _cap_row(cap: Json, scope: str, item: str) -> dict[str, Any]:
    return {"cap": cap["id"], "scope": scope, "item": item, "per": cap["per"], "points": Decimal(cap["points"])}


def _range(band: Json) -> dict[str, Any]:
    return {
        "low": _decimal(band.get("over", band.get("atleast"))), "low_in": "atleast" in band,
        "high": _decimal(band.get("upto", band.get("below"))), "high_in": "upto" in band,
    }  # fmt: skip


def _consequence(source: Json) -> dict[str, Any]:
    ends = sorted((Decimal(end) for end in source.get("chosen", {}).get("points", [])), key=abs)
    return {
        "points": _decimal(source.get("points")), "nearest": ends[0] if ends else None,
        "farthest": ends[-1] if ends else None, "choice_step": _decimal(source.get("chosen", {}).get("step")),
        "yuan": _decimal(source.get("yuan")), "sanction": source.get("sanction"),
        "terminal": source.get("terminal", False),
    }  # fmt: skip


def _unanswered(setting: str | Json) -> dict[str, str]:
    """For each kind of question the word under which it falls; one word is said of all."""
    if isinstance(setting, str):
        return dict.fromkeys(MAY_FALL, setting)
    return {kind: setting.get(kind, "excuse") for kind in MAY_FALL}


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _last_day(checklist: Json) -> date:
    return date.fromisoformat(checklist["to"]) if "to" in checklist else FOREVER
