"""The columnar scorer and the plain one say the same of any month."""

from dataclasses import asdict, replace
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from inspect_cli.frames import PAST_STANDINGS, of_rows, shape
from inspect_cli.months import Month
from inspect_cli.score import History, Scored
from tests.reference.months import CUT_OFFS, Played, RuleBook, months, rule_books
from tests.reference.scorer import Month as ReferenceMonth
from tests.reference.scorer import score_month
from tests.score.frames_of import lines_of, play, remembered, together

NAMES = ("2026-10", "2026-11")

played_books = rule_books().flatmap(lambda rules: st.tuples(st.just(rules), months(rules)))


def expected_lines(month: ReferenceMonth) -> list[tuple[Any, ...]]:
    """What the reference's lines say."""
    return together(
        (line.subject, str(line.date), line.step, line.rule, line.fact_id or "", line.at_step or 0, line.side,
         line.points, line.yuan or Decimal(0), line.sanction or "", bool(line.terminal), line.needs or "",
         line.department or "")
        for line in month.lines
    )  # fmt: skip


def agree(rules: RuleBook, played: Played) -> None:
    """Both scorers give the same lines and standings of October, and of November with what October left.

    What still earlier months left is drawn; no facts of them are at hand.
    """
    months = [Month(name, *days, played.cut_off) for name, days in zip(NAMES, CUT_OFFS[played.cut_off], strict=True)]
    past, owed, standings = None, None, list(played.history)
    history = History(sorted(played.months), standings=of_rows(standings, PAST_STANDINGS))
    for month in months:
        rest = (played.facts, played.people, rules.checklists, rules.schemes)
        reference = score_month(
            *rest, month.first, month.last, rules.default_scheme, month.name, past, standings, history.months,
            played.planned, played.answered, owed,
        )  # fmt: skip
        real = play(*rest, month, rules.default_scheme, history, played.planned, played.answered)
        say_the_same(real, reference)
        past, owed = reference.past, reference.owed
        standings += [{"month": month.name, **asdict(one)} for one in reference.standings.values()]
        left = real.standings.with_columns(month=pl.lit(month.name))
        history = replace(
            remembered(real, month),
            months=[*history.months, month.name],
            standings=pl.concat([history.standings, shape(left, PAST_STANDINGS)]),
            balances=real.balances,
        )


def say_the_same(real: Scored, reference: ReferenceMonth) -> None:
    """The same lines and standings."""
    assert lines_of(real) == expected_lines(reference)
    owed = {(row["subject"], row["since"]): -row["yuan"] for row in real.balances.iter_rows(named=True)}
    assert owed == {(who, since): yuan for who, months in reference.owed.items() for since, yuan in months.items()}
    standings = {row["subject"]: row for row in real.standings.iter_rows(named=True)}
    assert sorted(standings) == sorted(reference.standings)
    for subject, standing in reference.standings.items():
        row = standings[subject]
        for key in (
            "scheme",
            "department",
            "base",
            "deductions",
            "bonuses",
            "score",
            "graded",
            "recovered",
            "status",
            "grade",
            "rank",
            "observed",
            "open",
        ):
            assert row[key] == getattr(standing, key), (subject, key)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_both_scorers_agree_on_any_month(both: tuple[RuleBook, Played]) -> None:
    agree(*both)


@pytest.mark.soak
@pytest.mark.parametrize("lot", range(4))
def test_both_scorers_agree_on_two_thousand_months(lot: int) -> None:
    @seed(lot)
    @settings(max_examples=250, database=None, deadline=None, suppress_health_check=list(HealthCheck))
    @given(played_books)
    def agree_on_both_months(both: tuple[RuleBook, Played]) -> None:
        agree(*both)

    agree_on_both_months()
