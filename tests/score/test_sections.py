"""Weighted sections, each month worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from inspect_cli.months import Month
from inspect_cli.score import Scored
from tests.reference.test_worked_examples import BOTH, checklist, fact, item, scheme
from tests.score.frames_of import play
from tests.score.test_month_rules import person

D = Decimal
NOVEMBER = Month("2026-11", date(2026, 11, 1), date(2026, 11, 30))
BOOK = checklist(
    item("a"), item("b"), item("c", each={"points": "-1"}, cap={"id": "c-cap", "per": "month", "points": "-4"})
)


def section(name: str, weight: str, *items: str, **more: Any) -> dict[str, Any]:
    """A section of the scheme."""
    return {"id": name, "title": BOTH, "weight": weight, "items": list(items), **more}


def marks(what: str, got: str | None, most: str | None, group: str | None = None) -> dict[str, Any]:
    """A sheet's row with marks; none of them where the item did not apply."""
    outcome = "na" if got is None else "pass"
    return {
        **fact(f"{what}{got}{most}{group}", what, 2, outcome=outcome),
        "got": got and D(got), "max": most and D(most), "rater_group": group,
    }  # fmt: skip


def month(facts: list[dict[str, Any]], *sections: dict[str, Any], base: str = "60") -> Scored:
    """November of P1 under a scheme with these sections."""
    return play(facts, [person("P1")], [BOOK], [scheme(base=base, sections=list(sections))], NOVEMBER, "scheme")


def outcome(scored: Scored) -> tuple[Decimal | None, str]:
    """Score and status of P1."""
    row = scored.standings.row(0, named=True)
    return row["score"], row["status"]


def test_outer_and_inner_marks_make_four_fifths_of_sixty() -> None:
    # outer 8 + 7 + 9 of 30, inner 18 + 6 of 30: 24 + 24 = 48 of 60
    outer = [marks("a", got, "10") for got in ("8", "7", "9")]
    inner = [marks("b", "18", "20"), marks("b", "6", "10")]
    assert outcome(month(outer + inner, section("outer", "30", "a"), section("inner", "30", "b"))) == (D(48), "scored")


@pytest.mark.parametrize(
    ("raters", "score"),
    [
        ("pooled", "33.75"),  # 9 of 16
        ({"inner": "1", "outer": "1"}, "37.5"),  # (3/4 + 6/12) / 2 = 5/8
        ({"inner": "2", "outer": "1"}, "40"),  # (2 × 3/4 + 1/2) / 3 = 2/3
    ],
)
def test_rater_groups_are_pooled_or_weighed(raters: Any, score: str) -> None:
    facts = [marks("a", "3", "4", "inner"), marks("a", "6", "12", "outer")]
    assert outcome(month(facts, section("s", "60", "a", raters=raters))) == (D(score), "scored")


def test_a_group_that_gave_no_marks_leaves_no_score() -> None:
    both = section("s", "60", "a", raters={"inner": "1", "outer": "1"})
    assert outcome(month([marks("a", "3", "4", "inner")], both)) == (None, "incomplete")


@pytest.mark.parametrize(
    ("policy", "result"),
    [
        ("drop-and-rescale", (D(45), "scored")),  # 3 of 4 of what is left, which is now all 60
        ("full", (D("52.5"), "scored")),  # 30 + 22.5
        ("zero", (D("22.5"), "scored")),
        ("no-score", (None, "incomplete")),
    ],
)
def test_what_becomes_of_a_section_nothing_of_which_applied(policy: str, result: tuple[Decimal | None, str]) -> None:
    facts = [marks("a", "3", "4"), marks("b", None, None)]
    parts = section("one", "30", "a"), section("two", "30", "b", all_na=policy)
    assert outcome(month(facts, *parts)) == result


def test_a_section_nobody_looked_at_has_no_marks_and_never_full_ones() -> None:
    parts = section("one", "30", "a"), section("two", "30", "b")
    assert outcome(month([marks("a", "4", "4")], *parts)) == (None, "incomplete")


def test_an_item_that_does_not_apply_leaves_both_sides_of_the_fraction() -> None:
    facts = [marks("a", "3", "4"), marks("b", None, None)]
    assert outcome(month(facts, section("s", "60", "a", "b"))) == (D(45), "scored")


def test_deductions_cost_their_share_of_the_weight_and_the_line_is_the_difference() -> None:
    # c loses 3 of 4: 3/4 of 20 is 15; the event says −3, so the section's line is −12
    scored = month([fact("F", "c", 2, "3")], section("s", "20", "c", by="deductions"))
    told = scored.adjustments.select("step", "points").rows()
    assert told == [("event", D(-3)), ("section", D(-12))]
    assert outcome(scored) == (D(45), "scored")


def test_what_came_to_count_as_an_item_of_a_section_was_looked_at_there() -> None:
    # two of a are free, the third is a c: 1 of 4 is a quarter of 20; c itself was never observed
    quota = {"id": "free", "items": ["a"], "per": "month", "free": "2", "then": "c"}
    for kind, seen in (("inspection", "pass"), ("incident", "event")):
        book = {**BOOK, "kind": kind, "quotas": [quota]}
        rules = scheme(base="60", sections=[section("s", "20", "c", by="deductions")])
        facts = [fact("F", "a", 2, "3"), fact("G", "b", 3, outcome=seen)]
        scored = play(facts, [person("P1")], [book], [rules], NOVEMBER, "scheme")
        assert scored.adjustments.select("step", "points").rows() == [("event", D(-1)), ("section", D(-4))]
        assert outcome(scored) == (D(55), "scored")


def test_an_item_that_did_not_apply_and_yet_was_counted_keeps_its_worth() -> None:
    # d is worth 4 and did not apply: 1 of 4 would be lost, had not a second c come to count as a d
    becomes = [{"atleast": "1", "item": "d"}]
    book = checklist(
        item(
            "c", each={"points": "-1"}, cap={"id": "c-cap", "per": "month", "points": "-4"}, becomes=becomes, unit="m"
        ),
        item("d", each={"points": "-1"}, cap={"id": "d-cap", "per": "month", "points": "-4"}),
    )
    rules = scheme(base="60", sections=[section("s", "20", "c", "d", by="deductions")])
    for more, score in (([], D(55)), ([fact("H", "c", 3, magnitude=D(1))], D(55))):
        facts = [fact("F", "c", 2), fact("G", "d", 2, outcome="na"), *more]
        assert outcome(play(facts, [person("P1")], [book], [rules], NOVEMBER, "scheme")) == (score, "scored")


def test_a_third_is_rounded_once() -> None:
    scored = month([marks("a", "2", "3")], section("s", "10", "a"))
    assert outcome(scored) == (D("56.67"), "scored")
