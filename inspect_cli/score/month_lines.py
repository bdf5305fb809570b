"""Lines of a whole month: what a scheme says of a person's month rather than of a single fact."""

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import ADJUSTMENTS, STAGES, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.prices import quantum_of

SCHEME = ["scheme", "scheme_version"]
PERSON = ["subject_kind", "subject", *SCHEME, "department"]


def month_lines(rows: pl.DataFrame, step: str, month: Month, book: RuleBook) -> pl.DataFrame:
    """ADJUSTMENTS of that step on the month's last day, one for each row that has points, yuan or a sanction.

    `rows` has PERSON, `rule`, `because` and any columns of ADJUSTMENTS; `part` tells rows of one rule apart. Yuan count
    where the scheme turns money on. Without a `side` the line stands on that of its points, else of its yuan.
    """
    have = set(rows.columns)
    nothing = {name: pl.lit(None) for name in ("points", "yuan", "sanction", "part", "side") if name not in have}
    told = rows.with_columns(**nothing).with_columns(
        points=quantum_of(pl.lit(month.last), book, as_amount(pl.col("points"))),
        yuan=pl.when(book.counts_money(pl.lit(month.last))).then("yuan"),
        terminal=pl.col("terminal").fill_null(False) if "terminal" in have else pl.lit(False),
    )
    said = (pl.col("points") != 0) | (pl.col("yuan") != 0) | pl.col("sanction").is_not_null() | pl.col("terminal")
    gives = pl.coalesce(pl.when(pl.col("points") != 0).then("points"), "yuan") > 0
    own_id = pl.concat_str("subject", "rule", pl.lit("month"), pl.lit(step), "part", separator="/", ignore_nulls=True)
    return shape(
        told.filter(said).with_columns(
            line_id=own_id,
            date=pl.lit(month.last),
            stage=pl.lit(STAGES[step]),
            step=pl.lit(step),
            version="scheme_version",
            side=pl.coalesce("side", pl.when(gives).then(pl.lit("bonus")).otherwise(pl.lit("deduction"))),
            needs=pl.when(pl.col("sanction").is_not_null() | pl.col("terminal")).then(pl.lit("approval")),
        ),
        ADJUSTMENTS,
    )


def reason(code: str) -> pl.Expr:
    """The reason code, with the ending of lines that carry a sanction and no amount."""
    amount = pl.col("points").is_not_null() | pl.col("yuan").is_not_null()
    return pl.when(amount).then(pl.lit(code)).otherwise(pl.lit(f"{code}-sanction"))
