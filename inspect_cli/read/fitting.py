"""Whether a table is one that a profile describes: where its headings stand, and which column is what."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from inspect_cli.folding import folded
from inspect_cli.profile import Layout
from inspect_cli.read.day_columns import Heading, heading_of
from inspect_cli.read.grids import Grid


@dataclass(frozen=True, slots=True)
class Slot:
    """A column with times: where it stands, where its dates stand or the column whose heading is its day, in or out."""

    column: int
    date: int | None = None
    direction: str | None = None
    day: int | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """A layout laid on a table; columns are counted from 1, rows as people count them.

    `lines` are the rows of headings as they stand. `people` has for each key of a person its columns, the first with
    text counts. `days` are the headings of the
    columns of a wide table. `first_row` is the row below the headings, `titles` are the cells above them.
    """

    layout: Layout
    headings: Sequence[str]
    lines: Sequence[Sequence[str]]
    header_row: int
    first_row: int
    titles: Sequence[str]
    people: Mapping[str, Sequence[int]]
    slots: Sequence[Slot]
    direction: int | None
    device: int | None
    days: Mapping[int, Heading]

    @property
    def columns(self) -> list[int]:
        """Every column that is read."""
        dates = [slot.date for slot in self.slots if slot.date]
        people = [column for several in self.people.values() for column in several]
        said = [column for column in (self.direction, self.device) if column]
        return sorted({*people, *dates, *said, *(slot.column for slot in self.slots)})


class Headings:
    """The row or two rows of headings of a table, to be asked for columns."""

    def __init__(self, top: Sequence[str], sub: Sequence[str] = ()) -> None:
        below = [*sub, *[""] * (len(top) - len(sub))]
        above = [*top, *[""] * (len(below) - len(top))]
        self._top, self._below = above, below
        self.lines = [above, below] if any(below) else [above]
        self.groups = _filled_right(above, below)
        self.shown = [
            f"{group}/{part}" if part and group else part or group
            for group, part in zip(self.groups, below, strict=True)
        ]
        self._names = [
            [folded(part or group), f"{folded(group)}/{folded(part)}" if part else folded(group)]
            for group, part in zip(self.groups, below, strict=True)
        ]
        self.own = [part or group for group, part in zip(self.groups, below, strict=True)]

    def find(self, wanted: str) -> list[int]:
        """The columns whose heading is `wanted`, in which # stands for a number; a group is found by its own name."""
        pattern = re.compile(
            "/".join("(?:[0-9]+|#)".join(map(re.escape, map(folded, part.split("#")))) for part in wanted.split("/"))
        )
        found = [number for number, names in enumerate(self._names, 1) if any(map(pattern.fullmatch, names))]
        if not found:
            found = [
                number for number, group in enumerate(self.groups, 1) if group and pattern.fullmatch(folded(group))
            ]
        return found

    def day_text(self, column: int) -> str:
        """What may say the day of a column: its own heading, or that of the group whose first column it is."""
        own, top = self.own[column - 1], self._top[column - 1]
        return own if heading_of(own) is not None else top

    def of_day(self, column: int) -> list[int]:
        """The columns of a day: the one whose own heading it is, or all those of the group whose heading it is."""
        if heading_of(self.own[column - 1]) is not None:
            return [column]
        after = range(column + 1, len(self.own) + 1)
        return [column, *takewhile(lambda number: self._below[number - 1] and not self._top[number - 1], after)]

    def first(self, wanted: Iterable[str]) -> list[int]:
        """The first column of each heading that is there."""
        return [columns[0] for each in wanted if (columns := self.find(each))]


def _filled_right(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """The group of each column: a group's name stands over its first column only."""
    groups: list[str] = []
    for name, part in zip(above, below, strict=True):
        groups.append(name or (groups[-1] if part and groups else ""))
    return groups


def fit(layout: Layout, grid: Grid) -> Fit | None:
    """The layout laid on the table, if the first rows of the table show all headings by which it is recognised."""
    wanted = {folded(each) for each in layout.recognised_by if "#" not in each and "/" not in each}
    for place, (row, cells) in enumerate(grid.head):
        top = [cell.strip() for cell in cells]
        if not wanted <= {folded(cell) for cell in top}:
            continue
        about = [name for several in layout.people.values() for name in several]
        sub = second_row(about, grid, place, top) if layout.header_rows == 2 else None
        headings = Headings(top, sub or ())
        if all(headings.find(each) for each in layout.recognised_by):
            titles = [cell for _, above in grid.head[:place] for cell in above if cell]
            last_row = grid.head[place + 1][0] if sub is not None else row
            found = _laid_on(layout, headings, row, last_row, titles)
            if found:
                return found
    return None


def second_row(people: Iterable[str], grid: Grid, place: int, top: Sequence[str]) -> list[str] | None:
    """The cells of a second row of headings, new but under the headings of `people`; None without one."""
    if place + 1 >= len(grid.head):
        return None
    below = [*(cell.strip() for cell in grid.head[place + 1][1]), *[""] * len(top)][
        : max(len(top), len(grid.head[place + 1][1]))
    ]
    about = Headings(top).first(people)
    if any(below[column - 1] and folded(below[column - 1]) != folded(top[column - 1]) for column in about):
        return None
    return ["" if place < len(top) and cell == top[place] else cell for place, cell in enumerate(below)]


def _laid_on(layout: Layout, headings: Headings, header_row: int, last_row: int, titles: Sequence[str]) -> Fit | None:
    people = {key: headings.first(names) for key, names in layout.people.items()}
    days = _days(layout, headings) if layout.shape == "wide" else {}
    slots = _slots_of_days(layout, headings, days) if layout.shape == "wide" else _slots(layout, headings)
    if layout.shape != "summary" and not slots:
        return None
    direction, device = (next(iter(headings.first(names)), None) for names in (layout.direction, layout.device))
    return Fit(
        layout, headings.shown, headings.lines, header_row, last_row + 1, titles, people, slots, direction, device, days
    )  # fmt: skip


def _slots(layout: Layout, headings: Headings) -> list[Slot]:
    """The columns with times of a long table, in the order in which they stand."""
    common = next(iter(headings.first(layout.date)), None)
    slots = [
        Slot(column, next(iter(headings.first([punch.date])), common) if punch.date else common, punch.direction)
        for punch in layout.punches
        for column in headings.find(punch.time)
    ]
    return sorted(slots, key=lambda slot: slot.column)


def _days(layout: Layout, headings: Headings) -> dict[int, Heading]:
    """The columns of days and what their headings say."""
    under = headings.find(layout.days_under) if layout.days_under else range(1, len(headings.own) + 1)
    found = ((column, heading_of(headings.day_text(column))) for column in under)
    return {column: day for column, day in found if day is not None}


def _slots_of_days(layout: Layout, headings: Headings, days: Mapping[int, Heading]) -> list[Slot]:
    """The columns of times of a wide table: those of days, or the columns wanted under the heading of each day."""
    wanted = {column: punch for punch in layout.punches for column in headings.find(punch.time)}
    slots = []
    for day in days:
        for column in headings.of_day(day):
            punch = wanted.get(column)
            if punch or not layout.punches:
                slots.append(Slot(column, None, punch.direction if punch else None, day))
    return slots
