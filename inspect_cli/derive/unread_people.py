"""People in a column nobody reads: the table means somebody, and would be charged to whoever answers for the place."""

from collections.abc import Sequence
from dataclasses import replace

import polars as pl

from inspect_cli.derive.naming import SEPARATORS
from inspect_cli.folding import fold
from inspect_cli.frames import Records, Rows
from inspect_cli.problems import Problem, Source

SHORTEST_NUMBER = 4
"""Staff numbers of fewer digits are taken for any number: 3 is as often how many."""


def without_unread_people(
    records: Records, tables: Sequence[Rows], staff: pl.DataFrame
) -> tuple[Records, list[Problem]]:
    """The records without tables that have no column of the person and name people in a column that was not read.

    Half of such a column's cells are names or numbers of `staff` (person_id, name). Its rows are refused with one
    Problem; `tables` are the tables as read, in the order of the sources.
    """
    problems = []
    for number, table in enumerate(tables):
        known = records.headings[number]
        if table.columns is not None or not known or "person_id" in known or table.cells.is_empty():
            continue
        read = known.values()
        unread = [nth for nth, heading in enumerate(table.headings, 1) if heading and nth not in read]
        found = [(nth, people) for nth in unread if (people := _people_in(table.cells[f"c{nth}"], staff))]
        for nth, person in found[:1]:
            at = Source(table.source.file, table.source.sheet, table.header_row or None, table.column(nth))
            problems.append(Problem("people-unread", at, {"heading": table.headings[nth - 1], "value": person}))
            records = _refused(records, number)
    return records, problems


def _people_in(cells: pl.Series, staff: pl.DataFrame) -> str | None:
    """A cell that names one of the staff, where half of the filled cells or more do."""
    numbers = staff["person_id"].filter(~staff["person_id"].str.contains(rf"^[0-9]{{1,{SHORTEST_NUMBER - 1}}}$"))
    known = pl.DataFrame({"word": pl.concat([staff["name"], numbers])}).select(fold(pl.col("word")))["word"]
    filled = pl.DataFrame({"cell": cells.drop_nulls()})
    parts = pl.col("cell").str.replace_all(SEPARATORS, " ").str.strip_chars().str.split(" ")
    named = filled.filter(parts.list.eval(fold(pl.element()).is_in(known.implode())).list.any())
    return str(named["cell"][0]) if named.height and 2 * named.height >= filled.height else None


def _refused(records: Records, number: int) -> Records:
    """The records without those of one table, which are counted as refused."""
    tallies = list(records.tallies)
    before = tallies[number]
    tallies[number] = replace(before, accepted=0, refused=before.refused + before.accepted)
    kept = records.frame.filter(pl.col("source") != records.first_source + number)
    return replace(records, frame=kept, tallies=tallies)
