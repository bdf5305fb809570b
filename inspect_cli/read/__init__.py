"""Files into Rows: what a file is, is told by its content; what is wrong with it is told as Problems."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read.delimited import read as read_delimited
from inspect_cli.read.files import first_bytes, whole
from inspect_cli.read.formats import formats_of
from inspect_cli.read.html import read as read_html
from inspect_cli.read.json_rows import read as read_json_rows
from inspect_cli.read.options import Options
from inspect_cli.read.reports import FormerReports, oldest_day, read_reports
from inspect_cli.read.sniff import kind_of
from inspect_cli.read.workbook import read as read_workbook

__all__ = ["READERS", "FormerReports", "Reader", "oldest_day", "read_reports", "read_table"]

Read = Callable[[bytes, Source, Options], tuple[list[Rows], list[Problem]]]
GIBIBYTE = 1024**3


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one kind become Rows, and up to how many bytes."""

    read: Read
    limit: int


READERS: Mapping[str, Reader] = {
    "csv": Reader(read_delimited, 2 * GIBIBYTE),
    "html": Reader(read_html, 200 * 1000 * 1000),
    "json": Reader(read_json_rows, 2 * GIBIBYTE),
    "workbook": Reader(read_workbook, 200 * 1000 * 1000),
}
"""A reader for each kind of file; whatever else sniff.py recognises is named in a Problem."""


def read_table(
    path: Path,
    shown_as: str,
    *,
    kind: str | None = None,
    words: frozenset[str] = frozenset(),
    sheet: str | None = None,
    encoding: str | None = None,
    header_row: int | None = None,
    delimiter: str | None = None,
) -> tuple[list[Rows], list[Problem]]:
    """The Rows of a file, one for each sheet that holds data, and everything that is wrong with it.

    `shown_as` is the path as people know it, `kind` what the file is handed in as: makers' formats of that kind are
    recognised (read/formats.py), anything else is a table with headings, which may be `words`. A file
    that cannot be read at all gives no Rows and at least one Problem.
    """
    source = Source(shown_as)
    head, problem = first_bytes(path, source)
    if problem:
        return [], [problem]
    found = kind_of(head, path.suffix)
    if found not in READERS:
        return [], [Problem("not-a-table", source, {"found": found})]
    reader = READERS[found]
    data, problem = whole(path, source, reader.limit)
    if problem:
        return [], [problem]
    options = Options(sheet, encoding, header_row, delimiter, formats_of(kind), words)
    if delimiter is None and path.suffix.lower() == ".tsv":
        options = replace(options, delimiter="\t")
    tables, problems = reader.read(data, source, options)
    return [replace(rows, format=rows.format or found) for rows in tables], problems
