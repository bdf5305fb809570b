"""Workbooks: every sheet with data becomes Rows, and nothing calamine would drop is lost without a word."""

import io
import re
import zipfile
from collections.abc import Callable
from datetime import datetime

import openpyxl
import pytest

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read.options import Options
from inspect_cli.read.workbook import read

Sheets = dict[str, dict[str, object]]


def book(sheets: Sheets, merged: str | None = None) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, filled in sheets.items():
        sheet = workbook.create_sheet(name)
        for cell, value in filled.items():
            sheet[cell] = value
        if merged:
            sheet.merge_cells(merged)
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def edited(data: bytes, edit: Callable[[str, bytes], bytes | None]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = edit(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
    return out.getvalue()


def read_book(data: bytes, **said: object) -> tuple[list[Rows], list[Problem]]:
    return read(data, Source("b.xlsx"), Options(**said))  # type: ignore[arg-type]


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.source.place()) for problem in problems]


TABLE: dict[str, object] = {"A1": "id", "B1": "name", "A2": "007", "B2": " a\u3000", "A3": 8, "B3": "b"}


def test_every_sheet_with_data_becomes_rows_that_know_their_sheet() -> None:
    tables, problems = read_book(book({"10月": TABLE, "empty": {}, "说明": {"A1": "read me"}, "second": TABLE}))
    assert [table.source.sheet for table in tables] == ["10月", "second"]
    assert tables[0].headings == ("id", "name")
    assert tables[0].cells.rows() == [("007", "a", 2), ("8", "b", 3)]
    assert problems == []


def test_one_sheet_can_be_asked_for_even_one_that_explains() -> None:
    data = book({"one": TABLE, "说明": TABLE})
    assert [table.source.sheet for table in read_book(data, sheet="说明")[0]] == ["说明"]
    problem = read_book(data, sheet="ones")[1][0]
    assert (problem.code, problem.facts) == ("no-such-sheet", {"sheet": "ones", "sheets": "one, 说明", "near": "one"})


def test_a_workbook_without_data_is_a_problem() -> None:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    workbook.create_chartsheet("chart")
    workbook.create_sheet("empty")
    out = io.BytesIO()
    workbook.save(out)
    assert told(read_book(out.getvalue())[1]) == [("no-data-sheet", "b.xlsx")]


def test_rows_have_the_numbers_the_sheet_shows() -> None:
    cells: dict[str, object] = {
        "B3": "October",
        "B5": "id",
        "C5": "name",
        "D5": "day",
        "B7": "1",
        "D7": "x",
        "C20": "y",
    }
    tables, problems = read_book(book({"s": cells}))
    assert (tables[0].header_row, tables[0].headings) == (5, ("", "id", "name", "day"))
    assert tables[0].cells.rows() == [(None, "1", None, "x", 7), (None, None, "y", None, 20)]
    assert (tables[0].blank, problems) == (13, [])


def test_headings_may_stand_far_down_or_where_it_is_said() -> None:
    assert read_book(book({"s": {"A30": "id", "A31": "7"}}))[0][0].cells.rows() == [("7", 31)]
    cells: dict[str, object] = {"A1": "a", "B1": "b", "A2": "id", "B2": "name", "A3": "1", "B3": "x"}
    assert read_book(book({"s": cells}), header_row=2)[0][0].headings == ("id", "name")
    assert told(read_book(book({"s": cells}), header_row=9)[1])[0] == ("no-heading-row", "b.xlsx:s")


def test_empty_rows_at_the_end_are_nothing_at_all() -> None:
    workbook = openpyxl.Workbook()
    sheet = workbook.active
    for cell, value in {**TABLE, "A5": " "}.items():
        sheet[cell] = value
    sheet["XFD1048576"].font = openpyxl.styles.Font(bold=True)
    out = io.BytesIO()
    workbook.save(out)
    tables, problems = read_book(out.getvalue())
    assert (tables[0].cells.height, tables[0].blank, problems) == (2, 0, [])


def test_a_cell_with_an_error_refuses_its_row() -> None:
    tables, problems = read_book(book({"s": {**TABLE, "B2": "#REF!", "A3": "#N/A"}}))
    assert (tables[0].cells.height, tables[0].refused) == (0, 2)
    assert told(problems) == [("error-cell", "b.xlsx:s!B2"), ("error-cell", "b.xlsx:s!A3")]
    assert problems[0].facts == {"value": "#REF!"}


def test_a_formula_that_was_never_calculated_is_not_an_empty_cell() -> None:
    tables, problems = read_book(book({"a&b": {**TABLE, "B3": "=A2&A3"}}))
    assert tables[0].cells.rows() == [("007", "a", 2)]
    assert told(problems) == [("never-calculated", "b.xlsx:a&b!B3")]


def test_a_number_that_lost_its_last_digits_is_refused() -> None:
    tables, problems = read_book(book({"s": {**TABLE, "A3": 123456789012345678}}))
    assert tables[0].refused == 1
    assert told(problems) == [("digits-lost", "b.xlsx:s!A3")]


