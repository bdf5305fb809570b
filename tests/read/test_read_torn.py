"""A table of an app as text: what is torn in a row costs that row and no other, and no row is lost without a word."""

from pathlib import Path

import pytest

from inspect_cli import resources
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import read_table

HEAD = "工号,姓名,日期,上班时间,下班时间"
ROWS = [f"E00{number},王,2026-10-{day},07:5{number % 10},17:02" for number in (11, 14) for day in (12, 13)]
PUNCHES = 2
"""In each row."""


def read(data: bytes, folder: Path) -> tuple[Rows, list[Problem]]:
    path = folder / "hours.csv"
    path.write_bytes(data)
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert rows.format == "in-and-out"
    return rows, problems


def text(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in (HEAD, *rows)).encode()


@pytest.mark.parametrize(
    ("torn", "code"),
    [
        (b"E0011,x,2026-10-14,07:55", "missing-cells"),
        (b"E0011,x,2026-10-14,07:55,17:02,17:09", "extra-cells"),
        (b'E0011,"x,2026-10-14,07:55,17:02', "unclosed-quote"),
        (b'E0011,"x"y,2026-10-14,07:55,17:02', "text-after-quote"),
        (b"E0011,x,2026-10-14,\xff7:55,17:02", "damaged-text"),
        (b"E0011,x,2026-10-14,0\x007:55,17:02", "nul-byte"),
        (b"E0011,x,2026-10-14," + b"07:55 " * 6000 + b",17:02", "cell-too-long"),
        (HEAD.encode(), "repeated-heading"),
        (b"#END,500", "missing-cells"),
    ],
)
@pytest.mark.parametrize("place", [1, 3, 4])
def test_a_torn_row_is_refused_with_its_number_and_the_others_kept(
    torn: bytes, code: str, place: int, tmp_path: Path
) -> None:
    lines = text(*ROWS).splitlines(keepends=True)
    rows, problems = read(b"".join([*lines[:place], torn + b"\n", *lines[place:]]), tmp_path)
    assert [(problem.code, problem.source.row) for problem in problems] == [(code, place + 1)]
    assert (rows.cells.height, rows.refused, rows.blank) == (PUNCHES * len(ROWS), 1, 0)


@pytest.mark.parametrize("cut", [2, 3, 4, 5, *range(7, 32)])
def test_the_row_in_which_a_file_was_cut_off_is_refused(cut: int, tmp_path: Path) -> None:
    rows, (problem,) = read(text(*ROWS)[:-cut], tmp_path)
    assert (problem.code, problem.source.row) == ("cut-off" if cut > 6 else "unreadable-punch", len(ROWS) + 1)
    assert (rows.cells.filter(rows.cells["row"] <= len(ROWS)).height, rows.refused) == (PUNCHES * (len(ROWS) - 1), 1)


def test_text_written_as_a_formula_is_what_a_spreadsheet_shows(tmp_path: Path) -> None:
    rows, problems = read(text(*ROWS).replace(b"E0011", b'="007"').replace(b"07:51", b'"=""07:51"""'), tmp_path)
    assert (rows.cells["c1"].to_list()[0], rows.cells["c4"].to_list()[0], problems) == (
        "007",
        "2026-10-12 07:51:00",
        [],
    )


def test_blank_lines_are_counted_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    rows, problems = read(text("", *ROWS[:2], ",,,,", " , ,,\u3000,", "", *ROWS[2:], ""), tmp_path)
    assert (sorted(set(rows.cells["row"])), rows.blank, problems) == ([3, 4, 8, 9], 5, [])
