"""What is nonsense in what is measured: limits and tariffs, levels that multiply, items that become each other."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspect_cli.problems import Problem, Source

Json = Mapping[str, Any]
UNITS = ("points", "yuan")


def measure_problems(name: str, path: str, item: Json) -> Iterator[Problem]:
    """What is wrong with an item's `limit`, `every` and `multiplied`."""
    limit, every, named = item.get("limit", {}), item.get("every"), {"item": item["id"]}
    low, high = limit.get("over", limit.get("atleast")), limit.get("upto", limit.get("below"))
    if low is not None and high is not None and Decimal(low) > Decimal(high):
        yield Problem("empty-band", Source(name, path=f"{path}.limit"), {"low": low, "high": high})
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


def circle_problems(name: str, items: Sequence[Json]) -> Iterator[Problem]:
    """Items that come back to themselves by what they become; each circle is told once."""
    aims = {item["id"]: [band["item"] for band in item.get("becomes", [])] for item in items}
    done: set[str] = set()
    for number, item in enumerate(items):
        way = [item["id"]]
        seen = set(way)
        while way:
            here = way.pop()
            done.add(here)
            if item["id"] in aims.get(here, []):
                facts = {"item": item["id"], "items": here}
                yield Problem("becomes-in-a-circle", Source(name, path=f"$.items[{number}].becomes"), facts)
                break
            way += [aim for aim in aims.get(here, []) if aim not in seen | done]
            seen |= set(aims.get(here, []))
