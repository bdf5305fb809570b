"""A slow, plain attendance: loops over days and minutes, written from the rule text alone."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from itertools import pairwise

from .reference_silence import Side, Silence, silences

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FOREVER = date(9999, 12, 31)


@dataclass(frozen=True)
class Part:
    """What is worked in one piece, in minutes from the midnight of the date it begins on."""

    start: int
    end: int
    grace_in: int = 0
    grace_out: int = 0
    before: int = 120
    after: int = 240
    rest: tuple[int, int] | None = None
    early_by: int = 0
    hours: int | None = None
    punch: str = "both"

    def works(self) -> list[int]:
        """The minutes of it that are working time."""
        away = range(*self.rest) if self.rest else range(0)
        return [minute for minute in range(self.start, self.end) if minute not in away]


@dataclass(frozen=True)
class Shift:
    """A shift of one or several parts."""

    name: str
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Plan:
    """A row of the roster for a person, the department `desk` or `all`: a day, a run, a week, a cycle (a/b)."""

    who: str
    day: date
    shift: str
    to: date | None = None
    days: str = ""

    @property
    def cycle(self) -> list[str]:
        """The shifts that follow each other."""
        return self.shift.split("/")

    @property
    def several(self) -> bool:
        """Whether it is a row for more than one day."""
        return self.to is not None or bool(self.days) or len(self.cycle) > 1

    def says(self, day: date, calendar: Mapping[date, int]) -> str | None:
        """The shift of that day, None where the row does not speak of it."""
        last = self.to or (FOREVER if self.several else self.day)
        weekday = calendar.get(day, day.isoweekday())
        if not self.day <= day <= last or (self.days and str(weekday) not in self.days):
            return None
        return self.cycle[(day - self.day).days % len(self.cycle)]


@dataclass(frozen=True)
class Swap:
    """Two people change places on a day (and another); or one person changes two days."""

    person: str
    day: date
    other: str = ""
    other_day: date | None = None


@dataclass(frozen=True)
class Punch:
    """One punch at the clock."""

    person: str
    at: datetime
    direction: str = ""
    device: str = ""


@dataclass(frozen=True)
class Leave:
    """Leave of whole days or from one moment to another, both ends as people write them."""

    person: str
    begins: date | datetime
    ends: date | datetime
    approved: bool = True

    def takes(self, minute: datetime, day: date) -> bool:
        """Whether it takes that minute of a shift that began on that day."""
        if not isinstance(self.begins, datetime):
            return self.begins <= day <= self.ends
        assert isinstance(self.ends, datetime)
        return self.begins <= minute < self.ends


@dataclass(frozen=True)
class Person:
    """Somebody employed from one day to another, who punches or does not."""

    name: str
    hired: date
    left: date = FOREVER
    punches: bool = True
    department: str = "desk"
    post: str = ""

    def there(self, day: date) -> bool:
        """Whether a shift can be planned for the person that day."""
        return self.punches and self.hired <= day <= self.left


@dataclass(frozen=True)
class Exemption:
    """A time in which some need not have punched; both ends as people write them, and inside."""

    begins: date | datetime
    ends: date | datetime
    whose: str
    subject: str = ""
    what: str = "both"

    def holds(self, side: str, day: date, due: datetime) -> bool:
        """Whether a punch of that side, due then on that planned day, need not have been made."""
        if self.what not in (side, "both"):
            return False
        if not isinstance(self.begins, datetime) and not isinstance(self.ends, datetime):
            return self.begins <= day <= self.ends
        first = self.begins if isinstance(self.begins, datetime) else datetime.combine(self.begins, time())
        last = self.ends if isinstance(self.ends, datetime) else datetime.combine(self.ends, time(23, 59, 59))
        return first <= due <= last


@dataclass(frozen=True)
class Area:
    """Somebody answers for a place, in one shift or in every one."""

    place: str
    person: str
    shift: str = ""


@dataclass(frozen=True)
class Month:
    """Everything that is said of two months around one that is looked at."""

    people: list[Person]
    roster: list[Plan]
    punches: list[Punch]
    leaves: list[Leave]
    swaps: list[Swap]
    calendar: Mapping[date, int]
    as_of: date
    exemptions: list[Exemption]
    areas: list[Area]
    answers: Mapping[str, str] = field(default_factory=dict)
    """What was answered about the silences of each clock."""


@dataclass
class Window:
    """A part of a planned day and the time in which a punch counts for it; `closes` is not inside."""

    day: date
    shift: str
    part: Part
    parts: int
    starts: datetime
    ends: datetime
    opens: datetime
    closes: datetime
    bursts: list[tuple[str, datetime, datetime]] = field(default_factory=list)


def attendance(month: Month, shifts: list[Shift], days: tuple[date, date]) -> set[tuple[str, ...]]:
    """What is said of everyone: (person, day, item, minutes or days), the same with `exempt` where an exemption covers
    it, and (person, on-time, how many days)."""
    said: set[tuple[str, ...]] = set()
    laid = laid_out(month, shifts, days)
    quiet = silences(sides_of(laid, month, days), logs_of(month, days))
    for person, granted, windows in laid:
        mine = [each for each in quiet if each.clock == usual_clock(person, month, days)]
        give = partial(spared, month=month, person=person, granted=granted, days=days)
        fine = 0
        for day in sorted({window.day for window in windows}):
            over = [window for window in windows if window.day == day]
            found = of_the_day(over, granted, lambda window: set())
            said |= of_the_clocks(over, granted, give, mine, month, person.name, found)
            fine += not found and len(over) == over[0].parts
        if fine:
            said.add((person.name, "on-time", str(fine)))
    return said | {(s.person, str(s.day), "swap", "1") for s in month.swaps if days[0] <= s.day <= days[1]}


def laid_out(
    month: Month, shifts: list[Shift], days: tuple[date, date]
) -> list[tuple[Person, list[Leave], list[Window]]]:
    """Everybody with their leave and the windows of the month that are over, with the punches in them."""
    plans = swapped(planned(month, days), month)
    known = {shift.name: shift for shift in shifts}
    laid = []
    for person in month.people:
        windows = windows_of(person, plans, known, days)
        for burst in bursts([punch for punch in month.punches if punch.person == person.name]):
            share_out(burst, windows)
        granted = [leave for leave in month.leaves if leave.person == person.name and leave.approved]
        over = [each for each in windows if days[0] <= each.day <= days[1] and closed(each, month.as_of)]
        laid.append((person, granted, over))
    return laid


def of_the_clocks(
    windows: list[Window],
    granted: list[Leave],
    give: Callable[[Window], set[str]],
    quiet: list[Silence],
    month: Month,
    name: str,
    found: Mapping[tuple[str, int], str],
) -> set[tuple[str, ...]]:
    """What is said of a person's day, with what waits for the answer about a silent clock."""

    def swallowed(window: Window, excused_only: bool = False) -> dict[str, Silence]:
        left = left_of(window, granted)
        dues = {"in": left[0], "out": left[2]} if left else {}
        return {
            side: each
            for side, due in dues.items()
            for each in reversed(quiet)
            if each.covers(due) and (not excused_only or month.answers.get(each.clock) == "excuse")
            and window.part.punch in ("both", side)
        }  # fmt: skip

    def kinds(window: Window, given: set[str]) -> dict[str, str]:
        found = [each for each in judge(window, granted, given) if kind_of(each) not in ("leave", "whole leave")]
        return {kind_of(each): "" if isinstance(each, str) else each[1] for each in found}

    hanging, asked = {}, None
    for window in windows:
        before, after = kinds(window, give(window)), kinds(window, give(window) | set(swallowed(window)))
        hanging[window.part.start] = {kind for kind in {*before, *after} if before.get(kind) != after.get(kind)}
        if hanging[window.part.start] and asked is None:
            asked = next(iter(swallowed(window).values()))
    left = of_the_day(windows, granted, lambda window: give(window) | set(swallowed(window, True)))
    day, said = str(windows[0].day), set()
    counted, answer = left, month.answers.get(asked.clock) if asked else None
    if asked:
        said.add((name, "clock-silent", asked.question))
    if asked and answer is None:
        counted = of_the_day(
            windows, granted, lambda window: give(window) | set(swallowed(window, True)),
            lambda window: hanging[window.part.start],
        )  # fmt: skip
    held = {each: much for each, much in left.items() if each not in counted}
    said |= {(name, day, item, much) for (item, _), much in counted.items()}
    said |= {(name, day, item, much, "held") for (item, _), much in held.items()}
    spare = {(item, much) for (item, nth), much in found.items() if (item, nth) not in {**counted, **held}}
    return said | {(name, day, *each, "exempt") for each in spare}


