"""Who answers for a place: cleaners and guards for their posts, one relieving the other."""

import json
from pathlib import Path

from making.people import NO_CLOCK, PEOPLE
from making.planning import Plan

HEADINGS = ("责任区", "责任人")
CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"
ELSEWHERE: dict[str, tuple[str | None, ...]] = {
    "白班": (None,), "早班": (None, "中班", "夜班"), "中班": (None, "早班", "夜班"), "夜班": (None, "早班"),
}  # fmt: skip
"""For each shift those whose people are not there while its rounds are made."""
NIGHT_ENDS = "08:00"
PLACES: dict[str, list[str]] = {}
for _person in PEOPLE.values():
    if _person.department in ("保洁部", "秩序部") and _person.number not in NO_CLOCK:
        PLACES.setdefault(_person.post, []).append(_person.number)
NOT_OF_PERSONS = frozenset(
    item["id"]
    for name in ("cleaning", "patrol")
    for item in json.loads((CHECKLISTS / f"{name}.json").read_text("utf-8"))["items"]
    if item["object"] != "person"
)
"""Items that look at a place or its papers: an inspector who finds something there need not know whose it is."""


def area_rows() -> list[tuple[str, str]]:
    """The areas file: a row for everyone who answers for a place, in the order of the places."""
    return [(place, number) for place, numbers in PLACES.items() for number in numbers]


def answers_alone(plan: Plan, person: str, day: int, time: str) -> bool:
    """Whether the person answers for a post, and nobody else who does may be on shift there at that time."""
    holders = PLACES.get(PEOPLE[person].post, ())
    others = [number for number in holders if number != person]
    elsewhere = ELSEWHERE[plan[person, day]]
    still_there = time <= NIGHT_ENDS and any(plan.get((number, day - 1)) == "夜班" for number in others)
    return person in holders and not still_there and all(plan.get((number, day)) in elsewhere for number in others)
