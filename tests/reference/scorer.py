"""A slow, plain scorer written from the rule text alone: loops and decimals, nothing shared with the program."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from math import ceil, floor
from typing import Any

from . import by_days, closing, ends, paying, subjects, weights
from .subjects import since, until

Row = dict[str, Any]
NOTHING = Decimal(0)
LAST_MINUTE = 10**9
ALL = Fraction(1)
OF_A_FACT = ("event", "cap", "section-cap", "checklist-cap", "void")
"""Steps whose lines a weighted section takes together."""


@dataclass(frozen=True)
class Line:
    """One line of the ledger."""

    subject: str
    date: date
    at: int | None
    step: str  # event, also, cap, section-cap, ladder, floor, ceiling
    rule: str
    side: str
    points: Decimal
    yuan: Decimal | None = None
    sanction: str | None = None
    terminal: bool = False
    needs: str | None = None
    fact_id: str | None = None
    item: str | None = None
    was_item: str | None = None
    checklist: str | None = None
    version: str | None = None
    scheme: str | None = None
    department: str | None = None
    quantity: Decimal | None = None
    at_step: int | None = None
    count: Decimal | None = None


@dataclass(frozen=True)
class Standing:
    """What one person's month came to."""

    subject: str
    scheme: str
    scheme_version: str
    department: str
    base: Decimal
    deductions: Decimal
    bonuses: Decimal
    raw: Decimal
    score: Decimal | None
    status: str  # scored, no-data, incomplete, provisional
    grade: str | None
    observed: int
    open: int
    left: bool
    rank: int | None = None
    field: int | None = None
    graded: Decimal | None = None
    recovered: Decimal = NOTHING
    leave: Decimal = NOTHING


@dataclass(frozen=True)
class Month:
    """Every line and standing of a month; the lines of a subject in order of evaluation; what later months need."""

    lines: list[Line]
    standings: dict[str, Standing]
    past: list["Past"]
    owed: paying.Owed = field(default_factory=dict)


@dataclass(frozen=True)
class Settled:
    """A fact, or the part of one that a quota made: what it counts as, for whom, under which rules."""

    fact_id: str
    subject: str
    date: date
    at: int | None
    item: str
    was_item: str | None
    quantity: Decimal
    magnitude: Decimal | None
    level: str | None
    chosen: Decimal | None
    sheet: str | None
    department: str
    scheme: Row
    book: Row
    person: Row | None = None
    sample: tuple[int, int] | None = None
    free: bool = False
    became_in: Row | None = None  # the checklist of the item before it became another

    @property
    def rule(self) -> Row:
        """The item as it counts."""
        return item_of(self.book, self.item) or {}

    @property
    def section(self) -> Row:
        """The section of the item as it counts."""
        for section in self.book["sections"]:
            if section["id"] == self.rule.get("section"):
                return dict(section)
        return {}

    def line(self, step: str, rule: str, side: str, points: Decimal, **more: Any) -> Line:
        """A line that this fact triggers."""
        return Line(
            self.subject, self.date, self.at, step, rule, side, points,
            fact_id=self.fact_id, item=self.item, was_item=self.was_item, checklist=self.book["id"],
            version=self.book["version"], scheme=self.scheme["id"], department=self.department,
            quantity=self.quantity, **more,
        )  # fmt: skip


@dataclass(frozen=True)
class Past:
    """A fact as it counted in a month, with the points it cost by itself."""

    fact: Settled
    month: str
    own: Decimal


def moment(fact: Settled) -> tuple[date, int, str, str]:
    """Time order: no time comes last of its day."""
    return fact.date, LAST_MINUTE if fact.at is None else fact.at, fact.item, fact.fact_id


