"""Where headings stand and what can be wrong with them."""

from inspect_cli.problems import Source
from inspect_cli.read.headings import blanks, duplicates, find_heading


def test_the_first_row_with_text_holds_the_headings() -> None:
    assert find_heading([["", ""], ["id", "name"], ["1", "a"]]) == 1
    assert find_heading([["id"], ["1"]]) == 0
    assert find_heading([["", ""]]) is None


def test_a_lone_cell_above_a_wider_row_is_a_title() -> None:
    assert find_heading([["October", "", ""], ["made by", "", ""], ["id", "name", "day"]]) == 2
    assert find_heading([["October", "", ""], ["id", "name", ""]]) == 0
    assert find_heading([["October", "", ""], *[["", "", ""]] * 9, ["id", "name", "day"]]) == 0


def test_headings_that_read_the_same_are_the_same() -> None:
    found = [problem.facts for problem in duplicates(["ID", "name", "ｉｄ", "Id ", ""], Source("t"), 1)]
    assert [(facts["first"], facts["second"]) for facts in found] == [("A", "C"), ("A", "D")]


def test_only_a_filled_column_needs_a_heading() -> None:
    found = list(blanks(["id", "", ""], [True, False, True], Source("t"), 4))
    assert [(problem.source.row, problem.source.column) for problem in found] == [(4, 3)]
