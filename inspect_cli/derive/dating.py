"""Rows whose days lie outside the month, or after the day up to which it is counted: they count nothing."""

from collections.abc import Iterator, Mapping
from datetime import date

import polars as pl

from inspect_cli.frames import Records
from inspect_cli.months import Month
from inspect_cli.problems import Problem
from inspect_cli.site import HAPPENED


def misdated(records: Mapping[str, Records], month: Month, as_of: date) -> list[Problem]:
    """A note for each table with rows after `as_of` while the month runs, and one for its rows of other months.

    What clocks logged in other months is told where punches are sorted. A month into which no row at all falls is told
    by `forgotten.outside`.
    """
    running = as_of <= month.last
    problems: list[Problem] = []
    for kind in HAPPENED:
        of_kind = records[kind]
        dated = of_kind.frame.select("source", day=of_kind.days())
        late = pl.col("day") > as_of if running else pl.lit(False)
        problems += _told(of_kind, dated, late, "not-yet", {"day": str(as_of)})
        if kind != "attendance":
            other = ~pl.col("day").is_between(month.first, month.last) & ~late
            problems += _told(of_kind, dated, other, "in-other-months", {"month": str(month)})
    return problems


def _told(
    records: Records, dated: pl.DataFrame, told: pl.Expr, code: str, facts: Mapping[str, str]
) -> Iterator[Problem]:
    """A Problem for each table with rows `told`: how many of how many, and from when to when."""
    counted = dated.with_columns(count=pl.len().over("source")).filter(told)
    tables = counted.group_by("source", maintain_order=True).agg(
        pl.len(), pl.col("count").first(), first=pl.col("day").min(), last=pl.col("day").max()
    )
    for source, rows, count, first, last in tables.iter_rows():
        said = {"rows": str(rows), "count": str(count), "first": str(first), "last": str(last)}
        yield Problem(code, records.sources[source - records.first_source], {**facts, **said})