def score_month(
    facts: list[Row],
    people: list[Row],
    checklists: list[Row],
    schemes: list[Row],
    first: date,
    last: date,
    default_scheme: str,
    name: str = "2026-11",
    earlier: list[Past] | None = None,
    history: list[Row] | None = None,
    months: Sequence[str] = (),
    planned: Sequence[Row] = (),
    answered: str = "nothing",
    owed: paying.Owed | None = None,
) -> Month:
    """The lines and standings of everyone on the roster between `first` and `last`, both inside.

    `earlier` is what counted in the months before the month `name`, `history` the standings of earlier `months`,
    `planned` the shifts of people: person_id, date, starts, ends (minutes), `owed` what was owed before the month.
    `answered` says which questions are: nothing, approvals (all of them), or as-closed: as each falls unanswered.
    """
    facts = subjects.charged(facts, people, checklists, planned)
    facts = list(subjects.of_bodies(facts, people, checklists, schemes, default_scheme))
    people = [*people, *subjects.bodies(people, schemes, default_scheme)]
    levelless = {
        fact["fact_id"]
        for fact in facts
        if (row := row_of([each for each in people if is_of(fact, each["person_id"])], fact["date"]))
        and is_scored(row, schemes, default_scheme)
        and lacks_level(fact, row, checklists, schemes, default_scheme)
    }
    if answered == "as-closed":
        facts = closing.fallen(facts, levelless, people, schemes, default_scheme, first, last)
        levelless = set()
    counted: list[Past] = []
    own: dict[str, list[Line]] = {}
    rows_of: dict[str, Row] = {}
    theirs: dict[str, list[Row]] = {}
    moved: dict[str, set[tuple[date, str]]] = {}
    parts: dict[str, list[by_days.Part]] = {}
    happened: dict[str, set[str]] = {}
    everyone, people = people, [row for row in people if is_scored(row, schemes, default_scheme)]
    for subject in sorted({row["person_id"] for row in people}):
        rows = sorted((row for row in people if row["person_id"] == subject), key=since)
        present = [row for row in rows if since(row) <= min(last, until(row)) and until(row) >= first]
        if present:
            rows_of[subject] = present[-1]
            mine = [fact for fact in facts if is_of(fact, subject) and first <= fact["date"] <= last]
            here = [(fact, row_of(rows, fact["date"])) for fact in mine]
            theirs[subject] = [
                {**fact, "unlevelled": (fact.get("parent_id") or fact["fact_id"]) in levelless}
                for fact, row in here
                if row is not None
            ]
            before = [one for one in earlier or [] if one.fact.subject == subject]
            settled = settle(theirs[subject], rows, checklists, schemes, default_scheme)
            priced, left = price(settled, name, before)
            own[subject] = [closing.ruled(line, answered) for line in priced]
            moved[subject] = {(one.fact.date, one.fact.item) for one in left if one.fact.was_item}
            parts[subject] = parts_of(present, schemes, default_scheme, first, last)
            happened[subject] = {one.fact.item for one in left if not one.fact.free}
            counted += left
    rules = {who: scheme_of(row, schemes, default_scheme, last) for who, row in rows_of.items()}
    unmarked: set[str] = set()
    begun = sorted(
        (book for book in checklists if date.fromisoformat(book["from"]) <= last), key=lambda book: book["from"]
    )
    for subject, row in rows_of.items():
        weighed: list[Line | None] = []
        for part in parts[subject] or [by_days.Part(row, rules[subject], first, last, 1)]:
            lines = [line for line in own[subject] if part.holds(line.date)]
            seen = [fact for fact in theirs[subject] if part.holds(fact["date"])]
            came = {item for day, item in moved[subject] if part.holds(day)}
            weighed += weigh(lines, part.row, part.scheme, begun, seen, came, part.last)
        unmarked |= {subject} if None in weighed else set()
        own[subject] += [line for line in weighed if line is not None and line.points]
        rules[subject] = by_days.shared(rules[subject], parts[subject])
        own[subject] += transferred(own[subject], parts[subject], rules[subject])
    past = [row for row in history or [] if row["month"] < name]
    losses = {who: -on_side("deduction", lines) for who, lines in own.items()}
    standings: dict[str, Standing] = {}
    for subject, row in rows_of.items():
        below = [who for who, each in rows_of.items() if each.get("superior") == subject]
        extra = list(ends.liable(rules[subject], [losses[who] for who in below if losses[who] > 0]))
        unsure = sum(priced_open(own[who], theirs[who]) for who in below if "liability" in rules[subject])
        own[subject] += [month_line(row, rules[subject], each, last) for each in extra]
        if not unsure and is_clean(own[subject], theirs[subject], rules[subject]):
            given = ends.recovered(rules[subject], [each for each in past if each["subject"] == subject])
            own[subject] += [month_line(row, rules[subject], each, last) for each in given]
        standings[subject], limits = stand(
            row, rules[subject], own[subject], theirs[subject], last, subject in unmarked, answered == "approvals",
            unsure,
        )  # fmt: skip
        own[subject] += limits
    kinds = {who: str(row.get("kind", "person")) for who, row in rows_of.items()}
    standings = ranked(standings, {who: rule.get("ranks") or {} for who, rule in rules.items()}, kinds)
    on_top = crown(standings, rules, past, months, name, happened)
    for subject, extra in on_top.items():
        lines = [closing.ruled(month_line(rows_of[subject], rules[subject], each, last), answered) for each in extra]
        standings[subject] = with_ends(standings[subject], lines)
        own[subject] += lines
    facts_of: dict[str, list[Settled]] = {subject: [] for subject in rows_of}
    for one in sorted((one for one in counted if not one.fact.free), key=lambda one: moment(one.fact)):
        facts_of[one.fact.subject].append(one.fact)
    holding = {each["id"]: each for each in schemes if in_force([each], each["id"], last)}
    paid, rest = paying.settle(rows_of, rules, facts_of, everyone, holding, owed or {}, name, last)
    for subject, lines in own.items():
        costs = paying.of_sanctions(paying.rules_of(rules[subject]), rows_of[subject], lines)
        lines += [conversion(rows_of[subject], rules[subject], day, yuan) for day, yuan in costs]
    for one in paid:
        own[one.subject].append(money_line(one, rows_of[one.subject], rules[one.subject], last))
    return Month([line for lines in own.values() for line in lines], standings, counted, rest)


def money_line(paid: paying.Paid, row: Row, scheme: Row, last: date) -> Line:
    """The line of a rule of money: of the day of its fact, else of the whole month."""
    end = month_line(row, scheme, ends.Ended(paid.step, paid.rule, yuan=paid.yuan, side=paid.side), last)
    if paid.fact is None:
        return end
    return replace(end, date=paid.fact.date, fact_id=paid.fact.fact_id, department=paid.department)


def conversion(row: Row, scheme: Row, day: date, yuan: Decimal) -> Line:
    """What the sanctions of a day cost."""
    return month_line(row, scheme, ends.Ended("conversion", "sanctions", yuan=yuan, side="deduction"), day)


def scheme_of(row: Row, schemes: list[Row], default_scheme: str, last: date) -> Row:
    """The version of a person's scheme that holds on the last day."""
    scheme = in_force(schemes, row["scheme"] or default_scheme, last)
    if scheme is None:
        raise ValueError(f"no version of {row['person_id']}'s scheme holds on {last}")
    return scheme


