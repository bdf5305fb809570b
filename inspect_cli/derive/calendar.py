"""Which weekday's plan holds on each day: holidays, and weekends that are worked."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import Records
from inspect_cli.problems import Problem, Source

HOLIDAY, MONDAY = 0, 1
"""A holiday is no weekday at all; a workday without a weekday of its own is worked like a Monday."""

SETTING = Source("site.toml", path="$.holidays")


def weekdays(calendar: Records, holidays: str | None, days: pl.Series) -> tuple[pl.DataFrame, list[Problem]]:
    """For each of `days` (dates) its `date` and `weekday`: 1 to 7, 0 on a holiday.

    The site's own calendar comes first, then the public holidays of the country that `holidays` names. A year that the
    country's calendar does not know yet is a Problem of the setting: nothing is guessed.
    """
    public, unknown = _public(holidays, days)
    rows = calendar.frame.with_columns(nth=pl.int_range(pl.len()).over("date"))
    own, twice = refuse(
        rows, pl.col("nth") > 0, "duplicate-day", calendar, "date", lambda row: {"value": str(row["date"])}
    )
    worked = pl.col("weekday").cast(pl.Int8).fill_null(MONDAY)
    said = own.select(
        "date",
        own=pl.when(pl.col("day") == "holiday")
        .then(pl.lit(HOLIDAY, dtype=pl.Int8))
        .when(pl.col("day") == "workday")
        .then(worked),
        usual=pl.col("day") == "usual",
    )
    dated = pl.DataFrame({"date": days}).join(said, on="date", how="left").join(public, on="date", how="left")
    country = pl.when(~pl.col("usual").fill_null(False)).then("public")
    weekday = pl.coalesce("own", country, pl.col("date").dt.weekday())
    return dated.sort("date").select("date", weekday=weekday.cast(pl.Int8)), [*unknown, *twice]


def _public(holidays: str | None, days: pl.Series) -> tuple[pl.DataFrame, list[Problem]]:
    """Public holidays and the weekends worked in their place: date, public."""
    found: list[tuple[date, int]] = []
    problems = []
    if holidays:
        try:
            from chinese_calendar import constants
        except ImportError:
            problems = [Problem("no-holiday-package", SETTING, {"value": holidays})]
        else:
            found, unknown = _of_china(constants, days)
            problems = [Problem("year-without-holidays", SETTING, {"year": str(year)}) for year in unknown]
    schema = {"date": pl.Date, "public": pl.Int8}
    return pl.DataFrame(found, schema=schema, orient="row"), problems


def _of_china(constants: Any, days: pl.Series) -> tuple[list[tuple[date, int]], list[int]]:
    """China's days, and the years that are not announced; New Year's Day is a holiday in every year."""
    off: Mapping[date, object] = constants.holidays
    worked: Mapping[date, object] = constants.workdays
    announced = {day.year for day in off}
    new_year = [day for day in days if (day.month, day.day) == (1, 1)]
    unknown = sorted({day.year for day in days if day not in new_year} - announced)
    found = [(day, HOLIDAY) for day in days if day in off or day in new_year]
    return found + [(day, MONDAY) for day in days if day in worked], unknown
