"""`simulate`: the month under other rules, beside the month as it is."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import PATH, file_options, output_option, site_options, skip_option
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.commands.opening import Work
    from inspect_cli.frames import Table
    from inspect_cli.pipeline import Inputs

COUNTED = "points: {points_now} now, {points_then} then ({difference}); better {better}, worse {worse}, same {same}"
AMOUNTS = ("points_now", "points_then", "difference")


@click.command("simulate", cls=Told)
@site_options
@file_options
@skip_option
@click.option("--as-scheme", metavar="ID", help="The scheme under the other rules, where it has another name there.")
@click.option("--current", type=PATH, metavar="DIR", help="Without a site: the rules in force; else the shipped ones.")
@output_option("Write everyone to a file; its ending is the format.")
def command(**params: Any) -> int:
    """Score the month under the rules of --rules DIR beside the rules in force, and say who changes by how much.

    Nothing is written but the file that -o names. The files are read once; answers to questions count under both rules
    where both ask the same. Rows that only the rules in force can use are named. Exit 2 when the other rules cannot be
    used.

    \b
    Example:
      inspect-cli simulate --site sample_data --month 2026-10 --rules new-rules
    """
    from inspect_cli.commands.opening import open_work
    from inspect_cli.commands.running import run_on
    from inspect_cli.pipeline import gather_under, score_as_answered
    from inspect_cli.report.simulation import simulation_tables

    work = open_work({**params, "rules": params["current"]})
    other = _other(work, params)
    now, then = gather_under(work.inputs, other, work.month, work.as_of)
    run = run_on(work, now, params)
    if run.outcome is None:
        work.voice.ending(run.code, now.tally)
        return int(run.code)
    lost = [problem for problem in then.refused if problem not in now.refused]
    if lost and not work.voice.as_json:
        work.voice.problems(lost)
        work.voice.warn("rows that count nothing under the other rules: {count}", count=len(lost))
    outcome = score_as_answered(other, then, work.month, work.voice.lang, run.outcome)
    _show(simulation_tables(run.outcome.report, outcome.report), work, params)
    return int(run.code)


def _other(work: "Work", params: Mapping[str, Any]) -> "Inputs":
    """The same files under the other rules; SiteProblemError when these cannot be used for this month."""
    from dataclasses import replace

    from inspect_cli.commands.opening import scheme_in
    from inspect_cli.commands.rule_files import read_rules

    if not params["rules"]:
        raise click.MissingParameter(param_type="option", param_hint="--rules")
    book = read_rules(Path(params["rules"]), params["rules"]).compiled()
    named = params["as_scheme"]
    scheme = scheme_in(book, named or work.inputs.scheme, work.month, "--as-scheme" if named else params["rules"])
    return replace(work.inputs, book=book, scheme=scheme)


def _show(tables: "Sequence[Table]", work: "Work", params: Mapping[str, Any]) -> None:
    """Everyone to the file or as JSON, who change and the departments to the terminal, and the month in a sentence."""
    from inspect_cli.commands.printing import print_tables, tables_for, write_tables
    from inspect_cli.report.simulation import who_change

    people, departments, totals = tables
    if params["output"]:
        write_tables(tables_for(params["output"], tables), params["output"], work.voice, "keys", True)
    elif not work.voice.quiet:
        print_tables(tables if work.voice.as_json else [who_change(people), departments], work.voice)
    month = totals.frame.row(0, named=True)
    work.voice.talk(COUNTED, **{key: f"{value:.2f}" if key in AMOUNTS else value for key, value in month.items()})
