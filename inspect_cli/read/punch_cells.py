"""What apps write into the cells of attendance tables: people, times, several in a cell, marks of the next day."""

from collections.abc import Callable
from typing import Final

import polars as pl

from inspect_cli.read.written_dates import NAMED, day

EMPTY_WORDS: Final = ("-", "--", "---", "—", "——", "/", "无", "none", "null", "nan", "n/a", "na")
LEAVER: Final = r"\s*[(（]\s*已?离职\s*[)）]\s*$"

_DATE: Final = (
    r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}"
    rf"|{NAMED}"
)
_WEEKDAY: Final = r"(?:\s*(?:星期|周)[一二三四五六日天]|\s*(?i:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?)?"
_NEXT: Final = r"次日|第二天|翌日|明日"
_HALF: Final = r"上午|下午|(?i:am|pm)"
TOKEN: Final = (
    rf"(?:({_DATE}){_WEEKDAY}[T\s]*)?({_NEXT})?\s*({_HALF})?\s*"
    rf"((?:[0-3]?[0-9]|4[0-7]):[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?)"
    rf"\s*((?i:[ap]m\b))?(Z|[+-][0-9]{{2}}:?[0-9]{{2}})?(\s*\+\s?1?)?"
)
"""One punch: its date, a mark of the next day, half of the day, the time, AM or PM, an offset from UTC, a plus."""

DATE, MARK, HALF, TIME, AM_PM, OFFSET, PLUS = (str(group) for group in range(1, 8))
_NEXT_IN_BRACKETS: Final = rf"[(]\s*(?:{_NEXT}|\+\s*1)\s*[)]"
_TIME_BEGINS: Final = rf"(\s*(?:{_HALF}|[0-9]))"
_MARKS: Final = (
    (rf"([0-9]){_NEXT_IN_BRACKETS}([0-9])", "${1}?1?${2}"),  # of which of the two times it speaks nobody knows
    (rf"(^\s*|[;,、/|\n]\s*|\s){_NEXT_IN_BRACKETS}([0-9])", "${1}次日${2}"),
    (rf"(^\s*|[;,、/|\n]\s*){_NEXT_IN_BRACKETS}{_TIME_BEGINS}", "${1}次日${2}"),
    (_NEXT_IN_BRACKETS, "+1"),
)
"""Marks of the next day in brackets, before the time they touch or after it, without the brackets."""

_IN_WORDS: Final = (
    (r"([0-9]{1,2})\s*[时時点點]\s*([0-9]{2})\s*分\s*([0-9]{2})\s*秒", "${1}:${2}:${3}"),
    (r"([0-9]{1,2})\s*[时時点點]\s*([0-9]{2})\s*分", "${1}:${2}"),
    (r"([0-9]{1,2})\s*[时時点點]\s*([0-9])\s*分", "${1}:0${2}"),
)
_CLOCK: Final = rf"(?:{_NEXT})?\s*(?:[0-3]?[0-9]|4[0-7]):[0-5][0-9]"
_JOINED: Final = "|".join(rf"^\s*{clock}(?:[-;,、/\s]+{clock})+\s*$" for clock in (_CLOCK, rf"{_CLOCK}:[0-5][0-9]"))
"""Times without a date, all to the minute or all to the second: a dash joins two of them and is no offset from UTC."""

_BRACKETS: Final = r"[(][^()]*[)]"

USUAL_LENGTH: Final = len("2026-10-03 08:29:31")
USUAL: Final = r"^[12][0-9]{3}-[0-9]{2}-[0-9]{2} [0-2][0-9]:[0-5][0-9]:[0-5][0-9]$"


def plain(text: pl.Expr) -> pl.Expr:
    """Half-width text without the apostrophe that keeps a number text; a word that means empty is null."""
    half = pl.when(text.str.contains(r"[^\x00-\x7f]")).then(text.str.normalize("NFKC")).otherwise(text)
    bare = half.str.strip_prefix("'").str.strip_chars()
    return pl.when((bare != "") & ~bare.str.to_lowercase().is_in(EMPTY_WORDS)).then(bare)


