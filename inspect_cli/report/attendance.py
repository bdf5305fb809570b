"""The attendance sheet: what was planned, punched, and what it became, day by day; and the month as a calendar."""

from functools import partial

import polars as pl

from inspect_cli.amounts import minutes
from inspect_cli.frames import CODE, Heading, Table
from inspect_cli.months import clock_text
from inspect_cli.report import Report

HEADINGS = (
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("department", "Department", "部门", "text", 12),
    Heading("date", "Date", "日期", "date", 11),
    Heading("shift", "Shift", "班次", "text", 10),
    Heading("planned", "Planned", "应出勤", "text", 14),
    Heading("punched", "Punched", "打卡", "text", 14),
    Heading("outcome", "Became", "结果", "text", 12, codes="attendance"),
    Heading("late", "Late (min)", "迟到（分钟）", "quantity", 8),
    Heading("early", "Early (min)", "早退（分钟）", "quantity", 8),
    Heading("leave", "Leave", "请假", "text", 10),
    Heading("exempt", "Exempt", "免考勤", "text", 24),
)
REST = "rest"
WHO = ("person_id", "name", "department")
COUNTED = ("late", "early", "absent", "missing-punch", "leave")
TITLES = {"late": ("Late", "迟到"), "early": ("Early", "早退"), "absent": ("Absent", "缺勤"),
          "missing-punch": ("Missing", "缺卡"), "leave": ("Leave", "请假")}  # fmt: skip


def attendance_table(report: Report) -> Table:
    """One row a person and planned day, by department of the day, number and date; before questions are answered."""
    people = report.people
    order = people.with_row_index("person").sort("department", "person_id", "valid_from")["person"].arg_sort()
    of_month = report.attendance().filter(pl.col("date").is_between(report.month.first, report.month.last))
    days = of_month.sort(order.gather(of_month["person"]), "date", "segment")
    frame = _days(days) if (days["segment"] > 1).any() else days.with_columns(planned=None, punched=None)
    worded = partial(_worded, people.select(pl.col(WHO).cast(CODE)))
    return Table("attendance", "Attendance", "考勤表", HEADINGS, frame, report.notes, worded)


def calendar_table(attendance: Table, report: Report) -> Table:
    """The same as a calendar: people down, the days of the month across, each with a mark; then how many days of each.

    A day without a plan is rest. Whoever is planned on no day is not in it.
    """
    days = [report.month.first.fromordinal(at) for at in range(report.month.first.toordinal(), _after(report))]
    keys = {day: f"{day:%m-%d}" for day in days}
    cells = attendance.cells()
    people = cells.group_by("person_id").agg(pl.col("name", "department").last())
    marks = cells.select(
        "person_id", day=pl.col("date").dt.strftime("%m-%d"), outcome=pl.col("outcome").cast(pl.String)
    )
    across = marks.pivot("day", index="person_id", values="outcome", on_columns=list(keys.values()))
    has = {"late": ["late", "late-early"], "early": ["early", "late-early"]}
    counts = cells.group_by("person_id").agg(
        pl.col("outcome").is_in(has.get(name, [name])).sum().cast(pl.Int32).alias(name) for name in COUNTED
    )
    frame = (
        people.join(across, on="person_id")
        .join(counts, on="person_id")
        .with_columns(pl.col(list(keys.values())).fill_null(REST))
        .sort("department", "person_id")
        .select(*WHO, *keys.values(), *COUNTED)
    )
    headings = [
        *HEADINGS[: len(WHO)],
        *(Heading(keys[day], str(day.day), str(day.day), "mark", 4, codes="mark") for day in days),
        *(Heading(name, *TITLES[name], "number", 6) for name in COUNTED),
    ]
    return Table("calendar", "Attendance", "考勤表", headings, frame, report.notes)


def _after(report: Report) -> int:
    return report.month.last.toordinal() + 1


def _worded(who: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """The cells of the days: who, the times as a clock shows them, minutes."""
    return days.with_columns(
        *who[days["person"]],
        planned=pl.coalesce("planned", _planned()),
        punched=pl.coalesce("punched", _punched()),
        late=minutes(pl.col("late")),
        early=minutes(pl.col("early")),
    )


def _planned() -> pl.Expr:
    return pl.concat_str(clock_text(pl.col("starts")), pl.lit("–"), clock_text(pl.col("ends")))


def _punched() -> pl.Expr:
    """The two punches as a clock shows them, – where there is none; nothing where neither is."""
    came, went = (clock_text(pl.col(name)).fill_null("") for name in ("came", "went"))
    return pl.when(pl.col("came").is_not_null() | pl.col("went").is_not_null()).then(
        pl.concat_str(came, pl.lit("–"), went)
    )


def _days(parts: pl.DataFrame) -> pl.DataFrame:
    """Days of several segments as one row each: the gravest outcome, all times, the sum of the minutes."""
    texts, sums = ("planned", "punched"), ("late", "early")
    days = parts.with_columns(planned=_planned(), punched=_punched()).group_by("person", "date", maintain_order=True)
    return days.agg(
        pl.exclude(*texts, *sums, "outcome").first(),
        *(pl.col(name).str.join(" ") for name in texts),
        *(pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in sums),
        pl.col("outcome").min(),
    )
