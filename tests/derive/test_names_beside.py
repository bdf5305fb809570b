"""The name beside a staff number: the number says the person, the name is held against it."""

from inspect_cli.derive.names_beside import held_against_names
from inspect_cli.derive.naming import name_people

from .given import people_of, records

PEOPLE = people_of("""
    person_id,name,department,hired,left
    E1,王丽,前台,2026-01-01,
    E2,王丽,保洁部,2026-01-01,
    E3,李强,秩序部,2026-01-01,
""")


def held(*people: str) -> tuple[list[int], list[tuple[str, dict[str, str]]]]:
    """The rows that are kept of `number,name` pairs, and what is told."""
    rows = [f"2026-10-12,{each},x,合格" for each in people]
    told = records("inspections", "\n".join(["日期,工号,姓名,检查项目,结果", *rows]))
    named, _ = name_people(told.frame, told, PEOPLE)
    kept, problems = held_against_names(named, told, PEOPLE)
    return kept["row"].to_list(), [(each.code, dict(each.facts)) for each in problems]


def test_a_name_of_the_number_is_nothing_to_tell() -> None:
    assert held("E1,王丽", "E2,王麗", "E3,李 强", "E3,李强 秩序部", "E3,") == ([2, 3, 4, 5, 6], [])


def test_a_name_of_somebody_else_is_refused() -> None:
    facts = {"value": "E3", "name": "王丽", "staff": "李强", "rows": "1"}
    assert held("E3,李强", "E3,王丽") == ([2], [("number-of-another", facts)])


def test_a_name_that_nobody_has_is_a_note() -> None:
    facts = {"value": "E3", "name": "小李", "staff": "李强", "count": "2"}
    assert held("E3,小李", "E3,小李", "E1,王丽") == ([2, 3, 4], [("other-name", facts)])


def test_a_row_without_a_number_goes_by_its_name() -> None:
    assert held(",李强") == ([2], [])
