"""The month that `--month open` means: the oldest one whose report is not final."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from inspect_cli.months import Month, month_of
from inspect_cli.site import Site

LAST_WINDOW = timedelta(days=3)
"""No punch window of a month reaches further past its last day; from then on the day of the run does not matter."""


def open_month(site: Site, since: date | None, today: date) -> Month:
    """The earliest business month from that of `since` on whose report in the site's reports/ is not final.

    The month of `today` when all before it are final, or when `since` is not known or still to come.
    """
    this = month_of(today, site.cut_off)
    month = month_of(min(since or today, today), site.cut_off)
    while month.first < this.first and is_final(site.root / "reports" / month.name, month):
        month = month_of(month.last + timedelta(days=1), site.cut_off)
    return month


def is_final(folder: Path, month: Month) -> bool:
    """Whether the report was made when the month could no longer change, of all rows, and with no question open."""
    try:
        content: dict[str, Any] = json.loads((folder / "manifest.json").read_text("utf-8"))
        as_of = date.fromisoformat(content["as_of"])
        return (
            as_of >= month.last + LAST_WINDOW
            and content["control"]["unanswered"] == 0
            and "problems" not in content["rows"]
        )
    except (OSError, ValueError, LookupError, TypeError):  # no report, or none that this program wrote
        return False
