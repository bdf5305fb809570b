"""Cells of OpenDocument that show something else than their number, and hidden rows, are found where they stand."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.problems import Source
from inspect_cli.read.ods_cells import look_at_ods, shown_otherwise
from inspect_cli.read.options import Options
from inspect_cli.read.sheet_cells import Marks, TooFarError
from inspect_cli.read.workbook import read

SHOWN = Path(__file__).parent / "samples" / "shown.ods"
"""Written by LibreOffice: a sheet S with ids in the formats of numbers, a note in A7, rows 3 and 9 hidden."""

NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)


@dataclass(frozen=True)
class Cell:
    """A cell, or several alike beside each other, and the mark that it shall have."""

    xml: str
    mark: str | None = None
    times: int = 1


def number(value: str, shown: str, mark: str | None = None, times: int = 1, inside: str = "") -> Cell:
    repeated = f' table:number-columns-repeated="{times}"' if times > 1 else ""
    kind = f'office:value-type="float" office:value="{value}"'
    return Cell(f"<table:table-cell{repeated} {kind}>{inside}<text:p>{shown}</text:p></table:table-cell>", mark, times)


NOTE = "<office:annotation><text:p>012</text:p></office:annotation>"
KINDS = [
    number("7", "007", "007"),
    number("7", "007", "007", times=3),
    number("7", "E<text:span>00</text:span>07", "E0007"),
    number("7", "7", inside=NOTE),
    number("12", "012", "012", inside=NOTE),
    number("100000", "1.00E+05", "1.00E+05", times=2),
    Cell("<table:table-cell/>"),
    Cell('<table:table-cell table:number-columns-repeated="4"/>', times=4),
    Cell('<table:covered-table-cell table:number-columns-repeated="2"/>', times=2),
    Cell('<table:table-cell office:value-type="string"><text:p>007</text:p></table:table-cell>'),
    Cell('<table:table-cell office:value-type="float"><text:p>007</text:p></table:table-cell>'),
]
ROWS = st.tuples(
    st.lists(st.sampled_from(KINDS), max_size=5),
    st.sampled_from([1, 1, 3]),
    st.sampled_from([None, None, "visible", "collapse", "filter"]),
)


def content(*sheets: str) -> bytes:
    tables = "".join(f'<table:table table:name="{n}">{rows}</table:table>' for n, rows in enumerate(sheets))
    body = f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    return f"<office:document-content {NAMES}>{body}</office:document-content>".encode()


def row(cells: str, repeated: int = 1, visibility: str | None = None) -> str:
    times = f' table:number-rows-repeated="{repeated}"' if repeated > 1 else ""
    seen = f' table:visibility="{visibility}"' if visibility else ""
    return f"<table:table-row{times}{seen}>{cells}</table:table-row>"


@given(rows=st.lists(ROWS, max_size=6))
def test_marks_and_hidden_rows_stand_where_repetitions_put_them(
    rows: list[tuple[list[Cell], int, str | None]],
) -> None:
    texts: dict[tuple[int, int], str] = {}
    hidden: set[int] = set()
    at, written = 1, ""
    for cells, repeated, visibility in rows:
        written += row("".join(cell.xml for cell in cells), repeated, visibility)
        marks = [cell.mark for cell in cells for _ in range(cell.times)]
        for number in range(at, at + repeated):
            texts.update({(number, place): mark for place, mark in enumerate(marks, 1) if mark})
            if visibility in ("collapse", "filter") and any("value-type" in cell.xml for cell in cells):
                hidden.add(number)
        at += repeated
    expected = Marks(texts, frozenset(hidden))
    assert look_at_ods([content(written, row(""), written)]) == {"0": expected, "1": Marks(), "2": expected}


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (7, "007", "007"),
        (7, "E0007", "E0007"),
        (7, "E-07", "E-07"),
        (7, "2024-007", "2024-007"),
        (123456, "123456", None),
        (1e5, "1.00E+05", "1.00E+05"),
        (1e5, "100,000", None),
        (7, "7.00", None),
        (7, "7 kg", None),
        (7, "- 7", None),
        (7, "008", None),
        (0, "0", None),
        (-7, "-007", None),
        (0.00000001, "1E-08", None),
        (1e16, "1E+16", None),
    ],
)
def test_a_number_reads_as_its_cell_shows_it_where_that_may_be_a_staff_number(
    value: float, shown: str, text: str | None
) -> None:
    assert shown_otherwise(float(value), shown) == text


def test_a_sheet_of_repeated_cells_is_refused_before_it_is_held() -> None:
    wide = number("1", "1", times=900).xml
    with pytest.raises(TooFarError):
        look_at_ods([content(row(wide, repeated=9_000))])


def test_sheets_are_refused_that_are_too_much_together() -> None:
    wide = row(number("1", "1", times=900).xml, repeated=4_000)
    assert len(look_at_ods([content(wide)])) == 1
    with pytest.raises(TooFarError):
        look_at_ods([content(wide, wide)])


def test_a_sheet_of_libreoffice_reads_as_it_looks() -> None:
    tables, problems = read(SHOWN.read_bytes(), Source("b.ods"), Options())
    ids = ["007", "E0007", "8", "1.00E+05", "9", "012", "007", "007", "3", "005"]
    assert tables[0].cells["c1"].to_list() == ids
    assert [(problem.code, problem.source.place(), problem.facts) for problem in problems[-1:]] == [
        ("hidden-rows", "b.ods:S!3", {"count": "2"})
    ]
