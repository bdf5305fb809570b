"""Clocks that were silent: times in which many punches that were due at one clock are lacking together."""

import polars as pl

from inspect_cli.derive.punchers import SECONDS
from inspect_cli.site import Clocks

NEAR = 1800
"""Seconds around the time when a punch is due in which most people make it, and that a clock may be left alone."""
LEAST_PEOPLE = 3
"""Of fewer nothing can be told."""
HOUR = 3600
AT = ["clock", "due"]
EVER = 1 << 40

SILENCES = {
    "clock": pl.String, "date": pl.Date, "begun": pl.Int64, "ended": pl.Int64, "expected": pl.Int64,
    "punched": pl.Int64, "source": pl.UInt16, "row": pl.UInt32,
}  # fmt: skip
"""A silence: its clock, the business date on which it began, its last punch before (begun, with source and row) and
first after (ended; both null where there is none), how many punches were due in it and how many were made."""


def silent_clocks(days: pl.DataFrame, punches: pl.DataFrame, usual: pl.DataFrame, settings: Clocks) -> pl.DataFrame:
    """SILENCES of planned segments that are over, by date and clock.

    `days` has p, date, segments, due, ends, asks_in, asks_out, on_leave, came and went; `usual` p and clock. Of three
    people or more whose clock it is fewer than the site's share punched, at whatever clock: of those due at one moment
    within half an hour of it, while the clock logged nothing for as long; or of those planned on one date at all. Or it
    logged nothing for longer than the site's usual gap and three of those due in it did not punch. What follows each
    other without a moment between at which enough punched, or begins on the same date, is one silence.
    """
    sides = _sides(days, usual)
    dated = sides.group_by(*AT, "date").agg(pl.len().alias("expected"), pl.col("met", "made").sum())
    moments = (
        dated.group_by(AT)
        .agg(pl.col("expected", "met").sum(), pl.col("date").min())
        .sort("due", "clock")
        .with_columns(few=pl.col("met") * 100 < pl.col("expected") * settings.share)
    )
    of_dates = _few_of_a_date(sides, dated, 2 * _most_segments(days), settings)
    unheard = _in_long_gaps(sides, punches, settings)
    asked = moments.join(of_dates, on=AT, how="left", maintain_order="left").join(
        unheard, on=AT, how="left", maintain_order="left"
    )
    wide = pl.col("of_date").is_not_null() | pl.col("unheard").is_not_null()
    maybe = asked.filter(wide | (pl.col("few") & (pl.col("expected") >= LEAST_PEOPLE)))
    if maybe.is_empty():
        return pl.DataFrame(schema=SILENCES)
    around = _with_gaps(maybe, punches)
    alone = (pl.col("ended") - pl.col("begun")).fill_null(NEAR + 1) > NEAR
    return _joined(around.filter(wide | alone), moments)


