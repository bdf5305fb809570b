"""What apps write into the cells of attendance tables, in columns: days, times, several in a cell, next-day marks."""

from typing import Final

import polars as pl

SECONDS_A_DAY: Final = 86_400
LONGEST_SHIFT: Final = 18 * 3600
"""A time earlier than the one before it, in the cells of one day, is of the next day when the gap is at most this."""

EMPTY_WORDS: Final = ("-", "--", "---", "—", "——", "/", "无", "none", "null", "nan", "n/a", "na")
LEAVER: Final = r"\s*[(（]\s*已?离职\s*[)）]\s*$"

_DATE: Final = r"[0-9]{4}\s*[-/.年]\s*[0-9]{1,2}\s*[-/.月]\s*[0-9]{1,2}\s*日?|[0-9]{1,2}[-/.][0-9]{1,2}[-/.][0-9]{2,4}"
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
_BRACKETS: Final = r"[(][^()]*[)]"

NUMBERED_DATE: Final = {
    "ymd": r"^([0-9]{2,4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})",
    "dmy": r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})",
    "mdy": r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})",
}
_PARTS: Final = {"ymd": ("1", "2", "3"), "dmy": ("3", "2", "1"), "mdy": ("3", "1", "2")}
_YEAR_FIRST: Final = r"^[0-9]{4}\s*[-/.年]"
_COMPACT: Final = r"^(20[0-9]{2})([01][0-9])([0-3][0-9])$"


def plain(text: pl.Expr) -> pl.Expr:
    """Half-width text without the apostrophe that keeps a number text; a word that means empty is null."""
    half = pl.when(text.str.contains(r"[^\x00-\x7f]")).then(text.str.normalize("NFKC")).otherwise(text)
    bare = half.str.strip_prefix("'").str.strip_chars()
    return pl.when((bare != "") & ~bare.str.to_lowercase().is_in(EMPTY_WORDS)).then(bare)


def name(text: pl.Expr) -> pl.Expr:
    """A person's name without the remark that the person has left."""
    return plain(text).str.replace(LEAVER, "")


def day(text: pl.Expr, order: str) -> pl.Expr:
    """The day at the beginning of each text, whatever follows; null where there is none.

    A year of two digits is of this century. A date that begins with four digits begins with the year in every `order`.
    """
    compact = text.str.replace(_COMPACT, "$1-$2-$3")
    written = _iso(compact, "ymd")
    if order != "ymd":
        written = pl.when(compact.str.contains(_YEAR_FIRST)).then(written).otherwise(_iso(compact, order))
    return written.str.to_date("%Y-%m-%d", strict=False)


def _iso(text: pl.Expr, order: str) -> pl.Expr:
    groups = text.str.extract_groups(NUMBERED_DATE[order])
    year, month, number = (groups.struct.field(part) for part in _PARTS[order])
    century = pl.when(year.str.len_bytes() == 2).then(pl.concat_str(pl.lit("20"), year)).otherwise(year)
    return pl.concat_str(century, pl.lit("-"), month.str.zfill(2), pl.lit("-"), number.str.zfill(2))


def spoken(text: pl.Expr, brackets: str) -> pl.Expr:
    """The part of a plain cell that holds times: what stands in its brackets, or all but that."""
    marked = text.str.replace_all(_NEXT_IN_BRACKETS, "+1")
    if brackets == "notes":
        return marked.str.replace_all(_BRACKETS, " ")
    inside = marked.str.extract_all(_BRACKETS).list.join(" ").str.replace_all(r"[()]", " ")
    return pl.when(marked.str.contains(_BRACKETS)).then(inside).otherwise(marked)


def unreadable(text: pl.Expr) -> pl.Expr:
    """Whether digits remain of a spoken text when its punches are taken out: a time that nobody could read."""
    return text.str.replace_all(TOKEN, " ").str.contains("[0-9]")


def punches(cells: pl.DataFrame, order: str, add_minutes: int) -> pl.DataFrame:
    """A row for each time in the column `text` of `cells`, with `at` (local date and time) in place of text and day.

    `cells` has row, slot (position among the row's cells), day (null where the cells have dates themselves) and text,
    and any other columns, which each punch gets. A time earlier than the one before it on the row's same day is of the
    next day, unless that would be longer than any shift. `at` is null where there is no day, no such date, or an offset
    from UTC, which nobody can place without knowing the zone.
    """
    token = pl.col("token")
    parts = (
        cells.with_columns(token=pl.col("text").str.extract_all(TOKEN))
        .explode("token", empty_as_null=False, keep_nulls=False)
        .with_columns(token.str.extract_groups(TOKEN).alias("part"))
        .with_columns(seconds=_seconds(), dated=_part(DATE).is_not_null())
        .with_columns(day=pl.when("dated").then(day(_part(DATE), order)).otherwise("day"))
    )
    following = (_part(MARK).is_not_null() | _part(PLUS).is_not_null()).cast(pl.Int32)
    days = pl.max_horizontal(following, pl.col("fallen").cum_sum().over("row", "day"))
    seconds = pl.col("seconds") + days * SECONDS_A_DAY + add_minutes * 60
    at = pl.col("day").cast(pl.Datetime("ms")) + pl.duration(seconds=seconds)
    return (
        parts.with_columns(fallen=_fallen())
        .with_columns(at=pl.when(_part(OFFSET).is_null()).then(at))
        .drop("token", "part", "seconds", "dated", "fallen", "day", "text")
    )


def _part(group: str) -> pl.Expr:
    return pl.col("part").struct.field(group)


def _seconds() -> pl.Expr:
    """Seconds from midnight of the time in `part`; 24:00 and later hours count on."""
    clock = _part(TIME).str.split(":")
    hour, minute = (clock.list.get(place).cast(pl.Int32) for place in (0, 1))
    second = clock.list.get(2, null_on_oob=True).str.slice(0, 2).cast(pl.Int32).fill_null(0)
    half = pl.coalesce(_part(HALF), _part(AM_PM)).str.to_lowercase()
    after_noon = half.is_in(["下午", "pm"]) & (hour < 12)
    after_midnight = half.is_in(["上午", "am"]) & (hour == 12)
    twelve = pl.when(after_noon).then(12).when(after_midnight).then(-12).otherwise(0)
    return (hour + twelve) * 3600 + minute * 60 + second


def _fallen() -> pl.Expr:
    """1 where an undated time is so much earlier than the one before it that it is of the next day, else 0."""
    before = pl.col("seconds").shift(1).over("row", "day")
    fallen = ~pl.col("dated") & (before - pl.col("seconds") >= SECONDS_A_DAY - LONGEST_SHIFT)
    return fallen.fill_null(value=False).cast(pl.Int32)
