"""A slow, plain attendance: loops over days and minutes, written from the rule text alone."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shift:
    """A shift in minutes from the midnight of the date it begins on."""

    name: str
    start: int
    end: int
    grace_in: int = 0
    grace_out: int = 0
    before: int = 120
    after: int = 240


@dataclass(frozen=True)
class Plan:
    """A row of the roster: one day, or several when `to` is given, on some weekdays when `days` is."""

    person: str
    day: date
    shift: str
    to: date | None = None
    days: str = ""

    def holds(self, day: date) -> bool:
        """Whether the row speaks of that day."""
        if self.to is None:
            return day == self.day
        return self.day <= day <= self.to and (not self.days or str(day.isoweekday()) in self.days)


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

    def span(self) -> tuple[datetime, datetime]:
        """From the first second off to the first second back."""
        begin, end = self.begins, self.ends
        first = begin if isinstance(begin, datetime) else datetime.combine(begin, time())
        back = end if isinstance(end, datetime) else datetime.combine(end, time()) + DAY
        return first, back

    @property
    def of_days(self) -> bool:
        """Whether it is counted by the date a shift begins on."""
        return not isinstance(self.begins, datetime)


@dataclass(frozen=True)
class Person:
    """Somebody employed from one day to another, who punches or does not."""

    name: str
    hired: date
    left: date = date(9999, 12, 31)
    punches: bool = True
    department: str = "desk"
    post: str = ""


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


@dataclass
class Window:
    """A planned day and the time in which a punch counts for it; `closes` is not inside."""

    day: date
    shift: Shift
    starts: datetime
    ends: datetime
    opens: datetime
    closes: datetime
    punches: list[Punch] = field(default_factory=list)


def attendance(
    people: list[Person],
    shifts: list[Shift],
    roster: list[Plan],
    punches: list[Punch],
    leaves: list[Leave],
    days: tuple[date, date],
    as_of: date,
    exemptions: Sequence[Exemption] = (),
    areas: Sequence[Area] = (),
) -> set[tuple[str, ...]]:
    """What is said of everyone: (person, day, item, minutes or days), the same with `exempt` where an exemption covers
    it, and (person, on-time, how many days)."""
    said: set[tuple[str, ...]] = set()
    for person in people:
        fine = 0
        windows = windows_of(person, shifts, roster, days) if person.punches else []
        share_out([punch for punch in punches if punch.person == person.name], windows)
        granted = [leave for leave in leaves if leave.person == person.name and leave.approved]
        for window in windows:
            midnight_after = datetime.combine(as_of, time()) + DAY
            if not days[0] <= window.day <= days[1] or window.day > as_of or window.closes > midnight_after:
                continue
            found, spared = list(judge(window, granted)), set[str]()
            for side in ("in", "out"):
                due = after_leave(window, granted)[0 if side == "in" else 1]
                for each in exemptions:
                    if each.holds(side, window.day, due) and concerns(each, person, window, areas, punches, days):
                        spared.add(side)
            left = list(judge(window, granted, spared))
            fine += not found
            said |= {(person.name, str(window.day), *each) for each in left}
            said |= {(person.name, str(window.day), *each, "exempt") for each in found if each not in left}
        if fine:
            said.add((person.name, "on-time", str(fine)))
    return said


def concerns(
    exemption: Exemption,
    person: Person,
    window: Window,
    areas: Sequence[Area],
    punches: list[Punch],
    days: tuple[date, date],
) -> bool:
    """Whether the exemption is for that person on that planned day."""
    whose, subject = exemption.whose, exemption.subject
    if whose == "place":
        answers = any(
            area.place == subject and area.person == person.name and area.shift in ("", window.shift.name)
            for area in areas
        )
        return answers or person.post == subject
    if whose == "clock":
        mine = Counter(
            punch.device
            for punch in punches
            if punch.person == person.name and punch.device and days[0] <= punch.at.date() <= days[1]
        )
        return bool(mine) and min(mine, key=lambda device: (-mine[device], device)) == subject
    return whose == "all" or subject == {"person": person.name, "department": person.department}[whose]


def windows_of(person: Person, shifts: list[Shift], roster: list[Plan], days: tuple[date, date]) -> list[Window]:
    """The person's windows from a day before the month to a day after it; two that would overlap meet half-way."""
    known = {shift.name: shift for shift in shifts}
    windows = []
    day = days[0] - DAY
    while day <= days[1] + DAY:
        shift = known.get(planned_on(person, roster, day))
        if shift and person.hired <= day <= person.left:
            windows.append(window_of(day, shift))
        day += DAY
    windows.sort(key=lambda window: window.starts)
    natural = [(window.opens, window.closes) for window in windows]
    for number in range(1, len(windows)):
        if natural[number - 1][1] > natural[number][0]:
            before, after = windows[number - 1], windows[number]
            before.closes = after.opens = before.ends + (after.starts - before.ends) / 2
    return windows


