"""A workbook's zip looked into before it is opened: bombs, damage, and cells that calamine would give as empty."""

import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO

from inspect_cli.problems import Problem, Source
from inspect_cli.read.cell_text import NEVER_CALCULATED
from inspect_cli.read.files import megabytes

MOST_BYTES = 200_000_000
MOST_MEMBERS = 1000
MOST_TIMES_PACKED = 200
SMALL = 10_000_000
"""Below this a workbook may be packed as tightly as it likes."""

MOST_CELLS = 16_000_000
"""Cells of the rectangle from A1 to the last filled cell: calamine holds it whole, however few of them are filled."""

_CELL = rb'<(?:\w+:)?c %b[^<>]*?r="([A-Z]{1,3})([0-9]{1,7})"[^<>]*%b>'
_FORMULA = rb"\s*<(?:\w+:)?f(?:[^<>]*/>|[^<>]*>[^<]*</(?:\w+:)?f>)"
_NO_VALUE = rb"\s*(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v></(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
FILLED = re.compile(_CELL % (b"", b"(?<!/)"))
COLUMN, ROW = re.compile(rb'r="([A-Z]{1,3})[0-9]'), re.compile(rb'r="[A-Z]{1,3}([0-9]{1,7})"')
ERROR = re.compile(_CELL % (b"", b't="e"[^<>]*') + rb"(?:" + _FORMULA + rb")?\s*<(?:\w+:)?v>([^<]*)<")
UNCALCULATED = re.compile(_CELL % (rb'(?![^<>]*t="str")', b"") + _FORMULA + _NO_VALUE)
"""A formula with an empty text as its result says so with t="str"; one without a result says nothing."""

SHEET = re.compile(r"<(?:\w+:)?sheet\s[^>]*>")
RELATION = re.compile(r"<(?:\w+:)?Relationship\s[^>]*>")
ATTRIBUTE = re.compile(r'([\w:]+)\s*=\s*"([^"]*)"')
REPEATED_CELL = re.compile(rb'<table:table-cell[^<>]*number-columns-repeated="([0-9]{4,})"[^<>]*office:value')
REPEATED_ROW = re.compile(rb'<table:table-row[^<>]*number-rows-repeated="[0-9]{5,}"[^<>]*(?<!/)>')
END_OF_ROW = b"</table:table-row>"
ODS_ERROR = b'calcext:value-type="error"'

Cell = tuple[int, int]
"""Row and column, both counted from 1."""


Marks = dict[Cell, str]
"""Cells of a sheet that hold an error or a formula without a result, with the text that stands for it."""


class _RefusedError(Exception):
    """Ends the look into the zip with the Problem to report."""

    def __init__(self, code: str, **facts: str) -> None:
        self.code, self.facts = code, facts
        super().__init__(code)


def look_into(data: bytes, source: Source) -> tuple[dict[str, Marks], Problem | None]:
    """The Marks of each sheet by its name, or why the workbook must not be opened."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _check_sizes(archive, len(data))
            return _read_members(archive), None
    except _RefusedError as refused:
        return {}, Problem(refused.code, source, refused.facts)
    except Exception as error:  # zipfile lets out a dozen kinds of errors on damaged archives
        return {}, Problem("damaged-workbook", source, {"reason": str(error).lower() or type(error).__name__})


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    names = {member.filename for member in members}
    unpacked = sum(member.file_size for member in members)
    if unpacked > MOST_BYTES or (unpacked > SMALL and unpacked > packed * MOST_TIMES_PACKED):
        raise _RefusedError("unpacks-too-big", size=megabytes(unpacked), limit=megabytes(MOST_BYTES))
    if len(members) > MOST_MEMBERS:
        raise _RefusedError("damaged-workbook", reason=f"{len(members)} parts")
    if len(names) < len(members):
        raise _RefusedError("damaged-workbook", reason="two parts of the same name")
    if any(member.flag_bits & 1 for member in members):
        raise _RefusedError("password")
    if not names & {"xl/workbook.xml", "content.xml"}:
        raise _RefusedError("not-a-table", found="XLSB" if "xl/workbook.bin" in names else "ZIP")


def _read_members(archive: zipfile.ZipFile) -> dict[str, Marks]:
    """Every member is unpacked once: its checksum shows damage, and a size that lies."""
    sheets = {member: name for name, member in _sheet_members(archive)}
    marks: dict[str, Marks] = {}
    for name in archive.namelist():
        content = archive.read(name)
        if name in sheets:
            marks[sheets[name]] = dict(_marks(content))
        if name in sheets or name.startswith("xl/worksheets/"):
            _check_extent(content)
        if name == "content.xml":
            _check_ods(content)
    return marks


def _sheet_members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The name of each sheet and the member that holds it."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return
    relations = {
        relation["Id"]: relation["Target"]
        for relation in _tags(RELATION, archive.read("xl/_rels/workbook.xml.rels"))
        if {"Id", "Target"} <= set(relation)
    }
    for sheet in _tags(SHEET, archive.read("xl/workbook.xml")):
        target = relations.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        yield sheet.get("name", ""), path


def _tags(pattern: re.Pattern[str], xml: bytes) -> Iterator[dict[str, str]]:
    for tag in pattern.findall(xml.decode("utf-8", "replace")):
        yield {key: unescape(value) for key, value in ATTRIBUTE.findall(tag)}


def _check_extent(sheet: bytes) -> None:
    if _extent_at_most(sheet) <= MOST_CELLS:
        return
    letters, numbers = {b""}, {b"0"}
    for cell in FILLED.finditer(sheet):
        letters.add(cell[1])
        numbers.add(cell[2])
    columns, rows = max(map(column_number, letters)), max(map(int, numbers))
    if rows * columns > MOST_CELLS:
        raise _RefusedError("sheet-too-big", rows=f"{rows:,}", columns=f"{columns:,}")


def _extent_at_most(sheet: bytes) -> int:
    """The rectangle around all cells, filled or not: never too small, and found without looking at each of them."""
    letters, rows = set(COLUMN.findall(sheet)), set(ROW.findall(sheet))
    return max(map(column_number, letters), default=0) * max(map(int, rows), default=0)


def _marks(sheet: bytes) -> Iterator[tuple[Cell, str]]:
    if b't="e"' in sheet:
        for letters, row, error in ERROR.findall(sheet):
            yield (int(row), column_number(letters)), unescape(error.decode("utf-8", "replace"))
    if b"<f" in sheet or b":f" in sheet:
        for letters, row in UNCALCULATED.findall(sheet):
            yield (int(row), column_number(letters)), NEVER_CALCULATED


def column_number(letters: bytes) -> int:
    """The number of a spreadsheet's column counted from 1: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_ods(content: bytes) -> None:
    too_wide = any(int(count) > MOST_MEMBERS for count in REPEATED_CELL.findall(content))
    if too_wide or _repeats_filled_rows(content):
        raise _RefusedError("sheet-too-big", rows="1,048,576", columns="16,384")
    if ODS_ERROR in content:
        raise _RefusedError("error-cells")


def _repeats_filled_rows(content: bytes) -> bool:
    for row in REPEATED_ROW.finditer(content):
        end = content.find(END_OF_ROW, row.end())
        if end < 0 or b"office:value" in content[row.end() : end]:
            return True
    return False