def parts_of(rows: list[Row], schemes: list[Row], default_scheme: str, first: date, last: date) -> list[by_days.Part]:
    """The parts of a month that a change of department or scheme cuts, where the last day's scheme counts by days."""
    spans = []
    for row in rows:
        begin, end = max(since(row), first), min(until(row), last)
        spans.append((row, scheme_of(row, schemes, default_scheme, end), begin, end))
    return by_days.parts_of(spans)


def transferred(lines: list[Line], parts: list[by_days.Part], scheme: Row) -> Iterator[Line]:
    """A line for each part of a month that has lines: what its days make of its points."""
    if not (parts and lines):
        return
    points = [sum((line.points for line in lines if part.holds(line.date)), NOTHING) for part in parts]
    for part, mine, change in zip(parts, points, by_days.changes(scheme, parts, points), strict=True):
        end = ends.Ended("transfer", "transfer", change, side="bonus" if mine > 0 else "deduction")
        yield month_line(part.row, part.scheme, end, part.last)


def month_line(row: Row, scheme: Row, end: ends.Ended, last: date) -> Line:
    """A line of the whole month."""
    return Line(
        row["person_id"], last, None, end.step, end.rule, end.side or "deduction", end.points, yuan=end.yuan,
        sanction=end.sanction, terminal=end.terminal, needs="approval" if end.sanction or end.terminal else None,
        scheme=scheme["id"], department=row["department"], at_step=end.at_step,
    )  # fmt: skip


def weigh(
    lines: list[Line], row: Row, scheme: Row, checklists: list[Row], facts: list[Row], moved: set[str], last: date
) -> list[Line | None]:
    """The line of each weighted section; None where it has no marks."""
    books = [book for book in checklists if book["id"] in scheme["checklists"]]
    deducted: dict[str, Decimal] = {}
    for section in scheme.get("sections", []):
        names = {item["id"] for _, item in weights.items_of(section, books)}
        mine = [line for line in lines if line.step in OF_A_FACT and line.item in names]
        deducted[section["id"]] = -on_side("deduction", mine)
    found: list[Line | None] = []
    for name, lost in weights.shortfalls(scheme, books, facts, moved, deducted).items():
        end = None if lost is None else ends.Ended("section", name, lost + deducted[name], side="deduction")
        found.append(None if end is None else month_line(row, scheme, end, last))
    return found


def is_clean(lines: list[Line], facts: list[Row], scheme: Row) -> bool:
    """Whether nothing was deducted in a month in which the person was inspected, and nothing may yet be."""
    deducted = any(line.side == "deduction" and line.points < 0 for line in lines)
    return not deducted and not priced_open(lines, facts) and inspections(facts) >= max(
        1, scheme.get("least_inspections", 1)
    )  # fmt: skip


def crown(
    standings: dict[str, Standing],
    rules: dict[str, Row],
    past: list[Row],
    months: Sequence[str],
    name: str,
    happened: dict[str, set[str]],
) -> dict[str, list[ends.Ended]]:
    """What grade, months in a row and rank lead to, for everyone."""
    found: dict[str, list[ends.Ended]] = {subject: [] for subject in standings}
    scored = {subject: one for subject, one in standings.items() if one.status == "scored"}
    for subject, one in scored.items():
        now = {"month": name, "graded": one.score, "rank": one.rank, "grade": one.grade, "status": one.status}
        rows = {row["month"]: row for row in past if row["subject"] == subject}
        found[subject] += ends.graded(rules[subject], one.grade) if one.grade else []
        found[subject] += ends.streaking(rules[subject], now, months, rows)
    running = {subject: one for subject, one in scored.items() if not one.left}
    for subject, one in running.items():
        for rule in rules[subject].get("prizes", []):
            field = {
                who: other.score or NOTHING
                for who, other in running.items()
                if other.scheme == one.scheme and (rule.get("in") == "all" or other.department == one.department)
            }
            quantum = rules[subject].get("round", "0.01") if rule["unit"] == "points" else "0.01"
            place, worth = ends.prized(rule, quantum, field).get(subject, (0, NOTHING))
            source = {rule["unit"]: str(worth)} if place else {}
            found[subject] += ends.consequence(rules[subject], "rank", rule["id"], source, place)
    for subject, won in found.items():
        won += list(ends.forfeited(rules[subject], won, happened[subject]))
    return found


def with_ends(standing: Standing, lines: list[Line]) -> Standing:
    """The standing with what came on top of the graded score."""
    return replace(
        standing,
        deductions=standing.deductions + on_side("deduction", lines),
        bonuses=standing.bonuses + on_side("bonus", lines),
        score=None if standing.score is None else standing.score + sum(line.points for line in lines),
        open=standing.open + sum(line.needs == "approval" for line in lines),
    )


def price(settled: list[Settled], month: str, earlier: list[Past]) -> tuple[list[Line], list[Past]]:
    """Every line of one person before floor and ceiling, stage after stage, and what later months need."""
    also = [line for fact in settled for line in also_lines(fact)]
    spent = sorted(spend_quotas(settled, month, earlier), key=moment)
    parts = [part for part in spent if not part.free]
    events = [line for part in parts for line in event_lines(part)]
    caps = clip(parts, events, "cap", lambda part: part.rule.get("cap"))
    section_caps = clip(parts, events + caps, "section-cap", lambda part: part.section.get("cap"))
    paper_caps = clip(parts, events + caps + section_caps, "checklist-cap", lambda part: part.book.get("cap"))
    singles = events + caps + section_caps + paper_caps
    counted = [
        Past(part, month, sum((line.points for line in singles if line.fact_id == part.fact_id), NOTHING))
        for part in spent
    ]
    climbed = ladders([one for one in counted if not one.fact.free], [one for one in earlier if not one.fact.free])
    return also + singles + climbed, counted


