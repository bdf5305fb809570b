"""Where the headings of a table stand, and what can be wrong with them."""

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from inspect_cli.problems import Problem, Source, column_letters

SEARCHED_ROWS = 10
CELLS_OF_A_TABLE = 3


def find_heading(first_rows: Sequence[Sequence[str]]) -> int | None:
    """The index of the row of headings among the first rows of a table: the first with text.

    A lone cell above a wider row is a title (`2026-10 attendance`) and is passed over.
    """
    filled = [sum(1 for cell in row if cell) for row in first_rows[:SEARCHED_ROWS]]
    first = next((index for index, count in enumerate(filled) if count), None)
    if first is None or filled[first] > 1:
        return first
    return next((index for index, count in enumerate(filled) if count >= CELLS_OF_A_TABLE), first)


def duplicates(headings: Sequence[str], source: Source, row: int | None) -> Iterator[Problem]:
    """A Problem for each heading that says the same as one before it, whatever its width, case and spaces."""
    seen: dict[str, int] = {}
    for column, heading in enumerate(headings, 1):
        first = seen.setdefault(sameness(heading), column) if heading else column
        if first != column:
            facts = {"heading": heading, "first": column_letters(first), "second": column_letters(column)}
            yield Problem("duplicate-heading", replace(source, row=row, column=column), facts)


def blanks(headings: Sequence[str], filled: Sequence[bool], source: Source, row: int | None) -> Iterator[Problem]:
    """A Problem for each column that has cells and no heading."""
    for column, (heading, has_cells) in enumerate(zip(headings, filled, strict=True), 1):
        if has_cells and not heading:
            yield Problem("blank-heading", replace(source, row=row, column=column), {"column": column_letters(column)})


def sameness(heading: str) -> str:
    """What two headings share that people would read as the same."""
    return unicodedata.normalize("NFKC", heading).casefold().strip()
