"""Who was planned when: roster and shifts laid out as punch windows, with leave taken off."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import polars as pl

from inspect_cli.derive.naming import name_people
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import Records
from inspect_cli.months import MINUTES_A_DAY, Month
from inspect_cli.problems import Problem

DAY_SECONDS = 86_400
EVERY = "1234567"
REST_WORDS = ("rest", "off", "休", "休息", "公休")
WINDOW_BEFORE, WINDOW_AFTER = 120, 240
"""Minutes before a shift and after it in which a punch counts for it, where the shift does not say."""

Planned = tuple[pl.DataFrame, list[Problem]]


def midnight(day: pl.Expr | None = None) -> pl.Expr:
    """Seconds since 1970 at which the business date (the column `date`, if none is given) begins."""
    return (pl.col("date") if day is None else day).cast(pl.Int32).cast(pl.Int64) * DAY_SECONDS


def plan(roster: Records, shifts: Records, leave: Records, people: pl.DataFrame, month: Month) -> Planned:
    """One row a person and planned day of the month and of the days beside it, by person and time.

    Columns: p (running number of the person, see `numbered`), date, shift, starts, ends, opens, closes (seconds since
    1970, local; closes is not inside), middle, grace_in, grace_out (minutes), on_leave, leave_type, leave_source,
    leave_row, source, row (of the roster). Neighbouring windows of a person never overlap: where they would, they meet
    half-way between the two shifts.
    """
    lengths, shift_problems = _shift_lengths(shifts)
    rows, unknown = name_people(roster.frame, roster, people)
    rows, no_shift = _known_shifts(rows, roster, lengths)
    expected, twice = _days(rows, roster, people, lengths, month)
    off, leave_problems = _with_leave(_windows(expected), leave, people)
    return off, [*shift_problems, *unknown, *no_shift, *twice, *leave_problems]


def numbered(people: pl.DataFrame) -> pl.DataFrame:
    """Everybody's person_id with a running number `p`: whole numbers sort and join faster than text."""
    return people.select(pl.col("person_id").unique().sort()).with_columns(p=pl.int_range(pl.len(), dtype=pl.Int64))


def _shift_lengths(shifts: Records) -> Planned:
    """Shifts as minutes from the business date's midnight; an end before the start is on the next day."""
    rows = shifts.frame.with_columns(nth=pl.int_range(pl.len()).over("shift"))
    rows, twice = refuse(
        rows, pl.col("nth") > 0, "duplicate-shift", shifts, "shift", lambda row: {"value": str(row["shift"])}
    )
    end = pl.col("end")
    rows = rows.with_columns(end=pl.when(end <= pl.col("start")).then(end + MINUTES_A_DAY).otherwise(end))
    rows, long = refuse(
        rows, pl.col("end") - pl.col("start") > MINUTES_A_DAY, "shift-too-long", shifts, "end",
        lambda row: {"value": str(row["shift"]), "hours": _hours(row)},
    )  # fmt: skip

    def minutes(key: str, default: int) -> pl.Expr:
        return pl.col(key).cast(pl.Int64).fill_null(default)

    lengths = rows.select(
        "shift",
        pl.col("start", "end").cast(pl.Int64),
        grace_in=minutes("grace_in", 0),
        grace_out=minutes("grace_out", 0),
        before=minutes("window_before", WINDOW_BEFORE),
        after=minutes("window_after", WINDOW_AFTER),
    )
    return lengths, [*twice, *long]


def _hours(row: Mapping[str, Any]) -> str:
    return f"{(row['end'] - row['start']) / 60:g}"


def _known_shifts(rows: pl.DataFrame, roster: Records, lengths: pl.DataFrame) -> Planned:
    known = [*lengths["shift"].to_list(), *REST_WORDS]
    rows, unknown = refuse(
        rows, ~pl.col("shift").is_in(known), "unknown-shift", roster, "shift",
        lambda row: {"value": str(row["shift"]), "allowed": ", ".join(lengths["shift"].sort())},
    )  # fmt: skip
    rows, backwards = refuse(
        rows, pl.col("to") < pl.col("date"), "ends-before-it-begins", roster, "to",
        lambda row: {"from": str(row["date"]), "to": str(row["to"])},
    )  # fmt: skip
    return rows, [*unknown, *backwards]


