"""The summary: exactly one row a person, and a department or group where these are scored."""

from dataclasses import replace

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report

HEADINGS = (
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("department", "Department", "部门", "text", 12),
    Heading("moved_from", "Moved from", "原部门", "text", 10),
    Heading("base", "Base", "基础分", "points", 8),
    Heading("deductions", "Deductions", "扣分", "points", 10),
    Heading("bonuses", "Bonuses", "加分", "points", 9),
    Heading("score", "Score", "得分", "points", 8),
    Heading("grade", "Grade", "等级", "text", 6),
    Heading("rank", "Rank", "排名", "number", 6),
    Heading("field", "Of", "参评人数", "number", 6),
    Heading("late", "Late", "迟到", "number", 6),
    Heading("early", "Early", "早退", "number", 6),
    Heading("absent", "Absent", "缺勤", "number", 6),
    Heading("missing_punch", "Missing punches", "缺卡", "number", 8),
    Heading("inspections", "Inspections", "检查次数", "number", 8),
    Heading("yuan", "Yuan", "金额", "money", 8),
    Heading("sanctions", "Sanctions", "处分", "text", 14),
    Heading("status", "Status", "状态", "text", 11, codes="status"),
    Heading("employment", "Employment", "在职状态", "text", 9, codes="employment"),
    Heading("open", "Open", "待核实", "number", 6),
    Heading("scheme", "Scheme", "考核方案", "text", 14),
    Heading("graded", "Graded", "评级分", "points", 8),
    Heading("recovered", "Recovered", "恢复分", "points", 8),
    Heading("leave", "Leave", "请假天数", "number", 8),
    Heading("subject_kind", "Subject", "考核对象", "text", 10, codes="subject"),
)
COUNTED = ("late", "early", "absent", "missing-punch")


def summary_table(report: Report) -> Table:
    """One row for everyone on the roster of the month, by department and number, then departments and groups.

    Scores without data are blank.
    """
    frame = (
        report.standings.join(report.names(), on="subject", how="left", maintain_order="left")
        .join(attendance_counts(report), on="subject", how="left", maintain_order="left")
        .join(_money_and_sanctions(report), on="subject", how="left", maintain_order="left")
        .rename({"subject": "person_id", "observed": "inspections", "missing-punch": "missing_punch"})
        .with_columns(
            pl.col("late", "early", "absent", "missing_punch").fill_null(0),
            scheme=pl.concat_str("scheme", pl.lit(" "), "scheme_version"),
        )
        .select(heading.key for heading in HEADINGS)
    )
    return Table("summary", "Summary", "汇总", HEADINGS, frame, report.notes)


def attendance_counts(report: Report) -> pl.DataFrame:
    """How often each person counts as late, early, absent or without a punch, also inside a free allowance.

    What was excused is gone, what is open waits, and what counts as another item is counted as that.
    """
    counting = report.settled.filter(pl.col("item").is_in(COUNTED))
    events = counting.select("subject", "item", event=pl.coalesce("split_of", "fact_id")).unique()
    return events.group_by("subject").agg((pl.col("item") == item).sum().cast(pl.Int32).alias(item) for item in COUNTED)


def _money_and_sanctions(report: Report) -> pl.DataFrame:
    return (
        report.adjustments.group_by("subject")
        .agg(
            yuan=as_amount(pl.when(pl.col("yuan").count() > 0).then(pl.col("yuan").sum())),
            sanctions=report.sanction_and_whether_it_waits().drop_nulls().unique(maintain_order=True).str.join("; "),
        )
        .with_columns(sanctions=pl.when(pl.col("sanctions") != "").then("sanctions"))
    )


BRIEF = ("person_id", "name", "department", "base", "deductions", "bonuses", "score", "grade", "rank", "late", "absent",
         "sanctions", "status", "open")  # fmt: skip


def brief(summary: Table) -> Table:
    """The columns of the summary that a terminal has room for."""
    headings = [heading for heading in summary.headings if heading.key in BRIEF]
    return replace(summary, headings=headings, frame=summary.frame.select(heading.key for heading in headings))


TOTALS = (
    Heading("people", "People", "人数", "number", 8),
    Heading("scored", "Scored", "已评分", "number", 8),
    Heading("lines", "Lines", "明细数", "number", 8),
    Heading("deductions", "Deductions", "扣分", "points", 11),
    Heading("bonuses", "Bonuses", "加分", "points", 9),
    Heading("open", "Open", "待核实", "number", 8),
)


def totals_table(report: Report) -> Table:
    """The month in one row, for the workbook's first sheet and for HR to check against."""
    person = pl.col("subject_kind") == "person"
    frame = report.standings.select(
        people=person.sum().cast(pl.Int64),
        scored=pl.col("score").filter(person).count().cast(pl.Int64),
        lines=pl.lit(report.adjustments.height, dtype=pl.Int64),
        deductions=as_amount(pl.col("deductions").sum()),
        bonuses=as_amount(pl.col("bonuses").sum()),
        open=pl.col("open").sum().cast(pl.Int64),
    )
    return Table("totals", "Totals", "合计", TOTALS, frame, report.notes)
