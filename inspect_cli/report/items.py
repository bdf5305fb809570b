"""The costliest items: how often each was found, in how many people, and what it cost."""

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report
from inspect_cli.report.lines import titles_of

HEADINGS = (
    Heading("item", "Item", "项目编号", "text", 12),
    Heading("title", "Title", "项目", "text", 28),
    Heading("checklist", "Checklist", "检查表", "text", 18),
    Heading("count", "Times", "次数", "number", 8),
    Heading("people", "People", "人数", "number", 8),
    Heading("points", "Points", "分值", "points", 10),
    Heading("basis", "Basis", "制度依据", "text", 24),
)


def items_table(report: Report) -> Table:
    """One row an item with a line, the costliest first; caps and ladders count with the item that set them off."""
    few = report.adjustments.select("checklist", "version", "item", "subject", "step", "quantity", "points")
    lines = few.filter(pl.col("item").is_not_null())
    frame = (
        lines.group_by("checklist", "version", "item")
        .agg(
            count=as_amount(pl.col("quantity").filter(pl.col("step") == "event").sum()),
            people=pl.col("subject").n_unique(),
            points=as_amount(pl.col("points").fill_null(0).sum()),
        )
        .join(titles_of(report), on=["checklist", "version", "item"], how="left")
        .join(
            report.book.items.select("checklist", "version", "item", "basis"),
            on=["checklist", "version", "item"],
            how="left",
        )
        .sort("points", "checklist", "version", "item")
        .with_columns(checklist=pl.concat_str("checklist", pl.lit(" "), "version"))
        .select(heading.key for heading in HEADINGS)
    )
    return Table("items", "Items", "项目", HEADINGS, frame, report.notes)
