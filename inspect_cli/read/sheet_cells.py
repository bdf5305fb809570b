"""What a sheet's XML says that calamine leaves out: errors, formulas without a result, what cells show, hidden rows."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from inspect_cli.read.cell_text import FIFTEEN_DIGITS, NEVER_CALCULATED
from inspect_cli.read.number_formats import Shown
from inspect_cli.read.telling_rows import USUAL_STYLE, TellingRows, last_row
from inspect_cli.read.xml_tags import check_depth, go_through, local

MOST_CELLS: Final = 6_000_000
"""Cells of the rectangle to the last filled cell: it is held whole, seventy bytes a cell, however few are filled."""

Cell = tuple[int, int]
"""Row and column, both counted from 1."""

Pieces = Callable[[], Iterable[bytes]]
"""Gives the content anew, in pieces that begin and end between tags."""


@dataclass(frozen=True, slots=True)
class Marks:
    """Cells that read otherwise than calamine gives them, with the text that stands for each, and hidden rows."""

    cells: Mapping[Cell, str] = field(default_factory=dict)
    hidden: frozenset[int] = frozenset()


class TooFarError(Exception):
    """A sheet reaches to a row and a column so far out that holding it would fill the memory."""

    @property
    def facts(self) -> dict[str, str]:
        """How far, as people read it."""
        rows, columns = self.args
        return {"rows": f"{rows:,}", "columns": f"{columns:,}"}


def look_at(pieces: Pieces, styles: Mapping[str, Shown]) -> Marks:
    """The Marks of a sheet of XLSX; TooFarError where its cells lie too far apart."""
    telling, walk = TellingRows(styles), _Walk(styles)
    walk.over(telling.among(pieces()))
    columns = max(map(column_number, telling.columns), default=0)
    is_near = telling.row * columns <= MOST_CELLS or last_row(pieces()) * columns <= MOST_CELLS
    if not (telling.is_plain and is_near):
        walk = _Walk(styles)
        walk.over(pieces())
        check_reach(walk.rows, walk.columns)
    return Marks(walk.texts, frozenset(walk.hidden))


def check_reach(rows: int, columns: int, beside: int = 0) -> None:
    """TooFarError where a sheet that reaches so far would be too many cells to hold `beside` those of others."""
    if rows * columns + beside > MOST_CELLS:
        raise TooFarError(rows, columns)


def column_number(letters: str) -> int:
    """The number of a spreadsheet's column counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


class _Walk:
    """Goes through the tags of a sheet: the texts of marked cells, hidden rows, how far filled cells reach."""

    def __init__(self, styles: Mapping[str, Shown]) -> None:
        self.texts: dict[Cell, str] = {}
        self.hidden: set[int] = set()
        self.rows = self.columns = 0
        self._depth = 0
        self._styles = styles
        self._numbers: dict[str, int] = {}
        self._row = self._column = 0
        self._cell: dict[str, str] = {}
        self._formula = self._any = False
        self._value: list[str] | None = None
        self._values: list[str] = []

    def over(self, pieces: Iterable[bytes | str]) -> None:
        go_through(pieces, self._start, self._end, self._text)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        check_depth(self._depth)
        name = local(tag)
        if name == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._column = 0
            if attributes.get("hidden") in ("1", "true"):
                self.hidden.add(self._row)
        elif name == "c":
            self._begin(attributes)
        else:
            self._any = True
            self._formula |= name == "f"
            self._value = self._values if name == "v" else None

    def _begin(self, attributes: dict[str, str]) -> None:
        place = attributes.get("r", "")
        letters = place.rstrip("0123456789")
        if letters and letters not in self._numbers:
            self._numbers[letters] = column_number(letters.upper())
        self._column = self._numbers[letters] if letters else self._column + 1
        self._row = int(place[len(letters) :] or self._row)
        self._cell, self._values = attributes, []
        self._formula = self._any = False

    def _text(self, text: str) -> None:
        if self._value is not None:
            self._value.append(text)

    def _end(self, tag: str) -> None:
        self._depth -= 1
        name = local(tag)
        if name == "c" and self._any:
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            text = self._marked("".join(self._values).strip())
            if text is not None:
                self.texts[self._row, self._column] = text
        elif name == "v":
            self._value = None

    def _marked(self, value: str) -> str | None:
        kind = self._cell.get("t", "n")
        if kind == "e":
            return value or "#ERROR!"
        if self._formula and not value and kind != "str":
            return NEVER_CALCULATED
        shown = self._styles.get(self._cell.get("s", USUAL_STYLE)) if kind == "n" and value else None
        return shown(float(value)) if shown and abs(float(value)) < FIFTEEN_DIGITS else None
