"""A clock's whole memory: whose numbers they are on which day, what is set aside, what was read before."""

from dataclasses import replace

import polars as pl
import pytest

from inspect_cli.derive.clocks import believed
from inspect_cli.derive.people import derive_people
from inspect_cli.derive.punchers import punches_of_people, with_people
from inspect_cli.derive.unset_clocks import without_unset
from inspect_cli.frames import Records
from inspect_cli.problems import Problem
from inspect_cli.site import Clocks

from .given import OCTOBER, attend, people_of, records, refused, told

DAYS = "E1,2026-10-05,,,day\nE2,2026-10-06,,,day"
HANDED_ON = """
    person_id,name,department,device_id,hired,left
    E1,Wang,desk,7,2026-01-01,2026-10-05
    E2,Zhang,desk,7,2026-10-06,
"""


def day(number: int, at: int, *times: str, device: str = "") -> str:
    return "\n".join(f",{number},{device},,2026-10-{at:02d} {time}" for time in times)


def counted(found: tuple[object, list[Problem]]) -> list[tuple[str, str, str]]:
    return [(problem.code, problem.source.place(), problem.facts["rows"]) for problem in found[1]]


def clock(text: str, *more: str) -> Records:
    heading = "person_id,device_id,device,direction,time\n"
    return records("attendance", heading + text, [heading + each for each in more])


def test_a_number_is_whoevers_it_was_that_day() -> None:
    punches = "\n".join([day(7, 5, "08:01", "17:00"), day(7, 6, "08:02", "17:00")])
    found, problems = attend(DAYS, punches, staff=HANDED_ON)
    assert (told(found), problems) == (["E1 10-05 late 1 min", "E2 10-06 late 2 min"], [])


def test_on_a_day_without_an_owner_a_number_is_its_last_owners() -> None:
    staff = HANDED_ON.replace("2026-10-06", "2026-10-08")
    people = people_of(staff)
    given = clock("\n".join([day(7, 1, "08:00"), day(7, 7, "08:00"), day(7, 9, "08:00")]))
    assert with_people(given.frame, people)["p"].to_list() == [0, 0, 1]


def test_without_clock_numbers_in_staff_they_are_the_staff_numbers() -> None:
    staff = "person_id,name,department\n017,Wang,desk\n18,Zhang,desk"
    people = people_of(staff)
    assert with_people(clock(",017,1,,2026-10-05 08:00\n,18,,,2026-10-05 08:00").frame, people)["p"].to_list() == [0, 1]
    assert with_people(clock(",17,1,,2026-10-05 08:00").frame, people)["p"].to_list() == [None]


def test_a_number_is_nobody_elses_once_staff_names_clock_numbers() -> None:
    people = people_of("person_id,name,department,device_id\n7,Wang,desk,8\n9,Zhang,desk,")
    given = clock(",7,,,2026-10-05 08:00\n,8,,,2026-10-05 08:00\n,9,,,2026-10-05 08:00")
    assert with_people(given.frame, people)["p"].to_list() == [None, 0, None]


@pytest.mark.parametrize(
    ("second", "said"),
    [
        ("2026-10-06", []),
        ("2026-10-05", [("number-of-two", "staff.csv:3:4")]),
    ],
)
def test_a_number_of_two_people_on_one_day_is_a_problem(second: str, said: list[tuple[str, str]]) -> None:
    _, problems = derive_people(records("staff", HANDED_ON.replace("2026-10-06", second)), ["scheme"], "scheme")
    assert refused(problems) == said


def test_rows_from_before_the_month_are_set_aside() -> None:
    early = ",7,,,2000-01-01 00:27:05\n,7,,,2026-09-29 08:00\n,99,,,2026-09-01 08:00"
    found = punches_of_people(clock(early + "\n,7,,,2026-09-30 22:00"), people_of(HANDED_ON), OCTOBER)
    assert counted(found) == [("before-the-month", "attendance.csv:2", "3")]
    assert found[0]["row"].to_list() == [5]
    assert all(problem.is_note for problem in found[1])


def test_a_number_of_nobody_costs_only_when_it_punched_in_the_month() -> None:
    given = clock(",55,,,2026-09-30 23:00\n,56,,,2026-11-01 08:00\n,57,,,2026-10-01 08:00\n,57,,,2026-11-02 08:00")
    found = punches_of_people(given, people_of(HANDED_ON), OCTOBER)
    assert counted(found) == [
        ("unknown-number", "attendance.csv:4:1", "2"),
        ("numbers-of-nobody", "attendance.csv:2", "2"),
    ]
    assert found[1][1].facts["numbers"] == "55, 56"
    assert [problem.is_note for problem in found[1]] == [False, True]


def test_a_number_of_nobody_is_named_for_each_file() -> None:
    given = clock(",57,,,2026-10-01 08:00", ",57,,,2026-10-02 08:00\n,57,,,2026-10-03 08:00")
    found = punches_of_people(given, people_of(HANDED_ON), OCTOBER)
    assert [(code, rows) for code, _, rows in counted(found)] == [("unknown-number", "1"), ("unknown-number", "2")]


