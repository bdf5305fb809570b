"""The sheets of a workbook as they are asked for, as long as all of them together are not too many cells to hold."""

from typing import TYPE_CHECKING

from inspect_cli.read.sheet_cells import check_reach

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook


class HeldSheets:
    """Each sheet is read once and kept; TooFarError for the one with which they are more than MOST_CELLS."""

    def __init__(self, book: "CalamineWorkbook") -> None:
        self._book = book
        self._held: dict[str, CalamineSheet] = {}
        self._cells = 0

    def sheet(self, name: str) -> "CalamineSheet":
        """The sheet of that name."""
        if name not in self._held:
            sheet = self._book.get_sheet_by_name(name)
            check_reach(sheet.height, sheet.width, beside=self._cells)
            self._cells += sheet.height * sheet.width
            self._held[name] = sheet
        return self._held[name]
