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

    Answers to questions are held against the questions of the month: for that it is scored, in memory.

    Prints for each file how many rows were read, accepted, refused and blank. Exit 0 when all is well, 1 when rows are
    refused, 2 when settings or rules are wrong.

    \b
    Example:
      inspect-cli check --site sample_data --month 2026-10
    """
    from dataclasses import asdict

    from inspect_cli.commands.exits import Exit, exit_of
    from inspect_cli.commands.opening import open_work
    from inspect_cli.commands.printing import print_table
    from inspect_cli.commands.running import COUNTS
    from inspect_cli.pipeline import gather, score
    from inspect_cli.report.files import files_table

    work = open_work(params)
    evidence = gather(work.inputs, work.month, work.as_of)
    problems = list(evidence.problems)
    answers = evidence.decisions.height
    if answers and exit_of(problems) is Exit.DONE:
        problems += score(work.inputs, evidence, work.month, work.voice.lang).problems
    elif answers:
        work.voice.talk("answers not yet held against the questions: {count}; mend the rest first", count=answers)
    code = exit_of(problems)
    work.voice.problems(problems)
    if work.voice.as_json:
        work.voice.ending(code, evidence.tally)
    elif not work.voice.quiet:
        print_table(files_table(evidence.tallies, work.notes), work.voice)
        work.voice.talk(COUNTS, problems=sum(not problem.is_note for problem in problems), **asdict(evidence.tally))
    return int(code)
