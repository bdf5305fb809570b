"""Punches held against the plan: what counts, for which day, and what says nothing."""

from datetime import date
from decimal import Decimal

import polars as pl
import pytest

from inspect_cli.frames import FACTS, dtypes

from .given import attend, book_of, checklist, refused, told


def facts(*args: str, **more: object) -> list[str]:
    found, problems = attend(*args, **more)  # type: ignore[arg-type]
    assert problems == []
    return told(found)


def test_a_day_in_order_is_one_pass() -> None:
    roster = "E1,2026-10-05,,,day\nE1,2026-10-06,,,day"
    punches = "E1,,,,2026-10-05 07:58\nE1,,,,2026-10-05 17:00\nE1,,,,2026-10-06 08:00\nE1,,,,2026-10-06 17:31:09"
    assert facts(roster, punches) == ["E1 10-06 on-time × 2"]


@pytest.mark.parametrize(
    ("came", "said"),
    [
        ("08:00:00", ["on-time"]),
        ("08:00:30", ["late 0.5 min"]),
        ("08:07:00", ["late 7 min"]),
        ("08:07:20", ["late 7.3333 min"]),
        ("11:59:00", ["late 239 min"]),
    ],
)
def test_lateness_is_counted_to_the_second(came: str, said: list[str]) -> None:
    punches = f"E1,,,,2026-10-05 {came}\nE1,,,,2026-10-05 17:00"
    assert facts("E1,2026-10-05,,,day", punches) == [f"E1 10-05 {each}" for each in said]


def test_late_within_grace_is_nothing() -> None:
    shifts = "shift,start,end,grace_in,grace_out\nday,08:00,17:00,5,3"
    punches = "E1,,,,2026-10-05 08:05\nE1,,,,2026-10-05 16:57"
    assert facts("E1,2026-10-05,,,day", punches, shifts=shifts) == ["E1 10-05 on-time"]


def test_past_the_grace_the_whole_difference_counts() -> None:
    shifts = "shift,start,end,grace_in,grace_out\nday,08:00,17:00,5,3"
    punches = "E1,,,,2026-10-05 08:05:01\nE1,,,,2026-10-05 16:56"
    assert facts("E1,2026-10-05,,,day", punches, shifts=shifts) == ["E1 10-05 early 4 min", "E1 10-05 late 5.0167 min"]


def test_a_day_without_any_punch_is_an_absence() -> None:
    assert facts("E1,2026-10-05,,,day") == ["E1 10-05 absent"]


def test_a_forgotten_punch_never_moves_the_next_day() -> None:
    roster = "E1,2026-10-05,,,day\nE1,2026-10-06,,,day\nE1,2026-10-07,,,day"
    punches = """E1,,,,2026-10-05 07:55
        E1,,,,2026-10-06 07:55
        E1,,,,2026-10-06 17:05
        E1,,,,2026-10-07 17:05"""
    said = ["E1 10-05 missing-punch", "E1 10-06 on-time", "E1 10-07 missing-punch"]
    assert facts(roster, punches) == said


def test_who_forgot_to_punch_out_may_be_late_all_the_same() -> None:
    assert facts("E1,2026-10-05,,,day", "E1,,,,2026-10-05 08:09") == ["E1 10-05 late 9 min", "E1 10-05 missing-punch"]


def test_the_first_punch_in_and_the_last_punch_out_count() -> None:
    punches = "\n".join(f"E1,,,,2026-10-05 {at}" for at in ("07:50", "08:10", "12:00", "13:00", "16:50", "17:10"))
    assert facts("E1,2026-10-05,,,day", punches) == ["E1 10-05 on-time"]


def test_a_night_shift_belongs_to_the_date_it_began() -> None:
    punches = "E1,,,,2026-10-05 20:07\nE1,,,,2026-10-06 07:50"
    found, _ = attend("E1,2026-10-05,,,night", punches)
    assert told(found) == ["E1 10-05 early 10 min", "E1 10-05 late 7 min"]
    early = found.filter(pl.col("item") == "early").row(0, named=True)
    assert (early["at"], early["note"]) == (31 * 60 + 50, "night 08:00 → 07:50")


def test_the_night_over_the_months_end_belongs_to_the_month_it_began_in() -> None:
    roster = "E1,2026-09-30,,,night\nE1,2026-10-31,,,night"
    punches = "E1,,,,2026-09-30 20:20\nE1,,,,2026-10-01 07:30\nE1,,,,2026-10-31 20:20\nE1,,,,2026-11-01 07:30"
    assert facts(roster, punches) == ["E1 10-31 early 30 min", "E1 10-31 late 20 min"]


