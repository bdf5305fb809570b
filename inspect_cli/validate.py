"""Rows and a schema into Records and Problems: one schema, a columnar verdict for all rows, words for the bad ones."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from difflib import get_close_matches
from typing import Any, Final

import polars as pl

from inspect_cli import amounts, contracts, months
from inspect_cli.folding import folded
from inspect_cli.frames import Records, Rows, Tally
from inspect_cli.meanings import (
    ROW_NUMBERS,
    days_typed_as_numbers,
    has_words,
    keys_by_loose_name,
    keys_by_name,
    understood,
)
from inspect_cli.months import Month
from inspect_cli.problems import Problem, Source, column_letters

Json = Mapping[str, Any]
TOTALS = re.compile(r"(?:(?:grand|sub)?totals?|sum|[合总小共]计)[0-9.]*|共[0-9]+[条行人次项笔]")
LEAST_HEADINGS = 2
TYPED: Final[Mapping[str, Any]] = {
    "date": months.dates,
    "moment": months.moments,
    "clock": months.minutes,
    "shift-clock": months.minutes,
    "amount": amounts.parse,
}
"""How the text of each format becomes a typed column; every other text stays text."""


def validate(
    kind: str,
    tables: Sequence[Rows],
    schema: Json,
    first_source: int = 0,
    month: Month | None = None,
    keep_written: bool = False,
) -> tuple[Records, list[Problem]]:
    """Records of one kind from all its tables, and every Problem of them.

    Columns of the frame: each property of the schema, typed by its format (date, moment, clock as minutes, amount; else
    text), then source and row. `first_source` is the index that the first table's source gets. Dates without a year are
    those of `month`. With `keep_written` the Records keep what stood in the cells that people write in their own words;
    of tables whose reader made several rows of one, what the reader says it made of them.
    """
    frames, problems, headings, tallies, written, readings = [], [], [], [], [], []
    for number, whole in enumerate(tables, first_source):
        columns, heading_problems = match_headings(whole, schema)
        table, nothing = _saying_something(whole, columns, schema)
        usable = bool(columns) and not _refusing(heading_problems)
        frame, row_problems = _accept(table, columns, schema, month) if usable else (None, [])
        accepted = frame.height if frame is not None else 0
        if frame is not None:
            frames.append(frame.with_columns(source=pl.lit(number, dtype=pl.UInt16)))
        if frame is not None and keep_written and whole.columns is None:
            written.append(_written(table, columns, schema, number))
        if keep_written and whole.readings is not None:
            readings.append(whole.readings().with_columns(kind=pl.lit(kind), source=pl.lit(number, dtype=pl.UInt16)))
        problems += [*heading_problems, *row_problems]
        headings.append({key: shown for key, number in columns.items() if (shown := whole.column(number)) is not None})
        tallies.append(_tally(whole, accepted, nothing))
    if not frames:
        text = pl.DataFrame(schema={**dict.fromkeys(schema["properties"], pl.String), "row": pl.UInt32})
        frames = [_typed(text, schema, list(schema["properties"])).with_columns(source=pl.lit(0, dtype=pl.UInt16))]
    frame = frames[0] if len(frames) == 1 else pl.concat(frames)
    kept = pl.concat(written, how="diagonal") if written else None
    return Records(
        kind, frame, headings=headings, tallies=tallies, first_source=first_source, written=kept, readings=readings,
        sources=[table.source for table in tables],
        titles=[table.headings if table.columns is None else () for table in tables],
        formats=[table.format for table in tables], encodings=[table.encoding for table in tables],
    ), problems  # fmt: skip


def _written(table: Rows, columns: Mapping[str, int], schema: Json, source: int) -> pl.DataFrame:
    """The cells as they stand of the columns that people write in their own words, with source and row."""
    keys = [key for key in columns if has_words(key, schema["properties"][key])]
    cells = [pl.col(f"c{columns[key]}").alias(key) for key in keys]
    return table.cells.select(pl.lit(source, dtype=pl.UInt16).alias("source"), pl.col("row").cast(pl.UInt32), *cells)


def _tally(table: Rows, accepted: int, nothing: int) -> Tally:
    """What became of a table's rows, of which `nothing` say nothing."""
    blank = table.blank + nothing
    refused = table.cells.height - accepted - nothing + table.refused
    read = accepted + refused + table.set_aside + blank
    rows = read if table.in_file is None else table.in_file
    return Tally(rows, read, accepted, refused=refused, set_aside=table.set_aside, blank=blank)


