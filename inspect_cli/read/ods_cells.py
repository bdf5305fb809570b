"""What an OpenDocument spreadsheet says that calamine leaves out: what cells show, hidden rows."""

import re
from collections.abc import Iterable
from typing import Final

from inspect_cli.read.cell_text import FIFTEEN_DIGITS
from inspect_cli.read.sheet_cells import Cell, Marks, check_reach
from inspect_cli.read.xml_tags import Attributes, check_depth, go_through

CELLS: Final = ("table:table-cell", "table:covered-table-cell")
PARAGRAPH: Final = "text:p"
HIDDEN: Final = ("collapse", "filter")
"""A row that somebody hid, and one that a filter leaves out."""

ZEROS: Final = re.compile(r"([\w -]*?)([0-9]+)", re.ASCII)
EXPONENT: Final = re.compile(r"[0-9](?:\.[0-9]+)?E[+-][0-9]+")


def look_at_ods(pieces: Iterable[bytes]) -> dict[str, Marks]:
    """The Marks of each sheet by its name; TooFarError where their cells are too many."""
    walk = _Walk()
    go_through(pieces, walk.start, walk.end, walk.text)
    return walk.marks


def shown_otherwise(value: float, shown: str) -> str | None:
    """What the cell of a number shows where that may be a staff number: 7 as 007 or E0007, 100000 as 1.00E+05."""
    if not value.is_integer() or abs(value) >= FIFTEEN_DIGITS:
        return None
    if EXPONENT.fullmatch(shown):
        return shown
    zeros = ZEROS.fullmatch(shown)
    if zeros is None or int(zeros[2]) != value:
        return None
    is_number = zeros[1].strip(" -") or (zeros[2].startswith("0") and len(zeros[2]) > 1 and not zeros[1])
    return shown if is_number else None


class _Walk:
    """Goes through the tags of the content; a row or cell that is like the ones after it stands for them, too."""

    def __init__(self) -> None:
        self.marks: dict[str, Marks] = {}
        self._depth = self._beside = 0
        self._row = self._rows = self._column = self._columns = 0
        self._cell: Attributes = {}
        self._cell_depth = 0
        self._shown: list[str] = []
        self._is_shown = False
        self._begin_table({})

    def start(self, tag: str, attributes: Attributes) -> None:
        self._depth += 1
        check_depth(self._depth)
        if tag in CELLS:
            self._column += self._columns
            self._columns = int(attributes.get("table:number-columns-repeated", 1))
            self._cell, self._cell_depth, self._shown = attributes, self._depth, []
        elif tag == PARAGRAPH:
            # The paragraphs of a cell itself are shown in it; those of its notes lie deeper.
            self._is_shown = self._is_shown or self._depth == self._cell_depth + 1
        elif tag == "table:table-row":
            self._row += self._rows
            self._rows = int(attributes.get("table:number-rows-repeated", 1))
            self._is_hidden = attributes.get("table:visibility") in HIDDEN
            self._column, self._columns = 1, 0
        elif tag == "table:table":
            self._begin_table(attributes)

    def text(self, text: str) -> None:
        if self._is_shown:
            self._shown.append(text)

    def end(self, tag: str) -> None:
        if tag in CELLS:
            self._end_cell()
        elif tag == "table:table":
            self._beside += self._reach[0] * self._reach[1]
            self.marks[self._name] = Marks(self._texts, frozenset(self._hidden))
        elif tag == PARAGRAPH and self._depth == self._cell_depth + 1:
            self._is_shown = False
            self._shown.append("\n")
        self._depth -= 1

    def _begin_table(self, attributes: Attributes) -> None:
        self._name = attributes.get("table:name", "")
        self._texts: dict[Cell, str] = {}
        self._hidden: set[int] = set()
        self._reach = (0, 0)
        self._row = self._column = 1
        self._rows = self._columns = self._cell_depth = 0
        self._is_hidden = False

    def _end_cell(self) -> None:
        shown = "".join(self._shown).strip()
        kind, self._cell_depth = self._cell.get("office:value-type"), 0
        if not (kind or shown):
            return
        rows = range(self._row, self._row + self._rows)
        columns = range(self._column, self._column + self._columns)
        self._reach = max(self._reach[0], rows[-1]), max(self._reach[1], columns[-1])
        check_reach(*self._reach, beside=self._beside)
        if self._is_hidden:
            self._hidden.update(rows)
        mark = shown_otherwise(float(self._cell.get("office:value", "nan")), shown) if kind == "float" else None
        if mark is not None:
            self._texts.update(((row, column), mark) for row in rows for column in columns)
