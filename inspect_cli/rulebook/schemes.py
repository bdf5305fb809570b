"""From the JSON of a scheme to what it says of a whole month: bands, streaks, prizes, recovery, liability."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from inspect_cli.rulebook import Band, Scheme
from inspect_cli.rulebook.pay import compile_pay
from inspect_cli.rulebook.ranges import decimal_or_none, range_of

Json = Mapping[str, Any]
Row = dict[str, Any]
ACCOUNTS: Mapping[str, Json] = {
    "losses": {"zh": "损失扣款", "en": "Losses"},
    "sanctions": {"zh": "处分扣款", "en": "Sanctions"},
}
"""Rules of money that a scheme has once, and so without a name of their own."""

RULES = ("sections", "streaks", "prizes", "recovery", "liability")
"""The lists of a scheme whose entries have an id and a title."""
MAY_FALL = ("absent", "missing-punch", "not-at-work", "record")
"""Kinds of question of which a scheme says what becomes of them unanswered."""
KINDS_OF_BREAK = ("gap", "leave", "no-data")
"""The months that end a streak unless the scheme says that they only stand between."""


def compile_scheme(scheme: Json) -> Scheme:
    """One scheme with its defaults filled in."""
    ranks, subject = scheme.get("ranks", {}), scheme.get("subject", "person")
    return Scheme(
        id=scheme["id"],
        version=scheme["version"],
        valid_from=date.fromisoformat(scheme["from"]),
        valid_to=date.fromisoformat(scheme["to"]) if "to" in scheme else None,
        zh=scheme["title"]["zh"],
        en=scheme["title"]["en"],
        base=Decimal(scheme["base"]),
        floor=decimal_or_none(scheme.get("floor")),
        ceiling=decimal_or_none(scheme.get("ceiling")),
        checklists=scheme["checklists"],
        quantum=scheme.get("round", "0.01"),
        money=scheme.get("money", False),
        least_inspections=scheme.get("least_inspections", 1),
        unanswered=_unanswered(scheme.get("unanswered", "excuse")),
        answers={"missing-punch": "ask", "absent": "ask", **scheme.get("answers", {})},
        bands=[
            Band(band["grade"], decimal_or_none(band.get("atleast")), band["title"]["zh"], band["title"]["en"])
            for band in scheme["bands"]
        ],
        rank_in=ranks.get("in", "department" if subject == "person" else "all"),
        least_field=ranks.get("least_field", 3),
        object_by=scheme.get("object_by", 10),
        pay=compile_pay(scheme["pay"]) if "pay" in scheme else None,
        subject=subject,
        also_scores=scheme.get("also_scores", ()),
        transfer=scheme.get("transfer", "last-day"),
    )


def rows_of_scheme(scheme: Json, checklists: Sequence[Json]) -> Iterable[tuple[str, Row]]:
    """The rows of SCHEME_FRAMES that a scheme over these checklists makes, each with the name of its frame."""
    yield from _titles(scheme)
    for section in scheme.get("sections", []):
        yield from _section_rows(section, checklists)
    yield from _band_rows(scheme)
    for streak in scheme.get("streaks", []):
        yield from _streak_rows(streak)
    for prize in scheme.get("prizes", []):
        yield from _prize_rows(prize, scheme.get("round", "0.01"))
    awards = [(award["id"], award) for key in ("streaks", "prizes") for award in scheme.get(key, [])]
    for rule, award in [*awards, *((band["grade"], band) for band in scheme["bands"])]:
        for item in award.get("forfeited_by", []):
            yield "forfeits", {"rule": rule, "item": item}
    for recovery in scheme.get("recovery", []):
        yield "recoveries", {"rule": recovery["id"], "most": Decimal(recovery["points"])}
    for liability in scheme.get("liability", []):
        most = liability.get("cap")
        yield "liabilities", {
            "rule": liability["id"], "share": Decimal(liability["percent"]),
            "most": None if most is None else abs(Decimal(most)),
        }  # fmt: skip


def _titles(scheme: Json) -> Iterable[tuple[str, Row]]:
    for key in RULES:
        for rule in scheme.get(key, []):
            yield "scheme_rules", _title(rule["id"], rule["title"])
    for band in scheme["bands"]:
        yield "scheme_rules", _title(band["grade"], band["title"])
    for account in scheme.get("pay", {}):
        if account in ACCOUNTS:
            yield "scheme_rules", _title(account, ACCOUNTS[account])


def _title(rule: str, title: Json) -> Row:
    return {"rule": rule, "title_zh": title["zh"], "title_en": title["en"]}


def _section_rows(section: Json, checklists: Sequence[Json]) -> Iterable[tuple[str, Row]]:
    items = items_of_section(section, checklists)
    raters = section.get("raters", "pooled")
    pooled = raters == "pooled"
    yield "sections", {
        "rule": section["id"], "weight": Decimal(section["weight"]), "measure": section.get("by", "marks"),
        "full": decimal_or_none(section.get("full")), "all_na": section.get("all_na", "drop-and-rescale"),
        "pooled": pooled, "inspected": any(book["kind"] == "inspection" for book, _ in items),
    }  # fmt: skip
    for book, item in items:
        worth = abs(Decimal(item["cap"]["points"])) if "cap" in item else None
        yield "section_items", {
            "rule": section["id"], "item": item["id"], "worth": worth, "begins": date.fromisoformat(book["from"]),
        }  # fmt: skip
    for nth, (group, weight) in enumerate({"": "1"}.items() if pooled else raters.items()):
        yield "section_raters", {
            "rule": section["id"], "rater_group": group, "rater_weight": Decimal(weight), "nth": nth,
        }  # fmt: skip


def items_of_section(section: Json, checklists: Sequence[Json]) -> list[tuple[Json, Json]]:
    """The items of a section, in every version, with their checklist."""
    return [
        (book, item)
        for book in checklists
        for item in book["items"]
        if book["id"] in section.get("checklists", ()) or item["id"] in section.get("items", ())
    ]


def _band_rows(scheme: Json) -> Iterable[tuple[str, Row]]:
    cumulative = scheme.get("bands_entail", "own") == "cumulative"
    for place, band in enumerate(scheme["bands"]):
        if "yuan" in band or "sanction" in band:
            yield "bands", {"rule": band["grade"], "place": place, "cumulative": cumulative, **entailed(band)}


def _streak_rows(streak: Json) -> Iterable[tuple[str, Row]]:
    ((measure, wanted),) = streak["when"].items()
    breaks = streak.get("broken_by", KINDS_OF_BREAK)
    limits: Row = {"low": None, "high": None, "low_in": True, "high_in": True}
    if measure == "score":
        limits = range_of(wanted)
    elif measure == "rank":
        limits["high"] = Decimal(wanted)
    yield "streaks", {
        "rule": streak["id"], "measure": measure, **limits,
        "grades": "\n".join(wanted) if measure == "grade" else None, "after": streak.get("after", "same"),
        "gap_breaks": "gap" in breaks, "leave_breaks": "leave" in breaks, "no_data_breaks": "no-data" in breaks,
    }  # fmt: skip
    for step in streak["steps"]:
        yield "streak_steps", {"rule": streak["id"], "at_step": step["months"], **entailed(step)}


def _prize_rows(prize: Json, quantum: str) -> Iterable[tuple[str, Row]]:
    yield "prizes", {
        "rule": prize["id"], "among": prize.get("in", "department"), "least_field": prize.get("least_field", 3),
        "tie": prize.get("tie", "share-low"), "unit": prize["unit"],
        "quantum": Decimal(quantum if prize["unit"] == "points" else "0.01"),
    }  # fmt: skip
    for place, amount in enumerate(prize["amounts"], 1):
        yield "prize_places", {"rule": prize["id"], "place": place, "amount": Decimal(amount)}


def entailed(source: Json) -> Row:
    """The columns ENTAILED of what a rule of a scheme leads to."""
    return {
        "points": decimal_or_none(source.get("points")), "yuan": decimal_or_none(source.get("yuan")),
        "sanction": source.get("sanction"), "terminal": source.get("terminal", False),
    }  # fmt: skip


def _unanswered(setting: str | Json) -> dict[str, str]:
    """For each kind of question the word under which it falls; one word is said of all."""
    if isinstance(setting, str):
        return dict.fromkeys(MAY_FALL, setting)
    return {kind: setting.get(kind, "excuse") for kind in MAY_FALL}
