"""CSV and TSV into Rows: at once where the text proves to be regular, row by row where it does not."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read import encodings
from inspect_cli.read.grids import HEAD_ROWS, Below, Content, Grid, NumberedCells, read_as_known
from inspect_cli.read.headings import SEARCHED_ROWS, find_heading
from inspect_cli.read.options import Options
from inspect_cli.read.sniff import BYTE_ORDER_MARK
from inspect_cli.read.strict_csv import (
    LONGEST_LINE,
    Record,
    bad_text,
    read_regular,
    read_strictly,
    records,
    unreadable_row,
    with_the_end,
)
from inspect_cli.read.tidy import MOST_COLUMNS, SPACES, cell_names, finish, long_cells

DELIMITERS = ",\t;"
HEAD = 1 << 16
HEAD_LINES = 100
LEAST_CELLS = 2
SEPARATOR_LINE = re.compile(rb"(?:\xef\xbb\xbf)?sep=([,;\t|])\r?\n", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')
TEXT_AS_FORMULA = r'^\s*="([^"]*)"\s*$'
"""So programs write text of which a spreadsheet shall make no number."""

EMPTY_LINE = re.compile(rb"\n(?=\r?\n)")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the text is laid out: what separates cells, on which line the headings stand, and which they are."""

    delimiter: str
    header_row: int
    headings: Sequence[str]


