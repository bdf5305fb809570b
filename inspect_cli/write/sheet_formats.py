"""The looks of cells in a workbook: fonts, number formats, lines."""

from typing import TYPE_CHECKING, Any

from inspect_cli.frames import Heading
from inspect_cli.write.cells import is_signed

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook

FONTS = {"en": "Arial", "zh": "Microsoft YaHei"}
"""Fonts that every office suite has or replaces well; the second is on every Windows and comes with Office for Mac."""

SIZE = 10
SHADE, HAIRLINE, QUIET, GREEN, LINK = "#DCE6F1", "#D9D9D9", "#595959", "#00702E", "#1F4E79"

MARKS = {
    "late": "#FFE699", "early": "#FFE699", "late-early": "#FFD966", "missing-punch": "#F8CBAD", "absent": "#FF9999",
    "leave": "#DDEBF7", "exempt": "#E2EFDA", "rest": "#EDEDED",
}  # fmt: skip
"""The colours of marks in a calendar, by what the day became."""

LEFT = {"align": "left", "indent": 1}

NUMBER_FORMATS = {
    "number": "0",
    "quantity": "General",
    "balance": "0.00",
    "points": "0.00",
    "points signed": "+0.00;[Red]-0.00;[Black]0.00",
    "money": "#,##0.00",
    "money signed": "+#,##0.00;[Red]-#,##0.00;[Black]0.00",
    "date": "yyyy-mm-dd",
}
"""Signed amounts are red where they take; green where they give is the font's colour, because each office suite has a
palette of its own for [Color10]."""


class Formats:
    """The formats of one workbook, each made when it is first asked for."""

    def __init__(self, workbook: "Workbook") -> None:
        self._workbook = workbook
        self._made: dict[str, Format] = {}

    def title(self) -> "Format":
        """The line at the top of a sheet."""
        return self._get("title", {"bold": True, "font_size": 14})

    def note(self) -> "Format":
        """A sentence above a table."""
        return self._get("note", {"font_color": QUIET})

    def section(self) -> "Format":
        """A title within the overview."""
        return self._get("section", {"bold": True, "font_size": 11})

    def heading(self, right: bool) -> "Format":
        """A column's title, over its cells."""
        look = {"bold": True, "bg_color": SHADE, "bottom": 1, "text_wrap": True, "valign": "vcenter"}
        return self._get(f"heading {right}", look | ({"align": "right"} if right else LEFT))

    def text(self, runs: bool = False) -> "Format":
        """Words, stored and edited as words; `runs` marks those that would be a formula if typed."""
        look = {"num_format": "@", "text_wrap": True} | LEFT | self._cell()
        return self._get(f"text {runs}", look | ({"quote_prefix": True} if runs else {}))

    def number(self, heading: Heading, decimal: bool) -> "Format":
        """Numbers, dates, points and money."""
        kind = f"{heading.kind} signed" if is_signed(heading) else heading.kind
        if kind not in NUMBER_FORMATS or (kind == "number" and decimal):
            kind = "quantity"
        look = {"num_format": NUMBER_FORMATS[kind]} | (LEFT if kind == "date" else {"align": "right"})
        return self._get(kind, look | ({"font_color": GREEN} if is_signed(heading) else {}) | self._cell())

    def mark(self, code: str) -> "Format":
        """The colour of a mark in a calendar."""
        return self._get(f"mark {code}", {"bg_color": MARKS[code]})

    def link(self) -> "Format":
        """A sheet's name that leads to it."""
        return self._get("link", {"font_color": LINK, "underline": 1} | LEFT | self._cell())

    def _cell(self) -> dict[str, Any]:
        return {"valign": "top", "bottom": 1, "bottom_color": HAIRLINE}

    def _get(self, name: str, look: dict[str, Any]) -> "Format":
        if name not in self._made:
            self._made[name] = self._workbook.add_format(look)
        return self._made[name]
