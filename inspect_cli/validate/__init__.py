"""Rows and a schema into Records and Problems: one schema, a columnar verdict for all rows, words for the bad ones."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, Final

import polars as pl

from inspect_cli import amounts, contracts, months
from inspect_cli.frames import Records, Rows, Tally
from inspect_cli.meanings import days_typed_as_numbers, has_words, understood
from inspect_cli.months import Month
from inspect_cli.problems import Problem
from inspect_cli.validate.headings import heading_names, match_headings, place_in
from inspect_cli.validate.lines import headings_again, not_a_record, up_to

Json = Mapping[str, Any]
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


def _refusing(problems: Sequence[Problem]) -> bool:
    return any(not problem.is_note for problem in problems)


def _accept(
    table: Rows, columns: Mapping[str, int], schema: Json, month: Month | None
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows that obey the schema, typed, and the faults of the others."""
    properties = schema["properties"]
    whole_cells, unclear = days_typed_as_numbers(table, columns, schema, month)
    cells = whole_cells.select("row", *(pl.col(f"c{number}").alias(key) for key, number in columns.items()))
    beside = {key: properties[key]["x-beside"] for key in columns if "x-beside" in properties[key]}
    cells = cells.with_columns(pl.coalesce(main, key).alias(main) for key, main in beside.items())
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
    if not typed:  # no heading is a date
        sound &= ~headings_again(text, table, schema)
    problems = [] if sound.all() else _word_faults(table, text.filter(~sound), columns, schema)
    last = next((problem.source.row for problem in problems if problem.code == "other-headings"), None)
    if last is not None:
        problems = up_to(last, problems, text)
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
        special = not_a_record(table, cells, columns, number, schema)
        problems += special or [
            Problem(
                code,
                place_in(table.source, number, table.column(columns.get(key))),
                {"key": heading_names(key, schema), **facts},
            )
            for code, key, facts in contracts.row_faults(cells, schema, checked_by)
        ]
    return problems
