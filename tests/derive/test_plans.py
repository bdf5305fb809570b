"""Who is planned when: segments, breaks, flexible hours, rotations, weeks, holidays, swaps."""

from datetime import date

import pytest

from inspect_cli.derive.numbers import numbered
from inspect_cli.derive.planned import plan
from inspect_cli.months import business_month

from .given import OCTOBER, attend, nothing, people_of, records, refused, told

SPLIT = """
    shift,segment,start,end
    split,1,08:00,12:00
    split,2,14:00,18:00
"""
LUNCH = """
    shift,start,end,break_start,break_end
    day,08:30,17:30,12:00,13:00
"""
TWO = "shift,start,end\nday,08:00,17:00\nnight,20:00,32:00"


def said(roster: str = "", *punches: str, **more: str) -> list[str]:
    facts, problems = attend(roster, "\n".join(f"E1,,,,2026-10-{at}" for at in punches), **more)  # type: ignore[arg-type]
    assert problems == []
    return told(facts)


def planned(roster: str = "", team: str = "", **more: str) -> list[str]:
    """Who is planned on which days of October for what, in a few words."""
    given = {
        **nothing(),
        "shifts": records("shifts", TWO),
        "roster": records("roster", f"person_id,date,to,days,shift\n{roster}" if roster else "", [team]),
        "calendar": records("calendar", more.get("calendar", "")),
        "swaps": records("swaps", more.get("swaps", "")),
    }
    people = people_of()
    windows, _, problems = plan(given, people, OCTOBER, more.get("holidays"))
    assert problems == []
    rows = windows.join(numbered(people), on="p").sort("person_id", "date")
    return [f"{row['person_id']} {row['date']:%m-%d} {row['shift']}" for row in rows.iter_rows(named=True)]


# Segments


def test_each_segment_is_punched_by_itself() -> None:
    roster, shifts = "E1,2026-10-05,,,split", SPLIT
    assert said(roster, "05 07:58", "05 12:01", "05 13:55", "05 18:00", shifts=shifts) == ["E1 10-05 on-time"]
    late_and_early = ["E1 10-05 early 5 min", "E1 10-05 late 7 min"]
    assert said(roster, "05 07:58", "05 11:55", "05 14:07", "05 18:00", shifts=shifts) == late_and_early
    assert said(roster, "05 07:58", "05 13:55", "05 18:00", shifts=shifts) == ["E1 10-05 missing-punch"]


def test_nothing_in_one_segment_is_half_a_days_absence_and_in_all_a_whole_one() -> None:
    assert said("E1,2026-10-05,,,split", "05 07:58", "05 12:00", shifts=SPLIT) == ["E1 10-05 absent × 0.5"]
    assert said("E1,2026-10-05,,,split", shifts=SPLIT) == ["E1 10-05 absent"]


def test_one_punch_between_two_segments_counts_for_the_nearer_one_only() -> None:
    around = ("05 07:58", "05 18:00")
    morning = said("E1,2026-10-05,,,split", *around, "05 12:59", shifts=SPLIT)
    afternoon = said("E1,2026-10-05,,,split", *around, "05 13:00", shifts=SPLIT)
    assert morning == afternoon == ["E1 10-05 missing-punch"]


# The break


@pytest.mark.parametrize(
    ("punches", "fact"),
    [
        (("05 08:30", "05 17:30"), "on-time"),
        (("05 13:00", "05 17:30"), "late 210 min"),
        (("05 12:40", "05 17:30"), "late 210 min"),
        (("05 08:30", "05 13:30"), "early 240 min"),
    ],
)
def test_the_break_is_no_working_time(punches: tuple[str, str], fact: str) -> None:
    assert said("E1,2026-10-05,,,day", *punches, shifts=LUNCH) == [f"E1 10-05 {fact}"]


def test_the_lunch_hour_between_two_half_days_of_leave_is_no_shift() -> None:
    leave = "E1,2026-10-05 08:30,2026-10-05 12:00,private,\nE1,2026-10-05 13:00,2026-10-05 17:30,sick,"
    assert said("E1,2026-10-05,,,day", shifts=LUNCH, leave=leave) == ["E1 10-05 leave"]


