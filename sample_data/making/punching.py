"""The clocks' log: when everyone came and went, with the habits and accidents of a month."""

from datetime import datetime, timedelta

from making.days import minutes, moment
from making.dice import Dice
from making.planning import GUARDS, HOURS, NIGHT_LEADER, Plan, guard_turn, on_leave

HEADINGS = ("工号", "打卡时间", "设备")
GATE, OFFICE_CLOCK = "大门考勤机", "办公楼考勤机"

OFTEN_LATE = {"E0007": 0.18, "E0022": 0.14, "E0032": 0.12, "E0042": 0.15, "E0057": 0.2}
SELDOM_LATE = 0.014
NEVER_LATE = ("E0014", "E0033", "E0046", "E0051", "E0054", "E0059")
LUNCH, BREAK, TWICE = 0.88, 0.8, 0.14

ARRIVALS = {
    ("E0051", 13): "08:35:00", ("E0059", 14): "08:40:00", ("E0054", 15): "08:41:00", ("E0043", 14): "20:06:20",
    ("E0046", 12): "07:12:30", ("E0046", 29): "07:14:05", ("E0010", 21): "11:52:10",
}  # fmt: skip
"""Who came at a time that a story needs."""

DEPARTURES = {("E0058", 15): "13:34:25", ("E0055", 12): "17:26:00", ("E0026", 16): "14:30:00"}
NO_PUNCH_OUT = {("E0011", 20), ("E0045", 26)}
FORGOTTEN = (("E0056", datetime(2026, 10, 28, 17)),)
"""Who made no punch from when to the end of the day: it was corrected later."""
NOT_THERE = {("E0046", 21)}

Punch = tuple[datetime, str, str]


def is_there(plan: Plan, number: str, day: int) -> bool:
    """Whether the person works on the day."""
    return (number, day) in plan and not on_leave(number, day) and (number, day) not in NOT_THERE


def attendance_rows(plan: Plan, seed: int) -> list[tuple[str, str, str]]:
    """The log in the order of time."""
    dice = Dice(seed)
    punches: list[Punch] = list(_out_of_september(dice))
    for (number, day), shift in sorted(plan.items()):
        if is_there(plan, number, day):
            punches += _day(number, day, shift, dice)
    twice = [(at + timedelta(seconds=dice.between(3, 50)), *rest) for at, *rest in punches if dice.chance(TWICE)]
    in_order = sorted(punch for punch in {*punches, *twice} if not _forgotten(punch))
    return [(number, f"{at:%Y-%m-%d %H:%M:%S}", clock) for at, number, clock in in_order]


def _forgotten(punch: Punch) -> bool:
    at, number, _ = punch
    return any(number == who and since <= at and at.date() == since.date() for who, since in FORGOTTEN)


def _day(number: str, day: int, shift: str, dice: Dice) -> list[Punch]:
    start, end = (minutes(time) for time in HOURS[shift])
    story = (number, day) in ARRIVALS or (number, day) in DEPARTURES or (number, day) in NO_PUNCH_OUT
    times = [_arrival(number, day, start, dice)]
    if not story and shift == "白班" and dice.chance(LUNCH):
        times += [_about(day, 12 * 60, 10, dice), _about(day, 12 * 60 + 44, 14, dice)]
    if not story and shift == "早班" and number not in GUARDS and dice.chance(BREAK):
        times += [_about(day, 10 * 60, 8, dice), _about(day, 10 * 60 + 22, 8, dice)]
    if (number, day) not in NO_PUNCH_OUT:
        times.append(_departure(number, day, end, dice))
    clock = OFFICE_CLOCK if shift == "白班" and dice.chance(0.85) else GATE
    return [(at, number, clock) for at in times]


def _arrival(number: str, day: int, start: int, dice: Dice) -> datetime:
    if (number, day) in ARRIVALS:
        return _at(day, ARRIVALS[number, day])
    late = 0.0 if number in NEVER_LATE else OFTEN_LATE.get(number, SELDOM_LATE)
    if dice.chance(late):
        return moment(day, start, dice.between(25, 9 * 60))
    return moment(day, start - dice.between(3, 22), dice.below(60))


def _departure(number: str, day: int, end: int, dice: Dice) -> datetime:
    if (number, day) in DEPARTURES:
        return _at(day, DEPARTURES[number, day])
    return moment(day, end + dice.below(14), dice.below(60))


def _at(day: int, time: str) -> datetime:
    return moment(day, minutes(time), int(time[-2:]))


def _about(day: int, minute: int, spread: int, dice: Dice) -> datetime:
    return moment(day, minute + dice.below(spread), dice.below(60))


def _out_of_september(dice: Dice) -> list[Punch]:
    """The guards whose last night of September ended on the first of October."""
    nights = [number for number in GUARDS if guard_turn(number, 0) in (4, 5)]
    return [(_about(1, 8 * 60, 14, dice), number, GATE) for number in (NIGHT_LEADER, *nights)]