def test_what_overlapping_exports_say_twice_is_known() -> None:
    first = day(7, 5, "08:01", "17:00", device="1")
    given = clock(first, first + "\n" + day(7, 5, "08:01", device="2") + "\n,7,1,in,2026-10-05 08:01")
    found = punches_of_people(given, people_of(HANDED_ON), OCTOBER)
    assert counted(found) == [("known-already", "attendance.csv:2", "2")]
    assert found[0].select("source", "row").rows() == [(0, 2), (0, 3), (1, 4), (1, 5)]
    assert found[1][0].is_note


def test_a_punch_told_again_in_a_row_of_several_takes_none_of_the_others_away() -> None:
    row_of_a_day = clock(day(7, 5, "07:59", "07:59", "17:00"))
    given = replace(row_of_a_day, frame=row_of_a_day.frame.with_columns(row=pl.lit(2, dtype=pl.UInt32)))
    found = punches_of_people(given, people_of(HANDED_ON), OCTOBER)
    assert counted(found) == [("known-already", "attendance.csv:2", "1")]
    assert found[0]["key"].sort().diff().to_list() == [None, 9 * 3600 + 60]


def test_which_of_two_overlapping_exports_comes_first_never_changes_the_punches() -> None:
    part, whole = day(7, 5, "07:59", "17:00"), day(7, 5, "07:59", "17:00") + "\n" + day(7, 6, "07:58", "17:01")
    keys = []
    for first, second in ((part, whole), (whole, part)):
        given = clock(first, second)
        a_row_each = given.frame.with_columns(row=pl.lit(2, dtype=pl.UInt32))
        keys.append(punches_of_people(replace(given, frame=a_row_each), people_of(HANDED_ON), OCTOBER)[0]["key"].sort())
    assert keys[0].to_list() == keys[1].to_list()
    assert len(keys[0]) == 4


def test_files_of_another_month_are_refused_when_the_month_is_over() -> None:
    found, problems = attend("E1,2026-10-05,,,day", "E1,,,,2026-09-30 08:00")
    assert refused(problems) == [("none-of-the-month", "attendance.csv")]
    assert told(found) == ["E1 10-05 absent"]


ALL_IN = "\n".join(f"E1,,{clock},in,2026-10-05 {at}" for clock, at in (("gate", "07:58"), ("gate", "17:01")))


@pytest.mark.parametrize(("doubt", "said"), [
    (False, ["E1 10-05 missing-punch"]), (["hall"], ["E1 10-05 missing-punch"]),
    (["gate"], ["E1 10-05 on-time"]), (True, ["E1 10-05 on-time"]),
])  # fmt: skip
def test_a_site_may_doubt_the_in_and_out_of_its_clocks(doubt: bool | list[str], said: list[str]) -> None:
    found, _ = attend("E1,2026-10-05,,,day", ALL_IN, settings=Clocks(doubt_directions=doubt))
    assert told(found) == said


def test_the_in_and_out_of_a_sign_in_list_is_never_doubted() -> None:
    given = clock("E1,,gate,in,2026-10-05 07:58", "E1,,,in,2026-10-05 17:01")
    left = believed(replace(given, formats=["csv", "sign-in"]), Clocks(doubt_directions=True))
    assert left.frame["direction"].to_list() == [None, "in"]


def test_what_was_punched_at_a_clock_that_was_not_set_is_asked_for() -> None:
    staff = "person_id,name,department,hired\nE1,Wang,desk,2026-01-01\nE2,Zhang,desk,2026-01-01"
    lost = "person_id,name,device,time\n,Wang,back,2000-01-01 08:00\nE2,,gate,2026-10-06 08:00"
    unset, punchers, problems = without_unset(records("attendance", lost), people_of(staff), OCTOBER)
    assert (unset.frame.height, punchers.to_list()) == (1, ["E1"])
    assert [(problem.code, problem.source.place(), problem.facts["clock"]) for problem in problems] == [
        ("clock-not-set", "attendance.csv:2", "back")
    ]


def test_what_stands_before_a_row_of_an_earlier_month_is_older_than_that() -> None:
    given = clock(",7,gate,,2000-01-01 08:00\n,7,gate,,2026-08-05 08:00\n,7,gate,,2026-10-05 08:00")
    unset, punchers, problems = without_unset(given, people_of(), OCTOBER)
    assert (unset.frame.height, punchers.to_list(), problems) == (3, [], [])


STAFF_OF_TWO = "person_id,name,department,hired\n1,Wang,desk,2026-01-01\n2,Zhang,desk,2026-01-01"


@pytest.mark.parametrize(
    ("name", "said", "left"),
    [
        ("Wang", [], 1),
        ("wang ", [], 1),
        ("", [], 1),
        ("Zhang", [("number-of-another", "attendance.csv:2:3")], 0),
        ("Lily", [("other-name", "attendance.csv:2:3")], 1),
    ],
)
def test_a_number_beside_the_name_of_somebody_else_is_nobodys_punch(
    name: str, said: list[tuple[str, str]], left: int
) -> None:
    given = records("attendance", f"person_id,device_id,name,time\n1,,{name},2026-10-05 08:00")
    punches, problems = punches_of_people(given, people_of(STAFF_OF_TWO), OCTOBER)
    assert [(problem.code, problem.source.place()) for problem in problems] == said
    assert punches.height == left
