"""Dated staff rows: who was where on which day, under which scheme."""

import pytest

from inspect_cli.derive.people import derive_people

from .given import people_of, records, refused

HEADINGS = "person_id,name,department,scheme,hired,left,valid_from,punches\n"


def spans(staff: str) -> list[str]:
    """Each row of PEOPLE in a few words."""
    return [
        f"{row['person_id']} {row['department']} {row['valid_from']} {row['valid_to']}"
        for row in people_of(HEADINGS + staff).iter_rows(named=True)
    ]


def test_one_row_holds_from_the_first_day_of_employment() -> None:
    assert spans("E1,Wang,desk,,2026-03-01,,,") == ["E1 desk 2026-03-01 9999-12-31"]


def test_whoever_has_no_first_day_was_always_there() -> None:
    assert spans("E1,Wang,desk,,,,,") == ["E1 desk 1900-01-01 9999-12-31"]


def test_a_transfer_is_two_rows_that_meet() -> None:
    staff = "E1,Wang,desk,,2026-03-01,,,\nE1,Wang,patrol,,2026-03-01,,2026-10-16,"
    assert spans(staff) == ["E1 desk 2026-03-01 2026-10-15", "E1 patrol 2026-10-16 9999-12-31"]


def test_the_order_of_rows_does_not_matter() -> None:
    staff = ["E1,Wang,desk,,2026-03-01,,,", "E2,Li,desk,,,,,", "E1,Wang,patrol,,2026-03-01,,2026-10-16,"]
    assert spans("\n".join(staff)) == spans("\n".join(staff[::-1]))


def test_no_row_reaches_past_the_day_the_person_left() -> None:
    staff = "E1,Wang,desk,,2026-03-01,,,\nE1,Wang,patrol,,2026-03-01,2026-10-20,2026-10-16,"
    assert spans(staff) == ["E1 desk 2026-03-01 2026-10-15", "E1 patrol 2026-10-16 2026-10-20"]


def test_a_transfer_after_leaving_never_happens() -> None:
    staff = "E1,Wang,desk,,2026-03-01,2026-10-10,,\nE1,Wang,patrol,,2026-03-01,,2026-10-16,"
    assert spans(staff) == ["E1 desk 2026-03-01 2026-10-10"]


def test_everyone_has_a_scheme_and_uses_a_clock_unless_it_is_said() -> None:
    people = people_of(HEADINGS + "E1,Wang,desk,,,,,\nE2,Li,desk,other,,,,no", ["scheme", "other"])
    assert people.select("scheme", "punches").rows() == [("scheme", True), ("other", False)]


@pytest.mark.parametrize(
    ("staff", "said"),
    [
        ("E1,Wang,desk,,,,,\nE1,Wang,patrol,,,,,", ("duplicate-person", "staff.csv:3:1")),
        ("E1,Wang,desk,,2026-03-01,,,\nE1,W,patrol,,,,2026-03-01,", ("duplicate-person", "staff.csv:3:1")),
        ("E1,Wang,desk,,2026-03-01,2026-02-01,,", ("left-before-hired", "staff.csv:2:6")),
        ("E1,Wang,desk,propperty,,,,", ("unknown-scheme", "staff.csv:2:4")),
    ],
)
def test_staff_that_cannot_be_is_a_problem(staff: str, said: tuple[str, str]) -> None:
    _, problems = derive_people(records("staff", HEADINGS + staff), ["scheme"], "scheme")
    assert refused(problems) == [said]
