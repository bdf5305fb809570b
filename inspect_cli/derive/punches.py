"""Punches laid into planned windows: when each person came and went on each planned day."""

import polars as pl

from inspect_cli.derive.planned import numbered
from inspect_cli.derive.refusing import nearest
from inspect_cli.frames import Records
from inspect_cli.problems import Problem

SECONDS = 1 << 34
"""Seconds of local time stay below this until the year 2514."""

UNKNOWN, IN, OUT = 0, 1, 2
DIRECTIONS = {"in": IN, "out": OUT}
MARKS = 4


def key_of(p: pl.Expr, second: pl.Expr, direction: pl.Expr | int = UNKNOWN) -> pl.Expr:
    """A person, a second and a direction in one whole number, so that millions of punches sort as one column."""
    return (p * SECONDS + second) * MARKS + direction


def second_of(key: str) -> pl.Expr:
    """The second in a key."""
    return pl.col(key) // MARKS % SECONDS


def seen_in_windows(
    attendance: Records, planned: pl.DataFrame, people: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """`planned` with came and went (seconds, null when not punched) and came_source, came_row, went_source, went_row.

    A person comes with the earliest punch of the window up to the shift's middle and goes with the latest one after it;
    a clock that knows the direction is believed instead. A punch outside every window counts for nothing.
    """
    punches, problems = _of_people(attendance, people)
    windows = planned.with_columns(opened=key_of(pl.col("p"), pl.col("opens"))).sort("opened").with_row_index("window")
    pairs = _pairs(punches["key"].sort(), windows)
    seen = windows.join(pairs, on="window", how="left", maintain_order="left")
    with_places = _with_evidence(seen, punches)
    return with_places.with_columns(came=second_of("came"), went=second_of("went")), problems


def _pairs(keys: pl.Series, windows: pl.DataFrame) -> pl.DataFrame:
    """For each window its first punch in and its last punch out, as keys; a punch belongs to the last window opened."""
    bounds = windows.select(
        "window",
        key="opened",
        closed=key_of(pl.col("p"), pl.col("closes")),
        half=key_of(pl.col("p"), pl.col("middle"), MARKS - 1),
    ).set_sorted("key")
    inside = (
        keys.alias("key").to_frame().set_sorted("key")
        .join_asof(bounds, on="key", strategy="backward")
        .filter(pl.col("key") < pl.col("closed"))
    )  # fmt: skip
    mark = pl.col("key") % MARKS
    is_in = (mark == IN) | ((mark == UNKNOWN) & (pl.col("key") <= pl.col("half")))
    ends = inside.select("window", came=pl.when(is_in).then("key"), went=pl.when(~is_in).then("key"))
    return ends.set_sorted("window").group_by("window").agg(pl.col("came").min(), pl.col("went").max())


def _with_evidence(seen: pl.DataFrame, punches: pl.DataFrame) -> pl.DataFrame:
    """Where the punches stand, for the days that are not plainly in order; the others need no evidence."""
    came, went = second_of("came"), second_of("went")
    in_order = (came <= pl.col("starts")) & (went >= pl.col("ends"))
    odd = seen.filter(~in_order.fill_null(False))
    wanted = pl.concat(
        odd.filter(pl.col(end).is_not_null()).select("window", key=end, end=pl.lit(end)) for end in ("came", "went")
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
        seen = seen.join(places, on="window", how="left", maintain_order="left")
    return seen


def _of_people(attendance: Records, people: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Punches as key, source and row; a Problem for each number that nobody has."""
    numbers = numbered(people)
    punches = attendance.frame
    if punches["person_id"].null_count():
        punches = _by_clock_number(punches, people)
    direction: pl.Expr | int = UNKNOWN
    if punches["direction"].null_count() < punches.height:
        direction = pl.col("direction").replace_strict(DIRECTIONS, default=UNKNOWN, return_dtype=pl.Int64)
    keys = (
        punches.lazy()
        .join(numbers.lazy(), on="person_id", how="left")
        .select("source", "row", key=key_of(pl.col("p"), pl.col("time").dt.epoch("s"), direction))
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
