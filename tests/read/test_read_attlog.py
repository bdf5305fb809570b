"""attlog.dat and pushed lines: known by content, read whole, with the clock's own damage set aside and counted."""

from pathlib import Path

import pytest

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.read import attlog, read_table

GOOD = b"       17\t2026-10-12 07:55:03\t1\t0\t1\t0\n      018\t2026-10-12 07:58:40\t1\t4\t15\t0\n"
CELLS = [("17", "2026-10-12 07:55:03", "1", 1), ("018", "2026-10-12 07:58:40", "1", 2)]


def read(data: bytes, tmp_path: Path, name: str = "file.bin") -> tuple[Rows, list[Problem]]:
    path = tmp_path / name
    path.write_bytes(data)
    tables, problems = read_table(path, name, kind="attendance")
    (rows,) = tables
    assert rows.cells.height + rows.refused + rows.set_aside + rows.blank == len(data.rstrip(b"\r\n").splitlines())
    return rows, problems


@pytest.mark.parametrize("name", ["1_attlog.dat", "punches.csv", "x.xls", "x.json.txt"])
def test_it_is_known_by_its_content_whatever_its_name(tmp_path: Path, name: str) -> None:
    rows, problems = read(GOOD, tmp_path, name)
    assert (rows.format, rows.headings, rows.cells.rows(), problems) == (
        "attlog", ("device_id", "time", "device"), CELLS, [],
    )  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        GOOD.replace(b"\n", b"\r\n"),
        GOOD.replace(b"\n", b"\r"),
        GOOD.replace(b"\t", b" "),
        GOOD.replace(b"\t", b"   "),
        GOOD.replace(b"\t0\n", b"\t0  \n"),
        GOOD.removesuffix(b"\n"),
    ],
    ids=["CRLF", "CR", "a space", "several spaces", "spaces at the end", "no last line break"],
)
def test_tabs_spaces_and_line_breaks_are_all_the_same(tmp_path: Path, data: bytes) -> None:
    rows, problems = read(data, tmp_path)
    assert (rows.cells.rows(), problems) == (CELLS, [])


@pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
@pytest.mark.parametrize("pushed", [True, False])
def test_a_file_without_faults_is_read_at_once_and_says_the_same(line_end: bytes, pushed: bool) -> None:
    data = (GOOD.replace(b"\t1\t", b"\t", 1).replace(b"\t1\t4", b"\t4") if pushed else GOOD).replace(b"\n", line_end)
    layout = attlog.layout_of(data.decode().split("\n"))
    assert layout == attlog.Layout(5 if pushed else 6, not pushed)
    at_once = attlog._at_once(data, layout)
    line_by_line, others = attlog._line_by_line(data, layout)
    assert at_once is not None
    assert (at_once.rows(), others.height) == (line_by_line.rows(), 0)
    assert attlog._at_once(data + data[:20], layout) is None


def test_pushed_lines_have_no_clock_and_as_many_cells_as_they_like(tmp_path: Path) -> None:
    data = b"123\t2026-10-12 07:58:00\t0\t1\t0\n123\t2026-10-12 17:02:00\t1\t1\t0\t0\t0\n"
    rows, problems = read(data, tmp_path)
    assert (rows.format, rows.headings, problems) == ("adms", ("device_id", "time"), [])
    assert rows.cells.rows() == [("123", "2026-10-12 07:58:00", 1), ("123", "2026-10-12 17:02:00", 2)]


@pytest.mark.parametrize(
    "line",
    [
        b"\0" * 300 + b"83\t2026-10-12 08:00:00\t1\t0\t1\t0",
        b"       17\t1971--10--29 -23:-59:-53\t1\t0\t1\t0",
        b"       17\t2026-02-30 08:00:00\t1\t0\t1\t0",
        b"       17\t2026-10-12 24:00:00\t1\t0\t1\t0",
        b"       17\t2026-10-12 08:00:00\t1",
        b"\t2026-10-12 08:00:00\t1\t0\t1\t0",
        b"       1\xff\t2026-10-12 08:00:00\t1\t0\t1\t0",
        b"6235192700012",
        b"\0" * 70_000,
    ],
)
@pytest.mark.parametrize("first", [True, False])
def test_a_damaged_line_is_set_aside_and_costs_no_other(tmp_path: Path, line: bytes, first: bool) -> None:
    data = line + b"\n" + GOOD if first else GOOD + line + b"\n"
    rows, problems = read(data, tmp_path)
    assert [row[:3] for row in rows.cells.rows()] == [row[:3] for row in CELLS]
    assert (rows.set_aside, rows.refused) == (1, 0)
    (problem,) = problems
    assert (problem.code, problem.source.row, problem.facts["rows"]) == ("clock-damage", 1 if first else 3, "1")
    assert problem.is_note


def test_a_line_that_ends_with_the_file_was_not_copied_whole(tmp_path: Path) -> None:
    rows, problems = read(GOOD + b"       17\t2026-10-1", tmp_path)
    assert (rows.cells.height, rows.refused, rows.set_aside) == (2, 1, 0)
    assert [(problem.code, problem.source.row, problem.is_note) for problem in problems] == [("cut-off", 3, False)]


def test_a_checksum_at_the_end_is_no_cut(tmp_path: Path) -> None:
    rows, problems = read(b"0021\n" + GOOD + b"48812", tmp_path)
    assert (rows.cells.height, rows.refused, rows.set_aside) == (2, 0, 2)
    assert [problem.facts for problem in problems] == [{"rows": "2", "lines": "1, 4"}]


@pytest.mark.parametrize(
    "data",
    [
        b"person_id\ttime\ta\tb\tc\n17\t2026-10-12 07:55:03\t1\t0\t1\n",
        b"17,2026-10-12 07:55:03,1,0,1,0\n",
        b"17\t2026-10-12 07:55:03\tgate\n",
    ],
)
def test_what_has_headings_or_other_cells_is_a_table(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "1_attlog.dat"
    path.write_bytes(data)
    tables, _ = read_table(path, path.name, kind="attendance")
    assert [table.format for table in tables] == ["csv"]


def test_only_attendance_is_looked_at_as_a_clocks_file(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(GOOD)
    tables, _ = read_table(path, path.name, kind="staff")
    assert [table.format for table in tables] == ["csv"]


@pytest.mark.parametrize("cut", range(2, 31, 3))
def test_the_last_line_of_a_push_that_was_cut_off_is_refused(cut: int, tmp_path: Path) -> None:
    whole = b"".join(b"17\t2026-10-%02d 07:55:03\t0\t1\t0\t0\t0\n" % day for day in (12, 13, 14))
    rows, problems = read(whole[:-cut], tmp_path)
    assert (rows.cells.height, [problem.code for problem in problems]) == (2, ["cut-off"])
