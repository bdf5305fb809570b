"""Tables as CSV: UTF-8, one line a row, amounts as numbers, words that no spreadsheet runs."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl

from inspect_cli.frames import Table
from inspect_cli.write.cells import texts
from inspect_cli.write.editions import titles

BOM = b"\xef\xbb\xbf"
"""What tells Excel that a file is UTF-8."""

ROWS_AT_ONCE = 100_000
"""So many rows are turned into text at a time: a big file needs no more memory than a small one."""


def to_csv(table: Table, *, headings: str = "keys", bom: bool = True) -> bytes:
    """The table as one CSV file; the same table gives the same bytes."""
    return b"".join(csv_chunks(table, headings=headings, bom=bom))


def write_csv(table: Table, path: Path, *, headings: str = "keys", bom: bool = True) -> None:
    """The table written to `path` piece by piece; for safety go through write_atomically or write_folder."""
    with path.open("wb") as file:
        for chunk in csv_chunks(table, headings=headings, bom=bom):
            file.write(chunk)


def csv_chunks(table: Table, *, headings: str = "keys", bom: bool = True) -> Iterator[bytes]:
    """The bytes of the CSV file in order, a slice of rows at a time: for pipes and big files."""
    yield (BOM if bom else b"") + _heading_line(titles(table.headings, headings))
    for rows in table.frame.iter_slices(ROWS_AT_ONCE):
        yield _lines(texts(replace(table, frame=rows)))


def _heading_line(names: list[str]) -> bytes:
    line = io.StringIO()
    csv.writer(line, lineterminator="\n").writerow(names)
    return line.getvalue().encode()


def _lines(cells: pl.DataFrame) -> bytes:
    if cells.width == 1:  # an empty line would be no row at all; Polars writes "" for an empty text
        cells = cells.fill_null("")
    lines = io.BytesIO()
    cells.write_csv(lines, include_header=False, line_terminator="\n", quote_style="necessary", null_value="")
    return lines.getvalue()
