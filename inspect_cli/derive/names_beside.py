"""Names beside staff numbers: whether both say the same person."""

import polars as pl

from inspect_cli.derive.naming import people_meant
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import Records, looked_up
from inspect_cli.problems import Problem

PAIR = ["person_id", "name"]


def held_against_names(
    rows: pl.DataFrame, records: Records, people: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of people whose `name` is not somebody else's, and what to tell of the names that are not theirs.

    The number says the person. A name that staff has for another person is `number-of-another`, one a row. A name that
    nobody has may be short or a former one: one note a file. `rows` are of people who have been found; a row without a
    name, or without a person, stays.
    """
    pairs = rows.select(PAIR).drop_nulls().unique(maintain_order=True)
    if pairs.is_empty():
        return rows, []
    meant = people_meant(pairs.select(text="name").unique(), people).select("meant", name="text").unique()
    own = meant.rename({"meant": "person_id"})
    odd = pairs.join(own, on=PAIR, how="anti", maintain_order="left").with_columns(
        is_anothers=pl.col("name").is_in(meant["name"].implode())
    )
    if odd.is_empty():
        return rows, []
    names = people.select("person_id", staff="name").unique("person_id", keep="last", maintain_order=True)
    held = looked_up(rows, looked_up(odd, names, "person_id"), PAIR)
    kept, of_others = refuse(
        held, pl.col("is_anothers"), "number-of-another", records, "name",
        lambda row: {"value": str(row["person_id"]), "name": str(row["name"]), "staff": str(row["staff"]), "rows": "1"},
    )  # fmt: skip
    unknown = kept.filter(~pl.col("is_anothers")).with_columns(value="person_id")
    return kept.drop("is_anothers", "staff"), [*of_others, *names_nobody_has(unknown, records)]


def names_nobody_has(held: pl.DataFrame, records: Records) -> list[Problem]:
    """One note a file, with the first of its numbers (value), names, and names in staff."""
    found = held.sort("source", "row").group_by("source", maintain_order=True)
    firsts = found.agg(pl.col("row", "value", "name", "staff").first(), pl.len().alias("count"))
    return [
        Problem(
            "other-name",
            records.place(each["source"], each["row"], "name"),
            {key: str(each[key]) for key in ("value", "name", "staff", "count")},
        )
        for each in firsts.iter_rows(named=True)
    ]
