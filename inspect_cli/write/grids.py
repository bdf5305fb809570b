"""Headings and cells on a sheet of a workbook, each cell of its own type: Excel is left nothing to guess."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

import polars as pl

from inspect_cli import amounts
from inspect_cli.frames import Heading, Table
from inspect_cli.write.cells import FORMULA, RIGHT, TWO_DECIMALS, YES_NO, is_text, on_one_line, visible
from inspect_cli.write.editions import titles
from inspect_cli.write.sheet_formats import Formats
from inspect_cli.write.terminal import display_width

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

LONGEST_TEXT = 32_767
CUT_MARK = {"en": "… (cut; the CSV has all of it)", "zh": "…（已截断，全文见 CSV）"}
NARROWEST, WIDEST, LOOKED_AT = 6, 60, 200
FILTER_ARROW = 3
MARK_WIDTH = 5.0
LINE_HEIGHT, MOST_LINES = 15, 20
EXCEL_EPOCH, FIRST_SAFE_DAY = 25_569, 61
"""1970-01-01 as Excel counts days, and 1900-03-01, before which Excel has a day too many."""


@dataclass(frozen=True, slots=True)
class Pen:
    """What writes on one sheet: the sheet, the workbook's formats, the reader's language."""

    sheet: "Worksheet"
    formats: Formats
    lang: str

    def heading_line(self, row: int, text: str) -> None:
        """The title at the top of a sheet."""
        self.sheet.write_string(row, 0, on_one_line(text), self.formats.title())

    def section_line(self, row: int, text: str) -> None:
        """The title of a part of a sheet."""
        self.sheet.write_string(row, 0, on_one_line(text), self.formats.section())

    def note_line(self, row: int, text: str) -> None:
        """A sentence that stands by itself."""
        self.sheet.write_string(row, 0, on_one_line(text), self.formats.note())


def write_grid(pen: Pen, table: Table, frame: pl.DataFrame, top: int) -> int:
    """The headings on row `top` and the cells below them; gives the first free row."""
    for column, (heading, name) in enumerate(zip(table.headings, titles(table.headings, pen.lang), strict=True)):
        pen.sheet.write_string(top, column, on_one_line(name), pen.formats.heading(heading.kind in RIGHT))
        write_cells(pen, heading, frame[heading.key], (top + 1, column))
    return top + 1 + frame.height


def write_cells(pen: Pen, heading: Heading, cells: pl.Series, place: tuple[int, int]) -> None:
    """The cells of one column from `place` (row, column) downwards."""
    if is_words(cells.dtype):
        _write_words(pen, words(cells, pen.lang), place)
    else:
        _write_numbers(pen, heading, cells, place)


def grid_widths(table: Table, frame: pl.DataFrame, lang: str) -> list[float]:
    """Columns wide enough for their titles and the first cells, within bounds."""
    first, widths = frame.head(LOOKED_AT), []
    for heading, name in zip(table.headings, titles(table.headings, lang), strict=True):
        lines = [
            line for cell in _as_shown(heading, first[heading.key], lang).drop_nulls() for line in cell.split("\n")
        ]
        widest = max([display_width(name) + FILTER_ARROW, *(display_width(line) + 3 for line in lines)])
        narrow = heading.kind == "mark"
        widths.append(MARK_WIDTH if narrow else float(min(max(widest, NARROWEST), WIDEST)))
    return widths


def set_heights(pen: Pen, table: Table, frame: pl.DataFrame, top: int, widths: list[float]) -> None:
    """Rows as high as their longest words need in columns of these widths; not every suite does it by itself."""
    needs = []
    for heading, width in zip(table.headings, widths, strict=True):
        if is_text(frame[heading.key].dtype):
            lines = pl.col(heading.key).cast(pl.String).str.split("\n")
            columns = (pl.element().str.len_chars() + pl.element().str.len_bytes()) / 2  # 字: three bytes, two columns
            needs.append(lines.list.eval((columns / (width - 2)).ceil().clip(1)).list.sum())
    if not needs or not frame.height:
        return
    counts = frame.select(pl.max_horizontal(needs).fill_null(1).clip(1, MOST_LINES).cast(pl.Int32).alias("lines"))
    for row, count in enumerate(counts["lines"].to_list(), start=top):
        if count > 1:
            pen.sheet.set_row(row, LINE_HEIGHT * count)


def is_words(dtype: pl.DataType) -> bool:
    """Whether a workbook holds the column as words: text and flags."""
    return is_text(dtype) or dtype == pl.Boolean


def words(cells: pl.Series, lang: str) -> pl.Series:
    """The cells as text that a workbook may hold: flags in words, controls escaped, cut where Excel would refuse it."""
    if cells.dtype == pl.Boolean:
        yes, no = YES_NO[lang]
        return cells.replace_strict([True, False], [yes, no], default=None, return_dtype=pl.String)
    name = cells.name
    shown = visible(cells.cast(pl.String).to_frame(), [name], guard=False)[name]
    if (shown.str.len_bytes() > LONGEST_TEXT).any():
        return pl.Series(name, [cell and cut_text(cell, CUT_MARK[lang]) for cell in shown], dtype=pl.String)
    return shown


def cut_text(cell: str, mark: str) -> str:
    """The text within Excel's limit, which counts UTF-16 units; what is cut says so."""
    units = cell.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_TEXT:
        return cell
    return units[: 2 * (LONGEST_TEXT - len(mark))].decode("utf-16-le", "ignore") + mark


def _write_words(pen: Pen, cells: pl.Series, place: tuple[int, int]) -> None:
    top, column = place
    plain, runs = pen.formats.text(), pen.formats.text(runs=True)
    dangerous = cells.str.contains(FORMULA).fill_null(False)
    for row, (cell, danger) in enumerate(zip(cells.to_list(), dangerous.to_list(), strict=True), start=top):
        if cell:
            pen.sheet.write_string(row, column, cell, runs if danger else plain)
        else:
            pen.sheet.write_blank(row, column, None, plain)


def _write_numbers(pen: Pen, heading: Heading, cells: pl.Series, place: tuple[int, int]) -> None:
    top, column = place
    look = pen.formats.number(heading, cells.dtype.is_decimal())
    for row, cell in enumerate(_as_numbers(cells).to_list(), start=top):
        if cell is None:
            pen.sheet.write_blank(row, column, None, look)
        elif isinstance(cell, str):
            pen.sheet.write_string(row, column, cell, look)
        else:
            pen.sheet.write_number(row, column, cell, look)


def _as_numbers(cells: pl.Series) -> pl.Series:
    frame, cell = cells.to_frame("cell"), pl.col("cell")
    if cells.dtype.is_decimal():  # whole units divided once: the nearest double, which Excel shows as it was written
        return frame.select((amounts.units(cell) / amounts.SCALE).alias("cell"))["cell"]
    if cells.dtype == pl.Date:
        days = frame.select((cell.to_physical() + EXCEL_EPOCH).alias("cell"))["cell"]
        return days if (days >= FIRST_SAFE_DAY).all() else cells.cast(pl.String)
    return cells if cells.dtype.is_numeric() else cells.cast(pl.String)


def _as_shown(heading: Heading, cells: pl.Series, lang: str) -> pl.Series:
    if is_words(cells.dtype):
        return words(cells, lang)
    if heading.kind in TWO_DECIMALS and cells.dtype.is_numeric():
        return "+" + cells.cast(pl.Decimal(18, 2)).cast(pl.String)
    return cells.cast(pl.String)