def _sides(days: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """Every punch that was due of people who have a clock: p, clock, date, due, and whether it was met and made."""
    working = days.filter(~pl.col("on_leave"))
    came, went = pl.col("came"), pl.col("went")
    ins = working.filter("asks_in").select(
        "p", "date", "due", met=(came <= pl.col("due") + NEAR).fill_null(False), made=came.is_not_null()
    )
    outs = working.filter("asks_out").select(
        "p", "date", due="ends", met=(went >= pl.col("ends") - NEAR).fill_null(False), made=went.is_not_null()
    )
    # a number joins and groups faster than text
    named = usual.with_columns(pl.col("clock").cast(pl.Categorical))
    return pl.concat([ins, outs]).join(named, on="p")


def _most_segments(days: pl.DataFrame) -> int:
    most = days["segments"].max()
    return most if isinstance(most, int) else 1


def _few_of_a_date(sides: pl.DataFrame, dated: pl.DataFrame, most: int, settings: Clocks) -> pl.DataFrame:
    """Moments (with `of_date`) of clocks and dates on which fewer than the share of the planned people punched at all.

    `most` is how many punches may be due of a person on a date: where too few lack, people need not be counted.
    """
    lacking = pl.col("expected") - pl.col("made")
    maybe = (
        dated.group_by("clock", "date")
        .agg(pl.col("expected", "made").sum())
        .filter(lacking * 100 * most > pl.col("expected") * (100 - settings.share))
    )
    people = sides.join(maybe, on=["clock", "date"], how="semi").group_by("clock", "date", "p")
    few = (
        people.agg(pl.col("made").any())
        .group_by("clock", "date")
        .agg(people=pl.len(), made=pl.col("made").sum())
        .filter(pl.col("people") >= LEAST_PEOPLE, pl.col("made") * 100 < pl.col("people") * settings.share)
    )
    return dated.join(few, on=["clock", "date"], how="semi").select(*AT, of_date=True).unique()


def _in_long_gaps(sides: pl.DataFrame, punches: pl.DataFrame, settings: Clocks) -> pl.DataFrame:
    """Moments (clock, due, with `unheard`) inside gaps of the clock longer than the usual one, of three who lack."""
    lacking = sides.filter(~pl.col("made"))
    gaps = _long_gaps(punches, sides, settings.usual_gap * HOUR)
    inside = lacking.sort("due").join_asof(
        gaps.sort("begun"), left_on="due", right_on="begun", by="clock", check_sortedness=False
    )
    return (
        inside.filter(pl.col("due") < pl.col("ended"))
        .with_columns(people=pl.col("p").n_unique().over("clock", "begun"))
        .filter(pl.col("people") >= LEAST_PEOPLE)
        .select(*AT, unheard=True)
        .unique()
    )


def _long_gaps(punches: pl.DataFrame, sides: pl.DataFrame, longest: int) -> pl.DataFrame:
    """Where a clock logged nothing for longer: clock, begun, ended; before its first and after its last punch as far as
    anybody was due."""
    # the first and last of every hour tell the same as all of them
    hours = (
        punches.select(clock="device", second=pl.col("key") % SECONDS)
        .drop_nulls()
        .group_by("clock", hour=pl.col("second") // HOUR)
        .agg(first=pl.col("second").min(), last=pl.col("second").max())
        .select("clock", "first", "last")
    )
    logged = hours.group_by("clock").agg(begins=pl.col("first").min(), stops=pl.col("last").max())
    dues = sides.group_by("clock").agg(first=pl.col("due").min(), last=pl.col("due").max())
    ends = dues.join(logged, on="clock", how="left")
    late, soon = pl.col("begins") >= pl.col("first"), pl.col("stops") <= pl.col("last")
    edges = [
        ends.filter(late.fill_null(True)).select("clock", first=pl.col("first") - EVER, last=pl.col("first") - 1),
        ends.filter(soon.fill_null(True)).select("clock", first=pl.col("last") + 1, last=pl.col("last") + EVER),
    ]
    marks = pl.concat([hours, *edges]).sort("clock", "first")
    before = pl.col("last").cum_max().shift(1).over("clock")
    return (
        marks.with_columns(begun=before)
        .filter(pl.col("first") - pl.col("begun") > longest)
        .select("clock", "begun", ended="first")
    )


def _with_gaps(moments: pl.DataFrame, punches: pl.DataFrame) -> pl.DataFrame:
    """The moments with the last punch of their clock before each (begun, source, row) and the first after (ended)."""
    logged = (
        punches.filter(pl.col("device").is_in(moments["clock"].unique().implode()))
        .select("source", "row", clock="device", second=pl.col("key") % SECONDS)
        .sort("second", "source", "row")
    )
    before = logged.with_columns(begun="second")
    return moments.join_asof(before, left_on="due", right_on="second", by="clock", check_sortedness=False).join_asof(
        logged.select("clock", ended="second"), left_on="due", right_on="ended", by="clock", strategy="forward",
        check_sortedness=False,
    )  # fmt: skip


def _joined(silent: pl.DataFrame, moments: pl.DataFrame) -> pl.DataFrame:
    """SILENCES of silent moments: those between which enough punched are several, unless they began on one date."""
    enough = moments.filter(~pl.col("few")).join(silent, on=AT, how="anti").with_columns(ends=True)
    runs = (
        pl.concat([silent.with_columns(ends=False), enough], how="diagonal")
        .sort("clock", "due")
        .with_columns(run=pl.col("ends").cum_sum().over("clock"))
        .filter(~pl.col("ends"))
        .with_columns(pl.col("date").min().over("clock", "run"))
    )
    return (
        runs.group_by("clock", "date")
        .agg(
            pl.col("begun", "source", "row").first(),
            pl.col("ended").fill_null(EVER).max(),
            pl.col("expected").sum(),
            punched=pl.col("met").sum(),
        )
        .with_columns(pl.when(pl.col("ended") < EVER).then("ended").alias("ended"))
        .select(pl.col(name).cast(dtype) for name, dtype in SILENCES.items())
        .sort("date", "clock")
    )
