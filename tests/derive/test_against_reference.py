"""The columnar attendance and the plain one say the same of any month."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .given import OCTOBER, book_of, clocked, people_of, records
from .reference import Area, Exemption, Leave, Person, Plan, Punch, Shift, attendance

PEOPLE = ["E1", "E2"]
SHIFTS = [
    Shift("day", 480, 1020), Shift("early", 420, 900, 5, 3), Shift("late", 900, 1380, 0, 10),
    Shift("night", 1200, 1920), Shift("noon", 720, 1200, 0, 0, 300, 300), Shift("after-midnight", 1560, 1860),
]  # fmt: skip
AREAS = [Area("gate", "E1", "day"), Area("gate", "E2"), Area("yard", "E1")]
CLOCKS = ["north", "south"]
SUBJECTS = {
    "person": PEOPLE, "department": ["desk", "patrol"], "place": ["gate", "yard", "tower"], "clock": CLOCKS,
    "all": [""],
}  # fmt: skip
FIRST = date(2026, 9, 29)
days = st.integers(0, 34).map(lambda n: FIRST + timedelta(days=n))
few_days = st.integers(1, 6).map(lambda n: FIRST + timedelta(days=n))
SECONDS = st.one_of(st.sampled_from([0, 0, 0, 1, 30, 59]), st.integers(0, 59))


@st.composite
def people(draw: st.DrawFn) -> list[Person]:
    """Some there all the time, some coming or going in these days, some without a clock."""
    hired = st.sampled_from([date(2026, 1, 1), date(2026, 10, 2)])
    left = st.sampled_from([date(9999, 12, 31), date(2026, 10, 3), date(2026, 10, 31)])
    punches = st.sampled_from([True, True, True, False])
    departments, posts = st.sampled_from(["desk", "patrol"]), st.sampled_from(["", "tower", "gate"])
    return [Person(name, draw(hired), draw(left), draw(punches), draw(departments), draw(posts)) for name in PEOPLE]


@st.composite
def rosters(draw: st.DrawFn) -> list[Plan]:
    """One row for several days a person, and rows for one day."""
    shifts = st.sampled_from([*(shift.name for shift in SHIFTS), "day", "night", "rest"])
    plans = []
    for name in PEOPLE:
        begin = draw(days)
        to = begin + timedelta(days=draw(st.integers(0, 20)))
        plans.append(Plan(name, begin, draw(shifts), to, draw(st.sampled_from(["", "", "12345", "67", "246"]))))
        singles = draw(st.dictionaries(st.one_of(few_days, days), shifts, max_size=8))
        plans += [Plan(name, day, shift) for day, shift in singles.items()]
    return plans


@st.composite
def punches(draw: st.DrawFn, plans: list[Plan]) -> list[Punch]:
    """Punches near the ends of planned shifts, and some at any time."""
    known = {shift.name: shift for shift in SHIFTS}
    planned = [(plan.person, plan.day, known[plan.shift]) for plan in plans if plan.shift in known]
    found = []
    for person, day, shift in planned:
        for edge in (shift.start, shift.end):
            off = draw(st.sampled_from([None, 0, 0, -1, 1, 4, 5, 6, -7, 31, -125, 119, 241, 300]))
            if off is not None:
                at = datetime(day.year, day.month, day.day) + timedelta(minutes=edge + off, seconds=draw(SECONDS))
                way = draw(st.sampled_from(["", "", "", "in", "out"]))
                found.append(Punch(person, at, way, draw(st.sampled_from(["", *CLOCKS]))))
    moments = st.datetimes(datetime(2026, 9, 29), datetime(2026, 11, 2)).map(lambda at: at.replace(microsecond=0))
    more = st.builds(Punch, st.sampled_from(PEOPLE), moments, st.sampled_from(["", "in", "out"]))
    return found + draw(st.lists(more, max_size=10))


@st.composite
def leaves(draw: st.DrawFn) -> list[Leave]:
    """Leave of days and of hours, some of it not approved."""
    found = []
    for _ in range(draw(st.integers(0, 4))):
        begin, person = draw(st.one_of(few_days, days)), draw(st.sampled_from(PEOPLE))
        approved = draw(st.sampled_from([True, True, False]))
        if draw(st.booleans()):
            found.append(Leave(person, begin, begin + timedelta(days=draw(st.integers(0, 3))), approved))
        else:
            at = datetime(begin.year, begin.month, begin.day) + timedelta(minutes=draw(st.integers(0, 95)) * 15)
            found.append(Leave(person, at, at + timedelta(minutes=draw(st.integers(1, 100)) * 15), approved))
    return found


@st.composite
def exemptions(draw: st.DrawFn, staff: list[Person], seen: list[Punch]) -> list[Exemption]:
    """Of days and of hours, for whoever there is."""
    there = {
        "department": {person.department for person in staff},
        "place": {area.place for area in AREAS} | {person.post for person in staff},
        "clock": {punch.device for punch in seen},
    }
    found = []
    for _ in range(draw(st.integers(0, 4))):
        whose = draw(st.sampled_from(list(SUBJECTS)))
        subject = draw(st.sampled_from(SUBJECTS[whose]))
        if subject not in there.get(whose, SUBJECTS[whose]):
            continue
        begin, what = draw(st.one_of(few_days, days)), draw(st.sampled_from(["in", "out", "both", "both"]))
        end: date = begin + timedelta(days=draw(st.integers(0, 3)))
        if draw(st.booleans()):
            begin = datetime(begin.year, begin.month, begin.day) + timedelta(minutes=draw(st.integers(0, 95)) * 15)
            end = begin + timedelta(minutes=draw(st.integers(0, 100)) * 15) if draw(st.booleans()) else end
        found.append(Exemption(begin, end, whose, subject, what))
    return found


Month = tuple[list[Person], list[Plan], list[Punch], list[Leave], date, list[Exemption]]


@st.composite
def months(draw: st.DrawFn) -> Month:
    plans = draw(rosters())
    as_of = draw(st.sampled_from([date(2026, 11, 5), date(2026, 11, 5), date(2026, 10, 4), date(2026, 10, 31)]))
    staff, seen = draw(people()), draw(punches(plans))
    return staff, plans, seen, draw(leaves()), as_of, draw(exemptions(staff, seen))


def of_the_program(
    staff: list[Person], plans: list[Plan], seen: list[Punch], off: list[Leave], as_of: date, spared: list[Exemption]
) -> set[tuple[str, ...]]:
    """What the program says, in the words of the reference."""
    hours = [
        f"{each.name},{each.start // 60:02}:{each.start % 60:02},{each.end // 60:02}:{each.end % 60:02},"
        f"{each.grace_in},{each.grace_out},{each.before},{each.after}"
        for each in SHIFTS
    ]
    tables = {
        "shifts": ["shift,start,end,grace_in,grace_out,window_before,window_after", *hours],
        "roster": [
            "person_id,date,to,days,shift",
            *(f"{p.person},{p.day},{p.to or ''},{p.days},{p.shift}" for p in plans),
        ],
        "attendance": [
            "person_id,direction,device,time",
            *(f"{p.person},{p.direction},{p.device},{p.at}" for p in seen),
        ],
        "exemptions": [
            "from,to,for,subject,what,reason,approved_by",
            *(f"{x.begins},{x.ends},{x.whose},{x.subject},{x.what},any,HR" for x in spared),
        ],
        "areas": ["place,person_id,shift", *(f"{a.place},{a.person},{a.shift}" for a in AREAS)],
        "leave": [
            "person_id,from,to,type,approved",
            *(f"{o.person},{o.begins},{o.ends},any,{'yes' if o.approved else 'no'}" for o in off),
        ],
    }
    staff_rows = [
        f"{p.name},N,{p.department},{p.hired},{p.left},{'yes' if p.punches else 'no'},{p.post}" for p in staff
    ]
    people_frame = people_of("\n".join(["person_id,name,department,hired,left,punches,post", *staff_rows]))
    given = {kind: records(kind, "\n".join(lines)) for kind, lines in tables.items()}
    facts, problems = clocked(given, people_frame, book_of(), as_of)
    assert {problem.code for problem in problems} <= {"known-already", "none-of-the-month", "before-the-month"}
    said: set[tuple[str, ...]] = set()
    for fact in facts.iter_rows(named=True):
        much = fact["magnitude"] if fact["magnitude"] is not None else fact["quantity"]
        number = str(much.normalize())
        if fact["item"] == "on-time":
            said.add((fact["subject"], "on-time", f"{much:.0f}"))
        else:
            exempt = ["exempt"] if fact["outcome"] == "pass" else []
            said.add((fact["subject"], str(fact["date"]), fact["item"], number, *exempt))
    return said


def agree(month: Month) -> None:
    staff, plans, seen, off, as_of, spared = month
    days = (OCTOBER.first, OCTOBER.last)
    expected = attendance(staff, SHIFTS, plans, seen, off, days, as_of, spared, AREAS)
    assert of_the_program(*month) == expected


@settings(max_examples=120, deadline=None)
@given(months())
def test_both_say_the_same_of_any_month(month: Month) -> None:
    agree(month)


@pytest.mark.soak
@settings(max_examples=5000, deadline=None)
@given(months())
def test_both_say_the_same_of_thousands_of_months(month: Month) -> None:
    agree(month)
