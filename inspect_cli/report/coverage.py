"""Who and what was inspected, and who and what was not."""

import polars as pl

from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report

HEADINGS = (
    Heading("kind", "Kind", "类别", "text", 8, codes="coverage"),
    Heading("id", "Number", "编号", "text", 12),
    Heading("title", "Name", "名称", "text", 28),
    Heading("department", "Department", "部门", "text", 18),
    Heading("inspections", "Inspections", "检查次数", "number", 10),
    Heading("last", "Last", "最近检查", "date", 11),
    Heading("seen", "Inspected", "是否已检查", "flag", 9),
)


def coverage_table(report: Report) -> Table:
    """Everyone of the summary and every item of the inspection checklists: how often and when last looked at."""
    few = report.facts.select("subject", "item", "sheet", "date", "origin", "outcome", "parent_id")
    seen = few.filter(
        pl.col("parent_id").is_null(),
        pl.col("origin") == "inspection",
        pl.col("outcome") != "na",
        pl.col("date").is_between(report.month.first, report.month.last),
    )
    people = (
        report.standings.select("subject_kind", "subject", "department")
        .join(report.names(), on="subject", how="left", maintain_order="left")
        .join(_counted(seen, "subject"), on="subject", how="left", maintain_order="left")
        .select(
            pl.col("subject_kind").alias("kind"),
            pl.col("subject").alias("id"),
            pl.col("name").alias("title"),
            "department",
            "inspections",
            "last",
        )
    )
    frame = pl.concat([people, _items(report, seen)]).with_columns(
        pl.col("inspections").fill_null(0), seen=pl.col("inspections").fill_null(0) > 0
    )
    return Table("coverage", "Coverage", "检查覆盖", HEADINGS, frame, report.notes)


def _items(report: Report, seen: pl.DataFrame) -> pl.DataFrame:
    """Items in force on the month's last day, by checklist and their place in it."""
    last = report.month.last
    in_force = report.book.checklists.filter(
        pl.col("kind") == "inspection", pl.col("valid_from") <= last, pl.col("valid_to") >= last
    )
    return (
        report.book.items.join(
            in_force.select("checklist", "version", of=f"title_{report.lang}"), on=["checklist", "version"]
        )
        .join(_counted(seen, "item"), on="item", how="left", maintain_order="left")
        .sort("checklist", "ordinal")
        .select(pl.lit("item").alias("kind"), pl.col("item").alias("id"), pl.col(f"title_{report.lang}").alias("title"),
                pl.col("of").alias("department"), "inspections", "last")
    )  # fmt: skip


def _counted(seen: pl.DataFrame, by: str) -> pl.DataFrame:
    """How many sheets looked at each, and the last day."""
    return seen.group_by(by).agg(inspections=pl.col("sheet").n_unique().cast(pl.Int32), last=pl.col("date").max())
