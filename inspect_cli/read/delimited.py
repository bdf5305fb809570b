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
from inspect_cli.read.grids import HEAD_ROWS, Content, Grid, NumberedCells, read_as_known
from inspect_cli.read.headings import SEARCHED_ROWS, find_heading
from inspect_cli.read.options import Options
from inspect_cli.read.strict_csv import (
    Record,
    bad_text,
    read_regular,
    read_strictly,
    records,
    unreadable_row,
    with_the_end,
)
from inspect_cli.read.tidy import SPACES, Below, cell_names, finish, sound_rows

DELIMITERS = ",\t;"
HEAD = 1 << 16
HEAD_LINES = 100
LEAST_CELLS = 2
SEPARATOR_LINE = re.compile(rb"(?:\xef\xbb\xbf)?sep=([,;\t|])\r?\n", re.IGNORECASE)
QUOTED = re.compile(r'"[^"]*"')
TEXT_AS_FORMULA = r'^\s*="([^"]*)"\s*$'
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
    rows, problems = finish(source, layout.headings, all_below(data, source, layout), header_row=layout.header_row)
    return [rows], problems


def _content(data: bytes, source: Source, delimiter: str | None) -> Content:
    """The text with its first lines and rows, by which formats are recognised."""
    head = data.lstrip(b"\0")[:HEAD].decode("utf-8", "replace").removeprefix("\ufeff").replace("\0", "")
    lines = re.split(r"\r\n|\r|\n", head)[:HEAD_LINES]
    separator = delimiter or _said_delimiter(data) or choose_delimiter(data[:HEAD])

    def rows(text: bytes) -> Iterator[NumberedCells]:
        return ((row, [encodings.shown_text(cell) for cell in cells]) for row, cells, _ in records(text, separator))

    def below(first_row: int, headings: Sequence[str], wanted: Sequence[int]) -> Below:
        found = sound_rows(source, all_below(data, source, Layout(separator, first_row - 1, headings)))
        return replace(found, cells=found.cells.select(*(f"c{column}" for column in wanted), "row"))

    return Content(
        source, data, lines, (Grid(source, list(islice(rows(data[:HEAD]), HEAD_ROWS)), partial(rows, data), below),)
    )


def all_below(data: bytes, source: Source, layout: Layout) -> Below:
    """The rows below the headings, at once where the text proves to be regular, else one by one."""
    frame = read_at_once(data, layout)
    if frame is not None:
        return Below(frame, spaces=spaces_in(data, layout.delimiter))
    frame = read_regular(data, layout.header_row, layout.delimiter, len(layout.headings))
    if frame is not None:
        return _without_formulas(Below(frame))
    damaged = not encodings.is_utf8(data)
    foreign = encodings.whole_in_another_encoding(data, source) if damaged else None
    rows = with_the_end(records(data, layout.delimiter), data, len(layout.headings))
    below = read_strictly(
        rows, source, layout.headings, layout.header_row, suspicious=damaged or b"\0" in data, foreign=foreign
    )
    return _without_formulas(below)


def _without_formulas(below: Below) -> Below:
    """The rows with ="007" as 007: so programs write text of which a spreadsheet shall make no number."""
    return replace(below, cells=below.cells.with_columns(pl.col(pl.String).str.replace(TEXT_AS_FORMULA, "$1")))


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
    quote and no lone carriage return can hide a delimiter or a line's end, and the delimiters are counted.
    """
    if b'"' in data or b"\0" in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            infer_schema=False,
            separator=layout.delimiter,
            quote_char=None,
            skip_lines=layout.header_row - 1,
            row_index_name="row",
            row_index_offset=layout.header_row,
        )
    except pl.exceptions.PolarsError:
        return None
    width = len(layout.headings)
    if frame.width != width + 1 or not _every_row_has(width, frame, data, layout):
        return None
    return frame.slice(1).select(*[pl.nth(place).alias(name) for place, name in enumerate(cell_names(width), 1)], "row")


def _every_row_has(width: int, frame: pl.DataFrame, data: bytes, layout: Layout) -> bool:
    """Whether every line that is not empty has as many cells as the headings; longer ones Polars has refused."""
    start = 0
    for _ in range(layout.header_row - 1):
        start = data.index(b"\n", start) + 1
    empty_lines = 0
    if frame.select(pl.all_horizontal(pl.exclude("row").is_null()).any()).item():
        empty_lines = sum(1 for _ in EMPTY_LINE.finditer(data, start))
    delimiters = data.count(layout.delimiter.encode(), start)
    return delimiters == (frame.height - empty_lines) * (width - 1)


def spaces_in(data: bytes, delimiter: str) -> str:
    """The kinds of white space that the text has at all, so that cells are searched for no others."""
    possible = SPACES if not data.isascii() else "".join(space for space in SPACES if space.isascii())
    return "".join(space for space in possible if space not in ("\n", "\r", delimiter) and space.encode() in data)
