"""OpenDocument spreadsheets."""

import io
import zipfile

import pytest

from inspect_cli.problems import Source
from inspect_cli.read.options import Options
from inspect_cli.read.workbook import read

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
)
CONTENT = (
    f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {NAMES} xmlns:calcext="urn:calcext">'
    '<office:body><office:spreadsheet><table:table table:name="S">%s</table:table></office:spreadsheet></office:body>'
    "</office:document-content>"
)


def ods(rows: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", KIND)
        archive.writestr("content.xml", CONTENT % rows)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return out.getvalue()


def cell(kind: str, attribute: str, value: str, more: str = "") -> str:
    return (
        f'<table:table-cell {more} office:value-type="{kind}" office:{attribute}="{value}">'
        f"<text:p>{value}</text:p></table:table-cell>"
    )


def row(*cells: str, repeated: str = "") -> str:
    return f"<table:table-row {repeated}>{''.join(cells)}</table:table-row>"


HEADINGS = row(*(cell("string", "string-value", name) for name in "abcde"))
EMPTY_TAIL = row(
    '<table:table-cell table:number-columns-repeated="16384"/>', repeated='table:number-rows-repeated="1048570"'
)


def test_cells_of_every_kind_are_text() -> None:
    data = row(
        cell("string", "string-value", "007"),
        cell("float", "value", "7.5"),
        cell("date", "date-value", "2026-10-03T08:02:00"),
        cell("time", "time-value", "PT26H03M00S"),
        cell("boolean", "boolean-value", "true"),
    )
    tables, problems = read(ods(HEADINGS + data + EMPTY_TAIL), Source("b.ods"), Options())
    assert tables[0].cells.rows() == [("007", "7.5", "2026-10-03 08:02:00", "26:03", "true", 2)]
    assert problems == []


def test_errors_in_cells_refuse_the_workbook_because_they_cannot_be_placed() -> None:
    data = row(cell("string", "string-value", "", 'calcext:value-type="error"'))
    assert [problem.code for problem in read(ods(HEADINGS + data), Source("b.ods"), Options())[1]] == ["error-cells"]


@pytest.mark.parametrize(
    "rows",
    [
        row(cell("float", "value", "7", 'table:number-columns-repeated="16384"')),
        row(cell("float", "value", "7"), repeated='table:number-rows-repeated="1048576"'),
    ],
)
def test_a_filled_cell_repeated_over_the_sheet_is_refused(rows: str) -> None:
    assert [problem.code for problem in read(ods(rows), Source("b.ods"), Options())[1]] == ["sheet-too-big"]
