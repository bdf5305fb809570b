"""Amounts are exact: parsed, multiplied, rounded and written without a binary fraction in between."""

from decimal import ROUND_HALF_UP, Decimal

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli import amounts

decimals = st.decimals(min_value=-99_999, max_value=99_999, places=4)
quanta = st.sampled_from(["1", "0.5", "0.1", "0.01"])


def texts(*values: str | None) -> pl.DataFrame:
    return pl.DataFrame({"text": list(values)}, schema={"text": pl.String})


def column(values: list[Decimal], name: str = "value") -> pl.DataFrame:
    return pl.DataFrame({name: values}, schema={name: amounts.AMOUNT})


def by_hand(value: Decimal, quantum: str) -> Decimal:
    """Half away from zero to any quantum, with Decimals alone."""
    return (value / Decimal(quantum)).quantize(Decimal(1), rounding=ROUND_HALF_UP) * Decimal(quantum)


@pytest.mark.parametrize("text", ["0", "1", "-1", "-0.5", "0.0001", "007", "999999999", "999999999.9999", "1.0"])
def test_plain_numbers_are_amounts(text: str) -> None:
    assert texts(text).select(amounts.parse(pl.col("text"))).item() == Decimal(text)


@pytest.mark.parametrize(
    "text",
    ["", " 1", "1 ", "1\n", "+1", "1.", ".5", "1e3", "1,5", "1,000", "0x1", "nan", "inf", "--1", "−1", "１", "٣",
     "0.00001", "1000000000", "1_000"],
)  # fmt: skip
def test_whatever_else_looks_like_a_number_is_none(text: str) -> None:
    assert texts(text).select(amounts.parse(pl.col("text"))).item() is None


def test_an_empty_cell_is_no_amount() -> None:
    assert texts(None).select(amounts.parse(pl.col("text"))).item() is None


def test_every_amount_has_the_one_dtype() -> None:
    frame = column([Decimal(1), Decimal("2.5")])
    value = pl.col("value")
    made = frame.select(
        literal=amounts.lit("0.25"),
        summed=amounts.as_amount(value.sum()),
        counted=amounts.as_amount(pl.len()),
        product=amounts.times(value, value),
        rounded=amounts.rounded(value, "0.5"),
        again=amounts.from_units(amounts.units(value)),
    )
    assert set(made.dtypes) == {amounts.AMOUNT}


def test_a_literal_keeps_its_decimals() -> None:
    added = column([Decimal("0.05")]).select(pl.col("value") + amounts.lit("0.05")).item()
    assert added == Decimal("0.10")


@pytest.mark.parametrize(
    ("left", "right", "quantum", "product"),
    [
        ("0.05", "0.05", "0.01", "0"),  # 0.0025
        ("0.05", "0.1", "0.01", "0.01"),  # 0.005, half goes up
        ("-0.05", "0.1", "0.01", "-0.01"),  # half goes away from zero
        ("-1.25", "3", "0.5", "-4"),  # -3.75 lies half-way
        ("0.2", "3", "0.01", "0.6"),
        ("-0.3333", "3", "0.01", "-1"),
        ("2.5", "1", "1", "3"),
        ("99999", "9999", "1", "999890001"),
    ],
)
def test_products_are_rounded_once(left: str, right: str, quantum: str, product: str) -> None:
    frame = pl.DataFrame({"l": [Decimal(left)], "r": [Decimal(right)]}, schema=dict.fromkeys("lr", amounts.AMOUNT))
    assert frame.select(amounts.times(pl.col("l"), pl.col("r"), quantum)).item() == Decimal(product)


@settings(max_examples=50, deadline=None)
@given(st.lists(st.tuples(decimals, st.decimals(-999, 999, places=4)), min_size=1, max_size=30), quanta)
def test_products_are_those_of_exact_decimals(pairs: list[tuple[Decimal, Decimal]], quantum: str) -> None:
    frame = pl.DataFrame(pairs, schema=dict.fromkeys("lr", amounts.AMOUNT), orient="row")
    made = frame.select(amounts.times(pl.col("l"), pl.col("r"), quantum)).to_series().to_list()
    assert made == [by_hand(left * right, quantum) for left, right in pairs]


@settings(max_examples=50, deadline=None)
@given(st.lists(decimals, min_size=1, max_size=30), quanta)
def test_rounding_is_half_away_from_zero_and_once_is_enough(values: list[Decimal], quantum: str) -> None:
    frame = column(values)
    once = frame.select(amounts.rounded(pl.col("value"), quantum)).to_series()
    assert once.to_list() == [by_hand(value, quantum) for value in values]
    twice = once.to_frame("value").select(amounts.rounded(pl.col("value"), quantum)).to_series()
    assert twice.to_list() == once.to_list()


@pytest.mark.parametrize(("value", "rounded"), [("1.005", "1.01"), ("-1.005", "-1.01"), ("1.0049", "1.00")])
def test_one_decimal_is_rounded_the_same_way(value: str, rounded: str) -> None:
    assert column([Decimal(value)]).select(amounts.rounded(pl.col("value"), "0.01")).item() == Decimal(rounded)


@settings(max_examples=50, deadline=None)
@given(st.lists(decimals, min_size=1, max_size=30))
def test_units_and_back_is_the_same_amount(values: list[Decimal]) -> None:
    frame = column(values).with_columns(units=amounts.units(pl.col("value")))
    assert frame["units"].to_list() == [int(value * 10_000) for value in values]
    assert frame.select(amounts.from_units(pl.col("units"))).to_series().to_list() == values


@settings(max_examples=50, deadline=None)
@given(st.lists(decimals, min_size=1, max_size=30))
def test_plain_text_is_read_back_as_the_same_amount(values: list[Decimal]) -> None:
    plain = column(values).select(text=amounts.plain_text(pl.col("value")))
    assert plain.select(amounts.parse(pl.col("text"))).to_series().to_list() == values
    assert not [text for text in plain["text"] if "." in text and text.endswith(("0", "."))]


@pytest.mark.parametrize(
    ("value", "plain", "signed", "fixed"),
    [
        ("3", "3", "+3.00", "3.00"),
        ("-10", "-10", "-10.00", "-10.00"),
        ("0", "0", "0.00", "0.00"),
        ("0.5", "0.5", "+0.50", "0.50"),
        ("7.25", "7.25", "+7.25", "7.25"),
        ("100", "100", "+100.00", "100.00"),
        ("-0.2", "-0.2", "-0.20", "-0.20"),
    ],
)
def test_amounts_as_text(value: str, plain: str, signed: str, fixed: str) -> None:
    frame = column([Decimal(value)])
    amount = pl.col("value")
    written = frame.select(p=amounts.plain_text(amount), s=amounts.signed_text(amount), f=amounts.text(amount))
    assert written.row(0) == (plain, signed, fixed)
