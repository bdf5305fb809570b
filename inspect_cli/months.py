"""Business months, and the dates and times people and clocks write; the only user of dateutil."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import polars as pl
from dateutil.relativedelta import relativedelta

MINUTES_A_DAY = 1440
MONTH_PATTERN = r"^[0-9]{4}-(0[1-9]|1[0-2])$"
DATE_PATTERN = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$"
MOMENT_PATTERN = r"^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-5][0-9])?$"
CLOCK_PATTERN = r"^([01]?[0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
SHIFT_CLOCK_PATTERN = r"^([0-3]?[0-9]|4[0-7]):[0-5][0-9]$"
ONE_DIGIT_HOUR = r"^([0-9]{4}-[0-9]{2}-[0-9]{2})[ T]([0-9]:[0-9]{2}(?::[0-9]{2})?)$"
FRACTION = r"^(.*[0-9]:[0-9]{2}:[0-9]{2})[.]([0-9]{1,9})$"
CHINESE_DATE = r"^([0-9]{4})(?:[/.]|年)([0-9]{1,2})(?:[/.]|月)([0-9]{1,2})[日号號]?"
SHORT_DATE = r"^([0-9]{1,2})(?:[./-]|月)([0-9]{1,2})[日号號]?((?:[ T].*)?)$"
DAY_ALONE = r"^([0-9]{1,2})[日号號]((?:[ T].*)?)$"
ZONED = r".*[0-9]:[0-9]{2}(?::[0-9.]+)? ?(?:Z|UTC|GMT|[+-][0-9]{2}:?[0-9]{2})"
LOST_ZERO = r"^([0-9]{1,2})\.([0-9]{1,2})$"


@dataclass(frozen=True, slots=True)
class Month:
    """A business month: its name and its first and last day, both inside."""

    name: str
    first: date
    last: date
    cut_off: int = field(default=31, compare=False)
    run_on: date | None = field(default=None, compare=False)
    """The day of which a run speaks, where there is one: dates without a year may be as late as that."""

    def __str__(self) -> str:
        """The month with its days, as it is always shown: `2026-11 (10-25 … 11-24)`."""
        return f"{self.name} ({self.first:%m-%d} … {self.last:%m-%d})"


def business_month(name: str, cut_off: int = 31) -> Month:
    """The month `name` (YYYY-MM) that ends on day `cut_off`: 31 is the calendar month, 24 ends on the 24th.

    Months are counted from the first of the month, because 31 January plus a month plus a month is 28 March.
    """
    if not re.fullmatch(MONTH_PATTERN.strip("^$"), name):
        raise ValueError(name)
    first_of_month = date(int(name[:4]), int(name[5:]), 1)
    return Month(
        name,
        _last_day(first_of_month - relativedelta(months=1), cut_off) + timedelta(days=1),
        _last_day(first_of_month, cut_off),
        cut_off,
    )


def month_of(day: date, cut_off: int = 31) -> Month:
    """The business month that holds `day`."""
    month = business_month(f"{day:%Y-%m}", cut_off)
    return (
        month if day <= month.last else business_month(f"{day.replace(day=1) + relativedelta(months=1):%Y-%m}", cut_off)
    )


def month_before(month: Month, cut_off: int = 31) -> Month:
    """The business month that ended the day before `month` began."""
    return month_of(month.first - timedelta(days=1), cut_off)


def month_back(month: Month, count: int) -> Month:
    """The business month `count` months before `month`, under the same cut-off."""
    first_of_month = date(int(month.name[:4]), int(month.name[5:]), 1) - relativedelta(months=count)
    return business_month(f"{first_of_month:%Y-%m}", month.cut_off)


def months_since(day: date, month: Month) -> list[Month]:
    """The business months before `month` that reach back to `day`, oldest first."""
    found: list[Month] = []
    while (found[0] if found else month).first > day:
        found.insert(0, month_before(found[0] if found else month, month.cut_off))
    return found


def months_of_service(hired: pl.Expr, day: pl.Expr) -> pl.Expr:
    """Full months from the first to the second day: each is full on the day of the month that the first has."""
    years, months = day.dt.year() - hired.dt.year(), day.dt.month().cast(pl.Int32) - hired.dt.month().cast(pl.Int32)
    return years * 12 + months - (hired.dt.day() > day.dt.day())


def _last_day(first_of_month: date, cut_off: int) -> date:
    last = first_of_month + relativedelta(day=31)
    return min(first_of_month.replace(day=min(cut_off, last.day)), last)


def parse_day(text: str) -> date | None:
    """The ISO date that `text` is, or None."""
    try:
        return date.fromisoformat(text) if re.fullmatch(DATE_PATTERN.strip("^$"), text) else None
    except ValueError:
        return None


def parse_moment(text: str) -> datetime | None:
    """The local date and time that `text` is (`2026-10-03 08:29`, seconds and T allowed), or None."""
    try:
        return datetime.fromisoformat(text) if re.fullmatch(MOMENT_PATTERN.strip("^$"), text) else None
    except ValueError:
        return None


def says_zone(text: str) -> bool:
    """Whether the text is a time that says how far its zone is from world time: `2026-10-03T00:29:31Z`."""
    return re.fullmatch(ZONED, text) is not None


def as_iso_date(text: pl.Expr) -> pl.Expr:
    """`2026/10/3`, `2026.10.3` and `2026年10月3日`, with or without a time after them, with the date written in ISO.

    A single digit before the minutes is an hour of the morning: spreadsheets write 8:29 for 08:29. A fraction of a
    second is rounded, as it is in the times of a workbook: 08:01:59.981 is 08:02:00.
    """
    parts = text.str.extract_groups(CHINESE_DATE)
    iso = pl.concat_str(
        parts.struct.field("1"),
        pl.lit("-"),
        parts.struct.field("2").str.zfill(2),
        pl.lit("-"),
        parts.struct.field("3").str.zfill(2),
        text.str.replace(CHINESE_DATE, ""),
    )
    dated = pl.when(text.str.contains(CHINESE_DATE)).then(iso).otherwise(text)
    return _to_the_second(dated.str.replace(ONE_DIGIT_HOUR, "${1} 0${2}"))


def _to_the_second(text: pl.Expr) -> pl.Expr:
    """Moments with a fraction of a second as the nearest whole second; any other text as it is."""
    second = text.str.extract(FRACTION, 1).str.replace("T", " ", literal=True)
    half = (text.str.extract(FRACTION, 2).str.slice(0, 1) >= "5").cast(pl.Int64)
    whole = second.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False) + pl.duration(seconds=half)
    return (
        pl.when(text.str.contains(FRACTION))
        .then(pl.coalesce(whole.dt.to_string("%Y-%m-%d %H:%M:%S"), text))
        .otherwise(text)
    )


def as_day_of(month: Month, text: pl.Expr, day_alone: bool = True) -> pl.Expr:
    """`11.3`, `11/3`, `11-3` and `11月3日` (and `3日`) in ISO, with the time after them; other text stays as it is.

    A month and a day are the date of that name that is nearest to `month` and lies at most one calendar month after it,
    or before the end of the month of the run: people write of what was. A day alone is the one of `month`. What names
    no day of the calendar, or no day of the month, stays as it is.
    """
    month_number, day_number, rest = (text.str.extract(SHORT_DATE, group) for group in (1, 2, 3))
    name = pl.concat_str(month_number.str.zfill(2), pl.lit("-"), day_number.str.zfill(2))
    opening = _twelve_months_around(month)
    year = pl.when(name >= f"{opening:%m-%d}").then(pl.lit(f"{opening.year}")).otherwise(pl.lit(f"{opening.year + 1}"))
    iso = pl.concat_str(year, pl.lit("-"), name)
    dated = pl.when(dates(iso).is_not_null()).then(pl.concat_str(iso, rest))
    if not day_alone:
        return pl.coalesce(dated, text)
    days = {f"{day:%d}": day.isoformat() for day in _days(month)}
    alone = text.str.extract(DAY_ALONE, 1).str.zfill(2).replace_strict(days, default=None, return_dtype=pl.String)
    return pl.coalesce(dated, pl.concat_str(alone, text.str.extract(DAY_ALONE, 2)), text)


def days_of_number(number: str, month: Month) -> list[date]:
    """The days that the number of a spreadsheet may stand for: 11.1 is 11.1, and 11.10 whose zero is lost.

    Those of the month where there are any, else those of the twelve months that `as_day_of` looks at.
    """
    parts = re.match(LOST_ZERO, number)
    if parts is None:
        return []
    opening = _twelve_months_around(month)
    wanted = [int(parts[2]), *([int(parts[2]) * 10] if len(parts[2]) == 1 else [])]
    days = [
        day
        for each in wanted
        for year in (opening.year, opening.year + 1)
        if (day := parse_day(f"{year}-{int(parts[1]):02d}-{each:02d}"))
        and opening <= day < opening + relativedelta(years=1)
    ]
    return [day for day in days if month.first <= day <= month.last] or days


def _twelve_months_around(month: Month) -> date:
    """The first day of the twelve calendar months in which a date without a year lies."""
    latest = max(month.last + relativedelta(months=1), month.run_on or month.last).replace(day=1)
    return min((month.first - relativedelta(months=5)).replace(day=1), latest - relativedelta(months=11))


def _days(month: Month) -> list[date]:
    return [month.first + timedelta(days=nth) for nth in range((month.last - month.first).days + 1)]


def dates(text: pl.Expr) -> pl.Expr:
    """Dates of ISO text; what is no date is null."""
    return pl.when(text.str.contains(DATE_PATTERN)).then(text).str.to_date("%Y-%m-%d", strict=False)


def moments(text: pl.Expr) -> pl.Expr:
    """Local dates and times to the second of text such as `2026-10-03 08:29:31`; what is none is null."""
    plain = pl.when(text.str.contains(MOMENT_PATTERN)).then(text).str.replace("T", " ", literal=True)
    with_seconds = plain.str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False, time_unit="ms")
    without = plain.str.to_datetime("%Y-%m-%d %H:%M", strict=False, time_unit="ms")
    return pl.when(text.str.len_chars() == len("2026-10-03 08:29")).then(without).otherwise(with_seconds)


def day_part(text: pl.Series) -> pl.Series:
    """The dates of text that is a date or a moment."""
    return text.str.slice(0, len("2026-10-03")).str.to_date("%Y-%m-%d")


USUAL = {"date": ("%Y-%m-%d", 10), "moment": ("%Y-%m-%d %H:%M:%S", 19)}
DAYS_AS_WRITTEN = (
    ("[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}", "%Y-%m-%d"),
    ("[1-9][0-9]{3}/[0-9]{1,2}/[0-9]{1,2}", "%Y/%m/%d"),
    ("[1-9][0-9]{3}[.][0-9]{1,2}[.][0-9]{1,2}", "%Y.%m.%d"),
)
TIMES_AS_WRITTEN = (
    ("[0-9]{1,2}:[0-9]{2}:[0-5][0-9]", "%H:%M:%S"),
    ("[0-9]{1,2}:[0-9]{2}", "%H:%M"),
    ("[0-9]{1,2}:[0-9]{2}:[0-5][0-9][.][0-9]{1,9}", "%H:%M:%S%.f"),
)
"""How programs and spreadsheets write days and times, and the format that reads them."""


def plainly_written(text: pl.Series, form: str) -> pl.Series | None:
    """The column as dates or moments when every cell is in the usual form (… 2026-10-03 08:29:31), else None.

    Moments may also be in the forms that spreadsheets use, such as 2026/10/3 8:29.
    """
    pattern, length = USUAL[form]
    if text.null_count() == len(text):
        return None
    if text.str.len_bytes().min() != length or text.str.len_bytes().max() != length:
        return _as_spreadsheets_write(text) if form == "moment" else None
    if form == "date":
        parsed = text.str.to_date(pattern, strict=False)
    else:
        parsed = text.str.to_datetime(pattern, strict=False, time_unit="ms", cache=False)
    # a year written -026 or +026 has the length of a usual one
    whole = parsed.null_count() == text.null_count() and parsed.dt.year().min() >= 1000  # type: ignore[operator]
    return parsed if whole else None


def _as_spreadsheets_write(text: pl.Series) -> pl.Series | None:
    """The column as moments, to the nearest second, when every cell is in a form that spreadsheets use, else None."""
    forms = [
        (f"^{day} {time}$", f"{day_format} {time_format}")
        for day, day_format in DAYS_AS_WRITTEN
        for time, time_format in TIMES_AS_WRITTEN
    ]
    first = text.drop_nulls()[0]
    its_own = [form for form in forms if re.fullmatch(form[0], first)]
    if not its_own:
        return None
    of_all = text.str.contains(its_own[0][0]).all()
    cell = pl.col(text.name)
    read = [
        (cell if of_all else pl.when(cell.str.contains(pattern)).then(cell)).str.to_datetime(
            form, strict=False, time_unit="ms", cache=False
        )
        for pattern, form in (its_own if of_all else forms)
    ]
    nearest = (pl.coalesce(read) + pl.duration(milliseconds=500)).dt.truncate("1s")
    parsed = text.to_frame().select(nearest.alias(text.name))[text.name]
    return parsed if parsed.null_count() == text.null_count() else None


def minutes(text: pl.Expr) -> pl.Expr:
    """Minutes from midnight of a clock time; hours above 23 belong to the next day (26:00 is 1560)."""
    hour = text.str.extract(r"^([0-9]{1,2}):").cast(pl.Int32, strict=False)
    minute = text.str.extract(r"^[0-9]{1,2}:([0-9]{2})").cast(pl.Int32, strict=False)
    return hour * 60 + minute


def day_text(day: pl.Expr) -> pl.Expr:
    """Dates as ISO has them; each of the days from the first to the last is put into words once."""
    number = day.to_physical()
    first, last = number.min().fill_null(0), number.max().fill_null(0)
    return pl.int_range(first, last + 1, dtype=pl.Int32).cast(pl.Date).cast(pl.String).gather(number - first)


def clock_text(minute: pl.Expr) -> pl.Expr:
    """Minutes from the business date's midnight as a clock on the wall shows them: 1567 is 02:07."""
    every = pl.int_range(MINUTES_A_DAY)
    shown = pl.concat_str(
        (every // 60).cast(pl.String).str.zfill(2), pl.lit(":"), (every % 60).cast(pl.String).str.zfill(2)
    )
    return shown.gather(minute % MINUTES_A_DAY)  # a day has fewer minutes than a month has punches
