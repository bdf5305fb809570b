"""What an old workbook (XLS) says that calamine leaves out: errors, what cells show, hidden rows."""

import struct
from collections import Counter
from collections.abc import Iterator, Mapping
from struct import pack, unpack, unpack_from
from typing import Final

from inspect_cli.problems import Problem, Source
from inspect_cli.read.cell_text import FIFTEEN_DIGITS, NEVER_CALCULATED
from inspect_cli.read.compound import Compound, DamagedError, is_whole_head
from inspect_cli.read.number_formats import Shown, shown_by_number
from inspect_cli.read.sheet_cells import Cell, Marks, TooFarError, check_reach

BOF, EOF, BOUNDSHEET, FILEPASS, XF, FORMAT = 0x0809, 0x000A, 0x0085, 0x002F, 0x00E0, 0x041E
FORMULA, BOOLERR, NUMBER, RK, MULRK, ROW = 0x0006, 0x0205, 0x0203, 0x027E, 0x00BD, 0x0208
TEXTS: Final = (0x00FD, 0x0204, 0x00D6)
CELLS: Final = (FORMULA, BOOLERR, NUMBER, RK, MULRK, *TEXTS)
DIMENSIONS, WIDE_DIMENSIONS = 0x0200, 14
MOST_ROWS, MOST_COLUMNS = 65_536, 256
BIFF8: Final = 0x0600
HIDDEN: Final = 0x20
ON_LOAD: Final = 0x02
NO_RESULT: Final = (bytes(8), b"\x03\0\0\0\0\0\xff\xff")
"""Zero, and the empty text: what stands in a formula's place until the workbook is opened, when it asks for that."""

ERRORS: Final[Mapping[int, str]] = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
    0x2B: "#GETTING_DATA",
}  # fmt: skip

Record = tuple[int, bytes]
Styles = Mapping[int, Shown]


