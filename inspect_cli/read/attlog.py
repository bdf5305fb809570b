"""What ZKTeco and eSSL clocks write: attlog.dat and the lines they push; no headings, a line a punch."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.months import plainly_written
from inspect_cli.problems import Problem
from inspect_cli.read.grids import Content, Format
from inspect_cli.read.options import Options
from inspect_cli.read.tidy import cell_names, finish

LIKE_A_PUNCH = re.compile(
    r"[ \t]*\S+[ \t]+[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}[ \t]+[0-9]{1,2}:[0-9]{2}:[0-9]{2}((?:[ \t]+[0-9]+){3,})\s*"
)
WITHOUT_HEADINGS = re.compile(r"[0-9:\s-]*")
"""What may stand above the first punch: a serial number, the rest of a torn line; headings have letters."""

MOMENT = r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ \t]+[0-9]{2}:[0-9]{2}:[0-9]{2}"
PUNCH = rf"^[ \t]*([^\s\x00\x{{FFFD}}]+)[ \t]+({MOMENT})((?:[ \t]+[^\s\x00\x{{FFFD}}]+){{3,}})[ \t]*$"
NUMBER_AND_TIME = 2
ATTLOG_WIDTH = 6
SHOWN_LINES = 5
NO_LINES = pl.DataFrame(schema={"row": pl.UInt32, "line": pl.String})


@dataclass(frozen=True, slots=True)
class Layout:
    """How many cells a line has, and whether the third is the number of the clock."""

    width: int
    has_device: bool


def layout_of(lines: Iterable[str]) -> Layout | None:
    """The layout that the first lines show: attlog.dat has six cells and one clock's number; all else was pushed."""
    found: list[list[str]] = []
    others = 0
    for line in filter(str.strip, lines):
        match = LIKE_A_PUNCH.fullmatch(line)
        if match is None and not found and not WITHOUT_HEADINGS.fullmatch(line):
            return None
        others += match is None
        found += [match[1].split()] if match else []
    if not found or len(found) < others:
        return None
    widths = [NUMBER_AND_TIME + len(rest) for rest in found]
    width = max(set(widths), key=widths.count)
    return Layout(width, width == ATTLOG_WIDTH and len({rest[0] for rest in found}) == 1)


def read(content: Content, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The punches of a clock: the person's number there, the local time, and the clock's own number where it is said.

    The code for coming and going is not believed: hardly anybody presses the keys for it, and on many clocks every
    punch bears the same. A line that is no punch (torn by NULs, dated 1971--10--29, a serial number) is set aside.
    """
    layout = layout_of(content.lines)
    assert layout is not None, "the format was not recognised"
    cells, others = _at_once(content.data, layout), NO_LINES
    if cells is None:
        cells, others = _line_by_line(content.data, layout)
    damaged = others.filter(pl.col("line") != "")
    problems = []
    if damaged.height and _is_cut_off(content.data, cells, damaged):
        problems.append(Problem("cut-off", replace(content.source, row=damaged["row"][-1])))
        damaged = damaged.head(-1)
    rows, more = finish(
        content.source,
        ["device_id", "time", *(["device"] if layout.has_device else [])],
        cells,
        header_row=0,
        blank=others.filter(pl.col("line") == "").height,
        refused=len(problems),
        spaces="",
    )
    return [replace(rows, set_aside=damaged.height)], [*_damage(damaged["row"].to_list(), content), *problems, *more]


def _damage(lines: list[int], content: Content) -> list[Problem]:
    """A note of the lines that are set aside."""
    shown = ", ".join(map(str, lines[:SHOWN_LINES])) + (" …" if len(lines) > SHOWN_LINES else "")
    facts = {"rows": str(len(lines)), "lines": shown}
    return [Problem("clock-damage", replace(content.source, row=lines[0]), facts)] if lines else []


def _at_once(data: bytes, layout: Layout) -> pl.DataFrame | None:
    """The cells of a file without any fault, divided by tabs, by Polars; None for any other.

    Polars gives null for the cells that a short line lacks; where none is null and the tabs are as many as they should
    be, no line is longer.
    """
    if b"\0" in data or (b"\r" in data and data.count(b"\r") != data.count(b"\r\n")):
        return None
    try:
        frame = pl.read_csv(
            data,
            has_header=False,
            infer_schema=False,
            separator="\t",
            quote_char=None,
            columns=[0, 1, 2, layout.width - 1],
            new_columns=cell_names(layout.width),
            row_index_name="row",
            row_index_offset=1,
        )
    except pl.exceptions.PolarsError:
        return None
    frame = frame.with_columns(pl.col("c1").str.strip_chars(" "))
    sound = frame.select(
        (pl.col("c1").is_not_null() & (pl.col("c1") != "") & pl.col(f"c{layout.width}").is_not_null()).all()
        & ~pl.col("c1").str.contains(" ", literal=True).any()
    ).item()
    whole = data.count(b"\t") == frame.height * (layout.width - 1)
    if not sound or not whole or plainly_written(frame["c2"], "moment") is None:
        return None
    return frame.select("c1", "c2", *(["c3"] if layout.has_device else []), pl.col("row").cast(pl.UInt32))


def _line_by_line(data: bytes, layout: Layout) -> tuple[pl.DataFrame, pl.DataFrame]:
    """The cells of the sound lines, and the other lines (row, line), of which some are empty."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    lines = pl.Series("line", [text]).str.split("\n").explode().to_frame().with_row_index("row", 1)
    parts = pl.col("line").str.extract_groups(PUNCH).struct
    cells = lines.with_columns(
        pl.col("line").str.strip_chars(" \t"),
        c1=parts.field("1"),
        c2=parts.field("2").str.replace(r"[ \t]+", " "),
        rest=parts.field("3").str.strip_chars().str.replace_all(r"[ \t]+", "\t"),
    ).with_columns(
        c3=pl.col("rest").str.extract(r"^([^\t]+)"),
        moment=pl.col("c2").str.to_datetime("%Y-%m-%d %H:%M:%S", strict=False),
        width=pl.col("rest").str.count_matches("\t", literal=True) + (NUMBER_AND_TIME + 1),
    )
    sound = pl.col("moment").is_not_null() & (pl.col("width") == layout.width)
    if not layout.has_device:
        sound = pl.col("moment").is_not_null()
    if not data.endswith((b"\n", b"\r")):  # the last line may be cut off behind its time
        sound &= (pl.col("row") < lines.height) | (pl.col("width") >= layout.width)
    device = ["c3"] if layout.has_device else []
    others = cells.filter(~sound.fill_null(False)).select("row", "line")
    return cells.filter(sound).select("c1", "c2", *device, pl.col("row").cast(pl.UInt32)), others


def _is_cut_off(data: bytes, cells: pl.DataFrame, damaged: pl.DataFrame) -> bool:
    """Whether the file ends inside its last line: not all of it was copied. A lone number there is a checksum."""
    number, line = damaged.row(-1)
    is_last = not cells.height or number > cells["row"][-1]
    return is_last and not data.endswith((b"\n", b"\r")) and not line.isdigit()


ATTLOG = Format(
    "attlog", "attendance", lambda content: (found := layout_of(content.lines)) is not None and found.has_device, read
)
PUSHED = Format("adms", "attendance", lambda content: layout_of(content.lines) is not None, read)
