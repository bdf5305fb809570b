"""A problem is a place, a fact and a remedy; whatever was handed in is made safe to show."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.plan_texts import PLAN_TEXTS
from inspect_cli.problem_texts import DID_YOU_MEAN, TEXTS
from inspect_cli.problems import COSTS_NOTHING, Problem, Source, column_letters, fill, shown
from inspect_cli.row_texts import ROW_TEXTS
from inspect_cli.rule_texts import RULE_TEXTS

LEVELS = {"refused", "usage", "io", "refused-by-state", "set-aside", "known", "note"}


def same(text: str) -> str:
    return text


@pytest.mark.parametrize(
    ("source", "place"),
    [
        (Source("a.csv"), "a.csv"),
        (Source("a.csv", row=17), "a.csv:17"),
        (Source("a.csv", row=17, column=4), "a.csv:17:4"),
        (Source("b.xlsx", "10月", 17, 3), "b.xlsx:10月!C17"),
        (Source("b.xlsx", "10月", 17), "b.xlsx:10月!17"),
        (Source("b.xlsx", "10月"), "b.xlsx:10月"),
        (Source("rules/patrol.json", path="$.items[3].each"), "rules/patrol.json:$.items[3].each"),
        (Source("patrol.json", path="$.items[3].each", element="PA-04"), "patrol.json:$.items[3].each (PA-04)"),
        (Source("bad\nname.csv", row=1), "bad\\nname.csv:1"),
    ],
)
def test_a_place_is_what_an_editor_opens_or_a_spreadsheet_shows(source: Source, place: str) -> None:
    assert source.place() == place


@pytest.mark.parametrize(
    ("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA"), (16384, "XFD"), (None, "")]
)
def test_columns_are_named_as_in_a_spreadsheet(number: int | None, letters: str) -> None:
    assert column_letters(number) == letters


@pytest.mark.parametrize(
    ("value", "safe"),
    [
        ("王伟", "王伟"),
        ("a\nb\tc", "a\\nb\\tc"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("\u202eelif", "\\u202eelif"),
        ("\u200b", "\\u200b"),
        ("x" * 60, "x" * 60),
        ("x" * 61, "x" * 59 + "…"),
    ],
)
def test_values_are_escaped_and_cut(value: str, safe: str) -> None:
    assert shown(value) == safe


@given(st.text())
def test_whatever_is_shown_is_one_printable_line_of_limited_length(value: str) -> None:
    safe = shown(value)
    assert safe.isprintable() and len(safe) <= 60


@given(st.text())
def test_braces_in_a_value_are_only_braces(value: str) -> None:
    assert fill("there is no {what} {value}", {"what": "item", "value": "{" + value}).startswith("there is no item {")


def test_two_lines_a_problem() -> None:
    problem = Problem(
        "unknown-person", Source("a.csv", row=17, column=4), {"value": "E0041", "what": "staff number", "near": "E0014"}
    )
    first, second = problem.lines(same).splitlines()
    assert first == f"a.csv:17:4: unknown-person: {problem.sentence(same)}"
    assert "E0041" in first
    assert second == f"    hint: {problem.hint(same)}"
    assert second.startswith("    hint: did you mean E0014?")


def test_a_problem_without_a_remedy_is_one_line() -> None:
    code = next(code for code, text in TEXTS.items() if not text.hint)
    assert "\n" not in Problem(code, Source("a.csv"), {"heading": "h"}).lines(same)


def test_a_problem_speaks_the_readers_language() -> None:
    assert Problem("no-rows", Source("a.csv")).sentence(lambda text: f"<{text}>") == f"<{TEXTS['no-rows'].text}>"


@pytest.mark.parametrize("code", sorted(TEXTS))
def test_every_text_is_well_formed(code: str) -> None:
    text = TEXTS[code]
    assert text.level in LEVELS
    assert code == code.lower() and set(code) <= set(string.ascii_lowercase + string.digits + "-")
    assert not text.text.endswith((".", "\n", " ")) and not text.hint.endswith((".", "\n", " "))
    for template in (text.text, text.hint, DID_YOU_MEAN):
        names = [name for _, name, _, _ in string.Formatter().parse(template) if name is not None]
        assert all(name.isidentifier() for name in names)


def test_no_code_has_two_texts() -> None:
    parts = (ROW_TEXTS, PLAN_TEXTS, RULE_TEXTS)
    codes = [code for part in parts for code in part]
    assert len(codes) == len(set(codes))
    assert set(codes) <= set(TEXTS)
    assert all(TEXTS[code] is text for part in parts for code, text in part.items())


@pytest.mark.parametrize(
    ("code", "level"),
    [
        ("no-rows", "note"),
        ("bad-month", "usage"),
        ("no-such-file", "io"),
        ("bad-date", "refused"),
        ("clock-damage", "set-aside"),
    ],
)
def test_a_problem_is_as_grave_as_its_code(code: str, level: str) -> None:
    problem = Problem(code, Source("x"))
    assert (problem.level, problem.is_note) == (level, level in COSTS_NOTHING)
