"""Exemptions: whose punches need not have been made, and what is said of them."""

import polars as pl

from .given import attend, refused, told

DAY = "E1,2026-10-05,,,day"
LATE = "E1,,,,2026-10-05 08:07\nE1,,,,2026-10-05 17:00"


def facts(exemptions: str, punches: str = LATE, roster: str = DAY, **more: str) -> list[str]:
    found, problems = attend(roster, punches, exemptions=exemptions, **more)  # type: ignore[arg-type]
    assert problems == []
    return told(found)


def test_what_is_exempt_is_a_pass_that_says_why_and_where_it_stands() -> None:
    found, _ = attend(DAY, LATE, exemptions="2026-10-05,2026-10-05,person,E1,in,bus broke down,HR")
    late = found.row(0, named=True)
    assert (late["item"], late["outcome"], late["note"]) == ("late", "pass", "day 08:00 → 08:07")
    assert late["via"] == "bus broke down (exemptions.csv:2)"
    assert found.height == 1


def test_both_ends_of_the_hours_are_inside() -> None:
    assert facts("2026-10-05 07:00,2026-10-05 08:00,all,,,outage,HR") == ["E1 10-05 late 7 min exempt"]
    assert facts("2026-10-05 08:00,2026-10-05 09:00,all,,,outage,HR") == ["E1 10-05 late 7 min exempt"]
    assert facts("2026-10-05 07:00,2026-10-05 07:59:59,all,,,outage,HR") == ["E1 10-05 late 7 min"]
    assert facts("2026-10-05 08:01,2026-10-05 09:00,all,,,outage,HR") == ["E1 10-05 late 7 min"]


def test_a_corrected_punch_fills_its_side_only() -> None:
    given = "2026-10-05,2026-10-05,person,Wang,{},forgot,HR"
    assert facts(given.format("in"), "E1,,,,2026-10-05 17:00") == ["E1 10-05 missing-punch exempt"]
    assert facts(given.format("out"), "E1,,,,2026-10-05 17:00") == ["E1 10-05 missing-punch"]
    assert facts(given.format("in"), "") == ["E1 10-05 absent exempt", "E1 10-05 missing-punch"]
    assert facts(given.format("both"), "") == ["E1 10-05 absent exempt"]


def test_a_side_that_was_given_stands_in_brackets() -> None:
    found, _ = attend(DAY, "", exemptions="2026-10-05,2026-10-05,person,E1,in,forgot,HR")
    missing = found.filter(pl.col("item") == "missing-punch").row(0, named=True)
    assert missing["note"] == "day 08:00–17:00 → (08:00)–?"


def test_days_are_those_on_which_a_shift_begins() -> None:
    night = "E1,2026-10-05,,,night\nE1,2026-10-06,,,night"
    punches = "E1,,,,2026-10-05 20:00\nE1,,,,2026-10-06 07:50\nE1,,,,2026-10-06 20:00\nE1,,,,2026-10-07 08:00"
    assert facts("2026-10-05,2026-10-05,all,,,drill,HR", punches, night) == [
        "E1 10-05 early 10 min exempt", "E1 10-06 on-time",
    ]  # fmt: skip
    assert "E1 10-05 early 10 min" in facts("2026-10-06,2026-10-06,all,,,drill,HR", punches, night)


def test_a_clock_exempts_those_who_usually_punch_there() -> None:
    punches = """E1,,gate,,2026-10-05 08:07
        E1,,hall,,2026-10-05 17:00
        E1,,hall,,2026-10-06 07:59
        E1,,gate,,2026-10-06 12:00
        E1,,hall,,2026-10-06 17:00"""
    roster = DAY + "\nE1,2026-10-06,,,day"
    assert "E1 10-05 late 7 min exempt" in facts("2026-10-05,2026-10-05,clock,Hall,,outage,HR", punches, roster)
    assert "E1 10-05 late 7 min" in facts("2026-10-05,2026-10-05,clock,gate,,outage,HR", punches, roster)


