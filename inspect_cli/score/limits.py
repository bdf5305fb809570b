"""Whose month it is under which scheme, and the floor and ceiling of their score: one line each, last in the month."""

import polars as pl

from inspect_cli.amounts import AMOUNT, as_amount
from inspect_cli.frames import ADJUSTMENTS, COUNT, TEXT, Column, Schema, of_rows, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook, Scheme
from inspect_cli.score.settle import last_rows

LIMIT_STAGE = 9
LIMITS: Schema = (
    Column("scheme", TEXT, "scheme"),
    Column("scheme_version", TEXT, "version in force on the month's last day"),
    Column("base", AMOUNT, "points at the start"),
    Column("floor", AMOUNT, "lowest score"),
    Column("ceiling", AMOUNT, "highest score"),
    Column("least_inspections", COUNT, "fewer give no grade"),
)


def holders_of(people: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """Everyone of the month as on their last day in it, with the base, floor and ceiling of that day's scheme.

    Columns of PEOPLE, `order`, scheme_version, base, floor, ceiling, least_inspections. The scheme's version is the one
    in force on the month's last day; a scheme that has none then is an error of whoever compiled the book.
    """
    schemes = [_limits(scheme) for scheme in book.schemes if scheme.holds_on(month.last)]
    limits = of_rows(schemes, LIMITS)
    return last_rows(people, month).join(limits, on="scheme", how="left").sort("order")


def hold_within_limits(lines: pl.DataFrame, holders: pl.DataFrame, month: Month) -> pl.DataFrame:
    """ADJUSTMENTS of step `floor` and `ceiling` for scores that would pass them."""
    totals = lines.group_by("subject").agg(points=as_amount(pl.col("points").sum()))
    raw = (
        holders.drop("left")
        .join(totals, left_on="person_id", right_on="subject", how="inner")
        .with_columns(raw=pl.col("base") + pl.col("points"))
    )
    low = raw.filter(pl.col("raw") < pl.col("floor")).with_columns(step=pl.lit("floor"), limit="floor")
    high = raw.filter(pl.col("raw") > pl.col("ceiling")).with_columns(step=pl.lit("ceiling"), limit="ceiling")
    return shape(
        pl.concat([low, high]).with_columns(
            line_id=pl.concat_str("person_id", pl.lit("/month/"), "step"),
            subject_kind=pl.lit("person"),
            subject="person_id",
            date=pl.lit(month.last),
            stage=pl.lit(LIMIT_STAGE),
            rule="step",
            version="scheme_version",
            side=pl.when(pl.col("step") == "floor").then(pl.lit("deduction")).otherwise(pl.lit("bonus")),
            points=as_amount(pl.col("limit") - pl.col("raw")),
            terminal=pl.lit(False),
            because="step",
            low="limit",
            count="raw",
        ),
        ADJUSTMENTS,
    )


def _limits(scheme: Scheme) -> dict[str, object]:
    return {
        "scheme": scheme.id, "scheme_version": scheme.version, "base": scheme.base, "floor": scheme.floor,
        "ceiling": scheme.ceiling, "least_inspections": scheme.least_inspections,
    }  # fmt: skip
