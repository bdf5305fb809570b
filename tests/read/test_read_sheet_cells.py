"""What calamine leaves out of a sheet is found in its XML, however that is written and wherever its pieces end."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.problems import column_letters
from inspect_cli.read.cell_text import NEVER_CALCULATED
from inspect_cli.read.number_formats import shown_by_number
from inspect_cli.read.sheet_cells import Marks, TooFarError, look_at
from inspect_cli.read.telling_rows import TellingRows

STYLES = {
    str(style): shown for style, shown in shown_by_number({"164": "000"}, ["0", "164", "0", "14", "0", "11"]).items()
}
"""Style 1 shows three digits, 3 dates, 5 an exponent."""

CELLS: dict[str, tuple[str, str, str | None]] = {
    "a number": ("", "<v>7</v>", None),
    "a text": ("t=inlineStr", "<is><t>arrow></t></is>", None),
    "a text that looks like tags": ("t=inlineStr", '<is><t>&lt;f> t="en" hidden</t></is>', None),
    "zeros before it": ("s=1", "<v>7</v>", "007"),
    "zeros before it, by another attribute first": ("cm=2 s=1 t=n", "<v> 7 </v>", "007"),
    "a shown number of too many digits": ("s=1", "<v>1e16</v>", None),
    "a date": ("s=3", "<v>46000</v>", None),
    "a date below zero": ("s=3", "<v>-5</v>", "-5"),
    "an exponent": ("s=5", "<v>100000</v>", "1.00E+05"),
    "an error": ("t=e", "<v>#N/A</v>", "#N/A"),
    "an error, its letter by a reference": ("t=&#101;", "<v>#N/A</v>", "#N/A"),
    "a formula": ("", "<f>A1</f><v>3</v>", None),
    "a formula never calculated": ("", "<f>A1</f>", NEVER_CALCULATED),
    "nothing": ("s=2", "", None),
}


@dataclass
class Written:
    """How a sheet is written: the prefix and quotes of its tags, whether each says where it stands, and odd things."""

    prefix: str = ""
    quote: str = '"'
    rows_placed: bool = True
    cells_placed: bool = True
    place_last: bool = False
    comment: bool = False
    piece: int = 1 << 20
    marks: dict[tuple[int, int], str] = field(default_factory=dict)
    hidden: set[int] = field(default_factory=set)

    def tag(self, name: str, attributes: dict[str, str], inner: str) -> str:
        if self.place_last and "r" in attributes:
            attributes = {**{key: value for key, value in attributes.items() if key != "r"}, "r": attributes["r"]}
        said = "".join(f" {key}={self.quote}{value}{self.quote}" for key, value in attributes.items())
        prefixed = inner.replace("<", f"<{self.prefix}").replace(f"<{self.prefix}/", f"</{self.prefix}")
        return f"<{self.prefix}{name}{said}>{prefixed}</{self.prefix}{name}>"

    def sheet(self, rows: list[tuple[bool, list[str]]]) -> str:
        """The XML; gathers on the way what shall be found."""
        written = []
        for number, (is_hidden, kinds) in enumerate(rows, 1):
            cells = ""
            for column, kind in enumerate(kinds, 1):
                said, inner, mark = CELLS[kind]
                place = {"r": f"{column_letters(column)}{number}"} if self.cells_placed else {}
                cells += self.tag("c", {**place, **dict(pair.split("=") for pair in said.split())}, inner)
                if mark is not None:
                    self.marks[number, column] = mark
            place = {"r": str(number)} if self.rows_placed else {}
            opened, _, closed = self.tag("row", {**place, **({"hidden": "1"} if is_hidden else {})}, "").partition(
                "></"
            )
            written.append(f"{opened}>{cells}</{closed}")
            if is_hidden:
                self.hidden.add(number)
        note = '<!-- <row r="1"><c r="A9" t="e"><v>x</v></c></row> -->' if self.comment else ""
        return f"<sheet><sheetData>{note}{''.join(written)}</sheetData></sheet>"

    def pieces(self, xml: str) -> Callable[[], list[bytes]]:
        """The same in pieces that end before a tag."""
        found, begin = [], 0
        while begin < len(xml):
            end = xml.find("<", begin + self.piece)
            end = len(xml) if end < 0 else end
            found.append(xml[begin:end].encode())
            begin = end
        return lambda: found


WAYS: list[dict[str, object]] = [
    {}, {"prefix": "x:"}, {"quote": "'"}, {"place_last": True}, {"comment": True},
    {"rows_placed": False}, {"cells_placed": False}, {"rows_placed": False, "cells_placed": False},
]  # fmt: skip
PIECES = (1, 30, 90, 1 << 20)
KINDS = st.lists(st.sampled_from(list(CELLS)), max_size=4)
ROWS = st.lists(st.tuples(st.sampled_from([False, False, False, True]), KINDS), max_size=12)


@pytest.mark.parametrize("kind", CELLS)
@pytest.mark.parametrize("way", WAYS, ids=str)
def test_what_a_cell_says_is_found_however_it_is_written(way: dict[str, object], kind: str) -> None:
    for piece in PIECES:
        written = Written(**way, piece=piece)  # type: ignore[arg-type]
        xml = written.sheet([(False, ["a text", kind, "a text"]), (False, ["a number"])])
        assert look_at(written.pieces(xml), STYLES) == Marks(written.marks)


@given(way=st.sampled_from(WAYS), piece=st.sampled_from(PIECES), rows=ROWS)
def test_all_that_is_marked_is_found_and_nothing_else(
    way: dict[str, object], piece: int, rows: list[tuple[bool, list[str]]]
) -> None:
    written = Written(**way, piece=piece)  # type: ignore[arg-type]
    xml = written.sheet(rows)
    assert look_at(written.pieces(xml), STYLES) == Marks(written.marks, frozenset(written.hidden))


def test_only_the_rows_that_tell_something_are_gone_through_cell_by_cell() -> None:
    written = Written(piece=200)
    rows = [(False, ["a number", "a text"])] * 50 + [(True, ["a number"])] + [(False, ["a date", "nothing"])] * 50
    telling = TellingRows(STYLES)
    document = "".join(telling.among(written.pieces(written.sheet(rows))()))
    assert document == '<rows><row r="51" hidden="1"><c r="A51"><v>7</v></c></row></rows>'


def test_a_cell_without_a_style_has_the_usual_one() -> None:
    styles = {str(style): shown for style, shown in shown_by_number({"164": "000"}, ["164"]).items()}
    xml = b'<sheet><row r="1"><c r="A1"><v>7</v></c></row></sheet>'
    assert look_at(lambda: [xml], styles).cells == {(1, 1): "007"}


FAR = {
    "few rows": ('<row r="9"><c r="ZZZ9"><v>1</v></c></row>', None),
    "far to the right and below": ('<row r="999999"><c r="XFD999999"><v>1</v></c></row>', (999_999, 16_384)),
    "in a row that says another": ('<row r="9"><c r="AZ999999"><v>1</v></c></row>', (999_999, 52)),
    "without its place": ('<row r="1048576">' + "<c><v>1</v></c>" * 20 + "</row>", (1_048_576, 20)),
    "its place in a text": (
        '<row r="1048576">' + '<c><is><t> r="A1"</t></is></c>' * 20 + "</row>",
        (1_048_576, 20),
    ),
    "its place in another attribute": (
        '<row r="1048576">' + "<c s=' r=\"A1\"'><v>1</v></c>" * 20 + "</row>",
        (1_048_576, 20),
    ),
    "formatted and empty": ('<row r="1048576"><c r="XFD1048576" s="1"/></row>', None),
    "many rows and few columns": ('<row r="1048576"><c r="E1048576"><v>1</v></c></row>', None),
}


@pytest.mark.parametrize(("row", "reach"), FAR.values(), ids=FAR)
def test_a_sheet_that_reaches_too_far_is_refused_wherever_it_says_so(row: str, reach: tuple[int, int] | None) -> None:
    xml = f"<sheet><sheetData>{row}</sheetData></sheet>".encode()
    if reach is None:
        assert look_at(lambda: [xml], {}) == Marks()
        return
    with pytest.raises(TooFarError) as refused:
        look_at(lambda: [xml], {})
    assert refused.value.args == reach
