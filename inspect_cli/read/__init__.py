"""Files into Rows: what a file is, is told by its content; what is wrong with it is told as Problems."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.meanings import keys_by_name
from inspect_cli.problems import Problem, Source
from inspect_cli.profile import Layout, Profile
from inspect_cli.read import profiled
from inspect_cli.read.delimited import read as read_delimited
from inspect_cli.read.files import first_bytes, whole
from inspect_cli.read.formats import FORMATS, formats_of
from inspect_cli.read.grids import Content, Format
from inspect_cli.read.guessing import guess
from inspect_cli.read.html import read as read_html
from inspect_cli.read.json_rows import read as read_json_rows
from inspect_cli.read.options import Options
from inspect_cli.read.reports import FormerReports, oldest_day, read_reports, reported_rules
from inspect_cli.read.sniff import BINARY, kind_of
from inspect_cli.read.workbook import read as read_workbook

__all__ = ["READERS", "FormerReports", "Reader", "oldest_day", "read_reports", "read_table", "reported_rules"]

Read = Callable[[bytes, Source, Options], tuple[list[Rows], list[Problem]]]
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reader:
    """How files of one kind become Rows, and up to how many bytes."""

    read: Read
    limit: int


READERS: Mapping[str, Reader] = {
    "csv": Reader(read_delimited, 250 * MEGABYTE),
    "html": Reader(read_html, 40 * MEGABYTE),
    "json": Reader(read_json_rows, 250 * MEGABYTE),
    "workbook": Reader(read_workbook, 100 * MEGABYTE),
}
"""A reader for each kind of file; whatever else sniff.py recognises is named in a Problem.

A table of punches takes four times the memory of its text: 250 MB are eight million of them. What a file unpacks to, or
is read to before it can be refused, has limits of its own (archive.py, json_rows.py).
"""


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
    profiles: Sequence[Profile] = (),
) -> tuple[list[Rows], list[Problem]]:
    """The Rows of a file, one for each sheet that holds data, and everything that is wrong with it.

    `shown_as` is the path as people know it, `kind` what the file is handed in as: makers' formats of that kind are
    recognised (`profiles` and read/formats.py), anything else is a table with headings, which may be `words`. A file
    that cannot be read at all gives no Rows and at least one Problem.
    """
    options = Options(sheet, encoding, header_row, delimiter, formats_of(kind, profiles), words)
    return _read(path, shown_as, options)


def guess_table(
    path: Path,
    shown_as: str,
    schema: Mapping[str, Any],
    title: str,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    profiles: Sequence[Profile] = (),
) -> tuple[Layout | None, list[Rows], list[Problem]]:
    """The layout by which a file's punches can be read, the punches, and what is wrong with them.

    One of `profiles` that recognises the file is taken as it is; else one is guessed, called `title`. `schema` is that
    of attendance. A `date_order` that somebody said counts, else the one that the dates prove. None and a Problem where
    nothing looks like people and times, or where the file needs no profile.
    """
    found: list[Layout] = []

    def take(layouts: Iterator[Layout | None], content: Content) -> bool:
        layout = next(filter(None, layouts), None)
        if layout:
            said = replace(layout, date_order=date_order or layout.date_order)
            found.append(profiled.with_order(said, content))
        return layout is not None

    def known(content: Content) -> bool:
        return take((profiled.layout_of(profile, content) for profile in profiles), content)

    def guessed(content: Content) -> bool:
        return take((guess(grid, schema, title) for grid in content.grids), content)

    def read(content: Content, options: Options) -> tuple[list[Rows], list[Problem]]:
        return profiled.read(Profile(found[0].profile, title, found), content, options)

    formats = (Format(title, "attendance", known, read), *FORMATS, Format(title, "attendance", guessed, read))
    options = Options(encoding=encoding, formats=formats, words=frozenset(keys_by_name(schema)))
    tables, problems = _read(path, shown_as, options)
    if found:
        return found[0], tables, problems
    plain = [rows for rows in tables if rows.format not in READERS] or _with_own_headings(tables, schema)
    if plain:
        told = Problem("needs-no-profile", Source(shown_as), {"format": plain[0].format})
        return None, plain, [told, *problems]
    return None, [], [Problem("no-guess", Source(shown_as))] if tables else problems


def _with_own_headings(tables: Sequence[Rows], schema: Mapping[str, Any]) -> list[Rows]:
    """The tables whose headings are those of the schema, so that nobody need describe them, under its keys."""
    names = keys_by_name(schema)
    keyed = [
        replace(rows, headings=[names.get(folded(heading), heading) for heading in rows.headings]) for rows in tables
    ]
    least = [{*schema["required"], *each["required"]} for each in schema["anyOf"]]
    return [rows for rows in keyed if any(keys <= set(rows.headings) for keys in least)]


def _read(path: Path, shown_as: str, options: Options) -> tuple[list[Rows], list[Problem]]:
    source = Source(shown_as)
    head, problem = first_bytes(path, source)
    if problem:
        return [], [problem]
    found = kind_of(head, path.suffix)
    if found not in READERS:
        return [], [
            Problem("not-text", source) if found == BINARY else Problem("not-a-table", source, {"found": found})
        ]
    reader = READERS[found]
    data, problem = whole(path, source, reader.limit)
    if problem:
        return [], [problem]
    if options.delimiter is None and path.suffix.lower() == ".tsv":
        options = replace(options, delimiter="\t")
    tables, problems = reader.read(data, source, options)
    return [replace(rows, format=rows.format or found) for rows in tables], problems
