"""Tables into files: one thin writer a format, so that CSV, Excel and the terminal cannot disagree.

The only package that uses tablib, tabulate, wcwidth and XlsxWriter. WRITERS is what `-o FILE.ext` chooses from.
"""

from collections.abc import Callable, Sequence

from inspect_cli.frames import Table
from inspect_cli.write.cards import to_card
from inspect_cli.write.code_words import words_of
from inspect_cli.write.csv_files import csv_chunks, to_csv, write_csv
from inspect_cli.write.editions import Edition
from inspect_cli.write.files import Content, write_atomically, write_folder
from inspect_cli.write.json_text import many_to_json, to_json, to_jsonl
from inspect_cli.write.others import to_html, to_markdown, to_tsv
from inspect_cli.write.terminal import to_terminal
from inspect_cli.write.workbook import to_workbook

__all__ = [
    "ONE_TABLE",
    "WRITERS",
    "Content",
    "Edition",
    "Writer",
    "csv_chunks",
    "many_to_json",
    "to_card",
    "to_csv",
    "to_html",
    "to_json",
    "to_jsonl",
    "to_markdown",
    "to_terminal",
    "to_tsv",
    "to_workbook",
    "words_of",
    "write_atomically",
    "write_csv",
    "write_folder",
]

Writer = Callable[[Sequence[Table], Edition], bytes]

ONE_TABLE = frozenset({"csv", "jsonl", "tsv"})
"""Formats that hold one table a file; their writers refuse several rather than drop one."""


def _csv(tables: Sequence[Table], edition: Edition) -> bytes:
    return to_csv(_only(tables), headings=edition.headings, bom=edition.bom)


def _html(tables: Sequence[Table], edition: Edition) -> bytes:
    return to_html(tables, lang=edition.lang, title=edition.title, subtitle=edition.subtitle).encode()


def _json(tables: Sequence[Table], edition: Edition) -> bytes:
    return (to_json(tables[0]) if len(tables) == 1 else many_to_json(tables)).encode()


def _jsonl(tables: Sequence[Table], edition: Edition) -> bytes:
    return to_jsonl(_only(tables)).encode()


def _markdown(tables: Sequence[Table], edition: Edition) -> bytes:
    return "\n".join(to_markdown(table, lang=edition.lang) for table in tables).encode()


def _text(tables: Sequence[Table], edition: Edition) -> bytes:
    pages = (to_terminal(table, lang=edition.lang, width=edition.width, colour=edition.colour) for table in tables)
    return "\n".join(pages).encode()


def _tsv(tables: Sequence[Table], edition: Edition) -> bytes:
    return to_tsv(_only(tables), headings=edition.headings).encode()


def _only(tables: Sequence[Table]) -> Table:
    if len(tables) != 1:
        raise ValueError(f"this format holds one table, not {len(tables)}")
    return tables[0]


WRITERS: dict[str, Writer] = {
    "csv": _csv,
    "html": _html,
    "json": _json,
    "jsonl": _jsonl,
    "md": _markdown,
    "tsv": _tsv,
    "txt": _text,
    "xlsx": to_workbook,
}
"""For every file ending what makes the file's bytes of tables; for one that is not here there is no format."""
