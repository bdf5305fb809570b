"""Silent clocks by loops: when a clock counts as silent, written from the rule text alone."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

NEAR = timedelta(minutes=30)
LONG = timedelta(hours=24)
SECOND = timedelta(seconds=1)
LEAST = 3


@dataclass(frozen=True)
class Side:
    """A punch that was due of somebody whose clock it is; `met` in time, `made` at all."""

    person: str
    clock: str
    day: date
    due: datetime
    met: bool
    made: bool


@dataclass(frozen=True)
class Silence:
    """A clock from its last punch before to its first after; None where there is none."""

    clock: str
    day: date
    begun: datetime | None
    ended: datetime | None

    @property
    def question(self) -> str:
        """The number of the question about it."""
        return f"Q-{self.day:%m%d}-@{self.clock}"

    def covers(self, due: datetime) -> bool:
        """Whether a punch due then is one of those it swallowed."""
        return (self.begun is None or self.begun <= due) and (self.ended is None or due <= self.ended)


def silences(sides: Iterable[Side], logs: Mapping[str, set[datetime]]) -> list[Silence]:
    """The silences of all clocks, by day and clock."""
    by_clock = defaultdict(list)
    for side in sides:
        by_clock[side.clock].append(side)
    found = [silence for clock, mine in by_clock.items() for silence in of_clock(clock, mine, sorted(logs[clock]))]
    return sorted(found, key=lambda each: (each.day, each.clock))


def of_clock(clock: str, sides: list[Side], log: list[datetime]) -> list[Silence]:
    """Runs of silent moments; those that begin on one day are one."""
    moments = defaultdict(list)
    for side in sides:
        moments[side.due].append(side)
    wide = of_days(sides) | unheard(sides, log)
    runs: list[list[datetime]] = [[]]
    for due in sorted(moments):
        few = sum(side.met for side in moments[due]) * 2 < len(moments[due])
        alone = few and len(moments[due]) >= LEAST and nothing_near(due, log)
        if due in wide or alone:
            runs[-1].append(due)
        elif not few:
            runs.append([])
    by_day: dict[date, list[datetime]] = defaultdict(list)
    for run in filter(None, runs):
        by_day[min(side.day for due in run for side in moments[due])] += run
    return [Silence(clock, day, before(dues[0], log), after(max(dues), log)) for day, dues in by_day.items()]


def before(due: datetime, log: list[datetime]) -> datetime | None:
    """The last punch up to then."""
    return max((at for at in log if at <= due), default=None)


def after(due: datetime, log: list[datetime]) -> datetime | None:
    """The first punch from then on."""
    return min((at for at in log if at >= due), default=None)


def nothing_near(due: datetime, log: list[datetime]) -> bool:
    """Whether the clock logged nothing for half an hour around."""
    begun, ended = before(due, log), after(due, log)
    return begun is None or ended is None or ended - begun > NEAR


def of_days(sides: list[Side]) -> set[datetime]:
    """The moments of days on which fewer than half of at least three people punched at all."""
    people: dict[date, dict[str, bool]] = defaultdict(dict)
    for side in sides:
        people[side.day][side.person] = people[side.day].get(side.person, False) or side.made
    few = {day for day, made in people.items() if len(made) >= LEAST and sum(made.values()) * 2 < len(made)}
    return {side.due for side in sides if side.day in few}


def unheard(sides: list[Side], log: list[datetime]) -> set[datetime]:
    """The moments of those who did not punch inside gaps of more than a day, where they are three at least."""
    first, last = min(side.due for side in sides), max(side.due for side in sides)
    edges = [first - SECOND] if not log or min(log) >= first else []
    edges += [last + SECOND] if not log or max(log) <= last else []
    marks = sorted([*log, *edges])
    found = set()
    for begun, ended in pairwise(marks):
        inside = [side for side in sides if begun <= side.due < ended and not side.made]
        if ended - begun > LONG and len({side.person for side in inside}) >= LEAST:
            found |= {side.due for side in inside}
    return found
