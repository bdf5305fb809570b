"""Who was planned when: roster and shifts laid out as punch windows, with leave taken off."""

from collections.abc import Mapping
from datetime import date, timedelta

import polars as pl

from inspect_cli.derive.calendar import weekdays
from inspect_cli.derive.leave import granted_leave, take_leave
from inspect_cli.derive.numbers import minute_of_day, numbered, second_of_day
from inspect_cli.derive.roster import lay_out, plans_of
from inspect_cli.derive.shifts import segments_of
from inspect_cli.derive.swaps import granted_swaps, reached, swap_days, swap_facts
from inspect_cli.frames import CODE, Records
from inspect_cli.months import Month
from inspect_cli.problems import Problem


def plan(
    records: Mapping[str, Records], people: pl.DataFrame, month: Month, holidays: str | None = None
) -> tuple[pl.DataFrame, pl.DataFrame, list[Problem]]:
    """One row a person, planned day of the month and of the days beside it, and segment, by person and time.

    `records` has shifts, roster, calendar, swaps and leave; `holidays` is the country whose public holidays count.
    Columns: p (running number of the person, see `numbered`), date, shift (CODE), segment, segments (of that day),
    starts, ends (what is left to be worked), due (when one must be there), rest_from, rest_to, opens, closes (seconds
    since 1970, local; closes is not inside), middle, hours (seconds to be worked, null where start and end say it),
    grace_in, grace_out (minutes), asks_in, asks_out, on_leave, leave_type, leave_source, leave_row, source, row (of the
    roster).
    Neighbouring windows of a person never overlap: where they would, they meet half-way between the two.
    The second frame is the FACTS of granted swaps.
    """
    first, last = month.first - timedelta(days=1), month.last + timedelta(days=1)
    segments, shift_problems = segments_of(records["shifts"])
    granted, swap_problems = granted_swaps(records["swaps"], people)
    calendar, day_problems = weekdays(records["calendar"], holidays, reached(granted, first, last))
    names = segments["shift"].unique().sort().to_list()
    laid, roster_problems = lay_out(records["roster"], people, names, calendar)
    swapped, twice = swap_days(laid, granted, records["swaps"], people)
    swapped = swapped.filter(pl.col("date").is_between(first, last))
    pieces = plans_of(records["roster"], names).join(segments, on="shift").with_columns(pl.col("shift").cast(CODE))
    windows = _windows(swapped.join(pieces, on="plan"))
    leave, leave_problems = granted_leave(records["leave"], people)
    problems = [*shift_problems, *day_problems, *roster_problems, *swap_problems, *twice, *leave_problems]
    return _due(take_leave(windows, leave)), swap_facts(granted, month.first, month.last), problems


def expected_on(planned: pl.DataFrame, people: pl.DataFrame, day: date) -> pl.DataFrame:
    """Who is to work on a day: person_id, name, department, date, shift, starts and ends (minutes from its midnight).

    One row a person and segment; what is wholly leave is left out.
    """
    dated = people.filter(pl.lit(day).is_between(pl.col("valid_from"), pl.col("valid_to")))
    return (
        planned.filter(pl.col("date") == day, ~pl.col("on_leave"))
        .join(numbered(people), on="p")
        .join(dated.select("person_id", "name", "department"), on="person_id")
        .select(
            "person_id", "name", "department", "date", "shift",
            *(minute_of_day(pl.col(name)).alias(name) for name in ("starts", "ends")),
        )
    )  # fmt: skip


def _windows(expected: pl.DataFrame) -> pl.DataFrame:
    placed = expected.select(
        "p", "date", "shift", "segment", "segments", "source", "row", "grace_in", "grace_out", "early_by", "asks_in",
        "asks_out",
        starts=second_of_day(pl.col("start")),
        ends=second_of_day(pl.col("end")),
        rest_from=second_of_day(pl.col("rest_from")),
        rest_to=second_of_day(pl.col("rest_to")),
        opens=second_of_day(pl.col("start") - pl.col("window_before")),
        closes=second_of_day(pl.col("end") + pl.col("window_after")) + 1,
        hours=pl.col("hours") * 60,
    ).sort("p", "starts")  # fmt: skip
    earlier = pl.col("p") == pl.col("p").shift(1)
    later = pl.col("p") == pl.col("p").shift(-1)
    meets_before = (pl.col("ends").shift(1) + pl.col("starts")) // 2
    meets_after = (pl.col("ends") + pl.col("starts").shift(-1)) // 2
    overlaps_before = earlier & (pl.col("closes").shift(1) > pl.col("opens"))
    overlaps_after = later & (pl.col("closes") > pl.col("opens").shift(-1))
    return placed.with_columns(
        opens=pl.when(overlaps_before).then(meets_before).otherwise("opens"),
        closes=pl.when(overlaps_after).then(meets_after).otherwise("closes"),
    )


def _due(windows: pl.DataFrame) -> pl.DataFrame:
    """The windows with `due`, and with `middle`: up to it a punch of unknown direction means coming.

    The middle is that of what is left to be worked, so that whoever comes after leave has come. Where only coming is
    asked for, every punch comes; where only going, every punch goes.
    """
    halfway = (pl.col("starts") + pl.col("ends")) // 2
    return windows.with_columns(
        due=pl.when("moved").then("starts").otherwise(pl.col("starts") - pl.col("early_by") * 60),
        middle=pl.when(pl.col("asks_in") == pl.col("asks_out"))
        .then(halfway)
        .when("asks_in")
        .then("closes")
        .otherwise(pl.col("opens") - 1),
    ).drop("early_by", "moved")
