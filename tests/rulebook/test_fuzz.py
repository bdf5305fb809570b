"""A rule book is refused with Problems or a month is scored by it and explained: never a traceback."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import polars as pl
import pytest

from inspect_cli import resources
from inspect_cli.frames import FACTS, PEOPLE, of_rows
from inspect_cli.months import Month
from inspect_cli.problems import Problem
from inspect_cli.report import Report, month_tables
from inspect_cli.report.explain import closing, explanation
from inspect_cli.rulebook.check import rule_problems
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.rulebook.lint import rule_notes
from inspect_cli.score import score_month
from inspect_cli.words import translator
from tests.rulebook.mutants import mutant
from tests.score.frames_of import report_of

QUICK, SOAK, CHUNKS = 120, 10_000, 20
MONTH = Month("2026-10", date(2026, 10, 1), date(2026, 10, 31))
SCHEMAS = {name: resources.schema(name) for name in ("checklist", "scheme")}


def outcome_of(checklists: list[Any], schemes: list[Any]) -> list[Problem] | Report:
    """The Problems of a rule book, worded; or a month scored by it, with every table made."""
    named = [[(f"{nth}.json", each) for nth, each in enumerate(files)] for files in (checklists, schemes)]
    problems = rule_problems(named[0], named[1], SCHEMAS, set())
    notes = problems or rule_notes(named[0], named[1], checklists)
    for lang in ("en", "zh"):
        assert all(note.lines(translator(lang)) for note in notes)
    if problems:
        return problems
    book = compile_rules(checklists, schemes)
    people = people_of(schemes)
    facts = of_rows(list(facts_of(checklists)), FACTS)
    scored = score_month(facts, people, book, MONTH)
    report = report_of(scored, facts, people, book, MONTH)
    assert month_tables(report)["lines"].frame.height == scored.adjustments.height
    explain_somebody(report)
    return report


def explain_somebody(report: Report) -> None:
    """The first person's lines and closing sentences in both languages: none is empty, none has a torn place."""
    for told in (report, replace(report, lang="zh")):
        for person in report.standings["subject"].head(1):
            reasons = explanation(told, person).cells()["reason"]
            assert all(reasons.fill_null("").str.len_chars() > 0)
            assert all(closing(told, person))


def people_of(schemes: list[Any]) -> pl.DataFrame:
    """Two people under each scheme that holds on the month's last day."""
    rows = [
        {"kind": "person", "person_id": f"P{nth}{mark}",
         "name": "x", "department": f"d{nth}", "scheme": scheme["id"], "punches": True,
         "valid_from": date(2026, 1, 1), "valid_to": date(2026, 12, 31)}
        for nth, scheme in enumerate(schemes)
        if scheme["from"] <= str(MONTH.last) <= scheme.get("to", "9999-12-31")
        for mark in "ab"
    ]  # fmt: skip
    return of_rows(rows, PEOPLE)


def facts_of(checklists: list[Any]) -> Iterator[dict[str, Any]]:
    """Each item six times on P0a, small and big, with every level in turn; once on P0b."""
    items = {item["id"]: item for book in checklists for item in book["items"]}
    for nth, (name, item) in enumerate(sorted(items.items())):
        levels = [*item.get("levels", {}), None]
        for turn in range(7):
            yield {
                "fact_id": f"F{nth}-{turn}", "subject_kind": "person", "subject": "P0b" if turn == 6 else "P0a",
                "date": MONTH.first + timedelta(days=3 * turn), "at": 600, "origin": "inspection", "item": name,
                "outcome": "fail", "quantity": Decimal(turn % 3 + 1), "magnitude": Decimal(turn * turn * 3),
                "level": levels[turn % len(levels)], "chosen": Decimal(-turn) if turn % 2 else None,
                "sheet": f"S{turn}", "standing": "approved",
            }  # fmt: skip


def try_many(seeds: range) -> dict[str, int]:
    """How many mutants were refused and how many scored; the seed of one that raises is in its name."""
    counts = {"refused": 0, "scored": 0}
    for seed in seeds:
        try:
            outcome = outcome_of(*mutant(Random(seed)))
        except Exception as error:
            raise AssertionError(f"mutant {seed} raises") from error
        counts["refused" if isinstance(outcome, list) else "scored"] += 1
    return counts


def test_hundreds_of_mutants_are_refused_or_score() -> None:
    counts = try_many(range(QUICK))
    assert min(counts.values()) > QUICK // 10, counts


@pytest.mark.soak
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_thousands_of_mutants_are_refused_or_score(chunk: int) -> None:
    size = SOAK // CHUNKS
    counts = try_many(range(QUICK + chunk * size, QUICK + (chunk + 1) * size))
    assert sum(counts.values()) == size