SHOWN = (
    ("000", 7, "007"),
    ('"E"0000', 7, "E0007"),
    (r"\E\-00", 7, "E-07"),
    ("0000", 123456, "123456"),
    ("0.00E+00", 1e5, "1.00E+05"),
    ("General", 1e5, "100000"),
    ("0.00", 7, "7"),
    ("#,##0", 1234, "1234"),
    ('0"%"', 7, "7"),
    ('"-"0', 7, "7"),
    ("yyyy-mm-dd", -5, "-5"),
    ("hh:mm", -0.25, "-0.25"),
    ("0.00", -5, "-5"),
    ("000", 110101199003071, "110101199003071"),
)


@pytest.mark.parametrize(("number_format", "value", "text"), SHOWN)
def test_a_number_reads_as_its_cell_shows_it_where_that_may_be_a_staff_number(
    number_format: str, value: float, text: str
) -> None:
    tables, problems = read_book(formatted(number_format, value))
    assert (tables[0].cells["c1"].to_list(), problems) == ([text], [])


def test_a_long_number_is_refused_whatever_its_format_shows() -> None:
    assert told(read_book(formatted("000", 110101199003078888))[1]) == [("digits-lost", "b.xlsx:Sheet!A2")]


def formatted(number_format: str, value: float) -> bytes:
    workbook = openpyxl.Workbook()
    workbook.active.append(["id"])
    workbook.active.append([value])
    workbook.active["A2"].number_format = number_format
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def without_places(name: str, content: bytes) -> bytes:
    return re.sub(rb' r="[A-Z]+[0-9]+"', b"", content) if "sheet1" in name else content


def in_single_quotes(name: str, content: bytes) -> bytes:
    return content.replace(b'"', b"'") if "worksheets" in name or "workbook" in name else content


def with_a_prefix(name: str, content: bytes) -> bytes:
    tags = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", content).replace(b"xmlns=", b"xmlns:x=")
    return tags if "sheet1" in name else content


@pytest.mark.parametrize("edit", [without_places, in_single_quotes, with_a_prefix])
def test_errors_and_formulas_are_found_however_the_sheet_is_written(edit: Callable[[str, bytes], bytes]) -> None:
    cells = {**TABLE, "B2": "#N/A", "B3": "=A1&A2", "A4": "9", "B4": "c"}
    tables, problems = read_book(edited(book({"s": cells}), edit))
    assert tables[0].cells.rows() == [("9", "c", 4)]
    assert told(problems) == [("error-cell", "b.xlsx:s!B2"), ("never-calculated", "b.xlsx:s!B3")]


def test_a_sheet_is_found_whatever_the_case_of_its_name() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book({"s": {**TABLE, "B3": "#N/A"}}))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("sheet1.xml", "Sheet1.XML"), old.read(name))
    assert told(read_book(out.getvalue())[1]) == [("error-cell", "b.xlsx:s!B3")]


def test_two_parts_whose_names_differ_in_case_are_the_same() -> None:
    out = io.BytesIO(book({"s": TABLE}))
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr("XL/worksheets/Sheet1.xml", "<worksheet/>")
    assert [problem.code for problem in read_book(out.getvalue())[1]] == ["damaged-workbook"]


def test_a_sheet_that_is_no_utf_8_is_damage_and_not_an_empty_sheet() -> None:
    def wide(name: str, content: bytes) -> bytes:
        return content.decode().encode("utf-16") if "sheet1" in name else content

    data = edited(book({"a": TABLE, "b": TABLE}), wide)
    assert [problem.code for problem in read_book(data)[1]] == ["damaged-workbook"]


def test_a_heading_that_nobody_can_read_lets_no_row_through() -> None:
    tables, problems = read_book(book({"s": {**TABLE, "B1": "#REF!", "C1": "=A1", "C2": "x"}}))
    assert (tables[0].cells.height, tables[0].refused) == (0, 2)
    assert told(problems) == [("error-cell", "b.xlsx:s!B1"), ("never-calculated", "b.xlsx:s!C1")]


def test_hidden_rows_and_sheets_are_read_and_told() -> None:
    workbook = openpyxl.Workbook()
    sheets = [workbook.active, workbook.create_sheet("hidden")]
    for sheet in sheets:
        for cell, value in TABLE.items():
            sheet[cell] = value
        sheet.row_dimensions[3].hidden = True
    sheets[1].sheet_state = "veryHidden"
    out = io.BytesIO()
    workbook.save(out)
    tables, problems = read_book(out.getvalue())
    assert [table.cells.height for table in tables] == [2, 2]
    assert told(problems) == [("hidden-rows", "b.xlsx:Sheet!3"), ("hidden-sheet", "b.xlsx:hidden")]


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    workbook = openpyxl.Workbook()
    workbook.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    workbook.active.append(["when"])
    workbook.active.append([datetime(2026, 10, 3, 8, 2)])
    out = io.BytesIO()
    workbook.save(out)
    assert read_book(out.getvalue())[0][0].cells["c1"].to_list() == ["2026-10-03 08:02:00"]


