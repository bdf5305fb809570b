"""Excel and OpenDocument workbooks into Rows, one for each sheet that holds data."""

import difflib
import io
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, islice
from typing import TYPE_CHECKING, Any

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source, column_letters
from inspect_cli.read.archive import look_into
from inspect_cli.read.biff import look_into_old
from inspect_cli.read.cell_text import FAULT, LOST_DIGITS, NEVER_CALCULATED, text
from inspect_cli.read.compound import SIGNATURE
from inspect_cli.read.grids import HEAD_ROWS, Below, Content, Grid, Later, read_as_known
from inspect_cli.read.headings import SEARCHED_ROWS, find_heading
from inspect_cli.read.held_sheets import HeldSheets
from inspect_cli.read.options import Options
from inspect_cli.read.sheet_cells import Marks, TooFarError
from inspect_cli.read.tidy import ROWS_A_CHUNK, SPACES, Chunks, finish, may_be_a_day

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook

HELP_SHEETS = frozenset({"说明", "Help", "注意事项"})
"""Sheets that explain a form to people; they are read only when asked for."""

ROW_LIMITS = (65_536, 1_048_576)
ERRORS = (
    "#REF!", "#N/A", "#VALUE!", "#DIV/0!", "#NAME?", "#NULL!", "#NUM!", "#SPILL!", "#CALC!", "#GETTING_DATA", "#FIELD!",
    "#BLOCKED!", "#CONNECT!", "#BUSY!", "#UNKNOWN!", "#EXTERNAL!", "#PYTHON!", "#ERROR!",
)  # fmt: skip
ODS_FULL_MINUTE = r"^PT([0-9]{2,})H([0-9]{2})M00(?:[.,]0+)?S$"
ODS_TIME = r"^PT([0-9]{2,})H([0-9]{2})M([0-9]{2})(?:[.,][0-9]+)?S$"

PANIC = "PanicException"
"""What calamine lets out where a damaged file takes it by surprise; it is no Exception and cannot be imported."""

NumberedCells = tuple[int, list[str]]


