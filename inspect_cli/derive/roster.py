"""The roster laid out by person and day: days, runs, cycles and weeks of people, departments and everybody."""

import re
from collections.abc import Mapping
from datetime import date

import polars as pl

from inspect_cli.derive.naming import name_people
from inspect_cli.derive.near import nearest
from inspect_cli.derive.numbers import numbered
from inspect_cli.derive.refusing import refuse
from inspect_cli.folding import folded
from inspect_cli.frames import Records
from inspect_cli.problems import Problem

REST_WORDS = ("rest", "off", "休", "休息", "公休")
EVERYBODY = ("all", "*", "全部", "全体", "所有人", "全员")
BETWEEN = re.compile(r"\s*[/、，,|→]\s*")
FOREVER = pl.date(9999, 12, 31)
A_PERSON, A_DEPARTMENT, ALL = range(3)
"""Whom a row is about; what is about fewer comes first."""

LONGEST_CYCLE = 1000
Laid = tuple[pl.DataFrame, list[Problem]]


def lay_out(roster: Records, people: pl.DataFrame, shifts: list[str], weekdays: pl.DataFrame) -> Laid:
    """What the roster plans on each of the days of `weekdays` (date, weekday): p, date, plan, source, row.

    What a plan's number stands for is what `plans_of` says. A row for a person comes before one for the department,
    that before one for everybody; among these a row for one day before one for several. Two rows of the same sort for
    one day are a Problem. Rows are cut to the days on which the person was employed and uses a clock before they are
    laid out by day.
    """
    rows, unknown = _whom(roster, people)
    rows, strange = _known(rows, roster, shifts)
    rows, backwards = refuse(
        rows, pl.col("to") < pl.col("date"), "ends-before-it-begins", roster, "to",
        lambda row: {"from": str(row["date"]), "to": str(row["to"])},
    )  # fmt: skip
    first, last = weekdays["date"].min(), weekdays["date"].max()
    assert isinstance(first, date) and isinstance(last, date)
    cut = _cut(rows, people, first, last)
    laid = cut.join(_dates(cut, weekdays), on="days", nulls_equal=True)
    laid = laid.filter(pl.col("date").is_between(pl.col("begins"), pl.col("ceases")))
    place = (pl.col("date") - pl.col("anchor")).dt.total_days() % pl.col("length")
    days, twice = _first_come(laid.with_columns(plan=pl.col("cell") * LONGEST_CYCLE + place), roster)
    return days.select("p", "date", "plan", "source", "row"), [*unknown, *strange, *backwards, *twice]


def plans_of(roster: Records, shifts: list[str]) -> pl.DataFrame:
    """Each plan by its number, with its shift: rest is none."""
    cycles = _cycles(roster, shifts).explode("cycle", empty_as_null=True)
    place = pl.int_range(pl.len(), dtype=pl.Int64).over("cell")
    return cycles.with_columns(plan=pl.col("cell") * LONGEST_CYCLE + place).select("plan", shift="cycle")


def _whom(roster: Records, people: pl.DataFrame) -> Laid:
    """The rows with `scope`, and the department as staff writes it."""
    known = {folded(name): name for name in people["department"].unique().sort()} | dict.fromkeys(EVERYBODY, "")
    said = roster.frame["department"].unique().drop_nulls().to_list()
    meant = {name: known.get(folded(name), known.get(name)) for name in said}
    rows = roster.frame.with_columns(
        team=pl.col("department").replace_strict(meant, default=None, return_dtype=pl.String)
    ).with_columns(
        scope=pl.when(pl.col("person_id").is_not_null()).then(A_PERSON)
        .when(pl.col("team") == "").then(ALL).otherwise(A_DEPARTMENT)
    )  # fmt: skip
    near = nearest(people["department"].unique().sort())
    rows, unknown = refuse(
        rows, pl.col("team").is_null() & (pl.col("scope") == A_DEPARTMENT), "unknown-department", roster, "department",
        lambda row: {"value": str(row["department"]), "near": near(str(row["department"]))},
    )  # fmt: skip
    rows, nobody = name_people(rows, roster, people)
    return rows, [*unknown, *nobody]


def _known(rows: pl.DataFrame, roster: Records, shifts: list[str]) -> Laid:
    """The rows with the number of their cell and its `length`: more than one where it is a cycle."""
    cycles = _cycles(roster, shifts)
    strange = {text: names[0] for text in cycles["text"] if (names := _strangers(text, shifts))}
    rows = rows.join(cycles.select("cell", "length", shift="text"), on="shift", how="left", maintain_order="left")
    near = nearest(pl.Series([*shifts, *REST_WORDS], dtype=pl.String))
    return refuse(
        rows, pl.col("shift").is_in(list(strange)), "unknown-shift", roster, "shift",
        lambda row: {"value": strange[row["shift"]], "allowed": ", ".join(shifts), "near": near(strange[row["shift"]])},
    )  # fmt: skip


