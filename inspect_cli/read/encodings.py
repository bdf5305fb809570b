"""Bytes as UTF-8; another encoding is taken where headings prove it, and else only proposed."""

import codecs
import io
import re
from collections.abc import Container, Iterator
from dataclasses import replace

from inspect_cli.folding import folded
from inspect_cli.problems import Problem, Source

UTF_16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
UTF_8_NAMES = frozenset({"utf-8", "utf8", "utf-8-sig"})
PIECE = 1 << 20
PROPOSED = ("gb18030", "cp1252")
HEADING_LINES = 10
BETWEEN_CELLS = re.compile('[,;\t"]')


def as_utf8(data: bytes, encoding: str | None, source: Source) -> tuple[bytes, Problem | None]:
    """The text's bytes in UTF-8, or why not. Without an encoding they come back as they are, still to be checked.

    UTF-16 is known by its byte order mark, and a mark says more than an option does.
    """
    if data.startswith(UTF_16_MARKS):
        encoding = "utf-16"
    elif looks_like_utf_16(data) and encoding is None:
        likely = "utf-16-be" if data[:1] == b"\0" else "utf-16-le"
        return b"", Problem("encoding", replace(source, row=1), _facts(0, "UTF-8", likely))
    if encoding is None or encoding.lower() in UTF_8_NAMES or data.startswith(codecs.BOM_UTF8):
        return data, None
    try:
        return data.decode(encoding).encode(), None
    except UnicodeError as error:
        offset = error.start if isinstance(error, UnicodeDecodeError) else 0
        row = data.count(b"\n", 0, offset) + 1
        likely = "utf-8" if is_utf8(data) else PROPOSED[0]
        return b"", Problem("encoding", replace(source, row=row), _facts(offset, encoding, likely))
    except (LookupError, ValueError):
        return b"", Problem("unknown-encoding", source, {"encoding": encoding})


def by_its_headings(data: bytes, words: Container[str]) -> bytes | None:
    """A text in GB18030, as Chinese Excel saves CSV, in UTF-8; None unless a Chinese heading that is known proves it.

    Big5 passes for GB18030 too, but what then stands in its headings is no word.
    """
    head = data[:PIECE].split(b"\n")[:HEADING_LINES]
    cells = BETWEEN_CELLS.split(b"\t".join(head).decode("gb18030", "replace"))
    if is_utf8(b"\n".join(head)) or not any(folded(cell) in words for cell in cells if not cell.isascii()):
        return None
    try:
        return data.decode("gb18030").encode()
    except UnicodeDecodeError:
        return None


def looks_like_utf_16(data: bytes) -> bool:
    """Whether about every second byte of the beginning is NUL, as in UTF-16 without its mark."""
    head = data[:200]
    return len(head) > 1 and 0 in (head[0], head[1]) and len(head) * 2 < head.count(0) * 5 < len(head) * 3


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
    """The Problem of a text that is not UTF-8 at all; None where most of its lines are and a few are damaged."""
    damaged = sound = 0
    first: Problem | None = None
    for row, offset, line in _lines_beyond_ascii(data):
        try:
            line.decode()
            sound += 1
        except UnicodeDecodeError as error:
            damaged += 1
            first = first or Problem(
                "encoding", replace(source, row=row), _facts(offset + error.start, "UTF-8", _proposal(data))
            )
    return first if damaged >= sound else None


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
