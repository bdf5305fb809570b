"""What a file is, by its first bytes; its extension decides only between texts that look alike."""

import re

from inspect_cli.read.encodings import likely_utf_16, marked_encoding

SIGNATURES = (
    (b"PK\x03\x04", "workbook"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "workbook"),
    (b"PK\x05\x06", "ZIP"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ", "xz"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "RAR"),
    (b"SQLite format 3\x00", "SQLite"),
    (b"\x89PNG", "PNG"),
    (b"\xff\xd8\xff", "JPEG"),
    (b"{\\rtf", "RTF"),
)
"""First bytes and the kind they stand for; archive.py looks further into what may be a workbook."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
JSON_SUFFIXES = frozenset({".json", ".jsonl", ".ndjson"})
JSON_START = re.compile(rb'\[\s*(?:\{\s*"|\])|\{\s*(?:"|\})')
MARKUP_START = re.compile(rb"<(?:!doctype|!--|/?[a-z])", re.IGNORECASE)
MAIL_START = re.compile(rb"(?:mime-version:|from: <saved by)", re.IGNORECASE)
CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\x0b\x0c\r\x1a\x1b"))
BINARY = "binary"
"""What is neither text nor anything that is known by its first bytes."""


def kind_of(head: bytes, suffix: str) -> str:
    """A key of READERS, or the name of what the file is instead."""
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    if _is_binary(head):
        return BINARY
    marked = marked_encoding(head)
    text = (head.decode(marked, "ignore").encode() if marked else head).removeprefix(BYTE_ORDER_MARK).lstrip()
    if text.startswith(b"<?xml"):
        return "html" if b"<html" in text.lower() else "XML"
    if MARKUP_START.match(text):
        return "html"
    if MAIL_START.match(text):
        return "MHTML"
    return "json" if suffix.lower() in JSON_SUFFIXES or JSON_START.match(text) else "csv"


def _is_binary(head: bytes) -> bool:
    """Whether there are control characters as no text has them; NULs may come from a clock that lost its power."""
    controls = len(head) - len(head.translate(None, CONTROLS))
    return controls > 2 + len(head) // 50 and not (marked_encoding(head) or likely_utf_16(head))
