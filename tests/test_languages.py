"""Whatever the program says, it says in English and in Chinese: nothing untranslated, nothing left over."""

import importlib
import json
import os
import pkgutil
import re
import string
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

import inspect_cli.report
from inspect_cli import resources
from inspect_cli.commands.door import COMMANDS
from inspect_cli.commands.helping import laid_out
from inspect_cli.frames import DAY_OUTCOMES, OUTCOMES, Heading
from inspect_cli.read import READERS
from inspect_cli.read.formats import formats_of
from inspect_cli.report.measures import CLOCK, UNITS
from inspect_cli.report.reasons import COUNTS_AS, RANGES, REASONS, WITHOUT_POINTS
from inspect_cli.report.sentences import SENTENCES
from inspect_cli.score.questions import KINDS as QUESTIONS
from inspect_cli.site import KINDS as RECORDS
from inspect_cli.words import LANGUAGES, translator
from inspect_cli.write.code_words import CODES
from inspect_cli.write.terminal import display_width
from tests.catalogue import CHINESE, chinese, compiled, entries, sentences, sentences_of_click

ROOT = Path(__file__).resolve().parents[1]
UPDATING = bool(os.environ.get("UPDATE_CASES"))
LINES_OF_A_HEADING = 2
"""A workbook wraps a heading that is wider than its column; more than two lines are too many."""

HAN = r"[\u4e00-\u9fff]"
CATALOGUE = {message.id: message for message in chinese() if message.id}
OURS = sorted(sentences())
TRANSLATED = [text for text in OURS if text in CATALOGUE]


def names(template: str) -> list[str]:
    """The placeholders of a template, each as often as it stands there; `allowed_zh` is `allowed` in Chinese."""
    return sorted(name.removesuffix("_zh") for _, name, _, _ in string.Formatter().parse(template) if name is not None)


def said(sentence: str) -> str:
    """The Chinese of a sentence."""
    return str(CATALOGUE[sentence].string)


def indent(text: str) -> int:
    """By how many spaces a text is set off."""
    return len(text) - len(text.lstrip())


# The catalogue


def test_every_sentence_has_its_chinese() -> None:
    assert [text for text in OURS if text not in CATALOGUE or not said(text).strip() or CATALOGUE[text].fuzzy] == []


def test_chinese_has_the_same_placeholders_and_the_same_indent() -> None:
    assert [text for text in TRANSLATED if set(names(said(text))) != set(names(text))] == []
    assert [text for text in TRANSLATED if indent(said(text)) != indent(text)] == []


def test_nothing_in_the_catalogue_is_no_longer_said() -> None:
    known = {*OURS, *sentences_of_click()}
    assert [text for text in CATALOGUE if text not in known and not isinstance(text, tuple)] == []
    assert [text for text in CATALOGUE if isinstance(text, tuple) and not set(text) <= known] == []


def test_the_compiled_catalogue_is_made_of_the_written_one() -> None:
    path = CHINESE.with_suffix(".mo")
    if UPDATING:
        path.write_bytes(compiled())
    assert entries(path.read_bytes()) == entries(compiled())


def test_chinese_has_chinese_punctuation_where_it_is_prose() -> None:
    halves = rf"{HAN}[,;?!()]|[,;?!()]{HAN}|{HAN}:(?!$)|[，。；：、！？] "
    assert {text: found for text in TRANSLATED if (found := re.findall(halves, said(text)))} == {}


def test_the_program_speaks_what_the_catalogue_says() -> None:
    say = translator("zh")
    assert [text for text in TRANSLATED if say(text) != said(text)] == []


# Help


