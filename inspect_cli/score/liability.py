"""What a superior bears of the points that those who report to him or her lost."""

import polars as pl

from inspect_cli.amounts import as_amount, lit, times
from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, empty, shape, stack
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.month_lines import PERSON, SCHEME, month_lines
from inspect_cli.score.prices import quantum_of


def bearers_of(holders: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Who bears (`bearer`) a share of what whom (`below`) loses."""
    bearers = holders.select("subject", *SCHEME).join(book.liabilities.select(SCHEME).unique(), on=SCHEME)
    under = holders.select("superior", below="subject")
    return under.join(bearers, left_on="superior", right_on="subject").select("below", bearer="superior")


def share_liability(
    lines: pl.DataFrame, holders: pl.DataFrame, book: RuleBook, month: Month
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of steps `liability`, one for each subordinate who lost points, and `liability-cap`, and EVIDENCE.

    What a subordinate lost is the sum of the lines on the side of deductions, bonuses left out; liability itself is not
    passed on. The rule and its cap are those of the superior's scheme. Source: 连带责任.
    """
    if book.liabilities.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE)
    few = lines.select("subject", "side", "points")
    totals = few.filter(pl.col("side") == "deduction").group_by("subject").agg(lost=pl.col("points").sum())
    lost = totals.filter(pl.col("lost") < 0).select(below="subject", lost=as_amount(0 - pl.col("lost")))
    under = holders.select(below="subject", below_name="name", subject="superior").join(lost, on="below")
    borne = (
        holders.select(*PERSON)
        .join(book.liabilities, on=SCHEME)
        .join(under, on="subject")
        .with_columns(fraction=times(pl.col("share"), lit("0.01"), "0.0001"))
        .with_columns(points=quantum_of(pl.lit(month.last), book, 0 - pl.col("lost"), pl.col("fraction")), part="below")
        .with_columns(
            because=pl.lit("liability"), side=pl.lit("deduction"), price="share", count="lost", level="below_name",
        )
    )  # fmt: skip
    shares = month_lines(borne, "liability", month, book)
    over = (
        borne.group_by(*PERSON, "rule", "most")
        .agg(total=as_amount(pl.col("points").sum()))
        .filter(0 - pl.col("total") > pl.col("most"))
        .with_columns(
            because=pl.lit("liability-cap"), side=pl.lit("deduction"), low=as_amount(0 - pl.col("most")), count="total",
            points=as_amount(0 - pl.col("total") - pl.col("most")),
        )
    )  # fmt: skip
    caps = month_lines(over, "liability-cap", month, book)
    above = pl.concat_str("subject", "rule", pl.lit("month/liability/"), separator="/")
    who = shares.with_columns(fact_id=pl.col("line_id").str.strip_prefix(above), ordinal=pl.lit(1))
    return stack([shares, caps], ADJUSTMENTS), shape(who.sort("line_id"), EVIDENCE)
