"""Points that a month without deduction gives back, of those lost in the months before."""

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, empty, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.history import History
from inspect_cli.score.month_lines import SCHEME, month_lines
from inspect_cli.score.standings import seen


def recover(
    lines: pl.DataFrame,
    facts: pl.DataFrame,
    waits: pl.DataFrame,
    holders: pl.DataFrame,
    book: RuleBook,
    month: Month,
    history: History,
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of step `recovery`, and as EVIDENCE the months in which the points were lost.

    A month is clean when the person was inspected, nothing was deducted and nothing that may cost points is open. It
    gives back up to what the rule says of the points lost in the earlier months at hand and not yet given back.
    `holders` has subject, `waits` is what `waiting` gives.
    """  # fmt: skip
    past = history.standings.filter(pl.col("month") < month.name)
    if book.recoveries.is_empty() or past.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE)
    lost = past.group_by("subject").agg(
        owed=as_amount(0 - pl.col("deductions").sum() - pl.col("recovered").fill_null(0).sum())
    )
    deducted = lines.filter(pl.col("side") == "deduction", pl.col("points") < 0)
    clean = (
        holders.join(deducted, on="subject", how="anti")
        .join(waits.filter(pl.col("priced") > 0), on="subject", how="anti")
        .join(seen(facts), on="subject")
        .filter(pl.col("observed") >= pl.max_horizontal("least_inspections", pl.lit(1)))
    )
    given = clean.join(book.recoveries, on=SCHEME).join(lost, on="subject").filter(pl.col("owed") > 0)
    written = month_lines(
        given.with_columns(
            because=pl.lit("recovery"), points=as_amount(pl.min_horizontal("most", "owed")), count="owed", high="most",
        ),
        "recovery", month, book,
    )  # fmt: skip
    months = past.filter(pl.col("deductions") < 0).select("subject", fact_id="month")
    rested = written.select("line_id", "subject").join(months, on="subject").sort("line_id", "fact_id")
    ordinal = pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("line_id")
    return written, shape(rested.with_columns(ordinal=ordinal), EVIDENCE)
