"""What an item costs and where a count of it leads, in words: ranges, bands, levels, steps."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, Final

import polars as pl

from inspect_cli.amounts import signed, written
from inspect_cli.report.measures import UNITS
from inspect_cli.report.reasons import RANGES, TENURES, WINDOWS
from inspect_cli.rulebook import RuleBook

Row = Mapping[str, Any]
KEY = ["checklist", "version", "item"]
WORDS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "each": "{price} each time", "piece": "{price} for each piece missing",
        "sampled": "{price} each time, scaled from the sample to all", "levels": "{level}: {price}",
        "bands": "{range}: {price}", "chosen": "{price}", "limit": "unless {range}: {price}",
        "full": "{range}: {price} for every full {per}", "begun": "{range}: {price} for every {per} begun",
        "exact": "{range}: {price} for every {per}, by its exact share",
        "start": "{amounts} at once", "least": "at least {amounts}", "most": "at most {amounts}",
        "range": "{low} to {high}", "in steps": " in steps of {step}", "yuan": "{yuan} yuan",
        "multiplied": "{level}: {factor} times", "becomes": "{when}: counts as {title}",
        "item": "at most {points} a {per}", "section": "its section at most {points} a {per}",
        "checklist": "its checklist at most {points} a {per}",
        "free": "{free} free {window}", "then": "{free} free {window}, then it counts as {title}",
        "nothing": "no points", "ends": " (ends employment)",
        "add": "{times} {window}: a further {price}", "replace": "{times} {window}: {price} in all",
        "replace-then-continue": "{times} {window}: {price} up to there",
        "highest": "{times} {window}: {price}, only the costliest counts", "nth": "{times} {window}: {price}",
        "once": "{at} times", "to": "{at} to {last} times", "on": "from {at} times on",
        "with": "counted together: {items}", "sheet": "sheet", "day": "day", "month": "month",
        "and": ", ", "between": "; ",
    },
    "zh": {
        "each": "每次 {price}", "piece": "每缺一件 {price}",
        "sampled": "每处 {price}，抽查结果按总数折算", "levels": "{level}：{price}",
        "bands": "{range}：{price}", "chosen": "{price}", "limit": "不在“{range}”之内：{price}",
        "full": "{range}，每满 {per} {price}", "begun": "{range}，每 {per}（不足的按一档计）{price}",
        "exact": "{range}，每 {per} {price}，按比例计",
        "start": "起计 {amounts}", "least": "最少 {amounts}", "most": "最多 {amounts}",
        "range": "{low} 至 {high}", "in steps": "，以 {step} 为一档", "yuan": "{yuan} 元",
        "multiplied": "{level}：按 {factor} 倍计", "becomes": "{when}：计为{title}",
        "item": "每{per}最多 {points}", "section": "本类每{per}最多 {points}", "checklist": "本表每{per}最多 {points}",
        "free": "{window} {free} 次不计", "then": "{window} {free} 次不计，超出的计为{title}",
        "nothing": "不计分", "ends": "（解除劳动关系）",
        "add": "{window}{times}：另计 {price}", "replace": "{window}{times}：合计 {price}",
        "replace-then-continue": "{window}{times}：至此合计 {price}",
        "highest": "{window}{times}：{price}，只计最高一项", "nth": "{window}{times}：{price}",
        "once": "第 {at} 次", "to": "第 {at} 至 {last} 次", "on": "第 {at} 次起",
        "with": "合并计数：{items}", "sheet": "单", "day": "天", "month": "月", "and": "，", "between": "；",
    },
}  # fmt: skip
"""How prices and steps are said; a shape of price, a cap's scope, a tariff's steps and a counter's mode are keys."""


