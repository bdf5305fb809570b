"""Shifts, roster and leave: who is planned when, as files and as a plan the other records follow."""

from collections.abc import Iterator

from making.days import ADJUSTED, HOLIDAY, LAST, iso, weekday
from making.people import HIRED, NEWCOMER, PEOPLE, employed

SHIFT_HEADINGS = ("班次", "上班时间", "下班时间", "迟到宽限", "早退宽限", "提前打卡", "推后打卡")
SHIFTS = (
    ("白班", "08:30", "17:30", "0", "0", "120", "240"),
    ("早班", "07:00", "15:00", "0", "0", "120", "240"),
    ("中班", "15:00", "23:00", "0", "0", "120", "240"),
    ("夜班", "20:00", "32:00", "0", "0", "120", "240"),
)
HOURS = {shift: (start, end) for shift, start, end, *_ in SHIFTS}
REST = "休息"

ROSTER_HEADINGS = ("工号", "日期", "结束日期", "星期", "班次")
RosterRow = tuple[str, str, str, str, str]
Plan = dict[tuple[str, int], str]

OFFICE = ("E0009", "E0010", "E0011", *(f"E{number:04}" for number in range(51, 61)))
DAY_CLEANERS = tuple(f"E{number:04}" for number in (*range(13, 24), 29))
WEEKEND_CLEANERS = tuple(f"E{number:04}" for number in range(24, 29))
DESK = tuple(f"E{number:04}" for number in range(3, 9))
GUARDS = tuple(f"E{number:04}" for number in range(32, 50))
NIGHT_LEADER = "E0031"

ON_DUTY_IN_HOLIDAY = {
    "E0010": (1, 2, 3), "E0011": (4, 5), "E0053": (1, 2), "E0054": (3, 4), "E0057": (5, 6, 7),
    "E0013": (1, 2, 3), "E0017": (1, 2), "E0018": (1, 2, 4, 6), "E0021": (5, 6, 7), "E0019": (3, 5, 7),
}  # fmt: skip
"""The skeleton staff of the holiday week and their days; the weekend cleaners, the desk and the guards work on."""

DESK_WEEKS = ((1, 4), (5, 11), (12, 18), (19, 25), (26, 31))
DESK_WEEKDAYS = ("12345", "34567", "12567")
CYCLE = ("早班", "早班", "中班", "中班", "夜班", "夜班", REST, REST)

LEAVE_HEADINGS = ("工号", "开始时间", "结束时间", "请假类型", "是否批准", "记录编号", "备注")
LEAVE = (
    ("E0005", "2026-10-10", "2026-10-10", "病假", "是", "L-001", "发烧，有诊断证明"),
    ("E0016", "2026-10-12", "2026-10-14", "病假", "是", "L-002", "腰扭伤"),
    ("E0035", "2026-10-14", "2026-10-15", "年假", "是", "L-003", "两个夜班"),
    ("E0058", "2026-10-15 13:30", "2026-10-15 17:30", "事假", "是", "L-004", "家长会"),
    ("E0055", "2026-10-19", "2026-10-23", "年假", "是", "L-005", "回老家"),
    ("E0010", "2026-10-21 08:30", "2026-10-21 12:00", "事假", "是", "L-006", "办理证件"),
    ("E0024", "2026-10-23", "2026-10-23", "事假", "否", "L-007", "当天人手不够，未批准"),
    ("E0048", "2026-10-24", "2026-10-25", "年假", "是", "L-008", ""),
    ("E0027", "2026-10-28", "2026-10-30", "丧假", "是", "L-009", ""),
)

EXEMPTION_HEADINGS = ("开始时间", "结束时间", "适用范围", "对象", "免卡", "原因", "批准人", "记录编号")
EXEMPTIONS = (("2026-10-28", "2026-10-28", "个人", "E0056", "下班", "补卡：忘记打卡，监控为证", "E0050", "X-001"),)


def roster_rows() -> list[RosterRow]:
    """The roster file, by person and day."""
    rows: list[RosterRow] = []
    for number in PEOPLE:
        rows += _rows_of(number)
    return rows


def _rows_of(number: str) -> list[RosterRow]:
    if number in OFFICE:
        return list(_workdays(number, "白班"))
    if number in DAY_CLEANERS:
        return list(_workdays(number, "早班"))
    if number in WEEKEND_CLEANERS:
        return [(number, iso(1), iso(LAST), "34567", "早班")]
    if number in DESK:
        return list(_desk(number))
    if number in GUARDS:
        return [_guard_day(number, day) for day in range(1, LAST + 1) if employed(number, day)]
    return [(number, iso(1), iso(LAST), "12345", "夜班")] if number == NIGHT_LEADER else []


def _workdays(number: str, shift: str) -> Iterator[RosterRow]:
    """Monday to Friday, with one-day rows for the holiday week and the adjusted Saturday, which beat it."""
    first = HIRED if number == NEWCOMER else 1
    yield number, iso(first), iso(LAST), "12345", shift
    on_duty = ON_DUTY_IN_HOLIDAY.get(number, ())
    for day in range(first, ADJUSTED + 1):
        if day in HOLIDAY and day not in on_duty and weekday(day) <= 5:
            yield number, iso(day), "", "", REST
        elif day in on_duty or day == ADJUSTED:
            yield number, iso(day), "", "", shift


def _desk(number: str) -> Iterator[RosterRow]:
    """Early and late shifts by turns of a week, five days of seven, holiday or not."""
    place = DESK.index(number)
    for week, (first, last) in enumerate(DESK_WEEKS):
        shift = ("早班", "中班")[(week + place) % 2]
        yield number, iso(first), iso(last), DESK_WEEKDAYS[place // 2], shift


def _guard_day(number: str, day: int) -> RosterRow:
    return number, iso(day), "", "", CYCLE[guard_turn(number, day)]


def guard_turn(number: str, day: int) -> int:
    """Where a guard stands in the cycle of eight days: four groups, each two days behind the next."""
    return (day + 2 * (GUARDS.index(number) % 4)) % len(CYCLE)


def plan_of(rows: list[RosterRow]) -> Plan:
    """What the roster means: the shift of each person and day; a row for one day beats one for several."""
    plan: Plan = {}
    for number, first, last, days, shift in sorted(rows, key=lambda row: row[2] == ""):
        for day in range(int(first[-2:]), int((last or first)[-2:]) + 1):
            if not days or str(weekday(day)) in days:
                plan[number, day] = shift
    return {key: shift for key, shift in plan.items() if shift != REST and employed(*key)}


def on_leave(number: str, day: int) -> bool:
    """Whether the person is off the whole day, by leave that was granted or taken all the same."""
    return any(number == row[0] and len(row[1]) == 10 and row[1] <= iso(day) <= row[2] for row in LEAVE)
