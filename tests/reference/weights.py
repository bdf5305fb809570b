"""What the plain scorer says of weighted sections, by fractions."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

Row = dict[str, Any]


def items_of(section: Row, books: list[Row]) -> list[tuple[Row, Row]]:
    """The section's items with their checklist, in every version."""
    return [
        (book, item)
        for book in books
        for item in book["items"]
        if book["id"] in section.get("checklists", []) or item["id"] in section.get("items", [])
    ]


def worths(section: Row, books: list[Row]) -> dict[str, Decimal]:
    """What each capped item can lose, by its last version."""
    return {item["id"]: abs(Decimal(item["cap"]["points"])) for _, item in items_of(section, books) if "cap" in item}


def lost_share(section: Row, books: list[Row], facts: list[Row], moved: set[str], deducted: Decimal) -> Fraction | str:
    """The share of the section's weight that is lost, or missing, or na; `facts` are the person's that count.

    `moved` are the items as which facts came to count that were observed as others.
    """
    items = items_of(section, books)
    names = {item["id"] for _, item in items}
    mine = [fact for fact in facts if fact["item"] in names and not waits(fact)]
    applied = [fact for fact in mine if fact["outcome"] != "na"]
    if section.get("by", "marks") == "marks":
        if not mine:
            return "missing"
        return by_marks(section, applied) if applied else "na"
    came = names & moved
    if not mine and not came:
        inspected = any(book["kind"] == "inspection" for book, _ in items)
        return "missing" if inspected else Fraction(0)
    worth = worths(section, books)
    full = Decimal(section["full"]) if "full" in section else sum(worth.values(), Decimal(0))
    away = {fact["item"] for fact in mine} - {fact["item"] for fact in applied} - came
    full -= sum((worth.get(name, Decimal(0)) for name in away), Decimal(0))
    if not (applied or came) or full <= 0:
        return "na"
    return Fraction(min(deducted, full)) / Fraction(full)


def waits(fact: Row) -> bool:
    """Whether the fact counts nothing yet: it is open, or nobody has said its level."""
    return bool(fact["standing"] == "open" or fact.get("unlevelled"))


def by_marks(section: Row, applied: list[Row]) -> Fraction | str:
    """The share of the marks that was not got."""
    marked = [fact for fact in applied if fact["max"] is not None]
    raters = section.get("raters", "pooled")
    if raters == "pooled":
        return not_got(marked) if marked else "missing"
    total = Fraction(0)
    for group, weight in raters.items():
        mine = [fact for fact in marked if fact["rater_group"] == group]
        if not mine:
            return "missing"
        total += Fraction(weight) * not_got(mine)
    return total / sum(Fraction(weight) for weight in raters.values())


def not_got(marked: list[Row]) -> Fraction:
    """The share of the marks of these facts that was not got."""
    full = sum(Fraction(fact["max"]) for fact in marked)
    return (full - sum(Fraction(fact["got"]) for fact in marked)) / full


def shortfalls(
    scheme: Row, books: list[Row], facts: list[Row], moved: set[str], own: dict[str, Decimal]
) -> dict[str, Decimal | None]:
    """By section, what of its weight is lost (negative, rounded once); None where it has no marks.

    `own` is what each section's lines deduct, as a positive number.
    """
    sections = scheme.get("sections", [])
    shares = {one["id"]: lost_share(one, books, facts, moved, own[one["id"]]) for one in sections}
    weight = {one["id"]: Fraction(one["weight"]) for one in sections}
    policy = {one["id"]: one.get("all_na", "drop-and-rescale") for one in sections}
    kept = {name for name in weight if shares[name] != "na" or policy[name] != "drop-and-rescale"}
    left, together = sum(weight[name] for name in kept), sum(weight.values())
    found: dict[str, Decimal | None] = {}
    for name, share in shares.items():
        if share == "missing" or (share == "na" and policy[name] == "no-score") or not left:
            found[name] = None
        elif share == "na":
            lost = together / left if policy[name] == "zero" else Fraction(0)
            found[name] = rounded(-weight[name] * lost, scheme)
        else:
            found[name] = rounded(-weight[name] * Fraction(share) * together / left, scheme)
    return found


def rounded(value: Fraction, scheme: Row) -> Decimal:
    """The value rounded once, half away from zero."""
    step = Fraction(scheme.get("round", "0.01"))
    parts = value / step
    whole = int((abs(parts) * 2 + 1) // 2)
    return Decimal(whole if parts >= 0 else -whole) * Decimal(scheme.get("round", "0.01"))
