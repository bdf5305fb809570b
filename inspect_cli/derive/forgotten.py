"""What was probably forgotten: to name staff, or the month that is meant."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from inspect_cli.frames import Records
from inspect_cli.months import Month, month_of
from inspect_cli.problems import Problem, Source

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
    columns = (("inspections", "date"), ("attendance", "time"), ("incidents", "date"), ("metrics", "date"))
    dated = [records[kind].frame[column] for kind, column in columns if records[kind].frame.height]
    spans = [(_day(column.min()), _day(column.max())) for column in dated]
    if not spans or any(first <= month.last and last >= month.first for first, last in spans):
        return []
    first, last = min(first for first, _ in spans), max(last for _, last in spans)
    facts = {"count": str(sum(map(len, dated))), "month": str(month), "first": str(first), "last": str(last)}
    return [Problem("nothing-in-month", Source("--month"), {**facts, "wanted": month_of(last, cut_off).name})]


def _day(value: Any) -> date:
    """The day of a date or moment."""
    return value.date() if isinstance(value, datetime) else value
