"""Punches that say who by name: exports of apps in which nobody has a number that staff knows."""

from dataclasses import replace

import polars as pl

from inspect_cli.derive.naming import name_people
from inspect_cli.derive.numbers import numbered
from inspect_cli.frames import Records
from inspect_cli.months import Month
from inspect_cli.problems import Problem


def by_name(
    strangers: pl.DataFrame, attendance: Records, people: pl.DataFrame, month: Month
) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """The strangers' punches whose name says the person, with `p`; the punches that are still nobody's; the Problems.

    Only a punch without a staff number goes by its name. A name that fits nobody or several and punched in the month is
    one Problem (unknown-person, two-people, not-employed-then) with the count of its punches, which are not among the
    others.
    """
    nameless = pl.col("person_id").is_null() & pl.col("name").is_not_null()
    dated = strangers.with_columns(date=pl.col("time").dt.date())
    asked = (
        dated.filter(nameless)
        .sort("source", "row")
        .group_by("name", "date", maintain_order=True)
        .agg(pl.col("source", "row").first())
    )
    if asked.is_empty():
        return strangers.clear(), strangers, []
    meant, problems = name_people(asked.with_columns(person_id="name"), attendance, people, key="name")
    whom = meant.join(numbered(people), on="person_id").select("name", "date", owner="p")
    found = dated.join(whom, on=["name", "date"], how="left", maintain_order="left")
    named = found.filter(nameless & pl.col("owner").is_not_null()).with_columns(p=pl.col("owner"))
    others = found.filter(~nameless | pl.col("owner").is_null())
    now = nameless & pl.col("date").is_between(month.first, month.last)
    counts = dict(others.filter(nameless & now.any().over("name")).group_by("name").len().iter_rows())
    told = pl.col("name").is_in(list(counts)) & nameless
    columns = strangers.columns
    return named.select(columns), others.filter(~told.fill_null(False)).select(columns), _one_a_name(problems, counts)


def _one_a_name(problems: list[Problem], counts: dict[str, int]) -> list[Problem]:
    first: dict[str, Problem] = {}
    for problem in sorted(problems, key=lambda each: each.source.row or 0):
        name = problem.facts["value"]
        if name in counts:
            first.setdefault(name, replace(problem, facts={**problem.facts, "rows": str(counts[name])}))
    return list(first.values())
