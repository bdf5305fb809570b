"""A month that closes: nothing stays open, and what nobody answered falls as the scheme says."""

from typing import Any

import polars as pl
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_cli.frames import DECISIONS, empty
from inspect_cli.months import Month
from inspect_cli.score import Scored, score_as_closed, score_month
from tests.derive.given import book_of
from tests.reference.months import Played, RuleBook, months, rule_books

from .frames_of import known_of

played_books = rule_books().flatmap(lambda rules: st.tuples(st.just(rules), months(rules)))


def both(rules: RuleBook, played: Played, unanswered: Any) -> tuple[pl.DataFrame, Scored, Scored]:
    """The facts, the month as it stands, and as it closes."""
    schemes = [{**scheme, "unanswered": unanswered} for scheme in rules.schemes]
    month = Month("2026-11", played.first, played.last)
    known = known_of(played.facts, played.people, rules.checklists, schemes, month, rules.default_scheme)
    return known[0], score_month(*known), score_as_closed(*known, empty(DECISIONS))


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books, st.sampled_from(["excuse", "confirm"]))
def test_a_closed_month_has_nothing_open(one: tuple[RuleBook, Played], word: str) -> None:
    facts, now, closed = both(*one, word)
    assert closed.questions["outcome"].null_count() == 0
    assert "provisional" not in closed.standings["status"].to_list()
    assert closed.standings["open"].sum() == 0
    assert closed.adjustments["sanction"].null_count() == closed.adjustments.height
    of_facts = pl.col("kind").is_in(["absent", "missing-punch", "not-at-work", "record"])
    priced = facts.filter(pl.col("outcome").is_in(["event", "fail"]))
    asked = now.questions.filter(of_facts).join(priced, on="fact_id", how="semi")
    counted = set(closed.settled["fact_id"].str.strip_suffix("~over"))
    for fact_id in asked["fact_id"]:
        assert (fact_id in counted) == (word == "confirm")


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_what_falls_is_what_the_question_said(one: tuple[RuleBook, Played]) -> None:
    _, _, closed = both(*one, {"record": "confirm"})
    fell = closed.questions.filter(pl.col("kind") != "choice")
    assert fell["outcome"].to_list() == fell["unanswered"].to_list()
    choices = closed.questions.filter(pl.col("kind") == "choice")
    assert set(choices["outcome"]) <= {"choose"}
    assert choices["value"].sum() == 0


def test_nothing_said_is_excused() -> None:
    (scheme,) = book_of().schemes
    assert set(scheme.unanswered.values()) == {"excuse"}
    (scheme,) = book_of(unanswered={"absent": "confirm"}).schemes
    assert (scheme.unanswered["absent"], scheme.unanswered["record"]) == ("confirm", "excuse")
