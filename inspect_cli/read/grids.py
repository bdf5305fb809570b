"""What formats are recognised by and read from: a file's text or sheets, before anything is taken for a heading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TypeVar, overload

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import Below

Layout = TypeVar("Layout")

NumberedCells = tuple[int, Sequence[str]]
"""A row as people count it, and its cells as text; an empty cell is the empty text."""

HEAD_ROWS = 20
"""So many rows of a sheet are looked at to recognise it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet, of a text or of the tables of a page: its first rows, and all of them from the first on.

    `below` gives the rows from a row on, below the headings that it is told, and of them the columns wanted (c<number>
    and row, empty cells null or empty): without those that are damaged, and with what is wrong with those.
    """

    source: Source
    head: Sequence[NumberedCells]
    rows: Callable[[], Iterator[NumberedCells]]
    below: Callable[[int, Sequence[str], Sequence[int]], Below]


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
