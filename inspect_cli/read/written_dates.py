"""Days as tables write them: in which order day, month and year stand, and numbers that count days."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final

import polars as pl

ORDERS: Final = ("ymd", "dmy", "mdy")
_PATTERN: Final = {
    "ymd": r"^([0-9]{4}|[0-9]{2})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})(?:[^0-9]|$)",
    "dmy": r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})(?:[^0-9]|$)",
    "mdy": r"^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4}|[0-9]{2})(?:[^0-9]|$)",
}
_PARTS: Final = {"ymd": ("1", "2", "3"), "dmy": ("3", "2", "1"), "mdy": ("3", "1", "2")}
_YEAR_FIRST: Final = r"^[0-9]{4}\s*[-/.年]"
MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED: Final = (
    rf"[0-9]{{1,2}}[-/. ]?(?i:{'|'.join(MONTHS)})[a-z]*[-/., ]{{0,2}}(?:[0-9]{{4}}|[0-9]{{2}})"
    rf"|(?i:{'|'.join(MONTHS)})[a-z]*[-/. ]?[0-9]{{1,2}}(?:st|nd|rd|th)?[-/., ]{{1,2}}[0-9]{{4}}"
)
"""A date whose month is named: 12-Oct-2026, October 12, 2026."""

_YEAR_LAST: Final = r"([0-9]{4}|[0-9]{2})$"
_COMPACT: Final = r"^(20[0-9]{2})([01][0-9])([0-3][0-9])$"
UNORDERED: Final = r"(?:^|[^0-9.])([0-9]{1,2}[-/.][0-9]{1,2}[-/.](?:[0-9]{4}|[0-9]{2}))(?:[^0-9.]|$)"
"""A date that does not begin with its year in four digits."""

_WEEKDAY: Final = r"(?:星期|周)([一二三四五六日天])"
_WEEKDAYS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "日": 7, "天": 7}

DAY_ZERO: Final = date(1899, 12, 30)
"""From here spreadsheets count days."""

_DAYS: Final = r"^(?:3[6-9]|[4-6][0-9]|7[0-2])[0-9]{3}(?:\.[0-9]+)?$"
"""Days from 1998 to 2099, with or without a time of day as their fraction."""

_FRACTION: Final = r"^0(?:\.[0-9]+)?$"
SECONDS_A_DAY: Final = 86_400


def day(text: pl.Expr, order: str) -> pl.Expr:
    """The day at the beginning of each text, whatever follows; null where there is none.

    A year of two digits is of this century. A date that begins with four digits begins with the year in every `order`,
    and so does one whose month is named.
    """
    compact = text.str.replace(_COMPACT, "$1-$2-$3")
    written = _iso(compact, "ymd")
    if order != "ymd":
        written = pl.when(compact.str.contains(_YEAR_FIRST)).then(written).otherwise(_iso(compact, order))
    written = pl.when(text.str.contains(f"^(?:{NAMED})")).then(_named(text)).otherwise(written)
    return written.str.to_date("%Y-%m-%d", strict=False)


def _iso(text: pl.Expr, order: str) -> pl.Expr:
    groups = text.str.extract_groups(_PATTERN[order])
    year, month, number = (groups.struct.field(part) for part in _PARTS[order])
    century = pl.when(year.str.len_bytes() == 2).then(pl.concat_str(pl.lit("20"), year)).otherwise(year)
    return pl.concat_str(century, pl.lit("-"), month.str.zfill(2), pl.lit("-"), number.str.zfill(2))


def _named(text: pl.Expr) -> pl.Expr:
    """A date whose month is named, in ISO."""
    date = text.str.extract(f"^({NAMED})", 1)
    month = date.str.extract(rf"(?i)({'|'.join(MONTHS)})", 1).str.to_lowercase()
    number = month.replace_strict({name: f"{place:02d}" for place, name in enumerate(MONTHS, 1)}, default=None)
    year = date.str.extract(_YEAR_LAST, 1)
    century = pl.when(year.str.len_bytes() == 2).then(pl.concat_str(pl.lit("20"), year)).otherwise(year)
    return pl.concat_str(century, pl.lit("-"), number, pl.lit("-"), date.str.extract("([0-9]{1,2})", 1).str.zfill(2))


def orders_of(texts: pl.Series) -> list[str]:
    """The orders in which every date among the texts can be read, on the weekday that stands beside it.

    Only ymd where all dates begin with their year in four digits, and where no order fits all of them.
    """
    written = texts.str.extract(UNORDERED, 1)
    doubtful = pl.DataFrame({"date": written, "text": texts}).filter(pl.col("date").is_not_null())
    weekday = pl.col("text").str.extract(_WEEKDAY, 1).replace_strict(_WEEKDAYS, default=None, return_dtype=pl.Int8)
    fitting = []
    for order in ORDERS:
        on = day(pl.col("date"), order)
        fits = on.is_not_null() & (weekday.is_null() | (on.dt.weekday() == weekday))
        if doubtful.select(fits.all()).item():
            fitting.append(order)
    return fitting if doubtful.height and fitting else ["ymd"]


def unordered(text: str) -> str:
    """The date in a text that does not begin with its year in four digits."""
    return str(pl.select(pl.lit(text).str.extract(UNORDERED, 1)).item())


def readings(written: str, orders: Iterable[str]) -> dict[str, date]:
    """The day that a date is in each of the orders."""
    return {order: pl.select(day(pl.lit(written), order)).item() for order in orders}


def counted(text: pl.Expr) -> pl.Expr:
    """Numbers that count days as spreadsheets do, as date and time or as time of day; any other text as it is."""
    seconds = (text.cast(pl.Float64, strict=False) * SECONDS_A_DAY).round().cast(pl.Int64)
    moment = pl.lit(DAY_ZERO).cast(pl.Datetime("ms")) + pl.duration(seconds=seconds)
    return (
        pl.when(text.str.contains(_DAYS))
        .then(moment.dt.to_string("%Y-%m-%d %H:%M:%S"))
        .when(text.str.contains(_FRACTION))
        .then(moment.dt.to_string("%H:%M:%S"))
        .otherwise(text)
    )


def day_counted(text: str) -> date | None:
    """The day that a number would be if it counted days; None where it is no such number."""
    said = pl.select(pl.lit(text).str.contains(_DAYS)).item()
    return DAY_ZERO + timedelta(days=int(float(text))) if said else None