# 0. Whose rules hold for a fact, and which.


def is_of(fact: Row, subject: str) -> bool:
    """Whether the fact is about that person, department or group."""
    return bool(fact["subject"] == subject) and fact.get("subject_kind", "person") != "place"


def is_scored(row: Row, schemes: list[Row], default_scheme: str) -> bool:
    """Whether the row is what its scheme scores: a person, a department or a group."""
    name = row["scheme"] or default_scheme
    subjects = {scheme.get("subject", "person") for scheme in schemes if scheme["id"] == name}
    return row.get("kind", "person") in subjects


def row_of(rows: list[Row], day: date) -> Row | None:
    """The person's row that covers the day."""
    for row in rows:
        if since(row) <= day <= until(row):
            return row
    return None


def in_force(versions: list[Row], name: str, day: date) -> Row | None:
    """The version of checklist or scheme `name` that holds on the day."""
    for version in versions:
        begin, end = date.fromisoformat(version["from"]), date.fromisoformat(version.get("to", "9999-12-31"))
        if version["id"] == name and begin <= day <= end:
            return version
    return None


def item_of(book: Row, name: str) -> Row | None:
    """The item of that id in a checklist."""
    for item in book["items"]:
        if item["id"] == name:
            return dict(item)
    return None


def book_of(checklists: list[Row], scheme: Row, item: str, day: date) -> Row | None:
    """The checklist of the scheme that holds on the day and has the item."""
    for name in scheme["checklists"]:
        book = in_force(checklists, name, day)
        if book and item_of(book, item):
            return book
    return None


def lacks_level(fact: Row, row: Row, checklists: list[Row], schemes: list[Row], default_scheme: str) -> bool:
    """Whether somebody has still to say which of the item's levels an event or failure was."""
    scheme = in_force(schemes, row["scheme"] or default_scheme, fact["date"])
    book = scheme and book_of(checklists, scheme, fact["item"], fact["date"])
    item = item_of(book, fact["item"]) if book else None
    return "levels" in (item or {}) and fact["outcome"] in ("event", "fail") and fact["level"] is None


def settle(
    facts: list[Row], rows: list[Row], checklists: list[Row], schemes: list[Row], default_scheme: str
) -> list[Settled]:
    """The facts that are priced, each with the rules of its day and as the item it becomes."""
    settled = []
    for fact in facts:
        row = row_of(rows, fact["date"])
        if weights.waits(fact) or fact["outcome"] not in ("event", "fail") or row is None:
            continue
        scheme = in_force(schemes, row["scheme"] or default_scheme, fact["date"])
        book = scheme and book_of(checklists, scheme, fact["item"], fact["date"])
        if scheme is None or book is None:
            continue
        plain = Settled(
            fact["fact_id"], fact["subject"], fact["date"], fact["at"], fact["item"], None, fact["quantity"],
            fact["magnitude"], fact["level"], fact["chosen"], fact.get("sheet"), row["department"], scheme, book, row,
            sample_of(fact),
        )  # fmt: skip
        settled.append(reclassified(plain, checklists))
    return settled


def sample_of(fact: Row) -> tuple[int, int] | None:
    """How many were checked, and how many there are; None where it was found in no sample."""
    return None if fact.get("checked") is None else (fact["checked"], fact["in_all"])


# 1. Becomes: from a measured value on, the fact counts as another item; the old one may still be paid for.


def band_of(bands: list[Row], magnitude: Decimal | None) -> Row | None:
    """The first band in which the magnitude lies."""
    for band in bands:
        if magnitude is not None and inside(band, magnitude):
            return band
    return None


def serves(band: Row, fact: Settled) -> bool:
    """Whether the person has served the full months that the band asks for, counted one by one."""
    if "tenure" not in band:
        return True
    hired = (fact.person or {}).get("hired")
    if hired is None:
        return False
    today = (fact.date.year * 12 + fact.date.month, fact.date.day)
    served = sum((hired.year * 12 + hired.month + n, hired.day) <= today for n in range(1, 1000))
    return inside(band["tenure"], Decimal(served))


def inside(band: Row, magnitude: Decimal) -> bool:
    """Whether the magnitude lies in the band."""
    return not (
        ("over" in band and magnitude <= Decimal(band["over"]))
        or ("atleast" in band and magnitude < Decimal(band["atleast"]))
        or ("upto" in band and magnitude > Decimal(band["upto"]))
        or ("below" in band and magnitude >= Decimal(band["below"]))
    )


def reclassified(fact: Settled, checklists: list[Row]) -> Settled:
    """The fact as the item it becomes, in one pass."""
    band = becoming(fact.rule.get("becomes", []), fact)
    if band is None:
        return fact
    book = fact.book if item_of(fact.book, band["item"]) else book_of(checklists, fact.scheme, band["item"], fact.date)
    if book is None:
        return fact
    return replace(fact, item=band["item"], was_item=fact.item, book=book, became_in=fact.book)


def becoming(bands: list[Row], fact: Settled) -> Row | None:
    """The band by whose ends, level or both the fact counts as another item."""
    for band in bands:
        measured = {"over", "atleast", "upto", "below"} & set(band)
        fits = not measured or band_of([band], fact.magnitude) is not None
        if fits and band.get("level") in (None, fact.level):
            return band
    return None


def also_lines(fact: Settled) -> Iterator[Line]:
    """What the old item still costs."""
    if fact.became_in is None or fact.was_item is None:
        return
    old = replace(fact, item=fact.was_item, was_item=None, book=fact.became_in)
    band = becoming(old.rule["becomes"], old)
    if band and "also" in band:
        yield from priced(old, "also", old.item, band["also"], fact.quantity)


