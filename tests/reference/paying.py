"""What a scheme's rules of money make of a month, by loops over people, days and facts (shares and rates: money.py)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from . import money
from .subjects import holds, row_on

Row = dict[str, Any]
Owed = dict[str, dict[str, Decimal]]
"""By person, what is still owed by the month from which it comes."""


@dataclass(frozen=True)
class Paid:
    """A line of a rule of money; without a fact it is one of the whole month."""

    subject: str
    step: str
    rule: str
    side: str
    yuan: Decimal
    fact: Any = None
    department: str | None = None


def rules_of(scheme: Row | None) -> Row:
    """The money rules of a scheme where money is on."""
    return dict(scheme.get("pay", {})) if scheme and scheme.get("money", False) else {}


def person_of(row: Row) -> money.Person:
    """What the rules of money look at."""
    names = ("group", "base_points", "bonus_base", "wage", "hired", "left")
    group, base_points, bonus, wage, hired, left = (row.get(name) for name in names)
    return money.Person(row["person_id"], row["department"], group, base_points, bonus, wage, hired, left)


def by_formula(rules: Row, row: Row, facts: Sequence[Any], last: date) -> Iterator[Paid]:
    """What the person's facts are worth by each formula, and what is missing to its guarantee."""
    person, who = person_of(row), row["person_id"]
    month: dict[str, Decimal] = {}
    for fact in facts:
        if fact.magnitude is not None:
            month[fact.item] = month.get(fact.item, Decimal(0)) + fact.magnitude
    for formula in rules.get("formulas", []):
        sign = -1 if formula["side"] == "deduction" else 1
        earned = None
        for fact in facts:
            seen = money.Seen(fact.fact_id, who, fact.date, fact.item, fact.magnitude, fact.quantity)
            yuan = money.worth(formula, seen, person, month) if fact.item in formula["items"] else None
            earned = earned if yuan is None else (earned or Decimal(0)) + yuan
            if yuan:
                yield Paid(who, "formula", formula["id"], formula["side"], sign * yuan, fact, fact.department)
        if earned is not None and person.hired and "guarantee" in formula:
            served = Decimal(money.service(person.hired, last))
            least = next((Decimal(b["yuan"]) for b in formula["guarantee"] if money.in_band(served, b)), Decimal(0))
            if least > earned:
                yield Paid(who, "guarantee", formula["id"], formula["side"], sign * (least - earned))


def of_sanctions(rules: Row, row: Row, lines: Sequence[Any]) -> Iterator[tuple[date, Decimal]]:
    """By day what the approved sanctions of that day add to what they cost of the bonus or wage."""
    shares = rules.get("sanctions", {}).get("shares", {})
    basis = row.get(rules.get("sanctions", {}).get("of", "bonus_base")) or Decimal(0)
    costing = [line for line in lines if line.sanction in shares and line.needs is None]
    so_far: list[Decimal] = []
    before = Decimal(0)
    for day in sorted({line.date for line in costing}):
        so_far += [Decimal(shares[line.sanction]) for line in costing if line.date == day]
        together = max(so_far) if rules["sanctions"].get("together", "highest") == "highest" else sum(so_far)
        due = money.fen(Fraction(basis) * Fraction(min(together, Decimal(1))))
        if due != before:
            yield day, before - due
        before = due


def of_losses(
    rules: dict[str, Row], facts: Sequence[Any], people: Sequence[Row], schemes: dict[str, Row]
) -> Iterator[Paid]:
    """Everybody's part of every loss; `rules` by person, `schemes` by id those of the last day.

    The scheme of the person who is named, on the day, says who bears it; a part is borne under the bearer's own rules.
    """
    for fact in facts:
        named = rules_of(schemes.get(fact.scheme["id"])).get("losses", {})
        among = {item: share["among"] for share in named.get("shares", []) for item in share["items"]}.get(fact.item)
        if among is None or fact.magnitude is None or fact.magnitude <= 0:
            continue
        own = row_on(people, fact.subject, fact.date)
        assert own is not None
        bearers = {fact.subject: Decimal(1)}
        if among != "person":
            here = [row for row in people if row.get("kind", "person") == "person" and holds(row, fact.date)]
            here = [row for row in here if row["department"] == own["department"] and (row.get("base_points") or 0) > 0]
            if among == "group":
                here = [row for row in here if own.get("group") and row.get("group") == own["group"]]
            bearers = {row["person_id"]: row["base_points"] for row in here}
        for who, yuan in money.shares(fact.magnitude, bearers).items() if bearers else ():
            if yuan and "losses" in rules.get(who, {}):
                row = row_on(people, who, fact.date)
                assert row is not None
                yield Paid(who, "loss", "losses", "deduction", -yuan, fact, row["department"])


def held_back(
    rules: Row, row: Row, losses: Sequence[Paid], owed: dict[str, Decimal], name: str, last: date
) -> tuple[list[Paid], dict[str, Decimal]]:
    """The lines of what was owed and of what is over the cap, and what is owed after the month."""
    who = row["person_id"]
    new = [(each.fact.fact_id, -each.yuan) for each in losses]
    back, rest = money.carried(rules, person_of(row), owed, new, name, last)
    lines = [Paid(who, "carried", "losses", "deduction", -yuan) for yuan in owed.values()]
    lines += [Paid(who, "money-cap", "losses", "deduction", back)] if back else []
    return lines, rest


def settle(
    rows_of: dict[str, Row],
    schemes_of: dict[str, Row],
    facts: dict[str, list[Any]],
    people: Sequence[Row],
    schemes: dict[str, Row],
    owed: Owed,
    name: str,
    last: date,
) -> tuple[list[Paid], Owed]:
    """Every line of the formulas and losses of the month, and what is owed after it; by person, as of the last day.

    Who has no rules for losses goes on owing what was owed.
    """
    rules = {who: rules_of(scheme) for who, scheme in schemes_of.items()}
    found = [paid for who in rules for paid in by_formula(rules[who], rows_of[who], facts[who], last)]
    theirs: dict[str, list[Paid]] = defaultdict(list)
    for part in of_losses(rules, [fact for mine in facts.values() for fact in mine], people, schemes):
        theirs[part.subject].append(part)
    left = {who: dict(months) for who, months in owed.items() if "losses" not in rules.get(who, {})}
    for who, mine in rules.items():
        if "losses" in mine:
            lines, rest = held_back(mine, rows_of[who], theirs[who], owed.get(who, {}), name, last)
            found += [*theirs[who], *lines]
            left |= {who: rest} if rest else {}
    return found, left
