"""The money rules in plain loops and fractions, from the rule text alone: who bears, pays and is paid what."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

FEN = Decimal("0.01")
Line = tuple[str, str, Decimal]
"""Person, step, yuan."""


@dataclass(frozen=True)
class Person:
    """What staff says of somebody on the only row there is."""

    id: str
    department: str
    group: str | None
    base_points: Decimal | None
    bonus: Decimal | None
    wage: Decimal | None
    hired: date | None
    left: date | None


@dataclass(frozen=True)
class Seen:
    """A fact: of whom, on which day, which item, how much of it."""

    id: str
    person: str
    date: date
    item: str
    magnitude: Decimal | None
    quantity: Decimal


def fen(value: Fraction) -> Decimal:
    """Rounded half away from zero to a hundredth."""
    return to(value, FEN)


def to(value: Fraction, quantum: Decimal) -> Decimal:
    """Rounded half away from zero."""
    exact = Decimal(abs(value.numerator) * 10**9 // value.denominator) / 10**9
    rounded = exact.quantize(quantum, ROUND_HALF_UP)
    return -rounded if value < 0 else rounded


def shares(loss: Decimal, parts: dict[str, Decimal]) -> dict[str, Decimal]:
    """The loss divided by parts: what is certain to everyone, what is left a fen each to the largest remainders."""
    whole, cents = sum(parts.values(), Decimal(0)), int(fen(Fraction(loss)) * 100)
    exact = {who: Fraction(cents) * Fraction(part) / Fraction(whole) for who, part in parts.items()}
    given = {who: int(value) for who, value in exact.items()}
    by_remainder = sorted(exact, key=lambda who: (given[who] - exact[who], who))
    for who in by_remainder[: cents - sum(given.values())]:
        given[who] += 1
    return {who: Decimal(cent) / 100 for who, cent in given.items()}


def losses(pay: dict[str, Any], people: list[Person], facts: list[Seen]) -> list[tuple[str, str, Decimal]]:
    """(person, fact, yuan) of every part of every loss."""
    among = {item: share["among"] for share in pay["losses"]["shares"] for item in share["items"]}
    by_id = {person.id: person for person in people}
    found = []
    for fact in facts:
        if fact.item not in among or not fact.magnitude or fact.magnitude <= 0:
            continue
        named = by_id[fact.person]
        if among[fact.item] == "person":
            found.append((named.id, fact.id, fen(Fraction(fact.magnitude))))
            continue
        unit = [
            each for each in people
            if each.department == named.department and each.base_points and each.base_points > 0
            and (among[fact.item] == "department" or (named.group is not None and each.group == named.group))
            and (each.left is None or fact.date <= each.left)
        ]  # fmt: skip
        if unit:
            parts = shares(fact.magnitude, {each.id: each.base_points or Decimal(0) for each in unit})
            found += [(who, fact.id, yuan) for who, yuan in parts.items()]
    return [each for each in found if each[2]]


def carried(
    pay: dict[str, Any],
    person: Person,
    owed: dict[str, Decimal],
    new: list[tuple[str, Decimal]],
    month: str,
    last: date,
) -> tuple[Decimal, dict[str, Decimal]]:
    """What the cap gives back this month, and what is still owed by the month it comes from."""
    rules = pay["losses"]
    most = fen(Fraction(person.wage or 0) * Fraction(rules.get("wage_cap", "0.2")))
    leaves = person.left is not None and person.left <= last
    if "cap" in rules and not (leaves and rules.get("leaver") == "settle"):
        of = person.bonus if rules["cap"].get("of", "bonus_base") == "bonus_base" else person.wage
        most = min(most, fen(Fraction(of or 0) * Fraction(rules["cap"]["rate"])))
    rest: dict[str, Decimal] = {}
    queue = [(since, yuan) for since, yuan in sorted(owed.items())]
    queue += [(month, yuan) for _, yuan in sorted(new)]
    for since, yuan in queue:
        paid = min(yuan, most)
        most -= paid
        if yuan > paid:
            rest[since] = rest.get(since, Decimal(0)) + yuan - paid
    return sum(rest.values(), Decimal(0)), {} if leaves else rest


def in_band(value: Decimal | None, band: dict[str, Any]) -> bool:
    """Whether the value lies in the band."""
    if value is None:
        return False
    tests = {"over": value.__gt__, "atleast": value.__ge__, "upto": value.__le__, "below": value.__lt__}
    return all(test(Decimal(band[key])) for key, test in tests.items() if key in band)


def worth(formula: dict[str, Any], fact: Seen, person: Person, month: dict[str, Decimal]) -> Decimal | None:
    """The yuan of one fact, unsigned; None where the formula says nothing."""
    if "gate" in formula and not in_band(month.get(formula["gate"]["item"]), formula["gate"]):
        return None
    four = Decimal("0.0001")
    if "wage_days" in formula:
        if person.wage is None:
            return None
        yuan = to(Fraction(person.wage) * Fraction(fact.quantity) / Fraction(formula["wage_days"]), four)
    elif fact.magnitude is None:
        return None
    elif "rate" in formula:
        yuan = to(Fraction(fact.magnitude) * Fraction(formula["rate"]), four)
    elif "rates" in formula:
        by = month.get(formula["by"]) if "by" in formula else fact.magnitude
        rate = next((Decimal(band["rate"]) for band in formula["rates"] if in_band(by, band)), None)
        if rate is None:
            return None
        yuan = to(Fraction(fact.magnitude) * Fraction(rate), four)
    else:
        fee, over = formula["fee"], fact.magnitude - Decimal(formula["fee"]["free"])
        steps = int(over / Decimal(fee["every"])) if over > 0 else 0
        if over > 0 and fee.get("steps") == "begun" and steps * Decimal(fee["every"]) < over:
            steps += 1
        yuan = Decimal(fee["first"]) + steps * Decimal(fee["each"]) if over > 0 else Decimal(0)
    for factor in formula.get("factors", []):
        if factor not in month:
            return None
        yuan = to(Fraction(yuan) * Fraction(month[factor]) / 100, four)
    yuan = fen(Fraction(yuan))
    if "least" in formula:
        yuan = max(yuan, Decimal(formula["least"]))
    return min(yuan, Decimal(formula["most"])) if "most" in formula else yuan


def service(hired: date, last: date) -> int:
    """Full months from the first day of employment to the month's last."""
    months = (last.year - hired.year) * 12 + last.month - hired.month
    return months - 1 if hired.day > last.day else months


def formulas(pay: dict[str, Any], people: list[Person], facts: list[Seen], last: date) -> list[Line]:
    """Every line of a formula and of its guarantee."""
    lines: list[Line] = []
    for person in people:
        mine = [fact for fact in facts if fact.person == person.id]
        month: dict[str, Decimal] = {}
        for fact in mine:
            if fact.magnitude is not None:
                month[fact.item] = month.get(fact.item, Decimal(0)) + fact.magnitude
        for formula in pay.get("formulas", []):
            sign = -1 if formula["side"] == "deduction" else 1
            found = [worth(formula, fact, person, month) for fact in mine if fact.item in formula["items"]]
            paid = [yuan for yuan in found if yuan is not None]
            lines += [(person.id, "formula", sign * yuan) for yuan in paid if yuan]
            if paid and person.hired and "guarantee" in formula:
                tenure = Decimal(service(person.hired, last))
                least = next((Decimal(b["yuan"]) for b in formula["guarantee"] if in_band(tenure, b)), Decimal(0))
                if least > sum(paid):
                    lines.append((person.id, "guarantee", sign * (least - sum(paid))))
    return lines
