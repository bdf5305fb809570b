"""The declared schemas of what flows: Rows, Records, People, Facts, settled Facts, Adjustments, Standings, Tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import polars as pl

from inspect_cli.amounts import AMOUNT
from inspect_cli.problems import Source

TEXT, DAY, COUNT, FLAG = pl.String, pl.Date, pl.Int32, pl.Boolean
Dtype = pl.DataType | type[pl.DataType]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a frame: what it is called, holds and means."""

    name: str
    dtype: Dtype
    meaning: str


Schema = tuple[Column, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """A file or sheet as it was read: text cells by position, and where each row stood.

    `cells` has the columns c1, c2, … (text; an empty cell is null) and `row` (the line or sheet row people see). Row
    `header_row` held the headings. `blank` rows below it had no text in any cell and are not among the cells. `refused`
    are rows that could not be split into cells; each has its Problem.
    """

    source: Source
    headings: Sequence[str]
    cells: pl.DataFrame
    header_row: int = 1
    blank: int = 0
    refused: int = 0


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one kind or file: read = accepted + refused + blank."""

    read: int = 0
    accepted: int = 0
    refused: int = 0
    blank: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.read + other.read,
            self.accepted + other.accepted,
            self.refused + other.refused,
            self.blank + other.blank,
        )


@dataclass(frozen=True, slots=True)
class Records:
    """The valid rows of one kind, typed, with `source` and `row`, and what became of the rest.

    `source` counts on from `first_source`: source number first_source + n is sources[n], whose columns are headings[n]
    (property → column counted from 1) and whose rows tallies[n] counts.
    """

    kind: str
    frame: pl.DataFrame
    sources: Sequence[Source]
    headings: Sequence[Mapping[str, int]]
    tallies: Sequence[Tally]
    first_source: int = 0

    def place(self, source: int, row: int, key: str | None = None) -> Source:
        """Where the cell of a record stands; without a key, or for a property without a column, its row."""
        at = self.sources[source - self.first_source]
        column = self.headings[source - self.first_source].get(key) if key else None
        return Source(at.file, at.sheet, row, column, at.path)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a Table as people see it: key in CSV and JSON, titles, and how its cells are shown.

    `kind` is one of text, number (counts), points, money, date, flag. `codes` names the words that people read in place
    of the column's codes (write/code_words.py); CSV and JSON keep the codes.
    """

    key: str
    en: str
    zh: str
    kind: str = "text"
    width: int = 10
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A report as it is written in every format: rows already in their order, one Heading for each column.

    Columns of kind points and money are AMOUNT, dates are Date, everything else text or whole numbers; `notes` are
    sentences that stand above or below the table (month with its days, calculated from files, provisional).
    """

    name: str
    en: str
    zh: str
    headings: Sequence[Heading]
    frame: pl.DataFrame
    notes: Sequence[str] = field(default_factory=tuple)

    def title(self, lang: str) -> str:
        """The table's title in the reader's language."""
        return self.zh if lang == "zh" else self.en


PEOPLE: Schema = (
    Column("person_id", TEXT, "staff number"),
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
    Column("hired", DAY, "first day of employment"),
    Column("left", DAY, "last day of employment, null while employed"),
)
"""Dated staff: one row a person and validity interval; the intervals of a person do not overlap."""

FACTS: Schema = (
    Column("fact_id", TEXT, "record_id, else the content and an ordinal; null for a pass without a number"),
    Column("subject_kind", TEXT, "person, department or place"),
    Column("subject", TEXT, "staff number, department or place"),
    Column("date", DAY, "business date"),
    Column("at", COUNT, "minutes from the business date's midnight, null when the time is not known"),
    Column("origin", TEXT, "attendance, inspection or incident"),
    Column("item", TEXT, "item of a checklist"),
    Column("outcome", TEXT, "event, fail, pass or na; only event and fail are priced"),
    Column("quantity", AMOUNT, "how many (pieces, times, days)"),
    Column("magnitude", AMOUNT, "how much, in the item's unit (minutes late)"),
    Column("level", TEXT, "severity or branch"),
    Column("chosen", AMOUNT, "points the inspector chose, signed"),
    Column("sheet", TEXT, "inspection or record the fact came on"),
    Column("rater", TEXT, "who observed it"),
    Column("place", TEXT, "where"),
    Column("note", TEXT, "what the observer wrote; for attendance what was planned and punched"),
    Column("via", TEXT, "row of the areas by which a finding at a place came to the person"),
    Column(
        "standing", TEXT, "approved, provisional (counted, may change) or open (waits for an answer, counts nothing)"
    ),
    Column("source", pl.UInt16, "index into the list of Sources"),
    Column("row", pl.UInt32, "row in that source, 0 when the fact rests on no single row"),
)
"""Something observed of one subject on one business date; the only thing scoring knows."""

SETTLED: Schema = (
    *FACTS,
    Column("was_item", TEXT, "the item before reclassification or overflow, null when unchanged"),
    Column("split_of", TEXT, "the fact of which a quota made this part"),
    Column("checklist", TEXT, "checklist that prices the item on that date, null when none does"),
    Column("version", TEXT, "version of that checklist in force on that date"),
    Column("scheme", TEXT, "scheme of the person on that date"),
    Column("department", TEXT, "department of the person on that date"),
    Column("free", FLAG, "inside a free allowance"),
    Column("seq", pl.UInt32, "position in the month: by department of the last day, person, then time order"),
)
"""A Fact after decisions, reclassification and quotas: what it counts as, for whom, under which rules."""

ADJUSTMENTS: Schema = (
    Column("number", COUNT, "the line's public number among the person's lines of the month"),
    Column("line_id", TEXT, "where the line stands in the rule book: fact/rule/step, or subject/counter/window/step"),
    Column("subject_kind", TEXT, "person"),
    Column("subject", TEXT, "staff number"),
    Column("date", DAY, "business date of the triggering fact"),
    Column("at", COUNT, "minutes from midnight of the triggering fact"),
    Column("seq", pl.UInt32, "position of the triggering fact, null for a line of the whole month"),
    Column("stage", pl.UInt8, "position in the order of evaluation"),
    Column("step", TEXT, "event, also, cap, section-cap, ladder, floor or ceiling"),
    Column("rule", TEXT, "item, cap, quota or counter whose rule wrote the line"),
    Column("checklist", TEXT, "checklist"),
    Column("version", TEXT, "its version"),
    Column("scheme", TEXT, "scheme of the day"),
    Column("department", TEXT, "department of the day"),
    Column("item", TEXT, "item of the triggering fact as it counts"),
    Column("was_item", TEXT, "item as it was observed, where it counts as another"),
    Column("fact_id", TEXT, "triggering fact, null for a line of the whole month"),
    Column("side", TEXT, "deduction or bonus, after the rule that is applied or corrected"),
    Column("points", AMOUNT, "signed points"),
    Column("yuan", AMOUNT, "signed yuan, null unless the scheme turns money on"),
    Column("sanction", TEXT, "named sanction"),
    Column("terminal", FLAG, "the sanction ends employment: flagged for a person to decide"),
    Column("needs", TEXT, "choice or approval that a person still owes"),
    Column("because", TEXT, "reason code, worded in report/reasons.py"),
    Column("quantity", AMOUNT, "how many the line prices"),
    Column("magnitude", AMOUNT, "how much was measured"),
    Column("price", AMOUNT, "points for one"),
    Column("low", AMOUNT, "lower bound of the tier or range, or free units, or the cap"),
    Column("high", AMOUNT, "upper bound of the tier or range"),
    Column("low_in", FLAG, "the lower bound of the tier is inside"),
    Column("high_in", FLAG, "the upper bound of the tier is inside"),
    Column("count", AMOUNT, "running count after this fact"),
    Column("at_step", COUNT, "ladder step reached"),
    Column("level", TEXT, "severity or branch"),
    Column("unit", TEXT, "unit of the magnitude"),
)
"""One line of the ledger; a subject's score is its base plus the sum of its points."""

STANDINGS: Schema = (
    Column("subject", TEXT, "staff number"),
    Column("scheme", TEXT, "scheme of the month's last day of employment"),
    Column("scheme_version", TEXT, "its version"),
    Column("department", TEXT, "department of the last day of employment"),
    Column("moved_from", TEXT, "departments earlier in the month"),
    Column("base", AMOUNT, "points at the start"),
    Column("deductions", AMOUNT, "sum of the lines on the side of deductions, zero or negative"),
    Column("bonuses", AMOUNT, "sum of the lines on the side of bonuses"),
    Column("raw", AMOUNT, "base plus lines before floor and ceiling"),
    Column("score", AMOUNT, "after floor and ceiling; null without data"),
    Column("status", TEXT, "scored, no-data, incomplete, provisional"),
    Column("employment", TEXT, "employed, or left within the month"),
    Column("grade", TEXT, "grade band; null unless scored"),
    Column("rank", COUNT, "rank in the department; null when not ranked"),
    Column("field", COUNT, "how many were ranked in the department"),
    Column("observed", COUNT, "inspections that saw the person"),
    Column("open", COUNT, "facts and choices that wait for an answer"),
)
"""One row for everyone on the roster of the month, with or without Facts."""

PAST_STANDINGS: Schema = (Column("month", TEXT, "name of the month, 2026-10"), *STANDINGS)
"""The Standings of closed months."""

BALANCES: Schema = (
    Column("month", TEXT, "name of the month at whose end it was still owed"),
    Column("subject", TEXT, "staff number"),
    Column("account", TEXT, "money rule that carries it"),
    Column("since", TEXT, "month from which it was carried, for the order in which it is paid"),
    Column("yuan", AMOUNT, "what is still to be deducted, negative, or to be paid out"),
)
"""Money that a cap carried over into later months."""

QUESTIONS: Schema = (
    Column("question", TEXT, "its number, the same in every run: Q-MMDD-NN of the business date"),
    Column("kind", TEXT, "absent, missing-punch, choice, approval or no-data"),
    Column("subject", TEXT, "staff number"),
    Column("date", DAY, "business date; the month's last day where it is about the month"),
    Column("item", TEXT, "item, where it is about one"),
    Column("fact_id", TEXT, "the fact it is about"),
    Column("line_id", TEXT, "the ladder or event line it is about"),
    Column("note", TEXT, "what was planned and punched"),
    Column("price", AMOUNT, "points it costs if confirmed, where that is fixed"),
    Column("low", AMOUNT, "nearer end of the points to choose from"),
    Column("high", AMOUNT, "farther end"),
    Column("sanction", TEXT, "sanction to approve"),
    Column("outcome", TEXT, "the answer, null while it is open"),
    Column("value", AMOUNT, "points chosen"),
    Column("decided_by", TEXT, "who answered"),
)
"""What waits for a person, answered or not; what is open counts nothing."""

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "absent": ("confirm", "excuse"),
    "missing-punch": ("confirm", "excuse"),
    "not-at-work": ("confirm", "excuse"),
    "no-one-answers": ("excuse",),
    "approval": ("approve", "reject"),
    "choice": ("choose",),
    "no-data": ("unscored",),
    "record": ("approve", "reject"),
}
"""The outcomes that answer each kind of question, and a record that waits for approval."""

