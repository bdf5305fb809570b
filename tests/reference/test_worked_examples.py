"""Worked examples with results worked out by hand, played against the reference scorer."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from .scorer import Month, Row, score_month

D = Decimal
BOTH = {"zh": "例", "en": "example"}
FIRST, LAST = date(2026, 11, 1), date(2026, 11, 30)


def item(name: str, **rule: Any) -> Row:
    """An item of section s."""
    return {
        "id": name, "section": "s", "title": BOTH, "standard": BOTH, "object": "person", "frequency": "daily",
        "basis": "worked example", **rule,
    }  # fmt: skip


def checklist(*items: Row, **rules: Any) -> Row:
    """A checklist in force all year."""
    return {
        "id": "list", "version": "1.0", "from": "2026-01-01", "kind": "inspection", "title": BOTH,
        "sections": [{"id": "s", "title": BOTH}], "items": list(items), **rules,
    }  # fmt: skip


def scheme(**settings: Any) -> Row:
    """A scheme of 100 points with money and one grade, unless settings say otherwise."""
    return {
        "id": "scheme", "version": "1.0", "from": "2026-01-01", "title": BOTH, "base": "100", "checklists": ["list"],
        "round": "0.01", "money": True, "least_inspections": 0, "bands": [{"grade": "all", "title": BOTH}],
        "ranks": {"in": "department", "least_field": 2}, **settings,
    }  # fmt: skip


def person(name: str = "P1", **more: Any) -> Row:
    """Someone employed the whole year."""
    return {
        "person_id": name, "valid_from": date(2026, 1, 1), "valid_to": None, "department": "desk", "scheme": None,
        "hired": date(2026, 1, 1), "left": None, **more,
    }  # fmt: skip


def fact(name: str, what: str, day: int, quantity: str = "1", **more: Any) -> Row:
    """An event of P1 in November."""
    return {
        "fact_id": name, "subject_kind": "person", "subject": "P1", "date": date(2026, 11, day), "at": None,
        "origin": "inspection", "item": what, "outcome": "event", "quantity": D(quantity), "magnitude": None,
        "level": None, "chosen": None, "sheet": None, "standing": "approved", **more,
    }  # fmt: skip


def month(facts: list[Row], book: Row | list[Row], rules: Row | None = None, people: list[Row] | None = None) -> Month:
    """November under one scheme."""
    books = book if isinstance(book, list) else [book]
    return score_month(facts, people or [person()], books, [rules or scheme()], FIRST, LAST, "scheme")


def told(played: Month) -> list[tuple[str, str, Decimal]]:
    """Step, fact and points of each line."""
    return [(line.step, line.fact_id or "", line.points) for line in played.lines]


def score(played: Month) -> Decimal | None:
    """The score of P1."""
    return played.standings["P1"].score


PROPERTY = checklist(
    item("dress", each={"per": "piece", "points": "-1"}, pieces=["uniform", "badge", "tie"]),
    item(
        "late",
        unit="minute",
        bands=[{"over": "0", "upto": "5", "points": "-1"}, {"over": "5", "upto": "10", "points": "-5"}],
        becomes=[{"over": "10", "item": "absent", "also": {"yuan": "-40"}}],
    ),
    item("absent", each={"points": "-10"}),
    item("phone", each={"points": "-5"}),
    sanctions={"warning": BOTH, "resignation": BOTH},
    counters=[
        {
            "id": "phone-count",
            "items": ["phone"],
            "per": "month",
            "mode": "add",
            "steps": [
                {"at": 3, "points": "-10", "sanction": "warning"},
                {"at": 5, "sanction": "resignation", "terminal": True},
            ],
        }
    ],
)


def test_example_1_missing_pieces_cost_one_each() -> None:
    # No badge, no tie: 2 × −1 = −2. More than the three pieces cannot be missing: 4 → 3 × −1 = −3.
    assert told(month([fact("F1", "dress", 2, "2")], PROPERTY)) == [("event", "F1", D(-2))]
    assert told(month([fact("F1", "dress", 2, "4")], PROPERTY)) == [("event", "F1", D(-3))]


@pytest.mark.parametrize(("minutes", "points"), [("0.5", -1), ("5", -1), ("5.01", -5), ("7", -5), ("10", -5)])
def test_example_1_lateness_by_tier(minutes: str, points: int) -> None:
    # Late 7 → −5, 5 → −1, 10 → −5.
    assert told(month([fact("F1", "late", 2, magnitude=D(minutes))], PROPERTY)) == [("event", "F1", D(points))]


def test_example_1_late_beyond_the_tiers_is_absence_and_forty_yuan() -> None:
    # Late 11 → −10 as absence and −40 yuan as lateness.
    played = month([fact("F1", "late", 2, magnitude=D(11))], PROPERTY)
    also, event = played.lines
    assert (also.step, also.rule, also.points, also.yuan) == ("also", "late", D(0), D(-40))
    assert (event.step, event.rule, event.was_item, event.points) == ("event", "absent", "late", D(-10))
    assert score(played) == D(90)


def test_example_1_without_money_the_forty_yuan_write_no_line() -> None:
    played = month([fact("F1", "late", 2, magnitude=D(11))], PROPERTY, scheme(money=False))
    assert told(played) == [("event", "F1", D(-10))]


def test_lateness_of_nothing_or_of_unknown_length_is_not_priced() -> None:
    # 0 minutes lies in no band (over 0); an unknown magnitude lies in none.
    played = month([fact("F1", "late", 2, magnitude=D(0)), fact("F2", "late", 3)], PROPERTY)
    assert told(played) == []


@pytest.mark.parametrize(
    ("times", "total", "sanctions"),
    # 3: 3 × −5 − 10 = −25 and a warning; 4th: −5 more; 5th: −5 more and resignation.
    [(2, -10, []), (3, -25, ["warning"]), (4, -30, ["warning"]), (5, -35, ["warning", "resignation"])],
)
def test_example_2_phone_ladder(times: int, total: int, sanctions: list[str]) -> None:
    played = month([fact(f"F{n}", "phone", n) for n in range(1, times + 1)], PROPERTY)
    steps = [line for line in played.lines if line.sanction]
    assert score(played) == 100 + total
    assert [line.sanction for line in steps] == sanctions
    assert all(line.needs == "approval" for line in steps)
    assert [line.terminal for line in steps] == [False, True][: len(steps)]


TEN_POINTS = checklist(
    item("late", each={"points": "-0.5"}, unit="minute", becomes=[{"over": "30", "item": "absent"}]),
    item("absent", each={"points": "-2"}),
    item("leave", each={"points": "0"}),
    quotas=[{"id": "four-off", "items": ["leave"], "per": "month", "free": "4", "then": "absent"}],
)
TEN_SCHEME = scheme(
    base="10",
    floor="0",
    bands=[
        {"grade": "good", "atleast": "5.01", "title": BOTH},
        {"grade": "verbal", "atleast": "2.01", "title": BOTH},
        {"grade": "penalty", "title": BOTH},
    ],
)


def test_example_3_two_lates_an_absence_and_a_leave_too_many() -> None:
    # 2 × −0.5 = −1; 31 minutes late = absence −2; five leaves, four free, the fifth as absence −2: 10 − 5 = 5, verbal.
    facts = [
        fact("L1", "late", 2, magnitude=D(4)),
        fact("L2", "late", 3, magnitude=D(30)),
        fact("L3", "late", 4, magnitude=D(31)),
        *(fact(f"V{n}", "leave", 10 + n) for n in range(5)),
    ]
    played = month(facts, TEN_POINTS, TEN_SCHEME)
    assert told(played) == [
        ("event", "L1", D("-0.5")),
        ("event", "L2", D("-0.5")),
        ("event", "L3", D(-2)),
        ("event", "V4", D(-2)),
    ]
    assert (score(played), played.standings["P1"].grade) == (D(5), "verbal")


def test_example_3_leave_of_two_days_then_three_has_one_day_over() -> None:
    # 4 free: 2 + 2 of the second are free, 1 × −2 is over and bears the fact's id with ~over.
    played = month([fact("V1", "leave", 2, "2"), fact("V2", "leave", 3, "3")], TEN_POINTS, TEN_SCHEME)
    (line,) = played.lines
    assert (line.fact_id, line.item, line.was_item, line.quantity, line.points) == (
        "V2~over", "absent", "leave", D(1), D(-2),
    )  # fmt: skip


def test_quota_without_then_prices_the_overflow_as_it_is() -> None:
    # 1.5 free: the first 1 is free, of the second 0.5 is free and 0.5 × −2 = −1 is over.
    quota = {"id": "q", "items": ["late"], "per": "month", "free": "1.5"}
    book = checklist(item("late", each={"points": "-2"}), quotas=[quota])
    assert told(month([fact("B", "late", 2), fact("A", "late", 3)], book)) == [("event", "A~over", D(-1))]


def complaints(mode: str, *steps: Row, price: str = "-1") -> Row:
    """A checklist whose complaints are counted."""
    counter = {"id": "rude", "items": ["complaint"], "per": "month", "mode": mode, "steps": list(steps)}
    rule = item("complaint", each={"points": price})
    return checklist(rule, counters=[counter], sanctions={"warning": BOTH, "resignation": BOTH})


FIVE_TEN = ({"at": 3, "points": "-5"}, {"at": 5, "points": "-10"})


@pytest.mark.parametrize(
    ("mode", "totals"),
    [
        ("replace", [1, 2, 5, 5, 10, 10]),  # the last step reached, later events free
        ("add", [1, 2, 8, 9, 20, 21]),  # 3 + 5; 4 + 5; 5 + 5 + 10; 6 + 15
        ("replace-then-continue", [1, 2, 5, 6, 10, 11]),  # 5, then 5 + 1; 10, then 10 + 1
        ("highest", [1, 1, 5, 5, 10, 10]),  # the costliest single one
    ],
)
def test_example_4_every_mode(mode: str, totals: list[int]) -> None:
    for times, total in enumerate(totals, start=1):
        played = month([fact(f"F{n}", "complaint", n) for n in range(1, times + 1)], complaints(mode, *FIVE_TEN))
        assert score(played) == 100 - total
        assert {line.side for line in played.lines} == {"deduction"}  # a correction upwards is a smaller deduction
        assert played.standings["P1"].deductions == -total


def test_example_4_scores_and_grades_on_the_ten_point_scale() -> None:
    # 3 complaints: replace −5 → 5, verbal; add −8 → 2, penalty. 5 complaints: replace −10 → 0, penalty.
    for mode, times, left, grade in (
        ("replace", 3, 5, "verbal"),
        ("add", 3, 2, "penalty"),
        ("replace", 5, 0, "penalty"),
    ):
        facts = [fact(f"F{n}", "complaint", n) for n in range(1, times + 1)]
        played = month(facts, complaints(mode, *FIVE_TEN), TEN_SCHEME)
        assert (score(played), played.standings["P1"].grade) == (D(left), grade)


def test_replace_writes_the_difference_at_each_fact() -> None:
    # Events −1 each. 3rd: −5 − (−3) = −2. 4th: −5 − (−4) = −1, that is +1. 5th: −10 − (−5) = −5, that is −4.
    played = month([fact(f"F{n}", "complaint", n) for n in range(1, 6)], complaints("replace", *FIVE_TEN))
    ladder = [(line.fact_id, line.points, line.at_step) for line in played.lines if line.step == "ladder"]
    assert ladder == [("F3", D(-2), 3), ("F4", D(1), None), ("F5", D(-4), 5)]


@pytest.mark.parametrize(
    ("mode", "lines", "total"),
    [
        # One fact of quantity 5 at −1: E = −5, reaches 3 and 5.
        ("add", [(3, -5), (5, -10)], -20),
        ("replace", [(3, 0), (5, -5)], -10),  # after step 3 the total should be −5 and is: no line; then −10
        (
            "replace-then-continue",
            [(3, -2), (5, -3)],
            -10,
        ),  # the third costs 5 in all, the fourth 1, the fifth 10 in all
        ("highest", [(3, 0), (5, -5)], -10),  # the event itself is −5, as dear as step 3
    ],
)
def test_one_fact_crosses_two_steps(mode: str, lines: list[tuple[int, int]], total: int) -> None:
    played = month([fact("F1", "complaint", 2, "5")], complaints(mode, *FIVE_TEN))
    ladder = [(line.at_step, line.points) for line in played.lines if line.step == "ladder"]
    assert ladder == [(at, D(points)) for at, points in lines if points]
    assert score(played) == 100 + total


def test_second_fact_crosses_two_steps_from_within_the_first() -> None:
    # Quantities 2, 4, 1. E −2, −6, −7; add: steps 3 and 5 at the second: −2 | −6 −5 −10 = −21 | −22.
    facts = [fact("A", "complaint", 2, "2"), fact("B", "complaint", 3, "4"), fact("C", "complaint", 4)]
    assert score(month(facts, complaints("add", *FIVE_TEN))) == D(78)
    # replace: at B −5 (E −6: +1), then −10 (−5); at C −10 (E −7: +1).
    played = month(facts, complaints("replace", *FIVE_TEN))
    ladder = [(line.fact_id, line.at_step, line.points) for line in played.lines if line.step == "ladder"]
    assert ladder == [("B", 3, D(1)), ("B", 5, D(-5)), ("C", None, D(1))]
    # replace-then-continue: the fifth −10, the sixth −1, and C −1.
    assert score(month(facts, complaints("replace-then-continue", *FIVE_TEN))) == D(88)


@pytest.mark.parametrize("mode", ["add", "replace", "replace-then-continue", "highest"])
@pytest.mark.parametrize("price", ["-1", "-2", "-3"])
def test_six_in_one_row_are_six_rows(mode: str, price: str) -> None:
    book = complaints(mode, *FIVE_TEN, price=price)
    apart = score(month([fact(f"F{n}", "complaint", n) for n in range(1, 7)], book))
    assert score(month([fact("A", "complaint", 1, "6")], book)) == apart
    assert score(month([fact("A", "complaint", 1, "4"), fact("B", "complaint", 2, "2")], book)) == apart


def test_step_that_only_sanctions_leaves_the_total() -> None:
    # replace, −1 each, 2 → −5, 4 → warning only: totals 1, 5, 5, 5; the warning's line also frees the 4th event: +1.
    book = complaints("replace", {"at": 2, "points": "-5"}, {"at": 4, "sanction": "warning"})
    played = month([fact(f"F{n}", "complaint", n) for n in range(1, 5)], book)
    last = played.lines[-1]
    assert score(played) == D(95)
    assert (last.at_step, last.points, last.sanction, last.needs) == (4, D(1), "warning", "approval")


def test_step_with_a_choice_makes_the_month_provisional() -> None:
    # 3 × −1; the step's 1 to 3 points are nobody's guess: 0 and a question.
    book = complaints("add", {"at": 3, "sanction": "warning", "chosen": {"points": ["-3", "-1"]}})
    played = month([fact(f"F{n}", "complaint", n) for n in range(1, 4)], book)
    one = played.standings["P1"]
    assert (played.lines[-1].points, played.lines[-1].needs) == (D(0), "choice")
    assert (one.score, one.status, one.open, one.grade, one.rank) == (D(97), "provisional", 2, "all", None)


def test_highest_of_bonuses_is_the_most_generous() -> None:
    # +1, +1 and a step of +4 at the second: +4 in all, on the side of bonuses.
    book = complaints("highest", {"at": 2, "points": "4"}, price="1")
    played = month([fact("A", "complaint", 2), fact("B", "complaint", 3)], book)
    assert (score(played), played.standings["P1"].bonuses) == (D(104), D(4))


def test_example_8_item_worth_three_is_capped() -> None:
    # 7 problem points × −0.5 = −3.5, capped at −3: +0.5, a smaller deduction. (A void without a file is no rule.)
    rule = item("records", each={"points": "-0.5"}, cap={"id": "records-cap", "per": "sheet", "points": "-3"})
    played = month([fact("F1", "records", 2, "7")], checklist(rule))
    assert told(played) == [("event", "F1", D("-3.5")), ("cap", "F1", D("0.5"))]
    assert played.standings["P1"].deductions == D(-3)


def test_cap_holds_within_its_window_only() -> None:
    # Per day −3: day 2 has −2 −2 → −3; day 3 has −2. Per sheet, no sheet: each fact is its own: −6.
    for per, total in (("day", -5), ("sheet", -6), ("month", -3)):
        rule = item("gap", each={"points": "-2"}, cap={"id": "c", "per": per, "points": "-3"})
        facts = [fact("A", "gap", 2), fact("B", "gap", 2), fact("C", "gap", 3)]
        assert score(month(facts, checklist(rule))) == 100 + total


def test_section_cap_sees_what_item_caps_left() -> None:
    # a: −4 capped to −3; b: −4; section −5: at b the total −7 becomes −5, +2.
    book = checklist(
        item("a", each={"points": "-4"}, cap={"id": "a-cap", "per": "month", "points": "-3"}),
        item("b", each={"points": "-4"}),
        item("praise", each={"points": "2"}),
    )
    book["sections"][0]["cap"] = {"id": "s-cap", "per": "month", "points": "-5"}
    played = month([fact("A", "a", 2), fact("B", "b", 3), fact("C", "praise", 4)], book)
    assert told(played)[3:] == [("cap", "A", D(1)), ("section-cap", "B", D(2))]
    assert score(played) == D(97)  # 100 − 5 + 2: the praise is not limited


def test_ladder_counts_what_the_cap_made_free() -> None:
    # −2 each, capped at −3 a month: E = −2, −3, −3. add with 3 → −5: −8.
    book = complaints("add", {"at": 3, "points": "-5"}, price="-2")
    book["items"][0]["cap"] = {"id": "c", "per": "month", "points": "-3"}
    assert score(month([fact(f"F{n}", "complaint", n) for n in range(1, 4)], book)) == D(92)


def test_ladder_does_not_count_what_the_quota_made_free() -> None:
    # Quantity 4, 2 free: the count is 2, the step at 3 is not reached: 2 × −1.
    book = complaints("add", {"at": 3, "points": "-5"})
    book["quotas"] = [{"id": "q", "items": ["complaint"], "per": "month", "free": "2"}]
    assert score(month([fact("F1", "complaint", 2, "4")], book)) == D(98)


def test_levels_and_chosen_points() -> None:
    # light −1; serious chosen 4 of 3 to 5, written without its sign: −4. Hair −0.5 × 2 = −1.
    book = checklist(
        item("doze", levels={"light": {"points": "-1"}, "serious": {"chosen": {"points": ["-5", "-3"]}}}),
        item("hair", chosen={"points": ["-1.5", "-0.5"], "step": "0.5"}),
    )
    facts = [
        fact("A", "doze", 2, level="light"),
        fact("B", "doze", 3, level="serious", chosen=D(4)),
        fact("C", "hair", 4, "2", chosen=D("-0.5")),
    ]
    assert told(month(facts, book)) == [("event", "A", D(-1)), ("event", "B", D(-4)), ("event", "C", D(-1))]


@pytest.mark.parametrize(
    ("quantum", "points"), [("0.01", "-0.13"), ("0.1", "-0.1"), ("0.5", "0"), ("1", "0")]
)  # −0.25 × 0.5 = −0.125: half away from zero
def test_each_line_is_rounded_once(quantum: str, points: str) -> None:
    book = checklist(item("a", each={"points": "-0.25"}))
    assert told(month([fact("F", "a", 2, "0.5")], book, scheme(round=quantum))) == [("event", "F", D(points))]


def test_time_order_puts_no_time_last() -> None:
    # Free 1: the fact at 09:00 is free although its id comes later.
    quota = {"id": "q", "items": ["a"], "per": "month", "free": "1"}
    book = checklist(item("a", each={"points": "-1"}), quotas=[quota])
    assert told(month([fact("A", "a", 2), fact("B", "a", 2, at=540)], book)) == [("event", "A", D(-1))]


def test_floor_and_ceiling() -> None:
    # 10 − 12 = −2 → floor 0, +2 on the side of deductions; 100 + 15 → ceiling 110, −5 on the side of bonuses.
    book = checklist(item("a", each={"points": "-12"}), item("b", each={"points": "15"}))
    low = month([fact("F", "a", 2)], book, scheme(base="10", floor="0"))
    high = month([fact("F", "b", 2)], book, scheme(ceiling="110"))
    assert (told(low)[-1], score(low), low.standings["P1"].deductions) == (("floor", "", D(2)), D(0), D(-10))
    assert (told(high)[-1], score(high), high.standings["P1"].bonuses) == (("ceiling", "", D(-5)), D(110), D(10))


def test_rules_of_the_day_and_one_running_count_over_two_versions() -> None:
    # −1 each until the 14th, −2 from the 15th; the counter runs on: third of the month reaches 3 → −5 of version 2.
    old, new = complaints("add", {"at": 3, "points": "-4"}), complaints("add", {"at": 3, "points": "-5"}, price="-2")
    old["to"], new["from"], new["version"] = "2026-11-14", "2026-11-15", "2.0"
    played = month([fact(f"F{n}", "complaint", n) for n in (13, 14, 15)], [old, new])
    assert score(played) == D(91)
    assert [line.version for line in played.lines] == ["1.0", "1.0", "2.0", "2.0"]


def test_status_ranks_and_who_counts() -> None:
    # P1 98, P2 98, P3 99, P4 97 and leaves, P5 open, P6 in another department, P7 unseen, P8 seen once too little.
    book = checklist(item("a", each={"points": "-1"}))
    people = [person(f"P{n}") for n in (1, 2, 3, 5, 7, 8)]
    people += [person("P4", left=date(2026, 11, 20)), person("P6", department="gate")]
    facts = [
        fact(f"{who}-{n}", "a", day, subject=who)
        for who, times in (("P1", 2), ("P2", 2), ("P4", 3), ("P5", 2), ("P6", 2), ("P8", 1))
        for n, day in enumerate(range(2, 2 + times))
    ]
    facts += [fact("P3-0", "a", 2, subject="P3"), fact("P3-1", "a", 3, subject="P3", outcome="pass")]
    facts += [fact("P5-open", "a", 9, subject="P5", standing="open"), fact("P4-late", "a", 25, subject="P4")]
    standings = month(facts, book, scheme(least_inspections=2), people).standings
    told_of = {name: (one.status, one.score, one.rank) for name, one in standings.items()}
    assert told_of == {
        "P1": ("scored", D(98), 2),
        "P2": ("scored", D(98), 2),
        "P3": ("scored", D(99), 1),
        "P4": ("scored", D(97), None),
        "P5": ("provisional", D(98), None),
        "P6": ("scored", D(98), None),
        "P7": ("no-data", None, None),
        "P8": ("incomplete", D(99), None),
    }
    assert (standings["P3"].field, standings["P5"].open, standings["P8"].grade) == (3, 1, None)


MASTERY = checklist(
    item(
        "mastery",
        unit="percent",
        bands=[
            {"below": "25", "points": "-1", "tenure": {"atleast": 3, "below": 6}},
            {"below": "55", "points": "-2", "tenure": {"atleast": 6, "below": 12}},
            {"below": "95", "points": "-3", "tenure": {"atleast": 12}},
        ],
    )
)


@pytest.mark.parametrize(
    ("hired", "points"),
    [
        (date(2026, 9, 20), None),  # 2 months: no target
        (date(2026, 7, 20), None),  # 4 months: at least 25
        (date(2026, 3, 20), None),  # 8 months: at least 55
        (date(2025, 9, 20), -3),  # 14 months: below 95
        (date(2025, 11, 20), -3),  # a year to the day
        (date(2025, 11, 21), None),  # a day short of it
    ],
)
def test_example_9_mastery_of_60_percent_by_months_of_service(hired: date, points: int | None) -> None:
    expected = [] if points is None else [("event", "F1", D(points))]
    measured = fact("F1", "mastery", 20, magnitude=D(60))
    assert told(month([measured], MASTERY, people=[person(hired=hired)])) == expected
