"""Old workbooks (XLS): what calamine leaves out is found in their records, and a damaged one is one problem."""

import random
from pathlib import Path
from struct import pack

import pytest

from inspect_cli.problems import Source
from inspect_cli.read.biff import look_into_old
from inspect_cli.read.options import Options
from inspect_cli.read.workbook import read

OLD = (Path(__file__).parent / "samples" / "old.xls").read_bytes()
"""Written by LibreOffice: 7 shown as 007 in B4, 100000 as 1.00E+05 in B5, #DIV/0! in E6, -5 as a date in A8."""


def test_errors_shown_digits_and_hidden_rows_are_found_where_they_stand() -> None:
    marks, problem = look_into_old(OLD, Source("b.xls"))
    assert problem is None
    assert marks["S"].cells == {(4, 2): "007", (5, 2): "1.00E+05", (6, 5): "#DIV/0!", (8, 1): "-5"}
    assert marks["S"].hidden == {3}


def test_the_rows_say_so() -> None:
    tables, problems = read(OLD, Source("b.xls"), Options())
    assert [rows.source.sheet for rows in tables] == ["S", "hid"]
    assert tables[0].cells["c2"].to_list()[:4] == ["E0011", "E0014", "007", "1.00E+05"]
    assert [(problem.code, problem.source.place()) for problem in problems] == [
        ("error-cell", "b.xls:S!E6"),
        ("digits-lost", "b.xls:S!B9"),
        ("hidden-rows", "b.xls:S!3"),
        ("hidden-sheet", "b.xls:hid"),
    ]


@pytest.mark.parametrize(("result", "code"), [(bytes(8), "never-calculated"), (pack("<d", 3), None)])
def test_a_formula_that_waits_for_the_workbook_to_be_opened_was_never_calculated(
    result: bytes, code: str | None
) -> None:
    at = OLD.index(pack("<HH", 5, 4), OLD.index(b"\x06\0"))
    assert OLD[at + 6 : at + 14] == b"\x02\0\x07\0\0\0\xff\xff", "the formula of E6, whose result is #DIV/0!"
    waiting = OLD[: at + 6] + result + pack("<H", 2) + OLD[at + 16 :]
    codes = [problem.code for problem in read(waiting, Source("b.xls"), Options())[1] if problem.source.row == 6]
    assert codes == ([code] if code else [])


@pytest.mark.parametrize("said", [(9, 4, 0, 5), (0, 2**32 - 1, 0, 5), (0, 9, 0, 60_000)])
def test_a_sheet_that_says_it_reaches_beyond_its_format_is_damaged(said: tuple[int, int, int, int]) -> None:
    at = OLD.index(pack("<HH", 0x0200, 14)) + 4
    damaged = OLD[:at] + pack("<IIHH", *said) + OLD[at + 12 :]
    assert [problem.code for problem in read(damaged, Source("b.xls"), Options())[1]] == ["damaged-workbook"]


@pytest.mark.parametrize("length", range(600, len(OLD), 499))
def test_one_that_is_cut_off_is_one_problem(length: int) -> None:
    assert [problem.code for problem in read(OLD[:length], Source("b.xls"), Options())[1]] == ["damaged-workbook"]


@pytest.mark.parametrize("seed", range(60))
def test_damaged_bytes_never_raise(seed: int) -> None:
    chance = random.Random(seed)
    damaged = bytearray(OLD)
    for _ in range(chance.randint(1, 8)):
        damaged[chance.randrange(len(OLD))] = chance.randrange(256)
    tables, problems = read(bytes(damaged), Source("b.xls"), Options())
    assert tables or problems
