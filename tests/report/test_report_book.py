"""The rule book in words, what a word finds in it, and the card for the wall."""

import io
import json
from datetime import date

import pytest
from openpyxl import load_workbook

from inspect_cli import resources
from inspect_cli.report.book import book_table, nearest_word
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.write import Edition, to_card
from tests.derive.given import BOTH, book_of, checklist

DAY = date(2026, 10, 31)
BOOK = book_of(
    checklist(
        {"id": "RE-08", "title": {"zh": "指甲", "en": "Nails"}, "chosen": {"points": ["-1.5", "-0.5"], "step": "0.5"},
         "synonyms": ["指甲油"]},
        {"id": "PA-37", "title": {"zh": "打瞌睡", "en": "Dozing"},
         "levels": {"light": {"points": "-1"}, "serious": {"points": "-5", "sanction": "warning"}},
         "level_titles": {"light": {"zh": "打盹", "en": "light"}}},
        {"id": "late", "title": {"zh": "迟到", "en": "Late"}, "unit": "minute",
         "bands": [{"over": "0", "upto": "5", "points": "-1"}], "becomes": [{"over": "5", "item": "absent"}]},
        {"id": "absent", "title": {"zh": "缺勤", "en": "Absent"}, "each": {"points": "-10"}},
        {"id": "uniform", "title": {"zh": "工服", "en": "Uniform"}, "each": {"points": "-1", "per": "piece"},
         "pieces": ["badge", "tie"], "cap": {"id": "c", "per": "month", "points": "-3"}},
        {"id": "books", "title": {"zh": "看书", "en": "Books"}},
        counters=[{"id": "n", "items": ["absent"], "mode": "add", "per": {"days": 90},
                   "steps": [{"at": 3, "points": "-5", "sanction": "warning"}]}],
        quotas=[{"id": "q", "items": ["absent"], "per": "month", "free": "1"}],
        sanctions={"warning": {"zh": "警告", "en": "warning"}},
    )
)  # fmt: skip


def said(lang: str, column: str, word: str = "") -> dict[str, str]:
    frame = book_table(BOOK, DAY, lang, (), word).frame
    return dict(zip(frame["item"], frame[column], strict=True))


def test_prices_are_said_in_words() -> None:
    assert said("en", "points") == {
        "RE-08": "-0.5 to -1.5 in steps of 0.5",
        "PA-37": "light: -1; serious: -5, warning",
        "late": "over 0 up to 5 min: -1; over 5 min: counts as Absent",
        "absent": "-10 each time; 1 free this month",
        "uniform": "-1 for each piece missing; at most -3 a month",
        "books": "no points",
    }
    assert said("zh", "points")["PA-37"] == "打盹：-1；serious：-5，警告"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_shipped_checklist_can_be_said_in_words(lang: str) -> None:
    shipped = resources.shipped("checklists")
    lists, schemes = (
        [json.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.json"))]
        for folder in (shipped, shipped / "schemes")
    )
    book = compile_rules(lists, schemes)
    frame = book_table(book, DAY, lang, ()).frame
    in_force = [each for each in lists if each["from"] <= str(DAY) <= each.get("to", "9999")]
    assert frame.height == sum(len(each["items"]) for each in in_force)
    assert frame.null_count().sum_horizontal().item() == 0
    assert not frame["points"].str.contains("{", literal=True).any()


def test_the_steps_of_a_counter_are_said_in_words() -> None:
    assert said("en", "ladder")["absent"] == "3 times within 90 days: a further -5, warning"
    assert said("zh", "ladder")["absent"] == "90 天内第 3 次：另计 -5，警告"


@pytest.mark.parametrize("word", ["re08", "ＲＥ－０８", "指甲油", "nails", "NAILS"])
def test_a_word_finds_items_by_code_title_or_synonym_in_either_language(word: str) -> None:
    assert list(said("zh", "title", word)) == ["RE-08"]


def test_traditional_characters_find_simplified_ones() -> None:
    assert list(said("zh", "title", "遲到")) == ["late"]


def test_a_word_that_finds_nothing_has_a_near_one() -> None:
    assert said("zh", "title", "打瞌水") == {}
    assert nearest_word(BOOK, DAY, "打瞌水") == "打瞌睡"


def test_what_is_not_in_force_is_not_listed() -> None:
    assert book_table(BOOK, date(2025, 1, 1), "en", ()).frame.is_empty()


def test_the_card_is_one_page_wide_across_with_a_band_for_each_section() -> None:
    table = book_table(BOOK, DAY, "zh", ["2026-10"])
    sheet = load_workbook(io.BytesIO(to_card([table], Edition(lang="zh", title="检查项目")))).active
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
    assert sheet.print_title_rows == "$3:$3"
    first = [row[0].value for row in sheet.iter_rows()]
    assert first[:4] == ["检查项目", "2026-10", "编号", f"{BOTH['zh']} · {BOTH['zh']}"]
    assert len(sheet.merged_cells.ranges) == 1
    assert first[4:] == list(table.frame["item"])
