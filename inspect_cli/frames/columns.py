"""What a declared schema is made of: columns with their type and meaning, and the frames made of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import polars as pl

from inspect_cli.amounts import AMOUNT

TEXT, DAY, COUNT, FLAG = pl.String, pl.Date, pl.Int32, pl.Boolean
CODE = pl.Categorical()
"""Text of which few differ in millions of rows: each row holds a number for it."""

Dtype = pl.DataType | type[pl.DataType]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a frame: what it is called, holds and means."""

    name: str
    dtype: Dtype
    meaning: str


Schema = tuple[Column, ...]


def dtypes(schema: Schema) -> dict[str, Dtype]:
    """Column names and dtypes, as Polars takes a schema."""
    return {column.name: column.dtype for column in schema}


def empty(schema: Schema) -> pl.DataFrame:
    """A frame of that schema without rows."""
    return pl.DataFrame(schema=dtypes(schema))


def of_rows(rows: Sequence[Mapping[str, Any]], schema: Schema) -> pl.DataFrame:
    """A few rows as a frame of that schema; a key that a row lacks is null.

    Amounts go in as text: a column of Decimals that begins with an empty one would make Polars load numpy.
    """
    columns = []
    for column in schema:
        values = [row.get(column.name) for row in rows]
        if column.dtype == AMOUNT:
            texts = [None if value is None else f"{value:f}" for value in values]
            columns.append(pl.Series(column.name, texts, dtype=pl.String).cast(AMOUNT))
        else:
            columns.append(pl.Series(column.name, values, dtype=column.dtype))
    return pl.DataFrame(columns)


def shape(frame: pl.DataFrame, schema: Schema) -> pl.DataFrame:
    """The frame's columns in the schema's order and dtypes; a column it does not have is null."""
    if frame.is_empty():
        return empty(schema)
    have = set(frame.columns)
    return frame.select(
        pl.col(column.name).cast(column.dtype)
        if column.name in have
        else pl.lit(None, dtype=column.dtype).alias(column.name)
        for column in schema
    )


def looked_up(frame: pl.DataFrame, other: pl.DataFrame, on: str | list[str]) -> pl.DataFrame:
    """The frame with the columns that `other` has for its key, null where it has none; each key is in `other` once.

    A left join in the order of the rows that leaves the frame's own columns where they are: they are many.
    """
    found = frame.select(on).join(other, on=on, how="left", maintain_order="left")
    return frame.hstack(found.drop(on))


def stack(frames: Sequence[pl.DataFrame], schema: Schema) -> pl.DataFrame:
    """The frames one below the other; refuses any that is not of the schema (Polars would round unlike decimals)."""
    wanted = pl.Schema(dtypes(schema))
    for frame in frames:
        if frame.schema != wanted:
            raise TypeError(f"frame is not of its schema: {differences(frame.schema, wanted)}")
    return pl.concat(frames) if frames else empty(schema)


def differences(have: Mapping[str, pl.DataType], wanted: Mapping[str, pl.DataType]) -> str:
    """The columns in which two schemas differ, for the message of a failed check."""
    names = [*wanted, *(name for name in have if name not in wanted)]
    return ", ".join(
        f"{name}: {have.get(name)} for {wanted.get(name)}" for name in names if have.get(name) != wanted.get(name)
    )
