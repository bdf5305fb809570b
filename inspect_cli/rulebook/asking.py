"""What may be asked of a fact by the rules: choices and approvals, each with a place of its own among them."""

from collections.abc import Mapping

import polars as pl

from inspect_cli.frames import shape
from inspect_cli.rulebook import RULE_KEY
from inspect_cli.rulebook.tables import ASKS

SEEN = ["checklist", "version", "seen"]
TO_CHOOSE, TO_APPROVE = pl.col("nearest").is_not_null(), pl.col("sanction").is_not_null() | pl.col("terminal")


def asks_of(book: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """ASKS of the frames of a book: what a fact `seen` as an item may be asked as the `item` it counts as, by that
    one's price and by the steps of its counters."""
    prices = book["prices"].with_columns(rule="item", at_step=pl.lit(0, dtype=pl.Int32))
    steps = book["steps"].join(book["counters"], on=["checklist", "version", "counter"]).with_columns(rule="counter")
    asks = pl.concat([
        source.filter(asked).select(*RULE_KEY, "rule", "at_step", kind=pl.lit(kind))
        for source in (prices, steps)
        for kind, asked in (("choice", TO_CHOOSE), ("approval", TO_APPROVE))
    ])  # fmt: skip
    unique = _counts_as(book).join(asks.unique(), on=RULE_KEY).sort(*SEEN, "item", "rule", "at_step", "kind")
    return shape(unique.with_columns(place=pl.int_range(pl.len()).over(SEEN)), ASKS)


def _counts_as(book: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """Every item `seen` with every `item` as which its facts may count: itself, what it becomes, what a quota makes."""
    itself = book["items"].select(*RULE_KEY, seen="item")
    becomes = book["becomes"].select("checklist", "version", "becomes", seen="item").rename({"becomes": "item"})
    before = pl.concat([itself.select(*SEEN, "item"), becomes.select(*SEEN, "item")])
    over = book["quotas"].filter(pl.col("then").is_not_null()).select(*RULE_KEY, "then")
    after = before.join(over, on=RULE_KEY).select(*SEEN, item="then")
    return pl.concat([before, after]).unique()
