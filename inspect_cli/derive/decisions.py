"""What people decided: answers to questions, and records approved or rejected."""

import polars as pl

from inspect_cli.amounts import written
from inspect_cli.derive.held import ITEM as SILENT
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import DECISIONS, OUTCOMES, Records, shape
from inspect_cli.months import Month
from inspect_cli.problems import Problem

NUMBER = r"^Q-([0-9]{4})-(?:[0-9]+|[0-9]*@.+)$"
ABOUT_A_CLOCK = r"^Q-[0-9]{4}-@(.+)$"
ASKS = ("low", "high", "options")
AHEAD = 31
"""A question may be answered so many days before its date: what is about a month bears the month's last day."""


def derive_decisions(records: Records, month: Month) -> tuple[pl.DataFrame, list[Problem]]:
    """DECISIONS about the month's questions and about records, in the order of their files.

    The same thing decided twice, and differently, is a Problem.
    """
    rows = of_month(records.frame, month).with_columns(
        at=pl.struct("source", "row").first().over("about"),
        other=pl.struct("outcome", "value") != pl.struct("outcome", "value").first().over("about"),
    )
    rows, twice = refuse(
        rows, pl.col("other"), "decided-twice", records, "about",
        lambda row: {"value": str(row["about"]), "first": records.place(**row["at"]).place()},
    )  # fmt: skip
    return shape(rows, DECISIONS), twice


def of_month(rows: pl.DataFrame, month: Month) -> pl.DataFrame:
    """The rows about records, and those about questions of this month.

    A number tells month and day. Its year is that of `date`; else it is the latest such day up to a month after
    `decided_on`; a row with neither is about every year.
    """
    days = pl.DataFrame({"day": pl.date_range(month.first, month.last, eager=True)})
    numbered = rows.with_columns(monthday=pl.col("about").str.extract(NUMBER)).join(
        days.with_columns(monthday=pl.col("day").dt.strftime("%m%d")), on="monthday", how="left", maintain_order="left"
    )
    after = (pl.col("decided_on") - pl.col("day")).dt.total_days()
    of_year = (
        pl.when(pl.col("date").is_not_null()).then(pl.col("date").dt.year() == pl.col("day").dt.year())
        .when(after.is_not_null()).then(after.is_between(-AHEAD, 365 - AHEAD, closed="left"))
        .otherwise(pl.col("day").is_not_null())
    )  # fmt: skip
    return numbered.filter(pl.col("monthday").is_null() | of_year).drop("monthday", "day")


def still_asked(
    decisions: pl.DataFrame, facts: pl.DataFrame, attendance: Records, decided: Records
) -> tuple[pl.DataFrame, list[Problem]]:
    """The decisions but those about the silence of a clock whose punches have come since, and a note for each of these.

    `facts` are those of the attendance, among them the questions about clocks that are silent.
    """
    silent = facts.filter(pl.col("item") == SILENT)["sheet"].unique()
    clock = pl.col("about").str.extract(ABOUT_A_CLOCK)
    logged = attendance.frame["device"].unique().drop_nulls()
    heard = clock.is_in(logged.implode()) & ~pl.col("about").is_in(silent.implode())
    over = decisions.filter(heard.fill_null(False)).with_columns(clock=clock)
    notes = [
        Problem("clock-heard", decided.place(row["source"], row["row"], "about"),
                {"question": row["about"], "clock": row["clock"]})
        for row in over.iter_rows(named=True)
    ]  # fmt: skip
    return decisions.filter(~heard.fill_null(False)), notes


def unfitting(
    decisions: pl.DataFrame, questions: pl.DataFrame, waiting: pl.DataFrame, records: Records
) -> list[Problem]:
    """Decisions about nothing that is asked this month, or that do not answer what is asked.

    `waiting` has the fact_id of every record that may be approved or rejected.
    """
    rows = decisions.join(_asked(questions, waiting), on="about", how="left", maintain_order="left")
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
    rows, missed = refuse(
        rows, outside, "choice-out-of-range", records, "value",
        lambda row: {"value": written(row["value"], "-"), "about": str(row["about"]), "low": written(row["low"]),
                     "high": written(row["high"])},
    )  # fmt: skip
    strange = (pl.col("kind") == "level") & (pl.col("outcome") == "choose") & pl.col("meant").is_null()
    _, unoffered = refuse(
        rows, strange, "level-not-offered", records, "level",
        lambda row: {"value": str(row["level"] or "–"), "about": str(row["about"]),
                     "allowed": str(row["options"]).replace("\n", ", ")},
    )  # fmt: skip
    return [*unknown, *wrong, *missed, *unoffered]


def _asked(questions: pl.DataFrame, waiting: pl.DataFrame) -> pl.DataFrame:
    """What a decision may be about: kind, what it asks, `about` (number of the question or record), level `meant`."""
    of_records = [pl.lit(None, dtype=questions.schema[name]).alias(name) for name in ASKS]
    return pl.concat([
        questions.filter(pl.col("kind") != "record").select("kind", *ASKS, about="question", meant="level").unique(),
        waiting.select(
            pl.lit("record").alias("kind"), *of_records, about="fact_id", meant=pl.lit(None, dtype=pl.String)
        ),
    ])  # fmt: skip
