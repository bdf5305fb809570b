"""`explain`: every line of one person, with its reason and evidence."""

from typing import Any

import click

from inspect_cli.commands.options import closing_option, file_options, site_options, skip_option
from inspect_cli.commands.talk import Told


@click.command("explain", cls=Told)
@click.argument("person", nargs=-1, required=True, metavar="PERSON")
@site_options
@file_options
@skip_option
@closing_option
def command(person: tuple[str, ...], **params: Any) -> int:
    """Show every line of PERSON (staff number, name, or name and department): rule, arithmetic, evidence, balance.

    \b
    Example:
      inspect-cli explain E0017 --site sample_data --month 2026-10
    """
    import json

    from inspect_cli.commands.printing import print_table
    from inspect_cli.commands.running import run_month
    from inspect_cli.pipeline import person_asked
    from inspect_cli.problems import SiteProblemError
    from inspect_cli.report.explain import closing, explanation
    from inspect_cli.write import to_json

    run = run_month(params)
    voice = run.work.voice
    if run.outcome is None:
        voice.ending(run.code, run.evidence.tally)
        return int(run.code)
    report = run.outcome.report
    number, problems = person_asked(run.outcome, " ".join(person))
    if number is None:
        raise SiteProblemError(problems)
    table = explanation(report, number)
    if voice.as_json:
        said = {
            "person": number,
            "head": table.title(report.lang),
            "lines": json.loads(to_json(table)),
            "closing": closing(report, number),
        }
        click.echo(json.dumps(said, ensure_ascii=False, indent=1))
        return int(run.code)
    print_table(table, voice)
    for sentence in closing(report, number):
        click.echo(sentence)
    return int(run.code)
