"""Clocks whose time was wrong: what many punches say together and no single one does."""

import polars as pl

from inspect_cli.derive.punchers import key_of
from inspect_cli.derive.silence import NEAR
from inspect_cli.frames import Records
from inspect_cli.problems import Problem

LEAST_PUNCHES, LEAST_DAYS = 5, 5
SHIFTED = 480
"""A clock whose people come so many seconds earlier or later than on its other days, and nobody else does, is wrong."""


def shifted_clocks(days: pl.DataFrame, punches: pl.DataFrame, attendance: Records) -> list[Problem]:
    """A note for each clock and day on which its people all seem to come earlier or later, and those of others do not.

    What is compared is how long before their shift people come: the median of the day against that of the clock's
    other days, and the same of the other clocks. More than half an hour is a silence.
    """
    if punches["device"].n_unique() < 2:
        return []
    came = days.filter(pl.col("came").is_not_null(), ~pl.col("on_leave"))
    first = punches.drop_nulls("device").unique("key", keep="any").select("key", "device")
    daily = (
        came.select("date", key=key_of(pl.col("p"), pl.col("came")), late=pl.col("came") - pl.col("starts"))
        .join(first, on="key")
        .group_by("date", clock=pl.col("device").cast(pl.String))
        .agg(median=pl.col("late").median(), count=pl.len())
        .filter(pl.col("count") >= LEAST_PUNCHES)
        .with_columns(shift=pl.col("median") - pl.col("median").median().over("clock"), days=pl.len().over("clock"))
        .filter(pl.col("days") >= LEAST_DAYS)
    )
    others = daily.select("date", other="clock", elsewhere="shift")
    odd = (
        daily.join(others, on="date")
        .filter(pl.col("clock") != pl.col("other"))
        .group_by("date", "clock", "shift")
        .agg(by=pl.col("shift").first() - pl.col("elsewhere").median())
        .filter(pl.col("by").abs().is_between(SHIFTED, NEAR), pl.col("shift").abs() >= SHIFTED)
        .sort("date", "clock")
    )
    return [
        Problem(
            "clock-shifted",
            attendance.sources[0],
            {"clock": row["clock"], "date": str(row["date"]), "minutes": f"{abs(row['by']) / 60:.0f}"},
        )
        for row in odd.iter_rows(named=True)
    ]
