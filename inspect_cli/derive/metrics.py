"""The figures of a month into Facts: each a value, or a numerator over a denominator in percent."""

import polars as pl

from inspect_cli.amounts import SCALE, ratio, units, written
from inspect_cli.derive.findings import Judged, derive_events
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import FACTS, Records, empty
from inspect_cli.rulebook import RuleBook

BEYOND = 10_000_000
"""A numerator so many times its denominator makes a percentage that is no amount any more."""


def derive_metrics(
    records: Records, planned: pl.DataFrame, people: pl.DataFrame, departments: pl.DataFrame, book: RuleBook
) -> Judged:
    """FACTS of origin metric, one a row: the magnitude is the value, or the share in percent with four decimals.

    A row that says both, or neither, and a share of nothing are Problems.
    """
    if records.frame.is_empty():
        return empty(FACTS), []
    value, upper, lower = pl.col("value"), pl.col("numerator"), pl.col("denominator")
    whole = upper.is_not_null() & lower.is_not_null()
    partly = upper.is_not_null() | lower.is_not_null()
    rows, unclear = refuse(
        records.frame, pl.when(value.is_null()).then(~whole).otherwise(partly), "value-or-share", records, "value",
        lambda row: {"item": str(row["item"])},
    )  # fmt: skip
    odd = whole & ((lower <= 0) | (units(upper).abs() // BEYOND >= units(lower)))
    rows, impossible = refuse(
        rows, odd, "share-of-nothing", records, "denominator",
        lambda row: {"numerator": written(row["numerator"]), "denominator": written(row["denominator"])},
    )  # fmt: skip
    parts = units(upper).cast(pl.Int128) * 100 * SCALE
    share = ratio(parts, units(lower).cast(pl.Int128), "0.0001")
    rows = rows.with_columns(magnitude=pl.coalesce(value, share))
    facts, problems = derive_events(rows, "metric", records, planned, people, departments, book)
    return facts, [*unclear, *impossible, *problems]
