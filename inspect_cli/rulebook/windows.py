"""How far back the windows of a rule look."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Final

from inspect_cli.months import Month, business_month, month_back

ROLLING: Final = ("days", "months")
"""Windows that end with each fact; the others begin anew with each event, day, month or year, or never."""


def window_of(per: str | Mapping[str, int]) -> dict[str, Any]:
    """The columns of WINDOW that `per` says."""
    if isinstance(per, str):
        return {"window": per, "length": None}
    ((window, length),) = per.items()
    return {"window": window, "length": length}


def first_day(window: str, length: int | None, month: Month) -> date | None:
    """The first day before the month that the window looks at in it; None: no further back than the month itself.

    A business year holds the months of its name: 2027-01 may begin in December.
    """
    if window == "lifetime":
        return date.min
    if window == "days":
        day = month.first - timedelta(days=(length or 1) - 1)
    elif window == "months":
        day = month_back(month, (length or 1) - 1).first
    elif window == "year":
        day = business_month(f"{month.name[:4]}-01", month.cut_off).first
    else:
        day = month.first
    return day if day < month.first else None