class PriceWords:
    """Words for the prices and ladders of a rule book in one language, each asked for by the row of its item."""

    def __init__(self, book: RuleBook, lang: str) -> None:
        self._words, self._lang, self._book = WORDS[lang], lang, book
        self._by_item = {
            name: getattr(book, name).partition_by(KEY, as_dict=True)
            for name in ("prices", "multiplied", "becomes", "caps", "quotas", "counters")
        }
        self._titles = {row["item"]: row[f"title_{lang}"] for row in book.items.iter_rows(named=True)}

    def points(self, item: Row) -> str:
        """The price of an item, what multiplies it, what it becomes, its caps and free allowances."""
        said = [
            *(self._priced(row, item) for row in self._rows("prices", item)),
            *(self._say("multiplied", level=self._level(row), factor=row["factor"])
              for row in self._rows("multiplied", item)),
            *(self._becoming(row, item) for row in self._rows("becomes", item)),
            *(self._say(row["scope"], points=signed(row["points"]), per=self._words[row["per"]])
              for row in self._rows("caps", item)),
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
            last = step["last"]
            times = self._say(
                "once" if last == step["at_step"] else "to" if last else "on", at=step["at_step"], last=last
            )
            template = "nth" if step["nth"] else counter["mode"]
            yield self._say(template, times=times, window=self._window(counter), price=self._price(step))
        counted = self._book.counters.filter(same)["item"].to_list()
        if len(counted) > 1:
            yield self._say("with", items=self._words["and"].join(counted))

    def _window(self, row: Row) -> str:
        return WINDOWS[self._lang][row["window"]].format(n=row["length"])

    def _level(self, row: Row, key: str = "level") -> str:
        return self._book.levels.get((row["item"], row[key]), {}).get(self._lang, row[key])

    def _becoming(self, row: Row, item: Row) -> str:
        level = [self._level(row, "when_level")] if row["when_level"] else []
        when = self._words["and"].join([*level, *filter(None, [self._range(row, item)])])
        return self._say("becomes", when=when, title=self._titles[row["becomes"]])

    def _priced(self, row: Row, item: Row) -> str:
        of_one = "sampled" if item["scaled"] else "piece" if item["pieces"] else "each"
        shape = of_one if row["shape"] == "each" else row["steps"] or row["shape"]
        per = f"{written(row['per'])} {self._unit(item)}".strip()
        said = self._say(
            shape, price=self._price(row), level=self._level(row), range=self._range(row, item), per=per
        )  # fmt: skip
        bounds = [
            (name, self._amounts(row[f"{name}_points"], row[f"{name}_yuan"])) for name in ("start", "least", "most")
        ]
        return self._words["and"].join([said, *(self._say(name, amounts=said) for name, said in bounds if said)])

    def _amounts(self, points: Decimal | None, yuan: Decimal | None) -> str:
        said = [signed(points)] if points is not None else []
        said += [self._say("yuan", yuan=signed(yuan))] if yuan is not None else []
        return self._words["and"].join(said)

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

        def end(bound: str, inside: str, outside: str) -> list[str]:
            value: Decimal | None = row.get(bound)
            return [] if value is None else [words[inside if row[f"{bound}_in"] else outside].format(written(value))]

        ends = [*end("low", "atleast", "over"), *end("high", "upto", "below")]
        first, last = row.get("tenure_from"), row.get("tenure_below")
        whose = "" if first is last is None else "below" if first is None else "from" if last is None else "both"
        tenure = TENURES[self._lang][whose].format(first, last) if whose else ""
        return tenure + (f"{words['join'].join(ends)} {self._unit(item)}".strip() if ends else "")

    def _unit(self, item: Row) -> str:
        return UNITS[self._lang].get(item["unit"] or "", item["unit"] or "")

    def _free(self, row: Row) -> str:
        title = self._titles.get(row["then"], row["then"])
        free, window = written(row["free"]), self._window(row)
        return self._say("then" if row["then"] else "free", free=free, window=window, title=title)

    def _rows(self, name: str, item: Row) -> Iterator[Row]:
        frame = self._by_item[name].get((item["checklist"], item["version"], item["item"]))
        yield from frame.iter_rows(named=True) if frame is not None else ()

    def _say(self, template: str, **facts: object) -> str:
        return self._words[template].format(**facts)
