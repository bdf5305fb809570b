"""Encodings: UTF-8 is read, UTF-16 by its mark, GB18030 by its headings, anything else only when it is named."""

import codecs

import pytest

from inspect_cli.problems import Problem, Source
from inspect_cli.read.delimited import read
from inspect_cli.read.options import Options

TEXT = "工号,姓名\n007,张三\n"


def read_bytes(data: bytes, encoding: str | None = None) -> tuple[list[object], list[Problem]]:
    tables, problems = read(data, Source("t.csv"), Options(encoding=encoding))
    return [table.cells.rows() for table in tables], problems


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
    ],
)
@pytest.mark.parametrize("encoding", [None, "utf-8", "gb18030"])
def test_a_byte_order_mark_says_what_the_text_is(data: bytes, encoding: str | None) -> None:
    assert read_bytes(data, encoding) == ([[("007", "张三", 2)]], [])


def test_a_mark_is_no_part_of_the_first_heading() -> None:
    tables, _ = read(TEXT.encode("utf-8-sig") + b'"8",x\n', Source("t.csv"), Options())
    assert tables[0].headings == ("工号", "姓名")


def test_another_encoding_is_proposed_and_not_guessed_and_plain_rows_are_read() -> None:
    tables, problems = read_bytes("id,name\n1,a\n2,张三\n3,李四\n".encode("gb18030"))
    assert tables == [[("1", "a", 2)]]
    assert [(problem.code, problem.source.row) for problem in problems] == [("encoding", 3)]
    assert problems[0].facts == {"offset": "14", "encoding": "UTF-8", "likely": "gb18030"}


def test_headings_in_another_encoding_cannot_be_read() -> None:
    tables, problems = read_bytes("号,name\n1,a\n2,张三\n".encode("gb18030"))
    assert (tables, [(problem.code, problem.source.row) for problem in problems]) == ([], [("encoding", 1)])


WORDS = frozenset({"工号", "打卡时间"})


@pytest.mark.parametrize("rows", ["", "007,张三,8:00\n" * 9, "007,龑䶮𠮷,8:00\n"])
@pytest.mark.parametrize("above", ["", "考勤表\n\n"])
def test_a_heading_that_is_known_proves_gb18030(rows: str, above: str) -> None:
    data = (above + "工号,姓名,打卡时间\n" + rows).encode("gb18030")
    tables, problems = read(data, Source("t.csv"), Options(words=WORDS))
    assert [table.encoding for table in tables] == ["gb18030"]
    assert problems[0].code == "assumed-encoding"
    assert tables[0].cells.height == rows.count("\n")


@pytest.mark.parametrize(
    "data",
    [
        "員工編號,打卡時間\n007,張三\n".encode("big5"),
        "人员,姓名\n007,张三\n".encode("gb18030"),
    ],
    ids=["Big5", "unknown headings"],
)
def test_without_that_proof_it_is_refused(data: bytes) -> None:
    tables, problems = read(data, Source("t.csv"), Options(words=WORDS))
    assert (tables, [problem.code for problem in problems]) == ([], ["encoding"])


def test_a_text_in_utf_8_is_never_taken_for_another() -> None:
    tables, problems = read(TEXT.encode(), Source("t.csv"), Options(words=WORDS))
    assert ([table.encoding for table in tables], problems) == ([""], [])


def test_a_named_encoding_is_used() -> None:
    assert read_bytes(TEXT.encode("gb18030"), "gb18030") == ([[("007", "张三", 2)]], [])


def test_a_wrongly_named_encoding_is_a_problem_with_its_line() -> None:
    _, problems = read_bytes(TEXT.encode("gb18030"), "ascii")
    assert problems[0].facts == {"offset": "0", "encoding": "ascii", "likely": "gb18030"}
    assert read_bytes(TEXT.encode(), "klingon")[1][0].code == "unknown-encoding"
    assert read_bytes(TEXT.encode(), "a\0b")[1][0].code == "unknown-encoding"


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "ascii", "cp1252"])
def test_what_is_utf_8_is_read_as_that_whatever_is_named_for_the_other_files(encoding: str) -> None:
    assert read_bytes(TEXT.encode(), encoding) == ([[("007", "张三", 2)]], [])


def places(problems: list[Problem]) -> list[tuple[str, int | None, int | None]]:
    return [(problem.code, problem.source.row, problem.source.column) for problem in problems]


@pytest.mark.parametrize("named", [None, "gb18030"])
def test_a_damaged_cell_of_a_text_in_gb18030_is_named_and_the_others_kept(named: str | None) -> None:
    data = "工号,姓名\n007,张三\n008,李四\n".encode("gb18030") + b"009,\xff\n"
    tables, problems = read(data, Source("t.csv"), Options(words=WORDS, encoding=named))
    assert tables[0].cells.rows() == [("007", "张三", 2), ("008", "李四", 3)]
    assert places(problems)[-1:] == [("damaged-text", 4, 2)]


@pytest.mark.parametrize("named", [None, "gb18030"])
def test_rows_in_utf_8_joined_to_a_text_in_gb18030_are_refused(named: str | None) -> None:
    data = "工号,姓名\n007,张三\n008,李四\n".encode("gb18030") + "009,王五王五\n010,a\n".encode()
    tables, problems = read(data, Source("t.csv"), Options(words=WORDS, encoding=named))
    assert tables[0].cells["c1"].to_list() == ["007", "008", "010"]
    assert places(problems)[-1:] == [("damaged-text", 4, 2)]


def test_one_damaged_byte_costs_one_row() -> None:
    data = b"id,name\n" + b"1,Ann\n" * 500
    (rows,), problems = read(data[:1001] + b"\xff" + data[1002:], Source("t.csv"), Options())
    assert (rows.cells.height, rows.refused, [problem.code for problem in problems]) == (499, 1, ["damaged-text"])


def test_a_few_damaged_rows_are_named_and_the_others_kept() -> None:
    data = "id,name\n1,张三\n2,李四\n3,王五\n".encode() + b"4,\xff\xfe\n5,z\n"
    tables, problems = read_bytes(data)
    assert tables == [[("1", "张三", 2), ("2", "李四", 3), ("3", "王五", 4), ("5", "z", 6)]]
    assert [(problem.code, problem.source.row, problem.source.column) for problem in problems] == [
        ("damaged-text", 5, 2)
    ]
    assert problems[0].facts == {"value": r"\xff\xfe"}


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize(
    "text", ["id,name\n1,a\n", "日期,工号,备注\n2026-10-12,E0011,你好\n", "工号,备注\n1,a\n2," + "好" * 99]
)
def test_utf_16_without_its_mark_is_recognised(text: str, encoding: str) -> None:
    assert read_bytes(text.encode(encoding))[1][0].facts["likely"] == encoding


def test_utf_32_is_known_by_its_mark() -> None:
    assert read_bytes(TEXT.encode("utf-32")) == ([[("007", "张三", 2)]], [])


def test_a_text_in_utf_16_that_was_cut_off_keeps_its_rows() -> None:
    tables, problems = read_bytes(("id,name\n1,a\n2,b\n").encode("utf-16")[:-3])
    assert (tables, places(problems)) == ([[("1", "a", 2)]], [("damaged-text", 3, 2)])
