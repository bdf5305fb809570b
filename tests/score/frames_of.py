"""Plain dicts of the reference scorer as the frames of the real one."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import polars as pl

from inspect_cli.derive.charges import charge
from inspect_cli.derive.departments import derive_departments, for_departments
from inspect_cli.derive.numbers import numbered, second_of_day
from inspect_cli.frames import (
    ATTENDANCE_DAYS,
    DECISIONS,
    FACTS,
    PAST_FACTS,
    PEOPLE,
    dtypes,
    empty,
    of_rows,
    shape,
    stack,
)
from inspect_cli.months import Month
from inspect_cli.problems import Source
from inspect_cli.report import Report
from inspect_cli.report.facts import facts_table
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.score import History, Scored, score_as_closed, score_month

Row = dict[str, Any]


def play(
    facts: Sequence[Row],
    people: Sequence[Row],
    checklists: Sequence[Row],
    schemes: Sequence[Row],
    month: Month,
    default_scheme: str,
    history: History | None = None,
    planned: Sequence[Row] = (),
    answered: str = "nothing",
) -> Scored:
    """The month scored by the program, where nothing is answered, every sanction approved, or as it closes."""
    known = known_of(facts, people, checklists, schemes, month, default_scheme, planned)
    if answered == "as-closed":
        return score_as_closed(*known, empty(DECISIONS), history)
    scored = score_month(*known, None, history)
    if answered == "nothing":
        return scored
    asked = scored.questions.filter(pl.col("kind") == "approval")["question"].unique().to_list()
    approvals = of_rows([{"about": question, "outcome": "approve"} for question in asked], DECISIONS)
    return score_month(*known, approvals, history)


def known_of(
    facts: Sequence[Row],
    people: Sequence[Row],
    checklists: Sequence[Row],
    schemes: Sequence[Row],
    month: Month,
    default_scheme: str,
    planned: Sequence[Row] = (),
) -> tuple[pl.DataFrame, pl.DataFrame, RuleBook, Month]:
    """What the program scores a month from, with the facts that are charged to others and those of departments."""
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
    charged = charge(fact_frame, people_frame, windows_of(planned, people_frame), book)
    theirs = for_departments(charged, people_frame, book)
    staff: Any = SimpleNamespace(sources=[Source("staff.csv")])
    bodies, unclear = derive_departments(people_frame, staff, book)
    assert unclear == []
    return theirs, stack([people_frame, bodies], PEOPLE), book, month


def windows_of(planned: Sequence[Row], people: pl.DataFrame) -> pl.DataFrame:
    """What `planned.plan` says of shifts without leave and rest; punches an hour before and after belong to them."""
    known = {"person_id": pl.String, "date": pl.Date, "starts": pl.Int64, "ends": pl.Int64}
    starts, ends = (second_of_day(pl.col(name)) for name in ("starts", "ends"))
    return (
        pl.DataFrame(list(planned), schema=known)
        .join(numbered(people), on="person_id")
        .select("p", "date", starts=starts, ends=ends, opens=starts - 3600, closes=ends + 3601,
                on_leave=pl.lit(False), shift=pl.lit("shift"))
        .sort("p", "starts")
    )  # fmt: skip


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


def together(lines: Iterable[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """The lines in order; what the sanctions of one day cost together is one of them, whichever comes first."""
    costs: dict[tuple[str, str], Decimal] = {}
    others = []
    for line in lines:
        if line[2] == "conversion":
            costs[line[:2]] = costs.get(line[:2], Decimal(0)) + line[8]
        else:
            others.append(line)
    return sorted([*others, *((*whose, "conversion", yuan) for whose, yuan in costs.items() if yuan)])


def lines_of(scored: Scored) -> list[tuple[Any, ...]]:
    """What the program's lines say, comparable with the reference's."""
    return together(
        (line["subject"], str(line["date"]), line["step"], line["rule"], line["fact_id"] or "", line["at_step"] or 0,
         line["side"], line["points"] or Decimal(0), line["yuan"] or Decimal(0), line["sanction"] or "",
         bool(line["terminal"]), line["needs"] or "", line["department"] or "")
        for line in scored.adjustments.iter_rows(named=True)
    )  # fmt: skip
