"""People as running numbers and days as seconds: whole numbers sort and join faster than text."""

import polars as pl

from inspect_cli.months import dates, moments

DAY_SECONDS = 86_400


def midnight(day: pl.Expr | None = None) -> pl.Expr:
    """Seconds since 1970 at which the business date (the column `date`, if none is given) begins."""
    return (pl.col("date") if day is None else day).cast(pl.Int32).cast(pl.Int64) * DAY_SECONDS


def minute_of_day(second: pl.Expr) -> pl.Expr:
    """Seconds since 1970 as minutes from the business date's midnight."""
    return ((second - midnight()) // 60).cast(pl.Int32)


def second_of_day(minute: pl.Expr) -> pl.Expr:
    """Minutes from the business date's midnight as seconds since 1970."""
    return midnight() + minute * 60


def second_of(text: pl.Expr, after_a_day: int = 0) -> pl.Expr:
    """Seconds since 1970 of the text of a moment; of that of a day so many after its midnight."""
    return pl.coalesce(midnight(dates(text)) + after_a_day, moments(text).dt.epoch("s"))


def numbered(people: pl.DataFrame) -> pl.DataFrame:
    """Everybody's person_id with a running number `p`."""
    return people.select(pl.col("person_id").sort().unique(maintain_order=True)).with_columns(
        p=pl.int_range(pl.len(), dtype=pl.Int64)
    )
