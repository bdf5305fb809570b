"""Who punched when: numbers at the clock as people, and which rows of a clock's whole memory count."""

from datetime import date, datetime, time, timedelta

import polars as pl

from inspect_cli.derive.named_punches import by_name, held_against_names
from inspect_cli.derive.near import nearest
from inspect_cli.derive.numbers import numbered
from inspect_cli.frames import Records
from inspect_cli.months import Month
from inspect_cli.problems import Problem

SECONDS = 1 << 34
"""Seconds of local time stay below this until the year 2514."""

DAY_BEFORE = timedelta(days=1)
"""Shifts of the first day may be entered the evening before."""

SHOWN_NUMBERS = 10
PUNCH = ["key", "direction", "device"]
"""Rows that are the same in these are one punch told again."""


def key_of(p: pl.Expr, second: pl.Expr) -> pl.Expr:
    """A person and a second in one whole number, so that millions of punches sort as one column."""
    return p * SECONDS + second


def punches_of_people(attendance: Records, people: pl.DataFrame, month: Month) -> tuple[pl.DataFrame, list[Problem]]:
    """Punches as key, direction, device, source and row, each once, and what became of the other rows.

    A clock hands over its whole memory. Set aside are rows from before `month`, whose first day is the first that is
    still open, and numbers without a person that did not punch in it; what was read before is known. A number that
    nobody has and that punched in the month is for somebody to mend: one Problem a number and file.
    """
    opened = datetime.combine(month.first - DAY_BEFORE, time())
    frame = attendance.frame
    of_old = frame.filter(pl.col("time") < opened) if _reaches(frame, opened) else frame.clear()
    if of_old.height:
        frame = frame.filter(pl.col("time") >= opened)
    of_people = with_people(frame, people)
    strangers = of_people.filter(pl.col("p").is_null()) if of_people["p"].null_count() else of_people.clear()
    named, strangers, misnamed = by_name(strangers, attendance, people, month)
    of_people = pl.concat([of_people.filter(pl.col("p").is_not_null()), named]) if named.height else of_people
    of_people, contradicted = held_against_names(of_people, attendance, people)
    keys = of_people.select(
        "source",
        "row",
        "direction",
        pl.col("device").cast(pl.Categorical),
        key=key_of(pl.col("p"), pl.col("time").dt.epoch("s")),
    )
    keys = keys.drop_nulls("key") if keys["key"].null_count() else keys
    keys, again = _told_once(keys)
    problems = [
        *_counted(of_old, attendance, "before-the-month", {"day": str(month.first)}),
        *_counted(again, attendance, "known-already", {}),
        *misnamed,
        *contradicted,
        *_of_strangers(strangers, attendance, people, month),
    ]
    return keys, problems


def _reaches(frame: pl.DataFrame, opened: datetime) -> bool:
    first = frame["time"].min()
    return isinstance(first, datetime) and first < opened


