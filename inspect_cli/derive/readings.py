"""What the words of the records were read as: headings, names, items, levels, places, dates, results."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

import polars as pl

from inspect_cli.derive.item_names import name_items, name_levels
from inspect_cli.derive.naming import name_people
from inspect_cli.derive.places import held_places, known_places
from inspect_cli.frames import READINGS, Records, empty, shape, stack
from inspect_cli.rulebook import RuleBook

ORIGINS: Final[Mapping[str, str]] = {"inspections": "inspection", "incidents": "incident", "metrics": "metric"}
NAMING: Final = ("areas", "roster", "swaps", "leave", "inspections", "incidents", "metrics")
"""The kinds in which people are named, who must be employed on the day of the record."""


def readings(records: Mapping[str, Records], people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """READINGS of everything that was not written as the program itself writes it.

    Nothing of records that were validated without `keep_written`. Rows that were refused are not among them.
    """
    if all(each.written is None and not each.readings for each in records.values()):
        return empty(READINGS)
    held, _ = held_places(records["areas"], people)
    found = []
    for kind, each in records.items():
        found += [_of_headings(each), *(shape(told, READINGS) for told in each.readings)]
        if each.written is not None:
            found.append(_of_cells(kind, each.written, _meant(kind, each, people, book, held)))
    order = ["source", "nth", "rows", "written", "read_as"]
    return stack(found, READINGS).sort(order, descending=[False, False, True, False, False])


def _of_headings(records: Records) -> pl.DataFrame:
    rows = [
        {
            "kind": records.kind,
            "source": records.first_source + nth,
            "nth": 0,
            "written": titles[column - 1],
            "read_as": key,
            "rows": 1,
        }
        for nth, (columns, titles) in enumerate(zip(records.headings, records.titles, strict=True))
        for key, column in columns.items()
        if titles and titles[column - 1] != key
    ]
    return shape(pl.DataFrame(rows), READINGS) if rows else empty(READINGS)


def _of_cells(kind: str, written: pl.DataFrame, meant: pl.DataFrame) -> pl.DataFrame:
    """How often each text of a column was read as something else."""
    keys = [key for key in written.columns if key not in ("source", "row")]
    joined = written.join(meant, on=["source", "row"], suffix=" meant")
    parts = []
    for nth, key in enumerate(keys, 1):
        code, text = pl.col(f"{key} meant"), pl.col(key)
        shown = pl.coalesce(f"{key} shown", code) if f"{key} shown" in joined.columns else code
        parts.append(
            joined.filter(text.is_not_null() & (text != code) & (text + ":00" != code))
            .group_by("source", written=text, read_as=shown)
            .agg(rows=pl.len())
            .with_columns(kind=pl.lit(kind), nth=pl.lit(nth), column=pl.lit(key))
        )
    return stack([shape(part, READINGS) for part in parts], READINGS)


def _meant(kind: str, records: Records, people: pl.DataFrame, book: RuleBook, held: pl.DataFrame) -> pl.DataFrame:
    """The records as they are understood, every column as text; `person_id shown` has name and department as well."""
    rows = records.frame
    if kind in NAMING:
        last_day = pl.lit(people["valid_to"].max(), dtype=pl.Date)
        rows, _ = name_people(rows.with_columns(day=pl.coalesce(records.days(), last_day)), records, people, "day")
        rows = _with_department(rows, people)
    if kind in ORIGINS:
        named = pl.col("checklist") if "checklist" in rows.columns else pl.lit(None, dtype=pl.String)
        rows, _ = name_items(rows.with_columns(named=named), replace(records, frame=rows), book, ORIGINS[kind])
    if {"item", "level"} <= set(rows.columns):
        rows = name_levels(rows, book)
    if kind == "inspections":
        rows = rows.with_columns(place=known_places(rows["place"], held))
    moments = [name for name, dtype in rows.schema.items() if isinstance(dtype, pl.Datetime)]
    said = rows.with_columns(pl.col(moments).dt.to_string("%Y-%m-%d %H:%M:%S"))
    return said.with_columns(pl.all().exclude("source", "row").cast(pl.String))


def _with_department(rows: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    spoken = pl.concat_str("person_id", "name", "department", separator=" ").alias("person_id shown")
    about = people.select("person_id", "valid_from", "valid_to", spoken)
    known = rows.select("source", "row", "person_id", "day").join(about, on="person_id")
    that_day = known.filter(pl.col("day").is_between(pl.col("valid_from"), pl.col("valid_to")))
    shown = that_day.select("source", "row", "person_id shown").unique(["source", "row"])
    return rows.join(shown, on=["source", "row"], how="left", maintain_order="left")
