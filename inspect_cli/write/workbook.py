"""Tables as one Excel workbook, made to be read and printed: an overview with charts, then a sheet for every table."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING

from inspect_cli.frames import Table
from inspect_cli.write.code_words import in_words
from inspect_cli.write.editions import Edition
from inspect_cli.write.grids import Pen
from inspect_cli.write.overview import OVERVIEW, write_overview
from inspect_cli.write.sheet_formats import FONTS, SIZE, Formats
from inspect_cli.write.sheets import fill_sheet, parts_of, sheet_names

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

NOTHING_GUESSED = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}


def to_workbook(tables: Sequence[Table], edition: Edition) -> bytes:
    """The workbook of the tables in the edition's language; the same tables and edition give the same bytes.

    A table of more rows than a sheet holds goes on several sheets, `lines`, `lines 2`; none is dropped.
    """
    from xlsxwriter.workbook import Workbook

    data = io.BytesIO()
    face = {"font_name": FONTS[edition.lang], "font_size": SIZE}
    workbook = Workbook(data, {"in_memory": True, "default_format_properties": face, **NOTHING_GUESSED})
    try:
        workbook.set_properties({"title": edition.title, "created": edition.created, "author": "inspect-cli"})
        workbook.set_size(2400, 1400)
        _fill(workbook, tables, edition)
    finally:
        workbook.close()
    return data.getvalue()


def _fill(workbook: "Workbook", tables: Sequence[Table], edition: Edition) -> None:
    formats = Formats(workbook)
    parts = [part for table in tables for part in parts_of(in_words(table, edition.lang))]
    front = [OVERVIEW[edition.lang]] if edition.overview or not tables else []
    names = sheet_names([*front, *(part.title(edition.lang) for part in parts)])
    pens = [Pen(workbook.add_worksheet(name), formats, edition.lang) for name in names]
    if front:
        write_overview(workbook, pens[0], tables, list(zip(names[1:], parts, strict=True)), edition)
    for pen, part in zip(pens[len(front) :], parts, strict=True):
        fill_sheet(pen, part, edition)
