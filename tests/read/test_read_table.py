"""The door of read/: what a file is, is told by its content, and nothing about it raises."""

import os
import random
from pathlib import Path

import openpyxl
import pytest

from inspect_cli.problem_texts import TEXTS
from inspect_cli.read import READERS, Reader, read_table


def only_problem(path: Path) -> str:
    tables, problems = read_table(path, path.name)
    assert tables == []
    assert len(problems) == 1
    assert problems[0].source.file == path.name
    assert problems[0].lines(str)
    return problems[0].code


def test_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    assert only_problem(tmp_path / "no.csv") == "no-such-file"
    assert only_problem(tmp_path) == "not-a-file"
    os.mkfifo(tmp_path / "pipe.csv")
    assert only_problem(tmp_path / "pipe.csv") == "not-a-file"
    assert only_problem(Path("/dev/zero")) == "not-a-file"
    assert only_problem(tmp_path / ("x" * 300)) == "unreadable"
    assert TEXTS["no-such-file"].level == "io"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_without_permission_is_named(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("a\n1\n", encoding="utf-8")
    path.chmod(0)
    assert only_problem(path) == "unreadable"


def test_an_empty_file_is_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"")
    assert only_problem(path) == "empty-file"


def test_nothing_but_nuls_is_an_empty_file_however_long(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("wb") as file:
        file.truncate(3_000_000_000)
    assert only_problem(path) == "empty-file"


@pytest.mark.parametrize("seed", range(20))
def test_bytes_that_are_no_text_are_told_in_one_sentence(seed: int, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"GIF89a" + random.Random(seed).randbytes(9000))
    assert only_problem(path) == "not-text"


def test_a_line_without_end_is_a_row_that_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b'a,b\n"1",2\n' + b"\xff" + b"x" * 9_000_000 + b"\n3,4\n")
    (rows,), problems = read_table(path, path.name)
    assert (rows.cells["row"].to_list(), rows.refused) == ([2, 4], 1)
    assert [(problem.code, problem.source.row) for problem in problems] == [("cell-too-long", 3)]


def test_a_file_over_its_limit_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"a\n" * 100)
    monkeypatch.setattr("inspect_cli.read.READERS", {"csv": Reader(READERS["csv"].read, 199)})
    assert only_problem(path) == "file-too-big"


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"%PDF-1.7 ...", "PDF"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "HTML"),
        (b"<table border=1><tr><td>Original Records</td>", "HTML"),
        (b"<?xml version='1.0'?><Workbook/>", "XML"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "SQLite"),
        ("<!-- saved --><html>".encode("utf-16"), "HTML"),
        (b"<form action=login>", "HTML"),
        (b"<?xml version='1.0'?><html xmlns=''>", "HTML"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "MHTML"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "OLE"),
    ],
)
@pytest.mark.parametrize("name", ["t.csv", "t.xls", "t.xlsx"])
def test_what_is_no_table_is_called_what_it_is(tmp_path: Path, content: bytes, found: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    _, problems = read_table(path, name)
    assert [(problem.code, problem.facts["found"]) for problem in problems] == [("not-a-table", found)]


def test_the_extension_is_not_believed(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["id"])
    book.active.append(["7"])
    book.save(tmp_path / "book.xlsx")
    (tmp_path / "book.xlsx").rename(tmp_path / "book.csv")
    (tmp_path / "text.xlsx").write_text("id\n7\n", encoding="utf-8")
    (tmp_path / "rows.txt").write_text('[{"id": "7"}]', encoding="utf-8")
    for name in ("book.csv", "text.xlsx", "rows.txt"):
        tables, problems = read_table(tmp_path / name, name)
        assert tables[0].cells["c1"].to_list() == ["7"]
        assert problems == []
