"""CSV: exact bytes, the same every time, for a person's spreadsheet and for a script."""

import csv
import io
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli.frames import Heading, Table
from inspect_cli.write import csv_files
from inspect_cli.write.csv_files import BOM, csv_chunks, to_csv, write_csv

EXPECTED = """\
line,person_id,name,date,points,balance,yuan,count,terminal,note
'-5/2026-11/1,'-5,张伟,2026-11-03,-5.00,95.00,-1234.50,1,yes,"'=1+1
second line"
007/2026-11/1,007,Zoë,2026-11-04,2.50,102.50,,,no,
"""


def test_ids_are_guarded_amounts_are_not(lines: Table) -> None:
    assert to_csv(lines).decode("utf-8-sig") == EXPECTED


def test_the_mark_for_excel_is_there_unless_told_otherwise(lines: Table) -> None:
    assert to_csv(lines).startswith(BOM)
    assert to_csv(lines, bom=False) == to_csv(lines).removeprefix(BOM)


def test_headings_are_keys_or_titles(lines: Table) -> None:
    assert to_csv(lines, headings="zh", bom=False).decode().startswith("line列,person_id列,")
    assert to_csv(lines, headings="en", bom=False).decode().startswith("Line,Person Id,")
    with pytest.raises(ValueError, match="fr"):
        to_csv(lines, headings="fr")


def test_two_runs_and_pieces_give_the_same_bytes(lines: Table, monkeypatch: pytest.MonkeyPatch) -> None:
    once = to_csv(lines)
    assert to_csv(lines) == once
    monkeypatch.setattr(csv_files, "ROWS_AT_ONCE", 1)
    assert len(list(csv_chunks(lines))) == 3
    assert to_csv(lines) == once


def test_a_table_without_rows_has_its_headings(lines: Table) -> None:
    empty = replace(lines, frame=lines.frame.clear())
    assert to_csv(empty, bom=False).decode() == EXPECTED.split("\n", maxsplit=1)[0] + "\n"


def test_an_empty_cell_in_a_single_column_is_still_a_row() -> None:
    table = Table("w", "W", "词", [Heading("word", "W", "词")], pl.DataFrame({"word": [None, "a"]}))
    assert to_csv(table, bom=False) == b'word\n""\na\n'


def test_the_file_holds_what_the_bytes_hold(lines: Table, tmp_path: Path) -> None:
    write_csv(lines, tmp_path / "lines.csv", headings="zh")
    assert (tmp_path / "lines.csv").read_bytes() == to_csv(lines, headings="zh")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_disk_is_an_oserror(lines: Table) -> None:
    with pytest.raises(OSError, match="No space"):
        write_csv(lines, Path("/dev/full"))


@given(st.lists(st.tuples(st.text(), st.text()), max_size=8))
def test_every_row_comes_back_as_one_row(rows: list[tuple[str, str]]) -> None:
    frame = pl.DataFrame(rows, schema={"a": pl.String, "b": pl.String}, orient="row")
    written = to_csv(Table("t", "T", "表", [Heading("a", "A", "甲"), Heading("b", "B", "乙")], frame), bom=False)
    read = list(csv.reader(io.StringIO(written.decode(), newline="")))
    assert len(read) == len(rows) + 1
    assert all(len(row) == 2 for row in read)