# 2. Quotas: so many of the month are free.


def spend_quotas(facts: list[Settled], month: str, earlier: list[Past]) -> list[Settled]:
    """The facts in time order, those partly inside a quota as two parts."""
    used: dict[tuple[str, str, str], Decimal] = defaultdict(Decimal)
    for one in earlier:
        if one.fact.free and (quota := quota_of(one.fact)):
            used[allowance(one.fact, quota, one.month)] += one.fact.quantity
    parts = []
    for fact in sorted(facts, key=moment):
        quota = quota_of(fact)
        if quota is None:
            parts.append(fact)
            continue
        key = allowance(fact, quota, month)
        free = min(fact.quantity, max(NOTHING, Decimal(quota["free"]) - used[key]))
        used[key] += fact.quantity
        parts += split(fact, free, quota.get("then"))
    return parts


def allowance(fact: Settled, quota: Row, month: str) -> tuple[str, str, str]:
    """Which allowance a fact uses up, and of which day, month or year."""
    within = {"day": str(fact.date), "month": month, "year": month[:4]}[quota["per"]]
    return fact.book["id"], quota["id"], within


def quota_of(fact: Settled) -> Row | None:
    """The quota that the fact uses up."""
    for quota in fact.book.get("quotas", []):
        if fact.item in quota["items"]:
            return dict(quota)
    return None


def split(fact: Settled, free: Decimal, then: str | None) -> Iterator[Settled]:
    """The free part and the part over the quota."""
    over = fact.quantity - free
    if free > 0:
        yield replace(fact, quantity=free, free=True)
    if over > 0:
        name = f"{fact.fact_id}~over" if free > 0 else fact.fact_id
        part = replace(fact, fact_id=name, quantity=over)
        yield replace(part, item=then, was_item=fact.was_item or fact.item) if then else part


# 3. Events.


def rounded(value: Decimal, quantum: str) -> Decimal:
    """The value rounded half away from zero to the quantum."""
    step = Decimal(quantum)
    return (value / step).quantize(Decimal(1), rounding=ROUND_HALF_UP) * step + NOTHING


def side_of(value: Decimal) -> str:
    """The side on which a price stands."""
    return "bonus" if value > 0 else "deduction"


def range_side(chosen: Row) -> str:
    """The side on which a range stands; one of its ends may be zero."""
    return side_of(sum((Decimal(end) for end in chosen["points"]), NOTHING))


def event_lines(fact: Settled) -> Iterator[Line]:
    """What the fact costs or gives by itself."""
    rule, quantity = fact.rule, fact.quantity
    consequence: Row | None = None
    if "bands" in rule:
        consequence = band_of([band for band in rule["bands"] if serves(band, fact)], fact.magnitude)
    elif "levels" in rule:
        consequence = rule["levels"].get(fact.level)
    elif "chosen" in rule:
        consequence = {"chosen": rule["chosen"]}
    elif "each" in rule:
        consequence = rule["each"]
        if "pieces" in rule:
            quantity = min(quantity, Decimal(applying(fact)))
    elif "limit" in rule and not serves(rule["limit"], fact):
        consequence = None
    elif "limit" in rule and fact.magnitude is not None and not inside(rule["limit"], fact.magnitude):
        consequence = rule["limit"]
    elif "every" in rule and fact.magnitude is not None and inside(rule["every"], fact.magnitude):
        yield from by_the_step(fact, quantity)
    if consequence is not None and applying(fact):
        factor = rule.get("multiplied", {}).get(fact.level, 1)
        share = Fraction(fact.sample[1], fact.sample[0]) if fact.sample else ALL
        scaled = share if rule.get("sample") == "scaled" else ALL
        yield from priced(fact, "event", fact.item, multiplied(consequence, factor), quantity, factor, scaled)


def multiplied(consequence: Row, factor: int) -> Row:
    """The consequence with its points and yuan so many times; what is chosen is multiplied when it is known."""
    amounts = {key: str(Decimal(consequence[key]) * factor) for key in ("points", "yuan") if key in consequence}
    return {**consequence, **amounts}


def applying(fact: Settled) -> int:
    """How many of the item's pieces apply to the person; an item that is not by the piece is one."""
    rule = fact.rule
    pieces = [piece if isinstance(piece, dict) else {"id": piece} for piece in rule.get("pieces", [{}])]
    return sum(applies({**rule.get("when", {}), **piece.get("when", {})}, fact.person or {}) for piece in pieces)


def applies(when: Row, person: Row) -> bool:
    """Whether the conditions hold; what is not known of somebody does not speak against it."""
    for key, wanted in when.items():
        if person.get(key) is not None and person[key] not in ([wanted] if isinstance(wanted, str) else wanted):
            return False
    return True


def by_the_step(fact: Settled, quantity: Decimal) -> Iterator[Line]:
    """What every so much beyond a threshold costs."""
    every, at = fact.rule["every"], fact.magnitude
    assert at is not None
    if not applying(fact):
        return
    beyond = at - Decimal(every["over"]) if "over" in every else Decimal(every["below"]) - at
    share = Fraction(beyond) / Fraction(Decimal(every["per"]))
    steps = {"full": Fraction(floor(share)), "begun": Fraction(ceil(share)), "exact": share}[every.get("steps", "full")]
    factor, costs = fact.rule.get("multiplied", {}).get(fact.level, 1), {}
    for unit, quantum in (("points", fact.scheme.get("round", "0.01")), ("yuan", "0.01")):
        start, step = every.get("start", {}).get(unit), every.get(unit)
        if start is None and step is None:
            continue
        cost = Fraction(Decimal(start or 0)) + Fraction(Decimal(step or 0)) * steps
        least, most = (every.get(end, {}).get(unit) for end in ("least", "most"))
        side = 1 if cost > 0 else -1
        size = max(cost * side, Fraction(Decimal(least)) * side) if least is not None else cost * side
        size = min(size, Fraction(Decimal(most)) * side) if most is not None else size
        costs[unit] = nearest(size * side * Fraction(quantity) * factor, quantum)
    if "points" in costs or (fact.scheme.get("money") and "yuan" in costs):
        yuan = costs.get("yuan") if fact.scheme.get("money") else None
        yield fact.line("event", fact.item, every_side(every), costs.get("points", NOTHING), yuan=yuan)


