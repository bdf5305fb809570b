"""A layout for a table that nobody described: what its headings are called and what its cells look like."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from inspect_cli.folding import folded
from inspect_cli.profile import Layout, PunchColumn, slug
from inspect_cli.read.day_columns import heading_of
from inspect_cli.read.fitting import Headings, fit, second_row
from inspect_cli.read.grids import Grid
from inspect_cli.read.heading_words import DIRECTIONS, GOING, KNOWN, NOT_PUNCHED
from inspect_cli.read.punch_cells import EMPTY_WORDS
from inspect_cli.read.written_dates import NAMED

Json = Mapping[str, Any]
Names = Mapping[str, Sequence[str]]
"""The names by which each key's columns are known."""

LEAST_DAYS: Final = 2
MOST: Final = 0.6
"""Of the filled cells of a column so many look like what the column holds."""

TIME: Final = re.compile(r"[0-4]?[0-9](?::[0-5][0-9]|[时時点點][0-5]?[0-9]分)")
DAY_NUMBER: Final = re.compile(r"(?:3[6-9]|[4-6][0-9]|7[0-2])[0-9]{3}(?:\.[0-9]+)?$")
PART_OF_A_DAY: Final = re.compile(r"(?:0\.[0-9]+|(?:3[6-9]|[4-6][0-9]|7[0-2])[0-9]{3}\.[0-9]+)$")
YEAR_FIRST: Final = re.compile(r"(?:[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}|20[0-9]{6}(?![0-9]))")
NUMBERED: Final = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.](?:[0-9]{4}|[0-9]{2})(?![0-9])")
NAMED_MONTH: Final = re.compile(NAMED.replace("(?i:", "(?:"), re.IGNORECASE)
IN_BRACKETS: Final = re.compile(r"[(][^()]*[0-9]{1,2}:[0-9]{2}[^()]*[)]")


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
        """The heading of a column, with its group where it has one or where another column has the same."""
        own = self.headings.own[column - 1]
        several = sum(folded(other) == folded(own) for other in self.headings.own) > 1
        return " ".join((self.headings.shown[column - 1] if several or self.header_rows > 1 else own).split())


def guess(grid: Grid, schema: Json, title: str) -> Layout | None:
    """The layout of a table by which its punches can be read, or None where no times or no people are recognised.

    `schema` is that of attendance: its columns are known by the names there.
    """
    names = {key: [*_names(schema, key), *KNOWN.get(key, ())] for key in (*schema["properties"], "date")}
    names["device_id"] = [name for name in names["device_id"] if name not in KNOWN["device"]]
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
    said = [rule["title"], rule["x-title-zh"], *rule.get("x-synonyms", [])] if rule else []
    return said if key == "device_id" else [key, *said]  # in other tables a device id is that of the clock


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip().removeprefix("'")


def _table(grid: Grid, place: int, header_rows: int, names: Names) -> Table | None:
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
            if column < len(cells) and (cell := _plain(cells[column])) and folded(cell) not in EMPTY_WORDS
        ]
        for column in range(len(headings.own))
    ]
    return Table(headings, header_rows, samples)


def _layout(table: Table, names: Names, title: str) -> Layout | None:
    """The layout of a table that has people and times."""
    people = {key: table.called(names[key]) for key in ("person_id", "device_id", "name")}
    days = [column for column in _columns(table) if heading_of(table.headings.day_text(column)) is not None]
    wide = len(days) >= LEAST_DAYS
    about = _of_days(table, days) if wide else _of_times(table, names)
    if about is None or not any(people.values()):
        return None
    named = [name for several in people.values() for name in several]
    times = [] if wide else [*about.get("date", ()), *(punch.time for punch in about["punches"])]
    return Layout(
        profile=slug(title), name=title, shape="wide" if wide else "long", recognised_by=[*named, *times],
        header_rows=table.header_rows, person_id=people["person_id"], device_id=people["device_id"],
        name_of=people["name"], **about,
    )  # fmt: skip


def _of_days(table: Table, days: Sequence[int]) -> dict[str, Any] | None:
    """What a layout says of columns of days; None where no times stand in them."""
    columns = [column for day in days for column in table.headings.of_day(day)]
    times = [column for column in columns if table.share(column, TIME)]
    parts = list(dict.fromkeys(table.headings.own[column - 1] for column in times if column not in days))
    if not times:
        return None
    if parts:
        parts = list(dict.fromkeys(table.headings.own[column - 1] for column in times))
    punches = [PunchColumn(part, None, _way(part)) for part in parts]
    return {"punches": punches, "brackets": _brackets(table, times)}


def _of_times(table: Table, names: Names) -> dict[str, Any] | None:
    """What a layout says of columns of times; None where there are none, or no day stands with them."""
    times = _times(table, names)
    dates = table.called(names["date"])
    beside = [column for column in _columns(table) if column not in times and _is_date(table, column, names)]
    dates = [name for name in dates if not any(table.name(column) == name for column in times)]
    dates = dates or [table.name(column) for column in beside][:1]
    lone = [column for column in times if not _is_date(table, column, names)]
    if not times or (lone and not dates):
        return None
    read = [*times, *(column for name in dates[:1] if lone for column in table.headings.find(name))]
    return {
        "punches": [PunchColumn(table.name(column), None, _way(table.name(column))) for column in times],
        "date": dates if lone else [],
        "device": table.called(names["device"])[:1],
        "day_numbers": any(table.share(column, form) > MOST for column in read for form in (DAY_NUMBER, PART_OF_A_DAY)),
        "brackets": _brackets(table, times),
        **_direction(table, names),
    }


def _times(table: Table, names: Names) -> list[int]:
    """The columns with times that somebody punched.

    Of several the ones that say in or out; of several moments the ones that are called the time of a punch.
    """
    called = [folded(name) for name in names["time"]]
    known = [column for column in _columns(table) if folded(table.headings.own[column - 1]) in called]
    found = [
        column
        for column in _columns(table)
        if not NOT_PUNCHED.search(table.headings.own[column - 1]) and _holds_times(table, column, column in known)
    ]
    directed = [column for column in found if _way(table.name(column))]
    return directed or [column for column in found if column in known] or found


def _holds_times(table: Table, column: int, known: bool) -> bool:
    told = known or _way(table.name(column)) is not None
    return table.share(column, TIME) > MOST or (told and table.share(column, PART_OF_A_DAY) > MOST)


def _columns(table: Table) -> range:
    return range(1, len(table.headings.own) + 1)


def _is_date(table: Table, column: int, names: Names) -> bool:
    """Whether the cells of a column begin with dates; a number is one where the heading says so."""
    told = folded(table.headings.own[column - 1]) in map(folded, (*names["date"], *names["time"]))
    forms = [YEAR_FIRST, NUMBERED, NAMED_MONTH, *([DAY_NUMBER] if told else [])]
    return any(table.share(column, form) > MOST for form in forms)


def _way(heading: str) -> str | None:
    return next((way for way, pattern in GOING.items() if pattern.search(heading.lower())), None)


def _direction(table: Table, names: Names) -> dict[str, Any]:
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
