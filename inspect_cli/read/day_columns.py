"""Columns that stand for days: which period a table is about, and which day each of its columns is."""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Final

FULL: Final = re.compile(r"(20[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})")
COMPACT: Final = re.compile(r"(?<![0-9])(20[0-9]{2})([01][0-9])([0-3][0-9])(?![0-9])")
MONTH_ONLY: Final = re.compile(r"(20[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})(?:\s*月|(?![0-9/.-]))")
WITHOUT_YEAR: Final = re.compile(
    r"(?<![0-9/.-])([0-9]{1,2})[-/.]([0-9]{1,2})\s*(?:[~～至到—-]|to)\s*([0-9]{1,2})[-/.]([0-9]{1,2})"
)
DAY_HEADING: Final = re.compile(r"([0-9]{1,2})[日号]?[(]?(?:星期|周)?[一二三四五六日天]?[)]?")
MONTH_AND_DAY: Final = re.compile(r"([0-9]{1,2})[-/.月]([0-9]{1,2})[日号]?[(]?(?:星期|周)?[一二三四五六日天]?[)]?")
WEEKDAY_HEADING: Final = re.compile(r"(?:星期|周)?([一二三四五六日天])")
WEEKDAYS: Final = "一二三四五六日"

Heading = date | tuple[int, int] | int | str
"""What a heading says of its day: all of it, month and day, its number in the month, or its weekday."""


def period(titles: Sequence[str], file: str) -> date | None:
    """The first day of the period that a table's title lines tell, else the name of its file; None where neither does.

    A period without a year (`02-01 ～ 02-28`) is of the last such days before the day on which the table was made.
    """
    for text in (unicodedata.normalize("NFKC", "  ".join(titles)), file):
        span = WITHOUT_YEAR.search(text)
        days = [*_days(FULL, text), *_days(COMPACT, text)]
        if span and days:
            return _before(max(days), int(span[1]), int(span[2]))
        if days:
            return days[0]
        months = list(_days(MONTH_ONLY, text))
        if months:
            return months[0]
    return None


def _days(pattern: re.Pattern[str], text: str) -> Iterator[date]:
    for found in pattern.finditer(text):
        year, month, *number = map(int, found.groups())
        day = _date(year, month, number[0] if number else 1)
        if day:
            yield day


def _before(made: date, month: int, number: int) -> date | None:
    return next(
        (day for year in (made.year, made.year - 1) if (day := _date(year, month, number)) and day <= made), None
    )


def _date(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def heading_of(text: str) -> Heading | None:
    """What a heading says of its day, or None where it is no heading of a day."""
    plain = "".join(unicodedata.normalize("NFKC", text).split())
    full = FULL.match(plain) or COMPACT.match(plain)
    if full:
        return _date(*map(int, full.groups()))
    short = MONTH_AND_DAY.fullmatch(plain)
    if short and _date(2000, int(short[1]), int(short[2])):
        return int(short[1]), int(short[2])
    numbered = DAY_HEADING.fullmatch(plain)
    if numbered and 1 <= int(numbered[1]) <= 31:
        return int(numbered[1])
    weekday = WEEKDAY_HEADING.fullmatch(plain)
    return weekday[1].replace("天", "日") if weekday else None


def days_of(headings: Mapping[int, Heading], first: date | None) -> dict[int, date] | None:
    """The day of each column of days, by the columns' positions; None where headings and period do not agree.

    Columns with whole dates need no period. Others are days one after the other: the first number is that day which
    lies nearest after the first of the period's month, and every other number and weekday must be as it follows.
    """
    if all(isinstance(heading, date) for heading in headings.values()):
        return {column: heading for column, heading in headings.items() if isinstance(heading, date)}
    if first is None:
        return None
    columns = sorted(headings)
    start = _start([headings[column] for column in columns], first)
    days = {column: start + timedelta(days=place) for place, column in enumerate(columns)} if start else {}
    return days if days and all(_agrees(headings[column], day) for column, day in days.items()) else None


def _start(headings: Sequence[Heading], first: date) -> date | None:
    """The day of the first column."""
    told = next(((place, heading) for place, heading in enumerate(headings) if isinstance(heading, int | tuple)), None)
    if told is None:
        return first
    place, heading = told
    beginning = first.replace(day=1)
    candidates = (beginning + timedelta(days=after) for after in range(62))
    near = (day for day in candidates if _agrees(heading, day) and day - timedelta(days=place) >= beginning)
    return next((day - timedelta(days=place) for day in near), None)


def _agrees(heading: Heading, day: date) -> bool:
    if isinstance(heading, str):
        return WEEKDAYS[day.weekday()] == heading
    return heading in (day.day, (day.month, day.day), day)
