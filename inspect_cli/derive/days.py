"""What every planned day became, for the attendance sheet: what was planned, what was punched, what that is."""

import polars as pl

from inspect_cli.amounts import from_units
from inspect_cli.derive.numbers import midnight, numbered
from inspect_cli.frames import ATTENDANCE_DAYS, shape

KEPT = ("p", "date", "shift", "segment", "starts", "ends", "came", "went", "late", "early", "leave_type", "on_leave",
        "absent", "missing")  # fmt: skip


def days_of(seen: pl.DataFrame, judged: pl.DataFrame, spared: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """ATTENDANCE_DAYS, one row a person, planned day and segment.

    `seen` are all planned segments, `judged` those that are over; `spared` are those of them that were not plainly in
    order, judged again as exemptions have it, with their own punches and `via`. What is planned and not over is `open`.
    """
    key = ["p", "date", "segment"]
    fine = judged.filter("fine").select(*KEPT, via=pl.lit(None, dtype=pl.String), over=True)
    odd = spared.select(*KEPT, "via", over=True)
    rest = seen if judged.height < seen.height else seen.clear()
    waiting = rest.join(judged.select(key), on=key, how="anti").select(
        *KEPT[:8], late=None, early=None, leave_type="leave_type", on_leave="on_leave", absent=False, missing=False,
        via=pl.lit(None, dtype=pl.String), over=False,
    )  # fmt: skip
    rows = pl.concat([fine, odd, waiting.cast({"late": pl.Int64, "early": pl.Int64})])
    return shape(
        rows.join(numbered(people), on="p").with_columns(
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
