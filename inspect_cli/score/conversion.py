"""What sanctions cost of the month's bonus, once a person has approved them."""

import polars as pl

from inspect_cli.amounts import as_amount, times
from inspect_cli.frames import ADJUSTMENTS, STAGES, shape
from inspect_cli.rulebook import Scheme
from inspect_cli.rulebook.pay import Conversion


def convert_sanctions(lines: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme) -> pl.DataFrame:
    """ADJUSTMENTS of step `conversion`: the change in what the sanctions so far cost, never more than the whole.

    `together` says how several cost: `highest`, only the dearest; `add`, their sum. Without a bonus nothing is taken.
    Source: #100, where a warning costs more than a minor demerit: the shares are the scheme's.
    """
    rules = scheme.pay.sanctions if scheme.pay else None
    if rules is None:
        return shape(lines.clear(), ADJUSTMENTS)
    approved = lines.filter(pl.col("needs").is_null()).join(_shares(rules), on="sanction")
    of_all = approved.join(holders.select(basis=pl.col(rules.of).fill_null(0), subject="person_id"), on="subject")
    part = pl.col("part").cum_max() if rules.together == "highest" else pl.col("part").cum_sum()
    running = (
        of_all.sort("subject", "date", "at", "stage", "line_id", nulls_last=True)
        .with_columns(all=as_amount(part.over("subject").clip(upper_bound=pl.lit(1))))
        .with_columns(due=times(pl.col("basis"), pl.col("all")))
        .with_columns(before=pl.col("due").shift(1).over("subject").fill_null(0))
        .filter(pl.col("due") != pl.col("before"))
    )
    return shape(
        running.with_columns(
            line_id=pl.concat_str("line_id", pl.lit("/conversion")),
            stage=pl.lit(STAGES["conversion"]),
            step=pl.lit("conversion"),
            rule=pl.lit("sanctions"),
            side=pl.lit("deduction"),
            points=pl.lit(None),
            price=pl.lit(None),
            yuan=as_amount(pl.col("before") - pl.col("due")),
            terminal=pl.lit(False),
            because=pl.lit("conversion"),
            low=times(pl.col("part"), as_amount(pl.lit(100))),
            high="basis",
            sanction=pl.lit(None),
            level="sanction",
        ),
        ADJUSTMENTS,
    )


def _shares(rules: Conversion) -> pl.DataFrame:
    """`part`, the share that each sanction costs."""
    text = {name: f"{share:f}" for name, share in rules.shares.items()}
    said = pl.DataFrame({"sanction": list(text), "part": list(text.values())}, schema=["sanction", "part"])
    return said.with_columns(part=as_amount(pl.col("part")))