def _saying_something(table: Rows, columns: Mapping[str, int], schema: Json) -> tuple[Rows, int]:
    """The table without the rows that say nothing by their schema (an answer left empty), and how many they were."""
    key = schema.get("x-nothing-without")
    if key is None:
        return table, 0
    said = table.cells.filter(pl.col(f"c{columns[key]}").is_not_null()) if key in columns else table.cells.clear()
    return replace(table, cells=said), table.cells.height - said.height


def match_headings(table: Rows, schema: Json) -> tuple[dict[str, int], list[Problem]]:
    """Which column (counted from 1) holds each property, by key, title or synonym in Chinese or English."""
    known = {**_loose_names(table, schema), **keys_by_name(schema)}
    columns: dict[str, int] = {}
    problems = []
    row = table.header_row or None  # rows in JSON have no row of headings
    for number, heading in enumerate(table.headings, 1):
        key = known.get(folded(heading))
        source = _at(table.source, row, table.column(number) if row else None)
        if key is None and heading and folded(heading) not in ROW_NUMBERS:
            near = get_close_matches(folded(heading), known, n=1, cutoff=0.75)
            facts = {"heading": heading, "near": _heading_names(known[near[0]], schema) if near else ""}
            problems.append(Problem("unknown-column", source, facts))
        elif key is not None and key in columns and not _same_heading(heading, table.headings[columns[key] - 1]):
            facts = {"heading": heading, "key": key, "other": column_letters(columns[key])}
            problems.append(Problem("same-column-twice", source, facts))
        elif key is not None:
            columns.setdefault(key, number)
    return columns, [*problems, *_missing(columns, table, schema)]


def _loose_names(table: Rows, schema: Json) -> dict[str, str]:
    """The names that say too little by themselves, where no heading says better: the first such heading means it."""
    said = {folded(heading) for heading in table.headings}
    taken = {key for name, key in keys_by_name(schema).items() if name in said}
    meant: dict[str, str] = {}
    loose = keys_by_loose_name(schema)
    for name in (folded(heading) for heading in table.headings):
        free = [key for key in loose.get(name, ()) if key not in taken]
        if free:
            meant[name] = free[0]
            taken.add(free[0])
    return meant


def _same_heading(one: str, other: str) -> bool:
    """Whether reading has told of these two headings already and taken no row."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _missing(columns: Mapping[str, int], table: Rows, schema: Json) -> list[Problem]:
    if not table.headings:  # rows in JSON without a sound one: whatever is wrong was said of each row
        return []
    alternatives = [[each["required"][0] for each in schema["anyOf"]]] if "anyOf" in schema else []
    wanted = [[key] for key in schema["required"]] + alternatives
    source = _at(table.source, table.header_row or None, None)
    found = ", ".join(heading for heading in table.headings if heading)
    return [
        Problem(
            "missing-column",
            source,
            {"wanted": " / ".join(_heading_names(key, schema) for key in keys), "found": found},
        )
        for keys in wanted
        if not any(key in columns for key in keys)
    ]


def _heading_names(key: str, schema: Json) -> str:
    return f"{schema['properties'][key]['x-title-zh']} ({key})"


def _refusing(problems: Sequence[Problem]) -> bool:
    return any(not problem.is_note for problem in problems)


def _accept(
    table: Rows, columns: Mapping[str, int], schema: Json, month: Month | None
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows that obey the schema, typed, and the faults of the others."""
    properties = schema["properties"]
    whole_cells, unclear = days_typed_as_numbers(table, columns, schema, month)
    cells = whole_cells.select("row", *(pl.col(f"c{number}").alias(key) for key, number in columns.items()))
    at_once = {key: _typed_at_once(cells[key], properties[key]) for key in columns}
    typed = {key: series for key, series in at_once.items() if series is not None}
    others = [key for key in columns if key not in typed]
    text = cells.with_columns(understood(pl.col(key), properties[key], month).alias(key) for key in others)
    verdict = pl.all_horizontal(
        *(contracts.columnar_verdict(key, properties[key]) for key in others),
        *(pl.col(key).is_not_null() for key in schema["required"]),
        *_any_of(columns, schema),
    )
    sound = text.select(sound=verdict)["sound"]
    problems = [] if sound.all() else _word_faults(table, text.filter(~sound), columns, schema)
    last = next((problem.source.row for problem in problems if problem.code == "other-headings"), None)
    if last is not None:
        problems = _up_to(last, problems, text)
        sound &= text["row"] < last
    if unclear:
        sound &= ~text["row"].is_in([problem.source.row for problem in unclear])
    whole = _typed(text.with_columns(typed.values()), schema, others)
    missing = [
        _typed_column(pl.lit(None, dtype=pl.String), properties[key]).alias(key)
        for key in properties
        if key not in columns
    ]
    kept = whole if sound.all() else whole.filter(sound)
    return kept.with_columns(missing).select(*properties, pl.col("row").cast(pl.UInt32)), [*unclear, *problems]