def every_side(every: Row) -> str:
    """The side of a price by the step: that of its points, else of what it costs at once."""
    value = every.get("points") or every.get("start", {}).get("points")
    return side_of(Decimal(value)) if value else "deduction"


def nearest(value: Fraction, quantum: str) -> Decimal:
    """The fraction rounded half away from zero to the quantum."""
    step = Fraction(Decimal(quantum))
    whole = floor(abs(value) / step + Fraction(1, 2))
    return Decimal(whole if value >= 0 else -whole) * Decimal(quantum) + NOTHING


def priced(
    fact: Settled, step: str, rule: str, consequence: Row, quantity: Decimal, factor: int = 1, share: Fraction = ALL
) -> Iterator[Line]:
    """The line of a consequence taken so many times, where anything of it counts."""
    price, side, needs = price_of(consequence, None if fact.chosen is None else fact.chosen * factor)
    yuan = None
    if fact.scheme.get("money", False) and "yuan" in consequence:
        yuan = weights.rounded(Fraction(consequence["yuan"]) * Fraction(quantity) * share, {})
    sanction, terminal = consequence.get("sanction"), consequence.get("terminal", False)
    if price is None and yuan is None and sanction is None and not terminal and needs is None:
        return
    if needs is None and (sanction is not None or terminal):
        needs = "approval"
    points = weights.rounded(Fraction(price or NOTHING) * Fraction(quantity) * share, fact.scheme)
    yield replace(
        fact.line(step, rule, side, points, yuan=yuan, sanction=sanction, terminal=terminal, needs=needs),
        quantity=quantity,
    )


def price_of(consequence: Row, chosen: Decimal | None) -> tuple[Decimal | None, str, str | None]:
    """Points for one, their side, and whether a person has still to choose them."""
    if "points" in consequence:
        price = Decimal(consequence["points"])
        return price, side_of(price), None
    if "chosen" in consequence:
        side = range_side(consequence["chosen"])
        if chosen is None:
            return NOTHING, side, "choice"
        return (abs(chosen) if side == "bonus" else -abs(chosen)), side, None
    return None, side_of(Decimal(consequence.get("yuan", "0"))), None


# 4. Caps: what a running total may not pass.


def window_of(fact: Settled, per: str) -> object:
    """The time or sheet within which a cap holds."""
    if per == "sheet":
        return ("sheet", fact.sheet) if fact.sheet is not None else ("fact", fact.fact_id)
    return fact.date if per == "day" else "month"


def clip(facts: list[Settled], lines: list[Line], step: str, cap_of: Callable[[Settled], Row | None]) -> list[Line]:
    """In time order, the lines that keep each running total inside its cap, or at its end once it is void."""
    totals: dict[object, Decimal] = defaultdict(Decimal)
    written: dict[object, Decimal] = defaultdict(Decimal)
    lost: set[object] = set()
    corrections = []
    for fact in facts:
        own = cap_of(fact)
        voided = {cap["id"]: cap for cap in caps_of_step(fact, step) if cap["id"] in fact.rule.get("voids", [])}
        for cap in {**({own["id"]: own} if own else {}), **voided}.values():
            limit, key = Decimal(cap["points"]), (fact.book["id"], cap["id"], cap["per"], window_of(fact, cap["per"]))
            side = side_of(limit)
            seen = [
                line for line in lines if line.fact_id == fact.fact_id and line.side == side and line.step != "also"
            ]
            covered = (
                own is not None
                and own["id"] == cap["id"]
                and any(x.points for x in seen if x.step in ("event", "void"))
            )
            if not covered and cap["id"] not in voided:
                continue
            totals[key] += sum(line.points for line in seen) if covered else NOTHING
            lost |= {key} if cap["id"] in voided else set()
            allowed = min(totals[key], limit) if side == "bonus" else max(totals[key], limit)
            allowed = limit if key in lost else allowed
            change = rounded(allowed - totals[key] - written[key], fact.scheme.get("round", "0.01"))
            written[key] += change
            if change:
                corrections.append(fact.line("void" if cap["id"] in voided else step, cap["id"], side, change))
    return corrections


def caps_of_step(fact: Settled, step: str) -> list[Row]:
    """Every cap of the fact's checklist that is reckoned at that step."""
    owners = {"cap": fact.book["items"], "section-cap": fact.book["sections"], "checklist-cap": [fact.book]}[step]
    return [owner["cap"] for owner in owners if "cap" in owner]


# 5. Counters: what a running count leads to.


