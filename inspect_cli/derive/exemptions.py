"""Exemptions: when whom the clock does not judge, by corrected punches, outages and drills."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import polars as pl

from inspect_cli.derive.naming import name_people
from inspect_cli.derive.near import nearest
from inspect_cli.derive.numbers import DAY_SECONDS, midnight, numbered, second_of
from inspect_cli.derive.places import held_places, spot
from inspect_cli.derive.refusing import distinct_records, refuse
from inspect_cli.frames import Records
from inspect_cli.months import Month, dates
from inspect_cli.problems import Problem

DAY = timedelta(days=1)
Judged = tuple[pl.DataFrame, list[Problem]]
SIDES = {"in": "due", "out": "ends"}
"""The sides of a planned day, and when each is due."""

SPANS = {
    "p": pl.Int64, "valid_from": pl.Date, "valid_to": pl.Date, "shift": pl.String, "what": pl.String,
    "begins": pl.Int64, "until": pl.Int64, "first": pl.Date, "last": pl.Date, "via": pl.String, "source": pl.UInt16,
    "row": pl.UInt32,
}  # fmt: skip
"""What `covered` gives: whom an exemption covers and when."""

GIVEN = {"in": "given_in", "out": "given_out"}
"""The columns that say by which exemption a side was given."""


def covered(
    exemptions: Records, areas: Records, people: pl.DataFrame, usual: pl.DataFrame, clocks: pl.Series, month: Month
) -> Judged:
    """SPANS, one row an exemption and person whom it covers.

    valid_from and valid_to are the days on which the person belongs to its subject, shift is null for every one; begins
    and until are seconds, both inside; first and last are days, null where it is from one moment to another; via is
    reason, file and row. `usual` has p and clock, `clocks` the names of all. A department is whoever is in it that day;
    a place whoever has it as post or answers for it; a clock whoever usually punches there. Whether
    there is such a subject is asked only of exemptions that reach the month.
    """
    rows, unsound = _sound(exemptions)
    rows = rows.filter(_reaches(month))
    persons, unknown = _persons(rows.filter(pl.col("for") == "person"), exemptions, people)
    groups, strange = _groups(rows, exemptions, _members(areas, people, usual, clocks))
    places = pl.Series(
        [exemptions.place(*at).place() for at in rows.select("source", "row").iter_rows()], dtype=pl.String
    )
    said = rows.with_columns(via=pl.concat_str("reason", pl.lit(" ("), places, pl.lit(")"))).select(
        "source", "row", "begins", "until", "first", "last", "via", what=pl.col("what").fill_null("both")
    )
    spans = pl.concat([persons, groups]).join(said, on=["source", "row"]).join(numbered(people), on="person_id")
    return spans.select(pl.col(name).cast(dtype) for name, dtype in SPANS.items()), [*unsound, *unknown, *strange]


def _sound(exemptions: Records) -> Judged:
    """The dated rows that end after they begin, and say whom they are for."""
    rows, again = distinct_records(_dated(exemptions), exemptions)
    rows, backwards = refuse(
        rows, pl.col("until") < pl.col("begins"), "ends-before-it-begins", exemptions, "to",
        lambda row: {"from": str(row["from"]), "to": str(row["to"])},
    )  # fmt: skip
    rows, unsaid = refuse(
        rows, (pl.col("for") != "all") & pl.col("subject").is_null(), "subject-missing", exemptions, "subject",
        lambda row: {"what": str(row["for"])},
    )  # fmt: skip
    rows, contradicting = refuse(
        rows, (pl.col("for") == "all") & pl.col("subject").is_not_null(), "subject-of-all", exemptions, "subject",
        lambda row: {"value": str(row["subject"])},
    )  # fmt: skip
    return rows, [*again, *backwards, *unsaid, *contradicting]


def _dated(exemptions: Records) -> pl.DataFrame:
    """The rows with date, begins and until in seconds, and first and last where both are days."""
    first, last = dates(pl.col("from")), dates(pl.col("to"))
    of_days = first.is_not_null() & last.is_not_null()
    return exemptions.frame.with_columns(
        date=exemptions.days(),
        begins=second_of(pl.col("from")),
        until=second_of(pl.col("to"), DAY_SECONDS - 1),
        first=pl.when(of_days).then(first),
        last=pl.when(of_days).then(last),
    )


def _reaches(month: Month) -> pl.Expr:
    """Whether the exemption can hold for a shift that begins in the month; the last one ends two days later at most."""
    begin, end = (midnight(pl.lit(day)) for day in (month.first - DAY, month.last + 3 * DAY))
    in_days = (pl.col("first") <= month.last) & (pl.col("last") >= month.first)
    moments_meet = (pl.col("begins") < end) & (pl.col("until") >= begin)
    return pl.when(pl.col("first").is_null()).then(moments_meet).otherwise(in_days)


def _persons(rows: pl.DataFrame, exemptions: Records, people: pl.DataFrame) -> Judged:
    """The rows about one person, by number or name."""
    headings = [{**each, "person_id": each["subject"]} for each in exemptions.headings if "subject" in each]
    by_subject = replace(exemptions, headings=headings or exemptions.headings)
    named, problems = name_people(rows.with_columns(person_id="subject"), by_subject, people)
    spans = people.select("person_id", "valid_from", "valid_to")
    return _rows_of(named.select("source", "row", "person_id").join(spans, on="person_id")), problems


def _groups(rows: pl.DataFrame, exemptions: Records, members: pl.DataFrame) -> Judged:
    """The rows about departments, places, clocks and all."""
    groups = rows.filter(pl.col("for") != "person")
    groups = groups.with_columns(spot=spot(groups["subject"]))
    known = members.select("for", "spot").unique().with_columns(known=True)
    groups, strange = refuse(
        groups.join(known, on=["for", "spot"], how="left", maintain_order="left"), pl.col("known").is_null(),
        "unknown-subject", exemptions, "subject",
        lambda row: {"what": str(row["for"]), "value": str(row["subject"]), **_names(row, members)},
    )  # fmt: skip
    met = groups.select("source", "row", "for", "spot").join(members.drop_nulls("person_id"), on=["for", "spot"])
    return _rows_of(met), strange


def _names(row: Mapping[str, Any], members: pl.DataFrame) -> dict[str, str]:
    names = members.filter(pl.col("for") == row["for"])["name"].unique().sort()
    return {"near": nearest(names)(str(row["subject"])), "allowed": ", ".join(names) or "–"}


def _members(areas: Records, people: pl.DataFrame, usual: pl.DataFrame, clocks: pl.Series) -> pl.DataFrame:
    """Who belongs to every department, place and clock, and when; a clock that is nobody's has a row of no person."""
    dated = people.select(
        "person_id", "valid_from", "valid_to", "department", "post", shift=pl.lit(None, dtype=pl.String)
    )
    held, _ = held_places(areas, people)  # what is wrong with areas is told with the findings
    at_clocks = clocks.to_frame("name").join(
        usual.join(numbered(people), on="p").join(dated, on="person_id"), left_on="name", right_on="clock", how="left"
    )
    parts = [
        ("department", dated.with_columns(name="department")),
        ("place", dated.with_columns(name="post").drop_nulls("name")),
        ("place", held.rename({"from": "valid_from", "to": "valid_to", "place": "name"})),
        ("clock", at_clocks),
        ("all", dated.with_columns(name=pl.lit(""))),
    ]
    return pl.concat(
        part.select("person_id", "valid_from", "valid_to", "shift", "name", spot=spot(part["name"])).with_columns(
            pl.lit(kind).alias("for")
        )
        for kind, part in parts
    )


