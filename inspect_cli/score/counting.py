"""What is counted within which time: the running count of every counter, with what earlier months left in it."""

import polars as pl

from inspect_cli.amounts import units
from inspect_cli.frames import ITS_OWN
from inspect_cli.months import Month
from inspect_cli.rulebook import RULE_KEY, RuleBook
from inspect_cli.rulebook.windows import ROLLING
from inspect_cli.score.history import History
from inspect_cli.score.settle import END_OF_DAY, IN_TIME

COUNTING = ["subject", "counter", "within"]
"""A running count: whose, of what, and in which event, day, month or year; a window that rolls is one for all time."""


def running_counts(
    settled: pl.DataFrame, lines: pl.DataFrame, book: RuleBook, month: Month, history: History
) -> pl.DataFrame:
    """The counted facts of the month, and of earlier months where a window reaches back, in time order.

    Columns of SETTLED that lines need, those of COUNTERS, `past` (of an earlier month), `place` (position in time),
    `here` and `net` (units of its quantity and of its own points after caps), `counted` and `before` (the count up to
    and with it, and without it), `events` (own points so far), `day` (or month, as a number) and `left` (the last day
    that is no longer in a window that rolls).
    """
    few = lines.select("fact_id", "step", "points")
    own = few.filter(pl.col("step").is_in(ITS_OWN)).group_by("fact_id").agg(net=pl.col("points").sum())
    watched = book.counters["item"].unique().implode()
    current = settled.filter(~pl.col("free"), pl.col("item").is_in(watched)).join(own, on="fact_id", how="left")
    current = current.with_columns(month=pl.lit(month.name), past=pl.lit(False), place=pl.col("seq").cast(pl.Int64))
    rows = pl.concat([_of_the_past(current, book, history), current], how="diagonal_relaxed")
    counting = rows.join(book.counters, on=RULE_KEY).with_columns(
        here=units(pl.col("quantity")), net=units(pl.col("net").fill_null(0)), within=_within()
    )
    counted = counting.sort(*COUNTING, "place").with_columns(
        counted=pl.col("here").cum_sum().over(COUNTING),
        events=pl.col("net").cum_sum().over(COUNTING),
        ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(COUNTING),
    )
    return _rolled(counted).with_columns(before=pl.col("counted") - pl.col("here"))


def _of_the_past(current: pl.DataFrame, book: RuleBook, history: History) -> pl.DataFrame:
    """The counted facts of earlier months of those who have a counted fact in this one, in time order before it."""
    watched = book.counters.filter(~pl.col("window").is_in(["event", "day", "month"]))["item"].unique().implode()
    past = history.settled.filter(~pl.col("free"), pl.col("item").is_in(watched))
    return (
        past.join(current.select("subject").unique(), on="subject", how="semi")
        .with_columns(when=pl.col("at").fill_null(END_OF_DAY), net=pl.col("points"), past=pl.lit(True))
        .sort(*IN_TIME)
        .with_columns(place=pl.int_range(pl.len(), dtype=pl.Int64) - pl.len().cast(pl.Int64))
        .drop("points", "line", "when")
    )


def _within() -> pl.Expr:
    """The event, day, month or year in which a fact is counted; one for all time where the window rolls."""
    window = pl.col("window")
    return (
        pl.when(window == "month").then("month")
        .when(window == "year").then(pl.col("month").str.slice(0, 4))
        .when(window == "day").then(pl.col("date").cast(pl.String))
        .when(window == "event").then(pl.coalesce("split_of", "fact_id"))
        .otherwise(pl.lit(""))
    )  # fmt: skip


def _rolled(counted: pl.DataFrame) -> pl.DataFrame:
    """Rolling windows reach from the day (month) of a fact back so many days (months): what lies before is taken off.

    The running count less itself at the last fact that has left the window (D−N, D].
    """
    rolls = pl.col("window").is_in(ROLLING)
    if counted.filter(rolls).is_empty():
        return counted.with_columns(day=pl.lit(None, dtype=pl.Int64), left=pl.lit(None, dtype=pl.Int64))
    name = pl.col("month").str
    months = name.slice(0, 4).cast(pl.Int64) * 12 + name.slice(5, 2).cast(pl.Int64)
    days = pl.col("date").cast(pl.Int32).cast(pl.Int64)
    dated = counted.with_columns(day=pl.when(pl.col("window") == "days").then(days).otherwise(months)).with_columns(
        left=pl.when(rolls).then(pl.col("day") - pl.col("length"))
    )
    gone = dated.filter(rolls).group_by(*COUNTING, left="day").agg(gone=pl.col("counted").max()).sort("left")
    rolling = (
        dated.filter(rolls)
        .sort("left")
        .join_asof(gone, on="left", by=COUNTING, strategy="backward", check_sortedness=False)
    )
    taken = rolling.select(*COUNTING, "place", "gone")
    return (
        dated.join(taken, on=[*COUNTING, "place"], how="left")
        .with_columns(counted=pl.col("counted") - pl.col("gone").fill_null(0))
        .drop("gone")
        .sort(*COUNTING, "place")
    )