def test_neighbouring_windows_never_claim_the_same_punch() -> None:
    # off at 08:00, on again at 12:00: the windows would overlap from 10:00 to 12:00 and meet at 10:00 instead
    shifts = "shift,start,end\nnight,20:00,32:00\nnoon,12:00,20:00"
    roster = "E1,2026-10-05,,,night\nE1,2026-10-06,,,noon"
    before = "E1,,,,2026-10-05 20:00\nE1,,,,2026-10-06 09:59:59\nE1,,,,2026-10-06 20:00"
    after = "E1,,,,2026-10-05 20:00\nE1,,,,2026-10-06 10:00\nE1,,,,2026-10-06 20:00"
    assert facts(roster, before, shifts=shifts) == ["E1 10-05 on-time", "E1 10-06 missing-punch"]
    assert facts(roster, after, shifts=shifts) == ["E1 10-05 missing-punch", "E1 10-06 on-time"]


def test_a_punch_outside_every_window_counts_for_nothing() -> None:
    punches = "E1,,,,2026-10-05 05:59\nE1,,,,2026-10-05 21:00:01"
    assert facts("E1,2026-10-05,,,day", punches) == ["E1 10-05 absent"]


def test_both_ends_of_a_window_are_inside() -> None:
    punches = "E1,,,,2026-10-05 06:00\nE1,,,,2026-10-05 21:00"
    assert facts("E1,2026-10-05,,,day", punches) == ["E1 10-05 on-time"]


def test_direction_is_believed() -> None:
    # came at 13:00, after the middle of the shift at 12:30: without the direction this were a punch out
    roster = "E1,2026-10-05,,,day"
    assert facts(roster, "E1,,,in,2026-10-05 13:00\nE1,,,out,2026-10-05 17:00") == ["E1 10-05 late 300 min"]
    assert facts(roster, "E1,,,,2026-10-05 13:00\nE1,,,,2026-10-05 17:00") == ["E1 10-05 missing-punch"]


def test_leave_is_applied_first() -> None:
    assert facts("E1,2026-10-05,,,day", leave="E1,2026-10-05,2026-10-05,sick,") == ["E1 10-05 leave"]


def test_leave_takes_the_planned_days_only() -> None:
    roster = "E1,2026-10-01,2026-10-07,12345,day"
    leave = "E1,2026-10-03,2026-10-06,annual,yes"
    punches = "\n".join(f"E1,,,,2026-10-0{day} {at}" for day in (1, 2, 7) for at in ("08:00", "17:00"))
    said = ["E1 10-05 leave", "E1 10-06 leave", "E1 10-07 on-time × 3"]
    assert facts(roster, punches, leave) == said


def test_whoever_punches_on_a_day_of_leave_is_neither_late_nor_early() -> None:
    punches = "E1,,,,2026-10-05 10:00\nE1,,,,2026-10-05 11:00"
    assert facts("E1,2026-10-05,,,day", punches, "E1,2026-10-05,2026-10-05,sick,") == ["E1 10-05 leave"]


def test_half_day_leave_moves_the_start() -> None:
    leave = "E1,2026-10-05 08:00,2026-10-05 13:00,private,"
    punches = "E1,,,in,2026-10-05 13:04\nE1,,,out,2026-10-05 17:00"
    assert facts("E1,2026-10-05,,,day", punches, leave) == ["E1 10-05 late 4 min", "E1 10-05 leave × 0.5"]


def test_half_day_leave_moves_the_end() -> None:
    leave = "E1,2026-10-05 12:00,2026-10-05 17:00,private,"
    punches = "E1,,,in,2026-10-05 08:00\nE1,,,out,2026-10-05 11:58"
    assert facts("E1,2026-10-05,,,day", punches, leave) == ["E1 10-05 early 2 min", "E1 10-05 leave × 0.5"]


def test_two_leaves_that_cover_the_day_are_a_day_of_leave() -> None:
    leave = "E1,2026-10-05 08:00,2026-10-05 12:00,private,\nE1,2026-10-05 12:00,2026-10-05 17:00,private,"
    assert facts("E1,2026-10-05,,,day", leave=leave) == ["E1 10-05 leave"]


def test_an_unapproved_leave_excuses_nothing() -> None:
    assert facts("E1,2026-10-05,,,day", leave="E1,2026-10-05,2026-10-05,sick,no") == ["E1 10-05 absent"]