@dataclass
class Ladder:
    """How far one counter has come, and what its total should be by now."""

    mode: str
    count: Decimal = NOTHING
    events: Decimal = NOTHING
    steps: Decimal = NOTHING
    last_step: Decimal | None = None
    events_at_step: Decimal = NOTHING
    worst: Decimal = NOTHING
    best: Decimal = NOTHING
    written: Decimal = NOTHING

    def add_event(self, points: Decimal, quantity: Decimal, quantum: str) -> None:
        """One more fact of the counted items, with its points after caps; each one that it counts is a single one."""
        self.count += quantity
        self.events += points
        self.see(rounded(points / quantity, quantum) if quantity > 1 else points)

    def reach(self, step: Row, times: int, later: Decimal) -> None:
        """A step met so often, `later` the points of what the fact counts beyond it; one without changes no total."""
        if "points" in step:
            self.last_step = Decimal(step["points"])
            self.steps += self.last_step * times
            self.events_at_step = self.events - later
            self.see(self.last_step)

    def see(self, points: Decimal) -> None:
        """Keeps the costliest and the most generous single one."""
        self.worst, self.best = min(self.worst, points), max(self.best, points)

    def target(self, side: str) -> Decimal:
        """What events and counter together should come to."""
        if self.mode == "add":
            return self.events + self.steps
        if self.mode == "highest":
            return self.best if side == "bonus" else self.worst
        if self.last_step is None:
            return self.events
        if self.mode == "replace":
            return self.last_step
        return self.last_step + self.events - self.events_at_step

    def correction(self, side: str, quantum: str) -> Decimal:
        """The difference between what should be and what was written until now."""
        change = rounded(self.target(side) - self.events - self.written, quantum)
        self.written += change
        return change


def ladders(facts: list[Past], earlier: list[Past]) -> list[Line]:
    """The lines of every counter, fact after fact: each window is counted through from its beginning."""
    written: list[Line] = []
    for place, now in enumerate(facts):
        for counter in now.fact.book.get("counters", []):
            if now.fact.item not in counter["items"]:
                continue
            before = [one for one in earlier + facts[:place] if is_within(one, now, counter)]
            ladder, lines = Ladder(counter.get("mode", "add")), []
            for one in [*before, now]:
                own = counter_in(one.fact, counter["id"])
                assert own is not None
                ladder.mode = own.get("mode", "add")
                lines = list(ladder_lines(one.fact, one.own, own, ladder))
            written += lines
    return written


def counter_in(fact: Settled, name: str) -> Row | None:
    """The counter of that id, as the checklist of the fact has it, if it counts the fact."""
    for counter in fact.book.get("counters", []):
        if counter["id"] == name and fact.item in counter["items"]:
            return dict(counter)
    return None


def is_within(one: Past, now: Past, counter: Row) -> bool:
    """Whether an earlier fact is counted together with this one."""
    if one.fact.book["id"] != now.fact.book["id"] or counter_in(one.fact, counter["id"]) is None:
        return False
    per = counter["per"]
    if isinstance(per, dict) and "days" in per:
        return now.fact.date - one.fact.date < timedelta(days=per["days"])
    if isinstance(per, dict):
        return month_number(now.month) - month_number(one.month) < int(per["months"])
    return {
        "event": one.fact.fact_id.split("~")[0] == now.fact.fact_id.split("~")[0],
        "day": one.fact.date == now.fact.date,
        "month": one.month == now.month,
        "year": one.month[:4] == now.month[:4],
        "lifetime": True,
    }[per]


def month_number(name: str) -> int:
    """Months since the beginning of our era."""
    return int(name[:4]) * 12 + int(name[5:])


def steps_of(counter: Row) -> list[tuple[int, int | None, Row]]:
    """Every step with the counts from which and up to which it is met."""
    nth = counter.get("nth", {"until": 0})
    found: list[tuple[int, Row]] = []
    for n in range(1, nth["until"] + 1):
        factor = Decimal(nth["times"]) ** (n - 1)
        found.append((n, {key: str(Decimal(nth[key]) * factor) for key in ("points", "yuan") if key in nth}))
    found += [(step["at"], step) for step in counter.get("steps", [])]
    steps = []
    for place, (at, step) in enumerate(found):
        is_last = place == len(found) - 1
        again = counter.get("again") == "each" or (is_last and counter.get("beyond") == "repeat-last")
        steps.append((at, (None if is_last else found[place + 1][0] - 1) if again else at, step))
    return steps


def ladder_lines(fact: Settled, own: Decimal, counter: Row, ladder: Ladder) -> Iterator[Line]:
    """The lines that one fact makes one counter write."""
    side, quantum = counter_side(counter, fact.book), fact.scheme.get("round", "0.01")
    before = ladder.count
    ladder.add_event(own, fact.quantity, quantum)
    met = False
    for at, last, step in steps_of(counter):
        times = sum(before < n and (last is None or n <= last) for n in range(at, int(ladder.count) + 1))
        if times:
            met = True
            beyond = max(ladder.count - at, NOTHING)
            ladder.reach(step, times, rounded(own * beyond / fact.quantity, quantum))
            change = ladder.correction(side, quantum)
            yield from step_line(fact, counter, at, step, times, change, ladder.count)
    if not met:
        change = ladder.correction(side, quantum)
        if change:
            yield fact.line("ladder", counter["id"], side, change, count=ladder.count)


def step_line(
    fact: Settled, counter: Row, at: int, step: Row, times: int, change: Decimal, count: Decimal
) -> Iterator[Line]:
    """The line of one step reached, unless it would say nothing."""
    sanction, terminal = step.get("sanction"), step.get("terminal", False)
    yuan = None
    if fact.scheme.get("money", False) and "yuan" in step:
        yuan = Decimal(step["yuan"]) * times
    needs = "choice" if "chosen" in step else "approval" if sanction or terminal else None
    if change or yuan or needs:
        side = counter_side(counter, fact.book)
        yield fact.line(
            "ladder", counter["id"], side, change, yuan=yuan, sanction=sanction, terminal=terminal, needs=needs,
            at_step=at, count=count,
        )  # fmt: skip


