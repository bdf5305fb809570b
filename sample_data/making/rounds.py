"""The inspectors' rounds of the month: who looked at whom when, and the rows of their sheets."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from making.areas import NOT_OF_PERSONS, answers_alone
from making.checks import CLEANING, CUSTOMER_SERVICE, PATROL, POOL, RECEPTION, Check, Seen
from making.days import clock, minutes
from making.dice import Dice
from making.people import PEOPLE, TRANSFERRED, TRANSFERRED_TO, department_on
from making.planning import Plan
from making.punching import is_there
from making.stories import (
    CAPTAIN,
    CLEANING_HEAD,
    DESK_HEAD,
    MANAGER,
    NIGHT_LEADER,
    NOT_INSPECTED,
    PERFECT,
    SERVICE_HEAD,
    STORIES,
    Story,
)

CHECKS = {"秩序部": PATROL, "保洁部": CLEANING, "前台": RECEPTION, "客服部": CUSTOMER_SERVICE}
POST_AFTER = TRANSFERRED_TO[2]
LETTERS = {"秩序部": "ZX", "保洁部": "BJ", "前台": "QT", "客服部": "KF"}
PRONE = ("E0007", "E0017", "E0022", "E0032", "E0042", "E0057")
"""People with whom something is found more often."""


class Round(NamedTuple):
    """Rounds of one inspector through a department: on which days, in which shifts, whom and how much."""

    inspector: str
    department: str
    days: tuple[int, ...]
    shifts: tuple[str, ...]
    between: tuple[str, str]
    people: int
    items: int


ROUNDS = (
    Round(CAPTAIN, "秩序部", (2, 5, 8, 10, 13, 15, 17, 19, 21, 23, 26, 28, 30), ("早班",), ("08:00", "12:30"), 2, 2),
    Round(CAPTAIN, "秩序部", (3, 9, 12, 14, 16, 20, 22, 24, 27, 29), ("中班",), ("15:40", "17:30"), 3, 2),
    Round(NIGHT_LEADER, "秩序部", (1, 6, 8, 13, 16, 20, 22, 26, 28, 30), ("夜班",), ("20:40", "22:30"), 2, 2),
    Round(CLEANING_HEAD, "保洁部", (4, 8, 9, 10, 12, 13, 15, 16, 18, 19, 21, 22, 24, 26, 27, 28, 29, 30),
          ("早班",), ("07:40", "12:30"), 5, 2),
    Round(DESK_HEAD, "前台", (3, 8, 10, 13, 15, 20, 23, 26, 29), ("早班", "白班"), ("09:00", "13:00"), 3, 3),
    Round(DESK_HEAD, "前台", (9, 14, 21, 28), ("中班",), ("15:30", "17:30"), 2, 3),
    Round(SERVICE_HEAD, "客服部", (8, 9, 12, 14, 16, 20, 22, 26, 28, 30), ("白班",), ("09:10", "15:30"), 4, 2),
    Round(MANAGER, "前台", (12, 27), ("早班", "白班"), ("09:30", "11:00"), 3, 2),
    Round(MANAGER, "客服部", (13, 29), ("白班",), ("13:40", "15:00"), 4, 1),
)  # fmt: skip


class Line(NamedTuple):
    """A row of a sheet; `result` is 合格, 不合格 or 不适用. By place: the inspector names no person."""

    day: int
    time: str
    code: str
    person: str
    result: str
    seen: Seen
    place: str
    inspector: str
    sheet: str = ""
    number: str = ""
    by_place: bool = False


Key = tuple[int, str, str]
"""Day, inspector and department: what is on one sheet."""


def sheets(plan: Plan, seed: int) -> dict[str, list[Line]]:
    """The rows of each department in the order in which they were written."""
    drawn = _Drawn(plan, Dice(seed))
    written: dict[Key, list[Line]] = defaultdict(list)
    in_order = sorted((day, tour) for tour in ROUNDS for day in tour.days)
    for day, tour in in_order:
        written[day, tour.inspector, tour.department] += drawn.lines(tour, day)
    for story in STORIES:
        line = _told(story)
        written[story.day, story.inspector, department_of_item(story.code)].append(line)
    return _numbered(written)


def department_of_item(code: str) -> str:
    """The department whose checklist has the item."""
    return next(department for department, checks in CHECKS.items() if checks[0].code[:2] == code[:2])


class _Drawn:
    """Rounds drawn by chance, with an eye on those who were looked at least."""

    def __init__(self, plan: Plan, dice: Dice) -> None:
        self._plan, self._dice = plan, dice
        self._looked, self._found = Counter[str](), Counter[str]()

    def lines(self, each: Round, day: int) -> Iterator[Line]:
        """The rows of one round."""
        earliest, latest = (minutes(time) for time in each.between)
        minute = self._dice.between(earliest, latest)
        for person in self._people(each, day):
            for check in self._checks(each, person):
                result, seen = self._judge(check, person)
                place = POST_AFTER if _moved(person, day) else PEOPLE[person].post
                line = Line(day, clock(minute), check.code, person, result, seen, place, each.inspector)
                by_place = check.code in NOT_OF_PERSONS and answers_alone(self._plan, person, day, line.time)
                yield line._replace(by_place=by_place)
                minute += self._dice.between(2, 6)

    def _people(self, each: Round, day: int) -> list[str]:
        there = [
            number
            for number in PEOPLE
            if self._plan.get((number, day)) in each.shifts
            and is_there(self._plan, number, day)
            and department_on(number, day) == each.department
            and number not in (each.inspector, NOT_INSPECTED)
        ]
        lots = {number: (self._looked[number], self._dice.below(1000), number) for number in there}
        return sorted(sorted(there, key=lots.__getitem__)[: each.people])

    def _checks(self, each: Round, person: str) -> list[Check]:
        at_pool = each.department == "保洁部" and "泳池" in PEOPLE[person].post
        offered = list(POOL if at_pool else CHECKS[each.department])
        return [offered.pop(self._dice.below(len(offered))) for _ in range(each.items)]

    def _judge(self, check: Check, person: str) -> tuple[str, Seen]:
        self._looked[person] += 1
        if (check.sex and check.sex != PEOPLE[person].sex) or (check.none and not check.sex and self._dice.chance(0.3)):
            return "不适用", Seen(check.none)
        if check.findings and person != PERFECT and self._dice.chance(self._share(person)):
            self._found[person] += 1
            return "不合格", self._dice.pick(check.findings)
        return "合格", Seen("", measured=self._dice.pick(check.fine) if check.fine else "")

    def _share(self, person: str) -> float:
        """How often something is found: sooner or later with everyone."""
        if not self._found[person]:
            return min(0.2 + 0.12 * self._looked[person], 1.0)
        return 0.38 if person in PRONE else 0.18


def _moved(person: str, day: int) -> bool:
    return person == TRANSFERRED and department_on(person, day) == TRANSFERRED_TO[0]


def _told(story: Story) -> Line:
    seen, result = (story.seen, "不合格") if story.seen else (Seen(""), "合格")
    return Line(story.day, story.time, story.code, story.person, result, seen, story.place, story.inspector)


def _numbered(written: dict[Key, list[Line]]) -> dict[str, list[Line]]:
    """Sheets numbered by department and day, and their rows in the order of time."""
    numbered: dict[str, list[Line]] = defaultdict(list)
    of_day = Counter[tuple[str, int]]()
    for (day, _, department), lines in sorted(written.items(), key=lambda item: (item[0][0], min(item[1])[1], item[0])):
        of_day[department, day] += 1
        sheet = f"{LETTERS[department]}-10{day:02}-{of_day[department, day]}"
        in_order = sorted(lines, key=lambda line: (line.time, line.person, line.code))
        numbered[department] += [
            line._replace(sheet=sheet, number=f"{sheet}:{place}") for place, line in enumerate(in_order, 1)
        ]
    return numbered
