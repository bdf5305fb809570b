"""What the plain scorer says of months with a change of department or scheme that count by days, by fractions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from .weights import rounded

Row = dict[str, Any]
LIMITS = ("base", "floor", "ceiling")


@dataclass(frozen=True)
class Part:
    """Days in one department under one scheme; `days` are those on the roster."""

    row: Row
    scheme: Row
    first: date
    last: date
    days: int

    def holds(self, day: date) -> bool:
        """Whether the day lies in the part."""
        return self.first <= day <= self.last

    def score(self, points: Decimal) -> Decimal:
        """The score of the part by itself, within its own floor and ceiling."""
        score = Decimal(self.scheme["base"]) + points
        if "floor" in self.scheme:
            score = max(score, Decimal(self.scheme["floor"]))
        return min(score, Decimal(self.scheme["ceiling"])) if "ceiling" in self.scheme else score


def parts_of(spans: Sequence[tuple[Row, Row, date, date]]) -> list[Part]:
    """The parts of a month, from its rows with their schemes and days in order; none where nothing changes."""
    parts: list[Part] = []
    for row, scheme, first, last in spans:
        part = Part(row, scheme, first, last, (last - first).days + 1)
        if parts and (parts[-1].row["department"], parts[-1].scheme["id"]) == (row["department"], scheme["id"]):
            before = parts.pop()
            part = Part(row, scheme, before.first, last, before.days + part.days)
        parts.append(part)
    return parts if len(parts) > 1 and parts[-1].scheme.get("transfer") == "by-days" else []


def shared(scheme: Row, parts: list[Part]) -> Row:
    """The scheme with base, floor and ceiling of the parts by their days; a limit that one lacks is none."""
    if not parts:
        return scheme
    made = {key: value for key, value in scheme.items() if key not in LIMITS}
    for name in LIMITS:
        if all(name in part.scheme for part in parts):
            made[name] = str(rounded(mean([Decimal(part.scheme[name]) for part in parts], parts), scheme))
    return made


def mean(values: list[Decimal], parts: list[Part]) -> Fraction:
    """The values by the days of their parts."""
    each = [Fraction(value) * part.days for value, part in zip(values, parts, strict=True)]
    return sum(each, Fraction(0)) / sum(part.days for part in parts)


def changes(scheme: Row, parts: list[Part], points: list[Decimal]) -> list[Decimal]:
    """For each part by how much its days change the month: after the last one it is the mean of the scores."""
    now = Decimal(scheme["base"]) + sum(points, Decimal(0))
    bases = [Decimal(part.scheme["base"]) for part in parts]
    exact = mean(bases, parts) + Fraction(sum(points, Decimal(0)))
    found = []
    for part, mine in zip(parts, points, strict=True):
        share = Fraction(part.days, sum(each.days for each in parts))
        exact += Fraction(part.score(mine) - Decimal(part.scheme["base"])) * share - Fraction(mine)
        found.append(rounded(exact, scheme) - now)
        now += found[-1]
    return found
