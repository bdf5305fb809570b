"""How a table of punches is understood: what its profile says, and its first punches as they are read."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from inspect_cli.frames import Heading, Rows, Table
from inspect_cli.profile import Profile, table_of

Json = Mapping[str, Any]
SHOWN_PUNCHES = 5
HEADER_ROW = ("Row of headings", "表头所在行")
SAID = (Heading("what", "What", "内容", "text", 20), Heading("says", "Understood as", "理解为", "text", 60))
PUNCHES = (
    Heading("row", "Row", "行", "number", 6),
    Heading("person_id", "Staff number", "工号", "text", 14),
    Heading("device_id", "Clock number", "考勤号", "text", 14),
    Heading("name", "Name", "姓名", "text", 12),
    Heading("time", "Time", "打卡时间", "text", 20),
    Heading("direction", "Direction", "方向", "text", 10, codes="direction"),
)
WORDS: Final[Mapping[object, tuple[str, str]]] = {
    "long": ("a row for each day or punch", "一天或一次打卡一行"),
    "wide": ("a column for each day", "一天一列"),
    "summary": ("totals only", "只有合计"),
    "ymd": ("year, month, day", "年、月、日"),
    "dmy": ("day, month, year", "日、月、年"),
    "mdy": ("month, day, year", "月、日、年"),
    "notes": ("remarks", "备注"),
    "times": ("times", "打卡时间"),
    "in": ("in", "上班"),
    "out": ("out", "下班"),
    True: ("yes", "是"),
}
"""The values of a profile that are words of ours, in English and Chinese."""

SAID_IN_WORDS: Final = ("shape", "date_order", "brackets", "day_numbers")


def understood_table(profile: Profile, header_row: int, schema: Json, lang: str) -> Table:
    """What the first table of a profile says, a line each, and the row of its headings; `schema` is of profiles."""
    properties = schema["$defs"]["table"]["properties"]
    said = {"header_row": header_row, **table_of(profile.layouts[0])}
    titles = {"header_row": HEADER_ROW} | {key: (rule["title"], rule["x-title-zh"]) for key, rule in properties.items()}
    lines = [(titles[key][lang == "zh"], _words(key, value, lang == "zh")) for key, value in said.items()]
    frame = pl.DataFrame(lines, schema={heading.key: pl.String for heading in SAID}, orient="row")
    return Table("profile", profile.title, profile.title, SAID, frame)


def punches_table(tables: Sequence[Rows]) -> Table:
    """The first punches of a file as they are read."""
    names = [heading.key for heading in PUNCHES[1:]]
    schema = {"row": pl.UInt32, **dict.fromkeys(names, pl.String)}
    frames = [
        rows.cells.head(SHOWN_PUNCHES).select("row", **{key: f"c{n}" for n, key in enumerate(rows.headings, 1)})
        for rows in tables
    ]
    every = pl.concat([pl.DataFrame(schema=schema), *frames], how="diagonal")
    frame = every.select(schema.keys()).head(SHOWN_PUNCHES)
    return Table("punches", "First punches", "前几次打卡", PUNCHES, frame)


def _words(key: str, value: Any, zh: bool) -> str:
    """A value of a profile as people read it."""
    if key == "punches":
        return ", ".join(_punch(each, zh) for each in value)
    if key == "direction_words":
        return "; ".join(f"{WORDS[way][zh]}: {', '.join(several)}" for way, several in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(value)
    return WORDS[value][zh] if key in SAID_IN_WORDS else str(value)


def _punch(column: Mapping[str, str], zh: bool) -> str:
    """The heading of a column of times, behind that of its own dates, and whether people come or go."""
    heading = " ".join(column[part] for part in ("date", "time") if part in column)
    return f"{heading} ({WORDS[column['direction']][zh]})" if "direction" in column else heading
