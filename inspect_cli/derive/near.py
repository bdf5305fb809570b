"""What was probably meant: the known words nearest to one that is not known."""

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from difflib import get_close_matches

import polars as pl

CONFUSED = (
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("gb18030", "utf-8"),
    ("cp1252", "gb18030"),
    ("latin-1", "gb18030"),
)
"""In which encoding Chinese text was read, and in which it was written."""

CHINESE = re.compile("[\u4e00-\u9fff·]{2,}")
MOST_WORDS_COMPARED = 20_000
MOST_SHOWN = 3
SHORT = 3
"""Chinese names and words of up to three characters: one wrong character is a third of them or more."""


def nearest(words: pl.Series) -> Callable[[str], str]:
    """A function that names what was probably meant: equal but for zeros, case or width, else the closest spelling.

    Of Chinese words of two or three characters up to three that differ in one character, joined by ` / `.
    """
    every: list[str] = []
    plain: dict[str, str] = {}
    known: dict[str, str] = {}

    def near(value: str) -> str:
        if not every:  # made for the first stranger only: most months have none
            every.extend(words.to_list())
            plain.update({_plain(word): word for word in every})
        if value not in known:
            known[value] = plain.get(_plain(value)) or " / ".join(_closest(value, every))
        return known[value]

    return near


def _closest(value: str, words: Sequence[str]) -> list[str]:
    if len(words) > MOST_WORDS_COMPARED:
        return []
    if 1 < len(value) <= SHORT and not value.isascii():
        return [word for word in words if _one_character_apart(value, word)][:MOST_SHOWN]
    return get_close_matches(value, words, n=1)


def _one_character_apart(one: str, other: str) -> bool:
    """Whether one character is wrong, missing or too much, and another one right."""
    if len(one) == len(other):
        return sum(a != b for a, b in zip(one, other, strict=True)) == 1
    short, long = sorted((one, other), key=len)
    return len(long) - len(short) == 1 and any(long[:at] + long[at + 1 :] == short for at in range(len(long)))


def _plain(value: str) -> str:
    return re.sub("(?<![0-9])0+", "", unicodedata.normalize("NFKC", value).casefold())


def most_shared(words: Mapping[str, str]) -> Callable[[str], str]:
    """A function that names what shares most pairs of neighbouring characters with a Chinese phrase, joined by ` / `.

    `words` has for each name all that is said of it: 没穿工服 shares 工服 with whatever speaks of 工服.
    """

    def near(value: str) -> str:
        pairs = {value[at : at + 2] for at in range(len(value) - 1) if not value[at : at + 2].isascii()}
        shared = {name: sum(pair in said for pair in pairs) for name, said in words.items()}
        most = max(shared.values(), default=0)
        best = sorted((name for name in shared if shared[name] == most), key=len) if most else []
        return " / ".join(best[:MOST_SHOWN])

    return near


def regained(text: str) -> str | None:
    """The Chinese name of which the text is what is left after it was read in a wrong encoding; None for other text."""
    for wrong, right in CONFUSED:
        try:
            whole = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if whole != text and CHINESE.fullmatch(whole):
            return whole
    return None