def logs_of(month: Month, days: tuple[date, date]) -> dict[str, set[datetime]]:
    """When each clock logged anything, from the day before the month."""
    logs: dict[str, set[datetime]] = defaultdict(set)
    for punch in month.punches:
        if punch.at >= datetime.combine(days[0], time()) - DAY:
            logs[punch.device].add(punch.at)
    return logs


def sides_of(
    laid: list[tuple[Person, list[Leave], list[Window]]], month: Month, days: tuple[date, date]
) -> Iterator[Side]:
    """Every punch that was due of people who have a clock."""
    for person, granted, windows in laid:
        clock = usual_clock(person, month, days)
        for window in windows:
            left = left_of(window, granted)
            if not left or not clock:
                continue
            due, starts, ends = left
            given = spared(window, month, person, granted, days)
            ins, outs = came_and_went(window, starts + (ends - starts) / 2)
            ins, outs = [due] if "in" in given else ins, [ends] if "out" in given else outs
            near = timedelta(minutes=30)
            if window.part.punch in ("both", "in"):
                yield Side(person.name, clock, window.day, due, bool(ins) and min(ins) <= due + near, bool(ins))
            if window.part.punch in ("both", "out"):
                yield Side(person.name, clock, window.day, ends, bool(outs) and max(outs) >= ends - near, bool(outs))


