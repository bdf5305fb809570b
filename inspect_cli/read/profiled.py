"""Tables that a profile describes, from apps, HR systems and clocks, into Rows of punches."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.profile import Layout, Profile
from inspect_cli.read import punch_cells
from inspect_cli.read.cell_text import NEVER_CALCULATED
from inspect_cli.read.day_columns import days_of, period
from inspect_cli.read.fitting import Fit, fit
from inspect_cli.read.grids import Content, Format, Grid
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import Below

ReadTable = tuple[list[Rows], list[Problem]]
KEYS: Final = ("person_id", "device_id", "name", "time", "direction", "device")
FAULTY: Final = "^\x00|^#"
"""How a cell begins that holds an error, a formula without a result or a number that lost digits."""

TELLING: Final = f"[0-9]|{FAULTY}"
CELL: Final = ["row", "slot"]
EXAMPLE_DATE: Final = "2026-10-03"


def format_of(profile: Profile) -> Format:
    """The profile as a format of attendance, known by its headings."""
    return Format(
        profile.id,
        "attendance",
        lambda content: layout_of(profile, content) is not None,
        lambda content, options: read(profile, content, options),
    )


def read(profile: Profile, content: Content, options: Options) -> ReadTable:
    """The punches of a file by the first of the profile's tables that is found in it, in every sheet that has it.

    Sheets of the profile's other tables hold the same punches: a note names them, and they are not read.
    """
    fits = _fits(profile, content)
    tables, problems = [], []
    for grid, each in fits:
        rows, more = read_grid(grid, each)
        tables += rows
        problems += more
    taken = [grid.source.sheet for grid, _ in fits]
    others = [grid.source.sheet for grid in content.grids if grid.source.sheet not in taken]
    if others and None not in others:
        facts = {"sheets": ", ".join(filter(None, others)), "sheet": ", ".join(filter(None, taken))}
        problems.append(Problem("sheets-passed-over", content.source, facts))
    return tables, problems


def layout_of(profile: Profile, content: Content) -> Layout | None:
    """The best table of the profile that the file holds, or None where it holds none."""
    return next((each.layout for _, each in _fits(profile, content)), None)


def _fits(profile: Profile, content: Content) -> list[tuple[Grid, Fit]]:
    """The grids that hold the best table of the profile which any grid holds."""
    for layout in profile.layouts:
        named = [grid for grid in content.grids if (grid.source.sheet or "").startswith(layout.name)]
        for grids in (named, content.grids):  # a sheet that is called so saves reading the others
            found = [(grid, each) for grid in grids if (each := fit(layout, grid))]
            if found:
                return found
    return []


def read_grid(grid: Grid, found: Fit) -> ReadTable:
    """The punches of one table, a row each with the headings KEYS, and every cell that could not be read.

    Of its rows those without any punch are blank, and each cell that could not be read is refused as one row.
    """
    if found.layout.shape == "summary":
        facts = {"title": found.layout.name, "instead": found.layout.instead or "?"}
        return [], [Problem("only-totals", replace(grid.source, row=found.header_row), facts)]
    days = {}
    if found.layout.shape == "wide":
        first = period(found.titles, grid.source.file)
        dated = days_of(found.days, first)
        if dated is None:
            return [], [_days_unknown(grid.source, found, first is None)]
        days = dated
    below = _table(grid, found)
    cells = _cells(below.cells, found, days)
    punches, faults = _punches(cells, found, grid.source)
    rows = _rows(punches, below.cells, found, grid.source)
    kept, nobodys = _with_people(rows, found)
    silent = below.cells.join(cells, on="row", how="anti").height
    lost = len(faults) + rows.cells.height - kept.cells.height
    kept = replace(kept, blank=below.blank + silent, refused=below.refused + lost)
    nothing = [] if cells.height or below.refused else [Problem("no-rows", grid.source)]
    return [kept], [*_told_once([*below.problems, *faults, *nobodys]), *nothing]


def _with_people(rows: Rows, found: Fit) -> tuple[Rows, list[Problem]]:
    """The punches of somebody, and a Problem for each row of nobody's."""
    nobody = pl.all_horizontal(pl.col(f"c{number}").is_null() for number, _ in enumerate(found.people, 1))
    lost = rows.cells.filter(nobody)["row"].unique(maintain_order=True)
    if lost.is_empty():
        return rows, []
    columns = [column for several in found.people.values() for column in several]
    facts = {"keys": ", ".join(found.headings[column - 1] for column in columns)}
    problems = [Problem("missing-one-of", replace(rows.source, row=row, column=columns[0]), facts) for row in lost]
    return replace(rows, cells=rows.cells.filter(~nobody)), problems


def _told_once(problems: Sequence[Problem]) -> list[Problem]:
    """The problems from the top of the table down, one for each cell: a date may stand beside several times."""
    by_cell = {(problem.source.row or 0, problem.source.column or 0): problem for problem in reversed(problems)}
    return [by_cell[cell] for cell in sorted(by_cell)]


def _days_unknown(source: Source, found: Fit, no_period: bool) -> Problem:
    first, last = min(found.days), max(found.days)
    at = replace(source, row=found.first_row - 1, column=first)
    if no_period:
        return Problem("no-period", at, {"heading": found.headings[first - 1]})
    facts = {"first": found.headings[first - 1], "last": found.headings[last - 1]}
    return Problem("days-not-in-order", at, facts)


