"""October 2026: its days, the holiday week, the adjusted workday, and how dates are written."""

from datetime import date, datetime, timedelta

LAST = 31
HOLIDAY = range(1, 8)
"""National Day, 1 to 7 October 2026."""

ADJUSTED = 10
"""A Saturday on which everyone works because of the holiday (as is 20 September)."""


def iso(day: int) -> str:
    """A day of October: 2026-10-03."""
    return f"2026-10-{day:02}"


def weekday(day: int) -> int:
    """1 for Monday to 7 for Sunday."""
    return date(2026, 10, day).isoweekday()


def moment(day: int, minute: int, second: int = 0) -> datetime:
    """A minute counted from the day's midnight; above 1440 it is on the next day."""
    return datetime(2026, 10, 1) + timedelta(days=day - 1, minutes=minute, seconds=second)


def minutes(clock: str) -> int:
    """Minutes from midnight of 08:30 or 32:00."""
    hour, minute = clock.split(":")[:2]
    return int(hour) * 60 + int(minute)


def clock(minute: int) -> str:
    """Minutes from midnight as 08:30."""
    return f"{minute // 60:02}:{minute % 60:02}"
