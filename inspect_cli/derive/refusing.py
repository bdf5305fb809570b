"""How a verb turns away the few records that cannot become Facts: all rows are judged at once, the bad ones worded."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import polars as pl

from inspect_cli.frames import Records, looked_up
from inspect_cli.problems import Problem

Facts = Callable[[Mapping[str, Any]], Mapping[str, str]]


def refuse(
    frame: pl.DataFrame, bad: pl.Expr, code: str, records: Records, key: str | None, facts: Facts
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows that are not bad, and a Problem of `code` at the cell `key` of each one that is.

    `frame` keeps the columns source and row of the records; `facts` says what the message names, from the row.
    """
    if frame.is_empty():
        return frame, []
    judged = frame.with_columns(bad.fill_null(False).alias("__bad"))
    if not judged["__bad"].any():
        return frame, []
    problems = [
        Problem(code, records.place(row["source"], row["row"], key), facts(row))
        for row in judged.filter("__bad").iter_rows(named=True)
    ]
    return judged.filter(~pl.col("__bad")).drop("__bad"), problems


def employed_only(
    frame: pl.DataFrame, records: Records, people: pl.DataFrame, day: str = "date"
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows whose person was employed on the day; rows without a person stay."""
    spans = people.group_by("person_id").agg(begun=pl.col("valid_from").min(), ended=pl.col("valid_to").max())
    dated = looked_up(frame, spans, "person_id")
    outside = (pl.col(day) < pl.col("begun")) | (pl.col(day) > pl.col("ended"))
    kept, problems = refuse(
        dated, outside, "not-employed", records, day,
        lambda row: {"value": str(row["person_id"]), "date": str(row[day]), "begun": _end(row["begun"]),
                     "ended": _end(row["ended"])},
    )  # fmt: skip
    return kept.drop("begun", "ended"), problems


def _end(day: object) -> str:
    """The first or last day of an employment; one from always or for ever has none."""
    return str(day) if isinstance(day, date) and 1900 < day.year < 9999 else "…"


def distinct_records(frame: pl.DataFrame, records: Records) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows whose record_id, where given, is the first of that number; the same number again is a Problem."""
    numbered = frame.with_columns(
        __first=pl.col("row").first().over("record_id"), __again=pl.int_range(pl.len()).over("record_id")
    )
    again = pl.col("record_id").is_not_null() & (pl.col("__again") > 0)
    kept, problems = refuse(
        numbered, again, "duplicate-record", records, "record_id",
        lambda row: {"value": str(row["record_id"]), "first": str(row["__first"])},
    )  # fmt: skip
    return kept.drop("__first", "__again"), problems
