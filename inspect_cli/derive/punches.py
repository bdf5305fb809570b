"""Punches laid into planned windows: when each person came and went on each planned day."""

import polars as pl

from inspect_cli.derive.refusing import nearest
from inspect_cli.frames import Records
from inspect_cli.problems import Problem

KEY_SHIFT = 1 << 34
"""A person and a second in one whole number: seconds of local time stay below this until the year 2514."""


def seen_in_windows(
    attendance: Records, planned: pl.DataFrame, people: pl.DataFrame
) -> tuple[pl.DataFrame, list[Problem]]:
    """`planned` with came and went (seconds, null when not punched) and came_source, came_row, went_source, went_row.

    A person comes with the earliest punch of the window up to the shift's middle and goes with the latest one after it;
    a clock that knows the direction is believed instead. A punch outside every window counts for nothing.
    """
    punches, problems = _of_people(attendance, people)
    windows = (
        planned.join(_numbers(people), on="person_id")
        .with_columns(key=pl.col("p") * KEY_SHIFT + pl.col("opens"))
        .sort("key")
        .with_row_index("window")
    )
    keyed = (
        punches.select("source", "row", "direction", key=pl.col("p") * KEY_SHIFT + pl.col("second"))
        .sort("key", "source", "row")
        .set_sorted("key")
    )
    inside = (
        keyed.join_asof(
            windows.select("key", "window", "middle", "closes", opened="key", opens="opens").set_sorted("key"),
            on="key",
            strategy="backward",
        )
        .with_columns(second=pl.col("key") - pl.col("opened") + pl.col("opens"))
        .filter(pl.col("second") < pl.col("closes"))
    )
    is_in = pl.coalesce(pl.col("direction") == "in", pl.col("second") <= pl.col("middle"))
    pairs = inside.group_by("window").agg(
        came=pl.col("second").filter(is_in).min(),
        went=pl.col("second").filter(~is_in).max(),
    )
    return _with_evidence(windows.join(pairs, on="window", how="left"), keyed), problems


def _with_evidence(seen: pl.DataFrame, keyed: pl.DataFrame) -> pl.DataFrame:
    """Where the punches stand, for the days that are not plainly in order; the others need no evidence."""
    in_order = (pl.col("came") <= pl.col("starts")) & (pl.col("went") >= pl.col("ends"))
    odd = seen.filter(~in_order.fill_null(False)).select("window", "p", "came", "went")
    first = keyed.select("key", "source", "row")
    for name in ("came", "went"):
        keys = odd.filter(pl.col(name).is_not_null()).select("window", key=pl.col("p") * KEY_SHIFT + pl.col(name))
        found = keys.join(first.rename({"source": f"{name}_source", "row": f"{name}_row"}), on="key", how="left")
        found = found.sort("window", f"{name}_source", f"{name}_row").unique("window", keep="first").drop("key")
        seen = seen.join(found, on="window", how="left")
    return seen.sort("window")


def _numbers(people: pl.DataFrame) -> pl.DataFrame:
    return (
        people.select(pl.col("person_id").unique().sort()).with_row_index("p").with_columns(pl.col("p").cast(pl.Int64))
    )


def _of_people(attendance: Records, people: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """Punches with the person's running number `p` and the second; numbers nobody has are Problems, one a number."""
    numbers = _numbers(people)
    punches = attendance.frame.with_columns(second=pl.col("time").dt.epoch("s"))
    by_staff = punches.filter(pl.col("person_id").is_not_null()).join(numbers, on="person_id", how="left")
    by_clock = _by_clock_number(punches.filter(pl.col("person_id").is_null()), people, numbers)
    every = pl.concat([by_staff, by_clock.select(by_staff.columns)]) if by_clock.height else by_staff
    if not every["p"].null_count():
        return every, []
    strangers = every.filter(pl.col("p").is_null()).with_columns(number=pl.coalesce("person_id", "device_id"))
    counted = strangers.group_by("number").agg(
        pl.len().alias("rows"), pl.col("source", "row").sort_by("source", "row").first()
    )
    near = nearest(people["person_id"].unique().sort())
    problems = [
        Problem(
            "unknown-number",
            attendance.place(row["source"], row["row"], "person_id"),
            {"value": row["number"], "rows": str(row["rows"]), "near": near(row["number"])},
        )
        for row in counted.sort("source", "row").iter_rows(named=True)
    ]
    return every.filter(pl.col("p").is_not_null()), problems


def _by_clock_number(punches: pl.DataFrame, people: pl.DataFrame, numbers: pl.DataFrame) -> pl.DataFrame:
    """Punches that know only the clock's number: `clock:number` in staff, or the number alone."""
    known = (
        people.select("device_id", owner="person_id")
        .drop_nulls("device_id")
        .unique("device_id", keep="last", maintain_order=True)
    )
    full = pl.concat_str(pl.col("device").fill_null(""), pl.lit(":"), "device_id")
    return (
        punches.with_columns(full=full)
        .join(known.rename({"device_id": "full", "owner": "exact"}), on="full", how="left")
        .join(known.rename({"owner": "plain"}), on="device_id", how="left")
        .with_columns(person_id=pl.coalesce("exact", "plain"))
        .join(numbers, on="person_id", how="left")
    )
