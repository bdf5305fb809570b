"""Totals by department: lines count where the person worked that day, people where they worked last."""

import polars as pl

from inspect_cli.amounts import AMOUNT, as_amount, rounded
from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report

HEADINGS = (
    Heading("department", "Department", "部门", "text", 14),
    Heading("people", "People", "人数", "number", 8),
    Heading("scored", "Scored", "已评分", "number", 8),
    Heading("deductions", "Deductions", "扣分", "points", 11),
    Heading("bonuses", "Bonuses", "加分", "points", 9),
    Heading("points", "Points", "合计", "points", 9),
    Heading("score_mean", "Mean score", "平均分", "points", 10),
    Heading("score_least", "Lowest", "最低分", "points", 9),
    Heading("score_most", "Highest", "最高分", "points", 9),
    Heading("lines", "Lines", "明细数", "number", 8),
    Heading("sanctions", "Sanctions", "处分数", "number", 9),
    Heading("open", "Open", "待核实", "number", 7),
    Heading("score", "Own score", "部门得分", "points", 9),
    Heading("grade", "Own grade", "部门等级", "text", 7),
    Heading("rank", "Own rank", "部门排名", "number", 7),
)


def departments_table(report: Report) -> Table:
    """One row a department; the points add up to those of the lines and of the summary, transfers included.

    Lines of the department itself and of its groups count among them. Mean, lowest and highest are of its people;
    `score`, `grade` and `rank` are its own, where a scheme scores departments.
    """
    points = pl.col("points").fill_null(0)
    lines = report.adjustments.group_by("department").agg(
        deductions=as_amount(points.filter(pl.col("side") == "deduction").sum()),
        bonuses=as_amount(points.filter(pl.col("side") == "bonus").sum()),
        points=as_amount(points.sum()),
        lines=pl.len(),
        sanctions=pl.col("sanction").count(),
    )
    score = pl.col("score")
    mean = pl.when(score.count() > 0).then(
        rounded((score.sum().cast(pl.Decimal(22, 4)) / pl.max_horizontal(score.count(), 1)), "0.01")
    )
    kind = pl.col("subject_kind")
    people = (
        report.standings.filter(kind == "person")
        .group_by("department")
        .agg(people=pl.len(), scored=score.count(), score_mean=mean, score_least=score.min(), score_most=score.max())
    )
    waiting = report.standings.group_by("department").agg(open=pl.col("open").sum())
    own = report.standings.filter(kind == "department").select("department", "score", "grade", "rank")
    frame = (
        waiting.join(people, on="department", how="left")
        .join(own, on="department", how="left")
        .join(lines, on="department", how="full", coalesce=True)
        .with_columns(
            pl.col("deductions", "bonuses", "points").fill_null(0).cast(AMOUNT),
            pl.col("people", "scored", "open", "lines", "sanctions").fill_null(0).cast(pl.Int64),
        )
        .sort("department")
        .select(heading.key for heading in HEADINGS)
    )
    return Table("departments", "Departments", "部门", HEADINGS, frame, report.notes)
