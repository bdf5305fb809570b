"""Writes the sample site, the same bytes every time: python sample_data/make.py [FOLDER], by default beside itself."""

import sys
from datetime import date
from pathlib import Path

from making import areas, planning, punching, rounds, stories
from making.days import iso
from making.files import Cell, copy_rules, write_csv, write_workbook
from making.people import HEADINGS as STAFF_HEADINGS
from making.people import staff_rows
from making.rounds import Line

HERE = Path(__file__).resolve().parent
PUNCH_SEED, ROUND_SEED = 20261001, 20261031

SITE = """\
# A folder site: what lies where [data] says counts, and nothing is remembered. Everything in it is invented.
name = "御华园"
language = "zh"
cut_off = 31
start = "2026-10-01"
scheme = "property-100"
rules = "rules"

[data]
staff = "people/staff.csv"
areas = "people/areas*.*"
shifts = "people/shifts.csv"
roster = "people/roster.csv"
leave = "people/leave.csv"
exemptions = "people/exemptions.csv"
inspections = "records/inspections/*"
attendance = "records/attendance/*.csv"
incidents = "records/incidents.csv"
decisions = "records/decisions*.*"
"""

INSPECTION_HEADINGS = (
    "检查日期", "检查时间", "检查项目", "责任人", "检查结果", "数量", "实测值", "程度", "扣分", "地点", "检查人",
    "检查单号", "记录编号", "备注",
)  # fmt: skip
WEEKS = {"第1周": (1, 11), "第2周": (12, 18), "第3周": (19, 25), "第4周": (26, 31)}


def make(folder: Path) -> None:
    """Write the whole site into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "site.toml").write_bytes(SITE.encode())
    copy_rules(HERE.parent / "checklists", folder / "rules", "property-100")
    people, records = folder / "people", folder / "records"
    roster = planning.roster_rows()
    write_csv(people / "staff.csv", STAFF_HEADINGS, staff_rows())
    write_csv(people / "areas.csv", areas.HEADINGS, areas.area_rows())
    write_csv(people / "shifts.csv", planning.SHIFT_HEADINGS, planning.SHIFTS)
    write_csv(people / "roster.csv", planning.ROSTER_HEADINGS, roster)
    write_csv(people / "leave.csv", planning.LEAVE_HEADINGS, planning.LEAVE)
    write_csv(people / "exemptions.csv", planning.EXEMPTION_HEADINGS, planning.EXEMPTIONS)
    plan = planning.plan_of(roster)
    punches = punching.attendance_rows(plan, PUNCH_SEED)
    write_csv(records / "attendance" / "attendance-2026-10.csv", punching.HEADINGS, punches)
    _write_inspections(records / "inspections", rounds.sheets(plan, ROUND_SEED))
    write_csv(records / "incidents.csv", stories.INCIDENT_HEADINGS, stories.INCIDENTS)


def _write_inspections(folder: Path, lines: dict[str, list[Line]]) -> None:
    """Every supervisor keeps the month in a way of their own: dates in three spellings, sheets by week or by month."""
    patrol = [_texts(line, iso(line.day)) for line in lines["秩序部"]]
    write_csv(folder / "秩序部-10月.csv", INSPECTION_HEADINGS, patrol)
    desk = [_texts(line, f"2026/10/{line.day}") for line in lines["前台"]]
    write_csv(folder / "前台-10月.csv", INSPECTION_HEADINGS, desk)
    service = [_texts(line, f"2026年10月{line.day}日") for line in lines["客服部"]]
    write_workbook(folder / "客服部-10月.xlsx", INSPECTION_HEADINGS, {"10月": service})
    cleaning = {
        week: [_cells(line) for line in lines["保洁部"] if first <= line.day <= last]
        for week, (first, last) in WEEKS.items()
    }
    write_workbook(folder / "保洁部-10月.xlsx", INSPECTION_HEADINGS, cleaning)


def _texts(line: Line, day: str) -> tuple[str, ...]:
    seen = line.seen
    return (
        day, line.time, line.code, "" if line.by_place else line.person, line.result, seen.quantity, seen.measured,
        seen.level, seen.points,
        line.place, line.inspector, line.sheet, line.number, seen.note,
    )  # fmt: skip


def _cells(line: Line) -> list[Cell]:
    """The row with a real date and real numbers, as somebody types them into a spreadsheet."""
    _, time, code, person, result, *amounts_and_level = _texts(line, "")
    quantity, measured, level, points, *rest = amounts_and_level
    day = date(2026, 10, line.day)
    return [day, time, code, person, result, _number(quantity), _number(measured), level, _number(points), *rest]


def _number(text: str) -> Cell:
    return float(text) if text else ""


if __name__ == "__main__":
    make(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
