"""The strategies draw rule books that the schemas allow, and months that the reference scorer can play."""

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, FormatChecker

from .months import Played, RuleBook, months, rule_books
from .scorer import Month, score_month

SCHEMAS = Path(__file__).parents[2] / "schemas"
played_books = rule_books().flatmap(lambda rules: st.tuples(st.just(rules), months(rules)))
many = settings(max_examples=200, deadline=None, database=None, suppress_health_check=[HealthCheck.too_slow])


def validator(name: str) -> Draft202012Validator:
    """The validator of one schema."""
    text = (SCHEMAS / f"{name}.schema.json").read_text(encoding="utf-8")
    return Draft202012Validator(json.loads(text), format_checker=FormatChecker())


CHECKLIST, SCHEME = validator("checklist"), validator("scheme")


def play(rules: RuleBook, drawn: Played) -> Month:
    """The reference scorer's November, after its October."""
    rest = (drawn.facts, drawn.people, rules.checklists, rules.schemes)
    october = score_month(*rest, *drawn.earlier, rules.default_scheme, "2026-10")
    return score_month(*rest, drawn.first, drawn.last, rules.default_scheme, "2026-11", october.past)


@many
@given(rule_books())
def test_rule_books_are_valid(rules: RuleBook) -> None:
    for book in rules.checklists:
        CHECKLIST.validate(book)
        named = {one["id"] for one in book["items"]}
        lists = [*book.get("quotas", []), *book.get("counters", [])]
        assert {name for one in lists for name in one["items"]} <= named
        assert {one["then"] for one in book.get("quotas", []) if "then" in one} <= named
        assert {band["item"] for one in book["items"] for band in one.get("becomes", [])} <= named
    for scheme in rules.schemes:
        SCHEME.validate(scheme)


@many
@given(played_books)
def test_the_reference_scorer_plays_every_month(drawn: tuple[RuleBook, Played]) -> None:
    month = play(*drawn)
    assert len({fact["fact_id"] for fact in drawn[1].facts}) == len(drawn[1].facts)
    for subject, one in month.standings.items():
        own = [line for line in month.lines if line.subject == subject]
        assert one.deductions + one.bonuses == sum((line.points for line in own), Decimal(0))
        assert one.score is None or one.score == one.base + one.deductions + one.bonuses
        assert all(line.points or line.needs or line.yuan or line.step in ("event", "also", "transfer") for line in own)


@many
@given(played_books, st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(drawn: tuple[RuleBook, Played], lot: object) -> None:
    rules, played = drawn
    facts, people = list(played.facts), list(played.people)
    lot.shuffle(facts)  # type: ignore[attr-defined]
    lot.shuffle(people)  # type: ignore[attr-defined]
    again = play(rules, replace(played, facts=facts, people=people))
    assert again.standings == play(rules, played).standings
