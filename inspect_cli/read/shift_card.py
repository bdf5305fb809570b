"""The workbook of a self-service clock (自助考勤机), sheet 排班信息: a row a person, the number of a shift a day."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read.grids import Content, Format, Grid, read_each
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import Chunks, finish
from inspect_cli.read.time_card import Card, days_in, period_of, plain

TITLE = "排班信息表"
NAME, DEPARTMENT = "姓名", "部门"
SPECIAL = re.compile(r"([0-9]+)-([^\s,，、;；0-9]+)")
"""What the numbers mean that are no shifts: 25-请假, 26-出差."""

REST = "休"
HEADINGS = ("person_id", "date", "shift")


@dataclass(frozen=True, slots=True)
class Plan:
    """The row of headings, the days above its columns, where names and departments stand, and what is no shift."""

    row: int
    card: Card
    name: int
    department: int | None
    special: Mapping[str, str]


def plan_of(grid: Grid) -> Plan | None:
    """The plan that a sheet's first rows show: its title, a period, a row with 姓名 and the days."""
    rows = [(row, [plain(cell) for cell in cells]) for row, cells in grid.head]
    said = "\n".join(cell for _, cells in rows for cell in cells)
    opening = period_of(said)
    heading = next(((row, cells) for row, cells in rows if NAME in cells and _days(cells)), None)
    if TITLE not in said or opening is None or heading is None:
        return None
    row, cells = heading
    department = cells.index(DEPARTMENT) if DEPARTMENT in cells else None
    special = {number: word for cell in said.split("\n") for number, word in SPECIAL.findall(cell)}
    return Plan(row, Card(opening, _days(cells) or {}), cells.index(NAME), department, special)


def _days(cells: Sequence[str]) -> Mapping[int, int] | None:
    """The day in each column behind the headings of words."""
    return days_in([cell if cell.isdigit() else "" for cell in cells])


def read(content: Content, options: Options) -> tuple[list[Rows], list[Problem]]:
    """Who is planned for which shift on which day: the clock's number of the shift is its name.

    A day off, on leave or on business by the clock's own word is rest: leave is told by the records of leave. People
    are named, with their department: the clock's numbers are not those of the staff.
    """
    return read_each(content, plan_of, _read_sheet)


def _read_sheet(grid: Grid, plan: Plan) -> tuple[Rows, list[Problem]]:
    chunks = Chunks(len(HEADINGS))
    people = 0
    for row, cells in grid.rows():
        person = _person(cells, plan) if row > plan.row else ""
        people += bool(person)
        for column in plan.card.days if person else ():
            day, shift = plan.card.date(column), cells[column].strip() if column < len(cells) else ""
            if shift:  # a day that the month has not is refused as any date is that is none
                said = day.isoformat() if day else str(plan.card.days[column])
                chunks.add(row, (person, said, REST if shift in plan.special else shift))
    rows, problems = finish(grid.source, HEADINGS, chunks.frame(), header_row=0)
    return replace(rows, columns=[None] * len(HEADINGS), in_file=people), problems


def _person(cells: Sequence[str], plan: Plan) -> str:
    """Name and department, as staff tells people of one name apart; nothing in the row of weekdays."""
    places = [plan.name] if plan.department is None else [plan.name, plan.department]
    name, *department = (cells[place].strip() if place < len(cells) else "" for place in places)
    return " ".join([name, *department]).strip() if name else ""


SHIFT_CARD = Format("shift-card", "roster", lambda content: any(map(plan_of, content.grids)), read)
