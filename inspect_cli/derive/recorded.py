"""Sound rows of what people wrote down as FACTS: known by their own number, else by what they say."""

import polars as pl

from inspect_cli.amounts import lit, plain_text
from inspect_cli.frames import FACTS, shape

AMONG_EQUALS = (
    "magnitude",
    "got",
    "max",
    "checked",
    "in_all",
    "rater_group",
    "place",
    "note",
    "standing",
    "source",
    "row",
)
"""The order of rows that say the very same."""


def _standing() -> pl.Expr:
    """A failure of somebody who was not at work, or of a place nobody answers for, is a question before it counts."""
    status = pl.col("status").fill_null("approved")
    failed = pl.col("outcome") == "fail"
    nobody = pl.col("person_id").is_null() & pl.col("body").is_null()
    asked = failed & (status != "rejected") & (~pl.col("present").fill_null(True) | nobody)
    return pl.when(asked).then(pl.lit("open")).otherwise(status)


def _content(origin: str) -> pl.Expr:
    """What a row says, by which it is known when it has no number."""
    return pl.concat_str(
        pl.lit(origin + ":"), "subject", pl.lit("/"), pl.col("date").cast(pl.String), pl.lit("/"), "item", pl.lit("/"),
        pl.col("at").cast(pl.String).fill_null(""), pl.lit("/"), pl.col("outcome"), pl.lit("/"),
        plain_text(pl.col("quantity")), pl.lit("/"), plain_text(pl.col("points").fill_null(0)), pl.lit("/"),
        pl.col("sheet").fill_null(""), pl.lit("/"), pl.col("level").fill_null(""),
    )  # fmt: skip


def facts_of(rows: pl.DataFrame, origin: str) -> pl.DataFrame:
    """The rows as FACTS; a row without a number of its own is known by its content and its place among equals."""
    rows = rows.with_columns(
        subject_kind=pl.when(pl.col("person_id").is_not_null())
        .then(pl.lit("person"))
        .otherwise(pl.col("body_kind").fill_null("place")),
        subject=pl.coalesce("person_id", "body", "place"),
        at=pl.col("time"),
        origin=pl.lit(origin),
        quantity=pl.col("quantity").fill_null(lit(1)),
        chosen=pl.col("points"),
        standing=_standing(),
    ).filter(pl.col("standing") != "rejected")
    counts = pl.col("outcome").is_in(["fail", "event"])
    passes = rows.filter(~counts).with_columns(fact_id=pl.col("record_id"))
    told = rows.filter(counts).with_columns(content=_content(origin))
    again = pl.col("record_id").is_null() & pl.col("content").is_duplicated()
    told = told.with_columns(again=again)
    # few rows say the very same: only they need the order among equals, which no order of rows may change
    equals = told.filter("again").sort("content", *AMONG_EQUALS, nulls_last=True)
    ordinal = pl.int_range(1, pl.len() + 1).over("content").cast(pl.String)
    named = pl.concat([told.filter(~pl.col("again")).with_columns(nth=pl.lit("1")), equals.with_columns(nth=ordinal)])
    own = pl.coalesce("record_id", pl.concat_str("content", pl.lit("#"), "nth"))
    shared = pl.concat_str(own, pl.lit("@"), "subject")
    named = named.with_columns(fact_id=pl.when(pl.col("copies") > 1).then(shared).otherwise(own))
    return pl.concat([shape(named, FACTS), shape(passes, FACTS)])
