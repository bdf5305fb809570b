"""The options that several commands share."""

from collections.abc import Callable, Sequence
from typing import Any

import click

from inspect_cli.site import KINDS, PLANNING
from inspect_cli.words import LANGUAGES

Decorated = Callable[..., Any]

PATH = click.Path(readable=False)
"""A path: whether it can be read is told by whoever reads it, with a remedy."""

KINDS_NAMED = {
    "staff": "staff: who works where",
    "areas": "areas: who answers for a place",
    "shifts": "shifts: when each begins and ends",
    "roster": "roster: who is planned when",
    "calendar": "calendar: holidays and weekends that are worked",
    "swaps": "swaps of shifts",
    "leave": "leave and business trips",
    "exemptions": "exemptions: when whom the clock does not judge",
    "inspections": "what inspectors saw",
    "attendance": "what the clocks logged",
    "incidents": "complaints and praise",
    "metrics": "figures held against their targets",
    "decisions": "answers to questions",
}


def site_options(command: Decorated) -> Decorated:
    """--site, --month, --as-of, --lang, --quiet, --json."""
    return site_option(month_options(voice_options(command)))


def site_option(command: Decorated) -> Decorated:
    """--site."""
    return click.option(
        "--site",
        type=PATH,
        metavar="DIR",
        help="Folder of the site; else INSPECT_SITE, else the nearest above.",
    )(command)


def month_options(command: Decorated) -> Decorated:
    """--month and --as-of."""
    command = click.option("--as-of", metavar="DATE", help="Count nothing after this day.  [default: today]")(command)
    return click.option(
        "--month",
        default="this",
        metavar="MONTH",
        help="2026-10, this, last, or open: the oldest whose report is not final.  [default: this]",
    )(command)


def voice_options(command: Decorated) -> Decorated:
    """--lang, --quiet, --json."""
    command = click.option("--json", "as_json", is_flag=True, help="JSON on standard output.")(command)
    command = click.option("--quiet", is_flag=True, help="Silent when all is well.")(command)
    return click.option(
        "--lang", type=click.Choice(LANGUAGES), help="Language; else the site's, else the environment's."
    )(command)


def file_options(command: Decorated) -> Decorated:
    """A file of each kind named on the command line instead of a site, the rules to use, and the months before."""
    command = rule_options(_named(command, KINDS))
    return click.option(
        "--history", type=PATH, metavar="DIR",
        help="Reports of earlier months, a folder each.  [default: reports in the site]",
    )(command)  # fmt: skip


def planning_options(command: Decorated) -> Decorated:
    """The files that say who works when, named on the command line instead of a site, and the rules to use."""
    return rule_options(_named(command, PLANNING))


def _named(command: Decorated, kinds: Sequence[str]) -> Decorated:
    for kind in reversed(kinds):
        command = click.option(
            f"--{kind}", type=PATH, multiple=True, metavar="FILE", help=f"Without a site: {KINDS_NAMED[kind]}."
        )(command)
    return command


def rule_options(command: Decorated) -> Decorated:
    """--rules and --scheme."""
    command = click.option(
        "--rules", type=PATH, metavar="DIR", help="Without a site: folder of checklists; else the shipped ones."
    )(command)
    return click.option("--scheme", metavar="ID", help="Without a site: the scheme.  [default: property-100]")(command)


def closing_option(command: Decorated) -> Decorated:
    """--as-closed."""
    return click.option(
        "--as-closed", is_flag=True, help="As if the month closed: the unanswered falls under the scheme's setting."
    )(command)


def output_option(help_text: str) -> Callable[[Decorated], Decorated]:
    """-o, and what it does of the command."""
    return click.option("-o", "--output", metavar="FILE", help=help_text)


def csv_options(command: Decorated) -> Decorated:
    """--headings and --no-bom."""
    command = click.option("--no-bom", is_flag=True, help="CSV without the mark that tells Excel it is UTF-8.")(command)
    return click.option(
        "--headings",
        type=click.Choice(["keys", "zh", "en"]),
        default="keys",
        help="Column names in CSV.  [default: keys]",
    )(command)


def skip_option(command: Decorated) -> Decorated:
    """--skip-bad and --encoding."""
    command = click.option(
        "--encoding", metavar="NAME", help="Encoding of CSV files that are not UTF-8, such as gb18030."
    )(command)
    return click.option("--skip-bad", is_flag=True, help="Leave out bad rows, list them in problems.csv, exit 3.")(
        command
    )
