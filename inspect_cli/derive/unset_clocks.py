"""Clocks that were not set: punches dated at the beginning of a clock's own time, of a day that nobody knows."""

from dataclasses import replace
from datetime import datetime, time
from typing import Final

import polars as pl

from inspect_cli.derive.named_punches import by_name
from inspect_cli.derive.numbers import numbered
from inspect_cli.derive.punchers import DAY_BEFORE, with_people
from inspect_cli.frames import Records
from inspect_cli.months import Month
from inspect_cli.problems import Problem

BEGINNING: Final = datetime(2001, 1, 1)
"""A clock whose battery is empty begins again in 1970 or 2000."""


def without_unset(attendance: Records, people: pl.DataFrame, month: Month) -> tuple[Records, pl.Series, list[Problem]]:
    """The punches without those of a clock that was not set; the staff numbers of who made these, and what to tell.

    A clock logs in the order of time: what stands before a row from before the month is older still, and no matter of
    this month.
    """
    frame = attendance.frame
    first = frame["time"].min()
    if not isinstance(first, datetime) or first >= BEGINNING:
        return attendance, pl.Series(dtype=pl.String), []
    opened = datetime.combine(month.first - DAY_BEFORE, time())
    old = frame.filter(pl.col("time").is_between(BEGINNING, opened, closed="left"))
    older = old.group_by("source", "device").agg(last=pl.col("row").max())
    after = frame.join(older, on=["source", "device"], how="left", nulls_equal=True, maintain_order="left")
    is_unset = (pl.col("time") < BEGINNING) & (pl.col("last").is_null() | (pl.col("row") > pl.col("last")))
    unset, kept = (after.filter(which).drop("last") for which in (is_unset, ~is_unset))
    if unset.is_empty():
        return attendance, pl.Series(dtype=pl.String), []
    of_month = unset.with_columns(time=pl.lit(datetime.combine(month.last, time())).cast(unset["time"].dtype))
    known = with_people(of_month, people)
    named, _, _ = by_name(known.filter(pl.col("p").is_null()), attendance, people, month)
    made_by = pl.concat([known["p"], named["p"]]).drop_nulls().unique()
    punchers = numbered(people).filter(pl.col("p").is_in(made_by.implode()))["person_id"]
    return replace(attendance, frame=kept), punchers, _told(unset, attendance)


def _told(unset: pl.DataFrame, attendance: Records) -> list[Problem]:
    """One Problem for each file and clock, at its first such row."""
    found = (
        unset.group_by("source", "device")
        .agg(rows=pl.len(), row=pl.col("row").min(), first=pl.col("time").min(), last=pl.col("time").max())
        .sort("source", "row")
    )
    problems = []
    for each in found.iter_rows(named=True):
        place = attendance.place(each["source"], each["row"])
        facts = {
            "clock": each["device"] or place.file, "rows": str(each["rows"]),
            "first": f"{each['first']:%Y-%m-%d}", "last": f"{each['last']:%Y-%m-%d}",
        }  # fmt: skip
        problems.append(Problem("clock-not-set", place, facts))
    return problems
