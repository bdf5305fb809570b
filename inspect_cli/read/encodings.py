"""Bytes as UTF-8; another encoding is taken where headings prove it, and else only proposed."""

import codecs
import io
import re
from collections.abc import Container, Iterator
from dataclasses import replace

from inspect_cli.folding import folded
from inspect_cli.problems import Problem, Source

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
"""Byte order marks; that of UTF-32 begins like that of UTF-16."""

PIECE = 1 << 20
HEAD = 4096
LEAST_NULS = 4
PROPOSED = ("gb18030", "cp1252")
HEADING_LINES = 10
BETWEEN_CELLS = re.compile('[,;\t"]')
CHINESE_IN_UTF_8 = re.compile(rb"^.*[\xe3-\xe9][\x80-\xbf]{2}.*$", re.MULTILINE)
BEYOND_ASCII = re.compile(rb"[\x80-\xff]")
UNKNOWN_CHARACTER = "\ufffd".encode()
NO_CHARACTER = b"\xff"
"""A byte that stands in no text in UTF-8: so reading names the cell in which it stands."""


def as_utf8(data: bytes, encoding: str | None, source: Source) -> tuple[bytes, Problem | None]:
    """The text's bytes in UTF-8, or why not. Without an encoding they come back as they are, still to be checked.

    A byte order mark says more than an option does, and so do bytes that are UTF-8 already. What cannot be decoded is
    left in as a byte that is no character.
    """
    marked = marked_encoding(data)
    likely = likely_utf_16(data)
    if likely and not marked and encoding is None:
        return b"", Problem("encoding", replace(source, row=1), _facts(0, "UTF-8", likely))
    if encoding is not None and not is_known(encoding):
        return b"", Problem("unknown-encoding", source, {"encoding": encoding})
    wanted = marked or encoding or "utf-8"
    is_already = wanted == "utf-8" or not (marked or likely or not is_utf8(data))
    return (data, None) if is_already else _decoded(data, wanted, source)


def marked_encoding(data: bytes) -> str | None:
    """The encoding that a byte order mark names."""
    return next((name for mark, name in MARKS if data.startswith(mark)), None)


def is_known(encoding: str) -> bool:
    """Whether there is an encoding of that name."""
    try:
        codecs.lookup(encoding)
    except (LookupError, ValueError):
        return False
    return True


def _decoded(data: bytes, encoding: str, source: Source) -> tuple[bytes, Problem | None]:
    text = _with_damage(data, encoding)
    if not _is_mostly_damaged(text):
        return text, None
    try:
        data.decode(encoding)
        offset = 0
    except UnicodeDecodeError as error:
        offset = error.start
    row = data.count(b"\n", 0, offset) + 1
    return b"", Problem("encoding", replace(source, row=row), _facts(offset, encoding, PROPOSED[0]))


def _with_damage(data: bytes, encoding: str) -> bytes:
    """The text in UTF-8, with a byte that is no character for each one that cannot be decoded.

    Lines of Chinese that are UTF-8 already come from joining two exports. Taken for the other encoding they would be
    read as something else, so nothing beyond ASCII in them counts as decoded.
    """
    parts, done = [], 0
    for line in CHINESE_IN_UTF_8.finditer(data) if b"\0" not in data else ():
        if _fault(line[0]) is None:
            parts += [_as_far_as_known(data[done : line.start()], encoding), BEYOND_ASCII.sub(NO_CHARACTER, line[0])]
            done = line.end()
    return b"".join([*parts, _as_far_as_known(data[done:], encoding)])


def _as_far_as_known(data: bytes, encoding: str) -> bytes:
    text = data.decode(encoding, "replace").encode(errors="surrogatepass")
    return text.replace(UNKNOWN_CHARACTER, NO_CHARACTER)


def by_its_headings(data: bytes, words: Container[str]) -> bytes | None:
    """A text in GB18030, as Chinese Excel saves CSV, in UTF-8; None unless a Chinese heading that is known proves it.

    Big5 passes for GB18030 too, but what then stands in its headings is no word.
    """
    head = data[:PIECE].split(b"\n")[:HEADING_LINES]
    cells = BETWEEN_CELLS.split(b"\t".join(head).decode("gb18030", "replace"))
    if is_utf8(b"\n".join(head)) or not any(folded(cell) in words for cell in cells if not cell.isascii()):
        return None
    text = _with_damage(data, "gb18030")
    return None if _is_mostly_damaged(text) else text


def likely_utf_16(data: bytes) -> str | None:
    """The encoding of a text whose beginning has its NULs, and many of them, all at even or all at odd places."""
    head = data[:HEAD]
    high, low = head[::2].count(0), head[1::2].count(0)
    if max(high, low) * 50 < len(head) or max(high, low) < LEAST_NULS or min(high, low) * 20 > max(high, low):
        return None
    return "utf-16-be" if high > low else "utf-16-le"


def is_utf8(data: bytes) -> bool:
    """Whether the bytes are UTF-8, decided without a second copy of them."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(data), PIECE):
            decoder.decode(data[start : start + PIECE])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def whole_in_another_encoding(data: bytes, source: Source) -> Problem | None:
    """The Problem of a text that is not UTF-8 at all; None where most of its lines are and a few are damaged.

    A lone line is damaged unless it is whole in the encoding of Chinese Excel.
    """
    damaged, others = _damaged_lines(data)
    likely = _proposal(data) if damaged >= max(others, 1) else ""
    if not likely or (damaged == 1 and likely != PROPOSED[0]):
        return None
    faults = ((row, offset, _fault(line)) for row, offset, line in _lines_beyond_ascii(data))
    row, offset, within = next((row, offset, within) for row, offset, within in faults if within is not None)
    return Problem("encoding", replace(source, row=row), _facts(offset + within, "UTF-8", likely))


def _is_mostly_damaged(text: bytes) -> bool:
    """Whether what came of decoding is no text: its first line is damaged, or most that are not plain ASCII are."""
    damaged, others = _damaged_lines(text)
    return _fault(next(io.BytesIO(text.lstrip()), b"")) is not None or (damaged > 1 and damaged >= others)


def _damaged_lines(data: bytes) -> tuple[int, int]:
    """How many lines are damaged, and how many others are not plain ASCII."""
    damaged = [_fault(line) is not None for _, _, line in _lines_beyond_ascii(data)]
    return sum(damaged), len(damaged) - sum(damaged)


def _fault(line: bytes) -> int | None:
    """Where the first byte of a line stands that is not UTF-8."""
    try:
        line.decode()
    except UnicodeDecodeError as error:
        return error.start
    return None


def _lines_beyond_ascii(data: bytes) -> Iterator[tuple[int, int, bytes]]:
    offset = 0
    for row, line in enumerate(io.BytesIO(data), 1):
        if not line.isascii():
            yield row, offset, line
        offset += len(line)


def _proposal(data: bytes) -> str:
    for encoding in PROPOSED:
        decoder = codecs.getincrementaldecoder(encoding)()
        try:
            for start in range(0, len(data), PIECE):
                decoder.decode(data[start : start + PIECE])
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return encoding
    return "NAME"


def _facts(offset: int, encoding: str, likely: str) -> dict[str, str]:
    return {"offset": str(offset), "encoding": encoding, "likely": likely}


def damaged_text(cell: str) -> str | None:
    """The cell with its undecodable bytes written as \\xNN, or None when it has none."""
    try:
        cell.encode()
    except UnicodeEncodeError:
        return cell.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return None


def shown_text(cell: str) -> str:
    """The cell with a mark for each byte that is no character."""
    return cell if cell.isascii() else cell.encode(errors="surrogateescape").decode(errors="replace")
