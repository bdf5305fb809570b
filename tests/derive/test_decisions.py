"""Decisions: which year's question a number means, and what is decided twice."""

import pytest

from inspect_cli.derive.decisions import derive_decisions
from inspect_cli.months import business_month

from .given import OCTOBER, records, refused


def about(*rows: str, month: str = "2026-10") -> list[str]:
    """The numbers that are about the month."""
    text = "\n".join(["about,date,outcome,decided_on", *rows])
    found, problems = derive_decisions(records("decisions", text), business_month(month))
    assert problems == []
    return found["about"].to_list()


@pytest.mark.parametrize(
    ("decided_on", "years"),
    [
        ("2026-11-02", ["2026-10"]),
        ("2026-10-12", ["2026-10"]),
        ("2026-09-14", ["2026-10"]),
        ("2026-09-13", ["2025-10"]),
        ("2027-09-13", ["2026-10"]),
        ("2027-09-14", ["2027-10"]),
        ("", ["2025-10", "2026-10", "2027-10"]),
    ],
)
def test_the_day_of_the_decision_says_of_which_year_the_question_is(decided_on: str, years: list[str]) -> None:
    row = f"Q-1015-01,,excuse,{decided_on}"
    assert [month for month in ("2025-10", "2026-10", "2027-10") if about(row, month=month)] == years


def test_the_date_of_the_question_says_it_better() -> None:
    row = "Q-1015-01,2025-10-15,excuse,2026-12-01"
    assert about(row) == []
    assert about(row, month="2025-10") == ["Q-1015-01"]


def test_a_number_of_another_month_is_passed_over_and_a_record_is_not() -> None:
    rows = ("Q-1115-01,,excuse,", "C-007,,approve,2020-01-01", "Q-1031-01,,excuse,2026-10-02")
    assert about(*rows) == ["C-007", "Q-1031-01"]


def test_a_day_that_only_leap_years_have() -> None:
    row = "Q-0229-01,,excuse,2028-03-02"
    assert about(row, month="2028-02") == ["Q-0229-01"]
    assert about(row, month="2027-02") == []


def test_the_same_number_of_two_years_is_not_decided_twice() -> None:
    rows = ["about,outcome,decided_on", "Q-1015-01,excuse,2026-11-02", "Q-1015-01,confirm,2027-11-02"]
    found, problems = derive_decisions(records("decisions", "\n".join(rows)), OCTOBER)
    assert (found["outcome"].to_list(), problems) == (["excuse"], [])
    rows.append("Q-1015-01,confirm,2026-11-05")
    found, problems = derive_decisions(records("decisions", "\n".join(rows)), OCTOBER)
    assert refused(problems) == [("decided-twice", "decisions.csv:4:1")]
