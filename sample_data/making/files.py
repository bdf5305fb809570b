"""Files as a garden's offices would hand them in: CSV for every spreadsheet, workbooks, and the rules copied."""

import csv
import io
import json
import shutil
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import xlsxwriter

CREATED = datetime(2026, 11, 1, 9, 0)
WIDTHS = {"检查项目": 9, "备注": 28, "地点": 18, "检查单号": 11, "记录编号": 13}
Cell = str | float | date


def write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """UTF-8 with a byte order mark, without which Excel shows Chinese as noise."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.getvalue().encode("utf-8-sig"))


def write_workbook(path: Path, headings: Sequence[str], tables: Mapping[str, Sequence[Sequence[Cell]]]) -> None:
    """A workbook of one sheet a table; the same bytes whenever and wherever it is written."""
    packed = io.BytesIO()
    book = xlsxwriter.Workbook(packed, {"in_memory": True})
    book.set_properties({"title": path.stem, "author": "御华园物业服务中心", "created": CREATED})
    bold = book.add_format({"bold": True, "bg_color": "#DDE7F0", "border": 1})
    day = book.add_format({"num_format": "yyyy-mm-dd"})
    for name, rows in tables.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, WIDTHS.get(heading, 10))
            sheet.write_string(0, column, heading, bold)
        for number, row in enumerate(rows, 1):
            for column, cell in enumerate(row):
                _write_cell(sheet, number, column, cell, day)
    book.close()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(_unpressed(packed))


def _write_cell(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    if isinstance(cell, date):
        sheet.write_datetime(row, column, datetime(cell.year, cell.month, cell.day), day)
    elif isinstance(cell, float):
        sheet.write_number(row, column, cell)
    elif cell:
        sheet.write_string(row, column, cell)


def _unpressed(packed: io.BytesIO) -> bytes:
    """The archive without compression: builds of zlib press the same text into different bytes."""
    stored = io.BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(stored, "w", zipfile.ZIP_STORED) as target:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, (1980, 1, 1, 0, 0, 0))
            plain.create_system, plain.external_attr = 0, 0
            target.writestr(plain, source.read(entry))
    return stored.getvalue()


def copy_rules(checklists: Path, rules: Path, scheme: str) -> None:
    """The site's own copies of a shipped scheme and of the checklists it uses."""
    (rules / "schemes").mkdir(parents=True, exist_ok=True)
    shutil.copyfile(checklists / "schemes" / f"{scheme}.json", rules / "schemes" / f"{scheme}.json")
    for name in json.loads((checklists / "schemes" / f"{scheme}.json").read_text("utf-8"))["checklists"]:
        shutil.copyfile(checklists / f"{name}.json", rules / f"{name}.json")
