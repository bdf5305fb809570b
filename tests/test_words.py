"""Sentences in the reader's language, and nothing that breaks where a translation is missing."""

import pytest

from inspect_cli.words import LANGUAGES, translator


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_sentence_nobody_translated_stays_as_it_is(lang: str) -> None:
    assert translator(lang)("a sentence nobody wrote {count}") == "a sentence nobody wrote {count}"


def test_english_is_as_written_in_the_code() -> None:
    assert translator("en")("hint") == "hint"