def usual_clock(person: Person, month: Month, days: tuple[date, date]) -> str:
    """Where the person punched most in the month, nothing where at no clock."""
    mine = Counter(
        punch.device
        for punch in set(month.punches)
        if punch.person == person.name and punch.device and days[0] <= punch.at.date() <= days[1]
    )
    return min(mine, key=lambda device: (-mine[device], device)) if mine else ""


def concerns(
    exemption: Exemption,
    person: Person,
    window: Window,
    month: Month,
    days: tuple[date, date],
) -> bool:
    """Whether the exemption is for that person on that planned day."""
    whose, subject = exemption.whose, exemption.subject
    if whose == "place":
        answers = any(
            area.place == subject and area.person == person.name and area.shift in ("", window.shift)
            for area in month.areas
        )
        return answers or person.post == subject
    if whose == "clock":
        return usual_clock(person, month, days) == subject
    return whose == "all" or subject == {"person": person.name, "department": person.department}[whose]


def closed(window: Window, as_of: date) -> bool:
    """Whether nobody can punch for it any more."""
    return window.closes <= datetime.combine(as_of, time()) + DAY and window.day <= as_of


def planned(month: Month, days: tuple[date, date]) -> dict[tuple[str, date], str]:
    """The shift of everyone on each day: a person's row, else the department's, else everybody's; one day first."""
    plans = {}
    for person in month.people:
        names = (person.name, person.department, "all")
        day = days[0] - 70 * DAY
        while day <= days[1] + 70 * DAY:
            found = [
                (names.index(row.who), row.several, said)
                for row in month.roster
                if row.who in names and (said := row.says(day, month.calendar)) is not None
            ]
            if found and person.there(day):
                plans[person.name, day] = min(found)[2]
            day += DAY
    return plans