def _told_once(keys: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The punches, and those that say again what one before them said: exports of a clock overlap.

    A row may hold several punches, of which only some were told before.
    """
    if keys["key"].n_unique() == keys.height:
        return keys, keys.clear()
    placed = keys.with_row_index("nth")
    same = placed.filter(pl.col("key").is_duplicated()).sort("source", "row", "nth")
    again = same.filter(pl.int_range(pl.len()).over(PUNCH) > 0)
    return placed.join(again, on="nth", how="anti", maintain_order="left").drop("nth"), again.drop("nth")


def _counted(rows: pl.DataFrame, attendance: Records, code: str, facts: dict[str, str]) -> list[Problem]:
    """One Problem a file or sheet for all its rows of one fate, at the first of them."""
    found = rows.group_by("source").agg(pl.len().alias("rows"), pl.col("row").min()).sort("source")
    return [
        Problem(code, attendance.place(each["source"], each["row"]), {**facts, "rows": str(each["rows"])})
        for each in found.iter_rows(named=True)
    ]


def _of_strangers(strangers: pl.DataFrame, attendance: Records, people: pl.DataFrame, month: Month) -> list[Problem]:
    """Numbers that nobody has: one Problem a number and file where it punched in the month, else one for all."""
    counted = (
        strangers.with_columns(
            number=pl.coalesce("person_id", "device_id", "name"),
            now=pl.col("time").dt.date().is_between(month.first, month.last),
        )
        .with_columns(now=pl.col("now").any().over("number"))
        .sort("source", "row")
        .group_by("source", "number", "now", maintain_order=True)
        .agg(pl.len().alias("rows"), pl.col("row").first())
    )
    near = nearest(people["person_id"].unique().sort())
    problems = [
        Problem(
            "unknown-number",
            attendance.place(row["source"], row["row"], "person_id"),
            {"value": row["number"], "rows": str(row["rows"]), "near": near(row["number"])},
        )
        for row in counted.filter("now").iter_rows(named=True)
    ]
    for absent in counted.filter(~pl.col("now")).partition_by("source", maintain_order=True):
        numbers = absent["number"].to_list()
        shown = ", ".join(numbers[:SHOWN_NUMBERS]) + (" …" if len(numbers) > SHOWN_NUMBERS else "")
        facts = {"rows": str(absent["rows"].sum()), "numbers": shown}
        problems.append(Problem("numbers-of-nobody", attendance.place(absent["source"][0], absent["row"][0]), facts))
    return problems


def with_people(punches: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Punches with the running number `p` of the person (see `numbered`), null where a number is nobody's.

    A number at the clock belongs to the person in whose staff row of that day it stands, as `clock:number` or alone; on
    a day on which nobody has it, to whoever had it last. Where staff names no such numbers they are the staff numbers.
    """
    nameless = punches["person_id"].null_count()
    by_person = punches.with_columns(p=pl.lit(None, dtype=pl.Int64))
    if nameless < punches.height:
        # the other columns need not be laid out anew
        joined = punches.select("person_id").join(numbered(people), on="person_id", how="left", maintain_order="left")
        by_person = punches.with_columns(joined["p"])
    if not nameless:
        return by_person
    # one key joins faster than two, and most files are of one clock
    key = ["device", "device_id"] if punches["device"].n_unique() > 1 else ["device_id"]
    clock = pl.col("device") if len(key) > 1 else pl.lit(punches["device"][0], dtype=pl.String).alias("device")
    numbers = punches.select(key).unique().with_columns(clock)
    owners = _owners(numbers, people)
    once = owners.filter(pl.len().over("device", "device_id") == 1).select(*key, owner="p")
    found = by_person.join(once, on=key, how="left", nulls_equal=True, maintain_order="left")
    several = owners.filter(pl.len().over("device", "device_id") > 1)
    if several.height:
        found = found.with_columns(owner=pl.coalesce("owner", _owner_then(found, several)))
    return found.with_columns(p=pl.coalesce("p", "owner")).drop("owner")


def _owner_then(punches: pl.DataFrame, owners: pl.DataFrame) -> pl.Series:
    """For each punch whoever had its number on that day, of several who had it one after the other."""
    days = punches.select("device", "device_id", day=pl.col("time").dt.date()).with_row_index("nth")
    held = days.join(owners, on=["device", "device_id"], nulls_equal=True).filter(pl.col("since") <= pl.col("day"))
    last = held.sort("nth", "since").group_by("nth").agg(pl.col("p").last())
    return days.join(last, on="nth", how="left", maintain_order="left")["p"]


def _owners(numbers: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """Who has each number of a clock and since when (device, device_id, p, since); the first has it from ever."""
    held = people.select("device_id", "person_id", "valid_from").drop_nulls("device_id")
    if held.is_empty():
        held = people.select(pl.col("person_id").alias("device_id"), "person_id", "valid_from")
    changes = (
        held.join(numbered(people), on="person_id")
        .sort("device_id", "valid_from")
        .filter((pl.col("p") != pl.col("p").shift(1).over("device_id")).fill_null(True))
        .with_columns(nth=pl.int_range(pl.len()).over("device_id"))
        .select(
            number="device_id", p="p",
            since=pl.when(pl.col("nth") == 0).then(pl.lit(date.min)).otherwise("valid_from"),
        )
    )  # fmt: skip
    full = pl.concat_str(pl.col("device").fill_null(""), pl.lit(":"), "device_id")
    exact = full.is_in(changes["number"].implode())
    named = numbers.with_columns(number=pl.when(exact).then(full).otherwise("device_id"))
    return named.join(changes, on="number").select("device", "device_id", "p", "since")