@pytest.mark.parametrize("command", ["", *COMMANDS])
@pytest.mark.parametrize(("spoken", "lang"), [("zh_CN.UTF-8", "zh"), ("en_US.UTF-8", "en"), ("C", "en")])
def test_help_speaks_the_language_of_the_environment(command: str, spoken: str, lang: str) -> None:
    plain = {key: value for key, value in os.environ.items() if key not in ("LANG", "LC_MESSAGES", "LANGUAGE")}
    ran = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "inspect_cli", *command.split(), "--help"],
        env={**plain, "LC_ALL": spoken, "PYTHONIOENCODING": "utf-8"}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert bool(re.search(HAN, ran.stdout)) == (lang == "zh")
    assert ran.stdout.startswith({"zh": "用法: ", "en": "Usage: "}[lang])
    assert max(map(display_width, ran.stdout.splitlines())) <= 110
    assert "polars" not in ran.stderr, "help does not pay for what it does not use"
    if lang == "zh":
        untranslated = [
            line
            for line in ran.stdout.partition("\n\n")[2].splitlines()
            if not re.search(HAN, line) and not _is_code(line.strip())
        ]
        assert untranslated == []


def _is_code(line: str) -> bool:
    """Whether a line of help is a command to type, a name, or the end of a bracket."""
    return not line or line.startswith("inspect-cli ") or re.fullmatch(r"[\w-]+\]?", line) is not None


@pytest.mark.parametrize("room", range(10, 60))
def test_chinese_is_laid_out_in_lines_that_fit(room: int) -> None:
    text = "读取全部数据，指出问题（含位置），不作任何改动。[默认：property-100]，见 problems.csv。"
    lines = laid_out(text, room).split("\n")
    assert lines[0] == "\b"
    assert max(map(display_width, lines[1:])) <= max(room, display_width("property-100]，"))
    assert "".join(lines[1:]).replace(" ", "") == text.replace(" ", "")
    assert not any(line.startswith(tuple("，。；：、！？）")) for line in lines[1:])


def test_english_is_left_for_click_to_lay_out() -> None:
    assert laid_out("Silent when all is well.", 10) == "Silent when all is well."


# Reports


def headings() -> list[tuple[str, Heading]]:
    """Every Heading that a module of the report declares in a tuple."""
    found = []
    for module in pkgutil.iter_modules(inspect_cli.report.__path__):
        for name, value in vars(importlib.import_module(f"inspect_cli.report.{module.name}")).items():
            if isinstance(value, tuple):
                found += [(f"{module.name}.{name}.{each.key}", each) for each in value if isinstance(each, Heading)]
    return found


@pytest.mark.parametrize(("where", "heading"), headings(), ids=lambda part: part if isinstance(part, str) else "")
def test_every_heading_has_both_languages_and_fits_its_column(where: str, heading: Heading) -> None:
    assert heading.en.strip() and re.search(HAN, heading.zh), where
    for title in (heading.en, heading.zh):
        assert display_width(title) <= LINES_OF_A_HEADING * heading.width, where


def test_there_are_headings() -> None:
    assert len(headings()) > 50


SIDE_BY_SIDE: dict[str, Mapping[str, str]] = {
    **{f"REASONS {code}": texts for code, texts in REASONS.items()},
    **{f"SENTENCES {code}": texts for code, texts in SENTENCES.items()},
    "COUNTS_AS": COUNTS_AS,
}


@pytest.mark.parametrize("code", SIDE_BY_SIDE)
def test_sentences_side_by_side_say_the_same(code: str) -> None:
    texts = SIDE_BY_SIDE[code]
    assert set(texts) == set(LANGUAGES)
    assert all(text.strip() for text in texts.values())
    assert names(texts["zh"]) == names(texts["en"])


@pytest.mark.parametrize("words", [RANGES, UNITS, WITHOUT_POINTS], ids=["RANGES", "UNITS", "WITHOUT_POINTS"])
def test_words_side_by_side_are_for_the_same_things(words: Mapping[str, Mapping[str, str]]) -> None:
    assert set(words) == set(LANGUAGES)
    assert set(words["zh"]) == set(words["en"])
    assert all(word for lang in LANGUAGES for word in words[lang].values())


def test_minutes_and_seconds_are_in_every_language() -> None:
    assert set(CLOCK) == set(LANGUAGES)


# Codes