def swapped(plans: dict[tuple[str, date], str], month: Month) -> dict[tuple[str, date], str]:
    """The plans after everyone has changed places."""
    there = {person.name: person.there for person in month.people}
    after = dict(plans)
    for swap in month.swaps:
        if swap.other:
            pairs = [((swap.person, day), (swap.other, day)) for day in {swap.day, swap.other_day or swap.day}]
        else:
            assert swap.other_day
            pairs = [((swap.person, swap.day), (swap.person, swap.other_day))]
        for one, two in pairs:
            for here, from_there in ((one, two), (two, one)):
                after.pop(here, None)
                if from_there in plans and there[here[0]](here[1]):
                    after[here] = plans[from_there]
    return after


def windows_of(
    person: Person, plans: Mapping[tuple[str, date], str], shifts: Mapping[str, Shift], days: tuple[date, date]
) -> list[Window]:
    """The person's windows from a day before the month to a day after it; two that would overlap meet half-way."""
    windows = []
    day = days[0] - DAY
    while day <= days[1] + DAY:
        shift = shifts.get(plans.get((person.name, day), "rest"))
        windows += [window_of(day, shift, part) for part in shift.parts] if shift else []
        day += DAY
    windows.sort(key=lambda window: window.starts)
    natural = [(window.opens, window.closes) for window in windows]
    for number, (before, after) in enumerate(pairwise(windows)):
        if natural[number][1] > natural[number + 1][0]:
            before.closes = after.opens = before.ends + (after.starts - before.ends) / 2
    return windows


def window_of(day: date, shift: Shift, part: Part) -> Window:
    """The window as the shift alone says it; a punch in its last second is inside."""
    midnight = datetime.combine(day, time())
    starts, ends = midnight + part.start * MINUTE, midnight + part.end * MINUTE
    opens, closes = starts - part.before * MINUTE, ends + timedelta(minutes=part.after, seconds=1)
    return Window(day, shift.name, part, len(shift.parts), starts, ends, opens, closes)


def bursts(punches: list[Punch]) -> Iterator[tuple[str, datetime, datetime]]:
    """Direction, first and last moment of punches that follow each other within a minute."""
    for way in ("", "in", "out"):
        found: list[list[datetime]] = []
        for at in sorted(punch.at for punch in punches if punch.direction == way):
            if found and at - found[-1][-1] < MINUTE:
                found[-1].append(at)
            else:
                found.append([at])
        yield from ((way, burst[0], burst[-1]) for burst in found)


def share_out(burst: tuple[str, datetime, datetime], windows: list[Window]) -> None:
    """What is one punch goes to the one window in which it begins, if there is one."""
    holding = [window for window in windows if window.opens <= burst[1] < window.closes]
    assert len(holding) <= 1
    for window in holding:
        window.bursts.append(burst)


def of_the_day(
    windows: list[Window],
    granted: list[Leave],
    sides: Callable[[Window], set[str]],
    without: Callable[[Window], set[str]] = lambda window: set(),
) -> dict[tuple[str, int], str]:
    """What the day became, by item and part (0 for the whole day), without some: nothing when it was in order."""
    found = [
        [item for item in judge(window, granted, sides(window)) if kind_of(item) not in without(window)]
        for window in windows
    ]
    whole = sum("whole leave" in items for items in found) == windows[0].parts
    some = any("leave" in items or "whole leave" in items for items in found)
    bare = sum("absent" in items for items in found)
    said = {}
    if some:
        said["leave", 0] = "1" if whole else "0.5"
    if bare:
        said["absent", 0] = "1" if bare == windows[0].parts and not some else "0.5"
    for window, items in zip(windows, found, strict=True):
        said |= {(item[0], window.part.start): item[1] for item in items if isinstance(item, list)}
    return said


