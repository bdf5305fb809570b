"""Frames are stacked only when they are alike, and every declared schema says what its columns mean."""

from decimal import Decimal

import polars as pl
import pytest

from inspect_cli import frames
from inspect_cli.amounts import AMOUNT
from inspect_cli.frames import Column, Records, Tally, empty, shape, stack
from inspect_cli.problems import Source
from inspect_cli.rulebook import tables

SMALL = (Column("who", pl.String, "who"), Column("points", AMOUNT, "points"))
SCHEMAS = {
    name: schema
    for module in (frames, tables)
    for name, schema in vars(module).items()
    if name.isupper() and isinstance(schema, tuple) and schema and isinstance(schema[0], Column)
}


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_column_is_named_once_and_says_what_it_means(name: str) -> None:
    names = [column.name for column in SCHEMAS[name]]
    assert len(names) == len(set(names))
    assert all(column.meaning for column in SCHEMAS[name])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_no_column_is_a_binary_fraction(name: str) -> None:
    assert not [column.name for column in SCHEMAS[name] if column.dtype in (pl.Float32, pl.Float64)]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_an_empty_frame_is_of_its_schema(name: str) -> None:
    assert stack([empty(SCHEMAS[name])], SCHEMAS[name]).schema == pl.Schema(frames.dtypes(SCHEMAS[name]))


def test_shape_orders_casts_and_fills() -> None:
    shaped = shape(pl.DataFrame({"other": [1], "who": ["E1"]}), SMALL)
    assert shaped.rows() == [("E1", None)]
    assert shaped.schema == pl.Schema({"who": pl.String, "points": AMOUNT})


def test_stack_refuses_another_scale_which_polars_would_round() -> None:
    coarse = pl.DataFrame(
        {"who": ["E1"], "points": [Decimal(2)]}, schema={"who": pl.String, "points": pl.Decimal(18, 0)}
    )
    with pytest.raises(TypeError, match="points: Decimal"):
        stack([empty(SMALL), coarse], SMALL)


def test_stack_refuses_a_column_too_many_and_one_too_few() -> None:
    with pytest.raises(TypeError, match="note"):
        stack([empty(SMALL).with_columns(note=pl.lit(""))], SMALL)
    with pytest.raises(TypeError, match="points"):
        stack([empty(SMALL).drop("points")], SMALL)


def test_stack_of_nothing_is_an_empty_frame() -> None:
    assert stack([], SMALL).equals(empty(SMALL))


def test_tallies_add_up() -> None:
    assert Tally(9, 5, 3, 1) + Tally(2, 2, 0, 0) == Tally(11, 7, 3, 1)


def test_a_record_knows_its_cell() -> None:
    sources = [Source("a.csv"), Source("book.xlsx", "10月")]
    records = Records("staff", pl.DataFrame(), sources, [{"name": 2}, {"name": 3}], [Tally(), Tally()], first_source=5)
    assert records.place(5, 17, "name").place() == "a.csv:17:2"
    assert records.place(6, 17, "name").place() == "book.xlsx:10月!C17"
    assert records.place(6, 17, "post").place() == "book.xlsx:10月!17"
    assert records.place(6, 17).place() == "book.xlsx:10月!17"
