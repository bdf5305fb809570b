"""Swapped shifts: two people change places, or somebody moves a shift to another day."""

from dataclasses import replace
from datetime import date

import polars as pl

from inspect_cli.amounts import lit
from inspect_cli.derive.naming import name_people
from inspect_cli.derive.numbers import numbered
from inspect_cli.derive.refusing import distinct_records, refuse
from inspect_cli.frames import FACTS, Records, shape
from inspect_cli.problems import Problem

Swapped = tuple[pl.DataFrame, list[Problem]]


def granted_swaps(swaps: Records, people: pl.DataFrame) -> Swapped:
    """The swaps that were granted: person_id, date, other (a person), other_date, record_id, note, source, row."""
    mine, unknown = name_people(swaps.frame, swaps, people)
    mine, again = distinct_records(mine, swaps)
    mine = mine.with_columns(me="person_id", person_id=pl.coalesce("with", "person_id"))
    columns = [{**each, "person_id": each["with"]} if "with" in each else each for each in swaps.headings]
    named, strangers = name_people(mine, replace(swaps, headings=columns), people)
    granted = named.filter(pl.col("approved").fill_null("yes") == "yes").select(
        "date", "with_date", "record_id", "note", "source", "row", person_id="me", other="person_id"
    )
    kept, with_oneself = refuse(
        granted, (pl.col("person_id") == pl.col("other")) & pl.col("with_date").is_null(), "swap-with-oneself", swaps,
        "with", lambda row: {"value": str(row["person_id"])},
    )  # fmt: skip
    return kept, [*unknown, *again, *strangers, *with_oneself]


def reached(granted: pl.DataFrame, first: date, last: date) -> pl.Series:
    """The days from `first` to `last`, and beyond them as far as a swap that touches one of them reaches."""
    inside = [pl.col(day).is_between(first, last) for day in ("date", "with_date")]
    ends = granted.filter(pl.any_horizontal(inside)).select(
        pl.min_horizontal(pl.col("date", "with_date").min()).alias("least"),
        pl.max_horizontal(pl.col("date", "with_date").max()).alias("most"),
    )
    least, most = ends.row(0)
    return pl.date_range(min(first, least or first), max(last, most or last), eager=True)


def swap_days(days: pl.DataFrame, granted: pl.DataFrame, swaps: Records, people: pl.DataFrame) -> Swapped:
    """`days` (p, date and what is planned) after the swaps; a day that two swaps move is a Problem of the later row.

    Two people change their whole days, rest included, on the date and on the second date where there is one; somebody
    alone changes his or her own two days.
    """
    if granted.is_empty():
        return days, []
    moves = _moves(granted, people).with_columns(nth=pl.int_range(pl.len()).over("p", "date"))
    moves, twice = refuse(
        moves, pl.col("nth") > 0, "swapped-twice", swaps, "date",
        lambda row: {"value": str(row["who"]), "date": str(row["date"])},
    )  # fmt: skip
    moved = days.join(moves.select("p", "date", "to_p", "to_date", "there"), on=["p", "date"], how="left")
    moved = moved.filter(pl.col("to_p").is_null() | pl.col("there")).with_columns(
        p=pl.coalesce("to_p", "p"), date=pl.coalesce("to_date", "date")
    )
    return moved.drop("to_p", "to_date", "there"), twice


def _moves(granted: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """For each day that moves where it moves to: p, date, to_p, to_date, and there, whether that person is there."""
    alone = pl.col("person_id") == pl.col("other")
    one, two, first, second = "person_id", "other", "date", "with_date"
    between = granted.filter(~alone)
    again = between.filter(pl.col(second).is_not_null())
    turns = [
        (granted.filter(alone), one, first, one, second),
        (granted.filter(alone), one, second, one, first),
        *(
            (rows, who, day, whom, day)
            for rows, day in ((between, first), (again, second))
            for who, whom in ((one, two), (two, one))
        ),
    ]
    laid = pl.concat(
        rows.select("source", "row", who=pl.col(who), date=pl.col(day), whom=pl.col(whom), to_date=pl.col(to_day))
        for rows, who, day, whom, to_day in turns
    )
    numbers = numbered(people)
    held = people.filter("punches").select("valid_from", "valid_to", whom="person_id")
    there = pl.col("to_date").is_between("valid_from", "valid_to").any()
    able = laid.join(held, on="whom").group_by("whom", "to_date").agg(there=there)
    return (
        laid.join(numbers.rename({"person_id": "who"}), on="who")
        .join(numbers.select(whom="person_id", to_p="p"), on="whom")
        .join(able, on=["whom", "to_date"], how="left")
        .sort("source", "row", "p", "date")
    )


def swap_facts(granted: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """FACTS of origin attendance: a swap each, for whoever asked for it."""
    rows = granted.filter(pl.col("date").is_between(first, last))
    again = pl.int_range(pl.len()).over("person_id", "date")
    text = pl.concat_str(
        pl.lit("swap/"), "person_id", pl.lit("/"), pl.col("date").cast(pl.String),
        pl.when(again > 0).then(pl.concat_str(pl.lit("/"), (again + 1).cast(pl.String))).otherwise(pl.lit("")),
    )  # fmt: skip
    return shape(
        rows.sort("person_id", "date", "source", "row").with_columns(
            fact_id=text,
            subject_kind=pl.lit("person"),
            subject="person_id",
            origin=pl.lit("attendance"),
            item=pl.lit("swap"),
            outcome=pl.lit("event"),
            quantity=lit(1),
            note=pl.concat_str("other", pl.col("with_date").cast(pl.String), "note", separator=" ", ignore_nulls=True),
            standing=pl.lit("approved"),
        ),
        FACTS,
    )
