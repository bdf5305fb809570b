"""Hikvision's original records: as CSV, as a workbook, or as a page of HTML under the name of one."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import dropwhile, islice

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import delimited
from inspect_cli.read.grids import Content, Format, Grid
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import Chunks, finish

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
    return [_in_our_words(table) for table in tables], problems


def _rows_of(grid: Grid, heading: int) -> tuple[list[Rows], list[Problem]]:
    below = dropwhile(lambda numbered: numbered[0] < heading, grid.rows())
    headings = next(below)[1]
    chunks = Chunks(len(headings))
    problems = []
    for row, cells in below:
        if len(cells) == len(headings) or not any(cells):
            chunks.add(row, list(islice([*cells, *[""] * len(headings)], len(headings))))
            continue
        counts = {"found": str(len(cells)), "expected": str(len(headings))}
        place = replace(grid.source, row=row)
        missing = {**counts, "missing": ", ".join(headings[len(cells) :])}
        extra = {**counts, "extra": ", ".join(cells[len(headings) :])}
        short = len(cells) < len(headings)
        problems.append(Problem("missing-cells", place, missing) if short else Problem("extra-cells", place, extra))
    rows, more = finish(
        grid.source, headings, chunks.frame(), header_row=heading, refused=len(problems), open_end=not problems
    )
    return [rows], [*problems, *more]


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
