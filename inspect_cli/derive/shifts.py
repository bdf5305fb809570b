"""Shifts as segments: what is worked in one piece, and how it is punched."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import Records
from inspect_cli.months import MINUTES_A_DAY
from inspect_cli.problems import Problem

WINDOW_BEFORE, WINDOW_AFTER = 120, 240
"""Minutes before a shift and after it in which a punch counts for it, where the shift does not say."""

NUMBERS = {"grace_in": 0, "grace_out": 0, "early_by": 0, "window_before": WINDOW_BEFORE, "window_after": WINDOW_AFTER}
"""Columns of whole minutes, and what holds where one is empty."""

Segments = tuple[pl.DataFrame, list[Problem]]


def segments_of(shifts: Records) -> Segments:
    """One row a shift and segment, minutes counted from the business date's midnight.

    Columns: shift, segment (1, 2, … in time order), segments (how many the shift has), start, end, rest_from, rest_to
    (a break; both at the end where there is none), hours (to be worked, null where start and end say it), asks_in,
    asks_out, and NUMBERS. An end before the start is on the next day, and so is a break before the start. A shift of
    which one row is wrong is left out whole.
    """
    rows = shifts.frame.with_columns(part=pl.col("segment").fill_null("1"))
    rows = rows.with_columns(nth=pl.int_range(pl.len()).over("shift", "part"))
    rows, twice = refuse(
        rows, pl.col("nth") > 0, "duplicate-shift", shifts, "shift", lambda row: {"value": str(row["shift"])}
    )
    placed = _placed(rows)
    kept, wrong = _sound(placed, shifts)
    whole = kept.join(placed.join(kept, on=["source", "row"], how="anti"), on="shift", how="anti")
    asked = pl.col("punch").fill_null("both")
    return whole.select(
        "shift", "segment", "segments",
        *(pl.col(name).cast(pl.Int32) for name in ("start", "end", "rest_from", "rest_to", "hours")),
        *(pl.col(key).cast(pl.Int32).fill_null(default) for key, default in NUMBERS.items()),
        asks_in=asked.is_in(["both", "in"]),
        asks_out=asked.is_in(["both", "out"]),
    ), [*twice, *wrong]  # fmt: skip


def _placed(rows: pl.DataFrame) -> pl.DataFrame:
    """The rows with every time at its place after the start, and each segment with its number."""

    def after_start(key: str) -> pl.Expr:
        at = pl.col(key)
        return pl.when(at < pl.col("start")).then(at + MINUTES_A_DAY).otherwise(at)

    end = pl.col("end")
    placed = rows.with_columns(end=pl.when(end <= pl.col("start")).then(end + MINUTES_A_DAY).otherwise(end))
    return (
        placed.with_columns(rest_from=after_start("break_start"), rest_to=after_start("break_end"))
        .with_columns(rest_from=pl.coalesce("rest_from", "end"), rest_to=pl.coalesce("rest_to", "end"))
        .sort("shift", "start", "part")
        .with_columns(
            segment=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("shift"),
            segments=pl.len().over("shift").cast(pl.Int32),
            began=pl.col("start").first().over("shift"),
            ended=pl.col("end").shift(1).over("shift"),
        )
    )


def _sound(placed: pl.DataFrame, shifts: Records) -> Segments:
    rows, overlapping = refuse(
        placed, pl.col("ended") > pl.col("start"), "segments-overlap", shifts, "start",
        lambda row: {"value": str(row["shift"])},
    )  # fmt: skip
    rows, long = refuse(
        rows, pl.col("end") - pl.col("began") > MINUTES_A_DAY, "shift-too-long", shifts, "end",
        lambda row: {"value": str(row["shift"]), "hours": _hours(row)},
    )  # fmt: skip
    half_a_break = pl.col("break_start").is_null() != pl.col("break_end").is_null()
    outside = (pl.col("rest_from") > pl.col("rest_to")) | (pl.col("rest_to") > pl.col("end"))
    rows, restless = refuse(
        rows, half_a_break | outside, "break-outside-shift", shifts, "break_start",
        lambda row: {"value": str(row["shift"])},
    )  # fmt: skip
    return rows, [*overlapping, *long, *restless]


def _hours(row: Mapping[str, Any]) -> str:
    return f"{(row['end'] - row['began']) / 60:g}"
