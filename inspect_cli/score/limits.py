"""Whose month it is under which scheme, and the floor and ceiling of their score: one line each, last in the month."""

import polars as pl

from inspect_cli.amounts import AMOUNT, as_amount
from inspect_cli.frames import ADJUSTMENTS, COUNT, TEXT, Column, Schema, of_rows, stack
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook, Scheme
from inspect_cli.score.month_lines import month_lines
from inspect_cli.score.settle import last_rows

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

    Columns of PEOPLE and `subject_kind` and `subject` (kind and number), `order`, scheme_version, base, floor, ceiling,
    least_inspections.
    The scheme's version is the one in force on the month's last day; a scheme that has none then is an error of whoever
    compiled the book.
    """
    schemes = [limits_of(scheme) for scheme in book.schemes if scheme.holds_on(month.last)]
    limits = of_rows(schemes, LIMITS)
    held = last_rows(people, month).join(limits, on="scheme", how="left").sort("order")
    return held.with_columns(subject="person_id", subject_kind="kind")


def hold_within_limits(lines: pl.DataFrame, holders: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """ADJUSTMENTS of step `floor` and `ceiling` for scores that would pass them."""
    totals = lines.group_by("subject").agg(points=as_amount(pl.col("points").sum()))
    raw = holders.join(totals, on="subject").with_columns(raw=pl.col("base") + pl.col("points"))
    low = raw.filter(pl.col("raw") < pl.col("floor")).with_columns(limit="floor", side=pl.lit("deduction"))
    high = raw.filter(pl.col("raw") > pl.col("ceiling")).with_columns(limit="ceiling", side=pl.lit("bonus"))
    held = [_held(low, "floor", book, month), _held(high, "ceiling", book, month)]
    return stack(held, ADJUSTMENTS)


def _held(rows: pl.DataFrame, step: str, book: RuleBook, month: Month) -> pl.DataFrame:
    change = as_amount(pl.col("limit") - pl.col("raw"))
    held = rows.with_columns(rule=pl.lit(step), because=pl.lit(step), points=change, low="limit", count="raw")
    return month_lines(held, step, month, book)


def limits_of(scheme: Scheme) -> dict[str, object]:
    """The row of LIMITS of a version of a scheme."""
    return {
        "scheme": scheme.id, "scheme_version": scheme.version, "base": scheme.base, "floor": scheme.floor,
        "ceiling": scheme.ceiling, "least_inspections": scheme.least_inspections,
    }  # fmt: skip
