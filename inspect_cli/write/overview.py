"""The first sheet of a workbook: what the report says at a glance, with charts, and what the other sheets hold."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import polars as pl

from inspect_cli.frames import Heading, Table
from inspect_cli.write.charts import add_bar_chart
from inspect_cli.write.editions import Edition, titles
from inspect_cli.write.grids import Pen, grid_widths, write_cells, write_grid
from inspect_cli.write.sheets import Part, set_up_print

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

OVERVIEW = {"en": "Overview", "zh": "概览"}
TOP = 10
"""So many of the costliest items are shown."""

MOST_BARS = 30
"""More departments than this do not fit a chart: the lowest are shown."""

NAME_WIDTH, VALUE_WIDTH = 30.0, 12.0

DEPARTMENT = Heading("department", "Department", "部门")
MEAN = Heading("score_mean", "Average score", "平均分", "points")
ITEM = Heading("title", "Item", "项目")
POINTS = Heading("points", "Points", "分值", "points")
SHEET = Heading("sheet", "Sheet", "工作表")
ROWS = Heading("rows", "Rows", "行数", "number")


def write_overview(
    workbook: "Workbook", pen: Pen, tables: Sequence[Table], contents: Sequence[tuple[str, Part]], edition: Edition
) -> None:
    """Title, totals, averages, costliest items and contents down the left; the charts to the right of them."""
    pen.heading_line(0, edition.title)
    for row, line in enumerate(edition.subtitle, start=1):
        pen.note_line(row, line)
    row = chart_row = len(edition.subtitle) + 2
    charts = charted(tables)
    wide = [edition.totals] if edition.totals and edition.totals.frame.height != 1 else []
    chart_column = max(2, *(len(table.headings) for table in [*wide, *charts]), 2) + 1
    if edition.totals:
        pen.section_line(row, edition.totals.title(pen.lang))
        row = _write_totals(pen, edition.totals, row + 1) + 1
    for table in charts:
        pen.section_line(row, table.title(pen.lang))
        bottom = write_grid(pen, table, table.frame, row + 1)
        chart_row += add_bar_chart(workbook, pen, table, (row + 2, bottom - 1), (chart_row, chart_column))
        row = bottom + 1
    _write_contents(pen, contents, row)
    _set_widths(pen, [*wide, *charts])
    set_up_print(pen.sheet, edition, OVERVIEW[pen.lang])
    pen.sheet.fit_to_pages(1, 1)
    pen.sheet.hide_gridlines(2)


def charted(tables: Sequence[Table]) -> list[Table]:
    """The small tables behind the charts, where the report has what they need: department averages, costliest items."""
    found = {table.name: set(table.frame.columns) for table in tables}
    by_name = {table.name: table for table in tables}
    small = []
    if found.get("departments", set()) >= {"department", "score_mean"}:
        small.append(_averages(by_name["departments"]))
    if found.get("items", set()) >= {"title", "points"}:
        small.append(_costliest(by_name["items"]))
    return [table for table in small if table.frame.height]


def _averages(departments: Table) -> Table:
    frame = departments.frame.select("department", "score_mean").drop_nulls()
    if frame.height > MOST_BARS:
        frame = frame.sort("score_mean", "department").head(MOST_BARS)
    return Table("departments", "Average score by department", "各部门平均分", [DEPARTMENT, MEAN], frame)


def _costliest(items: Table) -> Table:
    frame = items.frame.select("title", "points").drop_nulls().filter(pl.col("points") < 0)
    frame = frame.sort("points", "title").head(TOP)
    return Table("items", "Costliest items", "扣分最多的项目", [ITEM, POINTS], frame)


def _write_totals(pen: Pen, totals: Table, top: int) -> int:
    """The totals; a single row of them stands upright, a line for each figure, as people read them."""
    if totals.frame.height != 1:
        return write_grid(pen, totals, totals.frame, top)
    for row, (heading, name) in enumerate(zip(totals.headings, titles(totals.headings, pen.lang), strict=True), top):
        pen.sheet.write_string(row, 0, name, pen.formats.text())
        write_cells(pen, heading, totals.frame[heading.key], (row, 1))
    return top + len(totals.headings)


def _write_contents(pen: Pen, contents: Sequence[tuple[str, Part]], top: int) -> None:
    if not contents:
        return
    for column, (heading, name) in enumerate(zip((SHEET, ROWS), titles((SHEET, ROWS), pen.lang), strict=True)):
        pen.sheet.write_string(top, column, name, pen.formats.heading(heading.kind == "number"))
    for row, (name, part) in enumerate(contents, start=top + 1):
        address = f"internal:'{name.replace(chr(39), chr(39) * 2)}'!A1"
        pen.sheet.write_url(row, 0, address, pen.formats.link(), string=name)
        pen.sheet.write_number(row, 1, part.frame.height, pen.formats.number(ROWS, decimal=False))


def _set_widths(pen: Pen, shown: Sequence[Table]) -> None:
    widths = {0: NAME_WIDTH, 1: VALUE_WIDTH}
    for table in shown:
        for column, width in enumerate(grid_widths(table, table.frame, pen.lang)):
            widths[column] = max(width, widths.get(column, 0.0))
    for column, width in widths.items():
        pen.sheet.set_column(column, column, width)
