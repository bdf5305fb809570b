"""`explain`: every line of one person, with its reason and evidence."""

from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import closing_option, file_options, site_options, skip_option
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.report import Report


@click.command("explain", cls=Told)
@click.argument("person")
@site_options
@file_options
@skip_option
@closing_option
def command(person: str, **params: Any) -> int:
    """Show every line of PERSON (staff number, or a name only one person has): rule, arithmetic, evidence, balance.

    \b
    Example:
      inspect-cli explain E0017 --site sample_data --month 2026-10
    """
    import json

    from inspect_cli.commands.printing import print_table
    from inspect_cli.commands.running import run_month
    from inspect_cli.report.explain import closing, explanation
    from inspect_cli.write import to_json

    run = run_month(params)
    voice = run.work.voice
    if run.outcome is None:
        voice.ending(run.code, run.evidence.tally)
        return int(run.code)
    report = run.outcome.report
    number = _number_of(person, report)
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


def _number_of(person: str, report: "Report") -> str:
    """The staff number that `person` is, or whose name it is; SiteProblemError when that is nobody or several."""
    import polars as pl

    from inspect_cli.problems import Problem, SiteProblemError, Source

    numbers: list[str] = report.standings["subject"].to_list()
    if person in numbers:
        return person
    named: list[str] = (
        report.names().filter(pl.col("name") == person, pl.col("subject").is_in(numbers))["subject"].sort().to_list()
    )
    if len(named) == 1:
        return named[0]
    source = Source("PERSON")
    if named:
        raise SiteProblemError([Problem("name-of-two", source, {"value": person, "people": ", ".join(named)})])
    from difflib import get_close_matches

    near = "".join(get_close_matches(person, numbers, n=1))
    facts = {"value": person, "month": report.month.name, "near": near}
    raise SiteProblemError([Problem("unknown-explained", source, facts)])
