"""Rows that are no records: lines of headings in the middle of a table, lines of totals."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.meanings import keys_by_loose_name, keys_by_name, names_of
from inspect_cli.problems import Problem
from inspect_cli.validate.headings import place_in

Json = Mapping[str, Any]
TOTALS: Final = re.compile(r"(?:(?:grand|sub)?totals?|sum|[合总小共]计)[0-9.]*|共[0-9]+[条行人次项笔]")
LEAST_HEADINGS: Final = 2


def headings_again(text: pl.DataFrame, table: Rows, schema: Json) -> pl.Series:
    """True for each row that would pass for a record and is a line of headings, as they are written anywhere.

    At least two of its cells, and more than half of those filled, are names of columns.
    """
    names = {name for key, rule in schema["properties"].items() for name in names_of(key, rule)}
    cells = pl.all().exclude("row")
    named = pl.sum_horizontal(cells.is_in([*names, *filter(None, table.headings)]))
    filled = pl.sum_horizontal(cells.is_not_null())
    return text.select(again=(named >= LEAST_HEADINGS) & (named * 2 > filled))["again"]


def not_a_record(
    table: Rows, cells: Mapping[str, str], columns: Mapping[str, int], number: int, schema: Json
) -> list[Problem]:
    """A line of headings or of totals, which explain all the row's faults at once."""
    source = place_in(table.source, number, None)
    own = {key: folded(table.headings[columns[key] - 1]) for key in cells}
    known, loose = keys_by_name(schema), keys_by_loose_name(schema)
    said = {key: folded(value) for key, value in cells.items()}
    if cells and all(name == own[key] or known.get(name) == key for key, name in said.items()):
        return [Problem("repeated-heading", source)]
    every = {*known, *loose, *map(folded, table.headings)} - {""}
    named = sum(name in every for name in said.values())
    if named >= LEAST_HEADINGS and named * 2 > len(said):
        return [Problem("other-headings", source, {"found": ", ".join(cells.values()), "rows": "1"})]
    total = next((value for value in cells.values() if TOTALS.fullmatch(folded(value))), None)
    return [Problem("line-of-totals", source, {"value": total})] if total else []


def up_to(last: int, problems: Sequence[Problem], text: pl.DataFrame) -> list[Problem]:
    """The problems down to the row where other headings begin, which is told with the rows from there on."""
    told = [problem for problem in problems if (problem.source.row or 0) <= last]
    rows = int((text["row"] >= last).sum())
    return [
        replace(each, facts={**each.facts, "rows": str(rows)}) if each.code == "other-headings" else each
        for each in told
    ]
