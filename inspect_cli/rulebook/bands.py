"""The ends of a band (over or atleast, upto or below) what two bands share, and what is wrong with them."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Any

from inspect_cli.problems import Problem, Source

Json = Mapping[str, Any]


def ends(band: Json) -> tuple[Decimal | None, Decimal | None]:
    """The lower and the upper end; None where the band is open."""
    low, high = band.get("over", band.get("atleast")), band.get("upto", band.get("below"))
    return (None if low is None else Decimal(low)), (None if high is None else Decimal(high))


def overlap(one: Json, other: Json) -> bool:
    """Whether some value lies in both bands, for somebody of a tenure that both are for."""
    return all(
        _starts_before_end(first, second) and _starts_before_end(second, first)
        for first, second in ((one, other), (one.get("tenure", {}), other.get("tenure", {})))
    )


def hole_between(lower: Json, upper: Json) -> tuple[Decimal, Decimal] | None:
    """The ends of what lies between two bands, the lower one first; None where one begins as the other ends."""
    low, high = ends(lower)[1], ends(upper)[0]
    if low is None or high is None or low > high:
        return None
    return None if low == high and ("upto" in lower or "atleast" in upper) else (low, high)


def by_tenure(bands: Sequence[Json]) -> list[list[Json]]:
    """The bands of each tenure, with those that are for everybody."""
    tenures = [band["tenure"] for band in bands if "tenure" in band]
    groups = [tenure for nth, tenure in enumerate(tenures) if tenure not in tenures[:nth]]
    return [[band for band in bands if band.get("tenure", tenure) == tenure] for tenure in groups] or [list(bands)]


def rising(band: Json) -> tuple[bool, Decimal, bool]:
    """What bands are sorted by: their lower ends, an open one first, and of two at one value the one that holds it."""
    low = ends(band)[0]
    return low is not None, low or Decimal(), "over" in band


def _starts_before_end(lower: Json, upper: Json) -> bool:
    low, high = ends(lower)[0], ends(upper)[1]
    touching = "atleast" in lower and "upto" in upper
    return low is None or high is None or low < high or (low == high and touching)


def empty_band(name: str, path: str, band: Json) -> Iterator[Problem]:
    """Ends between which nothing lies."""
    low, high = ends(band)
    closed = "atleast" in band and "upto" in band
    if low is not None and high is not None and (low > high or (low == high and not closed)):
        yield Problem("empty-band", Source(name, path=path), {"low": str(low), "high": str(high)})


def band_problems(name: str, path: str, bands: Sequence[Json]) -> Iterator[Problem]:
    """A band whose ends are the wrong way round, and two bands that hold the same value."""
    for number, band in enumerate(bands):
        yield from empty_band(name, f"{path}[{number}]", band)
        yield from empty_band(name, f"{path}[{number}].tenure", band.get("tenure", {}))
    for (first, one), (second, other) in combinations(enumerate(bands), 2):
        if overlap(one, other):
            facts = {"first": str(first + 1), "second": str(second + 1)}
            yield Problem("overlapping-bands", Source(name, path=f"{path}[{second}]"), facts)
