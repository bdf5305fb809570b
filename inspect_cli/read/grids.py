"""What formats are recognised by and read from: a file's text or sheets, before anything is taken for a heading."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import islice
from typing import TypeVar, overload

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import SPACES, Chunks

Layout = TypeVar("Layout")

NumberedCells = tuple[int, Sequence[str]]
"""A row as people count it, and its cells as text; an empty cell is the empty text."""

EMPTY_CELL = '""'
HEAD_ROWS = 20
"""So many rows of a sheet are looked at to recognise it."""


@dataclass(frozen=True, slots=True)
class Below:
    """What stands below the headings of a table: `cells` are c1, c2, … and row, raw; an empty cell is null or "".

    `problems` are those of the `refused` rows, which could not be split into cells; `blank` rows are not among the
    cells. Only `spaces` stand at the ends of cells. With `open_end` empty rows after the last filled one are nothing.
    """

    cells: pl.DataFrame
    problems: Sequence[Problem] = ()
    refused: int = 0
    blank: int = 0
    spaces: str = SPACES
    open_end: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet or of the tables of a page: its first rows, and all of them from the first on.

    `columns` gives at least the columns wanted of the rows below the headings at once (headings, the first row below
    them, columns counted from 1).
    """

    source: Source
    head: Sequence[NumberedCells]
    rows: Callable[[], Iterator[NumberedCells]]
    columns: Callable[[Sequence[str], int, Sequence[int]], Below] | None = None

    def below(self, headings: Sequence[str], first_row: int, wanted: Sequence[int]) -> Below:
        """The rows from `first_row` on, in which the columns `wanted`, counted from 1, are needed."""
        if self.columns is not None:
            return self.columns(headings, first_row, wanted)
        return rows_below((numbered for numbered in self.rows() if numbered[0] >= first_row), headings, self.source)


def rows_below(rows: Iterable[NumberedCells], headings: Sequence[str], source: Source) -> Below:
    """Rows one by one: each has as many cells as the headings, or none with text, or it is refused with its Problem."""
    chunks = Chunks(len(headings))
    problems = []
    for row, cells in rows:
        if len(cells) == len(headings) or not any(cells):
            chunks.add(row, list(islice([*cells, *[""] * len(headings)], len(headings))))
        else:
            problems.append(uneven(replace(source, row=row), cells, headings))
    return Below(chunks.frame(), problems, refused=len(problems), open_end=not problems)


def uneven(place: Source, cells: Sequence[str], headings: Sequence[str]) -> Problem:
    """The Problem of a row that has fewer or more cells than the headings."""
    counts = {"found": str(len(cells)), "expected": str(len(headings))}
    if len(cells) < len(headings):
        return Problem("missing-cells", place, {**counts, "missing": ", ".join(headings[len(cells) :])})
    extra = ", ".join(cell or EMPTY_CELL for cell in cells[len(headings) :])
    return Problem("extra-cells", place, {**counts, "extra": extra})


class Later(Sequence[NumberedCells]):
    """Rows that are read when somebody looks at them: a workbook has sheets that nobody needs."""

    def __init__(self, read: Callable[[], Sequence[NumberedCells]]) -> None:
        self._read = cache(read)

    @overload
    def __getitem__(self, place: int) -> NumberedCells: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[NumberedCells]: ...

    def __getitem__(self, place: int | slice) -> NumberedCells | Sequence[NumberedCells]:
        """A row, or several."""
        return self._read()[place]

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._read())


@dataclass(frozen=True, slots=True)
class Content:
    """What a file holds: a text's bytes (in UTF-8 where they could be decoded) and its first lines, or its grids.

    A text has the grid of its first rows, split at what seems to separate cells; a workbook has no text.
    """

    source: Source
    data: bytes = b""
    lines: Sequence[str] = ()
    grids: Sequence[Grid] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Format:
    """A layout that a maker gave its files: the kind of record they hold, by what they are known, how they are read.

    `name` is what `check` and the manifest call it (write/code_words.py has its title). `read` gives Rows whose
    headings are keys of the kind's schema, and every Problem.
    """

    name: str
    kind: str
    recognise: Callable[[Content], bool]
    read: Callable[[Content, Options], tuple[list[Rows], list[Problem]]]


def read_each(
    content: Content,
    recognise: Callable[[Grid], Layout | None],
    read_sheet: Callable[[Grid, Layout], tuple[Rows, list[Problem]]],
) -> tuple[list[Rows], list[Problem]]:
    """The Rows of every sheet that `recognise` knows, in their order, and every Problem; other sheets are left."""
    laid_out = ((grid, recognise(grid)) for grid in content.grids)
    read = [read_sheet(grid, layout) for grid, layout in laid_out if layout is not None]
    return [rows for rows, _ in read], [problem for _, faults in read for problem in faults]


def read_as_known(content: Content, options: Options) -> tuple[list[Rows], list[Problem]] | None:
    """What the first of the wanted formats that recognises the content reads from it; None where none does."""
    known = next((known for known in options.formats if known.recognise(content)), None)
    if known is None:
        return None
    tables, problems = known.read(content, replace(options, formats=()))
    return [replace(rows, format=known.name) for rows in tables], problems