def test_leave_until_the_break_lets_one_come_after_it() -> None:
    leave = "E1,2026-10-05 08:30,2026-10-05 12:00,private,"
    roster = "E1,2026-10-05,,,day"
    assert said(roster, "05 12:55", "05 17:30", shifts=LUNCH, leave=leave) == ["E1 10-05 leave × 0.5"]
    late = ["E1 10-05 late 4 min", "E1 10-05 leave × 0.5"]
    assert said(roster, "05 13:04", "05 17:30", shifts=LUNCH, leave=leave) == late


def test_nothing_punched_beside_half_a_day_of_leave_is_half_an_absence() -> None:
    leave = "E1,2026-10-05 08:30,2026-10-05 12:00,private,"
    assert said("E1,2026-10-05,,,day", shifts=LUNCH, leave=leave) == ["E1 10-05 absent × 0.5", "E1 10-05 leave × 0.5"]


# Flexible hours, being there early, punches at one end


@pytest.mark.parametrize(
    ("punches", "facts"),
    [
        (("05 07:30", "05 16:00"), ["on-time"]),
        (("05 09:30", "05 18:00"), ["on-time"]),
        (("05 09:30", "05 17:40"), ["early 20 min"]),
        (("05 10:10", "05 18:40"), ["late 10 min"]),
        (("05 07:30", "05 15:30"), ["early 30 min"]),
    ],
)
def test_flexible_hours_ask_for_the_core_time_and_for_so_many_hours(punches: tuple[str, str], facts: list[str]) -> None:
    shifts = "shift,start,end,break_start,break_end,hours,window_before\nflex,10:00,16:00,12:00,12:30,08:00,180"
    assert said("E1,2026-10-05,,,flex", *punches, shifts=shifts) == [f"E1 10-05 {fact}" for fact in facts]


@pytest.mark.parametrize(("came", "fact"), [("07:50", "on-time"), ("08:00", "late 10 min")])
def test_who_must_be_there_ten_minutes_before_is_late_on_time(came: str, fact: str) -> None:
    shifts = "shift,start,end,early_by\npost,08:00,17:00,10"
    assert said("E1,2026-10-05,,,post", f"05 {came}", "05 17:00", shifts=shifts) == [f"E1 10-05 {fact}"]


@pytest.mark.parametrize(
    ("punch", "punches", "fact"),
    [
        ("in", ["05 08:00"], "on-time"),
        ("in", ["05 15:00"], "late 420 min"),
        ("in", [], "absent"),
        ("out", ["05 09:00"], "early 480 min"),
        ("none", [], "on-time"),
    ],
)
def test_only_the_punches_asked_for_are_missed(punch: str, punches: list[str], fact: str) -> None:
    shifts = f"shift,start,end,punch\nday,08:00,17:00,{punch}"
    assert said("E1,2026-10-05,,,day", *punches, shifts=shifts) == [f"E1 10-05 {fact}"]


# Punches


def test_punches_within_a_minute_are_one_and_never_a_coming_and_a_going() -> None:
    assert said("E1,2026-10-05,,,day", "05 12:29:50", "05 12:30:20") == [
        "E1 10-05 late 269.8333 min",
        "E1 10-05 missing-punch",
    ]
    assert said("E1,2026-10-05,,,day", "05 08:00", "05 16:59:40", "05 17:00:20") == ["E1 10-05 on-time"]


def test_who_comes_after_half_a_day_of_leave_has_come_whatever_the_clock_knows() -> None:
    leave = "E1,2026-10-05 08:00,2026-10-05 13:00,private,"
    assert said("E1,2026-10-05,,,day", "05 12:58", "05 17:00", leave=leave) == ["E1 10-05 leave × 0.5"]


# Rotations, weeks, departments


