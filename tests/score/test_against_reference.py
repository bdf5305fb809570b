"""The columnar scorer and the plain one say the same of any month."""

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.reference.months import Played, RuleBook, months, rule_books
from tests.reference.scorer import Month, score_month
from tests.score.frames_of import lines_of, play

played_books = rule_books().flatmap(lambda rules: st.tuples(st.just(rules), months(rules)))


def expected_lines(month: Month) -> list[tuple[Any, ...]]:
    """What the reference's lines say."""
    return sorted(
        (line.subject, str(line.date), line.step, line.rule, line.fact_id or "", line.at_step or 0, line.side,
         line.points, line.yuan or Decimal(0), line.sanction or "", bool(line.terminal), line.needs or "",
         line.department or "")
        for line in month.lines
    )  # fmt: skip


def agree(rules: RuleBook, played: Played) -> None:
    """Both scorers give the same lines and standings."""
    reference = score_month(
        played.facts,
        played.people,
        rules.checklists,
        rules.schemes,
        played.first,
        played.last,
        rules.default_scheme,
        played.history,
        played.months,
    )
    real = play(
        played.facts,
        played.people,
        rules.checklists,
        rules.schemes,
        (played.first, played.last),
        rules.default_scheme,
        played.history,
        played.months,
    )
    assert lines_of(real) == expected_lines(reference)
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
            "status",
            "grade",
            "rank",
            "observed",
            "open",
        ):
            assert row[key] == getattr(standing, key), (subject, key)


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_both_scorers_agree_on_any_month(both: tuple[RuleBook, Played]) -> None:
    agree(*both)


@pytest.mark.soak
@settings(max_examples=2000, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_both_scorers_agree_on_thousands_of_months(both: tuple[RuleBook, Played]) -> None:
    agree(*both)
