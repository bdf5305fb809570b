"""The cells of a profiled table that hold times, and the punches they are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

import polars as pl

from inspect_cli.months import plainly_written
from inspect_cli.read import punch_cells
from inspect_cli.read.fitting import Fit
from inspect_cli.read.grids import Below
from inspect_cli.read.tidy import trimmed
from inspect_cli.read.written_dates import SECONDS_A_DAY, UNORDERED, counted, day, orders_of

LONGEST_SHIFT: Final = 18 * 3600
"""A time earlier than the one before it, in the cells of one day, is of the next day when the gap is at most this."""

FAULTY: Final = "^\x00|^#"
"""How a cell begins that holds an error, a formula without a result or a number that lost digits."""

TELLING: Final = f"[0-9]|{FAULTY}"
CELL: Final = ["nth", "slot"]
USUAL_MOMENT: Final = "%Y-%m-%d %H:%M:%S"


@dataclass(frozen=True, slots=True)
class Punched:
    """The punches of a table (nth row of it, slot, way, time) in its order, and the cells that gave none.

    `cells` are all that hold times: nth, slot. `faulty` are those of them that cannot be read: nth, slot, text (as it
    was spoken), day_text, both as written, doubtful (the fault is in the text itself), day. `orders` are the orders in
    which all dates of the table can be read; where they are several nobody knows which.
    """

    punches: pl.DataFrame
    cells: pl.DataFrame
    faulty: pl.DataFrame
    orders: list[str]


def table_of(below: Below, found: Fit) -> pl.DataFrame:
    """The columns that are read of every row below the headings, without spaces around them: nth, row, c1, c2, …"""
    table = trimmed(below.cells.select("row", *(f"c{column}" for column in found.columns)), below.spaces)
    if below.open_end:
        filled = table.select(pl.any_horizontal(pl.col(pl.String).is_not_null()).arg_true().max()).item()
        table = table.head(0 if filled is None else filled + 1)
    return table.with_row_index("nth")


def punched(table: pl.DataFrame, found: Fit, days: Mapping[int, date]) -> Punched:
    """The punches of all cells with times.

    A row whose every time is written in the usual way, with its date, is read at once. Of all others each distinct text
    is read once.
    """
    cells = _with_moments(_filled(table, found, days))
    odd = cells.filter(pl.col("at").is_null())["nth"].unique()
    if odd.is_empty():
        usual, others = cells, cells.clear()
    else:
        is_odd = pl.col("nth").is_in(odd.implode())
        usual, others = cells.filter(~is_odd), cells.filter(is_odd).sort(CELL)
    spoken = _spoken(others, found)
    orders = [found.layout.date_order] if found.layout.date_order else _orders(spoken)
    read = _read(spoken, orders[0])
    lost = read.filter(pl.col("at").is_null()).select(CELL).unique()
    faulty = pl.concat([spoken.filter("doubtful"), spoken.join(lost, on=CELL, how="semi")]).sort(CELL)
    faulty = faulty.with_columns(day=pl.coalesce("day", day(pl.col("day_text"), orders[0])))
    if faulty.height:
        read = read.join(faulty, on=CELL, how="anti", maintain_order="left")
    return Punched(_in_order(usual, read, found), pl.concat([usual.select(CELL), spoken.select(CELL)]), faulty, orders)


def _with_moments(cells: pl.DataFrame) -> pl.DataFrame:
    """The cells with `at`, the moment of each whose text is one date and time as programs and spreadsheets write it.

    Such a text is in the usual form then (2026-10-03 08:29:31); all cells of a column are tried at once.
    """
    at = plainly_written(cells["text"], "moment")
    if at is None:
        return cells.with_columns(at=punch_cells.usual_moment(pl.col("text")))
    return cells.with_columns(at=at, text=at.dt.to_string(USUAL_MOMENT))


def settled_order(table: pl.DataFrame, found: Fit) -> str | None:
    """The one order in which the table's dates can be read; None where they need none, or leave several."""
    cells = _filled(table, found, {})
    texts = pl.concat([cells["text"], cells["day_text"].alias("text")]).unique().drop_nulls()
    orders = orders_of(texts) if texts.str.contains(UNORDERED).any() else []
    return orders[0] if len(orders) == 1 else None


