"""The common end of every reader: raw text cells become Rows, trimmed, counted and checked."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read import headings as heading_checks

SPACES = "\t\n\x0b\x0c\r \x85\xa0\u1680" + "".join(map(chr, range(0x2000, 0x200B))) + "\u2028\u2029\u202f\u205f\u3000"
"""Unicode's white space, which str.strip_chars of Polars takes off; Python's str.strip takes four controls more."""

LONGEST_CELL = 32_767
"""Excel's limit: a longer text would be cut wherever we write a workbook."""

MOST_COLUMNS = 1_000
ROWS_A_CHUNK = 2_000


MONTHS_A_YEAR = 12


class Chunks:
    """Rows gathered one by one into frames, so that few of them are Python objects at any time."""

    def __init__(self, width: int) -> None:
        self.names = cell_names(width)
        self._numbers: list[int] = []
        self._cells: list[Sequence[str | None]] = []
        self._frames: list[pl.DataFrame] = []

    def add(self, row: int, cells: Sequence[str | None]) -> None:
        """One row of exactly as many cells as the table is wide."""
        self._numbers.append(row)
        self._cells.append(cells)
        if len(self._numbers) == ROWS_A_CHUNK:
            self._flush()

    def add_all(self, numbers: Sequence[int], rows: Sequence[Sequence[str | None]]) -> None:
        """Many rows at once, each of exactly as many cells as the table is wide."""
        self._flush()
        self._numbers, self._cells = list(numbers), list(rows)
        self._flush()

    def frame(self) -> pl.DataFrame:
        """All rows so far: c1, c2, … and row."""
        self._flush()
        whole = pl.concat(self._frames, rechunk=True)
        self._frames = [whole]
        return whole

    def _flush(self) -> None:
        columns = list(zip(*self._cells, strict=True)) or [()] * len(self.names)
        series = [pl.Series(name, cells, pl.String) for name, cells in zip(self.names, columns, strict=True)]
        self._frames.append(pl.DataFrame([*series, pl.Series("row", self._numbers, pl.UInt32)]))
        self._numbers, self._cells = [], []


def may_be_a_day(number: float) -> bool:
    """Whether the number of a cell may be a day: 11.1 is the first of November, or the tenth without its zero."""
    return 1 < number < MONTHS_A_YEAR + 1 and not number.is_integer()


def cell_names(width: int) -> list[str]:
    """The names of the cells by position: c1, c2, …"""
    return [f"c{number}" for number in range(1, width + 1)]


def finish(
    source: Source,
    headings: Sequence[str],
    frame: pl.DataFrame,
    *,
    header_row: int,
    blank: int = 0,
    refused: int = 0,
    condemned: Iterable[int] = (),
    spaces: str = SPACES,
    open_end: bool = False,
) -> tuple[Rows, list[Problem]]:
    """The Rows of raw cells and what is wrong with them.

    `blank` and `refused` count rows that are not in the frame; rows whose number is `condemned` have their Problem
    already. Only `spaces` are looked for at the ends of cells. With `open_end` empty rows after the last filled one are
    nothing at all (formatted cells of a sheet) instead of blank rows.
    """
    frame = trimmed(frame, spaces)
    filled = _filled_rows(frame)
    if open_end:
        last = filled.arg_true().max()
        end = last + 1 if isinstance(last, int) else 0
        frame, filled = frame.head(end), filled.head(end)
    blank += frame.height - int(filled.sum())
    if not filled.all():
        frame = frame.filter(filled)
    problems = long_cells(frame, source)
    bad_rows = {*condemned, *(problem.source.row for problem in problems)}
    if bad_rows:
        sound = frame.filter(~pl.col("row").is_in(list(bad_rows)))
        refused, frame = refused + frame.height - sound.height, sound
    rows = Rows(source, [heading.strip(SPACES) for heading in headings], frame, header_row, blank, refused)
    return _with_checked_headings(rows, problems)


def _with_checked_headings(rows: Rows, problems: list[Problem]) -> tuple[Rows, list[Problem]]:
    """The Rows without empty columns at their end, and the problems of the headings before the others."""
    refused = rows.refused
    filled = [rows.cells[name].null_count() < rows.cells.height for name in cell_names(len(rows.headings))]
    last = max((at for at, heading in enumerate(rows.headings, 1) if heading or filled[at - 1]), default=0)
    headings, filled = list(rows.headings[:last]), filled[:last]
    frame = rows.cells.select(*cell_names(last), "row")
    row = rows.header_row or None
    twins = list(heading_checks.duplicates(headings, rows.source, row))
    problems = [*twins, *heading_checks.blanks(headings, filled, rows.source, row), *problems]
    if twins:
        # Nobody can say which of two equal columns is meant, so no row of them is taken.
        refused, frame = refused + frame.height, frame.clear()
    elif frame.is_empty() and not refused:
        problems.append(Problem("no-rows", rows.source))
    return replace(rows, headings=tuple(headings), cells=frame, refused=refused), problems


def trimmed(frame: pl.DataFrame, spaces: str = SPACES) -> pl.DataFrame:
    """The frame without white space around its cells; a cell without text is null.

    Looking for each of a few spaces costs less than taking all off, which copies the frame.
    """
    cells = pl.col(pl.String)
    untidy = [name for name in frame.columns if name != "row"]
    if len(spaces) < len(SPACES):
        at_an_end = [(cells.str.starts_with(space) | cells.str.ends_with(space)).any() for space in spaces]
        found = [frame.select(expression).row(0) for expression in at_an_end]
        untidy = [name for name, *marks in zip(untidy, *found, strict=True) if any(marks)] if found else []
    stripped = frame.with_columns(pl.col(untidy).str.strip_chars())
    return stripped.with_columns(pl.when(pl.col(name) != "").then(pl.col(name)).alias(name) for name in untidy)


def _filled_rows(frame: pl.DataFrame) -> pl.Series:
    """True for each row with text in some cell."""
    return frame.select(pl.any_horizontal(pl.lit(False), pl.col(pl.String).is_not_null()).alias("filled"))["filled"]


def long_cells(frame: pl.DataFrame, source: Source) -> list[Problem]:
    """A Problem for each cell that is longer than a spreadsheet can hold."""
    # Bytes are counted at once and are never fewer than characters, so most tables end here.
    most = frame.select(pl.col(pl.String).str.len_bytes().max()).to_dict(as_series=False)
    suspects = [name for name, counts in most.items() if (counts[0] or 0) > LONGEST_CELL]
    return [
        Problem(
            "cell-too-long",
            replace(source, row=row, column=int(name[1:])),
            {"limit": str(LONGEST_CELL)},
        )
        for name in suspects
        for row, length in frame.select("row", pl.col(name).str.len_chars()).rows()
        if length is not None and length > LONGEST_CELL
    ]
