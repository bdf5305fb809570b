"""The attendance sheet: what was planned, punched, and what it became, day by day; and the month as a calendar."""

import polars as pl

from inspect_cli.frames import Heading, Table
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
OUTCOMES = ("absent", "missing-punch", "late-early", "late", "early", "leave", "exempt", "on-time", "open")
"""What a day may become, the gravest first."""

REST = "rest"
WHO = ("person_id", "name", "department")
COUNTED = ("late", "early", "absent", "missing-punch", "leave")
TITLES = {"late": ("Late", "迟到"), "early": ("Early", "早退"), "absent": ("Absent", "缺勤"),
          "missing-punch": ("Missing", "缺卡"), "leave": ("Leave", "请假")}  # fmt: skip


def attendance_table(report: Report) -> Table:
    """One row a person and planned day, by department of the day, number and date; before questions are answered."""
    frame = _days(report).select(heading.key for heading in HEADINGS)
    return Table("attendance", "Attendance", "考勤表", HEADINGS, frame, report.notes)


def calendar_table(attendance: Table, report: Report) -> Table:
    """The same as a calendar: people down, the days of the month across, each with a mark; then how many days of each.

    A day without a plan is rest. Whoever is planned on no day is not in it.
    """
    days = [report.month.first.fromordinal(at) for at in range(report.month.first.toordinal(), _after(report))]
    keys = {day: f"{day:%m-%d}" for day in days}
    people = attendance.frame.group_by("person_id").agg(pl.col("name", "department").last())
    marks = attendance.frame.select("person_id", day=pl.col("date").dt.strftime("%m-%d"), outcome="outcome")
    across = marks.pivot("day", index="person_id", values="outcome", on_columns=list(keys.values()))
    has = {"late": ["late", "late-early"], "early": ["early", "late-early"]}
    counts = attendance.frame.group_by("person_id").agg(
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


def _days(report: Report) -> pl.DataFrame:
    people = report.people.select("valid_from", "valid_to", "name", "department", subject="person_id")
    month = pl.col("date").is_between(report.month.first, report.month.last)
    dated = (
        report.attendance()
        .filter(month)
        .join(people, on="subject")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .with_columns(
            person_id="subject",
            planned=pl.concat_str(clock_text(pl.col("starts")), pl.lit("–"), clock_text(pl.col("ends"))),
            punched=_punched(),
            parts=pl.len().over("subject", "date"),
        )
    )
    split = dated.filter(pl.col("parts") > 1)
    whole = dated if split.is_empty() else pl.concat([dated.filter(pl.col("parts") == 1), _joined(split)])
    return whole.sort("department", "person_id", "date")


def _punched() -> pl.Expr:
    """The two punches as a clock shows them, – where there is none; nothing where neither is."""
    came, went = (clock_text(pl.col(name)).fill_null("") for name in ("came", "went"))
    return pl.when(pl.col("came").is_not_null() | pl.col("went").is_not_null()).then(
        pl.concat_str(came, pl.lit("–"), went)
    )


def _joined(split: pl.DataFrame) -> pl.DataFrame:
    """Days of several segments as one row each: the gravest outcome, all times, the sum of the minutes."""
    rank = pl.col("outcome").replace_strict({name: nth for nth, name in enumerate(OUTCOMES)}, return_dtype=pl.Int8)
    one, texts, sums = ["subject", "date"], ("planned", "punched"), ("late", "early")
    days = split.sort(*one, "segment").group_by(one, maintain_order=True)
    joined = days.agg(
        pl.exclude(*texts, *sums, "outcome").first(),
        *(pl.col(name).str.join(" ") for name in texts),
        *(pl.when(pl.col(name).count() > 0).then(pl.col(name).sum()).alias(name) for name in sums),
        outcome=pl.col("outcome").sort_by(rank).first(),
    )
    return joined.select(pl.col(name).cast(dtype) for name, dtype in split.schema.items())
