"""What planned segments became, as Facts: late, early, absent, a punch missing, leave."""

import polars as pl

from inspect_cli.amounts import lit, minutes
from inspect_cli.derive.leave import worked
from inspect_cli.derive.numbers import minute_of_day
from inspect_cli.frames import FACTS, shape, stack
from inspect_cli.months import clock_text

DAY = ["p", "date"]
MINUTE = 60


def events_of(judged: pl.DataFrame) -> pl.DataFrame:
    """FACTS late, early, absent, missing-punch and leave of segments as judging.judge gives them, with person_id.

    Nothing punched in all that was to be worked of a day is an absence, in a part of it half of one.
    """
    return stack([_late(judged), _early(judged), _absent(judged), _missing(judged), _on_leave(judged)], FACTS)


def _clock(seconds: str) -> pl.Expr:
    return clock_text(minute_of_day(pl.col(seconds)))


def _apart(planned: str, punched: str) -> pl.Expr:
    """The time planned and that of the punch, with their seconds where the minutes would look equal."""
    equal = pl.col(planned) // MINUTE == pl.col(punched) // MINUTE

    def shown(time: str) -> pl.Expr:
        seconds = pl.concat_str(pl.lit(":"), (pl.col(time) % MINUTE).cast(pl.String).str.zfill(2))
        return pl.concat_str(_clock(time), pl.when(equal).then(seconds).otherwise(pl.lit("")))

    return pl.concat_str(shown(planned), pl.lit(" → "), shown(punched))


def _hours(seconds: pl.Expr) -> pl.Expr:
    """How long, in hours and minutes: 7:30 h."""
    minute = seconds // MINUTE
    return pl.concat_str(
        (minute // 60).cast(pl.String), pl.lit(":"), (minute % 60).cast(pl.String).str.zfill(2), pl.lit(" h")
    )


def _punched(seconds: str, given: str) -> pl.Expr:
    """A time on the clock, in brackets where an exemption stands for the punch."""
    return (
        pl.when(pl.col(given).is_null())
        .then(_clock(seconds))
        .otherwise(pl.concat_str(pl.lit("("), _clock(seconds), pl.lit(")")))
    )


def _event(
    rows: pl.DataFrame, item: str, at: pl.Expr, note: pl.Expr, magnitude: pl.Expr, punched: str | None
) -> pl.DataFrame:
    """Rows as FACTS of one item; the evidence is the punch, or the roster's row where there is none."""
    punch = (f"{punched}_source", f"{punched}_row") if punched else ("source", "row")
    part = pl.when(pl.col("segment") > 1).then(pl.concat_str(pl.lit("/"), pl.col("segment").cast(pl.String)))
    day = pl.concat_str(pl.lit(item + "/"), "person_id", pl.lit("/"), pl.col("date").cast(pl.String))
    return shape(
        rows.with_columns(
            fact_id=pl.concat_str(day, part.fill_null("")),
            subject_kind=pl.lit("person"),
            subject=pl.col("person_id"),
            at=at,
            origin=pl.lit("attendance"),
            item=pl.lit(item),
            outcome=pl.lit("event"),
            quantity=lit(1),
            magnitude=magnitude,
            note=note,
            standing=pl.lit("approved"),
            source=pl.coalesce(punch[0], "source"),
            row=pl.coalesce(punch[1], "row"),
        ),
        FACTS,
    )


def _late(judged: pl.DataFrame) -> pl.DataFrame:
    rows = judged.filter(pl.col("late").is_not_null())
    note = pl.concat_str("shift", pl.lit(" "), _apart("due", "came"))
    return _event(rows, "late", minute_of_day(pl.col("came")), note, minutes(pl.col("late")), "came")


def _early(judged: pl.DataFrame) -> pl.DataFrame:
    """Gone before the end; where that is no reason, or the lesser one, the hours that were worked of those due."""
    rows = judged.filter(pl.col("early").is_not_null())
    hours_due, hours = pl.col("hours"), worked(pl.col("went")) - worked(pl.col("came"))
    short = (hours_due - hours > worked(pl.col("ends")) - worked(pl.col("went"))).fill_null(False)
    of_hours = pl.concat_str(
        _hours(hours_due), pl.lit(" → "), _hours(hours), pl.lit(", "), _clock("came"), pl.lit("–"), _clock("went")
    )
    note = pl.concat_str("shift", pl.lit(" "), pl.when(short).then(of_hours).otherwise(_apart("ends", "went")))
    return _event(rows, "early", minute_of_day(pl.col("went")), note, minutes(pl.col("early")), "went")


def _absent(judged: pl.DataFrame) -> pl.DataFrame:
    """One absence a day: a whole one where no part of the day was worked or was leave, else half of one."""
    bare = judged.filter("absent").with_columns(parts=pl.len().over(DAY))
    whole = (pl.col("parts") == pl.col("segments")) & pl.col("leave_type").is_null().all().over(DAY)
    rows = _first_of_day(bare.with_columns(quantity=pl.when(whole).then(lit(1)).otherwise(lit("0.5"))))
    note = pl.concat_str("shift", pl.lit(" "), _clock("starts"), pl.lit("–"), _clock("ends"), pl.lit(" → –"))
    return _event(rows, "absent", minute_of_day(pl.col("starts")), note, pl.lit(None), None).with_columns(
        rows["quantity"]
    )


def _first_of_day(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a person and day, which stands for the day: its facts have the day's number."""
    return rows.sort(*DAY, "segment").unique(DAY, keep="first", maintain_order=True).with_columns(segment=1)


def _missing(judged: pl.DataFrame) -> pl.DataFrame:
    came = pl.col("came").is_not_null()
    note = pl.concat_str(
        "shift", pl.lit(" "), _clock("starts"), pl.lit("–"), _clock("ends"), pl.lit(" → "),
        pl.when(came).then(_punched("came", "given_in")).otherwise(pl.lit("?")), pl.lit("–"),
        pl.when(came).then(pl.lit("?")).otherwise(_punched("went", "given_out")),
    )  # fmt: skip
    at = pl.when(came).then(minute_of_day(pl.col("ends"))).otherwise(minute_of_day(pl.col("starts")))
    rows = judged.filter("missing").with_columns(
        one_source=pl.coalesce("came_source", "went_source"), one_row=pl.coalesce("came_row", "went_row")
    )
    return _event(rows, "missing-punch", at, note, pl.lit(None), "one")


def _on_leave(judged: pl.DataFrame) -> pl.DataFrame:
    """A day of leave, or half of one where part of the day was still to be worked."""
    rows = judged.filter(pl.col("leave_type").is_not_null()).with_columns(off=pl.col("on_leave").sum().over(DAY))
    quantity = pl.when(pl.col("off") == pl.col("segments")).then(lit(1)).otherwise(lit("0.5"))
    days = _first_of_day(rows.with_columns(quantity=quantity))
    facts = _event(days, "leave", minute_of_day(pl.col("starts")), pl.col("leave_type"), pl.lit(None), "leave")
    return facts.with_columns(days["quantity"])
