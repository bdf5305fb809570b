"""Plain dicts of the reference scorer as the frames of the real one."""

from collections.abc import Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import polars as pl

from inspect_cli.frames import ATTENDANCE_DAYS, FACTS, PAST_FACTS, PEOPLE, dtypes, empty, shape
from inspect_cli.months import Month
from inspect_cli.report import Report
from inspect_cli.report.facts import facts_table
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.score import History, Scored, score_month

Row = dict[str, Any]


def play(
    facts: Sequence[Row],
    people: Sequence[Row],
    checklists: Sequence[Row],
    schemes: Sequence[Row],
    month: Month,
    default_scheme: str,
    history: History | None = None,
) -> Scored:
    """The month scored by the program."""
    return score_month(*known_of(facts, people, checklists, schemes, month, default_scheme), None, history)


def known_of(
    facts: Sequence[Row],
    people: Sequence[Row],
    checklists: Sequence[Row],
    schemes: Sequence[Row],
    month: Month,
    default_scheme: str,
) -> tuple[pl.DataFrame, pl.DataFrame, RuleBook, Month]:
    """What the program scores a month from."""
    book = compile_rules(checklists, schemes)
    fact_rows = [{**dict.fromkeys(dtypes(FACTS)), **fact} for fact in facts]
    known = dtypes(FACTS)
    fact_frame = pl.DataFrame([{key: row[key] for key in known} for row in fact_rows], schema=known)
    people_known = dtypes(PEOPLE)
    rows = [
        {**dict.fromkeys(people_known), "kind": "person", **person, "scheme": person.get("scheme") or default_scheme}
        for person in people
    ]
    people_frame = pl.DataFrame([{key: row[key] for key in people_known} for row in rows], schema=people_known)
    return fact_frame, people_frame, book, month


def report_of(
    scored: Scored, facts: pl.DataFrame, people: pl.DataFrame, book: RuleBook, month: Month, lang: str = "en"
) -> Report:
    """The report of a month that was scored from these."""
    return Report(
        month=month, lang=lang, people=people, facts=facts, settled=scored.settled, adjustments=scored.adjustments,
        standings=scored.standings, evidence=scored.evidence, book=book, sources=[], notes=[],
        questions=scored.questions, past=empty(PAST_FACTS), balances=scored.balances,
        attendance=lambda: empty(ATTENDANCE_DAYS),
    )  # fmt: skip


def remembered(scored: Scored, month: Month) -> History:
    """What the month leaves behind, as its facts.csv says it."""
    report: Any = SimpleNamespace(month=month, settled=scored.settled, adjustments=scored.adjustments, notes=())
    named = (
        facts_table(report)
        .cells()
        .rename({"person_id": "subject"})
        .with_columns(month=pl.lit(month.name), fact_id=pl.concat_str(pl.lit(f"{month.name}/"), "fact_id"))
    )
    return History([month.name], shape(named, PAST_FACTS))


def lines_of(scored: Scored) -> list[tuple[Any, ...]]:
    """What the program's lines say, comparable with the reference's."""
    return sorted(
        (line["subject"], str(line["date"]), line["step"], line["rule"], line["fact_id"] or "", line["at_step"] or 0,
         line["side"], line["points"] or Decimal(0), line["yuan"] or Decimal(0), line["sanction"] or "",
         bool(line["terminal"]), line["needs"] or "", line["department"] or "")
        for line in scored.adjustments.iter_rows(named=True)
    )  # fmt: skip
