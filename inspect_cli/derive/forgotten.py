"""What was probably forgotten: to name staff, or the month that is meant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import polars as pl

from inspect_cli.frames import Records
from inspect_cli.months import Month, month_of
from inspect_cli.problems import Problem, Source
from inspect_cli.site import HAPPENED

WITHOUT_PEOPLE = ("staff", "shifts", "calendar", "decisions")
"""Kinds of record that can be judged when nobody is known."""


def without_people(records: Mapping[str, Records]) -> tuple[dict[str, Records], list[Problem]]:
    """Where staff names nobody one Problem says so, instead of one for each row about somebody."""
    about = {kind: records[kind] for kind in records if kind not in WITHOUT_PEOPLE}
    count = sum(each.frame.height for each in about.values())
    if not count:
        return dict(records), []
    refused = {
        kind: replace(
            each,
            frame=each.frame.clear(),
            tallies=[replace(tally, accepted=0, refused=tally.refused + tally.accepted) for tally in each.tallies],
        )
        for kind, each in about.items()
    }
    source = [*records["staff"].sources, Source("--staff")][0]
    return {**records, **refused}, [Problem("nobody-employed", source, {"count": str(count)})]


def outside(records: Mapping[str, Records], month: Month, cut_off: int) -> list[Problem]:
    """A word about a month into which nothing falls: it may have been forgotten to name the month that is meant."""
    days = pl.concat([records[kind].days() for kind in HAPPENED])
    if days.is_empty() or days.is_between(month.first, month.last).any():
        return []
    first, last = days.dt.min(), days.dt.max()
    assert isinstance(last, date)
    facts = {"count": str(len(days)), "month": str(month), "first": str(first), "last": str(last)}
    return [Problem("nothing-in-month", Source("--month"), {**facts, "wanted": month_of(last, cut_off).name})]
