"""Charts of a workbook: bars beside the cells they show."""

from typing import TYPE_CHECKING

from inspect_cli.frames import Table
from inspect_cli.write.grids import Pen
from inspect_cli.write.sheet_formats import FONTS

if TYPE_CHECKING:
    from xlsxwriter.workbook import Workbook

COLOURS = {"departments": "#2F6DB5", "items": "#C0504D"}
WIDTH, BAR_HEIGHT, FRAME_HEIGHT, ROW_HEIGHT = 620, 26, 90, 18
"""Pixels; a sheet's row is no lower than the last of them."""


def add_bar_chart(workbook: "Workbook", pen: Pen, table: Table, rows: tuple[int, int], place: tuple[int, int]) -> int:
    """A bar for each of the sheet's `rows` (first, last): names in column A, values in B; gives the rows it covers."""
    first, last = rows
    font = {"name": FONTS[pen.lang], "size": 9}
    chart = workbook.add_chart({"type": "bar"})
    chart.add_series(
        {
            "name": table.title(pen.lang),
            "categories": [pen.sheet.get_name(), first, 0, last, 0],
            "values": [pen.sheet.get_name(), first, 1, last, 1],
            "fill": {"color": COLOURS[table.name]},
            "gap": 50,
            "data_labels": {"value": True, "num_format": "0.00", "font": font},
        }
    )
    chart.set_title({"name": table.title(pen.lang), "name_font": font | {"size": 12, "bold": True}, "overlay": False})
    chart.set_legend({"none": True})
    below_zero = (table.frame[table.headings[1].key] < 0).any()
    side = {"label_position": "high" if below_zero else "low", "reverse": True}  # the first on top, names on the left
    chart.set_y_axis({"num_font": font, "major_tick_mark": "none", "major_gridlines": {"visible": False}} | side)
    span = {"reverse": True, "max": 0} if below_zero else {"min": 0}  # a bar that does not start at nothing misleads
    chart.set_x_axis({"visible": False, "major_gridlines": {"visible": False}} | span)
    height = FRAME_HEIGHT + BAR_HEIGHT * (last - first + 1)
    chart.set_size({"width": WIDTH, "height": height})
    pen.sheet.insert_chart(*place, chart, {"description": table.title(pen.lang), "object_position": 3})
    return height // ROW_HEIGHT + 2