def _days(rows: pl.DataFrame, roster: Records, people: pl.DataFrame, lengths: pl.DataFrame, month: Month) -> Planned:
    """One row a person and day, with a day before and after the month; a row for one day beats one for several.

    Rows are cut to the days on which the person was employed and uses a clock before they are laid out by day.
    """
    first, last = month.first - timedelta(days=1), month.last + timedelta(days=1)
    spans = (
        people.filter("punches").select("person_id", "valid_from", "valid_to").join(numbered(people), on="person_id")
    )
    cut = (
        rows.join(spans, on="person_id")
        .join(lengths, on="shift", how="left")
        .with_columns(
            one_day=pl.col("to").is_null(), to=pl.coalesce("to", "date"), days=pl.col("days").fill_null(EVERY)
        )
        .with_columns(
            begins=pl.max_horizontal("date", "valid_from", pl.lit(first)),
            ceases=pl.min_horizontal("to", "valid_to", pl.lit(last)),
        )
        .filter(pl.col("begins") <= pl.col("ceases"))
    )
    laid = cut.drop("date", "to", "valid_from", "valid_to").join(_calendar(cut, first, last), on="days")
    laid = laid.filter(pl.col("date").is_between(pl.col("begins"), pl.col("ceases"))).drop("begins", "ceases", "days")
    single, several = laid.filter("one_day"), laid.filter(~pl.col("one_day"))
    single, twice = _once(single, roster)
    several = several.join(single.select("p", "date"), on=["p", "date"], how="anti") if single.height else several
    several, overlapping = _once(several, roster)
    days = pl.concat([single, several]).filter(pl.col("start").is_not_null())
    return days.drop("person_id", "one_day"), [*twice, *overlapping]


def _calendar(cut: pl.DataFrame, first: date, last: date) -> pl.DataFrame:
    """For each pattern of weekdays that occurs, its dates."""
    calendar = pl.DataFrame({"date": pl.date_range(first, last, eager=True)})
    held = pl.col("days").str.contains(pl.col("date").dt.weekday().cast(pl.String))
    return cut.select(pl.col("days").unique().sort()).join(calendar, how="cross").filter(held)


def _once(days: pl.DataFrame, roster: Records) -> Planned:
    """The days on which a person has one shift; a second one for the same day is a Problem of its row."""
    rows_of_each = days.select("p", "source", "row").unique().height
    if rows_of_each == days["p"].n_unique() or not days.select(pl.struct("p", "date").is_duplicated().any()).item():
        return days, []
    key = ["p", "date"]
    days = days.sort(*key, "source", "row").with_columns(
        nth=pl.int_range(pl.len()).over(key), first=pl.col("row").first().over(key)
    )
    days, twice = refuse(
        days, pl.col("nth") > 0, "two-shifts", roster, "shift",
        lambda row: {"value": str(row["person_id"]), "date": str(row["date"]), "first": str(row["first"])},
    )  # fmt: skip
    return days.drop("nth", "first"), twice


