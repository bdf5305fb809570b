"""`form`: a list to print and fill in, which is read again when it is handed in."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import output_option, planning_options, site_option, skip_option, voice_options
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.problems import Problem

FORMS = ("sign-in",)


@click.command("form", cls=Told)
@click.argument("form", type=click.Choice(FORMS))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Which day.  [default: today]")
@click.option("--department", multiple=True, metavar="NAME", help="Only this department; may be given several times.")
@site_option
@voice_options
@planning_options
@skip_option
@output_option("Write it to a file (sign-in.xlsx); else it is shown.")
def command(form: str, day: datetime | None, department: tuple[str, ...], **params: Any) -> int:
    """Write the paper FORM of a day: sign-in lists who is planned, with columns for when each came and went.

    Handed in filled, as --attendance or among the site's attendance, it is read as punches.

    \b
    Examples:
      inspect-cli form sign-in --site sample_data --date 2026-10-12 -o sign-in.xlsx
      inspect-cli form sign-in --site sample_data --date 2026-10-12 --department cleaning -o sign-in.xlsx
    """
    from inspect_cli.commands.exits import Exit, exit_of
    from inspect_cli.commands.opening import open_work
    from inspect_cli.commands.printing import print_table, write_tables
    from inspect_cli.months import month_of
    from inspect_cli.pipeline import expected_on
    from inspect_cli.problems import SiteProblemError
    from inspect_cli.report.sign_in import of_departments, sign_in_table

    work = open_work({**params, "month": "this"})
    planned = day.date() if day else work.today
    expected, problems = expected_on(work.inputs, month_of(planned, work.inputs.cut_off), planned)
    code = exit_of(problems)
    work.voice.problems([problem for problem in problems if problem.asks_something])
    if code is not Exit.DONE and not (code is Exit.REFUSED and params["skip_bad"]):
        work.voice.talk("nothing was written")
        return int(code)
    mine, known, strange = of_departments(expected, department)
    if strange:
        raise SiteProblemError([_nobody_of(name, known, planned) for name in strange])
    table = sign_in_table(mine, [" ".join(filter(None, (work.name, f"{planned}")))])
    if params["output"]:
        write_tables([table], params["output"], work.voice, work.voice.lang, True, overview=False)
        people = mine["person_id"].n_unique()
        work.voice.talk("people planned: {count}, written to {file}", count=people, file=params["output"])
    else:
        print_table(table, work.voice)
    return int(Exit.DONE if code is Exit.DONE else Exit.PARTIAL)


def _nobody_of(department: str, known: Sequence[str], day: date) -> "Problem":
    """The Problem of a department of which nobody is planned; `known` are those of which somebody is."""
    from difflib import get_close_matches

    from inspect_cli.problems import Problem, Source

    near = "".join(get_close_matches(department, known, n=1))
    facts = {"value": department, "date": str(day), "allowed": ", ".join(known) or "–", "near": near}
    return Problem("nobody-of-department", Source("--department"), facts)
