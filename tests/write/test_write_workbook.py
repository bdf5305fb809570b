"""The workbook, reopened with openpyxl: typed cells, nothing that runs, ready to be read, filtered and printed."""

import io
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import polars as pl
import pytest

from inspect_cli.frames import Table
from inspect_cli.write import Edition, sheets, to_workbook
from inspect_cli.write.grids import LONGEST_TEXT
from inspect_cli.write.sheets import sheet_names

MakeTable = Callable[..., Table]
EDITION = Edition(lang="zh", title="渝华 & 物业", subtitle=["2026-11"], created=datetime(2026, 12, 1, 8, 0))
HEADINGS_ROW = 4


def opened(tables: list[Table], edition: Edition = EDITION) -> Any:
    return openpyxl.load_workbook(io.BytesIO(to_workbook(tables, edition)))


def xml(tables: list[Table], name: str, edition: Edition = EDITION) -> str:
    return zipfile.ZipFile(io.BytesIO(to_workbook(tables, edition))).read(name).decode()


@pytest.fixture(scope="module")
def sheet(lines: Table) -> Any:
    return opened([lines])["扣分明细"]


def test_the_same_tables_give_the_same_bytes(lines: Table, departments: Table, items: Table) -> None:
    once = to_workbook([lines, departments, items], EDITION)
    time.sleep(1.1)
    assert to_workbook([lines, departments, items], EDITION) == once


def test_the_date_of_creation_is_the_one_that_was_given(lines: Table) -> None:
    properties = opened([lines]).properties
    assert properties.created == properties.modified == datetime(2026, 12, 1, 8, 0)


def test_title_and_notes_stand_above_the_headings(sheet: Any) -> None:
    assert [sheet.cell(row, 1).value for row in range(1, 5)] == [
        "扣分明细",
        "2026-11 (10-25 … 11-24)",
        "calculated from files",
        "line列",
    ]


def test_headings_stay_in_sight_and_filter(sheet: Any) -> None:
    assert sheet.freeze_panes == f"D{HEADINGS_ROW + 1}"
    assert sheet.auto_filter.ref == f"A{HEADINGS_ROW}:J{HEADINGS_ROW + 2}"


def test_ids_are_text_amounts_are_numbers_dates_are_dates(sheet: Any) -> None:
    cells = dict(zip([cell.value for cell in sheet[HEADINGS_ROW]], sheet[HEADINGS_ROW + 1], strict=True))
    assert (cells["person_id列"].value, cells["person_id列"].data_type) == ("-5", "s")
    assert cells["person_id列"].number_format == "@"
    assert cells["date列"].value.date() == date(2026, 11, 3)
    assert cells["date列"].number_format == "yyyy-mm-dd"
    assert (cells["points列"].value, cells["points列"].number_format) == (-5, "+0.00;[Red]-0.00;[Black]0.00")
    assert (cells["balance列"].value, cells["balance列"].number_format) == (95, "0.00")
    assert cells["yuan列"].number_format == "+#,##0.00;[Red]-#,##0.00;[Black]0.00"
    assert (cells["count列"].value, cells["count列"].number_format) == (1, "0")
    assert cells["terminal列"].value == "是"


def test_empty_cells_are_empty(sheet: Any) -> None:
    assert [cell.value for cell in sheet[HEADINGS_ROW + 2]][6:] == [None, None, "否", None]


def test_nothing_is_a_formula_or_a_link(make_table: MakeTable) -> None:
    payloads = [
        "=1+1",
        "@SUM(A1)",
        "+1",
        "-5",
        "\t=1",
        "＝1",
        "https://x.test",
        "mailto:a@b.test",
        "{=1}",
        "1E5",
        "007",
    ]
    book = opened([make_table({"note": "text"}, [(payload,) for payload in payloads])])
    cells = [row[0] for row in book["扣分明细"].iter_rows(min_row=3)]
    assert [cell.value for cell in cells] == [payload.replace("\t", r"\t") for payload in payloads]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert [cell.quotePrefix for cell in cells[:4]] == [True] * 4


