"""The attendance sheet: a row a planned day, and the calendar in the workbook."""

import csv
from pathlib import Path

import openpyxl
import pytest

from inspect_cli.commands import door

FILES = {
    "staff.csv": "person_id,name,department,hired\nE1,王丽,desk,2026-01-01\n"
    "E2,Li,patrol,2026-01-01\nE3,No plan,desk,2026-01-01",
    "shifts.csv": "shift,segment,start,end\nday,,08:00,17:00\nnight,,20:00,32:00\n"
    "split,1,08:00,12:00\nsplit,2,14:00,18:00",
    "roster.csv": "person_id,date,shift\nE1,2026-10-05,day\nE1,2026-10-06,split\nE1,2026-10-07,day\nE1,2026-10-08,day\n"
    "E2,2026-10-05,night\nE2,2026-10-09,day\nE2,2026-10-31,night",
    "leave.csv": "person_id,from,to,type\nE1,2026-10-07,2026-10-07,sick",
    "attendance.csv": "person_id,time\nE1,2026-10-05 08:07:20\nE1,2026-10-05 16:00\nE1,2026-10-06 08:00\n"
    "E1,2026-10-06 12:00\nE1,2026-10-06 13:55\nE2,2026-10-05 19:58\nE2,2026-10-06 08:03",
    "exemptions.csv": "from,to,for,subject,what,reason,approved_by\n2026-10-08,2026-10-08,person,E1,both,drill,HR",
}  # fmt: skip


@pytest.fixture
def reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name, text in FILES.items():
        (tmp_path / name).write_text(text + "\n", "utf-8")
    options = [word for name in FILES for word in (f"--{name.removesuffix('.csv')}", name)]
    monkeypatch.chdir(tmp_path)
    arguments = ["report", *options, "--month", "2026-10", "--as-of", "2026-10-31", "--out", "out", "--lang", "zh"]
    monkeypatch.setattr("sys.argv", ["inspect-cli", *arguments])
    assert door.run() == 3
    return tmp_path / "out"


def test_every_planned_day_has_a_row_that_says_what_it_became(reported: Path) -> None:
    with (reported / "attendance.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [tuple(row.values()) for row in csv.DictReader(file)]
    assert rows == [
        ("E1", "王丽", "desk", "2026-10-05", "day", "08:00–17:00", "08:07–16:00", "late-early", "7.3333", "60", "", ""),
        ("E1", "王丽", "desk", "2026-10-06", "split", "08:00–12:00 14:00–18:00", "08:00–12:00 13:55–", "missing-punch",
         "", "", "", ""),
        ("E1", "王丽", "desk", "2026-10-07", "day", "08:00–17:00", "", "leave", "", "", "sick", ""),
        ("E1", "王丽", "desk", "2026-10-08", "day", "08:00–17:00", "", "exempt", "", "", "",
         "drill (exemptions.csv:2)"),
        ("E2", "Li", "patrol", "2026-10-05", "night", "20:00–08:00", "19:58–08:03", "on-time", "", "", "", ""),
        ("E2", "Li", "patrol", "2026-10-09", "day", "08:00–17:00", "", "absent", "", "", "", ""),
        ("E2", "Li", "patrol", "2026-10-31", "night", "20:00–08:00", "", "open", "", "", "", ""),
    ]  # fmt: skip


def test_the_workbook_shows_it_as_a_calendar_with_a_legend(reported: Path) -> None:
    sheet = openpyxl.load_workbook(reported / "report.xlsx")["考勤表"]
    rows = [[cell for cell in row if cell is not None] for row in sheet.iter_rows(values_only=True)]
    headings, one, two = (next(row for row in rows if row and row[0] == first) for first in ("工号", "E1", "E2"))
    assert headings[3:6] + headings[33:] == ["1", "2", "3", "31", "迟到", "早退", "缺勤", "缺卡", "请假"]
    assert one[3:13] == ["休", "休", "休", "休", "迟退", "卡", "假", "免", "休", "休"]
    assert one[34:] == [1, 1, 0, 1, 1]
    assert two[33:] == ["·", 0, 0, 1, 0, 0]
    assert any(row and str(row[0]).startswith("√ 正常") for row in rows)
    assert sheet.conditional_formatting
