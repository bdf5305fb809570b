"""Tables of an HTML page, which some programs save under the name of a workbook."""

import re
from collections.abc import Iterator, Sequence
from functools import partial
from html.parser import HTMLParser

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read import encodings
from inspect_cli.read.grids import HEAD_ROWS, Below, Content, Grid, NumberedCells, read_as_known
from inspect_cli.read.options import Options
from inspect_cli.read.strict_csv import Record, read_strictly
from inspect_cli.read.tidy import SPACES

CELLS = ("td", "th")
CHARSET = re.compile(rb"<(?:meta|\?xml)[^<>]*(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
SUBSETS = frozenset({"gb2312", "gbk", "x-gbk"})
"""Names under which pages are in GB18030."""


def read(data: bytes, source: Source, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The Rows of a page in one of the wanted formats; any other page is no table: it may be a login."""
    data, problem = encodings.as_utf8(data, options.encoding or _charset(data), source)
    if problem:
        return [], [problem]
    page = _Tables()
    if options.formats:
        page.feed(data.decode("utf-8", "surrogateescape"))
        page.close()
    rows = partial(_shown, page.rows)
    grid = Grid(source, list(rows())[:HEAD_ROWS], rows, partial(_below, page.rows, source))
    known = read_as_known(Content(source, data, grids=(grid,)), options)
    return known or ([], [Problem("not-a-table", source, {"found": "HTML"})])


def _charset(data: bytes) -> str | None:
    """The encoding that the page names at its beginning, if there is one of that name."""
    found = CHARSET.search(data[: encodings.HEAD])
    name = found[1].decode().lower() if found else ""
    return "gb18030" if name in SUBSETS else name if encodings.is_known(name) else None


def _shown(rows: Sequence[Record]) -> Iterator[NumberedCells]:
    return ((row, [encodings.shown_text(cell) for cell in cells]) for row, cells, _ in rows)


def _below(rows: Sequence[Record], source: Source, headings: Sequence[str], first_row: int, _: Sequence[int]) -> Below:
    return read_strictly(rows, source, headings, first_row - 1, suspicious=True)


class _Tables(HTMLParser):
    """The rows of all tables of a page as one grid, as a spreadsheet opens it; a row may lack its beginning."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[Record] = []
        self._cells: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A cell or a row begins; so the one before it ends."""
        if tag in ("tr", "table"):
            self._end_row()
        elif tag in CELLS:
            self._cells.append("")
            self._inside = True

    def handle_endtag(self, tag: str) -> None:
        """A cell or a row ends."""
        if tag in CELLS:
            self._inside = False
        elif tag in ("tr", "table"):
            self._end_row()

    def handle_data(self, data: str) -> None:
        """Text counts inside cells."""
        if self._inside:
            self._cells[-1] += data

    def close(self) -> None:
        """A row that lacks its end, and that of its table, is cut off."""
        super().close()
        self._end_row("cut-off")

    def _end_row(self, code: str | None = None) -> None:
        if self._cells:
            self.rows.append((len(self.rows) + 1, [cell.strip(SPACES) for cell in self._cells], code))
        self._cells, self._inside = [], False
