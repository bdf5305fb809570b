"""Rule books in JSON and settings in TOML: the strictest reading, every fault with its place."""

from pathlib import Path

import pytest

from inspect_cli.problems import Problem
from inspect_cli.read.rule_json import read_json
from inspect_cli.read.toml import read_toml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "rules"


def told(problems: list[Problem]) -> list[tuple[str, str]]:
    assert {problem.level for problem in problems} == {"usage"}
    return [(problem.code, problem.source.place()) for problem in problems]


def test_a_rule_book_is_read_with_or_without_a_mark(file: Path) -> None:
    file.write_bytes(b'\xef\xbb\xbf{"id": "gate", "steps": [1, 2.5]}')
    assert read_json(file, "r.json") == ({"id": "gate", "steps": [1, 2.5]}, [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b'{"a": {"fine": 5, "fine": 50}}', ("key-twice", "r.json:$.a")),
        (b'{"a": [0, NaN]}', ("not-a-finite-number", "r.json:$.a[1]")),
        (b'{"a": -Infinity}', ("not-a-finite-number", "r.json:$.a")),
        (b'{"a": 1e400}', ("not-a-finite-number", "r.json:$.a")),
        (b'{"a": ' + b"9" * 5000 + b"}", ("not-a-finite-number", "r.json:$.a")),
        (b'{"a": "\\ud800"}', ("half-character", "r.json:$.a")),
        (b'{"a": ' + b"[" * 50 + b"]" * 50 + b"}", ("nested-too-deep", "r.json:$.a" + "[0]" * 39)),
        (b"[" * 100_000, ("nested-too-deep", "r.json")),
        (b'{\n  "a" 1\n}', ("bad-json", "r.json:2:7")),
        (b"{'a': 1}", ("bad-json", "r.json:1:2")),
        (b'{"a": 1} // note', ("bad-json", "r.json:1:10")),
        (b"", ("bad-json", "r.json:1:1")),
        (b"[]", ("not-an-object", "r.json")),
        (b'{"a":\n"\xd5\xc5"}', ("settings-not-utf8", "r.json:2")),
    ],
)
def test_what_the_grammar_allows_and_we_do_not_is_refused(
    file: Path, content: bytes, expected: tuple[str, str]
) -> None:
    file.write_bytes(content)
    document, problems = read_json(file, "r.json")
    assert document is None
    assert told(problems) == [expected]


def test_a_comma_too_many_is_refused(file: Path) -> None:
    file.write_text('{"a": [1, 2,]}', encoding="utf-8")
    assert [problem.code for problem in read_json(file, "r.json")[1]] == ["bad-json"]


def test_all_faults_are_told_at_once(file: Path) -> None:
    file.write_text('{"a": 1, "a": 2, "b": [NaN, {"c": 1, "c": 1}]}', encoding="utf-8")
    assert [problem.code for problem in read_json(file, "r.json")[1]] == [
        "key-twice",
        "not-a-finite-number",
        "key-twice",
    ]


def test_a_missing_file_is_a_problem_in_both(tmp_path: Path) -> None:
    for read in (read_json, read_toml):
        document, problems = read(tmp_path / "none", "none")
        assert document is None
        assert [problem.level for problem in problems] == ["io"]


def test_settings_are_read(file: Path) -> None:
    file.write_text('\ufefflang = "zh"\n[month]\ncut_off = 24\n', encoding="utf-8")
    assert read_toml(file, "site.toml") == ({"lang": "zh", "month": {"cut_off": 24}}, [])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"a = 1\nb = \n", ("bad-toml", "site.toml:2:5")),
        (b"a = 1\na = 2\n", ("bad-toml", "site.toml:2:6")),
        (b'a = """', ("bad-toml", "site.toml:1")),
        (b"a = nan\n", ("not-a-finite-number", "site.toml:$.a")),
        (b"a = " + b"9" * 5000, ("bad-toml", "site.toml")),
        (b"a = " + b"[" * 100_000, ("nested-too-deep", "site.toml")),
        (b"a = '\xff'", ("settings-not-utf8", "site.toml:1")),
    ],
)
def test_a_fault_in_settings_has_its_place(file: Path, content: bytes, expected: tuple[str, str]) -> None:
    file.write_bytes(content)
    document, problems = read_toml(file, "site.toml")
    assert document is None
    assert told(problems) == [expected]