def _table(grid: Grid, found: Fit) -> Below:
    """The columns that are read of every sound row below the headings down to the last with text: c1, c2, … and row.

    A row in which the headings stand again is refused.
    """
    below = grid.below(found.first_row, found.headings, found.columns)
    table = below.cells.with_columns(pl.col(pl.String).str.strip_chars().fill_null(""))
    last = table.filter(pl.any_horizontal(pl.col(pl.String) != ""))["row"].max()
    table = table.filter(pl.col("row") <= (last or 0))
    same = pl.all_horizontal(pl.col(f"c{column}") == found.headings[column - 1] for column in found.columns)
    again = [Problem("repeated-heading", replace(grid.source, row=row)) for row in table.filter(same)["row"]]
    return replace(
        below, cells=table.filter(~same), problems=[*below.problems, *again], refused=below.refused + len(again)
    )


def _cells(table: pl.DataFrame, found: Fit, days: Mapping[int, date]) -> pl.DataFrame:
    """Each cell that holds times: row, slot, column, way, day, day_text, text; in the order of slots."""
    parts = []
    for number, slot in enumerate(found.slots):
        dated = pl.lit(None, pl.String) if slot.date is None else punch_cells.plain(pl.col(f"c{slot.date}"))
        on = pl.lit(days[slot.column], pl.Date) if days else punch_cells.day(dated, found.layout.date_order)
        part = (
            table.lazy()
            .filter(pl.col(f"c{slot.column}") != "")
            .select(
                "row",
                slot=pl.lit(number, pl.UInt16),
                column=pl.lit(slot.column, pl.UInt16),
                way=pl.lit(slot.direction, pl.String),
                day=on,
                day_text=dated,
                text=punch_cells.spoken(punch_cells.plain(pl.col(f"c{slot.column}")), found.layout.brackets),
            )
        )
        parts.append(part.filter(pl.col("text").str.contains(TELLING)))
    return pl.concat(parts).collect()


def _punches(cells: pl.DataFrame, found: Fit, source: Source) -> tuple[pl.DataFrame, list[Problem]]:
    """The punches of the cells that can be read: row, way, at; and a Problem for each other cell."""
    layout = found.layout
    doubtful = pl.col("text").str.contains(FAULTY) | punch_cells.unreadable(pl.col("text"))
    cells = cells.with_columns(doubtful=doubtful)
    punches = punch_cells.punches(
        cells.filter(~pl.col("doubtful")).select("row", "slot", "way", "day", "text"),
        layout.date_order,
        layout.add_minutes,
    )
    lost = punches.filter(pl.col("at").is_null()).select(CELL).unique()
    faulty = pl.concat([cells.filter("doubtful"), cells.join(lost, on=CELL, how="semi")]).sort(CELL)
    if faulty.is_empty():
        return punches, []
    kept = punches.join(faulty, on=CELL, how="anti", maintain_order="left")
    return kept, [_fault(row, found, source) for row in faulty.iter_rows(named=True)]


def _fault(row: dict[str, object], found: Fit, source: Source) -> Problem:
    """Why a cell gave no punch: its own text, or the date beside it."""
    date = found.slots[int(str(row["slot"]))].date
    if not row["doubtful"] and row["day"] is None and date:
        facts = {"key": found.headings[date - 1], "value": str(row["day_text"] or ""), "example": EXAMPLE_DATE}
        return Problem("bad-date", replace(source, row=int(str(row["row"])), column=date), facts)
    place, text = replace(source, row=int(str(row["row"])), column=int(str(row["column"]))), str(row["text"])
    if text == NEVER_CALCULATED:
        return Problem("never-calculated", place)
    return Problem("error-cell" if text.startswith("#") else "unreadable-punch", place, {"value": text.strip("\0")})


def _rows(punches: pl.DataFrame, table: pl.DataFrame, found: Fit, source: Source) -> Rows:
    people = table.select(
        "row", *(_person(key, columns) for key, columns in found.people.items()), way_said=_said(found)
    )
    frame = (
        punches.sort("row", "slot", maintain_order=True)
        .join(people, on="row", how="left", maintain_order="left")
        .select(
            "row",
            c1="person_id",
            c2="device_id",
            c3="name",
            c4=pl.col("at").dt.to_string("%Y-%m-%d %H:%M:%S"),
            c5=pl.coalesce("way", "way_said"),
            c6=pl.lit(found.layout.clock, pl.String),
        )
    )
    shown = [next(iter(found.people[key]), None) for key in found.people]
    columns = [*shown, found.slots[0].column, found.direction, None]
    return Rows(source, KEYS, frame, found.header_row, columns=columns)


def _person(key: str, columns: Iterable[int]) -> pl.Expr:
    """The first of the columns with text."""
    read_as = punch_cells.name if key == "name" else punch_cells.plain
    return pl.coalesce(pl.lit(None, pl.String), *(read_as(pl.col(f"c{column}")) for column in columns)).alias(key)


def _said(found: Fit) -> pl.Expr:
    """in or out, as the column of direction says it in the profile's words."""
    words = found.layout.direction_words
    if found.direction is None or words is None:
        return pl.lit(None, pl.String)
    meant = {folded(word): way for way, several in words.items() for word in several}
    text = punch_cells.plain(pl.col(f"c{found.direction}")).str.to_lowercase().str.replace_all(r"[\s_:*-]", "")
    return text.replace_strict(meant, default=None, return_dtype=pl.String)
