"""Rule files gone wrong: sound ones with something deleted, doubled, moved, of another type or at its boundary."""

import copy
import json
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

from inspect_cli import resources

Place = tuple[Any, Any]
"""An object or array, and the key or position of a value in it."""

CASES = Path(__file__).resolve().parents[1] / "cases"
BOUNDARIES: Final[Sequence[Any]] = (
    "", "0", "-0", "0.0", "1", "-1", "0.0001", "-0.0001", "999999999.9999", "-999999999.9999", "1000000000", "0.00001",
    "1e3", "NaN", "Infinity", "１", "1,5", " 1", "1\n", "-", "A-01", "no-such-thing", "x" * 61, "x" * 5000,
    "工牌", "🙂",
    "{", "{quantity}", "%s", "../..", "2026-01-01", "2026-02-30", "0001-01-01", "9999-12-31", "absent", "late",
    None, True, False, 0, 1, -1, 10000, 10001, 2**31, 2**63, 2**64, 1.5, float(10**30), [], {}, [[]], [None], {"": ""},
    ["-1", "1"], ["-3", "-1"], {"points": "-1"}, {"zh": "", "en": ""},
)  # fmt: skip
"""Values that end a type, a range or a form, or stand just beyond it."""


@cache
def sound_books() -> Sequence[tuple[str, str]]:
    """Small sound rule books as JSON of (checklists, schemes): each shipped checklist alone, and those of the cases."""
    shipped = resources.shipped("checklists")
    scheme = json.loads((shipped / "schemes/property-100.json").read_text("utf-8"))
    books = []
    for path in sorted(shipped.glob("*.json")):
        checklist = json.loads(path.read_text("utf-8"))
        books.append(([checklist], [{**scheme, "checklists": [checklist["id"]]}]))
    for rules in sorted(CASES.glob("*/rules")):
        contents = [[json.loads(each.read_text("utf-8")) for each in sorted(rules.glob(glob))] for glob in PATTERNS]
        books.append((contents[0], contents[1]))
    return [(json.dumps(checklists), json.dumps(schemes)) for checklists, schemes in books]


PATTERNS = ("*.json", "schemes/*.json")


def mutant(random: Random) -> tuple[list[Any], list[Any]]:
    """Checklists and schemes of a sound rule book after one to three changes."""
    checklists, schemes = map(json.loads, random.choice(sound_books()))
    rules = {"checklists": checklists, "schemes": schemes}
    for _ in range(random.randint(1, 3)):
        places = [place for files in rules.values() for place in _places(files)]
        if places:
            CHANGES[random.randrange(len(CHANGES))](random, places)
    return checklists, schemes


def _places(value: Any) -> Iterator[Place]:
    """Every place below a value, those of the last files first: schemes are as likely to change as checklists."""
    if isinstance(value, dict | list):
        for key in list(value) if isinstance(value, dict) else range(len(value)):
            yield value, key
            yield from _places(value[key])


def _pick(random: Random, places: Sequence[Place]) -> Place:
    """A place; one that is deep in a book of hundreds of items comes up as often as one at its top."""
    by_name: dict[str, list[Place]] = {}
    for owner, key in places:
        by_name.setdefault(str(key) if isinstance(owner, dict) else "[]", []).append((owner, key))
    return random.choice(by_name[random.choice(sorted(by_name))])


def _delete(random: Random, places: Sequence[Place]) -> None:
    owner, key = _pick(random, places)
    del owner[key]


def _double(random: Random, places: Sequence[Place]) -> None:
    owner, key = _pick(random, places)
    again = copy.deepcopy(owner[key])
    if isinstance(owner, list):
        owner.insert(random.randint(0, len(owner)), again)
    else:
        owner[f"{key}-2"] = again


def _replace(random: Random, places: Sequence[Place]) -> None:
    owner, key = _pick(random, places)
    owner[key] = copy.deepcopy(random.choice(BOUNDARIES))


def _nudge(random: Random, places: Sequence[Place]) -> None:
    """Another value of the same type: the number or word still has its form, and says something else."""
    owner, key = _pick(random, [(owner, key) for owner, key in places if not isinstance(owner[key], dict | list)])
    value = owner[key]
    if isinstance(value, str) and value.lstrip("-").replace(".", "", 1).isdigit():
        owner[key] = random.choice(
            ["0", value.removeprefix("-"), f"-{value.removeprefix('-')}", value + "0", "999999999"]
        )
    elif isinstance(value, int):
        owner[key] = random.choice([0, 1, value + 1, value * 1000])
    else:
        same = [other[at] for other, at in places if isinstance(other[at], str)]
        owner[key] = random.choice(same)


def _move(random: Random, places: Sequence[Place]) -> None:
    """A value from elsewhere in its place."""
    owner, key = _pick(random, places)
    other, at = _pick(random, places)
    owner[key] = copy.deepcopy(other[at])


def _turn(random: Random, places: Sequence[Place]) -> None:
    """An array in another order."""
    arrays = [owner[key] for owner, key in places if isinstance(owner[key], list)]
    if arrays:
        random.shuffle(random.choice(arrays))


CHANGES = (_delete, _double, _replace, _nudge, _nudge, _nudge, _move, _turn)
