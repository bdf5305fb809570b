"""`form`: a list to print and fill in, which is read again when it is handed in."""

from datetime import datetime
from typing import Any

import click

from inspect_cli.commands.options import file_options, output_option, site_options, skip_option
from inspect_cli.commands.talk import Told

FORMS = ("sign-in",)


@click.command("form", cls=Told)
@click.argument("form", type=click.Choice(FORMS))
@click.option("--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Which day.  [default: today]")
@click.option("--department", multiple=True, metavar="NAME", help="Only this department; may be given several times.")
@site_options
@file_options
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
    from inspect_cli.problems import Problem, SiteProblemError, Source
    from inspect_cli.report.sign_in import of_departments, sign_in_table

    work = open_work({**params, "month": "this"})
    date = day.date() if day else work.today
    expected, problems = expected_on(work.inputs, month_of(date, work.inputs.cut_off), date)
    code = exit_of(problems)
    work.voice.problems(problems)
    if code is not Exit.DONE and not (code is Exit.REFUSED and params["skip_bad"]):
        work.voice.talk("nothing was written")
        return int(code)
    expected, strange = of_departments(expected, department)
    if strange:
        raise SiteProblemError([Problem("unknown-department", Source("--department"), {"value": strange[0]})])
    table = sign_in_table(expected, [" ".join(filter(None, (work.name, f"{date}")))])
    if params["output"]:
        write_tables([table], params["output"], work.voice, work.voice.lang, True, overview=False)
        people = expected["person_id"].n_unique()
        work.voice.talk("people planned: {count}, written to {file}", count=people, file=params["output"])
    else:
        print_table(table, work.voice)
    return int(Exit.DONE if code is Exit.DONE else Exit.PARTIAL)
