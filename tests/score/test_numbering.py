"""The numbers of questions: each its own, the same in every run, whatever else was answered."""

from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_cli.frames import DECISIONS, OUTCOMES, of_rows
from inspect_cli.months import Month
from inspect_cli.score import Scored, score_month
from tests.reference.months import CUT_OFFS, Played, RuleBook
from tests.score.frames_of import known_of
from tests.score.test_against_reference import NAMES, played_books

ABOUT = ("kind", "subject", "date", "item", "fact_id", "line_id")


def numbers(scored: Scored) -> dict[tuple[Any, ...], str]:
    """The number of each question but those of records, by what it is about."""
    asked = scored.questions.filter(pl.col("kind") != "record").select(*ABOUT, "question").rows()
    assert len({row[-1] for row in asked}) == len(asked)
    return {row[:-1]: row[-1] for row in asked}


def fitting(kind: str) -> tuple[str, ...]:
    """The outcomes that answer the kind; every item of attendance is one, and those of random rule books are many."""
    return OUTCOMES.get(kind, OUTCOMES["absent"])


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books, st.data())
def test_an_answer_moves_no_other_number(both: tuple[RuleBook, Played], data: st.DataObject) -> None:
    rules, played = both
    month = Month(NAMES[0], *CUT_OFFS[played.cut_off][0], played.cut_off)
    known = known_of(played.facts, played.people, rules.checklists, rules.schemes, month, rules.default_scheme)
    first = score_month(*known)
    answers = [
        {"about": row["question"], "outcome": data.draw(st.sampled_from(fitting(row["kind"]))), "value": row["low"]}
        for row in first.questions.unique("question").sort("question").iter_rows(named=True)
        if row["kind"] != "no-data" and data.draw(st.booleans())
    ]
    then = score_month(*known, of_rows(answers, DECISIONS))
    before, after = numbers(first), numbers(then)
    assert {about: after[about] for about in before if about in after} == {
        about: number for about, number in before.items() if about in after
    }
    told = {number: about for about, number in before.items()}
    assert all(told.get(number, about) == about for about, number in after.items())
