"""Every mistake of the gallery is answered as its folder says, to the byte, and changes nothing."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from inspect_cli.commands.exits import Exit
from inspect_cli.problem_texts import TEXTS
from inspect_cli.problems import COSTS_NOTHING
from tests.gallery import (
    DOCUMENT,
    GROUPS,
    HINTS,
    UPDATING,
    WITHOUT_CASE,
    Case,
    answer_in,
    cases,
    contents,
    document,
)

CASES = cases()
LEAST_MISTAKES = 80
COUNTED = ("rows: ", "行数：")
"""How the line begins that says what became of all rows."""

WORDED_BY_CLICK = {"command-misspelt", "option-misspelt", "person-left-out"}
"""Answers without a code of ours: the option parser's own."""

each_case = pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)


@each_case
def test_a_mistake_is_answered_as_its_folder_says_and_changes_nothing(case: Case, tmp_path: Path) -> None:
    folder = tmp_path / "here"
    case.copy_input(folder)
    before = contents(folder)
    answer = answer_in(folder, case.arguments)
    assert contents(folder) == before
    assert answer.code != Exit.BUG
    if UPDATING:
        case.accept(answer)
    assert answer.stderr == case.expected.stderr
    assert answer.stdout == case.expected.stdout
    assert answer.code == case.expected.code


@pytest.mark.parametrize("name", ["many-mistakes-at-once", "points-without-quotes", "file-that-is-not-there"])
def test_the_program_itself_says_the_same(name: str, tmp_path: Path) -> None:
    case = next(case for case in CASES if case.name == name)
    case.copy_input(tmp_path / "here")
    plain = {key: value for key, value in os.environ.items() if key != "INSPECT_SITE"}
    ran = subprocess.run(
        [sys.executable, "-m", "inspect_cli", *case.arguments],
        cwd=tmp_path / "here", env={**plain, "PYTHONIOENCODING": "utf-8"}, capture_output=True, check=False,
    )  # fmt: skip
    said = (ran.stdout.decode(), ran.stderr.decode(), ran.returncode)
    assert said == (case.expected.stdout, case.expected.stderr, case.expected.code)


@each_case
def test_no_answer_is_a_traceback_or_a_fault_of_ours(case: Case) -> None:
    expected = case.expected
    assert "Traceback" not in expected.stdout + expected.stderr
    assert expected.code in {Exit.DONE, Exit.REFUSED, Exit.USAGE, Exit.STATE, Exit.IO}


@each_case
def test_every_answer_names_a_code_and_every_refusal_a_remedy(case: Case) -> None:
    expected = case.expected
    if case.name in WORDED_BY_CLICK or "--json" in case.arguments:
        assert expected.stderr or expected.stdout
        return
    assert expected.codes
    for code in expected.codes:
        lines = expected.lines_of(code)
        if TEXTS[code].level not in COSTS_NOTHING:
            assert sum(line.startswith(HINTS) for line in lines) * 2 == len(lines), lines


@each_case
def test_every_row_read_is_accounted_for(case: Case) -> None:
    for line in case.expected.stderr.splitlines():
        if line.startswith(COUNTED):
            whole, parts = re.split("[;；]", line)[0].split(" = ")
            counts = [int(number) for number in re.findall(r"-?\d+", parts)]
            assert int(re.findall(r"\d+", whole)[-1]) == sum(counts)
            assert min(counts) >= 0


def test_the_gallery_is_large() -> None:
    assert len(CASES) >= LEAST_MISTAKES


def test_every_code_has_a_case_or_a_reason_why_not() -> None:
    shown = {code for case in CASES for code in case.expected.codes}
    assert sorted(set(TEXTS) - shown) == sorted(WITHOUT_CASE)


def test_codes_are_words_in_kebab_case_and_groups_begin_at_codes() -> None:
    assert [code for code in TEXTS if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", code)] == []
    assert set(GROUPS) <= set(TEXTS)


def test_every_refusing_text_has_a_remedy() -> None:
    assert [code for code, text in TEXTS.items() if text.level not in COSTS_NOTHING and not text.hint] == []


def test_the_document_of_mistakes_is_what_the_gallery_says(tmp_path: Path) -> None:
    if UPDATING:
        for case in CASES:  # another worker may not have come so far
            case.copy_input(tmp_path / case.name)
            answer = answer_in(tmp_path / case.name, case.arguments)
            assert answer.code != Exit.BUG
            case.accept(answer)
        DOCUMENT.parent.mkdir(exist_ok=True)
        DOCUMENT.write_text(document(), "utf-8")
    assert DOCUMENT.read_text("utf-8") == document()
