"""What every planned day became, for the attendance sheet: what was planned, what was punched, what that is."""

from collections.abc import Mapping

import polars as pl

from inspect_cli.derive.numbers import minute_of_day, numbered
from inspect_cli.frames import ATTENDANCE_DAYS, CODE, DAY_OUTCOMES, shape

KEPT: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "p": pl.Int32, "date": pl.Date, "shift": CODE, "segment": pl.Int32, "starts": pl.Int32, "ends": pl.Int32,
    "came": pl.Int32, "went": pl.Int32, "leave_type": CODE, "on_leave": pl.Boolean, "late": pl.Int32,
    "early": pl.Int32, "absent": pl.Boolean, "missing": pl.Boolean, "via": CODE,
    "held": CODE,
}  # fmt: skip
"""What the sheet needs to know of a planned segment; what is not over was not judged, what is fine has no `via`; `held`
is the question of a silent clock that bears on it."""

MOMENTS = ("starts", "ends", "came", "went")
"""Of these it needs the minute of the day only."""


def _kept(segments: pl.DataFrame) -> pl.DataFrame:
    """KEPT of planned segments; a column that they do not have is null."""
    have = set(segments.columns)
    columns = {name: pl.col(name) if name in have else pl.lit(None) for name in KEPT}
    columns |= {name: minute_of_day(pl.col(name)) for name in MOMENTS}
    return segments.select(columns[name].cast(dtype).alias(name) for name, dtype in KEPT.items())


def kept_of(waiting: pl.DataFrame, fine: pl.DataFrame, odd: pl.DataFrame) -> pl.DataFrame:
    """KEPT with `over`: segments that are not over; those plainly in order; the others, judged again as exemptions have
    it, with their own punches and `via`.
    """
    over = [(fine, True), (odd, True), (waiting, False)]
    return pl.concat([_kept(segments).with_columns(over=pl.lit(said)) for segments, said in over], rechunk=True)


def days_of(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """ATTENDANCE_DAYS, one row a person, planned day and segment; `rows` is what `kept_of` gives."""
    return shape(
        rows.with_columns(
            _holding(rows, people), outcome=_outcome(), leave="leave_type", exempt=pl.coalesce("held", "via")
        ),
        ATTENDANCE_DAYS,
    )


def _holding(rows: pl.DataFrame, people: pl.DataFrame) -> pl.Series:
    """The position of the row of People that holds for each row: `person`."""
    held = people.with_row_index("person").join(numbered(people), on="person_id").select("p", "person", "valid_from")
    dated = held.sort("p", "valid_from").with_columns(pl.col("p").cast(pl.Int32), nth=pl.int_range(pl.len()).over("p"))
    if dated["nth"].max() == 0:
        return dated["person"].gather(rows["p"])
    days = rows.select("p", "date").with_row_index("at").sort("date")
    return days.join_asof(
        dated.sort("valid_from"), left_on="date", right_on="valid_from", by="p", check_sortedness=False
    ).sort("at")["person"]


def _became(outcome: str) -> pl.Expr:
    return pl.lit(outcome, dtype=pl.Enum(DAY_OUTCOMES))


def _outcome() -> pl.Expr:
    """The gravest that can be said of the segment."""
    late, early = pl.col("late").is_not_null(), pl.col("early").is_not_null()
    return (
        pl.when("on_leave").then(_became("leave"))
        .when(~pl.col("over")).then(_became("open"))
        .when("absent").then(_became("absent"))
        .when("missing").then(_became("missing-punch"))
        .when(late & early).then(_became("late-early"))
        .when(late).then(_became("late"))
        .when(early).then(_became("early"))
        .when(pl.col("held").is_not_null()).then(_became("clock-silent"))
        .when(pl.col("via").is_not_null()).then(_became("exempt"))
        .when(pl.col("leave_type").is_not_null()).then(_became("leave"))
        .otherwise(_became("on-time"))
    )  # fmt: skip
