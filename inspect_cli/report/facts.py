"""The facts that counted in the month, each as what it counted: what later months look back on."""

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report

HEADINGS = (
    Heading("fact_id", "Fact", "事实编号", "text", 24),
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("date", "Date", "日期", "date", 11),
    Heading("at", "Minute", "当日分钟", "number", 8),
    Heading("item", "Item", "项目编号", "text", 10),
    Heading("was_item", "Was", "原项目", "text", 10),
    Heading("quantity", "Quantity", "数量", "number", 8),
    Heading("magnitude", "Measure", "实测值", "number", 8),
    Heading("level", "Level", "程度", "text", 8),
    Heading("free", "Free", "免扣", "flag", 6),
    Heading("points", "Points", "分值", "points", 8),
    Heading("line", "Line", "明细号", "text", 18),
    Heading("checklist", "Checklist", "检查表", "text", 14),
    Heading("version", "Version", "版本", "text", 8),
    Heading("scheme", "Scheme", "考核方案", "text", 14),
    Heading("department", "Department", "部门", "text", 12),
)

ITS_OWN = ("event", "cap", "section-cap", "checklist-cap", "void")
"""Steps whose lines are what a fact costs or gives by itself."""


def facts_table(report: Report) -> Table:
    """One row a settled fact by person and time, with the points it cost by itself after caps, and its line."""
    own = report.adjustments.filter(pl.col("step").is_in(ITS_OWN), pl.col("fact_id").is_not_null())
    points = own.group_by("seq").agg(points=as_amount(pl.col("points").sum()))
    lines = own.filter(pl.col("step") == "event").select(
        "seq", line=pl.concat_str("subject", pl.lit(f"/{report.month.name}/"), pl.col("number").cast(pl.String))
    )
    frame = (
        report.settled.join(points, on="seq", how="left", maintain_order="left")
        .join(lines.unique("seq", keep="first"), on="seq", how="left", maintain_order="left")
        .rename({"subject": "person_id"})
        .select(heading.key for heading in HEADINGS)
    )
    return Table("facts", "Facts", "计分事实", HEADINGS, frame, report.notes)
