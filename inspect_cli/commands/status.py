"""`status`: what still waits for a person this month."""

from typing import Any

import click

from inspect_cli.commands.options import file_options, site_options, skip_option
from inspect_cli.commands.talk import Told


@click.command("status", cls=Told)
@site_options
@file_options
@skip_option
@click.option("-o", "--output", metavar="FILE", help="Write a fill-in book (open.xlsx); handed in again it answers.")
def command(**params: Any) -> int:
    """List the open questions of the month: what a person must answer before it counts, and what it would cost.

    Answer one with decide, or write all of them to a workbook, fill in the answers and put it among the decisions.

    \b
    Examples:
      inspect-cli status --site sample_data --month 2026-10
      inspect-cli status --site sample_data --month 2026-10 -o open.xlsx
    """
    from inspect_cli.commands.printing import print_table, write_tables
    from inspect_cli.commands.running import run_month
    from inspect_cli.report.questions import questions_table
    from inspect_cli.write import words_of

    run = run_month(params)
    voice = run.work.voice
    if run.outcome is None:
        voice.ending(run.code, run.evidence.tally)
        return int(run.code)
    table = questions_table(run.outcome.report, run.outcome.scored.questions, open_only=True)
    if params["output"]:
        choices = {"outcome": list(words_of("outcome", voice.lang).values())}
        write_tables([table], params["output"], voice, "keys", True, choices=choices, overview=False)
        voice.talk("open questions: {count}, written to {file}", count=table.frame.height, file=params["output"])
    elif table.frame.height or voice.as_json:
        print_table(table, voice)
    if not params["output"]:
        voice.talk("open questions: {count}", count=table.frame.height)
    return int(run.code)
