"""The rows of a sheet's XML that may say more than calamine gives, found without going cell by cell.

Polars has the regular expressions of Rust, which are ten times as fast here as Python's.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

import polars as pl

from inspect_cli.read.number_formats import Shown

PREFIX: Final = r"""(?:[^\s<>:/"'=]+:)?"""
ATTRIBUTES: Final = r"""(?:\s+[^\s=<>"'&]+\s*=\s*(?:"[^"<&]*"|'[^'<&]*'))*"""
TAG: Final = rf"<{PREFIX}(?:c|row)[\s/>]"
ROW: Final = rf"(?s)<{PREFIX}row[\s>].*?</{PREFIX}row\s*>"
ROW_END: Final = b"row>"
END_TAG: Final = re.compile(rb"</(?:[^\s<>:/]+:)?row>")
LONGEST_ROW: Final = 32_000_000
NO_TAG: Final = b"<!"
"""So begin comments, sections of text and document types, in which anything may look like a tag."""

PLACE: Final = r"""\sr\s*=\s*["']"""
COLUMN: Final = rf"{PLACE}[A-Z]{{1,3}}[0-9]"
ROW_NUMBER: Final = r"""[A-Z][0-9]{1,7}["']"""
FEW_ROWS, MOST_ROWS = 99_999, 9_999_999
USUAL_STYLE: Final = "0"
"""The style of a cell that names none."""

TELLING: Final = (r"""t\s*=\s*["']e["']""", r"[<:]f[\s/>]", "hidden")
"""An error, a formula, a hidden row; what else looks like one of these does no harm."""


class TellingRows:
    """Goes once over a sheet's XML; says then whether it `is_plain`, and the `columns` and last `row` it may reach.

    It is plain where every row and cell says where it stands and nothing looks like a tag that is none.
    """

    def __init__(self, styles: Mapping[str, Shown]) -> None:
        self.is_plain = True
        self.row = FEW_ROWS
        self.columns: set[str] = set()
        self._telling = "|".join([*TELLING, *_numbers_shown_otherwise(styles)])

    def among(self, pieces: Iterable[bytes]) -> Iterator[str]:
        """The telling rows as a document of their own, as far as the sheet is plain."""
        yield "<rows>"
        for piece in _of_whole_rows(pieces):
            self.is_plain = piece is not None and NO_TAG not in piece and self._is_placed(text := _text(piece))
            if not self.is_plain:
                break
            self.columns.update(_all(text, COLUMN).unique().str.extract("([A-Z]+)"))
            if text.str.contains(self._telling).item():
                rows = _all(text, ROW)
                yield from rows.filter(rows.str.contains(self._telling))
        yield "</rows>"

    def _is_placed(self, text: pl.Series) -> bool:
        tags = text.str.count_matches(TAG).item()
        if text.str.count_matches(_placed(digits=5)).item() == tags:
            return True
        self.row = MOST_ROWS
        return bool(text.str.count_matches(_placed(digits=7)).item() == tags)


def last_row(pieces: Iterable[bytes]) -> int:
    """The last row in which a cell of a plain sheet stands."""
    last = 0
    for piece in pieces:
        numbers = _all(_text(piece), ROW_NUMBER).str.slice(1).str.head(-1).cast(pl.Int64)
        last = max([last, *numbers.top_k(1)])
    return last


def _text(piece: bytes) -> pl.Series:
    return pl.Series([piece.decode(errors="replace")])


def _all(text: pl.Series, what: str) -> pl.Series:
    """Every place of a text that looks like that."""
    return text.str.extract_all(what).explode().drop_nulls()


def _placed(digits: int) -> str:
    """A row or cell that says where it stands, in a row of up to so many digits."""
    begin = rf"<{PREFIX}(?:c{ATTRIBUTES}?{PLACE}[A-Z]{{1,3}}|row{ATTRIBUTES}?{PLACE})"
    return rf"""{begin}[0-9]{{1,{digits}}}["']{ATTRIBUTES}\s*/?>"""


def _numbers_shown_otherwise(styles: Mapping[str, Shown]) -> Iterator[str]:
    """What tells that a number stands in one of the styles; of most styles only those below zero matter."""
    always = [style for style, shown in styles.items() if shown(1)]
    if always:
        yield rf"""\ss\s*=\s*["'](?:{"|".join(always)})["']"""
    if USUAL_STYLE in always:
        yield r"[<:]c\s"
    if len(always) < len(styles):
        yield r"v\s*>\s*-"


def _of_whole_rows(pieces: Iterable[bytes]) -> Iterator[bytes | None]:
    """The same in pieces that end with a row, but for the last; None instead of a row too long to be held."""
    begun: list[bytes] = []
    for piece in pieces:
        end = _end_of_rows(piece)
        if end:
            yield b"".join([*begun, piece[:end]])
            begun = []
        begun.append(piece[end:])
        if sum(map(len, begun)) > LONGEST_ROW:
            yield None
            return
    yield b"".join(begun)


def _end_of_rows(piece: bytes) -> int:
    """Where the last row ends that ends in the piece, else 0; a text may have the end of an arrow>."""
    at = piece.rfind(ROW_END)
    while at >= 0:
        end = at + len(ROW_END)
        if END_TAG.fullmatch(piece, piece.rfind(b"<", 0, at), end):
            return end
        at = piece.rfind(ROW_END, 0, at)
    return 0