def kind_of(item: str | list[str]) -> str:
    """What it is, however much of it."""
    return item if isinstance(item, str) else item[0]


def spared(window: Window, month: Month, person: Person, granted: list[Leave], days: tuple[date, date]) -> set[str]:
    """The sides of a part on which the person need not have punched."""
    left = left_of(window, granted)
    if not left:
        return set()
    due, _, ends = left
    return {
        side
        for side, at in (("in", due), ("out", ends))
        for each in month.exemptions
        if each.holds(side, window.day, at) and concerns(each, person, window, month, days)
    }


def left_of(window: Window, granted: list[Leave]) -> tuple[datetime, datetime, datetime] | None:
    """When one must be there, and when what leave has left of the part begins and ends; None where nothing is left."""
    part, midnight = window.part, datetime.combine(window.day, time())
    works, left = part.works(), minutes_left(window, granted)
    if not left:
        return None
    starts = midnight + left[0] * MINUTE if left[0] != works[0] else window.starts
    ends = midnight + (left[-1] + 1) * MINUTE if left[-1] != works[-1] else window.ends
    return starts - part.early_by * MINUTE if starts == window.starts else starts, starts, ends


def minutes_left(window: Window, granted: list[Leave]) -> list[int]:
    """The working minutes that no leave takes."""
    midnight = datetime.combine(window.day, time())
    return [
        m for m in window.part.works() if not any(leave.takes(midnight + m * MINUTE, window.day) for leave in granted)
    ]


def judge(window: Window, granted: list[Leave], given: set[str]) -> Iterator[str | list[str]]:
    """What one part became; a side that is given is as if punched when it was due."""
    part, works, minutes_there = window.part, window.part.works(), minutes_left(window, granted)
    left = left_of(window, granted)
    if left is None:
        yield "whole leave"
        return
    due, starts, ends = left
    if len(minutes_there) < len(works):
        yield "leave"
    ins, outs = came_and_went(window, starts + (ends - starts) / 2)
    ins, outs = [due] if "in" in given else ins, [ends] if "out" in given else outs
    asked = [at for way, at in (("in", ins), ("out", outs)) if part.punch in ("both", way)]
    if asked and not any(asked):
        yield "absent"
    elif not all(asked):
        yield ["missing-punch", "1"]
    if ins and part.punch in ("both", "in"):
        late = working_time(window, due, min(ins))
        if late > part.grace_in * MINUTE:
            yield ["late", minutes(late)]
    if outs and part.punch in ("both", "out"):
        early = working_time(window, max(outs), ends)
        if part.hours is not None and ins and part.punch == "both" and not given:
            asked_for = max(part.hours - (len(works) - len(minutes_there)), 0) * MINUTE
            early = max(early, asked_for - working_time(window, min(ins), max(outs)))
        if early > part.grace_out * MINUTE:
            yield ["early", minutes(early)]


def came_and_went(window: Window, middle: datetime) -> tuple[list[datetime], list[datetime]]:
    """The moments of coming and of going: the first of what is one punch comes, the last of it goes."""
    ins, outs = [], []
    for way, first, last in window.bursts:
        by_time = {"in": "in", "out": "out"}.get(window.part.punch, "in" if first <= middle else "out")
        if (way or by_time) == "in":
            ins.append(first)
        else:
            outs.append(last)
    return ins, outs


def working_time(window: Window, one: datetime, other: datetime) -> timedelta:
    """From one moment to the other without the break; less than nothing where the other comes before."""
    if other < one:
        return -working_time(window, other, one)
    if window.part.rest is None:
        return other - one
    midnight = datetime.combine(window.day, time())
    begins, ends = (midnight + minute * MINUTE for minute in window.part.rest)
    return other - one - max(min(other, ends) - max(one, begins), timedelta())


def minutes(much: timedelta) -> str:
    """A time as minutes to four decimals, half up."""
    return str((Decimal(int(much.total_seconds())) / 60).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize())
