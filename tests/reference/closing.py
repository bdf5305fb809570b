"""How what nobody answered falls when a month closes, and what answers leave of a line."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from .subjects import days_of, holds, kind_of, since, until

Row = dict[str, Any]


def fallen(
    facts: Sequence[Row], levelless: set[str], people: Sequence[Row], schemes: Sequence[Row], default_scheme: str,
    first: date, last: date,
) -> list[Row]:  # fmt: skip
    """The facts as they are when every question about them has fallen.

    What is charged goes the way of its parent; where nobody has the parent, only its record can be asked about.
    """
    words: dict[str, list[str]] = {}
    for fact in facts:
        row = last_row(people, fact, first, last)
        if row is not None and first <= fact["date"] <= last:
            unanswered = word_of(row, schemes, default_scheme, last)
            words[fact["fact_id"]] = list(falls(fact, unanswered, fact["fact_id"] in levelless))
    left = []
    for fact in facts:
        fates = words.get(fact.get("parent_id") or fact["fact_id"])
        if fates is None:
            fates = words.get(fact["fact_id"], []) if fact["standing"] == "provisional" else []
        if "excuse" not in fates:
            left.append({**fact, "standing": "approved"} if "confirm" in fates else fact)
    return left


def falls(fact: Row, unanswered: Any, levelless: bool) -> Iterator[str]:
    """How each question about a fact falls."""
    if fact["standing"] == "open":
        kind = fact["item"] if fact["origin"] == "attendance" else "not-at-work"
        yield said(unanswered, kind) if kind in ("absent", "missing-punch", "not-at-work") else "excuse"
    if fact["standing"] == "provisional" and fact["outcome"] in ("event", "fail"):
        yield said(unanswered, "record")
    if levelless:
        yield "excuse"


def said(unanswered: Any, kind: str) -> str:
    """One word for all, or a word for some kinds; what is not said is excused."""
    return str(unanswered if isinstance(unanswered, str) else unanswered.get(kind, "excuse"))


def last_row(people: Sequence[Row], fact: Row, first: date, last: date) -> Row | None:
    """The row of people that holds last in the month, of whom the fact is, if they were there on its day."""
    theirs = [row for row in people if row["person_id"] == fact["subject"] and kind_of(fact) != "place"]
    present = [row for row in theirs if since(row) <= last and until(row) >= first]
    there = any(holds(row, fact["date"]) for row in theirs)
    return max(present, key=since) if present and there else None


def word_of(row: Row, schemes: Sequence[Row], default_scheme: str, last: date) -> Any:
    """What the scheme of the last day says of questions that nobody answered."""
    for scheme in schemes:
        if scheme["id"] == (row["scheme"] or default_scheme) and days_of(scheme)[0] <= last <= days_of(scheme)[1]:
            return scheme.get("unanswered", {})
    return {}


def ruled(line: Any, answered: str) -> Any:
    """The line with its sanction approved, or as the month closes: without it, and nothing chosen."""
    if answered == "as-closed":
        return replace(line, sanction=None, terminal=False, needs=None)
    return replace(line, needs=None) if answered == "approvals" and line.needs == "approval" else line