def test_control_characters_are_shown_and_long_text_is_cut_with_a_mark(make_table: MakeTable) -> None:
    table = make_table({"note": "text"}, [("\x1b[31m\ufffe",), ("字" * 40_000,), ("𠮷" * 20_000,), ("_x0041_",)])
    values = [row[0].value for row in opened([table])["扣分明细"].iter_rows(min_row=3)]
    assert values[0] == r"\x1b[31m\ufffe"
    assert values[1].endswith("…（已截断，全文见 CSV）")
    assert all(len(value.encode("utf-16-le")) // 2 <= LONGEST_TEXT for value in values)
    assert values[2].startswith("𠮷")
    assert "_x005F_x0041_" in xml([table], "xl/sharedStrings.xml")


def test_amounts_are_stored_as_the_nearest_number_there_is(make_table: MakeTable) -> None:
    amounts = [Decimal("0.1"), Decimal("-1234567.89"), Decimal("0.0001"), Decimal("9999999999.9999")]
    table = make_table({"points": "points"}, [(amount,) for amount in amounts])
    stored = [row[0].value for row in opened([table])["扣分明细"].iter_rows(min_row=3)]
    assert stored == [float(amount) for amount in amounts]
    assert "<v>-1234567.89</v>" in xml([table], "xl/worksheets/sheet2.xml")


def test_balances_are_plain_and_quantities_have_the_decimals_they_have(make_table: MakeTable) -> None:
    cells = (Decimal("97.5"), Decimal("0.25"))
    sheet = opened([make_table({"left_over": "balance", "quantity": "quantity"}, [cells])])["扣分明细"]
    assert (sheet["A3"].value, sheet["A3"].number_format) == (97.5, "0.00")
    assert (sheet["B3"].value, sheet["B3"].number_format) == (0.25, "General")


def test_columns_are_as_wide_as_their_words_within_bounds(make_table: MakeTable) -> None:
    table = make_table({"a": "number", "name": "text", "note": "text"}, [(1, "欧阳娜娜" * 3, "x" * 500)])
    widths = opened([table])["扣分明细"].column_dimensions
    assert 6 <= widths["A"].width < 10
    assert 24 <= widths["B"].width < 30
    assert 60 <= widths["C"].width < 61


def test_rows_are_as_high_as_their_words(make_table: MakeTable) -> None:
    table = make_table({"note": "text"}, [("one",), ("one\ntwo\nthree",), ("字" * 100,)])
    heights = opened([table])["扣分明细"].row_dimensions
    assert heights[3].height is None
    assert heights[4].height == 45
    assert heights[5].height == 60


def test_a_sheet_prints_on_a4_across_with_its_headings_on_every_page(sheet: Any) -> None:
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.page_setup.paperSize == 9
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == f"${HEADINGS_ROW}:${HEADINGS_ROW}"
    assert sheet.oddHeader.left.text == "渝华 && 物业"
    assert "第 &P 页" in sheet.oddFooter.left.text.replace("&[Page]", "&P")


def test_the_workbook_speaks_the_readers_language(lines: Table) -> None:
    assert opened([lines], replace(EDITION, lang="en")).sheetnames == ["Overview", "Ledger lines"]
    assert opened([lines]).sheetnames == ["概览", "扣分明细"]


def test_sheet_names_are_what_excel_accepts() -> None:
    wanted = ["a" * 40, "A" * 40, "[x]:*?/\\", "'quoted'", "", "History", "ａ", "a", "𠮷" * 20, "two\nlines"]
    names = sheet_names(wanted)
    assert names[:4] == ["a" * 31, "A" * 29 + " 2", "_x______", "quoted"]
    assert names[5] != "History"
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name.encode("utf-16-le")) // 2 <= 31 for name in names)
    assert not any(char in name for name in names for char in "[]:*?/\\\n")


