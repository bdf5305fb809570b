"""The plan in the workbook of a self-service clock: a row a person, the number of a shift a day."""

from pathlib import Path

import openpyxl
import pytest

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import read_table

TOP = [["排 班 信 息 表"], ["考勤日期 : ", None, "2021/09/01 ~ 09/22", None, "特殊班次: 25-请假, 26-出差, 空-节假日"]]
WEEKDAYS = [None, None, None, "三", "四", "五", "六"]


def book(tmp_path: Path, *rows: list[object], top: list[list[object]] | None = None) -> Path:
    workbook = openpyxl.Workbook()
    workbook.create_sheet("考勤汇总表").append(["考 勤 汇 总 表"])
    sheet = workbook.create_sheet("排班信息")
    for row in [*(TOP if top is None else top), *rows]:
        sheet.append(row)
    path = tmp_path / "clock.xlsx"
    workbook.save(path)
    return path


def read(path: Path) -> tuple[Rows, list[Problem]]:
    tables, problems = read_table(path, path.name, kind="roster")
    (table,) = tables
    return table, problems


def test_every_number_of_a_shift_is_a_day_of_the_roster_and_leave_and_business_are_rest(tmp_path: Path) -> None:
    heading = ["工 号", "姓名", "部门", 1, 2, 3, 4]
    rows, problems = read(book(tmp_path, heading, WEEKDAYS, ["64", "王丽", "保洁部", "1", "25", None, "2"]))
    assert problems == []
    assert (rows.format, rows.headings) == ("shift-card", ("person_id", "date", "shift"))
    assert rows.cells.rows() == [
        ("王丽 保洁部", "2021-09-01", "1", 5),
        ("王丽 保洁部", "2021-09-02", "休", 5),
        ("王丽 保洁部", "2021-09-04", "2", 5),
    ]


def test_days_below_the_first_are_of_the_month_after(tmp_path: Path) -> None:
    top: list[list[object]] = [["排班信息表"], ["2021/12/31~01/02"]]
    rows, _ = read(book(tmp_path, ["姓名", 31, 1, 2], ["王丽", 1, 1, 1], top=top))
    assert rows.cells["c2"].to_list() == ["2021-12-31", "2022-01-01", "2022-01-02"]


@pytest.mark.parametrize("title", ["值班表", "排班"])
def test_another_table_with_days_across_is_no_plan_of_a_clock(tmp_path: Path, title: str) -> None:
    path = book(tmp_path, ["姓名", 1, 2], ["王丽", "白班", "白班"], top=[[title], ["2021/09/01~09/22"]])
    tables, _ = read_table(path, path.name, kind="roster")
    assert all(table.format != "shift-card" for table in tables)


def test_a_day_that_the_month_has_not_is_no_date_and_so_is_refused_later(tmp_path: Path) -> None:
    top: list[list[object]] = [["排班信息表"], ["2026/04/01~04/30"]]
    rows, _ = read(book(tmp_path, ["姓名", 30, 31], ["王丽", 1, 1], top=top))
    assert rows.cells["c2"].to_list() == ["2026-04-30", "31"]
