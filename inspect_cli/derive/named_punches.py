"""Names beside punches: who is meant where nobody has a number that staff knows, and whether number and name agree."""

from dataclasses import replace

import polars as pl

from inspect_cli.derive.names_beside import names_nobody_has
from inspect_cli.derive.naming import name_people
from inspect_cli.derive.numbers import numbered
from inspect_cli.folding import fold, simplified
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


def held_against_names(
    punches: pl.DataFrame, attendance: Records, people: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """The punches whose name is not somebody else's than their number, and what to tell of the rest.

    A clock may number people in its own way. Where a number is one person's and the name beside it another's, nobody
    can tell who punched: one `number-of-another` a file, number and name. Names that nobody in staff has may be short
    or former ones: one note a file.
    """
    named = punches.filter(pl.col("name").is_not_null())
    if named.is_empty():
        return punches, []
    of_staff = people.join(numbered(people), on="person_id").select("p", staff="name").unique(maintain_order=True)
    odd = _odd_names(named.select("p", "name").unique(maintain_order=True), of_staff)
    held = named.join(odd, on=["p", "name"]).with_columns(value=pl.coalesce("person_id", "device_id"))
    of_others, unknown = held.filter("is_anothers"), held.filter(~pl.col("is_anothers"))
    kept = punches.join(of_others.select("p", "name").unique(), on=["p", "name"], how="anti", maintain_order="left")
    return kept, [*_of_others(of_others, attendance), *names_nobody_has(unknown, attendance)]


def _odd_names(pairs: pl.DataFrame, of_staff: pl.DataFrame) -> pl.DataFrame:
    """Numbers (p) with a name that is not theirs, their name in `staff`, and whether that `is_anothers`."""
    known = of_staff.with_columns(said=fold(pl.col("staff")))
    odd = pairs.with_columns(said=fold(pl.col("name"))).join(known, on=["p", "said"], how="anti", maintain_order="left")
    if odd.height:  # only now, because the dictionaries of traditional characters are slow to load
        words = simplified({*odd["said"], *known["said"].drop_nulls()})
        known, odd = (each.with_columns(pl.col("said").replace_strict(words, default=None)) for each in (known, odd))
        odd = odd.join(known, on=["p", "said"], how="anti", maintain_order="left")
    last = of_staff.unique("p", keep="last", maintain_order=True)
    return odd.join(last, on="p", how="left", maintain_order="left").select(
        "p", "name", "staff", is_anothers=pl.col("said").is_in(known["said"].implode())
    )


def _of_others(held: pl.DataFrame, attendance: Records) -> list[Problem]:
    """One Problem a file, number and name."""
    found = held.group_by("source", "value", "name", "staff").agg(pl.len().alias("rows"), pl.col("row").min())
    return [
        Problem(
            "number-of-another",
            attendance.place(each["source"], each["row"], "name"),
            {key: str(each[key]) for key in ("value", "name", "staff", "rows")},
        )
        for each in found.sort("source", "row", "value").iter_rows(named=True)
    ]
