"""Hikvision's original records, whichever way they were saved."""

from pathlib import Path

import openpyxl
import pytest

from inspect_cli import resources
from inspect_cli.read import read_table

HEADINGS = ["Person ID", "Name", "Department", "Time", "Attendance Status", "Attendance Check Point", "Temperature"]
ROWS = [
    ["'00000042", "Wang", "desk", "2026-09-01 07:58:10", "Check-in", "front door", "-"],
    ["'00000042", "Wang", "desk", "2026-09-01 17:02:44", "None", "-", "-"],
]
WANG = (None, "00000042", "Wang")
CELLS = [(*WANG, "2026-09-01 07:58:10", "in", "front door"), (*WANG, "2026-09-01 17:02:44", None, None)]


def as_csv(path: Path) -> None:
    path.write_text("\r\n".join(",".join(row) for row in [HEADINGS, *ROWS]), encoding="utf-8-sig")


def as_html(path: Path, row: str = "<tr>") -> None:
    tables = [["Original Records Report"], HEADINGS, *ROWS]
    cells = ["".join(f"<td>{cell}</td>" for cell in each) for each in tables]
    path.write_text("".join(f"<table>{row}{each}</tr></table>" for each in cells), encoding="utf-8")


def as_workbook(path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in [["Original Records Report"], HEADINGS, *ROWS]:
        book.active.append(row)
    book.save(path)


@pytest.mark.parametrize("write", [as_csv, as_html, as_workbook, lambda path: as_html(path, "")])
def test_every_way_of_saving_gives_the_same_punches(tmp_path: Path, write: object) -> None:
    path = tmp_path / "records.xls"
    write(path)  # type: ignore[operator]
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert problems == []
    assert rows.format == "hikvision"
    assert rows.headings == ("person_id", "device_id", "name", "time", "direction", "device")
    assert rows.cells.drop("row").rows() == CELLS
    assert rows.columns == [None, 1, 2, 4, 5, 6]


def test_the_row_and_column_are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    as_csv(path)
    (rows,), _ = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert (rows.cells["row"].to_list(), rows.column(4)) == ([2, 3], 4)


def test_a_row_of_html_with_other_cells_is_refused_and_the_rest_kept(tmp_path: Path) -> None:
    path = tmp_path / "records.xls"
    as_html(path)
    short = path.read_text("utf-8") + "<table><tr><td>'7</td></tr></table>"
    path.write_text(short, encoding="utf-8")
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert (rows.cells.height, rows.refused) == (2, 1)
    assert [(problem.code, problem.source.row) for problem in problems] == [("missing-cells", 5)]


@pytest.mark.parametrize("charset", ["gb2312", "GBK", "gb18030"])
def test_a_page_is_read_in_the_encoding_that_it_names(charset: str, tmp_path: Path) -> None:
    path = tmp_path / "records.xls"
    as_html(path)
    page = f'<meta http-equiv="Content-Type" content="text/html; charset={charset}">{path.read_text("utf-8")}'
    path.write_bytes(page.replace("front door", "大门口").encode("gb18030"))
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert (rows.cells["c6"].to_list(), problems) == (["大门口", None], [])


def test_a_page_in_no_encoding_that_it_names_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "records.xls"
    as_html(path)
    path.write_bytes(path.read_text("utf-8").replace("front door", "大门口").encode("gb18030"))
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert (rows.cells.height, rows.refused, [problem.code for problem in problems]) == (1, 1, ["damaged-text"])


@pytest.mark.parametrize("cut", range(1, 90, 4))
def test_a_page_that_was_cut_off_never_gives_half_a_row(cut: int, tmp_path: Path) -> None:
    path = tmp_path / "records.xls"
    cells = ["".join(f"<td>{cell}</td>" for cell in each) for each in [HEADINGS, *ROWS]]
    page = "<table>" + "".join(f"<tr>{each}</tr>" for each in cells) + "</table>"
    path.write_text(page[:-cut], encoding="utf-8")
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    whole = cut <= len("</table>")
    assert rows.cells["c4"].to_list() == [row[3] for row in ROWS[: 2 if whole else 1]]
    assert [problem.code for problem in problems] == [] if whole else ["cut-off"]


def test_headings_that_stand_again_are_no_punch(tmp_path: Path) -> None:
    path = tmp_path / "records.csv"
    path.write_text("\n".join(",".join(row) for row in [HEADINGS, *ROWS, HEADINGS, ROWS[0]]) + "\n")
    (rows,), problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert (rows.cells.height, rows.refused, [problem.code for problem in problems]) == (3, 1, ["repeated-heading"])
