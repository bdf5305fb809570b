"""Tables with a column for each day as tables with a row for each day."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.months import Month
from inspect_cli.problems import Problem

WEEKDAY = r"(?:星期|周|礼拜)?[一二三四五六日天]|mon|tue|wed|thu|fri|sat|sun"
BESIDE_A_DAY = re.compile(rf"[(（]?(?:{WEEKDAY})[)）]?", re.IGNORECASE)
ONLY_WEEKDAYS = rf"(?i)^(?:{WEEKDAY})$"
DAY = re.compile(r"(?:(?:([0-9]{4})[-/.年])?([0-9]{1,2})[-/.月])?([0-9]{1,2})[日号]?")


def in_long_form(table: Rows, schema: Mapping[str, Any], month: Month) -> tuple[list[Rows], list[Problem]]:
    """The table itself; or where it has a column for each day (1, 2 … or dates), a table for each of them.

    The schema's `x-wide` says which property the days are and which their cells. A cell keeps its place in the file. A
    second heading of a person beside the number (the name) is passed over, a row of weekdays under the headings, too.
    """
    day, cell = schema["x-wide"]["day"], schema["x-wide"]["cell"]
    names = {key: _names(schema["properties"][key], key) for key in (day, cell, "person_id")}
    if any(folded(heading) in names[day] | names[cell] for heading in table.headings):
        return [table], []
    dated = {column: heading for column, heading in enumerate(table.headings, 1) if _parts(heading)}
    if not dated:
        return [table], []
    people = [column for column, heading in enumerate(table.headings, 1) if folded(heading) in names["person_id"]]
    passed = {*dated, *people[1:]}
    kept = ["" if column in passed else heading for column, heading in enumerate(table.headings, 1)]
    cells = _plans(table, [f"c{column}" for column in dated])
    tables, problems = [], []
    for column, heading in dated.items():
        mine, on = cells.filter(pl.col(f"c{column}").is_not_null()), _date(heading, month)
        if on:
            headings = [*kept[: column - 1], cell, *kept[column:], day]
            dates = mine.with_columns(pl.lit(str(on)).alias(f"c{len(headings)}"))
            tables.append(replace(table, headings=headings, cells=dates, blank=0, refused=0, in_file=0))
        elif mine.height:
            source = replace(table.source, row=table.header_row or None, column=column)
            problems.append(Problem("day-outside-month", source, {"heading": heading, "month": str(month)}))
    blank = table.blank + table.cells.height - cells.height
    rows = table.cells.height + table.blank + table.refused
    tables[:1] = [replace(first, blank=blank, refused=table.refused, in_file=rows) for first in tables[:1]]
    return tables, problems


def _plans(table: Rows, columns: list[str]) -> pl.DataFrame:
    """The rows that plan anything in these columns: not those that say nothing, or only weekdays."""
    said = pl.any_horizontal(pl.col(column).is_not_null() for column in columns)
    weekdays = pl.all_horizontal(pl.col(column).str.contains(ONLY_WEEKDAYS).fill_null(True) for column in columns)
    return table.cells.filter(said, ~weekdays)


def _names(rule: Mapping[str, Any], key: str) -> set[str]:
    return {folded(name) for name in (key, rule["title"], rule["x-title-zh"], *rule.get("x-synonyms", ()))}


def _parts(heading: str) -> tuple[int | None, int | None, int] | None:
    """Year, month and day that a heading says, with or without a weekday beside it."""
    plain = BESIDE_A_DAY.sub("", unicodedata.normalize("NFKC", heading)).strip()
    found = DAY.fullmatch(re.sub(r"(?<=[0-9])[ T]00:00(:00)?$", "", plain))
    if not found:
        return None
    year, month, day = (int(part) if part else None for part in found.groups())
    return year, month, day or 0


def _date(heading: str, month: Month) -> date | None:
    """The day of the business month that the heading means; a heading with its year may mean any day."""
    parts = _parts(heading)
    days = (month.first + timedelta(days=nth) for nth in range((month.last - month.first).days + 1))
    if parts and parts[0]:
        try:
            return date(parts[0], parts[1] or 1, parts[2])
        except ValueError:
            return None
    return next((day for day in days if parts and day.day == parts[2] and parts[1] in (None, day.month)), None)