def _windows(expected: pl.DataFrame) -> pl.DataFrame:
    placed = expected.select(
        "p", "date", "shift", "source", "row", "grace_in", "grace_out",
        starts=midnight() + pl.col("start") * 60,
        ends=midnight() + pl.col("end") * 60,
        opens=midnight() + (pl.col("start") - pl.col("before")) * 60,
        closes=midnight() + (pl.col("end") + pl.col("after")) * 60 + 1,
    ).sort("p", "starts")  # fmt: skip
    earlier = pl.col("p") == pl.col("p").shift(1)
    later = pl.col("p") == pl.col("p").shift(-1)
    meets_before = (pl.col("ends").shift(1) + pl.col("starts")) // 2
    meets_after = (pl.col("ends") + pl.col("starts").shift(-1)) // 2
    overlaps_before = earlier & (pl.col("closes").shift(1) > pl.col("opens"))
    overlaps_after = later & (pl.col("closes") > pl.col("opens").shift(-1))
    return placed.with_columns(
        middle=(pl.col("starts") + pl.col("ends")) // 2,
        opens=pl.when(overlaps_before).then(meets_before).otherwise("opens"),
        closes=pl.when(overlaps_after).then(meets_after).otherwise("closes"),
    )


def _with_leave(windows: pl.DataFrame, leave: Records, people: pl.DataFrame) -> Planned:
    """Leave applied first: a whole day is off, leave at one end moves that end."""
    dated = leave.frame.with_columns(date=pl.col("from").str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False))
    rows, unknown = name_people(dated, leave, people)
    spans = rows.with_columns(whole_days=pl.col("from").str.len_chars() == len("2026-10-12")).with_columns(
        begins=_second("from", 0), returns=_second("to", DAY_SECONDS)
    )
    spans, backwards = refuse(
        spans, pl.col("returns") <= pl.col("begins"), "ends-before-it-begins", leave, "to",
        lambda row: {"from": str(row["from"]), "to": str(row["to"])},
    )  # fmt: skip
    granted = (
        spans.filter(pl.col("approved").fill_null("yes") == "yes")
        .join(numbered(people), on="person_id")
        .select("p", "begins", "returns", "whole_days", leave_type="type", leave_source="source", leave_row="row")
    )
    return _apply(windows, granted), [*unknown, *backwards]


def _apply(windows: pl.DataFrame, granted: pl.DataFrame) -> pl.DataFrame:
    """The windows with what granted leave takes from them."""
    taken = windows.select("p", "date", "starts", "ends").join(granted, on="p")
    that_day = pl.col("whole_days") & (midnight() >= pl.col("begins")) & (midnight() < pl.col("returns"))
    touches = that_day | (
        (pl.col("begins") < pl.col("ends")) & (pl.col("returns") > pl.col("starts")) & ~pl.col("whole_days")
    )
    whole = that_day | ((pl.col("begins") <= pl.col("starts")) & (pl.col("returns") >= pl.col("ends")))
    off = (
        taken.filter(touches)
        .with_columns(whole=whole)
        .group_by("p", "date")
        .agg(
            on_leave=pl.col("whole").any(),
            back=pl.col("returns").filter(~pl.col("whole"), pl.col("begins") <= pl.col("starts")).max(),
            off=pl.col("begins").filter(~pl.col("whole"), pl.col("returns") >= pl.col("ends")).min(),
            **{
                name: pl.col(name).sort_by("leave_source", "leave_row").first()
                for name in ("leave_type", "leave_source", "leave_row")
            },
        )
    )
    joined = windows.join(off, on=["p", "date"], how="left", maintain_order="left").with_columns(
        on_leave=(pl.col("on_leave") | (pl.col("back") >= pl.col("off"))).fill_null(False),
        starts=pl.coalesce("back", "starts"),
        ends=pl.coalesce("off", "ends"),
    )
    return joined.drop("back", "off")


def _second(key: str, after_a_day: int) -> pl.Expr:
    """Seconds since 1970 of a day or moment; the last day of a leave is inside, so it returns at its end."""
    text = pl.col(key)
    is_day = text.str.len_chars() == len("2026-10-12")
    day = text.str.slice(0, 10).str.to_date("%Y-%m-%d", strict=False)
    clock = (
        text.str.slice(11, 2).cast(pl.Int64, strict=False) * 3600
        + text.str.slice(14, 2).cast(pl.Int64, strict=False) * 60
    )
    return pl.when(is_day).then(midnight(day) + after_a_day).otherwise(midnight(day) + clock)