def test_rows_beyond_a_sheet_go_on_another(make_table: MakeTable, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "ROWS_A_SHEET", 13)
    table = make_table({"count": "number"}, [(number,) for number in range(25)], titles=("lines", "明细"))
    book = opened([table], replace(EDITION, lang="en"))
    assert book.sheetnames == ["Overview", "lines", "lines 2", "lines 3"]
    rows = [row[0].value for name in book.sheetnames[1:] for row in book[name].iter_rows(min_row=3)]
    assert rows == list(range(25))


def test_the_overview_shows_totals_charts_and_contents(
    lines: Table, departments: Table, items: Table, make_table: MakeTable
) -> None:
    totals = make_table({"people": "number", "points": "points"}, [(3, Decimal("-7"))], titles=("Totals", "合计"))
    overview = opened([lines, departments, items], replace(EDITION, totals=totals))["概览"]
    assert len(overview._charts) == 2
    column = [cell.value for cell in overview["A"]]
    assert column[:6] == ["渝华 & 物业", "2026-11", None, "合计", "people列", "points列"]
    assert (overview["B5"].value, overview["B6"].value) == (3, -7)
    costliest = column.index("扣分最多的项目") + 2
    assert column[costliest : costliest + 10] == [f"item {number}" for number in range(12, 2, -1)]
    assert "praise" not in column
    assert "工程部" not in column
    assert column[-3:] == ["扣分明细", "部门", "项目"]


def test_charts_show_the_cells_beside_them(departments: Table, items: Table) -> None:
    first = xml([departments, items], "xl/charts/chart1.xml")
    assert "<c:f>概览!$B$6:$B$7</c:f>" in first
    assert "保洁部" in first


def test_without_departments_and_items_there_are_no_charts(lines: Table) -> None:
    assert opened([lines])["概览"]._charts == []


def test_a_fill_in_book_has_drop_downs_and_no_overview(lines: Table) -> None:
    edition = replace(EDITION, overview=False, choices={"note": ["excuse", "confirm"]})
    book = opened([lines], edition)
    assert book.sheetnames == ["扣分明细"]
    (rule,) = book["扣分明细"].data_validations.dataValidation
    assert (rule.formula1, str(rule.sqref)) == ('"excuse,confirm"', "J5:J6")


def test_choices_too_long_for_excel_are_refused(lines: Table) -> None:
    with pytest.raises(ValueError, match="255"):
        to_workbook([lines], replace(EDITION, choices={"note": ["x" * 300]}))


def test_dates_before_excels_calendar_are_text(make_table: MakeTable) -> None:
    table = make_table({"hired": "date"}, [(date(1899, 5, 1),), (None,)])
    assert opened([table])["扣分明细"]["A3"].value == "1899-05-01"


def test_many_notes_follow_the_table(lines: Table) -> None:
    notes = [f"note {number}" for number in range(6)]
    sheet = opened([replace(lines, notes=notes)])["扣分明细"]
    assert [sheet.cell(row, 1).value for row in range(2, 5)] == notes[:3]
    assert [sheet.cell(row, 1).value for row in range(9, 12)] == notes[3:]


def test_no_tables_are_still_a_workbook(lines: Table) -> None:
    assert opened([]).sheetnames == ["概览"]
    empty = replace(lines, frame=lines.frame.clear())
    assert opened([empty])["扣分明细"].auto_filter.ref == f"A{HEADINGS_ROW}:J{HEADINGS_ROW}"


@pytest.mark.soak
def test_a_sheet_holds_as_many_rows_as_excel_allows(make_table: MakeTable) -> None:
    table = replace(make_table({"count": "number"}, []), frame=pl.DataFrame({"count": range(1_048_580)}))
    names = zipfile.ZipFile(io.BytesIO(to_workbook([table], EDITION))).namelist()
    assert "xl/worksheets/sheet3.xml" in names
    assert "xl/worksheets/sheet4.xml" not in names
