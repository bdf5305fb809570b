"""What was handed in twice: a table that is the copy of another, and records that a second file tells again."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

import polars as pl

from inspect_cli.frames import Records, Rows
from inspect_cli.problems import Problem, Source

Copied = tuple[Records, list[Problem]]
ONE_EVENT: Final[Mapping[str, Sequence[str]]] = {
    "inspections": ("time", "inspector"), "incidents": ("time", "reported_by"), "metrics": ("reported_by",),
}  # fmt: skip
"""Of each kind that counts record by record, the columns which, filled in, leave no doubt that equal rows are one."""
PLACE: Final = ["source", "row"]


def without_copies(records: Records, tables: Sequence[Rows]) -> Copied:
    """The records that are told for the first time; `tables` are the tables as read, in the order of the sources.

    A table with the headings and rows of one before it is `copied-table`, whatever its name, format or order. A row
    that stands in a table before, the same in every column, is `told-before` where its number, or time and observer,
    make it certain that both tell of one thing; else it counts and is `told-twice`, a note. The clock's tables are
    compared punch by punch elsewhere.
    """
    if len(tables) < 2 or records.kind == "attendance" or records.frame.is_empty():
        return records, []
    records, copies = _first_tables(records, tables)
    if records.kind not in ONE_EVENT:
        return records, copies
    records, again = _first_rows(records)
    return records, [*copies, *again]


def _first_tables(records: Records, tables: Sequence[Rows]) -> Copied:
    """The records without those of tables that are copies."""
    marked = records.frame.select("source", mark=pl.struct(pl.exclude(PLACE)).hash())
    marks = marked.group_by("source", maintain_order=True).agg(pl.len(), pl.col("mark").sort())
    seen: dict[tuple[int, ...], list[int]] = {}
    problems = []
    for source, rows, mark in marks.iter_rows():
        alike = seen.setdefault(tuple(mark), [])
        number = source - records.first_source
        first = next((each for each in alike if _same(records, tables, each, number)), None)
        if first is None:
            alike.append(number)
            continue
        facts = {"rows": str(rows), "first": records.sources[first].place()}
        problems.append(Problem("copied-table", records.sources[number], facts))
        records = _known(records, pl.col("source") == source)
    return records, problems


def _same(records: Records, tables: Sequence[Rows], first: int, second: int) -> bool:
    """Whether two tables have the same headings and, in the columns nobody reads too, the same rows."""
    keys = [set(records.headings[number]) for number in (first, second)]
    if records.sources[first] == records.sources[second] or keys[0] != keys[1]:
        return False
    one, other = (_unread(records, tables[number], number) for number in (first, second))
    return one.columns == other.columns and one.equals(other)


def _unread(records: Records, table: Rows, number: int) -> pl.DataFrame:
    """The cells of the columns that mean nothing to the schema, by heading, in an order of their own."""
    if table.columns is not None:
        return pl.DataFrame()
    read = records.headings[number].values()
    others = {heading: nth for nth, heading in enumerate(table.headings, 1) if nth not in read}
    return table.cells.select(pl.col(f"c{others[heading]}").alias(heading) for heading in sorted(others)).sort(pl.all())


def _first_rows(records: Records) -> Copied:
    """The records without those that certainly stand in an earlier table too."""
    cells = [name for name in records.frame.columns if name not in PLACE]
    mark = pl.struct(cells).hash()
    several = records.frame.filter(pl.col("source").n_unique().over(mark) > 1)
    first = pl.col("source").min().over(cells)
    again = several.with_columns(first=first).filter(pl.col("source") > pl.col("first"))
    if again.is_empty():
        return records, []
    certain = pl.col("record_id").is_not_null() | pl.all_horizontal(
        pl.col(key).is_not_null() for key in ONE_EVENT[records.kind]
    )
    sure = again.filter(certain)
    problems = [*_told(records, sure, "told-before"), *_told(records, again.filter(~certain), "told-twice")]
    told = pl.struct(PLACE).is_in(sure.select(pl.struct(PLACE)).to_series().implode())
    return (_known(records, told) if sure.height else records), problems


def _told(records: Records, again: pl.DataFrame, code: str) -> Iterator[Problem]:
    """A Problem for each two tables of which the later one tells rows of the earlier again."""
    pairs = again.group_by("source", "first", maintain_order=True).agg(pl.len(), pl.col("row").min())
    for source, first, rows, row in pairs.iter_rows():
        at = records.place(source, row)
        facts = {"rows": str(rows), "first": records.sources[first - records.first_source].place()}
        yield Problem(code, Source(at.file, at.sheet, row), facts)


def _known(records: Records, told: pl.Expr) -> Records:
    """The records without the rows `told`, which are counted as known."""
    lost = dict(records.frame.filter(told).group_by("source").len().iter_rows())
    tallies = [
        replace(tally, accepted=tally.accepted - rows, known=tally.known + rows)
        for number, tally in enumerate(records.tallies, records.first_source)
        for rows in [lost.get(number, 0)]
    ]
    return replace(records, frame=records.frame.filter(~told), tallies=tallies)
