"""The workbook of a self-service clock (自助考勤机), sheet 刷卡记录: a block a person, a cell a day."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read.grids import Content, Format, Grid, read_each
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import Chunks, finish

NUMBER_LABEL = "工号:"
YEAR_ENDS, MONTH_ENDS = "[-/.年]", "[-/.月]"
PERIOD = re.compile(
    rf"([0-9]{{4}}){YEAR_ENDS}([0-9]{{1,2}}){MONTH_ENDS}([0-9]{{1,2}})日?(?:[~〜—–-]+|至|到)"
    rf"(?:[0-9]{{4}}{YEAR_ENDS})?(?:[0-9]{{1,2}}{MONTH_ENDS})?[0-9]{{1,2}}"
)
TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:[0-5][0-9])?(\+?)")
TIMES = re.compile(f"(?:{TIME.pattern})+")
"""Some programs keep the times of a cell and lose what stood between them: 07:5812:01 can be read in one way only."""

LEAST_DAYS = 2
HEADINGS = ("device_id", "time")


@dataclass(frozen=True, slots=True)
class Card:
    """What stands above the blocks: the first day of the period and which column holds which day of the month."""

    first: date
    days: Mapping[int, int]

    def date(self, column: int) -> date | None:
        """The date of a column; days before the first of the period are of the month after. None for a 31 April."""
        day = self.days[column]
        month = self.first.year * 12 + self.first.month - 1 + (day < self.first.day)
        try:
            return date(month // 12, month % 12 + 1, day)
        except ValueError:
            return None


def card_of(grid: Grid) -> Card | None:
    """The card that a sheet's first rows show: a period, a row of days, a block of a person below."""
    rows = [[plain(cell) for cell in cells] for _, cells in grid.head]
    opening = period_of("\n".join(cell for row in rows for cell in row))
    days = next((each for row in rows if (each := days_in(row))), None)
    if opening is None or days is None or not any(NUMBER_LABEL in row for row in rows):
        return None
    return Card(opening, days)


def period_of(said: str) -> date | None:
    """The first day of the period that the text names: 2021/09/01~09/22, 2021-09-01~2021-09-22, 2021年9月1日至22日."""
    period = PERIOD.search(said)
    try:
        return date(int(period[1]), int(period[2]), int(period[3])) if period else None
    except ValueError:
        return None


def plain(cell: str) -> str:
    """The cell as labels are compared: 工 号： is 工号:."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell))


def days_in(row: Sequence[str]) -> dict[int, int] | None:
    """The day in each column, where a row holds days one after the other and nothing else."""
    days = {column: cell for column, cell in enumerate(row) if cell}
    if len(days) < LEAST_DAYS or not all(re.fullmatch("[0-9]{1,2}", cell) for cell in days.values()):
        return None
    numbers = {column: int(cell) for column, cell in days.items()}
    return numbers if all(after in (before + 1, 1) for before, after in pairwise(numbers.values())) else None


def read(content: Content, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The punches of the sheets with blocks: the number at the clock and the time; sheets of sums are left."""
    return read_each(content, card_of, _read_sheet)


def _read_sheet(grid: Grid, card: Card) -> tuple[Rows, list[Problem]]:
    chunks = Chunks(len(HEADINGS))
    problems: list[Problem] = []
    refused = of_people = 0
    number = ""
    for row, cells in grid.rows():
        found = _number(cells)
        number = number if found is None else found
        if found is not None or not number:
            continue
        of_people += any(cells)
        for column in card.days:
            cell = cells[column] if column < len(cells) else ""
            times, others = times_in(cell)
            day = card.date(column)
            if others or (times and day is None):
                problems.append(Problem("no-times", replace(grid.source, row=row, column=column + 1), {"value": cell}))
                refused += 1
                continue
            for clock, next_day in times:
                chunks.add(row, (number, f"{(day or card.first) + timedelta(days=next_day)} {clock}"))
    rows, more = finish(grid.source, HEADINGS, chunks.frame(), header_row=0, refused=refused)
    return replace(rows, columns=[None, None], in_file=of_people), [*problems, *more]


def _number(cells: Sequence[str]) -> str | None:
    """The number that a block begins with: what stands next after its label; None for a row that begins no block."""
    texts = iter(cells)
    for cell in texts:
        if plain(cell) == NUMBER_LABEL:
            return next((text.strip() for text in texts if text.strip()), "")
    return None


def times_in(cell: str) -> tuple[list[tuple[str, bool]], list[str]]:
    """The times of a cell, each with whether a + says that it is of the next day, and what is no time."""
    parts = re.sub(r"\s+\+", "+", unicodedata.normalize("NFKC", cell)).split()
    found = [match for part in parts if TIMES.fullmatch(part) for match in TIME.finditer(part)]
    times = [(f"{match[1]:0>2}:{match[2]}{match[3] or ':00'}", bool(match[4])) for match in found]
    return times, [part for part in parts if not TIMES.fullmatch(part)]


TIME_CARD = Format(
    "time-card", "attendance", lambda content: any(card_of(grid) is not None for grid in content.grids), read
)
