"""A rule book narrowed to the schemes in use keeps theirs and forgets what only others use."""

import polars as pl
import pytest

from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.compile import compile_rules


def checklist(name: str, item: str) -> dict[str, object]:
    both = {"en": "reading", "zh": "看书"}
    return {
        "id": name, "version": "1", "from": "2026-01-01", "kind": "inspection", "title": both,
        "sections": [{"id": "s", "title": both}],
        "items": [
            {"id": item, "section": "s", "title": both, "standard": both, "object": "person", "frequency": "each",
             "basis": "example", "each": {"points": "-1"}}
        ],
    }  # fmt: skip


def scheme(name: str, *checklists: str) -> dict[str, object]:
    both = {"en": name, "zh": name}
    return {
        "id": name, "version": "1", "from": "2026-01-01", "title": both, "base": "100",
        "checklists": checklists, "bands": [{"grade": "A", "title": both}],
    }  # fmt: skip


@pytest.fixture
def book() -> RuleBook:
    checklists = [
        checklist("desk", "D-1"),
        checklist("shop", "S-1"),
        checklist("shared", "X-1"),
        checklist("spare", "Y-1"),
    ]
    return compile_rules(checklists, [scheme("hotel", "desk", "shared"), scheme("mall", "shop", "shared")])


def words(book: RuleBook) -> list[str]:
    return sorted(book.names.filter(pl.col("name") == "看书")["item"])


def test_a_word_means_what_it_means_in_the_schemes_in_use(book: RuleBook) -> None:
    assert words(book) == ["D-1", "S-1", "X-1", "Y-1"]
    assert words(book.of_schemes({"hotel"})) == ["D-1", "X-1", "Y-1"]
    assert [scheme.id for scheme in book.of_schemes({"hotel"}).schemes] == ["hotel"]


def test_what_no_scheme_uses_stays(book: RuleBook) -> None:
    assert words(book.of_schemes(set())) == ["Y-1"]


def test_all_schemes_are_the_whole_book(book: RuleBook) -> None:
    whole = book.of_schemes({"hotel", "mall"})
    assert whole.items.equals(book.items)
    assert whole.scheme_items.equals(book.scheme_items)
