"""What the rules need to know of earlier months."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

from inspect_cli.months import Month, month_back, months_since
from inspect_cli.pipeline.inputs import Inputs
from inspect_cli.problems import Problem
from inspect_cli.read import FormerReports, oldest_day, read_reports, reported_rules
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.contents import Reported
from inspect_cli.score import History


def recall(inputs: Inputs, book: RuleBook, month: Month) -> tuple[History, Sequence[tuple[Path, str]], list[Problem]]:
    """What the rules need to know of earlier months, the files it was read from, and what is wrong with them.

    A rule that looks back on everything looks back to the site's start, else to the oldest report there is. What was
    carried over is read where there is a report of the month before.
    """
    since = book.since(month) or month.first
    folder, shown_as = inputs.history or (None, "")
    if since == date.min and inputs.start is None:
        since = oldest_day(folder, month) if folder else month.first
    needed = months_since(max(since, inputs.start or since), month)
    wanted = needed if needed or not book.carries(month) else [month_back(month, 1)]
    former, problems = read_reports(folder, shown_as, wanted) if folder else (FormerReports(), [])
    missing = [each for each in needed if each.name not in former.months]
    history = History(former.months, former.facts, former.standings, former.balances, missing)
    return history, former.files, problems


def reported_before(inputs: Inputs, month: Month) -> list[Reported]:
    """The checklists and schemes by which the months before `month` are reported."""
    named = reported_rules(inputs.history[0]) if inputs.history else ()
    return [Reported(*each) for each in named if each[0] < month.name]
