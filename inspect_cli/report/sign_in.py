"""The sign-in list of a day: who is planned, with empty columns to write down when each came and went."""

from collections.abc import Sequence

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Heading, Table
from inspect_cli.months import MINUTES_A_DAY, clock_text

HEADINGS = (
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("department", "Department", "部门", "text", 12),
    Heading("shift", "Shift", "班次", "text", 10),
    Heading("planned", "Planned", "应出勤", "text", 14),
    Heading("date_in", "Date in", "签到日期", "date", 11),
    Heading("time_in", "Time in", "签到时间", "text", 12),
    Heading("date_out", "Date out", "签退日期", "date", 11),
    Heading("time_out", "Time out", "签退时间", "text", 12),
)
"""By these titles profiles/sign-in.json knows the list when it is handed in again."""


def sign_in_table(expected: pl.DataFrame, notes: Sequence[str]) -> Table:
    """One row a person and planned segment, by department, number and time.

    `expected` has person_id, name, department, date, shift, and starts and ends in minutes from the date's midnight.
    The dates of coming and going are filled in, so that a shift past midnight needs no thought.
    """

    def day_of(minute: str) -> pl.Expr:
        return pl.col("date").dt.offset_by(pl.concat_str(pl.col(minute) // MINUTES_A_DAY, pl.lit("d")))

    nothing = pl.lit(None, dtype=pl.String)
    frame = expected.sort("department", "person_id", "starts").select(
        *(heading.key for heading in HEADINGS[:4]),
        planned=pl.concat_str(clock_text(pl.col("starts")), pl.lit("–"), clock_text(pl.col("ends"))),
        date_in=day_of("starts"), time_in=nothing, date_out=day_of("ends"), time_out=nothing,
    )  # fmt: skip
    return Table("sign-in", "Sign-in list", "签到表", HEADINGS, frame, notes)


def of_departments(expected: pl.DataFrame, names: Sequence[str]) -> tuple[pl.DataFrame, list[str], list[str]]:
    """Those of the named departments, everybody where none is named.

    Also the departments of which somebody is expected, and the names of which nobody is.
    """
    known = {folded(name): name for name in expected["department"].unique().drop_nulls().sort()}
    strange = [name for name in names if folded(name) not in known]
    wanted = [known[folded(name)] for name in names if folded(name) in known]
    mine = expected.filter(pl.col("department").is_in(wanted)) if names else expected
    return mine, list(known.values()), strange
