"""What people decided: answers to questions, and records approved or rejected."""

import polars as pl

from inspect_cli.amounts import written
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import DECISIONS, OUTCOMES, Records, shape
from inspect_cli.problems import Problem


def derive_decisions(records: Records) -> tuple[pl.DataFrame, list[Problem]]:
    """DECISIONS in the order of their files; the same thing decided twice, and differently, is a Problem."""
    rows = records.frame.with_columns(
        first=pl.col("row").first().over("about"),
        other=pl.struct("outcome", "value") != pl.struct("outcome", "value").first().over("about"),
    )
    rows, twice = refuse(
        rows, pl.col("other"), "decided-twice", records, "about",
        lambda row: {"value": str(row["about"]), "first": str(row["first"])},
    )  # fmt: skip
    return shape(rows, DECISIONS), twice


def unfitting(
    decisions: pl.DataFrame, questions: pl.DataFrame, waiting: pl.DataFrame, records: Records
) -> list[Problem]:
    """Decisions about nothing that is asked this month, or that do not answer what is asked.

    `waiting` has the fact_id of every record that may be approved or rejected. A number of another month is nobody's
    mistake where its day lies outside this month: the same file answers month after month.
    """
    asked = pl.concat([
        questions.select("kind", "low", "high", about="question"),
        waiting.select(pl.lit("record").alias("kind"), pl.lit(None, dtype=questions.schema["low"]).alias("low"),
                       pl.lit(None, dtype=questions.schema["low"]).alias("high"), about="fact_id"),
    ])  # fmt: skip
    rows = decisions.join(asked, on="about", how="left", maintain_order="left")
    kinds = pl.col("kind").replace_strict(
        {kind: ", ".join(fitting) for kind, fitting in OUTCOMES.items()}, default=None, return_dtype=pl.String
    )
    rows = rows.with_columns(allowed=kinds)
    rows, unknown = refuse(
        rows, pl.col("kind").is_null(), "unknown-question", records, "about", lambda row: {"value": str(row["about"])}
    )
    fits = pl.col("allowed").str.split(", ").list.contains(pl.col("outcome"))
    rows, wrong = refuse(
        rows, ~fits, "wrong-outcome", records, "outcome",
        lambda row: {"value": str(row["outcome"]), "about": str(row["about"]), "answers": str(row["allowed"])},
    )  # fmt: skip
    chosen, low, high = pl.col("value").abs(), pl.col("low").abs(), pl.col("high").abs()
    outside = (pl.col("kind") == "choice") & (chosen.is_null() | (chosen < low) | (chosen > high))
    _, missed = refuse(
        rows, outside, "choice-out-of-range", records, "value",
        lambda row: {"value": written(row["value"], "-"), "about": str(row["about"]), "low": written(row["low"]),
                     "high": written(row["high"])},
    )  # fmt: skip
    return [*unknown, *wrong, *missed]
