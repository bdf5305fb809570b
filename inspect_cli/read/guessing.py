"""A layout for a table that nobody described: what its headings are called and what its cells look like."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspect_cli.folding import folded
from inspect_cli.profile import Layout, PunchColumn, slug
from inspect_cli.read.day_columns import heading_of
from inspect_cli.read.fitting import Headings, fit, second_row
from inspect_cli.read.grids import Grid
from inspect_cli.read.punch_cells import EMPTY_WORDS

Json = Mapping[str, Any]
LEAST_DAYS: Final = 2
MOST: Final = 0.6
"""Of the filled cells of a column so many look like what the column holds."""

KNOWN: Final[Mapping[str, Sequence[str]]] = {
    "person_id": ("staff id", "staff no", "employee no", "employee number", "emp id", "badge id", "人员工号", "职工号"),
    "device_id": (
        "账号",
        "user id",
        "userid",
        "person id",
        "pin",
        "ac-no.",
        "no.",
        "card no",
        "卡号",
        "登记号",
        "enroll id",
    ),
    "name": ("姓名", "name", "employee", "employee name", "员工", "员工姓名", "人员", "full name"),
    "date": ("日期", "date", "考勤日期", "打卡日期", "刷卡日期", "attendance date", "log date"),
    "direction": (
        "方向",
        "state",
        "status",
        "attendance status",
        "log type",
        "类型",
        "打卡类型",
        "direction",
        "in/out",
    ),
}
"""Headings besides those of schemas/attendance.schema.json."""

GOING: Final[Mapping[str, re.Pattern[str]]] = {
    "out": re.compile(r"下班|签退|离开|最晚|\bout\b|check.?out|last|end|leave"),
    "in": re.compile(r"上班|签到|到达|最早|\bin\b|check.?in|first|start|arriv"),
}
DIRECTIONS: Final[Mapping[str, Sequence[str]]] = {
    "in": ("in", "i", "check-in", "checkin", "check in", "c/in", "上班", "上班打卡", "签到", "进", "入"),
    "out": ("out", "o", "check-out", "checkout", "check out", "c/out", "下班", "下班打卡", "签退", "出"),
}
TIME: Final = re.compile(r"[0-4]?[0-9][:：][0-5][0-9]")
YEAR_FIRST: Final = re.compile(r"(?:[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}|20[0-9]{6}(?![0-9]))")
NUMBERED: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})(?![0-9])")
IN_BRACKETS: Final = re.compile(r"[(（][^()（）]*[0-9]{1,2}[:：][0-9]{2}[^()（）]*[)）]")


@dataclass(frozen=True, slots=True)
class Table:
    """The headings of a table and a sample of the filled cells below each."""

    headings: Headings
    header_rows: int
    samples: Sequence[Sequence[str]]

    def share(self, column: int, pattern: re.Pattern[str]) -> float:
        """How many of the filled cells of a column have the pattern in them."""
        cells = self.samples[column - 1]
        return sum(bool(pattern.search(cell)) for cell in cells) / len(cells) if cells else 0

    def called(self, names: Sequence[str]) -> list[str]:
        """The headings among the names that the table has, as it writes them."""
        wanted = {folded(name) for name in names}
        return [self.name(column) for column, own in enumerate(self.headings.own, 1) if folded(own) in wanted]

    def name(self, column: int) -> str:
        """The heading of a column, with its group where another column has the same."""
        own = self.headings.own[column - 1]
        several = sum(folded(other) == folded(own) for other in self.headings.own) > 1
        return " ".join((self.headings.shown[column - 1] if several else own).split())


def guess(grid: Grid, schema: Json, title: str) -> Layout | None:
    """The layout of a table by which its punches can be read, or None where no times or no people are recognised.

    `schema` is that of attendance: its columns are known by the names there.
    """
    names = {key: [*_names(schema, key), *KNOWN.get(key, ())] for key in (*schema["properties"], "date")}
    for place, (_, cells) in enumerate(grid.head):
        if sum(1 for cell in cells if cell.strip()) < 2:
            continue
        for header_rows in (2, 1):
            table = _table(grid, place, header_rows, names)
            layout = _layout(table, names, title) if table else None
            if layout and fit(layout, grid):
                return layout
    return None


def _names(schema: Json, key: str) -> list[str]:
    rule = schema["properties"].get(key)
    return [key, rule["title"], rule["x-title-zh"], *rule.get("x-synonyms", [])] if rule else [key]


def _table(grid: Grid, place: int, header_rows: int, names: Mapping[str, Sequence[str]]) -> Table | None:
    top = [cell.strip() for cell in grid.head[place][1]]
    people = [
        cell
        for cell in top
        if any(folded(cell) in map(folded, names[key]) for key in ("person_id", "device_id", "name"))
    ]
    sub = second_row(people, grid, place, top) if header_rows == 2 else None
    if not people or (header_rows == 2 and not sub):
        return None
    headings = Headings(top, sub or ())
    below = [cells for _, cells in grid.head[place + header_rows :]]
    samples = [
        [
            cell
            for cells in below
            if column < len(cells) and (cell := cells[column].strip()) and folded(cell) not in EMPTY_WORDS
        ]
        for column in range(len(headings.own))
    ]
    return Table(headings, header_rows, samples)


def _layout(table: Table, names: Mapping[str, Sequence[str]], title: str) -> Layout | None:
    """The layout of a table that has people and times."""
    people = {key: table.called(names[key]) for key in ("person_id", "device_id", "name")}
    days = [column for column, own in enumerate(table.headings.own, 1) if heading_of(own) is not None]
    wide = len(days) >= LEAST_DAYS
    times = days if wide else [column for column in _columns(table) if table.share(column, TIME) > MOST]
    if not any(people.values()) or not any(table.share(column, TIME) for column in times):
        return None
    dates = [name for name in table.called(names["date"]) if not wide]
    dates = (
        dates
        or [table.name(column) for column in _columns(table) if column not in times and _is_date(table, column)][:1]
    )
    punches = [PunchColumn(table.name(column), None, _way(table.name(column))) for column in times]
    lone = [column for column in times if not _dated(table, column)]
    if not wide and lone and not dates:
        return None
    named = [name for several in people.values() for name in several]
    own = {} if wide else {"punches": punches, "date": dates if lone else [], **_direction(table, names)}
    return Layout(
        profile=slug(title), name=title, shape="wide" if wide else "long",
        recognised_by=[*named, *([] if wide else [*own["date"], *(punch.time for punch in punches)])],
        header_rows=table.header_rows, person_id=people["person_id"], device_id=people["device_id"],
        name_of=people["name"], brackets=_brackets(table, times), **own,
    )  # fmt: skip


def _columns(table: Table) -> range:
    return range(1, len(table.headings.own) + 1)


def _is_date(table: Table, column: int) -> bool:
    return table.share(column, YEAR_FIRST) > MOST or table.share(column, NUMBERED) > MOST


def _dated(table: Table, column: int) -> bool:
    """Whether the times of a column have their dates with them."""
    return _is_date(table, column)


def _way(heading: str) -> str | None:
    return next((way for way, pattern in GOING.items() if pattern.search(heading.lower())), None)


def _direction(table: Table, names: Mapping[str, Sequence[str]]) -> dict[str, Any]:
    """The column of directions, if some of its words are known."""
    for name in table.called(names["direction"]):
        said = {cell for column in table.headings.find(name) for cell in table.samples[column - 1]}
        words = {way: sorted(cell for cell in said if cell.lower() in known) for way, known in DIRECTIONS.items()}
        if any(words.values()):
            every = {way: found or list(DIRECTIONS[way]) for way, found in words.items()}
            return {"direction": [name], "direction_words": every}
    return {}


def _brackets(table: Table, times: Sequence[int]) -> str:
    cells = [cell for column in times for cell in table.samples[column - 1] if TIME.search(cell)]
    inside = sum(bool(IN_BRACKETS.search(cell)) for cell in cells)
    return "times" if cells and inside / len(cells) > MOST else "notes"