def test_staff_says_whose_clock_it_is_before_the_punches_do() -> None:
    staff = "person_id,name,department,device_id\nE1,Wang,desk,gate:17"
    punches = "E1,,hall,,2026-10-05 08:07\nE1,,hall,,2026-10-05 17:00"
    said = facts("2026-10-05,2026-10-05,clock,gate,,outage,HR", punches, staff=staff)
    assert said == ["E1 10-05 late 7 min exempt"]
    assert facts("2026-10-05,2026-10-05,clock,hall,,outage,HR", punches, staff=staff) == ["E1 10-05 late 7 min"]


def test_a_clock_that_logged_nothing_all_month_may_be_exempt() -> None:
    outage = "2026-10-01,2026-10-31,clock,gate,,outage,HR"
    september = "E1,,gate,,2026-09-10 08:00\n"
    found, problems = attend(DAY, september + LATE, exemptions=outage)
    assert told(found) == ["E1 10-05 late 7 min"]
    assert [problem.code for problem in problems] == ["before-the-month"]


def test_whose_an_exemption_of_another_month_is_need_not_be_known() -> None:
    for days in ("2026-09-01,2026-09-30", "2026-11-01,2026-11-02", "2026-08-01 08:00,2026-08-01 09:00"):
        for whose in ("clock,gate", "person,E9", "department,kitchen", "place,tower"):
            assert facts(f"{days},{whose},,any,HR") == ["E1 10-05 late 7 min"]
    _, problems = attend(DAY, LATE, exemptions="2026-10-31 23:00,2026-11-01 09:00,clock,gate,,any,HR")
    assert refused(problems) == [("unknown-subject", "exemptions.csv:2:4")]


def test_a_department_is_whoever_is_in_it_that_day() -> None:
    staff = "person_id,name,department,valid_from\nE1,Wang,desk,2026-01-01\nE1,Wang,patrol,2026-10-06"
    assert facts("2026-10-05,2026-10-05,department,desk,,drill,HR", staff=staff) == ["E1 10-05 late 7 min exempt"]
    assert facts("2026-10-05,2026-10-05,department,patrol,,drill,HR", staff=staff) == ["E1 10-05 late 7 min"]


def test_a_place_is_whoever_answers_for_it_in_that_shift() -> None:
    drill = "2026-10-05,2026-10-05,place,west gate,,drill,HR"
    assert facts(drill, areas="West Gate,E1,,,day") == ["E1 10-05 late 7 min exempt"]
    assert facts(drill, areas="West Gate,E1,,,night") == ["E1 10-05 late 7 min"]
    assert facts(drill, areas="West Gate,E1,2026-10-06,,") == ["E1 10-05 late 7 min"]


def test_leave_stays_leave() -> None:
    said = facts("2026-10-05,2026-10-05,all,,,drill,HR", "", leave="E1,2026-10-05,2026-10-05,sick,yes")
    assert said == ["E1 10-05 leave"]


def test_several_exemptions_of_a_day_are_all_named() -> None:
    found, _ = attend(
        DAY, "", exemptions="2026-10-05,2026-10-05,person,E1,in,forgot,HR\n2026-10-05,2026-10-05,all,,out,drill,HR"
    )
    assert found["via"].to_list() == ["forgot (exemptions.csv:2); drill (exemptions.csv:3)"]


def test_a_bad_exemption_is_refused_and_the_others_hold() -> None:
    rows = [
        "2026-10-05,2026-10-05,person,E1,in,bus,HR",
        "2026-10-05 09:00,2026-10-05 08:00,person,E1,in,bus,HR",
        "2026-10-05,2026-10-05,person,,in,bus,HR",
        "2026-10-05,2026-10-05,all,desk,in,bus,HR",
        "2026-10-05,2026-10-05,clock,gate,in,bus,HR",
        "2026-10-05,2026-10-05,person,E9,in,bus,HR",
    ]
    found, problems = attend(DAY, LATE, exemptions="\n".join(rows))
    assert told(found) == ["E1 10-05 late 7 min exempt"]
    assert refused(problems) == [
        ("ends-before-it-begins", "exemptions.csv:3:2"),
        ("subject-missing", "exemptions.csv:4:4"),
        ("subject-of-all", "exemptions.csv:5:4"),
        ("unknown-person", "exemptions.csv:7:4"),
        ("unknown-subject", "exemptions.csv:6:4"),
    ]