def read(data: bytes, source: Source, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The Rows of each sheet that holds data, or of the one asked for, and what is wrong with them."""
    marks, problem = look_into_old(data, source) if data.startswith(SIGNATURE) else look_into(data, source)
    if problem:
        return [], [problem]
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            return _read_sheets(book, source, options, marks)
    except TooFarError as far:
        return [], [Problem("sheet-too-big", source, far.facts)]
    except PasswordError:
        return [], [Problem("password", source)]
    except CalamineError as error:
        return [], [Problem("damaged-workbook", source, {"reason": str(error).lower()})]
    except BaseException as error:
        if type(error).__name__ != PANIC:
            raise
        return [], [Problem("damaged-workbook", source, {"reason": str(error).lower()})]


def _read_sheets(
    book: "CalamineWorkbook", source: Source, options: Options, marks: Mapping[str, Marks]
) -> tuple[list[Rows], list[Problem]]:
    names = [name for name in book.sheet_names if name.strip() not in HELP_SHEETS]
    if options.sheet is not None:
        names = [name for name in book.sheet_names if name.strip() == options.sheet.strip()]
        if not names:
            return [], [_no_such_sheet(options.sheet, book.sheet_names, source)]
    held = HeldSheets(book)
    sheets = {name: partial(held.sheet, name) for name in names}
    known = read_as_known(_content(sheets, source, marks), options) if options.formats else None
    if known:
        found, problems = known
        problems += [problem for rows in found for problem in _row_limit(sheets[rows.source.sheet or ""](), rows)]
    else:
        found, problems = _read_each(sheets, source, options, marks)
    if not found and not problems:
        problems = [Problem("no-data-sheet", source)]
    return found, [*problems, *_hidden(book, found, marks)]


def _read_each(
    sheets: Mapping[str, Callable[[], "CalamineSheet"]], source: Source, options: Options, marks: Mapping[str, Marks]
) -> tuple[list[Rows], list[Problem]]:
    found: list[Rows] = []
    problems: list[Problem] = []
    for name, sheet in sheets.items():
        rows, more = _read_sheet(sheet(), replace(source, sheet=name), options.header_row, marks.get(name, Marks()))
        found += rows
        problems += more
    return found, problems


def _hidden(book: "CalamineWorkbook", tables: Sequence[Rows], marks: Mapping[str, Marks]) -> Iterator[Problem]:
    """A note for each sheet that was read though it is hidden, and one for the hidden rows of each other."""
    from python_calamine import SheetVisibleEnum

    shown = {sheet.name for sheet in book.sheets_metadata if sheet.visible == SheetVisibleEnum.Visible}
    for rows in tables:
        name = rows.source.sheet or ""
        of_sheet = marks.get(name, Marks()).hidden
        hidden = sorted(of_sheet.intersection(rows.cells["row"])) if of_sheet else []
        if rows.cells.height and name not in shown:
            yield Problem("hidden-sheet", rows.source)
        elif hidden:
            yield Problem("hidden-rows", replace(rows.source, row=hidden[0]), {"count": str(len(hidden))})


def _content(
    sheets: Mapping[str, Callable[[], "CalamineSheet"]], source: Source, marks: Mapping[str, Marks]
) -> Content:
    """The sheets with their first rows, by which formats are recognised."""
    return Content(source, grids=[_grid(sheet, replace(source, sheet=name), marks) for name, sheet in sheets.items()])


def _grid(sheet: Callable[[], "CalamineSheet"], source: Source, marks: Mapping[str, Marks]) -> Grid:
    """A sheet that is read when somebody looks at it."""
    marked = marks.get(source.sheet or "", Marks())
    return Grid(
        source,
        Later(lambda: list(islice(_texts(sheet(), marked, set()), HEAD_ROWS))),
        lambda: _texts(sheet(), marked, set()),
        lambda _, first_row, wanted: _columns(sheet(), marked, first_row, wanted),
    )


def _no_such_sheet(sheet: str, names: Sequence[str], source: Source) -> Problem:
    near = difflib.get_close_matches(sheet, names, n=1)
    return Problem(
        "no-such-sheet", source, {"sheet": sheet, "sheets": ", ".join(names), **({"near": near[0]} if near else {})}
    )


def _read_sheet(
    sheet: "CalamineSheet", source: Source, header_row: int | None, marks: Marks
) -> tuple[list[Rows], list[Problem]]:
    numbers: set[tuple[int, int]] = set()
    rows = _texts(sheet, marks, numbers)
    first = _first_rows(rows, header_row)
    index = find_heading([cells for _, cells in first])
    if index is None:
        missing = sheet.start is not None and header_row is not None
        return [], [Problem("no-heading-row", source, {"row": str(header_row)})] if missing else []
    heading_row, headings = first[index]
    frame, blank = _filled(chain(first[index + 1 :], rows), len(headings))
    faults = list(_faulty_headings(headings, replace(source, row=heading_row)))
    problems = [*faults, *_faulty_cells(frame, source)]
    merges, condemned = _merged(sheet, frame, source, heading_row)
    result, more = finish(
        source,
        [heading.removeprefix(LOST_DIGITS).replace(NEVER_CALCULATED, "=") for heading in headings],
        frame,
        header_row=heading_row,
        blank=blank,
        condemned=frame["row"] if faults else condemned | {problem.source.row or 0 for problem in problems},
        spaces="",
    )
    problems += [*merges, *more, *_row_limit(sheet, result)]
    result = replace(result, numbers=frozenset(numbers))
    return [result], sorted(problems, key=lambda problem: problem.source.row or 0)


def _filled(rows: Iterable[NumberedCells], width: int) -> tuple[pl.DataFrame, int]:
    """The rows with any text, and how many without stand between them; those after the last are nothing at all."""
    chunks = Chunks(width)
    blank = waiting = 0
    for number, cells in rows:
        if any(cells):
            chunks.add(number, [cell or None for cell in cells])
            blank, waiting = blank + waiting, 0
        else:
            waiting += 1
    return _spoken_times(chunks.frame()), blank


def _first_rows(rows: Iterator[NumberedCells], header_row: int | None) -> list[NumberedCells]:
    """The rows among which the headings are looked for; only the one row where it was said which."""
    if header_row is not None:
        return [row for row in islice(rows, header_row) if row[0] == header_row]
    start = next((row for row in rows if any(row[1])), None)
    return [start, *islice(rows, SEARCHED_ROWS - 1)] if start else []


def _texts(sheet: "CalamineSheet", marks: Marks, numbers: set[tuple[int, int]]) -> Iterator[NumberedCells]:
    """The sheet's rows from its first on, as text; calamine leaves out empty columns on the left.

    `numbers` gathers the cells whose number may be a day that was typed as 11.10.
    """
    left = [""] * (sheet.start[1] if sheet.start else 0)
    marked = {row for row, _ in marks.cells}
    for number, row in enumerate(sheet.iter_rows() if sheet.start else (), 1):
        if row.count("") == len(row) and number not in marked:
            yield number, [""] * (len(left) + len(row))
            continue
        cells = left + [text(value).strip(SPACES) for value in row]
        days = [at for at, value in enumerate(row, len(left) + 1) if type(value) is float and may_be_a_day(value)]
        if days:
            numbers.update((number, at) for at in days)
        if number in marked:
            cells = [marks.cells.get((number, column), cell).strip(SPACES) for column, cell in enumerate(cells, 1)]
        yield number, cells


def _columns(sheet: "CalamineSheet", marks: Marks, first_row: int, wanted: Sequence[int]) -> Below:
    """Some of the sheet's columns as text; a column of nothing but text is taken as it is."""
    left = sheet.start[1] if sheet.start else 0
    rows = islice(sheet.iter_rows() if sheet.start else (), first_row - 1, None)
    marked = {row for row, _ in marks.cells}
    frames = [pl.DataFrame(schema=dict.fromkeys(map("c{}".format, wanted), pl.String))]
    begin = first_row
    while batch := list(islice(rows, ROWS_A_CHUNK)):
        cells = {f"c{column}": _column(batch, column - left - 1) for column in wanted}
        for number in marked.intersection(range(begin, begin + len(batch))):
            for name, column in zip(cells, wanted, strict=True):
                cells[name][number - begin] = marks.cells.get((number, column), cells[name][number - begin])
        frames.append(pl.DataFrame(cells, schema=frames[0].schema))
        begin += len(batch)
    numbers = pl.int_range(first_row, begin, dtype=pl.UInt32).alias("row")
    return Below(_spoken_times(pl.concat(frames)).with_columns(numbers), open_end=True)


def _column(rows: Sequence[Sequence[Any]], place: int) -> list[str]:
    """The cells at one place of each row as text, none where the sheet does not reach there."""
    if not 0 <= place < len(rows[0]):
        return [""] * len(rows)
    cells = [row[place] for row in rows]
    return cells if set(map(type, cells)) == {str} else [text(value) for value in cells]


def _spoken_times(frame: pl.DataFrame) -> pl.DataFrame:
    """Times of OpenDocument, which come as PT08H30M00S, as 08:30."""
    speaks = pl.col(pl.String).str.starts_with("PT").any()
    text = pl.col([name for name, found in frame.select(speaks).to_dict(as_series=False).items() if found[0]]).str
    return frame.with_columns(text.replace(ODS_FULL_MINUTE, "$1:$2").str.replace(ODS_TIME, "$1:$2:$3"))


def _faulty_headings(headings: Sequence[str], place: Source) -> Iterator[Problem]:
    """A Problem for each heading that nobody can read: what its column holds is not known then."""
    for column, heading in enumerate(headings, 1):
        if heading in ERRORS or heading == NEVER_CALCULATED:
            yield _fault(heading, replace(place, column=column))


def _faulty_cells(frame: pl.DataFrame, source: Source) -> Iterator[Problem]:
    """A Problem for each cell that holds an error, a formula without a result, or a number that lost digits."""
    cells = pl.col(pl.String)
    for *values, row in frame.filter(pl.any_horizontal(cells.is_in(ERRORS) | cells.str.starts_with("\0"))).iter_rows():
        for column, value in enumerate(values, 1):
            if value and (value in ERRORS or value.startswith(FAULT)):
                yield _fault(value, replace(source, row=row, column=column))


def _fault(value: str, place: Source) -> Problem:
    if value == NEVER_CALCULATED:
        return Problem("never-calculated", place)
    if value.startswith(LOST_DIGITS):
        return Problem("digits-lost", place, {"value": value.removeprefix(LOST_DIGITS)})
    return Problem("error-cell", place, {"value": value})


def _merged(
    sheet: "CalamineSheet", frame: pl.DataFrame, source: Source, heading_row: int
) -> tuple[list[Problem], set[int]]:
    """A Problem for each filled cell that covers several rows of data, and the rows that such cells cover."""
    problems: list[Problem] = []
    condemned: set[int] = set()
    numbers = frame["row"].to_list()
    done = 0
    for (top, left), (bottom, right) in sorted(sheet.merged_cell_ranges or []):
        begin, end = bisect_right(numbers, max(top, heading_row)), bisect_right(numbers, bottom + 1)
        if top == bottom or begin == end or left >= frame.width - 1:
            continue
        if top < heading_row or (numbers[begin] == top + 1 and frame[f"c{left + 1}"][begin]):
            first, last = f"{column_letters(left + 1)}{top + 1}", f"{column_letters(right + 1)}{bottom + 1}"
            place = replace(source, row=max(top, heading_row) + 1, column=left + 1)
            problems.append(Problem("merged-cells", place, {"range": f"{first}:{last}"}))
            condemned.update(numbers[max(begin, done) : end])
            done = max(done, end)
    return problems, condemned


def _row_limit(sheet: "CalamineSheet", rows: Rows) -> list[Problem]:
    """A full sheet that ends exactly where its format ends was probably cut there."""
    height = sheet.end[0] + 1 if sheet.end else 0
    if height not in ROW_LIMITS or rows.cells.height + rows.refused < height // 2:
        return []
    return [Problem("row-limit", rows.source, {"rows": f"{height:,}"})]
