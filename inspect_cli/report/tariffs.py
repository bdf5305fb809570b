"""Prices by the step, in words: what every so much beyond a threshold costs."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

import polars as pl

from inspect_cli.amounts import written
from inspect_cli.report.measures import UNITS
from inspect_cli.rulebook import RuleBook

WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "full": "{price} for every full {per} {beyond}", "begun": "{price} for every begun {per} {beyond}",
        "exact": "{price} for every {per} {beyond}, in proportion", "over": "over {0}", "below": "below {0}",
        "start": "{price} at once {beyond}", "least": "at least {price}", "most": "at most {price}", "join": ", ",
        "and": " and ",
    },
    "zh": {
        "full": "{beyond}部分每满 {per} {price}", "begun": "{beyond}部分每 {per}（不足按一份计）{price}",
        "exact": "{beyond}部分每 {per} {price}，按比例计", "over": "超过 {0} 的", "below": "低于 {0} 的",
        "start": "{beyond}先计 {price}", "least": "最少 {price}", "most": "最多 {price}", "join": "，", "and": "、",
    },
}  # fmt: skip
YUAN: Final[Mapping[str, str]] = {"en": "{0} yuan", "zh": "{0} 元"}
TARIFFS: Final = {"checklist": pl.String, "version": pl.String, "item": pl.String, "tariff": pl.String}


def tariffs(book: RuleBook, lang: str) -> pl.DataFrame:
    """The words of every item that is priced by the step: checklist, version, item, tariff."""
    priced = book.prices.filter(pl.col("shape") == "every").join(
        book.items.select("checklist", "version", "item", "unit"), on=["checklist", "version", "item"]
    )
    rows = [
        (row["checklist"], row["version"], row["item"], _in_words(row, lang)) for row in priced.iter_rows(named=True)
    ]
    return pl.DataFrame(rows, schema=TARIFFS, orient="row")


def _in_words(row: Mapping[str, Any], lang: str) -> str:
    words = WORDS[lang]
    way, edge = ("over", row["low"]) if row["low"] is not None else ("below", row["high"])
    beyond = words[way].format(written(edge))
    per = f"{written(row['per'])} {UNITS[lang].get(row['unit'], row['unit'] or '')}".strip()
    parts = []
    for key, prefix in (("start", "start_"), (row["steps"], ""), ("least", "least_"), ("most", "most_")):
        price = _price(row[f"{prefix}points"], row[f"{prefix}yuan"], lang)
        if price:
            parts.append(words[key].format(price=price, per=per, beyond=beyond))
    return words["join"].join(parts)


def _price(points: Decimal | None, yuan: Decimal | None, lang: str) -> str:
    said = [f"{points:+.2f}"] if points is not None else []
    said += [YUAN[lang].format(f"{yuan:+.2f}")] if yuan is not None else []
    return WORDS[lang]["and"].join(said)