def name(text: pl.Expr) -> pl.Expr:
    """A person's name without the remark that the person has left."""
    return plain(text).str.replace(LEAVER, "")


def spoken(text: pl.Expr, brackets: str) -> pl.Expr:
    """The part of a plain cell that holds times, with colons: what stands in its brackets, or all but that."""
    marked = text
    for written, meant in (*_IN_WORDS, *_MARKS):
        marked = marked.str.replace_all(written, meant)
    if brackets == "notes":
        said = marked.str.replace_all(_BRACKETS, " ")
    else:
        inside = marked.str.extract_all(_BRACKETS).list.join(" ").str.replace_all(r"[()]", " ")
        said = pl.when(marked.str.contains(_BRACKETS)).then(inside).otherwise(marked)
    return pl.when(said.str.contains(_JOINED)).then(said.str.replace_all("-", " ", literal=True)).otherwise(said)


def unreadable(text: pl.Expr) -> pl.Expr:
    """Whether digits remain of a spoken text when its punches are taken out: a time that nobody could read."""
    return text.str.replace_all(TOKEN, " ").str.contains("[0-9]")


def usual_moment(text: pl.Expr) -> pl.Expr:
    """The moment of a text that is one date and time as programs write it (2026-10-03 08:29:31); else null."""
    usual = (text.str.len_bytes() == USUAL_LENGTH) & text.str.contains(USUAL)
    written = pl.when(usual).then(text).str
    return written.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="ms", cache=False)


def once_each(text: pl.Series, meaning: Callable[[pl.Expr], pl.Expr]) -> pl.Series:
    """What every text means, worked out once for each distinct one: a table has few people and days, and many rows."""
    distinct = text.unique().rename("text")
    meant = distinct.to_frame().select(meant=meaning(pl.col("text")))["meant"]
    if meant.equals(distinct):
        return text
    return text.replace_strict(distinct, meant, return_dtype=meant.dtype)


def times_in(texts: pl.Series, order: str) -> pl.DataFrame:
    """A row for each time in distinct spoken `texts`, in their order: text, seconds, following, dated, day, placed.

    `following` is 1 where a mark puts the time on the next day, `day` its own date (`dated`: it has one, though the
    calendar may not), `placed` false where it has an offset from UTC, which nobody can place without knowing the zone.
    """
    token = pl.col("token")
    return (
        pl.DataFrame({"text": texts})
        .with_columns(token=pl.col("text").str.extract_all(TOKEN))
        .explode("token", empty_as_null=False, keep_nulls=False)
        .with_columns(token.str.extract_groups(TOKEN).alias("part"))
        .select(
            "text",
            seconds=_seconds(),
            following=(_part(MARK).is_not_null() | _part(PLUS).is_not_null()).cast(pl.Int32),
            dated=_part(DATE).is_not_null(),
            own_day=day(_part(DATE), order),
            placed=_part(OFFSET).is_null(),
        )
    )


def _part(group: str) -> pl.Expr:
    return pl.col("part").struct.field(group)


def _seconds() -> pl.Expr:
    """Seconds from midnight of the time in `part`, to the nearest one; 24:00 and later hours count on."""
    clock = _part(TIME).str.split(":")
    hour, minute = (clock.list.get(place).cast(pl.Int32) for place in (0, 1))
    second = clock.list.get(2, null_on_oob=True).cast(pl.Float64).round().cast(pl.Int32).fill_null(0)
    half = pl.coalesce(_part(HALF), _part(AM_PM)).str.to_lowercase()
    after_noon = half.is_in(["下午", "pm"]) & (hour < 12)
    after_midnight = half.is_in(["上午", "am"]) & (hour == 12)
    twelve = pl.when(after_noon).then(12).when(after_midnight).then(-12).otherwise(0)
    return (hour + twelve) * 3600 + minute * 60 + second
