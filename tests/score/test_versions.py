"""What rules are changed into later leaves the months before as they were."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_cli.months import Month
from inspect_cli.score import Scored
from tests.reference.months import CUT_OFFS, Played, Row, RuleBook, months, rule_books
from tests.score.frames_of import play

played_books = rule_books(changing=True).flatmap(lambda rules: st.tuples(st.just(rules), months(rules)))


def first_versions(files: list[Row]) -> list[Row]:
    """The files as they were before anybody thought of a second version."""
    return [{key: value for key, value in each.items() if key != "to"} for each in files if each["version"] == "1.0"]


def october(rules: RuleBook, played: Played) -> Scored:
    """October, before every change of the rules."""
    month = Month("2026-10", *CUT_OFFS[played.cut_off][0], played.cut_off)
    return play(played.facts, played.people, rules.checklists, rules.schemes, month, rules.default_scheme)


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_a_month_before_the_rules_changed_is_scored_as_if_they_never_had(both: tuple[RuleBook, Played]) -> None:
    rules, played = both
    before = replace(rules, checklists=first_versions(rules.checklists), schemes=first_versions(rules.schemes))
    then, now = october(before, played), october(rules, played)
    for name in ("adjustments", "standings", "questions", "evidence", "balances"):
        assert getattr(then, name).equals(getattr(now, name)), name
