"""Ends of ranges and amounts of rules, from their text."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

Json = Mapping[str, Any]


def range_of(band: Json) -> dict[str, Any]:
    """The columns RANGE of a band's ends."""
    return {
        "low": decimal_or_none(band.get("over", band.get("atleast"))), "low_in": "atleast" in band,
        "high": decimal_or_none(band.get("upto", band.get("below"))), "high_in": "upto" in band,
    }  # fmt: skip


def decimal_or_none(text: str | None) -> Decimal | None:
    """The amount that `text` says, where there is one."""
    return None if text is None else Decimal(text)