def _cycles(roster: Records, shifts: list[str]) -> pl.DataFrame:
    """The different texts of the column shift: cell (its number), text, cycle (the shifts), length."""
    texts = sorted(roster.frame["shift"].unique().to_list())
    rests = dict.fromkeys(REST_WORDS)
    cycles = [[None if name in rests else name for name in _names(text, shifts)] for text in texts]
    return pl.DataFrame(
        {"cell": range(len(texts)), "text": texts, "cycle": cycles, "length": [len(cycle) for cycle in cycles]},
        schema={"cell": pl.Int64, "text": pl.String, "cycle": pl.List(pl.String), "length": pl.Int64},
    )


def _names(text: str, shifts: list[str]) -> list[str]:
    """The shifts that a cell names: itself where it is one, else what stands between its strokes."""
    known = {*shifts, *REST_WORDS}
    return [text] if text in known or not BETWEEN.search(text) else BETWEEN.split(text.strip())[:LONGEST_CYCLE]


def _strangers(text: str, shifts: list[str]) -> list[str]:
    return [name for name in _names(text, shifts) if name not in {*shifts, *REST_WORDS}]


def _cut(rows: pl.DataFrame, people: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """The rows for each person whom they mean, cut to the days asked for, employed and with a clock."""
    spans = (
        people.filter("punches")
        .select("person_id", "valid_from", "valid_to", team="department")
        .join(numbered(people), on="person_id")
    )
    patterned = pl.col("days").is_not_null() | (pl.col("length") > 1)
    open_ended = pl.when(patterned & pl.col("to").is_null()).then(FOREVER).otherwise("to")
    asked = rows.with_columns(to=open_ended).with_columns(
        rank=pl.col("scope") * 2 + pl.col("to").is_not_null(), anchor="date", to=pl.coalesce("to", "date")
    )
    asked = asked.filter(pl.col("date") <= last, pl.col("to") >= first)
    met = [
        asked.filter(pl.col("scope") == A_PERSON).drop("team").join(spans.drop("team"), on="person_id"),
        asked.filter(pl.col("scope") == A_DEPARTMENT).drop("person_id").join(spans, on="team"),
        asked.filter(pl.col("scope") == ALL).drop("person_id", "team").join(spans, how="cross"),
    ]
    wanted = ("p", "person_id", "rank", "cell", "length", "anchor", "days", "source", "row")
    return pl.concat(
        each.select(
            *wanted,
            begins=pl.max_horizontal("date", "valid_from", pl.lit(first)),
            ceases=pl.min_horizontal("to", "valid_to", pl.lit(last)),
        )
        for each in met
    ).filter(pl.col("begins") <= pl.col("ceases"))


def _dates(cut: pl.DataFrame, weekdays: pl.DataFrame) -> pl.DataFrame:
    """For each pattern of weekdays that occurs, its dates; no pattern is every day, holidays too."""
    held = pl.col("days").is_null() | pl.col("days").str.contains(pl.col("weekday").cast(pl.String))
    return cut.select(pl.col("days").unique()).join(weekdays, how="cross").filter(held).drop("weekday")


def _first_come(laid: pl.DataFrame, roster: Records) -> Laid:
    """The days on which a person has one plan, that of the first rank; a second of the same rank is a Problem."""
    kept: list[pl.DataFrame] = []
    problems: list[Problem] = []
    for rank in sorted(laid["rank"].unique()):
        days = laid.filter(pl.col("rank") == rank)
        for before in kept:
            days = days.join(before.select("p", "date"), on=["p", "date"], how="anti")
        days, twice = _once(days, roster)
        kept.append(days)
        problems += twice
    return pl.concat(kept) if kept else laid, problems


def _once(days: pl.DataFrame, roster: Records) -> Laid:
    """The days on which a person has one plan; a row with a second one for the same day is a Problem."""
    rows_of_each = days.select("p", "source", "row").unique().height
    if rows_of_each == days["p"].n_unique() or not days.select(pl.struct("p", "date").is_duplicated().any()).item():
        return days, []
    key = ["p", "date"]
    days = days.sort(*key, "source", "row").with_columns(
        nth=pl.int_range(pl.len()).over(key), first=pl.col("row").first().over(key)
    )
    clashes = days.filter(pl.col("nth") > 0).unique(["source", "row"], keep="first", maintain_order=True)
    _, twice = refuse(clashes, pl.lit(True), "two-shifts", roster, "shift", _clash)
    return days.filter(pl.col("nth") == 0).drop("nth", "first"), twice


def _clash(row: Mapping[str, object]) -> dict[str, str]:
    return {"value": str(row["person_id"]), "date": str(row["date"]), "first": str(row["first"])}