DECISIONS: Schema = (
    Column("about", TEXT, "number of a question or record"),
    Column("outcome", TEXT, "confirm, excuse, approve, reject, choose or unscored"),
    Column("value", AMOUNT, "points chosen"),
    Column("decided_by", TEXT, "who decided"),
    Column("source", pl.UInt16, "index into the list of Sources"),
    Column("row", pl.UInt32, "row in that source"),
)
"""What people decided, one row a question or record."""

EVIDENCE: Schema = (
    Column("line_id", TEXT, "a ladder or cap line"),
    Column("fact_id", TEXT, "a fact it rests on"),
    Column("ordinal", COUNT, "position in time order"),
)
"""What lines rest on beyond the fact that triggered them."""


def dtypes(schema: Schema) -> dict[str, Dtype]:
    """Column names and dtypes, as Polars takes a schema."""
    return {column.name: column.dtype for column in schema}


def empty(schema: Schema) -> pl.DataFrame:
    """A frame of that schema without rows."""
    return pl.DataFrame(schema=dtypes(schema))


def of_rows(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pl.DataFrame:
    """A few rows as a frame of that schema; a key that a row lacks is null.

    Amounts go in as text: a column of Decimals that begins with an empty one would make Polars load numpy.
    """
    columns = []
    for column in schema:
        values = [row.get(column.name) for row in rows]
        if column.dtype == AMOUNT:
            texts = [None if value is None else f"{value:f}" for value in values]
            columns.append(pl.Series(column.name, texts, dtype=pl.String).cast(AMOUNT))
        else:
            columns.append(pl.Series(column.name, values, dtype=column.dtype))
    return pl.DataFrame(columns)


def shape(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """The frame's columns in the schema's order and dtypes; a column it does not have is null."""
    have = set(frame.columns)
    return frame.select(
        pl.col(column.name).cast(column.dtype)
        if column.name in have
        else pl.lit(None, dtype=column.dtype).alias(column.name)
        for column in schema
    )


def stack(frames: Sequence[pl.DataFrame], schema: Schema) -> pl.DataFrame:
    """The frames one below the other; refuses any that is not of the schema (Polars would round unlike decimals)."""
    wanted = pl.Schema(dtypes(schema))
    for frame in frames:
        if frame.schema != wanted:
            raise TypeError(f"frame is not of its schema: {differences(frame.schema, wanted)}")
    return pl.concat(frames) if frames else empty(schema)


def differences(have: Mapping[str, pl.DataType], wanted: Mapping[str, pl.DataType]) -> str:
    """The columns in which two schemas differ, for the message of a failed check."""
    names = [*wanted, *(name for name in have if name not in wanted)]
    return ", ".join(
        f"{name}: {have.get(name)} for {wanted.get(name)}" for name in names if have.get(name) != wanted.get(name)
    )
