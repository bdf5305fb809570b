"""The paper sign-in list: written for a day, filled in by hand, read again as punches."""

import shlex
from collections.abc import Mapping
from datetime import date, time
from pathlib import Path

import openpyxl
import pytest

from inspect_cli import resources
from inspect_cli.commands import door
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import read_table

STAFF = """person_id,name,department
001,张伟,保安部
002,王丽,保洁部
003,李强,保安部
004,赵敏,保洁部
"""
SHIFTS = """shift,start,end
day,08:00,17:00
night,20:00,08:00
"""
ROSTER = """person_id,date,shift
001,2026-10-31,night
002,2026-10-31,day
003,2026-10-31,rest
004,2026-10-31,day
"""
LEAVE = """person_id,from,to,type
004,2026-10-31,2026-10-31,年假
"""
FILES = "--staff staff.csv --shifts shifts.csv --roster roster.csv"
ROW_OF_HEADINGS = 3


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in (("staff", STAFF), ("shifts", SHIFTS), ("roster", ROSTER), ("leave", LEAVE)):
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["inspect-cli", *shlex.split(line)])
    return door.run()


def listed(path: Path) -> list[tuple[object, ...]]:
    """The rows below the headings."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [tuple(row) for row in sheet.iter_rows(min_row=ROW_OF_HEADINGS + 1, values_only=True)]


def filled(path: Path, cells: Mapping[str, object]) -> Path:
    """The form with those cells filled in."""
    book = openpyxl.load_workbook(path)
    for place, value in cells.items():
        book.worksheets[0][place] = value
    book.save(path)
    return path


def punches(path: Path) -> tuple[list[tuple[str, ...]], list[Problem]]:
    tables, problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    return [punch for rows in tables for punch in _punches(rows)], problems


def _punches(rows: Rows) -> list[tuple[str, ...]]:
    columns = {key: f"c{number}" for number, key in enumerate(rows.headings, 1)}
    return rows.cells.select(columns["person_id"], columns["time"], columns["direction"]).rows()


def test_the_list_names_who_is_planned_that_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"form sign-in --date 2026-10-31 {FILES} --leave leave.csv --lang zh -o list.xlsx"
    assert run(line, monkeypatch) == 0
    rows = [tuple(str(cell or "")[:10] for cell in row) for row in listed(folder / "list.xlsx")]
    assert rows == [
        ("001", "张伟", "保安部", "night", "20:00–08:0", "2026-10-31", "", "2026-11-01", ""),
        ("002", "王丽", "保洁部", "day", "08:00–17:0", "2026-10-31", "", "2026-10-31", ""),
    ]


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_filled_list_is_read_as_two_punches_a_row(folder: Path, monkeypatch: pytest.MonkeyPatch, lang: str) -> None:
    assert run(f"form sign-in --date 2026-10-31 {FILES} --lang {lang} -o list.xlsx", monkeypatch) == 0
    cells = {"G4": "19:55", "I4": time(8, 3), "G5": time(7, 58), "I5": "17：06"}
    read, problems = punches(filled(folder / "list.xlsx", cells))
    assert (read, problems) == (
        [
            ("001", "2026-10-31 19:55:00", "in"),
            ("001", "2026-11-01 08:03:00", "out"),
            ("002", "2026-10-31 07:58:00", "in"),
            ("002", "2026-10-31 17:06:00", "out"),
        ],
        [],
    )


def test_a_lone_going_after_midnight_is_of_the_next_day(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(f"form sign-in --date 2026-10-31 {FILES} --lang zh -o list.xlsx", monkeypatch) == 0
    read, _ = punches(filled(folder / "list.xlsx", {"I4": time(8, 3)}))
    assert read == [("001", "2026-11-01 08:03:00", "out")]


def test_a_changed_date_is_believed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run(f"form sign-in --date 2026-10-31 {FILES} --lang zh -o list.xlsx", monkeypatch) == 0
    cells = {"G4": "19:55", "H4": date(2026, 10, 31), "I4": "23:10"}
    read, _ = punches(filled(folder / "list.xlsx", cells))
    assert read == [("001", "2026-10-31 19:55:00", "in"), ("001", "2026-10-31 23:10:00", "out")]


def test_the_filled_list_is_attendance_of_the_month(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(f"form sign-in --date 2026-10-31 {FILES} --lang en -o list.xlsx", monkeypatch) == 0
    filled(folder / "list.xlsx", {"G4": "20:07", "I4": "08:00"})
    line = f"explain 001 --month 2026-10 --as-of 2026-11-03 {FILES} --attendance list.xlsx --lang en"
    assert run(line, monkeypatch) == 0
    assert "night 20:00 → 20:07" in capsys.readouterr().out


def test_the_list_of_one_department_leaves_out_the_others(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    line = f"form sign-in --date 2026-10-31 {FILES} --department 保洁部 --lang zh -o list.xlsx"
    assert run(line, monkeypatch) == 0
    assert [row[0] for row in listed(folder / "list.xlsx")] == ["002", "004"]


def test_a_department_of_which_nobody_is_planned_is_told_with_those_there_are(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    line = f"form sign-in --date 2026-10-31 {FILES} --department 厨房 --lang zh -o list.xlsx"
    assert run(line, monkeypatch) != 0
    assert "没有排“厨房”的人上班" in (said := capsys.readouterr().err)
    assert "保安部, 保洁部" in said
    assert not (folder / "list.xlsx").exists()