def test_leave_of_a_night_shift_is_that_of_the_date_it_began() -> None:
    roster = "E1,2026-10-05,,,night\nE1,2026-10-06,,,night"
    punches = "E1,,,,2026-10-05 20:00\nE1,,,,2026-10-06 08:00"
    said = ["E1 10-05 on-time", "E1 10-06 leave"]
    assert facts(roster, punches, "E1,2026-10-06,2026-10-06,sick,") == said


@pytest.mark.parametrize(
    ("as_of", "said"), [(date(2026, 10, 5), []), (date(2026, 10, 6), ["E1 10-05 absent"]), (date(2026, 10, 4), [])]
)
def test_a_window_still_open_at_as_of_says_nothing(as_of: date, said: list[str]) -> None:
    # the window of the night of the 5th closes at 12:00 on the 6th
    assert facts("E1,2026-10-05,,,night\nE1,2026-10-07,,,night", as_of=as_of) == said


def test_a_one_day_row_beats_a_row_for_several() -> None:
    roster = "E1,2026-10-05,2026-10-07,,day\nE1,2026-10-06,,,night\nE1,2026-10-07,,,rest"
    punches = "E1,,,,2026-10-05 08:00\nE1,,,,2026-10-05 17:00\nE1,,,,2026-10-06 20:00\nE1,,,,2026-10-07 08:01"
    assert facts(roster, punches) == ["E1 10-06 on-time × 2"]


@pytest.mark.parametrize("word", ["rest", "off", "休", "休息", "公休"])
def test_nothing_is_expected_on_a_day_of_rest(word: str) -> None:
    assert facts(f"E1,2026-10-05,,,{word}") == []


def test_days_of_the_week_are_counted_from_monday() -> None:
    assert facts("E1,2026-10-05,2026-10-11,17,day") == ["E1 10-05 absent", "E1 10-11 absent"]


def test_a_leaver_is_expected_no_longer() -> None:
    staff = "person_id,name,department,hired,left\nE1,Wang,desk,2026-01-01,2026-10-05"
    assert facts("E1,2026-10-04,2026-10-07,,day", staff=staff) == ["E1 10-04 absent", "E1 10-05 absent"]


def test_whoever_begins_in_mid_month_is_not_expected_before() -> None:
    staff = "person_id,name,department,hired\nE1,Wang,desk,2026-10-06"
    assert facts("E1,2026-10-04,2026-10-07,,day", staff=staff) == ["E1 10-06 absent", "E1 10-07 absent"]


def test_someone_who_uses_no_clock_is_never_late_or_absent() -> None:
    staff = "person_id,name,department,punches\nE1,Wang,desk,no\nE2,Zhang,desk,yes"
    assert facts("E1,2026-10-05,,,day\nE2,2026-10-05,,,day", staff=staff) == ["E2 10-05 absent"]


def test_a_transfer_in_mid_month_is_one_person_with_one_plan() -> None:
    staff = "person_id,name,department,hired,valid_from\nE1,Wang,desk,2026-01-01,\nE1,Wang,patrol,2026-01-01,2026-10-06"
    assert facts("E1,2026-10-05,2026-10-06,,day", staff=staff) == ["E1 10-05 absent", "E1 10-06 absent"]


def test_punches_by_clock_number() -> None:
    staff = "person_id,name,department,device_id\nE1,Wang,desk,gate:7\nE2,Zhang,desk,hall:7\nE3,Li,desk,9"
    roster = "E1,2026-10-05,,,day\nE2,2026-10-05,,,day\nE3,2026-10-05,,,day"
    punches = "\n".join(f",{number},{clock},,2026-10-05 {at}" for number, clock, at in [
        ("7", "gate", "08:01"), ("7", "gate", "17:00"), ("7", "hall", "08:02"), ("7", "hall", "17:00"),
        ("9", "hall", "08:03"), ("9", "gate", "17:00"),
    ])  # fmt: skip
    said = ["E1 10-05 late 1 min", "E2 10-05 late 2 min", "E3 10-05 late 3 min"]
    assert facts(roster, punches, staff=staff) == said


def test_a_number_nobody_has_is_named_once() -> None:
    punches = "E9,,,,2026-10-05 08:00\nE9,,,,2026-10-05 17:00\n,77,gate,,2026-10-05 08:00"
    found, problems = attend("E1,2026-10-05,,,day", punches)
    assert told(found) == ["E1 10-05 absent"]
    assert refused(problems) == [("unknown-number", "attendance.csv:2:1"), ("unknown-number", "attendance.csv:4:1")]
    assert [problem.facts["rows"] for problem in problems] == ["2", "1"]


