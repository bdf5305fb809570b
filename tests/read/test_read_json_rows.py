"""JSON arrays and JSON Lines as Rows."""

import pytest

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read.json_rows import read
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import ROWS_A_CHUNK


def read_json(text: str | bytes) -> tuple[Rows, list[Problem]]:
    tables, problems = read(text.encode() if isinstance(text, str) else text, Source("r.json"), Options())
    return tables[0], problems


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.source.place()) for problem in problems]


def test_an_array_of_objects_becomes_rows_with_all_keys_as_headings() -> None:
    rows, problems = read_json('\ufeff[{"id": "007", "n": 1.50}, {"n": 1e2, "ok": true, "x": null}]')
    assert rows.headings == ("id", "n", "ok", "x")
    assert rows.cells.rows() == [("007", "1.50", None, None, 1), (None, "1e2", "true", None, 2)]
    assert problems == []


def test_a_key_that_is_always_null_is_still_a_heading() -> None:
    assert read_json('[{"x": null, "id": "1"}]')[0].headings == ("x", "id")


def test_each_line_of_json_lines_is_a_row_with_its_line() -> None:
    rows, problems = read_json('{"id": "1"}\n\n{"id": 20000000000000000001}\r\n{"id": ""}\n')
    assert rows.cells.rows() == [("1", 1), ("20000000000000000001", 3)]
    assert (rows.blank, problems) == (2, [])


def test_a_faulty_line_is_named_and_the_others_are_kept() -> None:
    rows, problems = read_json(
        b'{"id": 1,}\n{"id": 2}\n{"id": [3]}\n7\n{"id": "\xff"}\n{"id": 1, "id": 2}\n{"id": NaN}\n'
    )
    assert rows.cells.rows() == [("2", 2)]
    assert rows.refused == 6
    assert [problem.code for problem in problems] == [
        "json-syntax",
        "json-nested",
        "json-not-an-object",
        "encoding",
        "json-key-twice",
        "json-no-number",
    ]
    assert [problem.source.row for problem in problems] == [1, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("element", "expected"),
    [
        ('{"a": {"b": 1}}', ("json-nested", "r.json:$[1].a")),
        ('{"a": 1, "a": 1}', ("json-key-twice", "r.json:$[1]")),
        ('{"a": Infinity}', ("json-no-number", "r.json:$[1].a")),
        ('{"a": 1e999}', ("json-no-number", "r.json:$[1].a")),
        ('{"a": "\\ud800"}', ("json-half-character", "r.json:$[1].a")),
        ("[]", ("json-not-an-object", "r.json:$[1]")),
    ],
)
def test_a_faulty_element_is_named_by_its_path(element: str, expected: tuple[str, str]) -> None:
    rows, problems = read_json(f'[{{"a": "x"}}, {element}]')
    assert (rows.cells.rows(), rows.refused) == ([("x", 1)], 1)
    assert told(problems) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[1, 2", ("json-syntax", "r.json:1:6")),
        ('[\n {"a": 1}\n{}]', ("json-syntax", "r.json:3:1")),
        ('{\n"a": 1}', ("json-not-rows", "r.json")),
        ("[" * 100_000, ("json-nested", "r.json")),
    ],
)
def test_a_file_that_is_no_list_of_rows_gives_none(text: str, expected: tuple[str, str]) -> None:
    tables, problems = read(text.encode(), Source("r.json"), Options())
    assert tables == []
    assert told(problems) == [expected]


def test_an_empty_list_is_a_note() -> None:
    rows, problems = read_json("[]")
    assert rows.cells.columns == ["row"]
    assert told(problems) == [("no-rows", "r.json")]


def test_a_torn_line_costs_no_other_line() -> None:
    rows, problems = read_json('-12 07:50:03"}\n{"id": "1"}\n{"id": "2"}\n')
    assert (rows.cells["c1"].to_list(), rows.refused, told(problems)) == (
        ["1", "2"],
        1,
        [("json-syntax", "r.json:1:5")],
    )


def test_lines_may_end_with_carriage_returns_alone() -> None:
    rows, problems = read_json('{"id": "1"}\r{"id": "2"}\r')
    assert (rows.cells["c1"].to_list(), problems) == (["1", "2"], [])


def test_the_byte_that_is_no_character_is_counted_from_the_beginning_of_the_file() -> None:
    _, problems = read_json(b'{"id": "1"}\n\n{"id": "\xff"}\n')
    assert (problems[0].code, problems[0].facts["offset"]) == ("encoding", "21")


def test_rows_with_ever_new_keys_do_not_fill_the_memory() -> None:
    lines = "".join(f'{{"key{number}": "1"}}\n' for number in range(2_000))
    tables, problems = read(lines.encode(), Source("r.json"), Options())
    assert (tables, [problem.code for problem in problems]) == ([], ["too-many-columns"])


def test_a_key_that_comes_late_is_a_column_in_which_the_rows_before_are_empty() -> None:
    lines = [f'{{"id": "{number}"}}' for number in range(ROWS_A_CHUNK + 1)]
    data = "\n".join([*lines, '{"note": "late", "id": "x"}', "{}", '{"more": "1"}']).encode()
    (rows,), problems = read(data, Source("t.jsonl"), Options())
    assert (rows.headings, problems) == (("id", "note", "more"), [])
    assert (rows.cells.height, rows.blank) == (ROWS_A_CHUNK + 3, 1)
    assert rows.cells.tail(3).rows() == [
        (str(ROWS_A_CHUNK), None, None, ROWS_A_CHUNK + 1),
        ("x", "late", None, ROWS_A_CHUNK + 2),
        (None, None, "1", ROWS_A_CHUNK + 4),
    ]
