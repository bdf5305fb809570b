"""One table on sheets of a workbook: frozen headings, filters, drop-downs, names Excel accepts, and how it prints."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

import polars as pl

from inspect_cli.frames import Table
from inspect_cli.write.cells import on_one_line
from inspect_cli.write.code_words import words_of
from inspect_cli.write.editions import Edition
from inspect_cli.write.grids import Pen, grid_widths, set_heights, write_grid
from inspect_cli.write.sheet_formats import MARKS

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

ROWS_A_SHEET = 1_048_576
LONGEST_NAME, LONGEST_CHOICES, LONGEST_HEADER = 31, 255, 80
NOTES_ABOVE = 3
"""So many notes stand above the headings, where they stay in sight; the others follow the table."""

PAGES = {"en": "&LPage &P of &N", "zh": "&L第 &P 页，共 &N 页"}
A4 = 9
WHO = ("person_id", "name", "line")
"""First columns that stay in sight while the others are read."""


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of a table that stand on one sheet."""

    table: Table
    frame: pl.DataFrame
    number: int = 1

    def title(self, lang: str) -> str:
        """The table's title, from the second sheet on with a number."""
        title = self.table.title(lang)
        return title if self.number == 1 else f"{title} {self.number}"


def parts_of(table: Table) -> list[Part]:
    """The table in as many parts as it needs sheets."""
    room = ROWS_A_SHEET - len(table.notes) - 3  # title, headings, and an empty row before notes that follow
    starts = range(0, max(table.frame.height, 1), room)
    return [Part(table, table.frame.slice(start, room), number) for number, start in enumerate(starts, start=1)]


def fill_sheet(pen: Pen, part: Part, edition: Edition) -> None:
    """The part with its title and notes on an empty sheet, ready to be filtered and printed."""
    sheet, table, title = pen.sheet, part.table, part.title(pen.lang)
    above, below = table.notes[:NOTES_ABOVE], table.notes[NOTES_ABOVE:]
    pen.heading_line(0, title)
    for row, note in enumerate(above, start=1):
        pen.note_line(row, note)
    top = 1 + len(above)
    bottom = write_grid(pen, table, part.frame, top)
    for row, note in enumerate(below, start=bottom + 1):
        pen.note_line(row, note)
    widths = grid_widths(table, part.frame, pen.lang)
    for column, width in enumerate(widths):
        sheet.set_column(column, column, width)
    set_heights(pen, table, part.frame, top + 1, widths)
    sheet.freeze_panes(top + 1, len(list(takewhile(lambda heading: heading.key in WHO, table.headings))))
    if table.headings:
        sheet.autofilter(top, 0, max(bottom - 1, top), len(table.headings) - 1)
    _offer_choices(sheet, part, edition, top)
    _colour_marks(pen, part, top)
    set_up_print(sheet, edition, title)
    sheet.repeat_rows(top)


def set_up_print(sheet: "Worksheet", edition: Edition, title: str) -> None:
    """A4 across, as wide as the page, with the report's title and the page's number."""
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.7, bottom=0.7)
    left, right = (on_one_line(text)[:LONGEST_HEADER].replace("&", "&&") for text in (edition.title, title))
    sheet.set_header(f"&L{left}&R{right}" if left else f"&R{right}")
    sheet.set_footer(PAGES[edition.lang])
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{ROWS_A_SHEET}"})


def sheet_names(wanted: Sequence[str]) -> list[str]:
    """A name Excel accepts for each that is wanted: at most 31 long, without []:*?/\\ and each only once."""
    taken = {"history"}
    names = []
    for title in wanted:
        clean = "".join("_" if char in "[]:*?/\\" else char for char in on_one_line(title)).strip("' ") or "_"
        name, number = _short(clean), 2
        while _folded(name) in taken:
            ending = f" {number}"
            name, number = _short(clean, LONGEST_NAME - len(ending)) + ending, number + 1
        taken.add(_folded(name))
        names.append(name)
    return names


def _short(name: str, longest: int = LONGEST_NAME) -> str:
    return name.encode("utf-16-le")[: 2 * longest].decode("utf-16-le", "ignore").strip("' ")


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _colour_marks(pen: Pen, part: Part, top: int) -> None:
    """Marks of a calendar in their colours, wherever the reader types one, too; what they mean stands below."""
    columns = [nth for nth, heading in enumerate(part.table.headings) if heading.kind == "mark"]
    if not columns or part.frame.is_empty():
        return
    marks, words = words_of("mark", pen.lang), words_of("attendance", pen.lang)
    last = top + part.frame.height
    for code in MARKS:
        rule = {"type": "cell", "criteria": "==", "value": f'"{marks[code]}"', "format": pen.formats.mark(code)}
        pen.sheet.conditional_format(top + 1, columns[0], last, columns[-1], rule)
    pen.note_line(last + 2, "   ".join(f"{marks[code]} {words[code]}" for code in marks))


def _offer_choices(sheet: "Worksheet", part: Part, edition: Edition, top: int) -> None:
    for column, heading in enumerate(part.table.headings):
        choices = list(edition.choices.get(heading.key, ()))
        if len(",".join(choices)) > LONGEST_CHOICES:
            raise ValueError(f"Excel's drop-down takes {LONGEST_CHOICES} characters: {heading.key}")
        if choices and part.frame.height:
            last = top + part.frame.height
            sheet.data_validation(top + 1, column, last, column, {"validate": "list", "source": choices})
