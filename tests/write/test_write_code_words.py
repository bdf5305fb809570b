"""Our own codes: words for people in every shown format, codes for programs, and words that are read back."""

import csv
import io
import json
import re
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest

from inspect_cli.commands import door
from inspect_cli.frames import OUTCOMES, Heading, Table
from inspect_cli.write import WRITERS, Edition
from inspect_cli.write.code_words import CODES, in_words, words_of

ROOT = Path(__file__).resolve().parents[2]
DECISIONS = json.loads((ROOT / "schemas" / "decisions.schema.json").read_text("utf-8"))["properties"]["outcome"]
HEADINGS = (
    Heading("person_id", "Number", "工号"),
    Heading("status", "Status", "状态", codes="status"),
    Heading("kind", "Kind", "类别", codes="question"),
    Heading("note", "Note", "说明"),
)
ROWS = [("E1", "no-data", "missing-punch", "no-data"), ("E2", "scored", None, None), ("E3", "=odd", "", "scored")]
SHOWN = ("html", "md", "txt", "xlsx")


@pytest.fixture
def table() -> Table:
    schema = {heading.key: pl.String for heading in HEADINGS}
    return Table("people", "People", "人员", HEADINGS, pl.DataFrame(ROWS, schema=schema, orient="row"))


def content(table: Table, ending: str, lang: str) -> str:
    """What stands in the file, for a workbook the text of all its cells."""
    data = WRITERS[ending]([table], Edition(lang=lang, overview=False))
    if ending != "xlsx":
        return data.decode()
    rows = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True)
    return "\n".join(" ".join(str(cell) for cell in row if cell is not None) for row in rows)


@pytest.mark.parametrize("ending", SHOWN)
def test_people_read_words(table: Table, ending: str) -> None:
    chinese, english = content(table, ending, "zh"), content(table, ending, "en")
    assert all(word in chinese for word in ("无数据", "已评分", "缺卡", "odd"))
    assert all(word in english for word in ("no data", "scored", "missing punch", "odd"))
    assert "missing-punch" not in chinese + english
    assert chinese.count("no-data") == english.count("no-data") == 1, "only the note, which holds no codes"


@pytest.mark.parametrize("ending", sorted(set(WRITERS) - set(SHOWN)))
def test_programs_read_codes(table: Table, ending: str) -> None:
    plain = Table(
        table.name, table.en, table.zh, [Heading(each.key, each.en, each.zh) for each in HEADINGS], table.frame
    )
    for lang in ("zh", "en"):
        assert content(table, ending, lang) == content(plain, ending, lang)


def test_a_table_without_codes_is_left_alone(lines: Table) -> None:
    assert in_words(lines, "zh") is lines


def test_what_is_no_code_stays_and_what_is_empty_stays_empty(table: Table) -> None:
    frame = in_words(table, "zh").frame
    assert frame["status"].to_list() == ["无数据", "已评分", "=odd"]
    assert frame["kind"].to_list() == ["缺卡", None, ""]
    assert frame["note"].to_list() == ["no-data", None, "scored"]


@pytest.mark.parametrize("codes", CODES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_two_codes_of_a_table_never_read_alike(codes: str, lang: str) -> None:
    words = list(words_of(codes, lang).values())
    assert len(set(words)) == len(words)


# The drop-down of the fill-in book


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_answer_that_is_offered_is_a_word_of_the_decisions(lang: str) -> None:
    words = words_of("outcome", lang)
    assert list(words) == DECISIONS["enum"]
    assert {code: word for code, word in words.items() if word not in (code, *DECISIONS["x-words"][code])} == {}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A copy of the sample site that takes decisions from a folder, where there are none yet."""
    home = tmp_path / "site"
    shutil.copytree(ROOT / "sample_data", home, ignore=shutil.ignore_patterns("reports", "__pycache__"))
    settings = re.sub(r"(?m)^decisions\b.*\n", "", (home / "site.toml").read_text("utf-8"))
    settings = settings.replace("[data]\n", '[data]\ndecisions = "answers/*.xlsx"\n')
    (home / "site.toml").write_text(settings, "utf-8")
    (home / "answers").mkdir()
    return home


def run(monkeypatch: pytest.MonkeyPatch, site: Path, lang: str, *words: str) -> int:
    options = ["--site", str(site), "--month", "2026-10", "--lang", lang]
    monkeypatch.setattr("sys.argv", ["inspect-cli", *words, *options])
    return int(door.run())


def filled(book: Path, nth: int) -> dict[str, str]:
    """Every question answered with the nth of the answers that fit it, in the drop-down's words: number → word."""
    workbook = openpyxl.load_workbook(book)
    sheet: Any = workbook.worksheets[0]
    (rule,) = sheet.data_validations.dataValidation
    offered = rule.formula1.strip('"').split(",")
    top = next(cell.row for cell in sheet["A"] if cell.value in ("Question", "事项编号"))
    column = {cell.value: cell.column for cell in sheet[top]}
    about, answers, outcome, value = (
        next(column[title] for title in titles if title in column)
        for titles in (("Question", "事项编号"), ("Answers", "可答复"), ("Answer", "处理结果"), ("Value", "选定分值"))
    )
    said: dict[str, str] = {}
    for row in range(top + 1, sheet.max_row + 1):
        fitting = sheet.cell(row, answers).value.split(" / ")
        assert set(fitting) <= set(offered)
        word = fitting[min(nth, len(fitting) - 1)]
        sheet.cell(row, outcome).value = said[sheet.cell(row, about).value] = word
        if word in ("choose", "选定"):
            sheet.cell(row, value).value = 2
    workbook.save(book)
    return said


@pytest.mark.parametrize("nth", [0, 1])
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_book_filled_with_the_words_it_offers_is_read_back(
    lang: str,
    nth: int,
    site: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    book = site / "answers" / "open.xlsx"
    assert run(monkeypatch, site, lang, "status", "-o", str(tmp_path / "open.xlsx")) == 0
    said = filled(tmp_path / "open.xlsx", nth)
    shutil.move(tmp_path / "open.xlsx", book)
    assert len(said) > 5
    assert run(monkeypatch, site, lang, "score", "-o", str(tmp_path / "scores.csv")) == 0
    assert "unknown-column" not in capsys.readouterr().err
    scores = list(csv.DictReader((tmp_path / "scores.csv").read_text("utf-8-sig").splitlines()))
    run(monkeypatch, site, lang, "report", "--format", "csv", "--out", str(tmp_path / "out"))
    asked = list(csv.DictReader((tmp_path / "out" / "questions.csv").read_text("utf-8-sig").splitlines()))
    words = words_of("outcome", lang)
    answered = [row for row in asked if row["outcome"]]
    assert {row["about"]: words[row["outcome"]] for row in answered} == said
    assert all(row["outcome"] in OUTCOMES[row["kind"]] for row in answered)
    raised = [row for row in asked if not row["outcome"]]
    assert {row["kind"] for row in raised} <= {"approval", "choice"}, "a ladder's step that an answer set off"
    assert sum(int(row["open"]) for row in scores) == len(raised)
