"""Tables to standard output or to the file that -o names."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from inspect_cli.commands.talk import Voice
from inspect_cli.frames import Table
from inspect_cli.problems import Problem, SiteProblemError, Source
from inspect_cli.write import (
    ONE_TABLE,
    WRITERS,
    Edition,
    Writer,
    many_to_json,
    to_json,
    to_terminal,
    write_atomically,
)


def print_table(table: Table, voice: Voice, whole: bool = False) -> None:
    """The table on standard output: JSON when asked, else laid out for the terminal's width, cut or `whole`."""
    if voice.as_json:
        click.echo(to_json(table), nl=False)
        return
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(to_terminal(table, lang=voice.lang, width=width, colour=colour, whole=whole), nl=False)


def print_tables(tables: Sequence[Table], voice: Voice) -> None:
    """Several tables on standard output: one JSON object when asked, else one below the other."""
    if voice.as_json:
        click.echo(many_to_json(tables), nl=False)
        return
    for nth, table in enumerate(tables):
        click.echo("" if nth else None, nl=bool(nth))
        print_table(table, voice)


def tables_for(out: str, tables: Sequence[Table]) -> Sequence[Table]:
    """Those that the format of `out` has room for: all, or the first."""
    ending = "csv" if out == "-" else Path(out).suffix.removeprefix(".").lower()
    return tables[:1] if ending in ONE_TABLE else tables


@contextmanager
def writing(where: str) -> Iterator[None]:
    """What cannot be written is told as a Problem of the place that was asked for."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise SiteProblemError([Problem("cannot-write", Source(where), {"reason": reason})]) from error


def write_tables(
    tables: Sequence[Table],
    out: str,
    voice: Voice,
    headings: str,
    bom: bool,
    writers: Mapping[str, Writer] = WRITERS,
    **edition_more: Any,
) -> None:
    """The tables in the format that the ending of `out` names; `-` is CSV on standard output."""
    ending = "csv" if out == "-" else Path(out).suffix.removeprefix(".").lower()
    writer = writers.get(ending)
    if writer is None:
        facts = {"value": ending or out, "allowed": ", ".join(writers)}
        raise SiteProblemError([Problem("unknown-format", Source(out), facts)])
    if ending in ONE_TABLE and len(tables) > 1:
        raise SiteProblemError([Problem("several-tables", Source(out), {"value": ending})])
    edition = Edition(
        lang=voice.lang, headings=headings, bom=bom, title=tables[0].title(voice.lang), subtitle=tables[0].notes,
        **edition_more,
    )  # fmt: skip
    content = writer(tables, edition)
    if out == "-":
        sys.stdout.buffer.write(content)
    else:
        with writing(out):
            write_atomically(Path(out), content)
