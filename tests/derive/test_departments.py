"""Departments and groups as subjects: who scores them, which one is meant, whose the findings on their people are."""

from datetime import date

import polars as pl
import pytest

from inspect_cli.derive.departments import derive_departments, for_departments
from inspect_cli.derive.findings import derive_inspections
from inspect_cli.frames import FACTS, of_rows
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.compile import compile_rules

from .given import checklist, people_of, records, refused, scheme

STAFF = """
    person_id,name,department,group,scheme,hired,left,valid_from
    E1,Wang,desk,east,whole,,,
    E2,Li,desk,,whole,,2026-10-20,
    E3,Sun,yard,east,parts,2026-10-05,,
    E4,Wu,yard,west,scheme,,,
    E4,Wu,desk,east,whole,,,2026-10-15
"""
BOOK = checklist({"id": "litter", "each": {"points": "-1"}})


def book() -> RuleBook:
    """Persons under `scheme`, departments under `whole`, groups under `parts`."""
    whole, parts = {"id": "whole", "subject": "department"}, {"id": "parts", "subject": "group"}
    return compile_rules([BOOK], [scheme(), scheme(**whole), scheme(**parts)])


def people() -> pl.DataFrame:
    return people_of(STAFF, ("parts", "scheme", "whole"))


def departments() -> pl.DataFrame:
    return derive_departments(people(), records("staff", STAFF), book())[0]


def test_a_version_of_a_scheme_that_scores_departments_scores_them_from_its_first_day() -> None:
    before = {**scheme(), "to": "2026-10-14"}
    after = scheme(**{"version": "2.0", "from": "2026-10-15", "also_scores": ["whole"]})
    rules = compile_rules([BOOK], [before, after, scheme(id="whole", subject="department")])
    staff = "person_id,name,department,scheme\nE1,Wang,desk,scheme"
    scored, _ = derive_departments(people_of(staff, ("scheme", "whole")), records("staff", staff), rules)
    assert scored.select("person_id", "valid_from").rows() == [("desk", date(2026, 10, 15))]


def found(text: str) -> tuple[pl.DataFrame, list[tuple[str, str]]]:
    heading = "date,person_id,place,department,item,result\n"
    rows = records("inspections", heading + text)
    facts, problems = derive_inspections(rows, records("areas", ""), pl.DataFrame(), people(), departments(), book())
    return facts, refused(problems)


def test_a_department_is_scored_from_the_first_to_the_last_day_of_its_people() -> None:
    spans = departments().select("kind", "person_id", "scheme", pl.col("valid_from", "valid_to").cast(pl.String))
    assert spans.rows() == [
        ("department", "desk", "whole", "2026-01-01", "9999-12-31"),
        ("group", "yard/east", "parts", "2026-10-05", "9999-12-31"),
    ]


@pytest.mark.parametrize(
    ("cells", "kind", "subject"),
    [
        (",,desk", "department", "desk"),
        (",,DESK", "department", "desk"),
        (",,yard east", "group", "yard/east"),
        (",,yard/east", "group", "yard/east"),
        ("E3,,desk", "person", "E3"),
        (",lobby,desk", "place", "lobby"),
    ],
)
def test_a_row_is_about_its_person_else_its_place_else_its_department(cells: str, kind: str, subject: str) -> None:
    facts, problems = found(f"2026-10-16,{cells},litter,fail")
    assert (facts.select("subject_kind", "subject").rows(), problems) == ([(kind, subject)], [])


@pytest.mark.parametrize(
    ("department", "code"),
    [("dresk", "no-such-department"), ("east", "two-departments"), ("yard", "department-not-scored")],
)
def test_what_no_scheme_scores_or_two_may_be_is_refused(department: str, code: str) -> None:
    facts, problems = found(f"2026-10-16,,,{department},litter,fail\n2026-10-16,,,desk,litter,fail")
    assert (facts["subject"].to_list(), [each for each, _ in problems]) == (["desk"], [code])


@pytest.mark.parametrize(
    ("person", "day", "subject"),
    [("E1", 16, ("department", "desk", "E1")), ("E3", 16, ("group", "yard/east", "E3")),
     ("E4", 14, ("person", "E4", None)), ("E4", 15, ("department", "desk", "E4"))],
)  # fmt: skip
def test_a_finding_on_somebody_is_that_of_whom_the_scheme_of_the_day_scores(
    person: str, day: int, subject: tuple[str, str, str | None]
) -> None:
    facts, _ = found(f"2026-10-{day},{person},,,litter,fail")
    moved = for_departments(facts, people(), book())
    assert moved.select("subject_kind", "subject", "via").rows() == [subject]


def test_what_the_scheme_of_departments_does_not_ask_is_nobodys() -> None:
    facts, _ = found("2026-10-16,E1,,,litter,fail")
    other = of_rows([{**facts.row(0, named=True), "item": "late"}], FACTS)
    assert for_departments(other, people(), book()).is_empty()


def test_a_department_has_one_scheme_on_a_day() -> None:
    staff = STAFF + "    E5,He,desk,,more,,,\n"
    more = compile_rules([BOOK], [scheme(id="more", subject="department"), scheme(id="whole", subject="department")])
    known = people_of(staff.replace("scheme,,,\n", "whole,,,\n").replace("parts", "whole"), ("more", "whole"))
    _, problems = derive_departments(known, records("staff", staff), more)
    assert [problem.code for problem in problems] == ["department-of-two-schemes"]
