"""What a file is, by its first bytes; its extension decides only between texts that look alike."""

import re

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
HTML_START = re.compile(rb"<!doctype html|<(?:html|head|body|meta|table|script|div)\b", re.IGNORECASE)


def kind_of(head: bytes, suffix: str) -> str:
    """A key of READERS, or the name of what the file is instead."""
    for signature, kind in SIGNATURES:
        if head.startswith(signature):
            return kind
    text = head.removeprefix(BYTE_ORDER_MARK).lstrip()
    if HTML_START.match(text):
        return "html"
    if text.startswith(b"<?xml"):
        return "XML"
    return "json" if suffix.lower() in JSON_SUFFIXES or JSON_START.match(text) else "csv"
