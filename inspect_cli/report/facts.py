"""The facts that counted in the month, each as what it counted: what later months look back on."""

from functools import partial

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import ITS_OWN, Heading, Table, looked_up
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


def facts_table(report: Report) -> Table:
    """One row a settled fact by person and time, with the points it cost by itself after caps, and its line."""
    few = report.adjustments.select("seq", "step", "number", "points", of_fact=pl.col("fact_id").is_not_null())
    own = few.filter(pl.col("step").is_in(ITS_OWN), "of_fact").group_by("seq")
    event = pl.col("number").filter(pl.col("step") == "event").first()
    cost = own.agg(points=as_amount(pl.col("points").sum()), number=event)
    worded = partial(_worded, cost, report.month.name)
    return Table("facts", "Facts", "计分事实", HEADINGS, report.settled, report.notes, worded)


def _worded(cost: pl.DataFrame, month: str, settled: pl.DataFrame) -> pl.DataFrame:
    """The cells of the facts: with points and line."""
    line = pl.concat_str("subject", pl.lit(f"/{month}/"), pl.col("number").cast(pl.String))
    return looked_up(settled, cost, "seq").with_columns(person_id="subject", line=line)
