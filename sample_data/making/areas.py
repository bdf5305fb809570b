"""Who answers for a place: cleaners and guards for their posts, one relieving the other."""

import json
from pathlib import Path

from making.people import NO_CLOCK, PEOPLE
from making.planning import Plan

HEADINGS = ("责任区", "责任人")
CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"
PLACES: dict[str, list[str]] = {}
for _person in PEOPLE.values():
    if _person.department in ("保洁部", "秩序部") and _person.number not in NO_CLOCK:
        PLACES.setdefault(_person.post, []).append(_person.number)
OF_PLACES = frozenset(
    item["id"]
    for name in ("cleaning", "patrol")
    for item in json.loads((CHECKLISTS / f"{name}.json").read_text("utf-8"))["items"]
    if item["object"] == "place"
)
"""Items that look at a place: an inspector who finds something there need not know whose it is."""


def area_rows() -> list[tuple[str, str]]:
    """The areas file: a row for everyone who answers for a place, in the order of the places."""
    return [(place, number) for place, numbers in PLACES.items() for number in numbers]


def answers_alone(plan: Plan, person: str, day: int) -> bool:
    """Whether the person answers for a post, and nobody else who does is planned that day or came off a night."""
    holders = PLACES.get(PEOPLE[person].post, ())
    others = [number for number in holders if number != person]
    free = all(not plan.get((number, day)) and plan.get((number, day - 1)) != "夜班" for number in others)
    return person in holders and free
