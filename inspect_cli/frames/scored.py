"""The declared schemas of what scoring makes: settled Facts, Adjustments, Standings, balances, questions, evidence."""

from collections.abc import Mapping

import polars as pl

from inspect_cli.amounts import AMOUNT
from inspect_cli.frames.columns import COUNT, DAY, FLAG, TEXT, Column, Schema
from inspect_cli.frames.observed import FACTS

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

STEPS = (
    "event", "also", "cap", "section-cap", "checklist-cap", "section", "ladder", "transfer", "liability",
    "liability-cap", "recovery", "floor", "ceiling", "band", "streak", "rank", "forfeit", "formula", "guarantee",
    "conversion", "carried", "loss", "money-cap",
)  # fmt: skip
STAGES: Mapping[str, int] = {step: place for place, step in enumerate(STEPS, 1)}
"""The steps in the order of evaluation; `void`, where a fact voids a cap, has the stage of that cap."""

ITS_OWN = ("event", "cap", "section-cap", "checklist-cap", "void")
"""Steps whose lines are what a fact costs or gives by itself."""

ADJUSTMENTS: Schema = (
    Column("number", COUNT, "the line's public number among the person's lines of the month"),
    Column("line_id", TEXT, "where the line stands in the rule book: fact/rule/step, or subject/counter/window/step"),
    Column("subject_kind", TEXT, "person, department or group"),
    Column("subject", TEXT, "staff number, department or department/group"),
    Column("date", DAY, "business date of the triggering fact"),
    Column("at", COUNT, "minutes from midnight of the triggering fact"),
    Column("seq", pl.UInt32, "position of the triggering fact, null for a line of the whole month"),
    Column("stage", pl.UInt8, "position in the order of evaluation"),
    Column("step", TEXT, "event, also, cap, section-cap, ladder, floor …, or a rule of the scheme: band, streak …"),
    Column("rule", TEXT, "item, cap, quota, counter or rule of the scheme that wrote the line"),
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
    Column("tenure_from", COUNT, "full months of service from which the tier holds"),
    Column("tenure_below", COUNT, "full months of service from which it holds no more"),
    Column("count", AMOUNT, "running count after this fact"),
    Column("at_step", COUNT, "ladder step reached"),
    Column("window", TEXT, "time in which a ladder counts: event, day, month, year, lifetime, days or months"),
    Column("length", COUNT, "how many days or months the window has"),
    Column("level", TEXT, "severity or branch"),
    Column("unit", TEXT, "unit of the magnitude"),
)
"""One line of the ledger; a subject's score is its base plus the sum of its points."""

STANDINGS: Schema = (
    Column("subject_kind", TEXT, "person, department or group"),
    Column("subject", TEXT, "staff number, department or department/group"),
    Column("scheme", TEXT, "scheme of the month's last day of employment"),
    Column("scheme_version", TEXT, "its version"),
    Column("department", TEXT, "department of the last day of employment"),
    Column("moved_from", TEXT, "departments earlier in the month"),
    Column("base", AMOUNT, "points at the start"),
    Column("deductions", AMOUNT, "sum of the lines on the side of deductions, zero or negative"),
    Column("bonuses", AMOUNT, "sum of the lines on the side of bonuses"),
    Column("raw", AMOUNT, "base plus lines before floor and ceiling"),
    Column("score", AMOUNT, "after floor and ceiling, streaks and prizes; null without data"),
    Column("graded", AMOUNT, "score before streaks and prizes: what grade, rank and streaks look at"),
    Column("status", TEXT, "scored, no-data, incomplete, provisional"),
    Column("employment", TEXT, "employed, or left within the month"),
    Column("grade", TEXT, "grade band; null unless scored"),
    Column("rank", COUNT, "rank in the department; null when not ranked"),
    Column("field", COUNT, "how many were ranked in the department"),
    Column("observed", COUNT, "inspections that saw the person"),
    Column("open", COUNT, "facts and choices that wait for an answer"),
    Column("recovered", AMOUNT, "points given back for a month without deduction"),
    Column("leave", AMOUNT, "days of leave"),
    Column("missing", COUNT, "earlier months that a rule needs and that are not at hand"),
)
"""One row for everyone on the roster of the month and each department and group scored, with or without Facts."""

PAST_FACTS: Schema = (
    Column("month", TEXT, "name of the month in which it counted, 2026-10"),
    Column("fact_id", TEXT, "month and id of the settled fact: numbers may begin anew every month"),
    Column("subject", TEXT, "staff number"),
    Column("date", DAY, "business date"),
    Column("at", COUNT, "minutes from the business date's midnight, null when the time is not known"),
    Column("item", TEXT, "item as which it counted"),
    Column("quantity", AMOUNT, "how many"),
    Column("free", FLAG, "inside a free allowance"),
    Column("points", AMOUNT, "points it cost or gave by itself, after caps"),
    Column("line", TEXT, "public number of its line, null when it had none"),
    Column("checklist", TEXT, "checklist that priced it, null when none did"),
    Column("version", TEXT, "version of that checklist"),
    Column("scheme", TEXT, "scheme of the person on that date"),
)
"""The settled Facts of closed months, with what counting needs."""

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
    Column(
        "question",
        TEXT,
        "its number, the same in every run: Q-MMDD-NN of the business date, or the record's own;"
        " Q-MMDD-@CLOCK of a silence that began that day, Q-MMDD-NN@CLOCK of what hung on it",
    ),
    Column("kind", TEXT, "what is asked: absent, missing-punch … as OUTCOMES names them"),
    Column("subject", TEXT, "staff number"),
    Column("date", DAY, "business date; the month's last day where it is about the month"),
    Column("item", TEXT, "item, where it is about one"),
    Column("fact_id", TEXT, "the fact it is about"),
    Column("line_id", TEXT, "the ladder or event line it is about"),
    Column("note", TEXT, "what was planned and punched"),
    Column("price", AMOUNT, "points it costs if confirmed, where that is fixed"),
    Column("low", AMOUNT, "nearer end of the points to choose from"),
    Column("high", AMOUNT, "farther end"),
    Column("options", TEXT, "levels to choose from, one a line"),
    Column("sanction", TEXT, "sanction to approve"),
    Column("unanswered", TEXT, "the outcome under which it falls when the month closes and nobody has answered"),
    Column("outcome", TEXT, "the answer, null while it is open"),
    Column("value", AMOUNT, "points chosen"),
    Column("level", TEXT, "level chosen, one of the options"),
    Column("decided_by", TEXT, "who answered"),
    Column("why", TEXT, "why it was answered so, in words"),
)
"""What waits for a person, answered or not; what is open counts nothing."""

OUTCOMES: Mapping[str, tuple[str, ...]] = {
    "clock-silent": ("confirm", "excuse"),
    "absent": ("confirm", "excuse"),
    "missing-punch": ("confirm", "excuse"),
    "not-at-work": ("confirm", "excuse"),
    "no-one-answers": ("excuse",),
    "approval": ("approve", "reject"),
    "level": ("choose", "excuse"),
    "choice": ("choose",),
    "no-data": ("unscored",),
    "record": ("approve", "reject"),
}
"""The outcomes that answer each kind of question, and a record that waits for approval."""

EVIDENCE: Schema = (
    Column("line_id", TEXT, "a ladder or cap line"),
    Column("fact_id", TEXT, "a fact it rests on; for a streak a month, for liability a person"),
    Column("ordinal", COUNT, "position in time order"),
)
"""What lines rest on beyond the fact that triggered them."""
