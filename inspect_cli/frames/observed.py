"""The declared schemas of what is known before scoring: People, Facts and decisions."""

import polars as pl

from inspect_cli.amounts import AMOUNT
from inspect_cli.frames.columns import CODE, COUNT, DAY, FLAG, TEXT, Column, Schema

PEOPLE: Schema = (
    Column("kind", TEXT, "person, department or group"),
    Column("person_id", TEXT, "staff number; department; department/group"),
    Column("valid_from", DAY, "first day on which this row holds"),
    Column("valid_to", DAY, "last day on which this row holds"),
    Column("name", TEXT, "name"),
    Column("department", TEXT, "department on these days"),
    Column("role", TEXT, "job, as rules name it"),
    Column("post", TEXT, "post"),
    Column("scheme", TEXT, "assessment scheme on these days"),
    Column("device_id", TEXT, "number at the clock, clock:number"),
    Column("punches", FLAG, "whether the person uses a clock"),
    Column("sex", TEXT, "m or f, where a rule asks"),
    Column("superior", TEXT, "staff number of whom the person reports to"),
    Column("hired", DAY, "first day of employment"),
    Column("group", TEXT, "group within the department that bears losses together"),
    Column("base_points", AMOUNT, "part of a shared loss that the person bears, against the others'"),
    Column("bonus_base", AMOUNT, "yuan of the month's bonus"),
    Column("wage", AMOUNT, "yuan of the month's wage"),
    Column("left", DAY, "last day of employment, null while employed"),
)
"""Dated staff: one row a person, department or group and validity interval; the intervals of one do not overlap."""

FACTS: Schema = (
    Column("fact_id", TEXT, "record_id, else the content and an ordinal; null for a pass without a number"),
    Column("parent_id", TEXT, "the fact of somebody else that is charged here; null for what was observed"),
    Column("subject_kind", TEXT, "person, department, group or place"),
    Column("subject", TEXT, "staff number, department, department/group or place"),
    Column("date", DAY, "business date"),
    Column("at", COUNT, "minutes from the business date's midnight, null when the time is not known"),
    Column("origin", TEXT, "attendance, inspection, incident or metric"),
    Column("item", TEXT, "item of a checklist"),
    Column("outcome", TEXT, "event, fail, pass or na; only event and fail are priced"),
    Column("quantity", AMOUNT, "how many (pieces, times, days)"),
    Column("magnitude", AMOUNT, "how much, in the item's unit (minutes late)"),
    Column("level", TEXT, "severity or branch"),
    Column("chosen", AMOUNT, "points the inspector chose, signed"),
    Column("sheet", TEXT, "inspection or record the fact came on"),
    Column("got", AMOUNT, "marks given, where the item is scored by marks"),
    Column("max", AMOUNT, "marks that could be given"),
    Column("checked", COUNT, "how many were looked at, where it was found in a sample"),
    Column("in_all", COUNT, "how many there are, of which the sample was taken"),
    Column("rater", TEXT, "who observed it"),
    Column("rater_group", TEXT, "on which side the rater stands, such as inner or outer"),
    Column("place", TEXT, "where"),
    Column("note", TEXT, "what the observer wrote; for attendance what was planned and punched"),
    Column(
        "via",
        TEXT,
        "row of the areas by which a finding came to the person, the exemption that excuses, or the question"
        " about a silent clock on which it hangs",
    ),
    Column(
        "standing",
        TEXT,
        "approved, provisional (counted, may change), open (waits for an answer, counts nothing) or"
        " held (counts nothing until the question about a silent clock is answered)",
    ),
    Column("source", pl.UInt16, "index into the list of Sources"),
    Column("row", pl.UInt32, "row in that source, 0 when the fact rests on no single row"),
)
"""Something observed of one subject on one business date; the only thing scoring knows."""

DAY_OUTCOMES = (
    "absent",
    "missing-punch",
    "late-early",
    "late",
    "early",
    "clock-silent",
    "leave",
    "exempt",
    "on-time",
    "open",
)
"""What a planned day may become, the gravest first."""

ATTENDANCE_DAYS: Schema = (
    Column("person", pl.UInt32, "position in People of the row that holds on that date"),
    Column("date", DAY, "business date"),
    Column("segment", COUNT, "which part of the shift, counted from 1"),
    Column("shift", CODE, "shift as planned, after swaps"),
    Column("starts", COUNT, "minutes from the business date's midnight at which what is left to be worked begins"),
    Column("ends", COUNT, "and ends"),
    Column("came", COUNT, "minutes from midnight of the punch in, null when there is none"),
    Column("went", COUNT, "of the punch out"),
    Column("outcome", pl.Enum(DAY_OUTCOMES), "what it became; open is not over"),
    Column("late", COUNT, "seconds late, null within the grace"),
    Column("early", COUNT, "seconds gone early"),
    Column("leave", CODE, "kind of leave that takes some of it"),
    Column("exempt", CODE, "reason and row of the exemption, or the question about a silent clock"),
)
"""What every planned part of a day became: millions of rows, which are worded only as they are written."""

READINGS: Schema = (
    Column("kind", TEXT, "kind of record"),
    Column("source", pl.UInt16, "index into the list of Sources"),
    Column("nth", COUNT, "place of the column among those of the kind, 0 for headings"),
    Column("column", TEXT, "property, null for a heading"),
    Column("written", TEXT, "what stands in the cell"),
    Column("read_as", TEXT, "what it was read as"),
    Column("rows", COUNT, "in how many rows"),
)
"""What was understood of the words that people write in records."""


def group_of() -> pl.Expr:
    """A row's group as a subject: department/group; the people of a department who are in none are department/-."""
    return pl.concat_str("department", pl.lit("/"), pl.col("group").fill_null("-"))


def record_of(fact_id: pl.Expr) -> pl.Expr:
    """The record a fact comes from: what several people answer for is one record and ID@person for each of them."""
    return fact_id.str.replace(r"@[^@]*$", "")


DECISIONS: Schema = (
    Column("about", TEXT, "number of a question or record"),
    Column("outcome", TEXT, "confirm, excuse, approve, reject, choose or unscored"),
    Column("value", AMOUNT, "points chosen"),
    Column("level", TEXT, "level chosen, by code or title"),
    Column("decided_by", TEXT, "who decided"),
    Column("note", TEXT, "why, in words"),
    Column("source", pl.UInt16, "index into the list of Sources"),
    Column("row", pl.UInt32, "row in that source"),
)
"""What people decided, one row a question or record."""
