"""The declared schemas of what flows: Rows, Records, People, Facts, settled Facts, Adjustments, Standings, Tables."""

from inspect_cli.frames.carried import Heading, Records, Rows, Table, Tally
from inspect_cli.frames.columns import (
    COUNT,
    DAY,
    FLAG,
    TEXT,
    Column,
    Schema,
    differences,
    dtypes,
    empty,
    of_rows,
    shape,
    stack,
)
from inspect_cli.frames.observed import DECISIONS, FACTS, PEOPLE
from inspect_cli.frames.scored import (
    ADJUSTMENTS,
    BALANCES,
    EVIDENCE,
    OUTCOMES,
    PAST_STANDINGS,
    QUESTIONS,
    SETTLED,
    STANDINGS,
)

__all__ = [
    "ADJUSTMENTS",
    "BALANCES",
    "COUNT",
    "DAY",
    "DECISIONS",
    "EVIDENCE",
    "FACTS",
    "FLAG",
    "OUTCOMES",
    "PAST_STANDINGS",
    "PEOPLE",
    "QUESTIONS",
    "SETTLED",
    "STANDINGS",
    "TEXT",
    "Column",
    "Heading",
    "Records",
    "Rows",
    "Schema",
    "Table",
    "Tally",
    "differences",
    "dtypes",
    "empty",
    "of_rows",
    "shape",
    "stack",
]