def test_a_rotation_begins_on_its_date_and_begins_again() -> None:
    assert planned("E1,2026-10-05,2026-10-09,,day/night/rest") == [
        "E1 10-05 day", "E1 10-06 night", "E1 10-08 day", "E1 10-09 night",
    ]  # fmt: skip
    assert planned("E1,2025-10-05,,,day/rest/rest/rest/rest/rest/rest/rest/rest/rest")[1:3] == [
        "E1 10-10 day",
        "E1 10-20 day",
    ]


def test_a_week_without_a_last_day_holds_until_further_notice() -> None:
    assert planned("E1,2026-01-01,,7,day") == [f"E1 10-{day:02} day" for day in (4, 11, 18, 25)] + ["E1 11-01 day"]


def test_what_is_said_of_a_person_beats_the_department_and_that_everybody() -> None:
    team = """
        department,date,to,shift
        all,2026-10-05,2026-10-07,day
        desk,2026-10-06,2026-10-07,night
    """
    assert planned("E1,2026-10-07,,,rest", team) == [
        "E1 10-05 day", "E1 10-06 night", "E2 10-05 day", "E2 10-06 night", "E2 10-07 night",
    ]  # fmt: skip


# Holidays


def test_weekly_plans_follow_the_calendar_and_all_others_do_not() -> None:
    calendar = "date,day,weekday\n2026-10-05,holiday,\n2026-10-10,workday,\n2026-10-11,workday,2"
    monday = planned("E1,2026-10-05,2026-10-11,1,day\nE2,2026-10-05,2026-10-11,,night/rest/rest", calendar=calendar)
    assert monday == ["E1 10-10 day", "E2 10-05 night", "E2 10-08 night", "E2 10-11 night"]


def test_chinas_holidays_and_worked_weekends_are_known() -> None:
    worked = planned("E1,2026-10-01,2026-10-11,12345,day", holidays="cn")
    assert worked == ["E1 10-08 day", "E1 10-09 day", "E1 10-10 day"]


def test_the_sites_own_calendar_comes_before_chinas() -> None:
    calendar = "date,day\n2026-10-07,usual\n2026-10-10,holiday"
    worked = planned("E1,2026-10-01,2026-10-11,12345,day", holidays="cn", calendar=calendar)
    assert worked == ["E1 10-07 day", "E1 10-08 day", "E1 10-09 day"]


@pytest.mark.parametrize(("month", "known"), [("2026-12", True), ("2031-05", False)])
def test_a_year_that_is_not_announced_is_a_problem_and_never_a_guess(month: str, known: bool) -> None:
    _, _, problems = plan(nothing(), people_of(), business_month(month), "cn")
    assert refused(problems) == ([] if known else [("year-without-holidays", "site.toml:$.holidays")])


# Swaps


def test_two_people_change_places() -> None:
    swaps = "person_id,date,with,with_date\nE1,2026-10-05,E2,2026-10-07"
    roster = "E1,2026-10-05,2026-10-06,,day\nE2,2026-10-06,2026-10-07,,night"
    assert planned(roster, swaps=swaps) == ["E1 10-06 day", "E1 10-07 night", "E2 10-05 day", "E2 10-06 night"]


def test_somebody_moves_a_shift_to_another_day() -> None:
    swaps = "person_id,date,with,with_date\nE1,2026-10-05,,2026-10-09"
    assert planned("E1,2026-10-05,2026-10-06,,day", swaps=swaps) == ["E1 10-06 day", "E1 10-09 day"]


def test_a_shift_moved_from_the_month_before_is_there() -> None:
    swaps = "person_id,date,with,with_date\nE1,2026-09-20,,2026-10-09"
    assert planned("E1,2026-09-20,,,day", swaps=swaps) == ["E1 10-09 day"]


def test_a_swap_is_a_fact_of_whoever_asked_for_it_and_one_that_was_not_granted_is_none() -> None:
    swaps = "E1,2026-10-05,E2,,yes\nE2,2026-10-06,E1,,no"
    facts, problems = attend("E1,2026-10-05,,,day", swaps=swaps, as_of=date(2026, 10, 4))
    assert (told(facts), problems) == (["E1 10-05 swap"], [])
