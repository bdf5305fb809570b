"""A workbook's zip looked into before it is opened: bombs, damage, and cells that calamine would give as empty."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO

from inspect_cli.problems import Problem, Source
from inspect_cli.read.files import megabytes
from inspect_cli.read.number_formats import Shown, shown_by_style
from inspect_cli.read.ods_cells import look_at_ods
from inspect_cli.read.sheet_cells import Marks, TooFarError, look_at
from inspect_cli.read.xml_tags import ENTITIES, tags_in

MOST_BYTES = 150_000_000
"""Of a sheet full of small numbers these are five million cells."""

MOST_MEMBERS = 1000
MOST_TIMES_PACKED = 200
SMALL = 10_000_000
"""Below this a workbook may be packed as tightly as it likes."""

PIECE = 1 << 20

REPEATED_CELL = re.compile(rb'<table:table-cell(?=[^<>]*office:value)[^<>]*number-columns-repeated="([0-9]{4,})"')
REPEATED_ROW = re.compile(rb'<table:table-row[^<>]*number-rows-repeated="[0-9]{5,}"[^<>]*(?<!/)>')
END_OF_ROW = b"</table:table-row>"
ODS_ERROR = b'calcext:value-type="error"'


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
    except TooFarError as reach:
        return {}, Problem("sheet-too-big", source, reach.facts)
    except Exception as error:  # zipfile lets out a dozen kinds of errors on damaged archives
        return {}, Problem("damaged-workbook", source, {"reason": str(error).lower() or type(error).__name__})


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    members = archive.infolist()
    names = {member.filename.lower() for member in members}
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
    sheets = dict(_sheet_members(archive))
    styles = shown_by_style(archive.read("xl/styles.xml")) if "xl/styles.xml" in archive.namelist() else {}
    marks: dict[str, Marks] = {}
    for name in archive.namelist():
        if name in sheets:
            marks[sheets[name]] = _look_at_sheet(archive, name, styles)
        elif name == "content.xml":
            _check_ods(archive.read(name))
            marks |= look_at_ods(_pieces(archive, name))
        elif sum(piece.count(b"<!DOCTYPE") for piece in _pieces(archive, name)) and name.startswith("xl/"):
            raise _RefusedError("damaged-workbook", reason=ENTITIES)
    return marks


def _look_at_sheet(archive: zipfile.ZipFile, name: str, styles: Mapping[str, Shown]) -> Marks:
    if b"\0" in next(_pieces(archive, name)):
        raise _RefusedError("damaged-workbook", reason=f"{name}: not UTF-8")
    return look_at(lambda: _pieces(archive, name), styles)


def _pieces(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    """The content of a member in pieces that begin and end between tags, as far as there are tags."""
    with archive.open(name) as file:
        rest = b""
        while block := file.read(PIECE):
            block = rest + block
            cut = max(block.rfind(b"<"), 0) or len(block)
            yield block[:cut]
            rest = block[cut:]
        yield rest


def _sheet_members(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """The member that holds each sheet, and the sheet's name."""
    members = {name.lower(): name for name in archive.namelist()}
    book, relations = members.get("xl/workbook.xml"), members.get("xl/_rels/workbook.xml.rels")
    if book is None or relations is None:
        return
    targets = {each.get("Id", ""): each.get("Target", "") for each in tags_in(archive.read(relations), "Relationship")}
    for sheet in tags_in(archive.read(book), "sheet"):
        target = targets.get(next((value for key, value in sheet.items() if key.endswith(":id")), ""), "")
        path = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
        if path.lower() in members:
            yield members[path.lower()], sheet.get("name", "")


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
