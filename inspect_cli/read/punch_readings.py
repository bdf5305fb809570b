"""What the texts of a profiled table were read as: its headings, people, times with their days, directions, clocks."""

from collections.abc import Iterator, Sequence

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.read.fitting import Fit

Named = tuple[str, Sequence[int]]


def readings_of(rows: Rows, punches: pl.DataFrame, table: pl.DataFrame, found: Fit) -> pl.DataFrame:
    """Every text that was read as something else: nth (0 for headings), column, written, read_as, rows.

    `rows` has a row for each of the `punches`, which say which nth row and which slot of the table they come from. A
    cell of several times is one text with all of them, below the day that stands beside or above it.
    """
    said: list[Named] = [*found.people.items(), ("time", ()), ("direction", _one(found.direction))]
    said.append(("device", _one(found.device)))
    parts = [_of_headings(said, found)]
    for nth, (key, columns) in enumerate(said, 1):
        read_as = rows.cells[f"c{rows.headings.index(key) + 1}"]
        texts = [_times(punches, table, found)] if key == "time" else _texts(columns, punches, table, read_as)
        parts += [_counted(each, key, nth) for each in texts]
    return pl.concat(parts)


def _one(column: int | None) -> list[int]:
    return [column] if column else []


def _of_headings(said: Sequence[Named], found: Fit) -> pl.DataFrame:
    """The headings of the columns that are read, but for those of days, whose times say them."""
    times = [] if found.days else [slot.column for slot in found.slots]
    about = [(column, key) for key, columns in said for column in (times if key == "time" else columns)]
    written = [" ".join(found.headings[column - 1].split()) for column, _ in about]
    frame = pl.DataFrame({"written": written, "read_as": [key for _, key in about], "nth": range(len(about))})
    return _counted(frame.cast({"written": pl.String, "read_as": pl.String}), None, 0)


def _texts(
    columns: Sequence[int], punches: pl.DataFrame, table: pl.DataFrame, read_as: pl.Series
) -> Iterator[pl.DataFrame]:
    """The cells of the first of the columns with text, and what they were read as."""
    if columns:
        written = table.select(written=pl.coalesce(f"c{column}" for column in columns))["written"]
        yield pl.DataFrame({"nth": punches["nth"], "written": written[punches["nth"]], "read_as": read_as})


def _times(punches: pl.DataFrame, table: pl.DataFrame, found: Fit) -> pl.DataFrame:
    """The cells with times, and the punches that they are."""
    cells = punches.group_by("nth", "slot", maintain_order=True).agg(read_as=pl.col("time").str.join(", "))
    parts = []
    for number, slot in enumerate(found.slots):
        of_slot = cells.filter(pl.col("slot") == number)
        own = pl.lit(" ".join(found.headings[slot.column - 1].split()) if slot.day else None, pl.String)
        beside = own if slot.date is None else pl.col(f"c{slot.date}")
        written = table.select(written=pl.concat_str(beside, f"c{slot.column}", separator=" ", ignore_nulls=True))
        parts.append(of_slot.select("nth", "read_as", written=written["written"][of_slot["nth"]]))
    return pl.concat(parts)


def _counted(texts: pl.DataFrame, key: str | None, nth: int) -> pl.DataFrame:
    """How many rows have each text that was read as something else."""
    return (
        texts.filter((pl.col("written") != pl.col("read_as")) & (pl.col("written") + ":00" != pl.col("read_as")))
        .group_by("written", "read_as", maintain_order=True)
        .agg(rows=pl.col("nth").n_unique().cast(pl.Int64))
        .select(
            nth=pl.lit(nth, pl.Int64), column=pl.lit(key, pl.String), written="written", read_as="read_as", rows="rows"
        )
    )