def test_what_a_spreadsheet_wrote_for_a_line_break_is_no_part_of_a_number() -> None:
    data = book({"s": {"A1": "id", "A2": "007_x000D_", "A3": " 8\u00a0"}})
    assert read_book(data)[0][0].cells["c1"].to_list() == ["007", "8"]


def test_a_hundred_thousand_merged_cells_beside_the_table_do_not_matter() -> None:
    def merged(name: str, content: bytes) -> bytes:
        ranges = b"".join(b'<mergeCell ref="C%d:C%d"/>' % (n, n + 1) for n in range(2, 200_002, 2))
        return content.replace(b"</sheetData>", b"</sheetData><mergeCells>" + ranges + b"</mergeCells>")

    assert read_book(edited(book({"s": TABLE}), merged))[1] == []


def test_of_a_macro_workbook_the_values_are_read_and_nothing_is_unpacked_beside_it() -> None:
    data = io.BytesIO(book({"s": TABLE}))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0")
        archive.writestr("../../outside", b"never unpacked")
    assert read_book(data.getvalue())[0][0].cells.height == 2


def test_one_cell_across_several_rows_is_named_with_its_range() -> None:
    cells = {**TABLE, "A4": "x", "B4": "merged", "A5": "y", "A6": "z", "A7": "sound"}
    tables, problems = read_book(book({"s": cells}, merged="B4:B6"))
    assert tables[0].cells["row"].to_list() == [2, 3, 7]
    assert (tables[0].refused, told(problems)) == (3, [("merged-cells", "b.xlsx:s!B4")])
    assert problems[0].facts == {"range": "B4:B6"}


def test_a_merged_title_and_cells_merged_in_one_row_do_not_matter() -> None:
    shifted = {"A1": "October", "A2": "id", "B2": "name", "C2": "day", "A3": "1", "B3": "a", "C3": "x"}
    assert read_book(book({"s": dict(shifted)}, merged="A1:C1"))[1] == []


def test_dates_and_times_read_as_they_look() -> None:
    cells: dict[str, object] = {"A1": "when", "A2": datetime(2026, 10, 3, 8, 2), "A3": datetime(2026, 10, 3)}
    assert read_book(book({"s": cells}))[0][0].cells["c1"].to_list() == ["2026-10-03 08:02:00", "2026-10-03"]


STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def strict(_: str, content: bytes) -> bytes:
    for usual, iso in STRICT:
        content = content.replace(usual, iso)
    return content


@pytest.mark.parametrize(
    "edit", [strict, lambda _, content: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1"', content)]
)
def test_strict_workbooks_and_wrong_dimensions_lose_nothing(edit: Callable[[str, bytes], bytes]) -> None:
    tables, problems = read_book(edited(book({"s": {**TABLE, "B3": "#REF!"}}), edit))
    assert tables[0].cells.rows() == [("007", "a", 2)]
    assert told(problems) == [("error-cell", "b.xlsx:s!B3")]


def test_damage_is_one_problem_and_never_an_exception() -> None:
    data = book({"s": TABLE})
    flipped = bytearray(data)
    flipped[len(data) // 3] ^= 0xFF
    for broken in (data[: len(data) // 2], bytes(flipped), edited(data, lambda n, c: None if "sheet1" in n else c)):
        tables, problems = read_book(broken)
        assert tables == []
        assert [problem.code for problem in problems] == ["damaged-workbook"]


def test_a_password_is_recognised() -> None:
    data = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    assert told(read_book(data)[1]) == [("password", "b.xlsx")]


def test_a_zip_that_is_no_workbook_is_called_a_zip() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("photo.jpg", b"x")
    assert read_book(out.getvalue())[1][0].facts == {"found": "ZIP"}


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    def swell(name: str, content: bytes) -> bytes:
        return content + b" " * 20_000_000 if "sheet1" in name else content

    assert [problem.code for problem in read_book(edited(book({"s": TABLE}), swell))[1]] == ["unpacks-too-big"]


def test_a_stray_cell_at_the_far_corner_is_refused_instead_of_filling_the_memory() -> None:
    problem = read_book(book({"s": {**TABLE, "XFD1048576": "x"}}))[1][0]
    assert (problem.code, problem.facts) == ("sheet-too-big", {"rows": "1,048,576", "columns": "16,384"})


def test_a_full_sheet_was_probably_cut() -> None:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("s")
    for number in range(65_536):
        sheet.append([number or "id"])
    out = io.BytesIO()
    workbook.save(out)
    tables, problems = read_book(out.getvalue())
    assert tables[0].cells.height == 65_535
    assert told(problems) == [("row-limit", "b.xlsx:s")]
