"""What people write in a cell, and what it means by its schema: words, short dates, full-width characters."""

from collections.abc import Collection, Mapping
from typing import Any

import polars as pl

from inspect_cli import months
from inspect_cli.folding import fold, folded, half_width
from inspect_cli.frames import Rows
from inspect_cli.months import Month
from inspect_cli.problems import Problem, Source

Json = Mapping[str, Any]
DATED = ("date", "moment", "day-or-moment")
ROW_NUMBERS = ("序号", "行号", "no", "no.", "#")
"""Folded headings of columns that only number the rows: they are no word to anybody."""

DAY_OF_WEEK = r" *[(]?(?:周|星期|礼拜)[一二三四五六日天][)]?$"
NUMERALS = "一二三四五六七八九十"
WIDE = 100
"""A shorter column holds numbers and codes, in which full-width letters are a habit of the keyboard."""


def names_of(key: str, rule: Json) -> list[str]:
    """Every name under which a column may stand: key, titles, synonyms."""
    return [key, rule["title"], rule["x-title-zh"], *rule.get("x-synonyms", [])]


def keys_by_name(schema: Json) -> dict[str, str]:
    """Every name under which a column of the schema may stand, folded, and the property it means by itself."""
    return {
        folded(name): key
        for key, rule in schema["properties"].items()
        if "x-beside" not in rule
        for name in names_of(key, rule)
    }


def keys_beside(schema: Json, said: Collection[str]) -> dict[str, str]:
    """Which of the folded headings `said` mean a property that only stands beside another one, and that property.

    姓名 by itself says the person; beside 工号 it is the person's name.
    """
    known = keys_by_name(schema)
    found: dict[str, str] = {}
    for key, rule in schema["properties"].items():
        names = {folded(name) for name in names_of(key, rule)} if "x-beside" in rule else set()
        if any(known.get(name) == rule["x-beside"] for name in said if name not in names and names):
            found |= dict.fromkeys(names & set(said), key)
    return found


def keys_by_loose_name(schema: Json) -> dict[str, list[str]]:
    """Names under which a column may stand if no other column has a surer one, folded, and the properties they mean."""
    keys: dict[str, list[str]] = {}
    for key, rule in schema["properties"].items():
        for name in rule.get("x-loose-synonyms", ()):
            keys.setdefault(folded(name), []).append(key)
    return keys


def word_for(rule: Json, value: str) -> str:
    """The first Chinese word that people write for a value of a list; the value itself where there is none."""
    return next((word for word in rule.get("x-words", {}).get(value, ()) if not word.isascii()), value)


def understood(text: pl.Expr, rule: Json, month: Month | None) -> pl.Expr:
    """The cell as the schema writes it: 合格 is pass, 2026/10/3 is 2026-10-03 and so is 10.3 in October 2026."""
    if "x-words" in rule:
        words = {folded(word): meant for meant, several in rule["x-words"].items() for word in (meant, *several)}
        return fold(text).replace_strict(words, default=text, return_dtype=pl.String)
    if rule.get("format") in DATED:
        plain = half_width(text)
        if month is not None and "x-short-date" in rule:
            plain = plain.str.replace(DAY_OF_WEEK, "")
            plain = months.as_day_of(month, plain, day_alone=rule["x-short-date"] == "day")
        return months.as_iso_date(plain)
    if "x-decimal-hours" in rule:
        return _as_clock(half_width(text))
    if "x-measure-words" in rule:
        counted = half_width(text).str.replace(rf" *(?:{'|'.join(rule['x-measure-words'])})$", "")
        return counted.replace({word: str(number) for number, word in enumerate(NUMERALS, 1)} | {"两": "2"})
    return half_width(text) if "format" in rule or rule.get("maxLength", WIDE) < WIDE else text


def _as_clock(text: pl.Expr) -> pl.Expr:
    """Hours written as a number, as hours and minutes: 8 is 08:00, 8.5 is 08:30; what is no whole minute stays."""
    hour, decimals = (text.str.extract(r"^([0-9]{1,2})(?:[.]([0-9]{1,2}))? *(?:小时|h)?$", group) for group in (1, 2))
    hundredths = decimals.fill_null("0").str.pad_end(2, "0").cast(pl.Int32) * 60
    clock = pl.concat_str(hour.str.zfill(2), pl.lit(":"), (hundredths // 100).cast(pl.String).str.zfill(2))
    return pl.when(hundredths % 100 == 0).then(pl.coalesce(clock, text)).otherwise(text)


def has_words(key: str, rule: Json) -> bool:
    """Whether people write the column in their own words: dates, words of a list, names of people, items, places."""
    return "x-words" in rule or rule.get("format") in DATED or key in ("person_id", "item", "level", "place")


def days_typed_as_numbers(
    table: Rows, columns: Mapping[str, int], schema: Json, month: Month | None
) -> tuple[pl.DataFrame, list[Problem]]:
    """The table's cells with every number such as 11.4 that stands for one day only as that day, and the others.

    A spreadsheet shows the number 11.1 for 11.1 and for 11.10: where the month has both days that is a Problem.
    """
    cells, problems = table.cells, []
    if month is None or not table.numbers:
        return cells, []
    properties = schema["properties"]
    short = {number: key for key, number in columns.items() if "x-short-date" in properties[key]}
    for column in sorted({column for _, column in table.numbers if column in short}):
        rows = sorted(row for row, at in table.numbers if at == column)
        typed = cells.filter(pl.col("row").is_in(rows)).select("row", f"c{column}").iter_rows()
        known: dict[int, str] = {}
        for row, number in typed:
            days = months.days_of_number(number, month)
            if len(days) == 1:
                known[row] = days[0].isoformat()
            elif days:
                rule = properties[short[column]]
                facts = {
                    "key": f"{rule['x-title-zh']} ({short[column]})", "value": number,
                    "days": ", ".join(map(str, days)), "example": f"{days[0].month}月{days[0].day}日",
                }  # fmt: skip
                place = Source(table.source.file, table.source.sheet, row, column, table.source.path)
                problems.append(Problem("number-for-a-date", place, facts))
        if known:
            day = pl.col("row").replace_strict(known, default=None, return_dtype=pl.String)
            cells = cells.with_columns(pl.coalesce(day, f"c{column}").alias(f"c{column}"))
    return cells, problems
