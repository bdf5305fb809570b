"""What is nonsense in a counter: windows, modes and prices of the n-th that do not go together."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.windows import ROLLING, window_of

Json = Mapping[str, Any]
MOST = Decimal(10) ** 9


def counter_problems(name: str, path: str, counter: Json) -> Iterator[Problem]:
    """What is wrong with a counter's window, its mode and its `nth`."""
    window, mode = window_of(counter["per"])["window"], counter.get("mode", "add")
    rolls = window in ROLLING
    unfit = "no" if rolls else "after-falling-below"
    if counter.get("again") == unfit:
        facts = {"counter": counter["id"], "per": window, "again": unfit}
        yield Problem("again-does-not-fit", Source(name, path=f"{path}.again"), facts)
    others = [key for key in ("nth", "again", "beyond") if key in counter and counter[key] not in ("no", "nothing")]
    reasons = [*(["its window rolls"] if rolls else []), *others]
    if mode != "add" and reasons:
        facts = {"counter": counter["id"], "mode": mode, "reason": reasons[0]}
        yield Problem("mode-does-not-fit", Source(name, path=f"{path}.mode"), facts)
    yield from _nth_problems(name, path, counter)


def _nth_problems(name: str, path: str, counter: Json) -> Iterator[Problem]:
    nth = counter.get("nth")
    if nth is None:
        return
    until = nth["until"]
    inside = [step["at"] for step in counter.get("steps", []) if step["at"] <= until]
    if inside:
        facts = {"counter": counter["id"], "until": str(until), "at": str(inside[0])}
        yield Problem("nth-does-not-fit", Source(name, path=f"{path}.nth.until"), facts)
    dearest = max(abs(Decimal(nth[key])) for key in ("points", "yuan") if key in nth) * nth["times"] ** (until - 1)
    if dearest >= MOST:
        facts = {"until": str(until), "amount": f"{dearest:f}"}
        yield Problem("nth-too-dear", Source(name, path=f"{path}.nth"), facts)


def totals_of_two(name: str, book: Json) -> Iterator[Problem]:
    """An item whose points two counters replace: each takes off what the other has put in their place."""
    replaced: dict[str, str] = {}
    for number, counter in enumerate(book.get("counters", [])):
        for item in counter["items"] if counter.get("mode", "add") != "add" else ():
            if item in replaced:
                facts = {"item": item, "counter": counter["id"], "other": replaced[item]}
                yield Problem("item-in-two-totals", Source(name, path=f"$.counters[{number}].items"), facts)
            replaced[item] = counter["id"]


def changed_windows(files: Sequence[tuple[str, Json]]) -> Iterator[Problem]:
    """The same counter in two versions is the same running count: it cannot count over another kind of time."""
    windows: dict[str, tuple[str, str]] = {}
    for name, book in files:
        for number, counter in enumerate(book.get("counters", [])):
            window = window_of(counter["per"])["window"]
            first, version = windows.setdefault(counter["id"], (window, book["version"]))
            if first != window:
                source = Source(name, path=f"$.counters[{number}].per")
                yield Problem("window-changed", source, {"id": counter["id"], "other": version})
