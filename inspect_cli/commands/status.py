"""`status`: what still waits for a person this month."""

from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import file_options, output_option, site_options, skip_option
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.commands.running import Run


@click.command("status", cls=Told)
@site_options
@file_options
@skip_option
@output_option("Write a fill-in book (open.xlsx); handed in again it answers.")
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
        print_table(table if voice.as_json else table.filled(), voice)
    if not params["output"]:
        voice.talk("open questions: {count}", count=table.frame.height)
    if table.frame.height and not voice.quiet and not voice.as_json:
        _tell_what_falls(run)
    return int(run.code)


def _tell_what_falls(run: "Run") -> None:
    """What becomes of the open questions when the month closes and nobody has answered, and what that costs."""
    from inspect_cli.amounts import total
    from inspect_cli.pipeline import score

    assert run.outcome is not None
    work, now = run.work, run.outcome.scored
    closed = score(work.inputs, run.evidence, work.month, work.voice.lang, as_closed=True).scored
    waiting = now.questions.filter(now.questions["outcome"].is_null())
    counted = waiting.filter(waiting["unanswered"].is_in(["confirm", "approve"]))["question"].n_unique()
    points = total(closed.adjustments["points"]) - total(now.adjustments["points"])
    work.voice.talk(
        "if nobody answers: {excused} excused, {confirmed} confirmed; points: {points}",
        excused=run.open_questions - counted, confirmed=counted, points=f"{points:.2f}",
    )  # fmt: skip
