"""`check`: read everything, say what is wrong, change nothing."""

from typing import Any

import click

from inspect_cli.commands.options import file_options, site_options, skip_option
from inspect_cli.commands.talk import Told


@click.command("check", cls=Told)
@site_options
@file_options
@skip_option
def command(**params: Any) -> int:
    """Read rules and records, name every problem with its place and remedy, change nothing.

    Prints for each file its format and how many rows were read, accepted, known already, refused, set aside and blank.
    Exit 0 when all is well, 1 when rows are refused, 2 when settings or rules are wrong.

    \b
    Example:
      inspect-cli check --site sample_data --month 2026-10
    """
    from inspect_cli.commands.exits import exit_of
    from inspect_cli.commands.opening import open_work
    from inspect_cli.commands.printing import print_table
    from inspect_cli.commands.running import tell_counts
    from inspect_cli.pipeline import gather
    from inspect_cli.report.files import files_table

    work = open_work(params)
    evidence = gather(work.inputs, work.month, work.as_of)
    code = exit_of(evidence.problems)
    work.voice.problems(evidence.problems)
    if work.voice.as_json:
        work.voice.ending(code, evidence.tally)
    elif not work.voice.quiet:
        print_table(files_table(evidence.inputs, work.notes), work.voice)
        tell_counts(work, evidence)
    return int(code)