def counter_side(counter: Row, book: Row) -> str:
    """The side of a counter: that of its first step with points, else that of the first counted item with a price."""
    for _, _, step in steps_of(counter):
        if "points" in step or "chosen" in step:
            return price_of(step, None)[1]
    for name in counter["items"]:
        for consequence in consequences(item_of(book, name) or {}):
            if "points" in consequence or "chosen" in consequence:
                return price_of(consequence, None)[1]
    return "deduction"


def consequences(item: Row) -> list[Row]:
    """Everything the item may lead to."""
    found = [*item.get("bands", []), *item.get("levels", {}).values()]
    if "chosen" in item:
        found.append({"chosen": item["chosen"]})
    found += [item[key] for key in ("each", "limit", "every") if key in item]
    found += [item["every"]["start"]] if "start" in item.get("every", {}) else []
    return found


# 6. The month's score, grade and rank.


def stand(
    row: Row, scheme: Row, lines: list[Line], facts: list[Row], last: date, unmarked: bool, approved: bool, unsure: int
) -> tuple[Standing, list[Line]]:
    """The person's standing without rank, and the lines of floor and ceiling; `unsure` is what may change a share."""
    base = Decimal(scheme["base"])
    raw = base + sum(line.points for line in lines)
    seen = inspections(facts)
    enough = seen >= scheme.get("least_inspections", 0)
    priced = priced_open(lines, facts) + unsure
    waiting = priced + sum(line.sanction is not None or line.terminal for line in lines if not approved)
    status = status_of(bool(lines), enough, priced)
    if unmarked and status != "no-data":
        status = "incomplete"
    limits = end_lines(row, scheme, raw, last) if status != "no-data" else []
    score = raw + sum(line.points for line in limits) if status != "no-data" and not unmarked else None
    standing = Standing(
        row["person_id"], scheme["id"], scheme["version"], row["department"], base,
        on_side("deduction", lines + limits), on_side("bonus", lines + limits), raw, score, status,
        grade_of(scheme, score) if score is not None and status in ("scored", "provisional") else None,
        seen, waiting, row.get("left") is not None and row["left"] <= last, graded=score,
        recovered=sum((line.points for line in lines if line.step == "recovery"), NOTHING),
    )  # fmt: skip
    return standing, limits


def inspections(facts: list[Row]) -> int:
    """How many sheets saw the person."""
    return len({fact["sheet"] or fact["fact_id"] for fact in facts if is_inspection(fact)})


def priced_open(lines: list[Line], facts: list[Row]) -> int:
    """How many open questions may change the points; what is charged waits for what is asked about another's fact."""
    levels = sum(fact["unlevelled"] and not (fact.get("parent_id") and fact["standing"] == "open") for fact in facts)
    return levels + sum(is_asked_about(fact) for fact in facts) + sum(line.needs == "choice" for line in lines)


def is_asked_about(fact: Row) -> bool:
    """Whether somebody has to answer before the fact is sure: it is open, or it costs something and is provisional."""
    provisional = fact["standing"] == "provisional" and fact["outcome"] in ("event", "fail")
    return fact["standing"] == "open" or provisional


def is_inspection(fact: Row) -> bool:
    """Whether the fact shows that an inspection saw the person; what is open or charged to the person does not."""
    seen = fact["outcome"] in ("pass", "fail", "event") and not weights.waits(fact)
    return fact["origin"] == "inspection" and seen and not fact.get("parent_id")


def status_of(has_lines: bool, enough: bool, waiting: int) -> str:
    """Whether a month can be scored."""
    if not enough:
        return "incomplete" if has_lines else "no-data"
    return "provisional" if waiting else "scored"


def on_side(side: str, lines: list[Line]) -> Decimal:
    """The points of the lines of one side."""
    return sum((line.points for line in lines if line.side == side), NOTHING)


def end_lines(row: Row, scheme: Row, raw: Decimal, last: date) -> list[Line]:
    """The line that raises the score to the floor or lowers it to the ceiling."""
    for step, side in (("floor", "deduction"), ("ceiling", "bonus")):
        if step in scheme:
            change = Decimal(scheme[step]) - raw
            if (change > 0) if step == "floor" else (change < 0):
                return [
                    Line(
                        row["person_id"], last, None, step, step, side, change,
                        scheme=scheme["id"], department=row["department"],
                    )
                ]  # fmt: skip
    return []


def grade_of(scheme: Row, score: Decimal) -> str | None:
    """The first grade whose lowest score is not above the score."""
    quantum = scheme.get("round", "0.01")
    for band in scheme["bands"]:
        if "atleast" not in band or Decimal(band["atleast"]) <= rounded(score, quantum):
            return str(band["grade"])
    return None


def ranked(standings: dict[str, Standing], ranks: dict[str, Row], kinds: dict[str, str]) -> dict[str, Standing]:
    """The standings with their ranks among those of one kind: equal scores share the best one."""
    running = [one for one in standings.values() if one.status == "scored" and not one.left and one.score is not None]
    done = dict(standings)
    for one in running:
        rule = ranks[one.subject]
        peers = [other for other in running if kinds[other.subject] == kinds[one.subject]]
        rivals = [other for other in peers if rule.get("in") == "all" or other.department == one.department]
        if rule and len(rivals) >= rule.get("least_field", 2):
            better = sum(other.score > one.score for other in rivals)  # type: ignore[operator]
            done[one.subject] = replace(one, rank=better + 1, field=len(rivals))
    return done
