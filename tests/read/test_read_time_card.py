"""The workbook of a self-service clock: blocks of people, days in columns, several times in a cell."""

from pathlib import Path

import openpyxl
import pytest

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import read_table
from inspect_cli.read.time_card import times_in


def block(number: str, *cells: str) -> list[list[object]]:
    return [["工 号：", None, number, None, None, None, None, None, "姓 名:", None, "某人"], list(cells)]


def read(tmp_path: Path, period: str, days: list[object], *rows: list[object]) -> tuple[Rows, list[Problem]]:
    book = openpyxl.Workbook()
    book.create_sheet("考勤汇总表").append(["考 勤 汇 总 表"])
    sheet = book.create_sheet("刷卡记录")
    for row in [["刷卡记录表"], [], ["考勤日期 : ", None, period], days, *rows]:
        sheet.append(row)
    path = tmp_path / "clock.xlsx"
    book.save(path)
    tables, problems = read_table(path, path.name, kind="attendance")
    (table,) = tables
    assert table.format == "time-card"
    return table, problems


def test_every_time_of_a_cell_is_a_punch_of_its_day(tmp_path: Path) -> None:
    people = [*block("064", "09:27\n18:54\n", "", "8:01"), *block("69", "", "20:00\n06:10 +\n")]
    rows, problems = read(tmp_path, "2026/09/01 ~ 09/22 (公司)", [1, 2, 3], *people)
    assert problems == []
    assert rows.cells.rows() == [
        ("064", "2026-09-01 09:27:00", 6),
        ("064", "2026-09-01 18:54:00", 6),
        ("064", "2026-09-03 08:01:00", 6),
        ("69", "2026-09-02 20:00:00", 8),
        ("69", "2026-09-03 06:10:00", 8),
    ]
    assert (rows.source.sheet, rows.column(2)) == ("刷卡记录", None)


@pytest.mark.parametrize(
    "period",
    [
        "2026-10-01 ~ 2026-10-31",
        "2026年10月1日 ~ 2026年10月31日",
        "2026.10.01～10.31",
        "2026年10月1日至31日",
        "2026-10-01至10-31",
    ],
)
def test_the_period_is_read_however_it_is_written(tmp_path: Path, period: str) -> None:
    rows, problems = read(tmp_path, period, [1, 2, 3], *block("7", "08:00", "", "08:00"))
    assert (rows.cells["c2"].to_list(), problems) == (["2026-10-01 08:00:00", "2026-10-03 08:00:00"], [])


def test_days_before_the_first_are_of_the_month_after(tmp_path: Path) -> None:
    rows, _ = read(tmp_path, "2026/12/25 ~ 01/24", [25, 26, 1], *block("7", "08:00", "", "08:00"))
    assert rows.cells["c2"].to_list() == ["2026-12-25 08:00:00", "2027-01-01 08:00:00"]


@pytest.mark.parametrize(
    ("period", "day", "cell"), [("2026/09/01 ~ 09/30", 31, "08:00"), ("2026/09/01 ~ 09/30", 1, "旷工")]
)
def test_a_cell_that_is_no_times_of_a_day_is_refused_where_it_stands(
    tmp_path: Path, period: str, day: int, cell: str
) -> None:
    days = [day - 1, day] if day > 1 else [day, day + 1]
    at = days.index(day)
    rows, problems = read(tmp_path, period, list(days), *block("7", *["08:00", "08:00"][:at], cell))
    assert (rows.cells.height, rows.refused) == (at, 1)
    assert [(each.code, each.source.place()) for each in problems] == [("no-times", f"clock.xlsx:刷卡记录!{'AB'[at]}6")]


def test_what_a_cell_of_times_may_hold() -> None:
    assert times_in("09:27\n18:54:30\n") == ([("09:27:00", False), ("18:54:30", False)], [])
    assert times_in("9:27  06:10 +") == ([("09:27:00", False), ("06:10:00", True)], [])
    assert times_in("２３：５９") == ([("23:59:00", False)], [])
    assert times_in("07:5812:01:30") == ([("07:58:00", False), ("12:01:30", False)], [])
    assert times_in("07:581") == ([], ["07:581"])
    assert times_in("25:00 旷工") == ([], ["25:00", "旷工"])
    assert times_in("") == ([], [])
