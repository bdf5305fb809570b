"""Tables to write: small ones made of rows, and one month with everything in it."""

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from inspect_cli.amounts import AMOUNT
from inspect_cli.frames import Heading, Table

DTYPES: dict[str, Any] = {
    "text": pl.String,
    "number": pl.Int32,
    "points": AMOUNT,
    "money": AMOUNT,
    "balance": AMOUNT,
    "quantity": AMOUNT,
    "date": pl.Date,
    "flag": pl.Boolean,
}
MakeTable = Callable[..., Table]


def _table(
    columns: dict[str, str],
    rows: Sequence[tuple[Any, ...]],
    name: str = "lines",
    titles: tuple[str, str] = ("Ledger lines", "扣分明细"),
    notes: Sequence[str] = (),
) -> Table:
    headings = [Heading(key, key.replace("_", " ").title(), f"{key}列", kind) for key, kind in columns.items()]
    schema = {key: DTYPES[kind] for key, kind in columns.items()}
    return Table(name, *titles, headings, pl.DataFrame(rows, schema=schema, orient="row"), notes)


@pytest.fixture(scope="session")
def make_table() -> MakeTable:
    """Makes a Table of {key: kind} and rows."""
    return _table


@pytest.fixture(scope="session")
def lines() -> Table:
    """Two ledger lines with a column of every kind."""
    columns = {
        "line": "text",
        "person_id": "text",
        "name": "text",
        "date": "date",
        "points": "points",
        "balance": "points",
        "yuan": "money",
        "count": "number",
        "terminal": "flag",
        "note": "text",
    }
    first = ("-5/2026-11/1", "-5", "张伟", date(2026, 11, 3), Decimal("-5"), Decimal("95"))
    second = ("007/2026-11/1", "007", "Zoë", date(2026, 11, 4), Decimal("2.5"), Decimal("102.5"))
    rows = [(*first, Decimal("-1234.5"), 1, True, "=1+1\nsecond line"), (*second, None, None, False, None)]
    return _table(columns, rows, notes=["2026-11 (10-25 … 11-24)", "calculated from files"])


@pytest.fixture(scope="session")
def departments() -> Table:
    """Averages by department; one department has none."""
    rows = [("保洁部", Decimal("92.5")), ("工程部", None), ("客服部", Decimal("97"))]
    return _table(
        {"department": "text", "score_mean": "points"}, rows, name="departments", titles=("Departments", "部门")
    )


@pytest.fixture(scope="session")
def items() -> Table:
    """A dozen items that cost points and one that gave some."""
    rows = [(f"item {number}", Decimal(-number)) for number in range(1, 13)] + [("praise", Decimal(5))]
    return _table({"title": "text", "points": "points"}, rows, name="items", titles=("Items", "项目"))
