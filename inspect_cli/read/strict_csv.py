"""The slow pass over CSV: every row one by one, so that each faulty one is named and the others are kept."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, islice

import polars as pl

from inspect_cli.problems import Problem, Source
from inspect_cli.read.encodings import damaged_text
from inspect_cli.read.grids import Below, uneven
from inspect_cli.read.tidy import LONGEST_CELL, ROWS_A_CHUNK, SPACES, Chunks

Record = tuple[int, list[str], str | None]
"""The line on which a row starts, its cells, and the code of what is wrong with its quotes."""

LONGEST_LINE = 1 << 22
TOO_LONG = "\0" * 3 + "\n"
"""What stands for a line of more characters than LONGEST_LINE, which no row of cells of any use has."""

LINE_ENDS = ("\n", "\r")
MOST_LINES_A_ROW = 200
"""A quoted cell may hold line breaks; one of more lines than this is a quote that was never closed."""


def _text(data: bytes, errors: str) -> io.TextIOWrapper:
    # newline="" because only csv.reader knows which line breaks are inside quotes.
    return io.TextIOWrapper(io.BytesIO(data), encoding="utf-8-sig", errors=errors, newline="")


class _Lines:
    """Lines for csv.reader that can be taken back when a row turns out not to be one.

    A line that no row can be as long as is not held whole: it is an error of its own.
    """

    def __init__(self, data: bytes) -> None:
        self._stream = _text(data, "surrogateescape")
        self._returned: list[str] = []
        self.taken: list[str] = []

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if len(self.taken) == MOST_LINES_A_ROW:
            raise StopIteration
        line = self._returned.pop() if self._returned else self._next_line()
        self.taken.append(line)
        if line == TOO_LONG:
            raise csv.Error("field larger than a line may be")
        return line

    def _next_line(self) -> str:
        line = self._stream.readline(LONGEST_LINE)
        if not line:
            raise StopIteration
        if len(line) < LONGEST_LINE or line.endswith(LINE_ENDS):
            return line
        while line and not line.endswith(LINE_ENDS):
            line = self._stream.readline(LONGEST_LINE)
        return TOO_LONG

    def take_back(self) -> None:
        """Only the first line of this row was its own."""
        self._returned.extend(reversed(self.taken[1:]))


def records(data: bytes, delimiter: str) -> Iterator[Record]:
    """Each row of the text with the line it starts on; line breaks inside quotes count as lines.

    After a faulty quote reading goes on with the next line, as if the faulty row had ended with its own.
    """
    lines = _Lines(data)
    reader = csv.reader(lines, delimiter=delimiter, strict=True)
    row = 1
    while True:
        lines.taken.clear()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield row, [], _code(str(error), len(lines.taken))
            lines.take_back()
            row += 1
            continue
        yield row, cells, None
        row += len(lines.taken)


def _code(error: str, lines: int) -> str:
    if lines > 1 or "unexpected end" in error:
        return "unclosed-quote"
    return "cell-too-long" if "field larger" in error else "text-after-quote"


def read_regular(data: bytes, header_row: int, delimiter: str, width: int) -> pl.DataFrame | None:
    """The rows below the headings of a text without any fault and blank line, in batches; None for any other text."""
    if b"\0" in data:
        return None
    reader = csv.reader(_text(data, "strict"), delimiter=delimiter, strict=True)
    chunks = Chunks(width)
    try:
        while reader.line_num < header_row:
            next(reader)
        row = reader.line_num + 1
        while batch := list(islice(reader, ROWS_A_CHUNK)):
            if set(map(len, batch)) != {width}:
                return None
            lines = [1] * len(batch)
            if reader.line_num + 1 - row != len(batch):
                lines = [_lines_of(cells) for cells in batch]
                if max(lines) > MOST_LINES_A_ROW:
                    return None
            chunks.add_all(list(accumulate(lines[:-1], initial=row)), batch)
            row += sum(lines)
    except (csv.Error, UnicodeDecodeError):
        return None
    return chunks.frame() if row == reader.line_num + 1 else None


def _lines_of(cells: Sequence[str]) -> int:
    text = " ".join(cells)
    return 1 + text.count("\n") + text.count("\r") - text.count("\r\n")


def read_strictly(
    rows: Iterable[Record],
    source: Source,
    headings: Sequence[str],
    header_row: int,
    *,
    suspicious: bool,
    foreign: Problem | None = None,
) -> Below:
    """All rows below the headings that can be split into their cells, and a Problem for every other one.

    `suspicious` rows hold NULs or bytes that are not UTF-8: then each cell is looked at. `foreign` is told instead
    of every single cell that is not UTF-8.
    """
    chunks = Chunks(len(headings))
    problems = [foreign] if foreign else []
    blank = refused = 0
    for row, cells, code in rows:
        if row <= header_row:
            continue
        if code is None and len(cells) == len(headings) and not suspicious:
            chunks.add(row, cells)
            continue
        if code is None and not any(cell.strip(SPACES) for cell in cells):
            blank += 1
            continue
        faults = _faults(replace(source, row=row), cells, code, headings)
        refused += bool(faults)
        problems += (fault for fault in faults if not (foreign and fault.code == "damaged-text"))
        if not faults:
            chunks.add(row, cells)
    return Below(chunks.frame(), problems, refused, blank)


def with_the_end(rows: Iterable[Record], data: bytes, width: int) -> Iterator[Record]:
    """The rows of a text, the last of them told as cut off where the text ends inside it."""
    ended = data.endswith((b"\n", b"\r"))
    last: Record | None = None
    for record in rows:
        if last is not None:
            yield last
        last = record
    if last is not None:
        row, cells, code = last
        is_cut = not ended and code is None and len(cells) < width and any(cells)
        yield (row, cells, "cut-off") if is_cut else last


def _faults(source: Source, cells: Sequence[str], code: str | None, headings: Sequence[str]) -> list[Problem]:
    """What is wrong with one row of a text or a page; `code` is known already."""
    if code:
        return [unreadable_row(source, code)]
    damaged = [problem for column, cell in enumerate(cells, 1) for problem in bad_text(source, column, cell)]
    is_whole = len(cells) == len(headings) or any(problem.code == "nul-byte" for problem in damaged)
    return damaged if is_whole else [uneven(source, cells, headings)]


def unreadable_row(source: Source, code: str) -> Problem:
    """The Problem of a row whose quotes are wrong, or with a cell that csv.reader refuses."""
    return Problem(code, source, {"limit": str(LONGEST_CELL), "lines": str(MOST_LINES_A_ROW)})


def bad_text(source: Source, column: int, cell: str) -> Iterator[Problem]:
    """A Problem for a cell with a NUL or with bytes that are not UTF-8."""
    place = replace(source, column=column)
    if "\0" in cell:
        yield Problem("nul-byte", place, {"value": cell})
    damaged = damaged_text(cell)
    if damaged is not None:
        yield Problem("damaged-text", place, {"value": damaged})
