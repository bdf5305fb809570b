"""A figure is a value, or a share in percent; neither both nor a share of nothing."""

from decimal import Decimal

import polars as pl
import pytest

from inspect_cli.derive.metrics import derive_metrics
from inspect_cli.frames import PEOPLE, empty
from inspect_cli.problems import Problem

from .given import book_of, checklist, people_of, records

BOOK = checklist(
    {"id": "known", "unit": "percent", "limit": {"atleast": "95", "points": "-1"}},
    {"id": "mastery", "unit": "percent", "bands": [{"below": "25", "tenure": {"atleast": 3}, "points": "-1"}]},
    kind="metric",
)
STAFF = """
    person_id,name,department,hired
    E1,Wang,desk,2026-01-01
    E2,Zhang,desk,
"""


def figures(line: str) -> tuple[pl.DataFrame, list[Problem]]:
    text = f"date,item,person_id,value,numerator,denominator,record_id,status\n{line}"
    return derive_metrics(records("metrics", text), pl.DataFrame(), people_of(STAFF), empty(PEOPLE), book_of(BOOK))


@pytest.mark.parametrize(
    ("cells", "magnitude"),
    [
        ("96.5,,", "96.5"),
        (",57,60", "95"),
        (",2,3", "66.6667"),
        (",-1,8", "-12.5"),
        (",1,800000", "0.0001"),
        ("0,,", "0"),
    ],
)
def test_a_figure_is_its_value_or_its_share_in_percent(cells: str, magnitude: str) -> None:
    facts, problems = figures(f"2026-10-31,known,E1,{cells},K-1,")
    assert problems == []
    (fact,) = facts.rows(named=True)
    said = {"fact_id": "K-1", "origin": "metric", "outcome": "event", "magnitude": Decimal(magnitude)}
    assert {key: fact[key] for key in said} == said


@pytest.mark.parametrize("cells", ["96,57,60", "96,57,", ",57,", ",,60", ",,"])
def test_a_figure_is_said_in_one_way(cells: str) -> None:
    facts, problems = figures(f"2026-10-31,known,E1,{cells},,")
    assert facts.is_empty()
    assert [problem.code for problem in problems] == ["value-or-share"]


@pytest.mark.parametrize("cells", [",3,0", ",3,-5", ",999999999,0.0001"])
def test_a_share_of_nothing_is_no_figure(cells: str) -> None:
    facts, problems = figures(f"2026-10-31,known,E1,{cells},,")
    assert facts.is_empty()
    assert [problem.code for problem in problems] == ["share-of-nothing"]


def test_who_has_no_day_of_hiring_is_named_where_the_target_depends_on_it() -> None:
    assert figures("2026-10-31,mastery,E1,20,,,,")[1] == []
    facts, problems = figures("2026-10-31,mastery,E2,20,,,,")
    assert facts.height == 1
    assert [(problem.code, problem.is_note) for problem in problems] == [("service-unknown", True)]
