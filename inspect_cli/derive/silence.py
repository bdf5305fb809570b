"""Clocks that were silent or went wrong: what many punches say together and no single one does."""

from datetime import datetime, timedelta
from typing import Any

import polars as pl

from inspect_cli.derive.clocked import SECONDS, key_of
from inspect_cli.frames import Records
from inspect_cli.problems import Problem, Source

NEAR = 1800
"""Seconds around the time when a punch is due in which most people make it, and that a clock may be left alone."""
LEAST_PEOPLE = 3
LEAST_PUNCHES, LEAST_DAYS = 5, 5
SHIFTED = 480
"""A clock whose people come so many seconds earlier or later than on its other days, and nobody else does, is wrong."""


def silent_clocks(days: pl.DataFrame, punches: pl.DataFrame, usual: pl.DataFrame, attendance: Records) -> list[Problem]:
    """A note for each time in which a clock logged nothing though several people were due there.

    `days` has p, starts, ends, on_leave, came and went; `usual` p and clock. Of at least three people who were due at
    the same time fewer than half punched within half an hour, at whatever clock, and theirs logged nothing for longer.
    """
    working = days.filter(~pl.col("on_leave"))
    due = pl.concat([
        working.select("p", due="starts", met=(pl.col("came") <= pl.col("starts") + NEAR).fill_null(False)),
        working.select("p", due="ends", met=(pl.col("went") >= pl.col("ends") - NEAR).fill_null(False)),
    ])  # fmt: skip
    missed = (
        due.join(usual, on="p")
        .group_by("clock", "due")
        .agg(expected=pl.len(), punched=pl.col("met").sum())
        .filter(pl.col("expected") >= LEAST_PEOPLE, pl.col("punched") * 2 < pl.col("expected"))
        .sort("due", "clock")
    )
    if missed.is_empty():
        return []
    logged = punches.select(
        clock=pl.col("device").cast(pl.String), second=pl.col("key") % SECONDS, source="source", row="row"
    )
    logged = logged.join(missed.select("clock").unique(), on="clock").sort("second", "clock", "source", "row")
    before = logged.with_columns(begun="second")
    around = missed.join_asof(before, left_on="due", right_on="second", by="clock", check_sortedness=False).join_asof(
        logged.select("clock", ended="second"), left_on="due", right_on="ended", by="clock", strategy="forward",
        check_sortedness=False,
    )  # fmt: skip
    gaps = (
        around.filter((pl.col("ended") - pl.col("begun")).fill_null(NEAR + 1) > NEAR)
        .group_by("clock", "begun", "ended", maintain_order=True)
        .agg(pl.col("expected", "punched").sum(), pl.col("source", "row").first())
    )
    return [
        Problem(
            "clock-silent",
            _place(row, attendance),
            {"clock": row["clock"], "from": _moment(row["begun"]), "to": _moment(row["ended"]),
             "expected": str(row["expected"]), "punched": str(row["punched"])},
        )
        for row in gaps.iter_rows(named=True)
    ]  # fmt: skip


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


def _place(row: dict[str, Any], attendance: Records) -> Source:
    """The last punch before the silence, or the first file where there is none."""
    if row["row"] is None:
        return attendance.sources[0]
    return attendance.place(row["source"], row["row"])


def _moment(second: int | None) -> str:
    return "…" if second is None else f"{datetime(1970, 1, 1) + timedelta(seconds=second):%Y-%m-%d %H:%M}"