def planned_on(person: Person, roster: list[Plan], day: date) -> str:
    """The shift of that day: a row for one day beats a row for several."""
    mine = [row for row in roster if row.person == person.name and row.holds(day)]
    single = [row for row in mine if row.to is None]
    return (single or mine)[0].shift if mine else ""


def window_of(day: date, shift: Shift) -> Window:
    """The window as the shift alone says it; a punch in its last second is inside."""
    midnight = datetime.combine(day, time())
    starts, ends = midnight + timedelta(minutes=shift.start), midnight + timedelta(minutes=shift.end)
    opens, closes = starts - timedelta(minutes=shift.before), ends + timedelta(minutes=shift.after, seconds=1)
    return Window(day, shift, starts, ends, opens, closes)


def share_out(punches: list[Punch], windows: list[Window]) -> None:
    """Every punch goes to the one window it lies in, if there is one."""
    for punch in punches:
        holding = [window for window in windows if window.opens <= punch.at < window.closes]
        assert len(holding) <= 1
        for window in holding:
            window.punches.append(punch)


def judge(window: Window, granted: list[Leave], spared: Collection[str] = ()) -> Iterator[tuple[str, ...]]:
    """What the day became: nothing when it was in order; a side that is spared is as if punched when it was due."""
    starts, ends, off, away = after_leave(window, granted)
    if off:
        yield "leave", "1"
        return
    if away:
        yield "leave", "0.5"
    middle = window.starts + (window.ends - window.starts) / 2
    ways = [(punch.direction or ("in" if punch.at <= middle else "out"), punch.at) for punch in window.punches]
    ins = [at for way, at in ways if way == "in"]
    outs = [at for way, at in ways if way == "out"]
    ins, outs = [starts] if "in" in spared else ins, [ends] if "out" in spared else outs
    if not ins and not outs:
        yield "absent", "1"
    elif not ins or not outs:
        yield "missing-punch", "1"
    if ins and min(ins) - starts > timedelta(minutes=window.shift.grace_in):
        yield "late", minutes(min(ins) - starts)
    if outs and ends - max(outs) > timedelta(minutes=window.shift.grace_out):
        yield "early", minutes(ends - max(outs))


def after_leave(window: Window, granted: list[Leave]) -> tuple[datetime, datetime, bool, bool]:
    """What of the shift is left to be worked, whether nothing is, and whether any leave touches it."""
    starts, ends, off, away = window.starts, window.ends, False, False
    midnight = datetime.combine(window.day, time())
    for leave in granted:
        first, back = leave.span()
        if leave.of_days:
            off |= first <= midnight < back
        elif first < window.ends and back > window.starts:
            away = True
            if first <= window.starts:
                starts = max(starts, back)
            if back >= window.ends:
                ends = min(ends, first)
    return starts, ends, off or starts >= ends, away


def minutes(much: timedelta) -> str:
    """A time as minutes to four decimals, half up."""
    return str((Decimal(int(much.total_seconds())) / 60).quantize(Decimal("0.0001"), ROUND_HALF_UP).normalize())
