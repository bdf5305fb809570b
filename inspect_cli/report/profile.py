"""How a table of punches is understood: what its profile says, and its first punches as they are read."""

from collections.abc import Mapping, Sequence
from typing import Any

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
    Heading("direction", "Direction", "方向", "text", 10),
)


def understood_table(profile: Profile, header_row: int, schema: Json, lang: str) -> Table:
    """What the first table of a profile says, a line each, and the row of its headings; `schema` is of profiles."""
    properties = schema["$defs"]["table"]["properties"]
    said = {"header_row": header_row, **table_of(profile.layouts[0])}
    titles = {"header_row": HEADER_ROW} | {key: (rule["title"], rule["x-title-zh"]) for key, rule in properties.items()}
    lines = [(titles[key][lang == "zh"], _words(value)) for key, value in said.items()]
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


def _words(value: object) -> str:
    """A value of a profile as people read it."""
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_words(each)}" for key, each in value.items())
    if isinstance(value, list | tuple):
        return ", ".join(_words(each) for each in value)
    return str(value)
