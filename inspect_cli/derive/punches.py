"""Punches laid into planned windows: when each person came and went on each planned day."""

from typing import Literal

import polars as pl

from inspect_cli.derive.near import nearest
from inspect_cli.derive.planned import numbered
from inspect_cli.frames import Records
from inspect_cli.problems import Problem

SECONDS = 1 << 34
"""Seconds of local time stay below this until the year 2514."""


def key_of(p: pl.Expr, second: pl.Expr) -> pl.Expr:
    """A person and a second in one whole number, so that millions of punches sort as one column."""
    return p * SECONDS + second


def seen_in_windows(
    attendance: Records, planned: pl.DataFrame, people: pl.DataFrame
) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """`planned` with came and went (seconds, null when not punched); the punches by key, for `with_evidence`.

    A person comes with the earliest punch of the window up to the shift's middle and goes with the latest one after it;
    a clock that knows the direction is believed instead. A punch outside every window counts for nothing. `planned` is
    in the order of person and time in which planned.plan gives it.
    """
    punches, problems = _of_people(attendance, people)
    windows = planned.with_columns(
        opened=key_of(pl.col("p"), pl.col("opens")),
        half=key_of(pl.col("p"), pl.col("middle")),
        closed=key_of(pl.col("p"), pl.col("closes")),
    )
    paired = _paired(windows, punches).drop("opened", "half", "closed", "opens", "middle")
    return paired.with_columns(came=pl.col("came") % SECONDS, went=pl.col("went") % SECONDS), punches, problems


def _paired(windows: pl.DataFrame, punches: pl.DataFrame) -> pl.DataFrame:
    """Each window with its first punch in and its last punch out, as keys.

    Windows do not overlap, so that the first punch after one opened and the last before it closed are merges of sorted
    columns; which half of the shift they lie in says whether a punch of unknown direction came or went.
    """
    plain = punches.filter(pl.col("direction").is_null())["key"].sort()
    ins, outs = (punches.filter(pl.col("direction") == way)["key"].sort() for way in ("in", "out"))
    met = windows.with_columns(
        first=_first_from(windows["opened"], plain),
        last=_last_before(windows["closed"], plain),
        first_in=_first_from(windows["opened"], ins),
        last_out=_last_before(windows["closed"], outs),
    )
    came = pl.when(pl.col("first") <= pl.col("half")).then("first")
    went = pl.when(pl.col("last") > pl.col("half")).then("last")
    came_in = pl.when(pl.col("first_in") < pl.col("closed")).then("first_in")
    went_out = pl.when(pl.col("last_out") >= pl.col("opened")).then("last_out")
    return met.with_columns(came=pl.min_horizontal(came, came_in), went=pl.max_horizontal(went, went_out)).drop(
        "first", "last", "first_in", "last_out"
    )


def _first_from(bounds: pl.Series, keys: pl.Series) -> pl.Series:
    """For each bound (sorted) the first key at or after it."""
    return _merged(bounds, keys, "forward")


def _last_before(bounds: pl.Series, keys: pl.Series) -> pl.Series:
    """For each bound (sorted) the last key before it."""
    return _merged(bounds - 1, keys, "backward")


def _merged(bounds: pl.Series, keys: pl.Series, strategy: Literal["forward", "backward"]) -> pl.Series:
    left = bounds.alias("bound").to_frame().set_sorted("bound")
    right = pl.DataFrame({"bound": keys, "key": keys}, schema={"bound": pl.Int64, "key": pl.Int64}).set_sorted("bound")
    return left.join_asof(right, on="bound", strategy=strategy)["key"]


def with_evidence(odd: pl.DataFrame, punches: pl.DataFrame) -> pl.DataFrame:
    """Days that are not plainly in order, with came_source, came_row, went_source and went_row."""
    odd = odd.with_row_index("window")
    wanted = pl.concat(
        odd.filter(pl.col(end).is_not_null()).select("window", key=key_of(pl.col("p"), pl.col(end)), end=pl.lit(end))
        for end in ("came", "went")
    )
    # of punches in the same second the first row is the evidence
    found = (
        punches.join(wanted, on="key")
        .sort("window", "end", "source", "row")
        .unique(["window", "end"], keep="first", maintain_order=True)
    )
    for end in ("came", "went"):
        mine = found.filter(pl.col("end") == end)
        places = mine.select("window", pl.col("source").alias(f"{end}_source"), pl.col("row").alias(f"{end}_row"))
        odd = odd.join(places, on="window", how="left", maintain_order="left")
    return odd.drop("window")


def _of_people(attendance: Records, people: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Punches as key, direction, device, source and row; a Problem for each number that nobody has."""
    numbers = numbered(people)
    punches = attendance.frame
    if punches["person_id"].null_count():
        punches = _by_clock_number(punches, people)
    keys = (
        punches.lazy()
        .join(numbers.lazy(), on="person_id", how="left")
        .select(
            "source",
            "row",
            "direction",
            key=key_of(pl.col("p"), pl.col("time").dt.epoch("s")),
            device=pl.col("device").cast(pl.Categorical),
        )
        .collect()
    )
    if not keys["key"].null_count():
        return keys, []
    strangers = punches.join(numbers, on="person_id", how="anti")
    return keys.drop_nulls("key"), _stranger_problems(strangers, attendance, people)


def _stranger_problems(strangers: pl.DataFrame, attendance: Records, people: pl.DataFrame) -> list[Problem]:
    """Numbers that nobody has, one Problem a number with the count of its punches."""
    counted = (
        strangers.with_columns(number=pl.coalesce("person_id", "device_id"))
        .sort("source", "row")
        .group_by("number", maintain_order=True)
        .agg(pl.len().alias("rows"), pl.col("source", "row").first())
    )
    near = nearest(people["person_id"].unique().sort())
    return [
        Problem(
            "unknown-number",
            attendance.place(row["source"], row["row"], "person_id"),
            {"value": row["number"], "rows": str(row["rows"]), "near": near(row["number"])},
        )
        for row in counted.iter_rows(named=True)
    ]


def _by_clock_number(punches: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Punches with the person behind the clock's number: `clock:number` in staff, or the number alone."""
    known = (
        people.select("device_id", owner="person_id")
        .drop_nulls("device_id")
        .unique("device_id", keep="last", maintain_order=True)
    )
    full = pl.concat_str(pl.col("device").fill_null(""), pl.lit(":"), "device_id")
    return (
        punches.with_columns(full=full)
        .join(known.rename({"device_id": "full", "owner": "exact"}), on="full", how="left", maintain_order="left")
        .join(known.rename({"owner": "plain"}), on="device_id", how="left", maintain_order="left")
        .with_columns(person_id=pl.coalesce("person_id", "exact", "plain"))
        .drop("full", "exact", "plain")
    )