OWN = {
    "status": {"scored", "provisional", "incomplete", "no-data"},
    "employment": {"employed", "left"},
    "step": {
        "event",
        "also",
        "cap",
        "section-cap",
        "section",
        "checklist-cap",
        "void",
        "ladder",
        "transfer",
        "liability",
        "liability-cap",
        "recovery",
        "floor",
        "ceiling",
        "band",
        "streak",
        "rank",
        "forfeit",
        "formula",
        "guarantee",
        "conversion",
        "carried",
        "loss",
        "money-cap",
    },
    "account": {"losses"},
    "needs": {"choice", "approval"},
    "question": set(QUESTIONS),
    "record": set(RECORDS),
    "attendance": {*DAY_OUTCOMES, "rest"},
    "coverage": {"person", "department", "group", "item"},
    "subject": {"person", "department", "group"},
    "direction": {"in", "out"},
    "format": {
        *(known.name for kind in RECORDS for known in formats_of(kind, resources.profiles())),
        *(set(READERS) - {"html"}),
    },
    "outcome": {outcome for fitting in OUTCOMES.values() for outcome in fitting},
    "answers": {" / ".join(fitting) for fitting in OUTCOMES.values()},
}
"""Every code that a table may hold."""


def test_every_code_has_a_word_in_each_language_and_no_other_has() -> None:
    assert {codes: set(words) for codes, words in CODES.items()} == OWN
    for codes, words in CODES.items():
        if codes == "format":  # the names that makers gave them
            continue
        for code, (english, han) in words.items():
            assert re.sub(r"\W", " ", english) == re.sub(r"\W", " ", code), "English says the code in plain words"
            assert re.search(HAN, han)
            assert not re.search("[A-Za-z]", han)


def test_every_column_of_codes_names_its_words_and_all_words_are_used() -> None:
    assert {heading.codes for _, heading in headings() if heading.codes} == set(CODES)


# Schemas and checklists


def properties(schema: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every property that a schema describes, at any depth; inside `x-…` and examples there are none."""
    if isinstance(schema, list):
        for part in schema:
            yield from properties(part)
    if not isinstance(schema, dict):
        return
    for key, part in schema.items():
        if key == "properties":
            yield from ((name, rule) for name, rule in part.items() if "title" in rule)
            for rule in part.values():
                yield from properties(rule)
        elif not key.startswith("x-") and key not in ("examples", "enum", "required"):
            yield from properties(part)


@pytest.mark.parametrize("path", sorted((ROOT / "schemas").glob("*.json")), ids=lambda path: path.stem)
def test_every_property_of_a_schema_has_a_chinese_title(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    assert re.search(HAN, schema["x-title-zh"]) if "x-title-zh" in schema else schema["title"]
    assert all("title" in rule for rule in schema["properties"].values())
    named = [rule for name, rule in properties(schema) if "x-title-zh" not in rule and name not in LANGUAGES]
    assert named == []
    assert [rule for _, rule in properties(schema) if not rule.get("x-title-zh", "?").strip()] == []


def titles(document: Any, path: str = "$") -> Iterator[tuple[str, Mapping[str, str]]]:
    """Every title of a rule book, wherever it stands: an object of a text for each language."""
    if isinstance(document, list):
        for number, part in enumerate(document):
            yield from titles(part, f"{path}[{number}]")
    if isinstance(document, dict):
        if set(document) & set(LANGUAGES):
            yield path, document
        for key, part in document.items():
            yield from titles(part, f"{path}.{key}")


@pytest.mark.parametrize("path", sorted((ROOT / "checklists").rglob("*.json")), ids=lambda path: path.stem)
def test_every_title_of_a_checklist_is_in_both_languages(path: Path) -> None:
    found = dict(titles(json.loads(path.read_text("utf-8"))))
    assert "$.title" in found
    wanting = [
        where
        for where, title in found.items()
        if set(title) != set(LANGUAGES) or not all(text.strip() for text in title.values())
    ]
    assert wanting == []
    assert [where for where, title in found.items() if re.search(HAN, title["en"])] == []
