"""Planned segments held against when each person came and went: late, early, absent, a punch missing."""

import polars as pl

from inspect_cli.derive.leave import worked

FLAGS = ("late", "early", "absent", "missing")
"""What can be wrong with a segment."""


def judge(over: pl.DataFrame) -> pl.DataFrame:
    """Each planned segment with FLAGS and `fine`.

    Lateness and earliness are in seconds, null when there is none or it cannot be told. Late by less than the grace is
    nothing; by more, the whole difference counts, in working time.
    """
    working = ~pl.col("on_leave")
    asked = pl.col("asks_in") | pl.col("asks_out")
    came, went = worked(pl.col("came")), worked(pl.col("went"))
    late = came - worked(pl.col("due"))
    early = pl.max_horizontal(worked(pl.col("ends")) - went, pl.col("hours") - (went - came))
    nothing = pl.col("came").is_null() & pl.col("went").is_null()
    lacking = (pl.col("asks_in") & pl.col("came").is_null()) | (pl.col("asks_out") & pl.col("went").is_null())
    return over.with_columns(
        late=pl.when(working & (late > pl.col("grace_in") * 60)).then(late),
        early=pl.when(working & (early > pl.col("grace_out") * 60)).then(early),
        absent=working & asked & nothing,
        missing=working & lacking & ~nothing,
    ).with_columns(
        fine=pl.col("late").is_null()
        & pl.col("early").is_null()
        & ~pl.col("absent")
        & ~pl.col("missing")
        & pl.col("leave_type").is_null()
    )
