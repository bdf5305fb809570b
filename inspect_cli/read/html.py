"""Tables of an HTML page, which some programs save under the name of a workbook."""

from html.parser import HTMLParser

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read import encodings
from inspect_cli.read.grids import HEAD_ROWS, Content, Grid, NumberedCells, read_as_known
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import SPACES

CELLS = ("td", "th")


def read(data: bytes, source: Source, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The Rows of a page in one of the wanted formats; any other page is no table: it may be a login."""
    data, problem = encodings.as_utf8(data, options.encoding, source)
    if problem:
        return [], [problem]
    page = _Tables()
    if options.formats:
        page.feed(data.decode("utf-8", "replace"))
        page.close()
    grid = Grid(source, page.rows[:HEAD_ROWS], lambda: iter(page.rows))
    known = read_as_known(Content(source, data, grids=(grid,)), options)
    return known or ([], [Problem("not-a-table", source, {"found": "HTML"})])


class _Tables(HTMLParser):
    """The rows of all tables of a page as one grid, as a spreadsheet opens it; a row may lack its beginning."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.rows: list[NumberedCells] = []
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
        """The last row may lack its end."""
        super().close()
        self._end_row()

    def _end_row(self) -> None:
        if self._cells:
            self.rows.append((len(self.rows) + 1, [cell.strip(SPACES) for cell in self._cells]))
        self._cells, self._inside = [], False