def read(data: bytes, source: Source, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The Rows of a delimited text and what is wrong with it."""
    data, problem = encodings.as_utf8(data, options.encoding, source)
    if problem:
        return [], [problem]
    proved = encodings.by_its_headings(data, options.words) if options.words and options.encoding is None else None
    if proved is not None:
        tables, problems = read(proved, source, replace(options, encoding="utf-8"))
        assumed = Problem("assumed-encoding", source, {"encoding": "GB18030"})
        return [replace(rows, encoding="gb18030") for rows in tables], [assumed, *problems]
    known = read_as_known(_content(data, source, options.delimiter), options) if options.formats else None
    if known:
        return known
    layout, problems = lay_out(data, source, options)
    if layout is None:
        foreign = encodings.whole_in_another_encoding(data, source)
        return [], [foreign] if foreign else problems
    below = read_below(data, source, layout)
    rows, problems = finish(
        source, layout.headings, below.cells,
        header_row=layout.header_row, blank=below.blank, refused=below.refused, spaces=below.spaces,
    )  # fmt: skip
    return [rows], sorted([*below.problems, *problems], key=lambda problem: problem.source.row or 0)


def read_below(data: bytes, source: Source, layout: Layout) -> Below:
    """The rows below the headings, at once where the text proves to be regular, else one by one."""
    below = _regular(data, layout) or _one_by_one(data, source, layout)
    if b'="' in data:
        below = replace(below, cells=below.cells.with_columns(pl.col(pl.String).str.replace(TEXT_AS_FORMULA, "$1")))
    too_long = long_cells(below.cells, source)
    if not too_long:
        return below
    rows = below.cells.filter(~pl.col("row").is_in([problem.source.row for problem in too_long]))
    refused = below.refused + below.cells.height - rows.height
    return replace(below, cells=rows, problems=[*below.problems, *too_long], refused=refused)


def _regular(data: bytes, layout: Layout) -> Below | None:
    """The rows of a text that proves to be regular; None for any other."""
    if _has_endless_line(data):
        return None
    frame = read_at_once(data, layout)
    if frame is not None:
        return Below(frame, spaces=spaces_in(data, layout.delimiter))
    frame = read_regular(data, layout.header_row, layout.delimiter, len(layout.headings))
    return Below(frame) if frame is not None else None


def _has_endless_line(data: bytes) -> bool:
    """Whether some line has no end for so long that it is none: it would be made millions of cells."""
    starts = range(0, len(data) - LONGEST_LINE, LONGEST_LINE)
    return any(all(data.find(end, at, at + LONGEST_LINE) < 0 for end in (b"\n", b"\r")) for at in starts)


def _one_by_one(data: bytes, source: Source, layout: Layout) -> Below:
    damaged = not encodings.is_utf8(data)
    foreign = encodings.whole_in_another_encoding(data, source) if damaged else None
    rows = with_the_end(records(data, layout.delimiter), data, len(layout.headings))
    suspicious = damaged or b"\0" in data
    return read_strictly(rows, source, layout.headings, layout.header_row, suspicious=suspicious, foreign=foreign)


def _content(data: bytes, source: Source, delimiter: str | None) -> Content:
    """The text with its first lines and rows, by which formats are recognised."""
    head = data.lstrip(b"\0")[:HEAD].decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    lines = re.split(r"\r\n|\r|\n", head)[:HEAD_LINES]
    separator = delimiter or _said_delimiter(data) or choose_delimiter(data[:HEAD])

    def rows(text: bytes) -> Iterator[NumberedCells]:
        return ((row, [encodings.shown_text(cell) for cell in cells]) for row, cells, _ in records(text, separator))

    grid = Grid(
        source,
        list(islice(rows(data[:HEAD]), HEAD_ROWS)),
        partial(rows, data),
        lambda headings, first_row, _: read_below(data, source, Layout(separator, first_row - 1, headings)),
    )
    return Content(source, data, lines, (grid,))


def lay_out(data: bytes, source: Source, options: Options) -> tuple[Layout | None, list[Problem]]:
    """The layout that the beginning of the text shows, or the Problems for which it shows none."""
    said = _said_delimiter(data)
    delimiter = options.delimiter or said or choose_delimiter(data[:HEAD])
    found = _first_records(data, delimiter, options.header_row, bool(said))
    texts = [[cell.strip(SPACES) for cell in cells] for _, cells, _ in found]
    index = find_heading(texts)
    above = found if index is None else found[:index]
    problems = [unreadable_row(replace(source, row=row), code) for row, _, code in above if code]
    if problems:
        return None, problems
    if index is None:
        return None, [_nothing_there(source, options.header_row)]
    row, headings = found[index][0], texts[index]
    place = replace(source, row=row)
    problems = [fault for column, cell in enumerate(headings, 1) for fault in bad_text(place, column, cell)]
    most = sum(1 for heading in headings if heading)
    if most > MOST_COLUMNS:
        problems = [Problem("too-many-columns", place, {"columns": f"{most:,}", "limit": f"{MOST_COLUMNS:,}"})]
    return (None, problems) if problems else (Layout(delimiter, row, headings), [])


def _said_delimiter(data: bytes) -> str | None:
    """What a first line such as sep=; says to spreadsheets."""
    said = SEPARATOR_LINE.match(data)
    return said[1].decode() if said else None


def choose_delimiter(head: bytes) -> str:
    """What separates cells: a comma, else a tab, else a semicolon, outside quotes in the first line.

    Below a title, which has none, it takes a line of at least two cells: a lone semicolon in a column of remarks is
    no separator.
    """
    lines = [QUOTED.sub('"', line) for line in re.split(r"[\r\n]+", head.decode("utf-8", "replace")) if line.strip()]
    for number, bare in enumerate(lines):
        for delimiter in DELIMITERS:
            filled = [cell for cell in bare.split(delimiter) if cell.strip()]
            if delimiter in bare and (number == 0 or len(filled) >= LEAST_CELLS):
                return delimiter
    return DELIMITERS[0]


def _first_records(data: bytes, delimiter: str, header_row: int | None, skip_one: bool) -> list[Record]:
    """The rows among which the headings are looked for; only the one row where it was said which."""
    rows = records(data, delimiter)
    if header_row is None:
        filled = (
            row for row in islice(rows, int(skip_one), None) if row[2] or any(cell.strip(SPACES) for cell in row[1])
        )
        return list(islice(filled, SEARCHED_ROWS))
    row = next((record for record in rows if record[0] >= header_row), None)
    return [row] if row and row[0] == header_row else []


def _nothing_there(source: Source, header_row: int | None) -> Problem:
    if header_row is None:
        return Problem("empty-file", source)
    return Problem("no-heading-row", source, {"row": str(header_row)})


def read_at_once(data: bytes, layout: Layout) -> pl.DataFrame | None:
    """The cells and line numbers below the headings, by Polars; None unless it is certain that no row was bent.

    Polars pads a short row without a word and refuses a long one without saying where. So it is asked only where no
    lone carriage return can hide a line's end, and every byte of the text is accounted for.
    """
    quoted = b'"' in data
    if b"\0" in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    if not data.endswith(b"\n"):
        data += b"\n"  # Without it Polars takes a last row that has a delimiter too many.
    if quoted and not _quotes_are_plain(data, layout.delimiter):
        return None
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            infer_schema=False,
            separator=layout.delimiter,
            quote_char='"' if quoted else None,
            skip_lines=layout.header_row - 1,
            row_index_name="row",
            row_index_offset=layout.header_row,
        )
    except pl.exceptions.PolarsError:
        return None
    width = len(layout.headings)
    if frame.width != width + 1 or not _every_byte_is_in(frame, data, layout, quotes=quoted):
        return None
    cells = [pl.nth(place) for place in range(1, width + 1)]
    filled = [pl.when(cell != "").then(cell) for cell in cells] if quoted else cells
    return frame.slice(1).select(
        *[cell.alias(name) for cell, name in zip(filled, cell_names(width), strict=True)], "row"
    )


def _quotes_are_plain(data: bytes, delimiter: str) -> bool:
    """Whether each quote of the text, which ends with its last line, is the first or the last sign of a cell.

    Of any other quotes Polars takes some for cells' own and drops the rest without a word.
    """
    between = re.escape(delimiter.encode())
    cell = re.compile(rb'(?<![^%b\n])"[^"]*"(?=[%b\r\n])' % (between, between))
    return b'"' not in cell.sub(b"", data.removeprefix(BYTE_ORDER_MARK))


def _every_byte_is_in(frame: pl.DataFrame, data: bytes, layout: Layout, *, quotes: bool) -> bool:
    """Whether cells, delimiters, line ends and the quotes around cells make up the text from the headings on.

    A row too short lacks a delimiter; a quote, delimiter or line end inside a cell that is not plainly quoted is
    counted twice. Longer rows Polars has refused.
    """
    start = len(BYTE_ORDER_MARK) if data.startswith(BYTE_ORDER_MARK) else 0
    for _ in range(layout.header_row - 1):
        start = data.index(b"\n", start) + 1
    cells = frame.select(pl.col(pl.String).str.len_bytes().sum()).sum_horizontal().item()
    empty_lines = 0
    if frame.select(pl.all_horizontal(pl.exclude("row").is_null()).any()).item():
        empty_lines = sum(1 for _ in EMPTY_LINE.finditer(data, start))
    delimiters = (frame.height - empty_lines) * (frame.width - 2)
    line_ends = data.count(b"\n", start) if quotes else frame.height
    marks = sum(data.count(mark, start) for mark in (b'"', b"\r") if mark in data)
    return bool(cells + delimiters + line_ends + marks == len(data) - start)


def spaces_in(data: bytes, delimiter: str) -> str:
    """The kinds of white space that the text has at all, so that cells are searched for no others."""
    possible = SPACES if not data.isascii() else "".join(space for space in SPACES if space.isascii())
    return "".join(space for space in possible if space not in ("\n", "\r", delimiter) and space.encode() in data)
