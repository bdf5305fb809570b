"""What rules are changed into later leaves the months before as they were."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_cli.months import Month
from inspect_cli.score import Scored
from tests.reference.months import CUT_OFFS, Played, Row, RuleBook, months, rule_books
from tests.reference.test_worked_examples import checklist, fact, item, person, scheme
from tests.score.frames_of import lines_of, play

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


def test_an_item_a_rounding_and_yuan_of_a_later_version_do_not_count_before_it() -> None:
    books = [
        checklist(item("A", each={"points": "-0.4", "yuan": "-5"})),
        checklist(item("B", each={"points": "-1"}), id="other"),
    ]
    before = scheme(round="1", money=False, to="2026-10-31")
    after = scheme(**{"version": "2.0", "from": "2026-11-01", "checklists": ["list", "other"]})
    month = Month("2026-10", date(2026, 10, 1), date(2026, 10, 31))
    seen = [{**fact(f"F{name}", name, 2), "date": date(2026, 10, 2)} for name in "AB"]
    staff = [{**person(), "valid_from": date(2026, 1, 1), "valid_to": date(9999, 12, 31)}]
    alone = play(seen, staff, books, [scheme(round="1", money=False)], month, "scheme")
    scored = play(seen, staff, books, [before, after], month, "scheme")
    assert lines_of(scored) == lines_of(alone)
    assert [(line[3], line[7], line[8]) for line in lines_of(scored)] == [("A", Decimal(0), Decimal(0))]


def test_what_an_item_can_lose_in_a_later_version_does_not_weigh_before_it() -> None:
    cap = {"id": "A-cap", "per": "month"}
    first = checklist(item("A", each={"points": "-2"}, cap={**cap, "points": "-10"}), to="2026-10-31")
    second = {"version": "2.0", "from": "2026-11-01"}
    later = checklist(item("A", each={"points": "-2"}, cap={**cap, "points": "-4"}), **second)
    section = {
        "id": "half", "title": {"zh": "一半", "en": "Half"}, "weight": "50", "items": ["A"], "by": "deductions",
    }  # fmt: skip
    month = Month("2026-10", date(2026, 10, 1), date(2026, 10, 31))
    seen = [{**fact("F1", "A", 2), "date": date(2026, 10, 2)}]
    staff = [{**person(), "valid_from": date(2026, 1, 1), "valid_to": date(9999, 12, 31)}]
    scored = play(seen, staff, [first, later], [scheme(sections=[section])], month, "scheme")
    assert scored.standings["deductions"].to_list() == [Decimal(-10)]  # 2 of 10 lost: a fifth of 50