def _in_order(usual: pl.DataFrame, read: pl.DataFrame, found: Fit) -> pl.DataFrame:
    """All punches in the order of the table: nth, slot, way, time."""
    minutes = found.layout.add_minutes
    moment = (pl.col("at") + pl.duration(minutes=minutes)).dt.to_string(USUAL_MOMENT)
    every = [usual.select(*CELL, "way", time=moment if minutes else "text")]
    if read.height:
        every.append(read.select(*CELL, "way", time=moment))
    if len(every) == 1 and len(found.slots) == 1:
        return every[0]
    return pl.concat(every).sort(CELL, maintain_order=True)


def _filled(table: pl.DataFrame, found: Fit, days: Mapping[int, date]) -> pl.DataFrame:
    """Each cell with text in a column of times: nth, slot, way, text, day (of a column of days), day_text beside it."""
    parts = [
        table.lazy()
        .filter(pl.col(f"c{slot.column}").is_not_null())
        .select(
            "nth",
            slot=pl.lit(number, pl.UInt16),
            way=pl.lit(slot.direction, pl.String),
            text=f"c{slot.column}",
            day=pl.lit(days.get(slot.day or 0), pl.Date),
            day_text=pl.lit(None, pl.String) if slot.date is None else f"c{slot.date}",
        )
        for number, slot in enumerate(found.slots)
    ]
    return pl.concat(parts).collect()


def _spoken(cells: pl.DataFrame, found: Fit) -> pl.DataFrame:
    """The cells that hold times or faults, with the part of their text that does, and their dates' text, both plain."""
    text = punch_cells.plain(pl.col("text"))
    dated = punch_cells.plain(pl.col("day_text"))
    if found.layout.day_numbers:
        text, dated = counted(text), counted(dated)
    said = (
        cells.select(pl.col("text").unique())
        .with_columns(spoken=punch_cells.spoken(text, found.layout.brackets))
        .filter(pl.col("spoken").str.contains(TELLING))
        .with_columns(doubtful=pl.col("spoken").str.contains(FAULTY) | punch_cells.unreadable(pl.col("spoken")))
    )
    on = cells.select(pl.col("day_text").unique()).with_columns(plain_day=dated)
    return (
        cells.join(said, on="text", maintain_order="left")
        .join(on, on="day_text", how="left", maintain_order="left")
        .select(
            *CELL, "way", "day", "doubtful", written="text", written_day="day_text", text="spoken", day_text="plain_day"
        )
    )


def _orders(cells: pl.DataFrame) -> list[str]:
    texts = cells.filter(~pl.col("doubtful"))["text"].unique()
    return orders_of(pl.concat([texts, cells["day_text"].drop_nulls().unique().alias("text")]))


def _read(cells: pl.DataFrame, order: str) -> pl.DataFrame:
    """A row for each time of the cells (nth, slot, way, at); `at` is null where there is no day or no such date.

    A time earlier than the one before it on the row's same day is of the next day, unless that would be longer than any
    shift.
    """
    sound = cells.filter(~pl.col("doubtful"))
    days = sound.select(pl.col("day_text").unique()).with_columns(said_day=day(pl.col("day_text"), order))
    times = punch_cells.times_in(sound["text"].unique(), order)
    own = pl.when("dated").then("own_day").otherwise(pl.coalesce("day", "said_day"))
    following = pl.max_horizontal("following", pl.col("fallen").cum_sum().over("nth", "day"))
    seconds = pl.col("seconds") + following * SECONDS_A_DAY
    return (
        sound.join(days, on="day_text", how="left", maintain_order="left")
        .join(times, on="text", maintain_order="left_right")
        .with_columns(day=own)
        .with_columns(fallen=_fallen())
        .with_columns(at=pl.when("placed").then(pl.col("day").cast(pl.Datetime("ms")) + pl.duration(seconds=seconds)))
        .select(*CELL, "way", "at")
    )


def _fallen() -> pl.Expr:
    """1 where an undated time is so much earlier than the one before it that it is of the next day, else 0."""
    before = pl.col("seconds").shift(1).over("nth", "day")
    fallen = ~pl.col("dated") & (before - pl.col("seconds") >= SECONDS_A_DAY - LONGEST_SHIFT)
    return fallen.fill_null(value=False).cast(pl.Int32)
