"""The columnar attendance and the plain one say the same of any month."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from .given import OCTOBER, book_of, clocked, people_of, records
from .reference import Area, Exemption, Leave, Month, Part, Person, Plan, Punch, Shift, Swap, attendance

PEOPLE = ["E1", "E2"]
TEAM = ["E1", "E2", "E3", "E4"]
SHIFTS = [
    Shift("day", (Part(480, 1020),)), Shift("early", (Part(420, 900, 5, 3),)), Shift("late", (Part(900, 1380, 0, 10),)),
    Shift("night", (Part(1200, 1920),)), Shift("noon", (Part(720, 1200, 0, 0, 300, 300),)),
    Shift("after-midnight", (Part(1560, 1860),)), Shift("lunch", (Part(510, 1050, rest=(720, 780)),)),
    Shift("split", (Part(480, 720), Part(840, 1080, 5))),
    Shift("flexible", (Part(600, 960, hours=480, rest=(720, 750)),)),
    Shift("post", (Part(480, 1200, early_by=10),)), Shift("in-only", (Part(480, 1020, punch="in"),)),
    Shift("gate", (Part(300, 540, punch="out"), Part(1080, 1320, punch="none"))),
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
    """One row for several days a person, rows for one day, and what holds for the department and for everybody."""
    names = [shift.name for shift in SHIFTS]
    shifts = st.sampled_from([*names, "day", "night", "rest"])
    cycles = st.lists(shifts, min_size=2, max_size=5).map("/".join)
    weekdays = st.sampled_from(["", "", "12345", "67", "246"])
    plans = []
    for name in PEOPLE:
        if draw(st.booleans()):
            begin = draw(days)
            to = begin + timedelta(days=draw(st.integers(0, 20)))
            plans.append(Plan(name, begin, draw(st.one_of(shifts, shifts, cycles)), to, draw(weekdays)))
        singles = draw(st.dictionaries(st.one_of(few_days, days), shifts, max_size=8))
        plans += [Plan(name, day, shift) for day, shift in singles.items()]
    for team in ("desk", "all"):
        if draw(st.sampled_from([True, False, False])):
            begin = draw(st.sampled_from([FIRST, date(2026, 1, 1), date(2026, 10, 6)]))
            plans.append(
                draw(st.sampled_from([Plan(team, begin, draw(cycles)), Plan(team, begin, draw(shifts), days="12345")]))
            )
        if draw(st.sampled_from([True, False, False])):
            plans.append(Plan(team, draw(few_days), draw(shifts)))
    return plans


@st.composite
def punches(draw: st.DrawFn, plans: list[Plan]) -> list[Punch]:
    """Punches near the ends of planned shifts, some of them twice, and some at any time."""
    known = {shift.name: shift for shift in SHIFTS}
    planned = [
        (person, plan.day + timedelta(days=nth), known[name])
        for plan in plans
        for nth, name in enumerate(plan.cycle)
        for person in (PEOPLE if plan.who in ("desk", "all") else [plan.who])
        if name in known and plan.day >= FIRST
    ]
    found = []
    for person, day, shift in planned:
        edges = [edge for part in shift.parts for edge in (part.start, part.end, *(part.rest or ()))]
        for edge in edges:
            off = draw(st.sampled_from([None, None, 0, 0, -1, 1, 4, 5, 6, -7, 31, -125, 119, 241, 300]))
            if off is not None:
                at = datetime(day.year, day.month, day.day) + timedelta(minutes=edge + off, seconds=draw(SECONDS))
                way = draw(st.sampled_from(["", "", "", "in", "out"]))
                again = draw(st.sampled_from([None, None, None, 20, 59, 60]))
                clock = draw(st.sampled_from(["", *CLOCKS]))
                found += [Punch(person, at, way, clock)] + (
                    [Punch(person, at + timedelta(seconds=again), way, clock)] if again else []
                )
    moments = st.datetimes(datetime(2026, 9, 29), datetime(2026, 11, 2)).map(lambda at: at.replace(microsecond=0))
    more = st.builds(Punch, st.sampled_from(PEOPLE), moments, st.sampled_from(["", "in", "out"]))
    return found + draw(st.lists(more, max_size=10))


@st.composite
def swaps(draw: st.DrawFn) -> list[Swap]:
    """A swap at most: two people on a day or two, or one person between two days."""
    one, other = draw(st.permutations(PEOPLE))
    day, second = draw(few_days), draw(st.one_of(few_days, days, st.just(date(2026, 11, 20))))
    kinds = [Swap(one, day, other), Swap(one, day, other, second), Swap(one, day, "", second)]
    found = draw(st.sampled_from([None, None, *kinds]))
    return [found] if found and day != second else []


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


@st.composite
def months(draw: st.DrawFn) -> Month:
    plans = draw(rosters())
    as_of = draw(st.sampled_from([date(2026, 11, 5), date(2026, 11, 5), date(2026, 10, 4), date(2026, 10, 31)]))
    calendar = draw(st.dictionaries(few_days, st.sampled_from([0, 0, 1, 6]), max_size=3))
    staff, seen = draw(people()), draw(punches(plans))
    teams = {person.department for person in staff} | {"all", *PEOPLE}
    known = [plan for plan in plans if plan.who in teams]
    spared = draw(exemptions(staff, seen))
    return Month(staff, known, seen, draw(leaves()), draw(swaps()), calendar, as_of, spared, AREAS)


@st.composite
def outages(draw: st.DrawFn) -> Month:
    """A team of four on a few days, most of them at one clock, which logs nothing for a while, or two."""
    names = st.sampled_from(["day", "early", "split", "lunch", "in-only", "night", "flexible"])
    first, last = date(2026, 10, 5), date(2026, 10, 5) + timedelta(days=draw(st.integers(0, 4)))
    plans = [Plan("all", first, draw(names), last)] + [
        Plan(name, first + timedelta(days=draw(st.integers(0, 4))), draw(names))
        for name in draw(st.sets(st.sampled_from(TEAM)))
    ]
    hours = st.integers(0, 130).map(lambda n: datetime(2026, 10, 5) + timedelta(hours=n))
    quiet = [
        (at, at + timedelta(hours=draw(st.integers(1, 60)))) for at in draw(st.lists(hours, min_size=1, max_size=2))
    ]
    known = {shift.name: shift for shift in SHIFTS}
    seen = []
    for name in TEAM:
        home = draw(st.sampled_from(["north", "north", "north", "south"]))
        for nth in range(5):
            for plan in plans:
                if plan.who not in (name, "all"):
                    continue
                for edge in [edge for part in known[plan.shift].parts for edge in (part.start, part.end)]:
                    off, clock = (
                        draw(st.sampled_from([0, 0, -4, 3, 7, None, 45])),
                        draw(st.sampled_from([home] * 8 + ["south", ""])),
                    )
                    if off is None:
                        continue
                    at = datetime(2026, 10, 5) + timedelta(days=nth, minutes=edge + off)
                    if clock != "north" or not any(begin <= at < end for begin, end in quiet):
                        seen.append(Punch(name, at, "", clock))
    answers = {
        clock: answer for clock in CLOCKS if (answer := draw(st.sampled_from(["", "", "", "excuse", "confirm"])))
    }
    people = [Person(name, date(2026, 1, 1)) for name in TEAM]
    as_of = draw(st.sampled_from([date(2026, 11, 5), date(2026, 10, 7)]))
    return Month(people, plans, seen, [], [], {}, as_of, draw(exemptions(people, seen)), AREAS, answers)


NOTES = {"known-already", "none-of-the-month", "before-the-month", "clock-silent", "clock-shifted"}
"""What may be told of a month without any of its facts being another."""


def of_the_program(month: Month) -> set[tuple[str, ...]]:
    """What the program says, in the words of the reference."""
    tables = {
        "shifts": [
            "shift,segment,start,end,grace_in,grace_out,window_before,window_after,break_start,break_end,early_by,hours,punch",
            *(f"{shift.name},{nth},{part_of(part)}" for shift in SHIFTS for nth, part in enumerate(shift.parts, 1)),
        ],
        "roster": [
            "person_id,department,date,to,days,shift",
            *(
                f"{',' + p.who if p.who in ('desk', 'all') else p.who + ','},{p.day},{p.to or ''},{p.days},{p.shift}"
                for p in month.roster
            ),
        ],
        "calendar": [
            "date,day,weekday",
            *(f"{day},{'workday' if as_one else 'holiday'},{as_one or ''}" for day, as_one in month.calendar.items()),
        ],
        "swaps": [
            "person_id,date,with,with_date",
            *(f"{s.person},{s.day},{s.other},{s.other_day or ''}" for s in month.swaps),
        ],
        "attendance": [
            "person_id,direction,device,time",
            *(f"{p.person},{p.direction},{p.device},{p.at}" for p in month.punches),
        ],
        "exemptions": [
            "from,to,for,subject,what,reason,approved_by",
            *(f"{x.begins},{x.ends},{x.whose},{x.subject},{x.what},any,HR" for x in month.exemptions),
        ],
        "decisions": [
            "about,outcome,decided_by",
            *(
                f"Q-{FIRST + timedelta(days=nth):%m%d}-@{clock},{answer},HR"
                for clock, answer in month.answers.items()
                for nth in range(35)
            ),
        ],
        "areas": ["place,person_id,shift", *(f"{a.place},{a.person},{a.shift}" for a in AREAS)],
        "leave": [
            "person_id,from,to,type,approved",
            *(f"{o.person},{o.begins},{o.ends},any,{'yes' if o.approved else 'no'}" for o in month.leaves),
        ],
    }
    staff_rows = [
        f"{p.name},N,{p.department},{p.hired},{p.left},{'yes' if p.punches else 'no'},{p.post}" for p in month.people
    ]
    people_frame = people_of("\n".join(["person_id,name,department,hired,left,punches,post", *staff_rows]))
    given = {kind: records(kind, "\n".join(lines)) for kind, lines in tables.items()}
    facts, problems = clocked(given, people_frame, book_of(), month.as_of)
    assert {problem.code for problem in problems} <= NOTES
    said: set[tuple[str, ...]] = set()
    for fact in facts.iter_rows(named=True):
        much = fact["magnitude"] if fact["magnitude"] is not None else fact["quantity"]
        number = str(much.normalize())
        if fact["item"] == "clock-silent":
            said.add((fact["subject"], "clock-silent", fact["sheet"]))
        elif fact["item"] == "on-time":
            said.add((fact["subject"], "on-time", f"{much:.0f}"))
        else:
            exempt = ["exempt"] if fact["outcome"] == "pass" else []
            held = ["held"] if fact["standing"] == "held" else []
            said.add((fact["subject"], str(fact["date"]), fact["item"], number, *exempt, *held))
    return said


def part_of(part: Part) -> str:
    """A part of a shift as a row of shifts says it."""
    hours = [part.start, part.end, *(part.rest or ("", "")), "" if part.hours is None else part.hours]
    start, end, rest_from, rest_to, flexible = (
        f"{m // 60:02}:{m % 60:02}" if isinstance(m, int) else "" for m in hours
    )
    return (
        f"{start},{end},{part.grace_in},{part.grace_out},{part.before},{part.after},{rest_from},{rest_to},"
        f"{part.early_by},{flexible},{part.punch}"
    )


def by_the_reference(month: Month) -> set[tuple[str, ...]]:
    return attendance(month, SHIFTS, (OCTOBER.first, OCTOBER.last))


OUT_ALL_MONTH = Month(
    [Person("E1", date(2026, 1, 1)), Person("E2", date(2026, 1, 1))], [Plan("E2", date(2026, 10, 1), "day")],
    [Punch("E2", datetime(2026, 9, 29, 8), device="north")], [], [], {}, date(2026, 11, 5),
    [Exemption(date(2026, 9, 29), date(2026, 9, 30), "clock", "north")], AREAS,
)  # fmt: skip


@settings(max_examples=120, deadline=None)
@example(OUT_ALL_MONTH)
@given(months())
def test_both_say_the_same_of_any_month(month: Month) -> None:
    assert of_the_program(month) == by_the_reference(month)


@settings(max_examples=60, deadline=None, report_multiple_bugs=False)
@given(outages())
def test_both_say_the_same_of_silent_clocks(month: Month) -> None:
    assert of_the_program(month) == by_the_reference(month)


@pytest.mark.soak
@settings(max_examples=800, deadline=None)
@given(outages())
def test_both_say_the_same_of_hundreds_of_silent_clocks(month: Month) -> None:
    assert of_the_program(month) == by_the_reference(month)


@pytest.mark.soak
@settings(max_examples=1500, deadline=None)
@given(months())
def test_both_say_the_same_of_thousands_of_months(month: Month) -> None:
    assert of_the_program(month) == by_the_reference(month)
