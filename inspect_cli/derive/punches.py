"""Punches laid into planned windows: when each person came and went on each planned day."""

from typing import Literal

import polars as pl

from inspect_cli.derive.punchers import SECONDS, key_of, punches_of_people
from inspect_cli.frames import Records
from inspect_cli.months import Month
from inspect_cli.problems import Problem

ONE_PUNCH = 60
"""Punches of a person that follow each other within so many seconds, in the same direction, are one."""

BURST = {"head": pl.Int64, "tail": pl.Int64}


def seen_in_windows(
    attendance: Records, planned: pl.DataFrame, people: pl.DataFrame, month: Month
) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """`planned` with came and went (seconds, null when not punched); the punches by key, for `with_evidence`.

    A person comes with the earliest punch of the window up to the shift's middle and goes with the latest one after it;
    a clock that knows the direction is believed instead. Punches within a minute are one, which lies where its first
    lies: never a coming and a going. A punch outside every window counts for nothing, nor does one that is not asked
    for. `planned` is in the order of person and time in which planned.plan gives it.
    """
    punches, problems = punches_of_people(attendance, people, month)
    windows = planned.with_columns(
        opened=key_of(pl.col("p"), pl.col("opens")),
        half=key_of(pl.col("p"), pl.col("middle")),
        closed=key_of(pl.col("p"), pl.col("closes")),
    )
    paired = _paired(windows, punches).drop("opened", "half", "closed", "opens", "middle")
    return paired.with_columns(came=pl.col("came") % SECONDS, went=pl.col("went") % SECONDS), punches, problems


def _paired(windows: pl.DataFrame, punches: pl.DataFrame) -> pl.DataFrame:
    """Each window with its first punch in and its last punch out, as keys.

    Windows do not overlap, so that the first punch after one opened and the last before it closed are merges of sorted
    columns; which half of the shift they lie in says whether a punch of unknown direction came or went.
    """
    keys, ways = punches["key"], punches["direction"]
    plain = _bursts(keys.filter(ways.is_null()))
    ins, outs = (_bursts(keys.filter(ways == way)) for way in ("in", "out"))
    last, last_out = _last_before(windows["closed"], plain), _last_before(windows["closed"], outs)
    met = windows.with_columns(
        first=_first_from(windows["opened"], plain),
        first_in=_first_from(windows["opened"], ins),
        last=last["head"],
        last_end=last["tail"],
        last_out=last_out["head"],
        last_out_end=last_out["tail"],
    )
    came = pl.when(pl.col("first") <= pl.col("half")).then("first")
    went = pl.when(pl.col("last") > pl.col("half")).then("last_end")
    came_in = pl.when(pl.col("first_in") < pl.col("closed")).then("first_in")
    went_out = pl.when(pl.col("last_out") >= pl.col("opened")).then("last_out_end")
    return met.with_columns(
        came=pl.when("asks_in").then(pl.min_horizontal(came, came_in)),
        went=pl.when("asks_out").then(pl.max_horizontal(went, went_out)),
    ).drop("first", "first_in", "last", "last_end", "last_out", "last_out_end")


def _bursts(keys: pl.Series) -> pl.DataFrame:
    """The punches that are one: head and tail, the keys of the first and the last of them, in order."""
    ordered = keys.sort()
    heads = ordered.diff().fill_null(ONE_PUNCH) >= ONE_PUNCH
    if heads.all():
        return pl.DataFrame({"head": ordered, "tail": ordered}, schema=BURST)
    tails = heads.shift(-1, fill_value=True)
    return pl.DataFrame({"head": ordered.filter(heads), "tail": ordered.filter(tails)}, schema=BURST)


def _first_from(bounds: pl.Series, bursts: pl.DataFrame) -> pl.Series:
    """For each bound (sorted) the first burst that begins at or after it."""
    return _merged(bounds, bursts.select("head"), "forward")["head"]


def _last_before(bounds: pl.Series, bursts: pl.DataFrame) -> pl.DataFrame:
    """For each bound (sorted) the last burst that begins before it, head and tail."""
    return _merged(bounds - 1, bursts, "backward")


def _merged(bounds: pl.Series, bursts: pl.DataFrame, strategy: Literal["forward", "backward"]) -> pl.DataFrame:
    left = bounds.alias("bound").to_frame().set_sorted("bound")
    right = bursts.with_columns(bound="head").set_sorted("bound")
    return left.join_asof(right, on="bound", strategy=strategy)


def with_evidence(odd: pl.DataFrame, punches: pl.DataFrame) -> pl.DataFrame:
    """Days that are not plainly in order, with came_source, came_row, went_source and went_row."""
    odd = odd.with_row_index("window")
    wanted = pl.concat(
        odd.filter(pl.col(end).is_not_null()).select("window", key=key_of(pl.col("p"), pl.col(end)), end=pl.lit(end))
        for end in ("came", "went")
    )
    # of punches in the same second the first row is the evidence
    found = (
        punches.join(wanted, on="key")
        .sort("window", "end", "source", "row")
        .unique(["window", "end"], keep="first", maintain_order=True)
    )
    for end in ("came", "went"):
        mine = found.filter(pl.col("end") == end)
        places = mine.select("window", pl.col("source").alias(f"{end}_source"), pl.col("row").alias(f"{end}_row"))
        odd = odd.join(places, on="window", how="left", maintain_order="left")
    return odd.drop("window")
