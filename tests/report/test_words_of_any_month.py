"""Whatever a month holds, `explain` says it in whole sentences with their figures, in the language that is read."""

import re
from collections.abc import Iterator
from decimal import Decimal

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_cli.amounts import signed, written
from inspect_cli.frames import PAST_STANDINGS, of_rows
from inspect_cli.months import Month
from inspect_cli.report import Report, month_tables
from inspect_cli.report.explain import closing, explanation
from inspect_cli.report.reasons import REASONS
from inspect_cli.score import History, score_month
from tests.reference.months import Played, RuleBook, months, rule_books
from tests.score.frames_of import known_of, report_of

played_books = rule_books().flatmap(lambda rules: st.tuples(st.just(rules), months(rules)))
TORN = re.compile(r"[{}%]s|[{}]|\bNone\b|\bnull\b|  |^\W*$|[：:,，;；×]\s*$|[：:]\s*[,，;；。]|“”|（）|\(\)")
"""What is left of a sentence of which a part is missing."""
HAN, LATIN = re.compile(r"[一-鿿]"), re.compile(r"[A-Za-z]+")
NAMES = {
    "A",
    "B",
    "C",
    "D",
    "P",
    "Q",
    "a",
    "b",
    "inner",
    "outer",
    "desk",
    "gate",
    "main",
    "other",
    "lobby",
    "mg",
    "L",
    "pH",
    "N",
}
"""Grades, people, groups, raters, departments, schemes and units, which are called the same in every language."""
OF_THE_SCHEME = ("floor", "ceiling", "transfer")
"""Steps of the scheme itself, which has no title for them."""
PRICED = ("chosen", "levels", "bands", "limit", "each")


def reports(rules: RuleBook, played: Played) -> Iterator[Report]:
    """November's report in English and in Chinese."""
    month = Month("2026-11", played.first, played.last, played.cut_off)
    known = known_of(played.facts, played.people, rules.checklists, rules.schemes, month, rules.default_scheme)
    history = History(sorted(played.months), standings=of_rows(list(played.history), PAST_STANDINGS))
    scored = score_month(*known, None, history)
    return (report_of(scored, *known, lang) for lang in ("en", "zh"))


def is_whole(text: str | None, lang: str) -> bool:
    """Whether nothing is missing of a sentence, and nothing of it is in another language."""
    if not text or TORN.search(text):
        return False
    if lang == "en":
        return not HAN.search(text.replace("人P", "P"))
    return set(LATIN.findall(text)) <= NAMES


def names_its_figures(line: dict[str, object], reason: str) -> bool:
    """Whether the sentence of an event says what one costs and how many they are, or what they cost in all."""
    price, quantity, yuan = line["price"], line["quantity"], line["yuan"]
    assert isinstance(quantity, Decimal)
    many = [] if quantity == 1 else [written(quantity)]
    amount = [signed(each) for each in (price if price is not None else yuan,) if isinstance(each, Decimal)]
    return all(figure in reason for figure in [*amount, *(many if amount else [])])


def say_it_whole(rules: RuleBook, played: Played) -> None:
    """Every table is made, and every line and closing sentence of everybody is whole."""
    for report in reports(rules, played):
        assert all(table.cells() is not None for table in month_tables(report).values())
        for person in report.standings["subject"]:
            told = explanation(report, person).cells()
            lines = report.adjustments.filter(pl.col("subject") == person)
            for line, said in zip(lines.iter_rows(named=True), told.iter_rows(named=True), strict=True):
                assert is_whole(said["reason"], report.lang), (line["because"], said["reason"])
                assert is_whole(said["what"], report.lang) or line["step"] in OF_THE_SCHEME, said["what"]
                assert (
                    line["because"] not in PRICED
                    or line["needs"] == "choice"
                    or names_its_figures(line, said["reason"])
                ), said["reason"]
            for sentence in closing(report, person):
                assert is_whole(sentence, report.lang), sentence


@pytest.mark.parametrize("code", REASONS)
def test_every_sentence_has_room_for_a_figure(code: str) -> None:
    assert all("{" in text for text in REASONS[code].values())


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_every_line_of_a_month_is_worded(both: tuple[RuleBook, Played]) -> None:
    say_it_whole(*both)


@pytest.mark.soak
@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(played_books)
def test_every_line_of_hundreds_of_months_is_worded(both: tuple[RuleBook, Played]) -> None:
    say_it_whole(*both)
