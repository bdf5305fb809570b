"""What is nonsense in what is measured: limits and tariffs, and levels that multiply."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.bands import empty_band

Json = Mapping[str, Any]
UNITS = ("points", "yuan")


def measure_problems(name: str, path: str, item: Json) -> Iterator[Problem]:
    """What is wrong with an item's `limit`, `every`, `sample` and `multiplied`."""
    limit, every, named = item.get("limit", {}), item.get("every"), {"item": item["id"]}
    yield from empty_band(name, f"{path}.limit", limit)
    yield from empty_band(name, f"{path}.limit.tenure", limit.get("tenure", {}))
    fixed = "points" in item.get("each", {}) and "pieces" not in item
    if item.get("sample") == "scaled" and not fixed:
        yield Problem("sample-without-price", Source(name, path=f"{path}.sample"), named)
    if "multiplied" in item and "levels" in item:
        yield Problem("multiplied-level", Source(name, path=f"{path}.multiplied"), named)
    if every is None:
        return
    if Decimal(every["per"]) <= 0:
        yield Problem("step-of-nothing", Source(name, path=f"{path}.every.per"), {**named, "per": every["per"]})
    if not set(UNITS) & {*every, *every.get("start", {})}:
        yield Problem("tariff-of-nothing", Source(name, path=f"{path}.every"), named)
    for unit in UNITS:
        least, most = (every.get(end, {}).get(unit) for end in ("least", "most"))
        if least is not None and most is not None and abs(Decimal(least)) > abs(Decimal(most)):
            facts = {**named, "least": least, "most": most}
            yield Problem("least-above-most", Source(name, path=f"{path}.every.least"), facts)
