"""What formats are recognised by and read from: a file's text or sheets, before anything is taken for a heading."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read.options import Options

NumberedCells = tuple[int, Sequence[str]]
"""A row as people count it, and its cells as text; an empty cell is the empty text."""

HEAD_ROWS = 20
"""So many rows of a sheet are looked at to recognise it."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a sheet or of the tables of a page: its first rows, and all of them from the first on."""

    source: Source
    head: Sequence[NumberedCells]
    rows: Callable[[], Iterator[NumberedCells]]


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


def read_as_known(content: Content, options: Options) -> tuple[list[Rows], list[Problem]] | None:
    """What the first of the wanted formats that recognises the content reads from it; None where none does."""
    known = next((known for known in options.formats if known.recognise(content)), None)
    if known is None:
        return None
    tables, problems = known.read(content, replace(options, formats=()))
    return [replace(rows, format=known.name) for rows in tables], problems