def look_into_old(data: bytes, source: Source) -> tuple[dict[str, Marks], Problem | None]:
    """The Marks of each sheet by its name, or why this is no workbook that can be opened."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return {}, Problem("password", source)
    try:
        container = Compound(data) if is_whole_head(data) else None
        name = next((name for name in ("Workbook", "Book") if container and name in container.names), None)
        if container is None or name is None:
            return {}, Problem("not-a-table", source, {"found": "OLE"})
        return _marks(container.stream(name), source)
    except TooFarError as far:
        return {}, Problem("sheet-too-big", source, far.facts)
    except (DamagedError, struct.error, UnicodeDecodeError, IndexError) as error:
        return {}, Problem("damaged-workbook", source, {"reason": str(error)})


def _marks(book: bytes, source: Source) -> tuple[dict[str, Marks], Problem | None]:
    version = 0
    places: list[tuple[int, str]] = []
    formats: dict[int, str] = {}
    used: list[int] = []
    for kind, content in _records(book, 0):
        if kind == BOF:
            version = version or unpack_from("<H", content)[0]
        elif kind == FILEPASS:
            return {}, Problem("password", source)
        elif kind == BOUNDSHEET:
            places.append((unpack_from("<I", content)[0], _text(content[6:], version, wide=False)))
        elif kind == FORMAT:
            formats[unpack_from("<H", content)[0]] = _text(content[2:], version, wide=version >= BIFF8)
        elif kind == XF:
            used.append(unpack_from("<H", content, 2)[0])
    styles = shown_by_number({str(number): code for number, code in formats.items()}, map(str, used))
    marks: dict[str, Marks] = {}
    cells = 0
    for place, name in places:
        marks[name], rows, columns = _of_sheet(book, place, styles)
        check_reach(rows, columns, beside=cells)
        cells += rows * columns
    return marks, None


def _records(book: bytes, at: int) -> Iterator[Record]:
    """The records from one BOF to the EOF that belongs to it."""
    depth = 0
    while at + 4 <= len(book):
        kind, length = unpack_from("<HH", book, at)
        yield kind, book[at + 4 : at + 4 + length]
        depth += (kind == BOF) - (kind == EOF)
        if depth == 0:
            return
        at += 4 + length
    raise DamagedError("the file is cut off")


def _text(content: bytes, version: int, *, wide: bool) -> str:
    """A text with its length before it, in two bytes where it is `wide`."""
    begin = 2 if wide else 1
    length = int.from_bytes(content[:begin], "little")
    if version < BIFF8:
        return content[begin : begin + length].decode("latin-1")
    doubled = content[begin] & 1
    characters = content[begin + 1 : begin + 1 + length * (1 + doubled)]
    return characters.decode("utf-16-le" if doubled else "latin-1")


def _of_sheet(book: bytes, place: int, styles: Styles) -> tuple[Marks, int, int]:
    """The Marks of the sheet that begins there, and the last row and column it reaches to."""
    texts: dict[Cell, str] = {}
    hidden = set()
    reach = Counter[str]()
    for kind, content in _records(book, place):
        if kind in CELLS:
            _measure(reach, kind, content)
        elif kind == DIMENSIONS:
            _check_dimensions(content)
        if kind == ROW and unpack_from("<H", content, 12)[0] & HIDDEN:
            hidden.add(unpack_from("<H", content)[0] + 1)
        elif kind in (FORMULA, BOOLERR):
            row, column = unpack_from("<HH", content)
            text = _marked(kind, content)
            if text is not None:
                texts[row + 1, column + 1] = text
        elif kind in (NUMBER, RK, MULRK) and styles:
            for cell, style, value in _numbers(kind, content):
                shown = styles[style](value) if style in styles and abs(value) < FIFTEEN_DIGITS else None
                if shown is not None:
                    texts[cell] = shown
    return Marks(texts, frozenset(hidden)), reach["rows"], reach["columns"]


def _measure(reach: Counter[str], kind: int, content: bytes) -> None:
    """How far cells reach; DamagedError where one lies outside of every sheet."""
    row, column = unpack_from("<HH", content)
    more = (len(content) - 6) // 6 if kind == MULRK else 1
    if column + more > MOST_COLUMNS:
        raise DamagedError("a cell lies outside of the sheet")
    reach["rows"], reach["columns"] = max(reach["rows"], row + 1), max(reach["columns"], column + more)


def _check_dimensions(content: bytes) -> None:
    """DamagedError where a sheet says that it reaches beyond its format: calamine makes room for what it says."""
    wide = len(content) >= WIDE_DIMENSIONS
    top, bottom, left, right = unpack_from("<IIHH" if wide else "<HHHH", content)
    if not (top <= bottom <= MOST_ROWS and left <= right <= MOST_COLUMNS):
        raise DamagedError("a sheet reaches beyond its format")


def _marked(kind: int, content: bytes) -> str | None:
    """The error that the cell holds, or that its formula was never calculated, which only few programs tell."""
    error = _error(kind, content)
    if error is not None:
        return ERRORS.get(error, "#ERROR!")
    waits = kind == FORMULA and unpack_from("<H", content, 14)[0] & ON_LOAD and content[6:14] in NO_RESULT
    return NEVER_CALCULATED if waits else None


def _error(kind: int, content: bytes) -> int | None:
    """The number of the error that the cell holds, if it holds one."""
    if kind == BOOLERR:
        value, is_error = content[6:8]
        return value if is_error else None
    result = content[6:14]
    return result[2] if result[0] == 2 and result[6:8] == b"\xff\xff" else None


def _numbers(kind: int, content: bytes) -> Iterator[tuple[Cell, int, float]]:
    """Cell, style and value of each number of a record."""
    row, first = unpack_from("<HH", content)
    if kind == NUMBER:
        style, value = unpack_from("<Hd", content, 4)
        yield (row + 1, first + 1), style, value
        return
    for nth in range(max((len(content) - 4) // 6, 0)):
        style, packed = unpack_from("<HI", content, 4 + nth * 6)
        yield (row + 1, first + 1 + nth), style, _unpacked(packed)


def _unpacked(packed: int) -> float:
    """A number kept in thirty bits: the head of a binary fraction or a whole number, perhaps times a hundred."""
    if packed & 2:
        value = float((packed >> 2) - (1 << 30 if packed & 0x80000000 else 0))
    else:
        value = unpack("<d", pack("<II", 0, packed & 0xFFFFFFFC))[0]
    return value / 100 if packed & 1 else value
