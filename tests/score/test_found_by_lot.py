"""Months about which the two scorers once disagreed, made small: each is kept with what the rule text says of it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from inspect_cli.months import Month
from inspect_cli.score import Scored
from tests.reference.test_worked_examples import checklist, fact, item, scheme
from tests.reference.test_worked_examples import person as somebody
from tests.score.frames_of import play
from tests.score.test_against_reference import expected_lines, lines_of, score_month

D = Decimal
NOVEMBER = Month("2026-11", date(2026, 11, 1), date(2026, 11, 30))


def person(name: str = "P1", **more: Any) -> dict[str, Any]:
    """Someone employed for ever."""
    return somebody(name, **{"valid_to": date(9999, 12, 31), **more})


def played(
    facts: Sequence[dict[str, Any]], book: dict[str, Any], rules: dict[str, Any],
    people: Sequence[dict[str, Any]] = (person(),), answered: str = "nothing",
) -> Scored:  # fmt: skip
    """November by the program, after the plain scorer has said the same of it."""
    known = (list(facts), list(people), [book], [rules])
    scored = play(*known, NOVEMBER, "scheme", answered=answered)
    reference = score_month(*known, NOVEMBER.first, NOVEMBER.last, "scheme", answered=answered)
    assert lines_of(scored) == expected_lines(reference)
    return scored


def test_two_steps_that_one_fact_reaches_are_two_lines_and_their_approval_doubles_none() -> None:
    # 4 at once in a window that rolls: the step of 2 is met at 2 and 3 (-2), the step of 4 once (-5)
    steps = [{"at": 2, "points": "-1", "sanction": "warning"}, {"at": 4, "points": "-5", "sanction": "warning"}]
    counter = {"id": "c", "items": ["a"], "per": {"days": 2}, "again": "each", "steps": steps}
    book = checklist(item("a"), counters=[counter])
    scored = played([fact("F1", "a", 2, "4")], book, scheme(), answered="approvals")
    assert sorted(scored.adjustments["line_id"]) == ["P1/c/F1/3", "P1/c/F1/4"]
    assert scored.standings["score"].to_list() == [D(93)]
