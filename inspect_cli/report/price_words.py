"""What an item costs and where a count of it leads, in words: ranges, bands, levels, steps."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import polars as pl

from inspect_cli.amounts import signed, written
from inspect_cli.report.measures import UNITS
from inspect_cli.report.reasons import RANGES, TENURES
from inspect_cli.rulebook import RuleBook

Row = Mapping[str, Any]
KEY = ["checklist", "version", "item"]
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "each": "{price} each time", "piece": "{price} for each piece missing", "levels": "{level}: {price}",
        "bands": "{range}: {price}", "chosen": "{price}", "range": "{low} to {high}", "in steps": " in steps of {step}",
        "yuan": "{yuan} yuan", "becomes": "{range}: counts as {title}", "cap": "at most {points} a {per}",
        "section cap": "its section at most {points} a {per}", "free": "{free} free a month",
        "then": "{free} free a month, then it counts as {title}", "nothing": "no points", "ends": " (ends employment)",
        "add": "{at} times a month: a further {price}", "replace": "{at} times a month: {price} in all",
        "replace-then-continue": "{at} times a month: {price} up to there",
        "highest": "{at} times a month: {price}, only the costliest counts", "with": "counted together: {items}",
        "sheet": "sheet", "day": "day", "month": "month", "and": ", ", "between": "; ",
    },
    "zh": {
        "each": "每次 {price}", "piece": "每缺一件 {price}", "levels": "{level}：{price}",
        "bands": "{range}：{price}", "chosen": "{price}", "range": "{low} 至 {high}", "in steps": "，以 {step} 为一档",
        "yuan": "{yuan} 元", "becomes": "{range}：计为{title}", "cap": "每{per}最多 {points}",
        "section cap": "本类每{per}最多 {points}", "free": "每月 {free} 次不计",
        "then": "每月 {free} 次不计，超出的计为{title}", "nothing": "不计分", "ends": "（解除劳动关系）",
        "add": "每月第 {at} 次：另计 {price}", "replace": "每月第 {at} 次：合计 {price}",
        "replace-then-continue": "每月第 {at} 次：至此合计 {price}",
        "highest": "每月第 {at} 次：{price}，只计最高一项", "with": "合并计数：{items}",
        "sheet": "单", "day": "天", "month": "月", "and": "，", "between": "；",
    },
}  # fmt: skip


class PriceWords:
    """Words for the prices and ladders of a rule book in one language, each asked for by the row of its item."""

    def __init__(self, book: RuleBook, lang: str) -> None:
        self._words, self._lang, self._book = WORDS[lang], lang, book
        self._by_item = {
            name: getattr(book, name).partition_by(KEY, as_dict=True)
            for name in ("prices", "becomes", "caps", "quotas", "counters")
        }
        self._titles = {row["item"]: row[f"title_{lang}"] for row in book.items.iter_rows(named=True)}

    def points(self, item: Row) -> str:
        """The price of an item: fixed, chosen, by level or band, with what it becomes, its caps and free allowances."""
        said = [
            *(self._priced(row, item) for row in self._rows("prices", item)),
            *(self._say("becomes", range=self._range(row, item), title=self._titles[row["becomes"]])
              for row in self._rows("becomes", item)),
            *(self._capped(row) for row in self._rows("caps", item)),
            *(self._free(row) for row in self._rows("quotas", item)),
        ]  # fmt: skip
        return self._words["between"].join(said) or self._words["nothing"]

    def ladder(self, item: Row) -> str:
        """The steps of every counter that counts the item, and with which other items it is counted."""
        return self._words["between"].join(
            said for row in self._rows("counters", item) for said in self._climbed(row, item)
        )

    def _climbed(self, counter: Row, item: Row) -> Iterator[str]:
        same = (
            (pl.col("counter") == counter["counter"])
            & (pl.col("checklist") == item["checklist"])
            & (pl.col("version") == item["version"])
        )
        for step in self._book.steps.filter(same).sort("at_step").iter_rows(named=True):
            yield self._say(counter["mode"], at=step["at_step"], price=self._price(step))
        counted = self._book.counters.filter(same)["item"].to_list()
        if len(counted) > 1:
            yield self._say("with", items=self._words["and"].join(counted))

    def _priced(self, row: Row, item: Row) -> str:
        level = self._book.levels.get((row["item"], row["level"]), {}).get(self._lang, row["level"])
        shape = "piece" if row["shape"] == "each" and item["pieces"] else row["shape"]
        return self._say(shape, price=self._price(row), level=level, range=self._range(row, item))

    def _price(self, row: Row) -> str:
        """Points, the range one chooses from, yuan and sanction of a price or step."""
        parts = []
        if row["points"] is not None:
            parts.append(signed(row["points"]))
        if row["nearest"] is not None:
            step = self._say("in steps", step=written(row["choice_step"])) if row["choice_step"] else ""
            parts.append(self._say("range", low=signed(row["nearest"]), high=signed(row["farthest"])) + step)
        if row["yuan"] is not None:
            parts.append(self._say("yuan", yuan=signed(row["yuan"])))
        if row["sanction"] is not None:
            title = self._book.sanctions.get(row["sanction"], {}).get(self._lang, row["sanction"])
            parts.append(title + (self._words["ends"] if row["terminal"] else ""))
        return self._words["and"].join(parts) or self._words["nothing"]

    def _range(self, row: Row, item: Row) -> str:
        words = RANGES[self._lang]
        unit = UNITS[self._lang].get(item["unit"] or "", item["unit"] or "")

        def end(bound: str, inside: str, outside: str) -> list[str]:
            value: Decimal | None = row.get(bound)
            return [] if value is None else [words[inside if row[f"{bound}_in"] else outside].format(written(value))]

        ends = [*end("low", "atleast", "over"), *end("high", "upto", "below")]
        first, last = row.get("tenure_from"), row.get("tenure_below")
        whose = "" if first is last is None else "below" if first is None else "from" if last is None else "both"
        tenure = TENURES[self._lang][whose].format(first, last) if whose else ""
        return tenure + " ".join([words["join"].join(ends), unit]).strip()

    def _capped(self, row: Row) -> str:
        template = "section cap" if row["scope"] == "section" else "cap"
        return self._say(template, points=signed(row["points"]), per=self._words[row["per"]])

    def _free(self, row: Row) -> str:
        title = self._titles.get(row["then"], row["then"])
        return self._say("then" if row["then"] else "free", free=written(row["free"]), title=title)

    def _rows(self, name: str, item: Row) -> Iterator[Row]:
        frame = self._by_item[name].get((item["checklist"], item["version"], item["item"]))
        yield from frame.iter_rows(named=True) if frame is not None else ()

    def _say(self, template: str, **facts: object) -> str:
        return self._words[template].format(**facts)
