"""Records into Facts: who is who, what the clock says, what inspectors saw; one file a kind of evidence."""

from inspect_cli.derive import (
    attendance,
    charges,
    decisions,
    departments,
    findings,
    forgotten,
    metrics,
    people,
    places,
    planned,
    readings,
)

__all__ = [
    "attendance",
    "charges",
    "decisions",
    "departments",
    "findings",
    "forgotten",
    "metrics",
    "people",
    "places",
    "planned",
    "readings",
]
