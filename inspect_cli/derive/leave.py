"""Leave taken off what was planned: what of a shift is left to be worked."""

import polars as pl

from inspect_cli.derive.naming import name_people
from inspect_cli.derive.numbers import DAY_SECONDS, midnight, numbered, second_of
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import Records
from inspect_cli.problems import Problem

SEGMENT = ["p", "date", "segment"]
FIRST_LEAVE = ("leave_type", "leave_source", "leave_row")


def worked(moment: pl.Expr) -> pl.Expr:
    """The moment on a clock that stands still during the break: differences are working time."""
    rested = pl.min_horizontal(moment, "rest_to") - pl.col("rest_from")
    return moment - pl.max_horizontal(rested, 0)


def granted_leave(leave: Records, people: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Granted leave: p, begins, returns (seconds since 1970), whole_days, leave_type, leave_source, leave_row."""
    dated = leave.frame.with_columns(date=leave.days())
    rows, unknown = name_people(dated, leave, people)
    spans = rows.with_columns(whole_days=pl.col("from").str.len_chars() == len("2026-10-12")).with_columns(
        begins=second_of(pl.col("from")), returns=second_of(pl.col("to"), DAY_SECONDS)
    )
    spans, backwards = refuse(
        spans, pl.col("returns") <= pl.col("begins"), "ends-before-it-begins", leave, "to",
        lambda row: {"from": str(row["from"]), "to": str(row["to"])},
    )  # fmt: skip
    granted = (
        spans.filter(pl.col("approved").fill_null("yes") == "yes")
        .join(numbered(people), on="person_id")
        .select("p", "begins", "returns", "whole_days", leave_type="type", leave_source="source", leave_row="row")
    )
    return granted, [*unknown, *backwards]


def take_leave(windows: pl.DataFrame, granted: pl.DataFrame) -> pl.DataFrame:
    """The windows with what granted leave takes from them: on_leave, moved (the start), leave_type and where it stands.

    `starts` and `ends` become the first and last moment that is left to be worked, whatever pieces the leave came in,
    and stay where nothing is; hours to be worked become fewer by the leave. The break is no working time: leave up to
    it and from its end on is the whole day, and leave inside it takes nothing. Leave of days takes the dates on which
    shifts begin.
    """
    if granted.is_empty():
        nothing = (pl.lit(None, dtype=granted.schema[name]).alias(name) for name in FIRST_LEAVE)
        return windows.with_columns(*nothing, on_leave=False, moved=False)
    taken = _taken(windows, granted)
    off = (
        taken.group_by(SEGMENT)
        .agg(
            pl.col("left_from").max(),
            pl.col("left_to").min(),
            away=pl.col("away").sum(),
            **{name: pl.col(name).sort_by("leave_source", "leave_row").first() for name in FIRST_LEAVE},
        )
    )  # fmt: skip
    joined = windows.join(off, on=SEGMENT, how="left", maintain_order="left")
    left_from, left_to = pl.coalesce("left_from", "starts"), pl.coalesce("left_to", "ends")
    off_whole = (worked(left_from) >= worked(left_to)) & pl.col("leave_type").is_not_null()
    return joined.with_columns(
        on_leave=off_whole,
        moved=pl.col("left_from").is_not_null(),
        starts=pl.when(off_whole).then("starts").otherwise(left_from),
        ends=pl.when(off_whole).then("ends").otherwise(left_to),
        hours=(pl.col("hours") - pl.col("away").fill_null(0)).clip(0),
    ).drop("left_from", "left_to", "away")


def _taken(windows: pl.DataFrame, granted: pl.DataFrame) -> pl.DataFrame:
    """For each segment and leave that touches its working time what the segment's ends become, and how much is away.

    Pieces of leave that touch on the clock of working time are one.
    """
    bounds = windows.select(*SEGMENT, "starts", "ends", "rest_from", "rest_to").join(granted, on="p")
    that_day = pl.col("whole_days") & (midnight() >= pl.col("begins")) & (midnight() < pl.col("returns"))
    other_day = pl.col("whole_days") & ~that_day
    begins = pl.when(that_day).then("starts").otherwise(pl.max_horizontal("begins", "starts"))
    returns = pl.when(that_day).then("ends").otherwise(pl.min_horizontal("returns", "ends"))
    pieces = (
        bounds.filter(~other_day)
        .with_columns(begins=begins, returns=returns)
        .filter(pl.col("begins") < pl.col("returns"))
        .with_columns(since=worked(pl.col("begins")), until=worked(pl.col("returns")))
        .filter(pl.col("since") < pl.col("until"))
        .sort(*SEGMENT, "since", "until", "leave_source", "leave_row")
    )
    reached = pl.col("until").cum_max().shift(1).over(SEGMENT)
    united = pieces.with_columns(
        away=(pl.col("until") - pl.max_horizontal("since", reached)).clip(0),
        island=(pl.col("since") > reached).fill_null(False).cum_sum().over(SEGMENT),
    )
    island = [*SEGMENT, "island"]
    at_start = pl.col("since").min().over(island) <= worked(pl.col("starts"))
    at_end = pl.col("until").max().over(island) >= worked(pl.col("ends"))
    back, gone = pl.col("returns").max().over(island), pl.col("begins").min().over(island)
    within = pl.col("rest_from") < pl.col("rest_to")
    left_from = pl.when(within & back.is_between("rest_from", "rest_to")).then("rest_to").otherwise(back)
    left_to = pl.when(within & gone.is_between("rest_from", "rest_to")).then("rest_from").otherwise(gone)
    return united.with_columns(left_from=pl.when(at_start).then(left_from), left_to=pl.when(at_end).then(left_to))
