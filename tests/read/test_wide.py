"""Rosters with a column for each day."""

from pathlib import Path

import pytest

from inspect_cli import resources
from inspect_cli.months import business_month
from inspect_cli.read import read_table
from inspect_cli.read.wide import in_long_form
from inspect_cli.validate import validate

SCHEMA = resources.schema("roster")


def said(path: Path, text: str, month: str = "2026-10", cut_off: int = 31) -> tuple[list[str], list[str]]:
    """What the file plans, each with its place, and the problems."""
    path.write_text(text, "utf-8")
    (table,), problems = read_table(path, "roster.csv")
    tables, more = in_long_form(table, SCHEMA, business_month(month, cut_off))
    records, others = validate("roster", tables, SCHEMA)
    rows = [
        f"{row['person_id']} {row['date']} {row['shift']} {records.place(row['source'], row['row'], 'shift').place()}"
        for row in records.frame.iter_rows(named=True)
    ]
    return rows, [f"{each.code} {each.source.place()}" for each in [*problems, *more, *others]]


@pytest.mark.parametrize(
    "headings",
    [
        "1,2",
        "1日,2日",
        "1 四,2(周五)",
        "10-01,10-02",
        "10月1日,10月2日",
        "2026-10-01,2026/10/2",
        "2026-10-01 00:00:00,10/2",
    ],
)
def test_a_column_for_each_day_is_a_row_for_each_day(headings: str, tmp_path: Path) -> None:
    rows, problems = said(
        tmp_path / "r.csv", f"工号,姓名,部门,{headings}\nE1,王丽,前台,day,rest\nE2,李强,前台,,night\n"
    )
    assert problems == []
    assert rows == [
        "E1 2026-10-01 day roster.csv:2:4",
        "E1 2026-10-02 rest roster.csv:2:5",
        "E2 2026-10-02 night roster.csv:3:5",
    ]


def test_a_row_of_weekdays_under_the_headings_is_passed_over(tmp_path: Path) -> None:
    assert said(tmp_path / "r.csv", "工号,1,2\n,四,五\nE1,day,day\n")[0] == [
        "E1 2026-10-01 day roster.csv:3:2", "E1 2026-10-02 day roster.csv:3:3",
    ]  # fmt: skip


def test_days_are_those_of_the_business_month(tmp_path: Path) -> None:
    rows, _ = said(tmp_path / "r.csv", "工号,24,25,31\nE1,day,day,day\n", "2026-11", 24)
    assert [row.split()[1] for row in rows] == ["2026-11-24", "2026-10-25", "2026-10-31"]


def test_a_day_that_the_month_does_not_have_is_a_problem_only_where_something_is_planned(tmp_path: Path) -> None:
    assert said(tmp_path / "r.csv", "工号,30,31\nE1,day,\n", "2026-09")[1] == []
    assert said(tmp_path / "r.csv", "工号,30,31\nE1,day,day\n", "2026-09")[1] == ["day-outside-month roster.csv:1:3"]


def test_a_roster_with_a_date_is_left_as_it_is(tmp_path: Path) -> None:
    assert said(tmp_path / "r.csv", "工号,日期,班次\nE1,2026-10-01,1\n")[0] == ["E1 2026-10-01 1 roster.csv:2:3"]
