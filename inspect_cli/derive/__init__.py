"""Records into Facts: who is who, what the clock says, what inspectors saw; one file a kind of evidence."""

from inspect_cli.derive import (
    attendance,
    charges,
    copies,
    dating,
    decisions,
    departments,
    findings,
    forgotten,
    metrics,
    naming,
    people,
    places,
    planned,
    readings,
    unread_people,
)

__all__ = [
    "attendance",
    "charges",
    "copies",
    "dating",
    "decisions",
    "departments",
    "findings",
    "forgotten",
    "metrics",
    "naming",
    "people",
    "places",
    "planned",
    "readings",
    "unread_people",
]
