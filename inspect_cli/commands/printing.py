"""Tables to standard output or to the file that -o names."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from inspect_cli.commands.talk import Voice
from inspect_cli.frames import Table
from inspect_cli.problems import Problem, SiteProblemError, Source


def print_table(table: Table, voice: Voice) -> None:
    """The table on standard output: JSON when asked, else laid out for the terminal's width."""
    from inspect_cli.write import to_json, to_terminal

    if voice.as_json:
        click.echo(to_json(table), nl=False)
        return
    colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    width = shutil.get_terminal_size().columns if sys.stdout.isatty() else None
    click.echo(to_terminal(table, lang=voice.lang, width=width, colour=colour), nl=False)


def write_tables(tables: Sequence[Table], out: str, voice: Voice, headings: str, bom: bool) -> None:
    """The tables in the format that the ending of `out` names; `-` is CSV on standard output."""
    from inspect_cli.write import ONE_TABLE, WRITERS, Edition, Writer, write_atomically

    ending = "csv" if out == "-" else Path(out).suffix.removeprefix(".").lower()
    if ending not in WRITERS:
        facts = {"value": ending or out, "allowed": ", ".join(WRITERS)}
        raise SiteProblemError([Problem("unknown-format", Source(out), facts)])
    if ending in ONE_TABLE and len(tables) > 1:
        raise SiteProblemError([Problem("several-tables", Source(out), {"value": ending})])
    edition = Edition(
        lang=voice.lang, headings=headings, bom=bom, title=tables[0].title(voice.lang), subtitle=tables[0].notes
    )
    writer: Writer = WRITERS[ending]
    content = writer(tables, edition)
    if out == "-":
        click.get_binary_stream("stdout").write(content)
    else:
        write_atomically(Path(out), content)
