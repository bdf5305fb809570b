"""One month under two rule books: who changes and by how much, by person and by department."""

import polars as pl

from inspect_cli.amounts import AMOUNT, as_amount
from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report
from inspect_cli.report.summary import summary_table

HEADINGS = (
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("department", "Department", "部门", "text", 12),
    Heading("score_now", "Score now", "现得分", "points", 10),
    Heading("score_then", "Score then", "新得分", "points", 10),
    Heading("difference", "Difference", "差", "points", 10),
    Heading("grade_now", "Grade now", "现等级", "text", 9),
    Heading("grade_then", "Grade then", "新等级", "text", 10),
    Heading("rank_now", "Rank now", "现排名", "number", 8),
    Heading("rank_then", "Rank then", "新排名", "number", 9),
    Heading("yuan_now", "Yuan now", "现金额", "money", 9),
    Heading("yuan_then", "Yuan then", "新金额", "money", 9),
    Heading("status_now", "Status now", "现状态", "text", 11, codes="status"),
    Heading("status_then", "Status then", "新状态", "text", 11, codes="status"),
)
BY_DEPARTMENT = (
    Heading("department", "Department", "部门", "text", 14),
    Heading("people", "People", "人数", "number", 8),
    Heading("points_now", "Points now", "现总分", "points", 11),
    Heading("points_then", "Points then", "新总分", "points", 11),
    Heading("difference", "Difference", "差", "points", 10),
    Heading("better", "Better", "变好", "number", 7),
    Heading("worse", "Worse", "变差", "number", 7),
    Heading("same", "Same", "不变", "number", 7),
    Heading("grades", "Other grade", "等级变化", "number", 8),
)
SUBJECT = Heading("subject_kind", "Subject", "考核对象", "text", 10, codes="subject")
COMPARED = ("score", "grade", "rank", "yuan", "status")
TOTALS = tuple(heading for heading in BY_DEPARTMENT if heading.key != "department")


def simulation_tables(now: Report, then: Report) -> list[Table]:
    """Everyone under both rules, the departments, and the month in one row; the notes are those of `now`.

    Points are the sums of the scores there are. Who has no score under one of the rules is neither better nor worse,
    and the same only without a score under both.
    """
    people = _people(now, then)
    return [
        Table("simulation", "The month under other rules", "按另一套规则试算", (*HEADINGS, SUBJECT), people, now.notes),
        Table("departments", "By department", "按部门", BY_DEPARTMENT, _summed(people, ["department"]), now.notes),
        Table("totals", "Totals", "合计", TOTALS, _summed(people, []), now.notes),
    ]


def who_change(people: Table) -> Table:
    """The people of `simulation` whose score, grade, rank, yuan or status is another, as a terminal has room for."""
    from dataclasses import replace

    other = [pl.col(f"{key}_now").ne_missing(pl.col(f"{key}_then")) for key in COMPARED]
    shown = [heading for heading in people.headings if not heading.key.startswith(("status", "yuan", "subject"))]
    return replace(
        people, headings=shown, frame=people.frame.filter(pl.any_horizontal(other)).select(each.key for each in shown)
    )


def _people(now: Report, then: Report) -> pl.DataFrame:
    kept = ("person_id", "name", "department", "subject_kind", *COMPARED)
    one, other = (
        summary_table(report).frame.select(kept).rename({key: f"{key}_{side}" for key in COMPARED})
        for report, side in ((now, "now"), (then, "then"))
    )
    return (
        one.join(other, on="person_id", how="full", coalesce=True)
        .with_columns(
            pl.coalesce("name", "name_right").alias("name"),
            pl.coalesce("department", "department_right").alias("department"),
            pl.coalesce("subject_kind", "subject_kind_right").alias("subject_kind"),
            difference=as_amount(pl.col("score_then") - pl.col("score_now")),
        )
        .sort("department", "person_id")
        .select(heading.key for heading in (*HEADINGS, SUBJECT))
    )


def _summed(people: pl.DataFrame, by: list[str]) -> pl.DataFrame:
    difference = pl.col("difference")
    same = (difference == 0) | (pl.col("score_now").is_null() & pl.col("score_then").is_null())
    sums = [
        (pl.col("subject_kind") == "person").sum().cast(pl.Int64).alias("people"),
        as_amount(pl.col("score_now").sum()).alias("points_now"),
        as_amount(pl.col("score_then").sum()).alias("points_then"),
        (difference > 0).sum().cast(pl.Int64).alias("better"),
        (difference < 0).sum().cast(pl.Int64).alias("worse"),
        same.sum().cast(pl.Int64).alias("same"),
        pl.col("grade_now").ne_missing(pl.col("grade_then")).sum().cast(pl.Int64).alias("grades"),
    ]
    summed = people.group_by(by).agg(sums).sort(by) if by else people.select(sums)
    return summed.with_columns(difference=(pl.col("points_then") - pl.col("points_now")).cast(AMOUNT)).select(
        heading.key for heading in (BY_DEPARTMENT if by else TOTALS)
    )