@pytest.mark.parametrize(
    ("roster", "leave", "shifts", "said"),
    [
        ("E9,2026-10-05,,,day", "", "", ("unknown-person", "roster.csv:2:1")),
        ("E1,2026-10-05,,,dya", "", "", ("unknown-shift", "roster.csv:2:5")),
        ("E1,2026-10-05,2026-10-04,,day", "", "", ("ends-before-it-begins", "roster.csv:2:3")),
        ("E1,2026-10-05,,,day\nE1,2026-10-05,,,night", "", "", ("two-shifts", "roster.csv:3:5")),
        ("E1,2026-10-05,2026-10-06,,day\nE1,2026-10-06,2026-10-07,,day", "", "", ("two-shifts", "roster.csv:3:5")),
        ("E1,2026-10-05,,,day", "E9,2026-10-05,2026-10-05,sick,", "", ("unknown-person", "leave.csv:2:1")),
        ("E1,2026-10-05,,,day", "E1,2026-10-05,2026-10-04,sick,", "", ("ends-before-it-begins", "leave.csv:2:3")),
        ("E1,2026-10-05,,,day", "", "day,08:00,17:00\nday,09:00,18:00", ("duplicate-shift", "shifts.csv:3:1")),
        ("E1,2026-10-05,,,rest", "", "long,08:00,33:00", ("shift-too-long", "shifts.csv:2:3")),
    ],
)
def test_a_plan_that_cannot_be_is_a_problem(roster: str, leave: str, shifts: str, said: tuple[str, str]) -> None:
    more = {"shifts": f"shift,start,end\n{shifts}"} if shifts else {}
    _, problems = attend(roster, leave=leave, **more)  # type: ignore[arg-type]
    assert refused(problems) == [said]


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("ask", ["E1 10-05 absent open", "E1 10-06 missing-punch open"]),
        ("confirmed", ["E1 10-05 absent", "E1 10-06 missing-punch"]),
        ("ignore", []),
    ],
)
def test_what_may_have_an_innocent_reason_waits_as_the_scheme_says(answer: str, said: list[str]) -> None:
    roster, punches = "E1,2026-10-05,2026-10-06,,day", "E1,,,,2026-10-06 08:00"
    book = book_of(checklist(kind="attendance"), answers={"absent": answer, "missing-punch": answer})
    assert facts(roster, punches, book=book) == said


def test_evidence_is_the_punch_or_else_the_roster() -> None:
    roster = "E1,2026-10-05,,,day\nE1,2026-10-06,,,day\nE1,2026-10-07,,,day"
    punches = "E1,,,,2026-10-05 08:07\nE1,,,,2026-10-05 17:00\nE1,,,,2026-10-07 17:00"
    found, _ = attend(roster, punches)
    rows = {fact["item"]: (fact["row"], fact["note"]) for fact in found.iter_rows(named=True)}
    assert rows == {
        "late": (2, "day 08:00 → 08:07"),
        "absent": (3, "day 08:00–17:00 → –"),
        "missing-punch": (4, "day 08:00–17:00 → ?–17:00"),
    }


def test_facts_are_of_the_declared_schema_and_have_ids_that_say_what_they_are() -> None:
    found, _ = attend("E1,2026-10-05,,,day", "E1,,,,2026-10-05 08:07")
    assert found.schema == pl.Schema(dtypes(FACTS))
    assert found["fact_id"].sort().to_list() == ["late/E1/2026-10-05", "missing-punch/E1/2026-10-05"]
    assert found["quantity"].to_list() == [Decimal(1), Decimal(1)]


def test_the_order_of_punches_and_of_the_roster_does_not_matter() -> None:
    roster = ["E1,2026-10-05,2026-10-07,,day", "E2,2026-10-05,,,night", "E1,2026-10-06,,,night"]
    punches = [f"E{n % 2 + 1},,,,2026-10-0{n % 4 + 5} {n % 24:02}:17" for n in range(60)]
    one, _ = attend("\n".join(roster), "\n".join(punches))
    other, _ = attend("\n".join(roster[::-1]), "\n".join(punches[::-1]))
    same = [name for name in one.columns if name != "row"]
    assert one.select(same).sort("fact_id").equals(other.select(same).sort("fact_id"))
