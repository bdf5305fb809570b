"""Generates a folder site of any size for October 2026: staff, roster, punches, findings, and the bench's own rules."""

import argparse
import json
import shutil
from datetime import date, datetime
from pathlib import Path

import polars as pl

FIRST, LAST = date(2026, 10, 1), date(2026, 10, 31)
INSPECTIONS_A_PERSON = 6
ITEMS = ["B-01", "B-02", "B-03", "B-04", "B-05", "B-06", "B-07"]
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰红建国文"
MINUTE, HOUR = 60, 3600
SHIFTS = [("day", "08:30", "17:30"), ("night", "20:00", "32:00")]
SITE = """\
name = "Bench {people}"
language = "en"
cut_off = 31
start = "2026-10-01"
scheme = "bench-100"
rules = "rules"

[data]
staff = "people/staff.csv"
shifts = "people/shifts.csv"
roster = "people/roster.csv"
inspections = "records/inspections*.csv"
attendance = "records/attendance*.csv"
"""


class Dice:
    """Uniform numbers from a row's key, a name and the seed: the same on every machine and under every Polars."""

    def __init__(self, seed: int) -> None:
        """Dice of that seed."""
        self.seed = seed

    def roll(self, key: pl.Expr, name: str) -> pl.Expr:
        """Numbers from 0 up to (not including) 1 by splitmix64 of the key."""
        stream = int.from_bytes(name.encode()[:6].ljust(6, b"."), "big") * 1_000_003 + self.seed
        mixed = (key.cast(pl.UInt64) + _u64(stream)) * _u64(0x9E3779B97F4A7C15)
        mixed = (mixed ^ (mixed // _u64(2**30))) * _u64(0xBF58476D1CE4E5B9)
        mixed = (mixed ^ (mixed // _u64(2**27))) * _u64(0x94D049BB133111EB)
        mixed = mixed ^ (mixed // _u64(2**31))
        return (mixed // _u64(2**11)).cast(pl.Float64) / 2**53

    def between(self, key: pl.Expr, name: str, low: int, high: int) -> pl.Expr:
        """Whole numbers from `low` to `high`, both inside."""
        return (self.roll(key, name) * (high - low + 1)).cast(pl.Int64) + low


def generate(folder: Path, people: int, seed: int, words: bool = False) -> None:
    """Writes a folder site to `folder`, the same bytes for the same seed; what lay there is replaced.

    With `words` the findings name people by name and department and items by title, as people write them.
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name in ("people", "records"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(Path(__file__).parent / "rules", folder / "rules")
    (folder / "site.toml").write_text(SITE.format(people=people), encoding="utf-8")
    dice = Dice(seed)
    staff = people_of(people, dice)
    days = planned_days(staff, dice)
    staff.select("person_id", "name", "department").write_csv(folder / "people/staff.csv")
    pl.DataFrame(SHIFTS, schema=["shift", "start", "end"], orient="row").write_csv(folder / "people/shifts.csv")
    roster_of(staff).write_csv(folder / "people/roster.csv")
    found = findings(days, dice)
    (in_words(found, staff) if words else found).write_csv(folder / "records/inspections.csv")
    punches(days, dice).write_csv(folder / "records/attendance.csv", datetime_format="%Y-%m-%d %H:%M:%S")


def people_of(people: int, dice: Dice) -> pl.DataFrame:
    """One row a person, with the traits that make months differ: shift, chronic lateness, a favourite fault."""
    n = pl.col("n")
    departments = max(4, people // 500)
    return (
        pl.DataFrame({"n": pl.int_range(people, eager=True)})
        .with_columns(
            person_id="P" + (n + 1).cast(pl.String).str.zfill(6),
            department="D" + (dice.between(n, "depart", 1, departments)).cast(pl.String).str.zfill(3),
            shift=pl.when(dice.roll(n, "shift") < 0.2).then(pl.lit("night")).otherwise(pl.lit("day")),
            chronic=dice.roll(n, "chronic") < 0.02,
            favourite=dice.between(n, "fav", 0, len(ITEMS) - 1),
        )
        .with_columns(name=name_in_department())
    )


def name_in_department() -> pl.Expr:
    """Chinese names that repeat in the firm, as names do, and never in a department."""
    nth = pl.int_range(pl.len()).over("department") + pl.col("department").str.slice(1).cast(pl.Int64) * 13
    surname = pl.lit(pl.Series(list(SURNAMES))).gather(nth % len(SURNAMES))
    first, second = (
        pl.lit(pl.Series(list(GIVEN))).gather(nth // len(SURNAMES) // step % len(GIVEN)) for step in (1, len(GIVEN))
    )
    return pl.concat_str(surname, first, second)


def in_words(found: pl.DataFrame, staff: pl.DataFrame) -> pl.DataFrame:
    """The findings by name and department and by the items' titles."""
    checklist = json.loads((Path(__file__).parent / "rules/bench.json").read_text(encoding="utf-8"))
    titles = {item["id"]: item["title"]["zh"] for item in checklist["items"]}
    spoken = staff.select("person_id", spoken=pl.concat_str("name", pl.lit("("), "department", pl.lit(")")))
    return (
        found.join(spoken, on="person_id", maintain_order="left")
        .with_columns(person_id="spoken", item=pl.col("item").replace_strict(titles))
        .drop("spoken")
    )


def roster_of(staff: pl.DataFrame) -> pl.DataFrame:
    """The compact roster: one row a person for the whole month."""
    return staff.select("person_id", date=pl.lit(FIRST), to=pl.lit(LAST), days=pl.lit("12345"), shift="shift")


def planned_days(staff: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    """One row a person and planned day: start, end and middle as moments, and whether the person came at all."""
    days = pl.DataFrame({"date": pl.date_range(FIRST, LAST, eager=True)}).filter(pl.col("date").dt.weekday() <= 5)
    night = pl.col("shift") == "night"
    start = pl.when(night).then(20 * HOUR).otherwise(8 * HOUR + 30 * MINUTE)
    end = pl.when(night).then(32 * HOUR).otherwise(17 * HOUR + 30 * MINUTE)
    midnight = pl.col("date").cast(pl.Datetime("ms"))
    key = pl.col("n") * 32 + pl.col("date").dt.day().cast(pl.Int64)
    return (
        staff.join(days, how="cross")
        .with_columns(key=key)
        .with_columns(
            start=midnight + seconds(start),
            middle=midnight + seconds((start + end) // 2),
            end=midnight + seconds(end),
            came=dice.roll(pl.col("key"), "came") >= pl.when("chronic").then(0.25).otherwise(0.006),
        )
    )


def punches(days: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    """The clock's log in order of time: arrivals, departures, repeats within a minute, stray punches."""
    key = pl.col("key")
    came = days.lazy().filter("came")
    come = came.filter(dice.roll(key, "noin") >= 0.006).select(
        "key", "person_id", time=pl.col("start") + seconds(arrival(key, dice))
    )
    go = came.filter(dice.roll(key, "noout") >= 0.006).select(
        "key", "person_id", time=pl.col("end") + seconds(departure(key, dice))
    )
    midday = came.filter(dice.roll(key, "midday") < 0.06).select(
        "key", "person_id", time=pl.col("middle") + seconds(dice.between(key, "noon", -HOUR, HOUR))
    )
    outside = came.filter(dice.roll(key, "outsid") < 0.01).select(
        "key", "person_id", time=pl.col("end") + seconds(dice.between(key, "after", 4 * HOUR + 1, 5 * HOUR))
    )
    again = [
        side.filter(dice.roll(key, name) < 0.04).with_columns(
            time=pl.col("time") + seconds(dice.between(key, name[::-1], 1, 50))
        )
        for side, name in ((come, "in2"), (go, "out2"))
    ]
    log = pl.concat([come, go, midday, outside, *again])
    return log.select("person_id", "time").sort("time", "person_id").collect()


def arrival(key: pl.Expr, dice: Dice) -> pl.Expr:
    """Seconds from the start of the shift to the punch: mostly up to 20 minutes before, now and then late."""
    late = pl.when("chronic").then(pl.lit(12.0)).otherwise(pl.lit(1.0))
    u = dice.roll(key, "late") / late
    offset = (
        pl.when(u < 0.006)
        .then(dice.between(key, "late3", 601, 2400))
        .when(u < 0.02)
        .then(dice.between(key, "late2", 301, 600))
        .when(u < 0.05)
        .then(dice.between(key, "late1", 1, 300))
        .otherwise(-dice.between(key, "ontime", 0, 1200))
    )
    return sometimes_whole(offset, key, dice, "round1")


def departure(key: pl.Expr, dice: Dice) -> pl.Expr:
    """Seconds from the end of the shift to the punch: mostly up to 40 minutes after, now and then early."""
    u = dice.roll(key, "early")
    offset = (
        pl.when(u < 0.008)
        .then(-dice.between(key, "early2", 301, 1800))
        .when(u < 0.025)
        .then(-dice.between(key, "early1", 1, 300))
        .otherwise(dice.between(key, "stay", 0, 2400))
    )
    return sometimes_whole(offset, key, dice, "round2")


def sometimes_whole(offset: pl.Expr, key: pl.Expr, dice: Dice, name: str) -> pl.Expr:
    """A fifth of the offsets cut to whole minutes, so that the ends of the bands (0, 5, 10 minutes) are met exactly."""
    return pl.when(dice.roll(key, name) < 0.2).then(offset // MINUTE * MINUTE).otherwise(offset)


def findings(days: pl.DataFrame, dice: Dice) -> pl.DataFrame:
    """Six rows a person, each on another day of presence: passes and fails, often of one favourite fault."""
    key = pl.col("key")
    other = dice.between(key, "item", 0, len(ITEMS) - 1)
    code = pl.when(dice.roll(key, "usual") < 0.5).then("favourite").otherwise(other)
    items = pl.DataFrame({"code": pl.int_range(len(ITEMS), eager=True), "item": ITEMS})
    hour = pl.when(pl.col("shift") == "night").then(20).otherwise(9)
    span = pl.when(pl.col("shift") == "night").then(200).otherwise(460)
    minute = hour * 60 + 30 + (dice.roll(key, "minute") * span).cast(pl.Int64)
    chosen_days = (
        days.filter("came")
        .with_columns(lot=dice.roll(key, "lot"))
        .sort("n", "lot")
        .group_by("n", maintain_order=True)
        .head(INSPECTIONS_A_PERSON)
    )
    return (
        chosen_days.with_columns(code=code, minute=minute, fail=dice.roll(key, "fail") < 0.4)
        .join(items, on="code")
        .sort("date", "department", "minute", "person_id")
        .select("date", clock("minute"), "person_id", "item", *what_was_found(key, dice), round_number())
    )


def what_was_found(key: pl.Expr, dice: Dice) -> list[pl.Expr]:
    """Result, quantity (pieces of uniform; once or twice on the phone) and points (chosen for the manner)."""
    fail = pl.col("fail")
    quantity = (
        pl.when(fail & (pl.col("item") == "B-04"))
        .then(dice.between(key, "pieces", 1, 4))
        .when(fail & (pl.col("item") == "B-07"))
        .then(1 + (dice.roll(key, "twice") < 0.25).cast(pl.Int64))
    )
    half_points = dice.between(key, "chosen", 2, 6)
    points = pl.when(fail & (pl.col("item") == "B-05")).then(-half_points / 2)
    return [
        pl.when(fail).then(pl.lit("fail")).otherwise(pl.lit("pass")).alias("result"),
        quantity.alias("quantity"),
        points.alias("points"),
    ]


def round_number() -> pl.Expr:
    """The number of the sheet: one round a department and day."""
    return pl.format("S-{}-{}", pl.col("date").dt.strftime("%m%d"), "department").alias("inspection_id")


def clock(minute: str) -> pl.Expr:
    """Minutes from midnight as HH:MM."""
    of = pl.col(minute)
    text = (of // 60).cast(pl.String).str.zfill(2) + ":" + (of % 60).cast(pl.String).str.zfill(2)
    return text.alias("time")


def seconds(of: pl.Expr) -> pl.Expr:
    """A whole number of seconds as a duration."""
    return pl.duration(seconds=of, time_unit="ms")


def _u64(value: int) -> pl.Expr:
    return pl.lit(value % 2**64, dtype=pl.UInt64)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--words", action="store_true", help="findings by name and title instead of number and code")
    given = parser.parse_args()
    began = datetime.now()
    generate(given.folder, given.people, given.seed, given.words)
    print(f"{given.folder}: {given.people} people in {(datetime.now() - began).total_seconds():.1f} s")