def _typed_at_once(text: pl.Series, rule: Json) -> pl.Series | None:
    """The whole column typed when every cell is written in the usual way: millions of punches are parsed once."""
    return months.plainly_written(text, rule["format"]) if rule.get("format") in ("date", "moment") else None


def _any_of(columns: Mapping[str, int], schema: Json) -> list[pl.Expr]:
    keys = [each["required"][0] for each in schema.get("anyOf", []) if each["required"][0] in columns]
    return [pl.any_horizontal(pl.col(key).is_not_null() for key in keys)] if keys else []


def _typed(text: pl.DataFrame, schema: Json, keys: Sequence[str]) -> pl.DataFrame:
    """The columns `keys` with the types of their formats, the others as they are."""
    return text.with_columns(_typed_column(pl.col(key), schema["properties"][key]).alias(key) for key in keys)


def _typed_column(text: pl.Expr, rule: Json) -> pl.Expr:
    typed: pl.Expr = TYPED[rule["format"]](text) if rule.get("format") in TYPED else text
    return typed


def _word_faults(table: Rows, bad: pl.DataFrame, columns: Mapping[str, int], schema: Json) -> list[Problem]:
    checked_by = contracts.validator(schema)
    problems = []
    for row in bad.iter_rows(named=True):
        number = row.pop("row")
        cells = {key: value for key, value in row.items() if value is not None}
        special = _not_a_record(table, cells, columns, number, schema)
        problems += special or [
            Problem(
                code,
                _at(table.source, number, table.column(columns.get(key))),
                {"key": _heading_names(key, schema), **facts},
            )
            for code, key, facts in contracts.row_faults(cells, schema, checked_by)
        ]
    return problems


def _up_to(last: int, problems: Sequence[Problem], text: pl.DataFrame) -> list[Problem]:
    """The problems down to the row where other headings begin, which is told with the rows from there on."""
    told = [problem for problem in problems if (problem.source.row or 0) <= last]
    rows = int((text["row"] >= last).sum())
    return [
        replace(each, facts={**each.facts, "rows": str(rows)}) if each.code == "other-headings" else each
        for each in told
    ]


def _not_a_record(
    table: Rows, cells: Mapping[str, str], columns: Mapping[str, int], number: int, schema: Json
) -> list[Problem]:
    """A line of headings or of totals, which explain all the row's faults at once."""
    source = _at(table.source, number, None)
    if cells and all(folded(value) == folded(table.headings[columns[key] - 1]) for key, value in cells.items()):
        return [Problem("repeated-heading", source)]
    headings = [keys_by_name(schema).get(folded(value)) for value in cells.values()]
    if len(headings) >= LEAST_HEADINGS and all(headings):
        if headings == list(cells):
            return [Problem("repeated-heading", source)]
        return [Problem("other-headings", source, {"found": ", ".join(cells.values()), "rows": "1"})]
    total = next((value for value in cells.values() if TOTALS.fullmatch(folded(value))), None)
    return [Problem("line-of-totals", source, {"value": total})] if total else []


def _at(source: Source, row: int | None, column: int | None) -> Source:
    return Source(source.file, source.sheet, row, column, source.path)
