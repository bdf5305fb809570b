"""What was understood: every word that is not the program's own, and how it was read."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from inspect_cli.frames import Heading, Table
from inspect_cli.problems import Source
from inspect_cli.rulebook import RuleBook

HEADINGS = (
    Heading("kind", "Kind", "种类", "text", 12),
    Heading("file", "File", "文件", "text", 36),
    Heading("column", "Column", "列", "text", 12),
    Heading("written", "Written", "写的是", "text", 24),
    Heading("read_as", "Read as", "读作", "text", 34),
    Heading("rows", "Rows", "行数", "number", 8),
)
SHOWN_OF_A_COLUMN, SHOWN_IN_ALL, WIDEST_LINE = 5, 60, 24
MOST_RENAMED = 20
"""So many words of items, people and places are shown that are read as something of another name."""
NAMING = ("item", "person_id", "place")
MORE = {"en": "… {count} more", "zh": "…… 另有 {count} 种"}
SEPARATOR = {"en": ", ", "zh": "、"}
HEADING = {"en": "heading", "zh": "表头"}


def readings_table(
    readings: pl.DataFrame, sources: Sequence[Source], book: RuleBook, lang: str, notes: Sequence[str]
) -> Table:
    """One row for each distinct word of a file's column, those in most rows first; `items` with their titles."""
    files = pl.DataFrame(
        {"source": range(len(sources)), "file": [source.file for source in sources]},
        schema={"source": pl.UInt16, "file": pl.String},
    )
    title = book.latest_items(pl.col(f"title_{lang}").alias("title"))
    item = pl.when(pl.col("column") == "item").then(pl.concat_str("read_as", "title", separator=" "))
    frame = (
        readings.join(files, on="source", maintain_order="left")
        .join(title, left_on="read_as", right_on="item", how="left", maintain_order="left")
        .with_columns(column=pl.coalesce("column", pl.lit(HEADING[lang])), read_as=pl.coalesce(item, "read_as"))
        .group_by("kind", "file", "column", "written", "read_as", maintain_order=True)
        .agg(pl.col("rows").sum().cast(pl.Int64))
    )
    return Table("readings", "Read as", "读作", HEADINGS, frame, notes)


def brief(
    table: Table, titles: Mapping[tuple[str, str], str], words: Mapping[tuple[str, str, str], str], lang: str
) -> Table:
    """The table as a screen shows it: a file's headings in one row, a few words of each column, the rest counted.

    `titles` says what people call each property of each kind, and `words` its values; what is just that is left out.
    Of items, people and places whatever is read as something of another name comes first.
    """
    rows: list[Any] = []
    hidden = 0
    for part in _titled(_in_words(table.frame, words), titles, lang).partition_by(
        "file", "column", maintain_order=True
    ):
        if len(rows) >= SHOWN_IN_ALL:
            hidden += part.height
        elif part["column"][0] == HEADING[lang]:
            written, read_as = (_on_a_line(part[key].to_list(), lang) for key in ("written", "read_as"))
            rows.append((part["file"][0], HEADING[lang], written, read_as, None))
        else:
            shown = _to_look_at(part)
            rows += shown.drop("renamed").rows()
            rows += _rest(part.join(shown, on="written", how="anti", maintain_order="left"), lang)
    if hidden:
        rows.append((MORE[lang].format(count=hidden), None, None, None, None))
    headings = HEADINGS[1:]
    schema = {heading.key: table.frame.schema[heading.key] for heading in headings}
    return replace(table, headings=headings, frame=pl.DataFrame(rows, schema=schema, orient="row"))


def _titled(frame: pl.DataFrame, titles: Mapping[tuple[str, str], str], lang: str) -> pl.DataFrame:
    """The readings with properties under their titles, without the headings that are their titles."""
    named = pl.DataFrame(
        [(kind, key, title) for (kind, key), title in titles.items()],
        schema={"kind": pl.String, "property": pl.String, "title": pl.String}, orient="row",
    )  # fmt: skip
    is_heading = pl.col("column") == HEADING[lang]
    joined = frame.with_columns(property=pl.when(is_heading).then("read_as").otherwise("column")).join(
        named, on=["kind", "property"], how="left", maintain_order="left"
    )
    titled = joined.with_columns(
        column=pl.when(is_heading).then("column").otherwise("title"),
        read_as=pl.when(is_heading).then("title").otherwise("read_as"),
    )
    said = titled.filter(pl.col("written") != pl.col("read_as"))
    return said.select("renamed", *(heading.key for heading in HEADINGS[1:]))


def _on_a_line(words: Sequence[str], lang: str) -> str:
    line = SEPARATOR[lang].join(words)
    return line if len(line) <= WIDEST_LINE else line[: WIDEST_LINE - 1] + "…"


def _in_words(frame: pl.DataFrame, words: Mapping[tuple[str, str, str], str]) -> pl.DataFrame:
    """The readings with the values of a list in words, and `renamed`: named, and not by what was written."""
    said = pl.DataFrame(
        [(*key, word) for key, word in words.items()], orient="row",
        schema={"kind": pl.String, "column": pl.String, "read_as": pl.String, "word": pl.String},
    )  # fmt: skip
    joined = frame.join(said, on=["kind", "column", "read_as"], how="left", maintain_order="left")
    within = pl.col("read_as").str.contains(pl.col("written"), literal=True)
    return joined.with_columns(
        read_as=pl.coalesce("word", "read_as"), renamed=pl.col("column").is_in(NAMING) & ~within
    ).drop("word")


def _to_look_at(part: pl.DataFrame) -> pl.DataFrame:
    """The words of a column to show."""
    renamed = part.filter("renamed").head(MOST_RENAMED)
    others = part.filter(~pl.col("renamed")).head(max(0, SHOWN_OF_A_COLUMN - renamed.height))
    return pl.concat([renamed, others])


def _rest(rest: pl.DataFrame, lang: str) -> list[tuple[Any, ...]]:
    """The words of a column that are not shown, in one row."""
    said = MORE[lang].format(count=rest.height)
    return [(rest["file"][0], rest["column"][0], said, None, int(rest["rows"].sum()))] if rest.height else []
