"""Tables that a profile describes, from apps, HR systems and clocks, into Rows of punches."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.months import says_zone
from inspect_cli.problems import Problem, Source
from inspect_cli.profile import Layout, Profile
from inspect_cli.read import punch_cells
from inspect_cli.read.cell_text import NEVER_CALCULATED
from inspect_cli.read.day_columns import days_of, period
from inspect_cli.read.fitting import Fit, fit
from inspect_cli.read.grids import Content, Format, Grid
from inspect_cli.read.headings_again import without_headings
from inspect_cli.read.options import Options
from inspect_cli.read.punch_readings import readings_of
from inspect_cli.read.punch_table import punched, settled_order, table_of
from inspect_cli.read.written_dates import UNORDERED, day_counted, readings, unordered

ReadTable = tuple[list[Rows], list[Problem]]
KEYS: Final = ("person_id", "device_id", "name", "time", "direction", "device")
EXAMPLE_DATE: Final = "2026-10-03"
EXAMPLE_MOMENT: Final = "2026-10-03 08:29:31"


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
    if profile.note:
        said = {"title": profile.title, "note": profile.note["en"], "note_zh": profile.note["zh"]}
        problems.append(Problem("note-on-exports", content.source, said))
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

    Of its rows those without any punch are blank, and each cell that could not be read is refused as one punch.
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
    below = grid.below(found.headings, found.first_row, found.columns)
    table = table_of(below, found)
    in_file = table.height + below.refused + below.blank
    below, table = without_headings(below, table, found, grid.source)
    said = punched(table, found, days)
    rows = replace(_rows(said.punches, table, found, grid.source), in_file=in_file)
    if len(said.orders) > 1:
        unread = replace(rows, cells=rows.cells.clear(), refused=said.cells.height)
        return [unread], [_order_unclear(table, said.orders, found, grid.source)]
    kept, nobodys = _with_people(rows, found)
    faults = _faults(said.faulty, table, found, grid.source)
    refused = below.refused + len(faults) + rows.cells.height - kept.cells.height
    kept = replace(
        kept, blank=below.blank + table.height - said.cells["nth"].n_unique(), refused=refused,
        readings=partial(readings_of, rows, said.punches, table, found),
    )  # fmt: skip
    nothing = [] if said.cells.height or below.refused else [Problem("no-rows", grid.source)]
    told = sorted([*below.problems, *_told_once([*faults, *nobodys])], key=lambda problem: problem.source.row or 0)
    return [kept], [*told, *nothing]


def with_order(layout: Layout, content: Content) -> Layout:
    """The layout with the order of day and month that the first table of the content proves, if none is said."""
    found = next(((grid, each) for grid in content.grids if (each := fit(layout, grid))), None)
    if layout.date_order or found is None or layout.shape == "summary":
        return layout
    grid, each = found
    below = grid.below(each.headings, each.first_row, each.columns)
    return replace(layout, date_order=settled_order(table_of(below, each), each))


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


def _order_unclear(table: pl.DataFrame, orders: list[str], found: Fit, source: Source) -> Problem:
    """The first date that may be two days, and the days."""
    columns = sorted({column for slot in found.slots for column in (slot.date, slot.column) if column})
    doubtful = [(table.filter(pl.col(f"c{column}").str.contains(UNORDERED)).head(1), column) for column in columns]
    first, column = next((row, column) for row, column in doubtful if row.height)
    value = unordered(first[f"c{column}"].item())
    days = " / ".join(f"{day} ({order})" for order, day in readings(value, orders).items())
    facts = {"key": found.headings[column - 1], "value": value, "days": days, "order": orders[0]}
    return Problem("date-order-unclear", replace(source, row=first["row"].item(), column=column), facts)


def _faults(faulty: pl.DataFrame, table: pl.DataFrame, found: Fit, source: Source) -> list[Problem]:
    rows = table.select("nth", "row")
    return [_fault(row, found, source) for row in faulty.join(rows, on="nth").iter_rows(named=True)]


def _fault(row: dict[str, Any], found: Fit, source: Source) -> Problem:
    """Why a cell gave no punch: its own text, or the date beside it."""
    slot, text = found.slots[row["slot"]], row["text"]
    if not row["doubtful"] and row["day"] is None and slot.date:
        place, value = replace(source, row=row["row"], column=slot.date), row["written_day"] or ""
        facts = {"key": found.headings[slot.date - 1], "value": value, "example": EXAMPLE_DATE}
        return _counts_days(place, facts) or Problem("bad-date", place, facts)
    place = replace(source, row=row["row"], column=slot.column)
    if text == NEVER_CALCULATED:
        return Problem("never-calculated", place)
    if text.startswith("#"):
        return Problem("error-cell", place, {"value": text})
    facts = {"key": found.headings[slot.column - 1], "value": row["written"].strip("\0")}
    if says_zone(text):
        return Problem("time-with-zone", place, {**facts, "example": EXAMPLE_MOMENT})
    return _counts_days(place, facts) or Problem("unreadable-punch", place, facts)


def _counts_days(place: Source, facts: dict[str, str]) -> Problem | None:
    """The Problem of a number that a spreadsheet would show as a day; None of any other text."""
    day = day_counted(facts["value"])
    return Problem("number-of-days", place, {**facts, "day": f"{day}"}) if day else None


def _rows(punches: pl.DataFrame, table: pl.DataFrame, found: Fit, source: Source) -> Rows:
    about = table.select(
        "row",
        **{f"c{place}": _person(table, key, columns) for place, (key, columns) in enumerate(found.people.items(), 1)},
        way_said=_said(table, found),
        device_said=_device(table, found),
    )
    of_each = about if punches["nth"].equals(table["nth"]) else about[punches["nth"]]
    frame = of_each.select(
        "row",
        "c1",
        "c2",
        "c3",
        c4=punches["time"],
        c5=pl.coalesce(punches["way"], "way_said"),
        c6=pl.coalesce("device_said", pl.lit(found.layout.clock, pl.String)),
    )
    shown = [next(iter(found.people[key]), None) for key in found.people]
    columns = [*shown, found.slots[0].column, found.direction, found.device]
    return Rows(source, KEYS, frame, found.header_row, columns=columns)


def _person(table: pl.DataFrame, key: str, columns: Sequence[int]) -> pl.Series:
    """The first of the columns with text."""
    read_as = punch_cells.name if key == "name" else punch_cells.plain
    said = [punch_cells.once_each(table[f"c{column}"], read_as) for column in columns]
    return pl.select(pl.coalesce(*said)).to_series() if said else _nothing(table)


def _said(table: pl.DataFrame, found: Fit) -> pl.Series:
    """in or out, as the column of direction says it in the profile's words."""
    words = found.layout.direction_words
    if found.direction is None or words is None:
        return _nothing(table)
    meant = {folded(word): way for way, several in words.items() for word in several}

    def way(text: pl.Expr) -> pl.Expr:
        plain = punch_cells.plain(text).str.to_lowercase().str.replace_all(r"[\s_:*-]", "")
        return plain.replace_strict(meant, default=None, return_dtype=pl.String)

    return punch_cells.once_each(table[f"c{found.direction}"], way)


def _device(table: pl.DataFrame, found: Fit) -> pl.Series:
    """The clock, as the column of clocks says it."""
    if found.device is None:
        return _nothing(table)
    return punch_cells.once_each(table[f"c{found.device}"], punch_cells.plain)


def _nothing(table: pl.DataFrame) -> pl.Series:
    return pl.repeat(None, table.height, dtype=pl.String, eager=True)
