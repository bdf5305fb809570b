"""Hikvision's original records: as CSV, as a workbook, or as a page of HTML under the name of one."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import delimited
from inspect_cli.read.grids import Content, Format, Grid
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import finish

COLUMNS: Mapping[str, str] = {
    "Person ID": "device_id",
    "Time": "time",
    "Attendance Status": "direction",
    "Attendance Check Point": "device",
}
DIRECTIONS: Mapping[str, str | None] = {"Check-in": "in", "Check-out": "out"}
"""Whatever else stands there (None, Break-in, -) says nothing of coming and going."""

NOTHING = ("-", "--", "None")


def heading_row(content: Content) -> int | None:
    """The row of the headings, where they are Hikvision's."""
    wanted = {folded(heading) for heading in COLUMNS}
    found = (row for row, cells in content.grids[0].head if wanted <= {folded(cell) for cell in cells})
    return next(found, None) if content.grids else None


def read(content: Content, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The punches: Person ID is the number at the clock, the check point is the clock."""
    row = heading_row(content)
    if content.lines:
        tables, problems = delimited.read(content.data, content.source, replace(options, header_row=row))
    else:
        tables, problems = _rows_of(content.grids[0], row or 0)
    plain = [_without_headings(table) for table in tables]
    again = [problem for _, repeated in plain for problem in repeated]
    return [_in_our_words(table) for table, _ in plain], [*problems, *again]


def _rows_of(grid: Grid, heading: int) -> tuple[list[Rows], list[Problem]]:
    headings = next(cells for row, cells in grid.head if row == heading)
    below = grid.below(heading + 1, headings, range(1, len(headings) + 1))
    rows, problems = finish(grid.source, headings, below, header_row=heading, open_end=True)
    return [rows], problems


def _without_headings(rows: Rows) -> tuple[Rows, list[Problem]]:
    """The rows but those in which the headings stand again, and a Problem for each of these."""
    same = [pl.col(f"c{number}") == heading for number, heading in enumerate(rows.headings, 1) if heading]
    again = rows.cells.filter(pl.all_horizontal(same))
    if again.is_empty():
        return rows, []
    problems = [Problem("repeated-heading", replace(rows.source, row=row)) for row in again["row"]]
    rest = rows.cells.filter(~pl.col("row").is_in(again["row"].implode()))
    return replace(rows, cells=rest, refused=rows.refused + again.height), problems


def _in_our_words(rows: Rows) -> Rows:
    """The columns that attendance has, under their keys, without the apostrophe that marks text."""
    numbers = {folded(heading): number for number, heading in enumerate(rows.headings, 1)}
    found = {key: numbers[folded(heading)] for heading, key in COLUMNS.items() if folded(heading) in numbers}
    cells = rows.cells.select(*(pl.col(f"c{number}").alias(key) for key, number in found.items()), "row")
    cells = cells.with_columns(
        pl.col("device_id").str.strip_prefix("'"),
        pl.col("direction").replace_strict(DIRECTIONS, default=None, return_dtype=pl.String),
        pl.when(~pl.col("device").is_in(NOTHING)).then("device").alias("device"),
    )
    names = {key: f"c{place}" for place, key in enumerate(found, 1)}
    return replace(rows, headings=list(found), cells=cells.rename(names), columns=list(found.values()))


HIKVISION = Format("hikvision", "attendance", lambda content: heading_row(content) is not None, read)
