"""The terminal: aligned in Chinese too, as wide as it may be, nothing in it but text."""

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.frames import Table
from inspect_cli.write.terminal import cut, display_width, fitted, folded_at, to_terminal

MakeTable = Callable[..., Table]

EXPECTED = """\
部门分数
2026-11 (10-25 … 11-24)

person_id列  name列    points列
-----------  --------  --------
1E5          张伟         -5.00
007          Zoë Wang      0.50
"""


def test_columns_align_where_chinese_takes_two_columns(make_table: MakeTable) -> None:
    table = make_table(
        {"person_id": "text", "name": "text", "points": "points"},
        [("1E5", "张伟", Decimal("-5")), ("007", "Zoë Wang", Decimal("0.5"))],
        titles=("Points", "部门分数"),
        notes=["2026-11 (10-25 … 11-24)"],
    )
    assert to_terminal(table, lang="zh") == EXPECTED


def test_every_row_of_numbers_ends_in_the_same_column(make_table: MakeTable) -> None:
    names = ["张伟", "Zoë", "ｆｕｌｌ", "한글", "e\u0301", "👩‍👧", "𠮷野"]
    table = make_table({"name": "text", "points": "points"}, [(name, Decimal(-1)) for name in names])
    rows = to_terminal(table, lang="en").splitlines()[2:]
    assert len({display_width(row) for row in rows}) == 1


def test_words_give_way_until_the_lines_fit(lines: Table) -> None:
    wide = replace(lines, frame=lines.frame.with_columns(note=lines.frame["note"].fill_null("备注" * 60)))
    text = to_terminal(wide, lang="zh", width=118)
    assert all(display_width(line) <= 118 for line in text.splitlines())
    assert "…\n" in text


def test_numbers_and_ids_are_never_cut(lines: Table) -> None:
    text = to_terminal(lines, lang="en", width=10)
    for whole in ("-5/2026-11/1", "007/2026-11/1", "-1234.50", "102.50", "2026-11-03", "张伟"):
        assert whole in text


def test_a_note_cannot_command_the_terminal(make_table: MakeTable) -> None:
    note = "\x1b[2J\x07\x9b31m\u202e\nnext"
    text = to_terminal(make_table({"note": "text"}, [(note,)], notes=[note]), lang="en")
    assert r"\x1b[2J\x07\x9b31m\u202e\nnext" in text
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)


def test_colours_are_there_only_when_wanted_and_move_nothing(lines: Table) -> None:
    plain, coloured = to_terminal(lines, lang="en"), to_terminal(lines, lang="en", colour=True)
    assert "\x1b" not in plain
    assert "\x1b[31m-5.00\x1b[0m" in coloured
    assert "\x1b[32m2.50\x1b[0m" in coloured
    assert "\x1b[32m95.00" not in coloured
    assert re.sub(r"\x1b\[[0-9]+m", "", coloured) == plain


@pytest.mark.parametrize(("lang", "said"), [("en", "(no rows)"), ("zh", "（没有记录）")])
def test_a_table_without_rows_says_so(lines: Table, lang: str, said: str) -> None:
    assert to_terminal(replace(lines, frame=lines.frame.clear()), lang=lang).endswith(f"{said}\n")


@given(st.text(), st.integers(1, 20))
def test_cut_text_fits_its_room(text: str, room: int) -> None:
    assert display_width(cut(text, room)) <= max(room, 1)


def test_the_widest_words_give_way_first() -> None:
    assert fitted([10, 40, 20], [1, 2], 50) == [10, 20, 20]
    assert fitted([10, 40, 20], [], 50) == [10, 40, 20]
    assert fitted([10, 40, 20], [1, 2], 5) == [10, 6, 6]


@given(st.text(st.sampled_from("abc ，。张伟 "), max_size=40), st.integers(2, 20))
def test_words_that_go_on_below_lose_nothing_but_spaces(text: str, room: int) -> None:
    lines = folded_at(text, room).split("\n")
    assert all(display_width(line) <= room for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_whole_table_is_no_wider_than_the_terminal(make_table: MakeTable) -> None:
    table = make_table({"name": "text", "note": "text"}, [("张伟", "本月第 3 次：另计 -2，警告；本月第 5 次：另计 -3")])
    shown = to_terminal(table, lang="zh", width=30, whole=True)
    assert "…" not in shown
    assert max(map(display_width, shown.splitlines())) <= 30


def test_columns_without_a_filled_cell_are_left_out(make_table: MakeTable) -> None:
    table = make_table({"name": "text", "note": "text"}, [("张伟", None), ("王丽", None)])
    assert [heading.key for heading in table.filled().headings] == ["name"]
