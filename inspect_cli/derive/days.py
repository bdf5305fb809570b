"""What every planned day became, for the attendance sheet: what was planned, what was punched, what that is."""

import polars as pl

from inspect_cli.amounts import from_units
from inspect_cli.derive.numbers import midnight, numbered
from inspect_cli.frames import ATTENDANCE_DAYS, shape

KEPT = {
    "p": pl.Int64, "date": pl.Date, "shift": pl.String, "segment": pl.Int64, "starts": pl.Int64, "ends": pl.Int64,
    "came": pl.Int64, "went": pl.Int64, "leave_type": pl.String, "on_leave": pl.Boolean, "late": pl.Int64,
    "early": pl.Int64, "absent": pl.Boolean, "missing": pl.Boolean, "via": pl.String,
}  # fmt: skip
"""What the sheet needs to know of a planned segment; what is not over was not judged, what is fine has no `via`."""


def kept(segments: pl.DataFrame) -> pl.DataFrame:
    """KEPT of planned segments; a column that they do not have is null."""
    have = set(segments.columns)
    return segments.select(
        pl.col(name) if name in have else pl.lit(None, dtype=dtype).alias(name) for name, dtype in KEPT.items()
    )


def days_of(waiting: pl.DataFrame, fine: pl.DataFrame, odd: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """ATTENDANCE_DAYS, one row a person, planned day and segment.

    All three are KEPT: segments that are not over, which are `open`; those plainly in order; the others, judged again
    as exemptions have it, with their own punches and `via`.
    """
    over = [(fine, True), (odd, True), (waiting, False)]
    rows = pl.concat(segments.with_columns(over=pl.lit(said)) for segments, said in over)
    return shape(
        rows.join(numbered(people), on="p", maintain_order="left").with_columns(
            subject="person_id",
            outcome=_outcome(),
            leave="leave_type",
            exempt="via",
            **{name: (pl.col(name) - midnight()) // 60 for name in ("starts", "ends", "came", "went")},
            **{name: from_units((pl.col(name) * 10_000 + 30) // 60) for name in ("late", "early")},
        ),
        ATTENDANCE_DAYS,
    )


def _outcome() -> pl.Expr:
    """The gravest that can be said of the segment."""
    late, early = pl.col("late").is_not_null(), pl.col("early").is_not_null()
    return (
        pl.when("on_leave").then(pl.lit("leave"))
        .when(~pl.col("over")).then(pl.lit("open"))
        .when("absent").then(pl.lit("absent"))
        .when("missing").then(pl.lit("missing-punch"))
        .when(late & early).then(pl.lit("late-early"))
        .when(late).then(pl.lit("late"))
        .when(early).then(pl.lit("early"))
        .when(pl.col("via").is_not_null()).then(pl.lit("exempt"))
        .when(pl.col("leave_type").is_not_null()).then(pl.lit("leave"))
        .otherwise(pl.lit("on-time"))
    )  # fmt: skip
