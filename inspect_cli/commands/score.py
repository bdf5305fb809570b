"""`score`: the month's scores, one row a person."""

from typing import Any

import click

from inspect_cli.commands.options import (
    closing_option,
    csv_options,
    file_options,
    output_option,
    site_options,
    skip_option,
)
from inspect_cli.commands.talk import Told


@click.command("score", cls=Told)
@site_options
@file_options
@skip_option
@closing_option
@output_option("Write to a file; its ending is the format, - is CSV on standard output.")
@csv_options
def command(**params: Any) -> int:
    """Score the month and print one row a person: base, deductions, bonuses, score, grade, rank, status.

    Works on a site, or without one on files named on the command line. With --as-closed questions that nobody has
    answered fall as the scheme's `unanswered` says: excused, or confirmed; nothing is kept.

    \b
    Examples:
      inspect-cli score --site sample_data --month 2026-10
      inspect-cli score --staff staff.csv --inspections round.xlsx --month 2026-10 -o scores.csv
    """
    from inspect_cli.commands.printing import print_table, write_tables
    from inspect_cli.commands.running import run_month
    from inspect_cli.report.summary import brief, summary_table

    run = run_month(params)
    voice = run.work.voice
    if run.outcome is None:
        voice.ending(run.code, run.evidence.tally)
        return int(run.code)
    summary = summary_table(run.outcome.report)
    if params["output"]:
        write_tables([summary], params["output"], voice, params["headings"], not params["no_bom"])
    elif not voice.quiet:
        print_table(summary if voice.as_json else brief(summary), voice)
    return int(run.code)
