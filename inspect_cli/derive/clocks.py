"""Which clock is whose: the one that staff names, else the one where the person punched most."""

from dataclasses import replace
from datetime import timedelta

import polars as pl

from inspect_cli.derive.numbers import midnight, numbered
from inspect_cli.derive.punchers import SECONDS
from inspect_cli.frames import Records
from inspect_cli.months import Month
from inspect_cli.site import Clocks

USUAL = {"p": pl.Int64, "clock": pl.String}
SIGN_IN = "sign-in"
"""The format of lists on which people wrote when they came and went."""

NAMED_CLOCK = r"^(.*):[^:]*$"
"""In staff a device_id is clock:number where there are several clocks."""


def believed(attendance: Records, settings: Clocks) -> Records:
    """The punches without the in and out of clocks that the site doubts; a sign-in list is believed always."""
    doubted = settings.doubt_directions
    if not doubted:
        return attendance
    lists = [nth for nth, form in enumerate(attendance.formats, attendance.first_source) if form == SIGN_IN]
    at_clock = pl.lit(True) if doubted is True else pl.col("device").is_in(list(doubted)).fill_null(False)
    by_time = at_clock & ~pl.col("source").is_in(lists)
    direction = pl.when(~by_time).then("direction").alias("direction")
    return replace(attendance, frame=attendance.frame.with_columns(direction))


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
