"""Tables as JSON: one object a row under English keys, amounts as text so that no reader rounds them."""

import json
from collections.abc import Sequence

import polars as pl

from inspect_cli import amounts
from inspect_cli.frames import Heading, Table
from inspect_cli.write.cells import TWO_DECIMALS, two_decimals


def to_json(table: Table) -> str:
    """The table as an array of objects, one on each line, words exactly as they are."""
    return _array(table) + "\n"


def to_jsonl(table: Table) -> str:
    """The table as JSON Lines."""
    return _exact(table).write_ndjson()


def many_to_json(tables: Sequence[Table]) -> str:
    """Several tables as one object: their names, and under each its array."""
    members = (f"{json.dumps(table.name, ensure_ascii=False)}: {_array(table)}" for table in tables)
    return "{\n" + ",\n".join(members) + "\n}\n"


def _array(table: Table) -> str:
    lines = _exact(table).write_ndjson().removesuffix("\n")
    return "[\n" + lines.replace("\n", ",\n") + "\n]" if lines else "[]"


def _exact(table: Table) -> pl.DataFrame:
    cells = table.cells()
    schema = cells.schema
    return cells.select(_json_cell(heading, schema[heading.key]) for heading in table.headings)


def _json_cell(heading: Heading, dtype: pl.DataType) -> pl.Expr:
    cell = pl.col(heading.key)
    if heading.kind in TWO_DECIMALS and dtype.is_numeric():
        return two_decimals(heading.key)
    if dtype.is_decimal():
        return amounts.plain_text(cell).alias(heading.key)
    return cell if dtype.is_integer() or dtype == pl.Boolean else cell.cast(pl.String)
