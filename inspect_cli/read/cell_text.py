"""Cells of a workbook as text: what a person sees in them, without the dust of binary fractions."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal

PLACES = 9
"""Binary fractions are off from the ninth decimal on at the latest, far below the four that amounts may have."""

FIFTEEN_DIGITS = 1e15
"""Excel keeps fifteen digits of a number; of a longer one the last digits are already gone."""

FAULT = "\0"
"""How a text begins that stands for what no cell should hold."""

LOST_DIGITS = f"{FAULT}digits "
NEVER_CALCULATED = f"{FAULT}formula"
HALF_A_SECOND = timedelta(microseconds=500_000)


def text(value: object) -> str:
    """The cell as text; the empty text for an empty cell."""
    return WORDS[type(value)](value)


def _number(value: float) -> str:
    if abs(value) >= FIFTEEN_DIGITS:
        return f"{LOST_DIGITS}{value:.0f}"
    if value == int(value):
        return str(int(value))
    return f"{Decimal(repr(round(value, PLACES))):f}".removesuffix(".0")


def _moment(value: datetime) -> str:
    second = (value + HALF_A_SECOND).replace(microsecond=0)
    return second.strftime("%Y-%m-%d") if second.time() == time() else second.strftime("%Y-%m-%d %H:%M:%S")


def _clock(value: time) -> str:
    seconds = value.hour * 3600 + value.minute * 60 + value.second + (value.microsecond >= 500_000)
    return _hours(seconds, hour_digits=2)


def _duration(value: timedelta) -> str:
    seconds = round(value.total_seconds())
    return ("-" if seconds < 0 else "") + _hours(abs(seconds), hour_digits=1)


def _hours(seconds: int, hour_digits: int) -> str:
    minutes, second = divmod(seconds, 60)
    clock = f"{minutes // 60:0{hour_digits}d}:{minutes % 60:02d}"
    return f"{clock}:{second:02d}" if second else clock


WORDS: Mapping[type, Callable[..., str]] = {
    str: str,
    float: _number,
    int: _number,
    bool: lambda value: "true" if value else "false",
    datetime: _moment,
    date: date.isoformat,
    time: _clock,
    timedelta: _duration,
}
"""How each type that calamine gives is written."""