def _rows_of(met: pl.DataFrame) -> pl.DataFrame:
    shift = pl.col("shift") if "shift" in met.columns else pl.lit(None, dtype=pl.String).alias("shift")
    return met.select("source", "row", "person_id", "valid_from", "valid_to", shift)


def spare(days: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """Planned days as if whoever is covered had punched when it was due; `via` says by which exemptions, else null.

    `days` has p, date, shift, due, ends, hours, asks_in, asks_out, on_leave, came and went; `spans` is
    SPANS. A coming is due when one must be there, as leave has moved it, a going at the end of the shift; flexible
    hours are not counted where either was given. `given_in` and `given_out` mark what was given.
    """
    if spans.is_empty():
        return days.with_columns(pl.lit(None, dtype=pl.String).alias(name) for name in (*GIVEN.values(), "via"))
    numbers = days.with_row_index("day")
    met = (
        numbers.filter(~pl.col("on_leave"))
        .select("day", "p", "date", "due", "ends", "asks_in", "asks_out", in_shift="shift")
        .join(spans, on="p")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .filter(pl.col("shift").is_null() | (pl.col("shift") == pl.col("in_shift")))
        .sort("day", "source", "row")
    )
    for side, due in SIDES.items():
        in_days = pl.col("date").is_between(pl.col("first"), pl.col("last"))
        inside = pl.when(pl.col("first").is_null()).then(pl.col(due).is_between(pl.col("begins"), pl.col("until")))
        mine = met.filter(pl.col("what").is_in([side, "both"]), pl.col(f"asks_{side}"), inside.otherwise(in_days))
        by = mine.group_by("day", maintain_order=True).agg(pl.col("via").first().alias(GIVEN[side]))
        numbers = numbers.join(by, on="day", how="left", maintain_order="left")
    given_in, given_out = (pl.col(given) for given in GIVEN.values())
    both = pl.concat_str(given_in, pl.when(given_out.eq_missing(given_in)).then(None).otherwise(given_out),
                         separator="; ", ignore_nulls=True)  # fmt: skip
    return numbers.drop("day").with_columns(
        came=pl.when(given_in.is_not_null()).then("due").otherwise("came"),
        went=pl.when(given_out.is_not_null()).then("ends").otherwise("went"),
        hours=pl.when(given_in.is_null() & given_out.is_null()).then("hours"),
        via=pl.when(given_in.is_not_null() | given_out.is_not_null()).then(both),
    )
