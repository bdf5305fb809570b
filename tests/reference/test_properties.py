"""Every property of a rule book is drawn by lot and so held by both scorers, or stands here with the reason."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from .drawn_pay import pay
from .months import RuleBook, rule_books
from .properties import declared, used

ROOT = Path(__file__).parents[2]
ELSEWHERE = {
    "checklist": {
        "$schema": "for editors",
        "item after_hours": "settled before facts are scored: tests/derive/test_findings.py",
        "item shared": "settled before facts are scored: tests/derive/test_findings.py",
        "item once_per": "settled before facts are scored: tests/derive/test_findings.py",
    },
    "scheme": {
        "$schema": "for editors",
        "answers": "settled before facts are scored: tests/derive/test_attendance.py",
    },
}
"""Properties, and all below them, that the random rule books leave out."""


LOTS = settings(
    max_examples=250, derandomize=True, deadline=None, database=None, phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)  # fmt: skip


def schema(name: str) -> dict[str, Any]:
    """One of the schemas of rule books."""
    return dict(json.loads((ROOT / "schemas" / f"{name}.schema.json").read_text("utf-8")))


def left_out(name: str, place: str) -> bool:
    """Whether the place lies at or below one that stands in the list."""
    return any(place == each or place.startswith((f"{each} ", f"{each}.")) for each in ELSEWHERE[name])


@pytest.mark.parametrize("name", ELSEWHERE)
def test_what_is_left_out_is_a_property(name: str) -> None:
    places = declared(schema(name))
    assert [each for each in ELSEWHERE[name] if not any(left_out(name, place) for place in places)] == []
    assert all((ROOT / reason.split(": ")[1]).exists() for reason in ELSEWHERE[name].values() if ": " in reason)
    assert all(any(place == each or place.startswith(f"{each} ") for place in places) for each in ELSEWHERE[name])


def test_every_property_of_a_rule_book_is_drawn() -> None:
    schemas = {name: schema(name) for name in ELSEWHERE}
    drawn: dict[str, set[str]] = {name: set() for name in ELSEWHERE}

    @LOTS
    @given(rule_books())
    def draw(rules: RuleBook) -> None:
        for name, documents in (("checklist", rules.checklists), ("scheme", rules.schemes)):
            drawn[name].update(*(used(schemas[name], document) for document in documents))

    @LOTS
    @given(pay(["one", "two", "three", "four"], "person"))
    def draw_pay(rules: dict[str, Any]) -> None:
        drawn["scheme"].update(used(schemas["scheme"], {"pay": rules}))

    draw()
    assert "pay" in drawn["scheme"]
    draw_pay()  # the rare ones among the rules of money of all those books
    for name, places in drawn.items():
        missing = {place for place in declared(schemas[name]) if not left_out(name, place)} - places
        assert missing == set(), f"{name}: no random rule book has these; tests/reference/months.py draws them"
        assert {place for place in places if left_out(name, place)} == set(), f"{name}: drawn, and no longer left out"
