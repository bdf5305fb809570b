"""The rule book as a card for the wall: one page wide, A4 across, a band for each section."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_cli.frames import Heading, Table
from inspect_cli.write.cells import on_one_line
from inspect_cli.write.editions import Edition, titles
from inspect_cli.write.sheet_formats import FONTS, HAIRLINE, QUIET, SHADE
from inspect_cli.write.sheets import set_up_print, sheet_names
from inspect_cli.write.terminal import display_width

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

BANDS = ("checklist", "section")
"""Columns that stand as bands above their rows instead of in them."""

TEXT_SIZE, BAND_SIZE, TITLE_SIZE = 11, 12, 18
LINE_HEIGHT = 16


def to_card(tables: Sequence[Table], edition: Edition) -> bytes:
    """A workbook of one sheet: title and notes, the headings repeated on every page, rows under their bands."""
    from xlsxwriter.workbook import Workbook

    (table,) = tables
    data = io.BytesIO()
    face = {"font_name": FONTS[edition.lang], "font_size": TEXT_SIZE}
    nothing_guessed = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
    workbook = Workbook(data, {"in_memory": True, "default_format_properties": face, **nothing_guessed})
    workbook.set_properties({"title": edition.title, "created": edition.created, "author": "inspect-cli"})
    (name,) = sheet_names([table.title(edition.lang)])
    _fill(workbook, workbook.add_worksheet(name), table, edition)
    workbook.close()
    return data.getvalue()


def _fill(workbook: "Workbook", sheet: "Worksheet", table: Table, edition: Edition) -> None:
    columns = [heading for heading in table.headings if heading.key not in BANDS]
    last = len(columns) - 1
    title = workbook.add_format({"bold": True, "font_size": TITLE_SIZE})
    note = workbook.add_format({"font_color": QUIET})
    head = workbook.add_format({"bold": True, "bottom": 1, "valign": "vcenter"})
    band = workbook.add_format({"bold": True, "font_size": BAND_SIZE, "bg_color": SHADE, "valign": "vcenter"})
    cell = workbook.add_format({"text_wrap": True, "valign": "top", "bottom": 1, "bottom_color": HAIRLINE})
    sheet.write_string(0, 0, on_one_line(table.title(edition.lang)), title)
    sheet.set_row(0, TITLE_SIZE * 1.6)
    for row, text in enumerate(table.notes, start=1):
        sheet.write_string(row, 0, on_one_line(text), note)
    top = 1 + len(table.notes)
    for column, (heading, text) in enumerate(zip(columns, titles(columns, edition.lang), strict=True)):
        sheet.set_column(column, column, heading.width)
        sheet.write_string(top, column, on_one_line(text), head)
    row, above = top + 1, ""
    for record in table.frame.iter_rows(named=True):
        section = " · ".join(record[key] for key in BANDS if record.get(key))
        if section != above:
            sheet.merge_range(row, 0, row, last, on_one_line(section), band)
            sheet.set_row(row, BAND_SIZE * 1.8)
            row, above = row + 1, section
        for column, heading in enumerate(columns):
            sheet.write_string(row, column, on_one_line(record[heading.key] or ""), cell)
        sheet.set_row(row, LINE_HEIGHT * max(_lines(record[heading.key], heading) for heading in columns))
        row += 1
    sheet.hide_gridlines(2)
    sheet.freeze_panes(top + 1, 0)
    set_up_print(sheet, edition, table.title(edition.lang))
    sheet.repeat_rows(top)
    sheet.print_area(0, 0, max(row - 1, top), last)


def _lines(text: str | None, heading: Heading) -> int:
    """How many lines the text takes in its column; words break a little before the edge."""
    return max(1, -(-display_width(text or "") // max(heading.width - 2, 1)))
