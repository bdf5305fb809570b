"""Which clock is whose: the one that staff names, else the one where the person punched most."""

from datetime import timedelta

import polars as pl

from inspect_cli.derive.numbers import midnight, numbered
from inspect_cli.derive.punchers import SECONDS
from inspect_cli.months import Month

USUAL = {"p": pl.Int64, "clock": pl.String}
NAMED_CLOCK = r"^(.*):[^:]*$"
"""In staff a device_id is clock:number where there are several clocks."""


def usual_clocks(punches: pl.DataFrame, people: pl.DataFrame, month: Month) -> pl.DataFrame:
    """p and clock of everyone who has one; `punches` is what punches.seen_in_windows gives.

    Where a person punched at two clocks equally often in the month it is the one whose name comes first.
    """
    named = _of_staff(people)
    begin, end = (midnight(pl.lit(day)) for day in (month.first, month.last + timedelta(days=1)))
    second = pl.col("key") % SECONDS
    most = (
        punches.filter(pl.col("device").is_not_null(), second >= begin, second < end)
        .group_by("device", p=pl.col("key") // SECONDS)
        .agg(times=pl.len())
        .with_columns(clock=pl.col("device").cast(pl.String))
        .sort("p", pl.col("times"), "clock", descending=[False, True, False])
        .unique("p", keep="first", maintain_order=True)
        .select("p", "clock")
    )
    return pl.concat([named, most.join(named, on="p", how="anti")]).sort("p")


def known_clocks(punched: pl.Series, people: pl.DataFrame) -> pl.Series:
    """The names of all clocks of any punch that was read, of whatever month and number, or which staff names."""
    return pl.concat([_of_staff(people)["clock"], punched.drop_nulls().unique()]).unique().sort()


def _of_staff(people: pl.DataFrame) -> pl.DataFrame:
    """The clock of each person's last row of staff that names one."""
    named = people.select("person_id", clock=pl.col("device_id").str.extract(NAMED_CLOCK)).drop_nulls("clock")
    last = named.unique("person_id", keep="last", maintain_order=True)
    return last.join(numbered(people), on="person_id").select("p", "clock")
