"""JSON arrays of flat objects, and JSON Lines, into Rows."""

import io
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import polars as pl

from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.read import encodings
from inspect_cli.read.files import megabytes
from inspect_cli.read.grids import HEAD_ROWS, Content, Grid, NumberedCells, read_as_known
from inspect_cli.read.options import Options
from inspect_cli.read.strict_json import DEEPEST, Repeated, WithDecimals, faults, parse
from inspect_cli.read.tidy import MOST_COLUMNS, ROWS_A_CHUNK, Chunks, cell_names, finish, may_be_a_day

LARGEST_DOCUMENT = 50_000_000
"""JSON Lines are read line by line; any other JSON is held whole, eight times as large as its text."""

FIRST_LINES = 10
CODES: Mapping[str, tuple[str, str]] = {
    "too-deep": ("json-nested", "key"),
    "repeated-key": ("json-key-twice", "key"),
    "no-number": ("json-no-number", "value"),
    "half-character": ("json-half-character", "value"),
}


@dataclass(slots=True)
class Found:
    """Sound objects as rows below their keys, in the order in which those first come, and what became of the others.

    `days` are the cells (row, column) whose number may be a day that was typed as 11.10.
    """

    headings: dict[str, int] = field(default_factory=dict)
    days: set[tuple[int, int]] = field(default_factory=set)
    problems: list[Problem] = field(default_factory=list)
    blank: int = 0
    refused: int = 0
    _numbers: list[int] = field(default_factory=list)
    _cells: list[list[str]] = field(default_factory=list)
    _frames: list[pl.DataFrame] = field(default_factory=list)

    def add(self, value: object, source: Source, row: int) -> None:
        """One element of an array or one line, taken or refused with everything that is wrong with it."""
        problems = list(_problems(value, source))
        self.problems += problems
        self.refused += bool(problems)
        if isinstance(value, dict) and not problems:
            for key in value:
                self.headings.setdefault(key, len(self.headings) + 1)
            if len(self.headings) <= MOST_COLUMNS:
                self._take(value, row)

    def frame(self) -> pl.DataFrame:
        """The rows so far: c1, c2, … and row; null or "" where an object lacks the key."""
        self._flush()
        return pl.concat(self._frames, how="diagonal").select(*cell_names(len(self.headings)), "row")

    def _take(self, value: Mapping[str, object], row: int) -> None:
        days = (key for key, inner in value.items() if isinstance(inner, WithDecimals) and may_be_a_day(float(inner)))
        self.days.update((row, self.headings[key]) for key in days)
        self._numbers.append(row)
        self._cells.append([_text(value.get(heading)) for heading in self.headings])
        if len(self._numbers) == ROWS_A_CHUNK:
            self._flush()

    def _flush(self) -> None:
        chunk = Chunks(len(self.headings))
        chunk.add_all(self._numbers, [cells + [""] * (len(self.headings) - len(cells)) for cells in self._cells])
        self._frames.append(chunk.frame())
        self._numbers, self._cells = [], []


def read(data: bytes, source: Source, options: Options) -> tuple[list[Rows], list[Problem]]:
    """The Rows of a JSON file and what is wrong with it; headings are the keys as they first come."""
    data, problem = encodings.as_utf8(data, options.encoding, source)
    if problem:
        return [], [problem]
    if b"\n" not in data:
        data = data.replace(b"\r", b"\n")
    found = _lines(data, source) if _is_json_lines(data) else _document(data, source)
    if isinstance(found, Problem):
        return [], [found]
    headings = list(found.headings)
    if len(headings) > MOST_COLUMNS:
        facts = {"columns": f"{len(headings):,}", "limit": f"{MOST_COLUMNS:,}"}
        return [], [*found.problems, Problem("too-many-columns", source, facts)]
    frame = found.frame()
    known = read_as_known(_content(frame, headings, source), options) if options.formats else None
    if known:
        tables, problems = known
        return [_with_others(rows, found) for rows in tables], [*found.problems, *problems]
    rows, problems = finish(source, headings, frame, header_row=0, blank=found.blank, refused=found.refused)
    return [replace(rows, numbers=frozenset(found.days))], [*found.problems, *problems]


def _content(frame: pl.DataFrame, headings: Sequence[str], source: Source) -> Content:
    """The objects as a table below their keys, by which formats are recognised."""

    def rows() -> Iterator[NumberedCells]:
        yield 0, headings
        for *cells, row in frame.iter_rows():
            yield row, [cell or "" for cell in cells]

    return Content(source, grids=(Grid(source, list(islice(rows(), HEAD_ROWS)), rows),))


def _with_others(rows: Rows, found: Found) -> Rows:
    """The Rows, which count the elements and lines that gave none of them too."""
    in_file = rows.in_file + found.blank + found.refused if rows.in_file is not None else None
    return replace(rows, blank=rows.blank + found.blank, refused=rows.refused + found.refused, in_file=in_file)


def _is_json_lines(data: bytes) -> bool:
    """Whether half of the first lines are objects on their own, or the first two begin one each.

    The others may be torn. Where the first opens a list, the lines are parts of it.
    """
    beginning = io.BytesIO(data[: 1 << 20].removeprefix(b"\xef\xbb\xbf"))
    lines = list(islice((line.strip() for line in beginning if line.strip()), FIRST_LINES))
    if lines and lines[0].startswith(b"[") and not isinstance(_value(lines[0]), list):
        return False
    is_begun = len(lines) > 1 and all(line.startswith(b"{") for line in lines[:2])
    whole = sum(isinstance(_value(line), dict) for line in lines)
    return is_begun or (whole > 0 and whole * 2 >= len(lines))


def _value(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _lines(data: bytes, source: Source) -> Found:
    found = Found()
    offset = 0
    for row, line in enumerate(io.BytesIO(data), 1):
        place = replace(source, row=row)
        text = line.removeprefix(b"\xef\xbb\xbf") if row == 1 else line
        if not text.strip():
            found.blank += 1
            offset += len(line)
            continue
        value = _parsed(text, place, row, offset)
        if isinstance(value, Problem):
            found.problems.append(value)
            found.refused += 1
        else:
            found.add(value, place, row)
        offset += len(line)
    return found


def _document(data: bytes, source: Source) -> Found | Problem:
    if len(data) > LARGEST_DOCUMENT:
        facts = {"size": megabytes(len(data)), "limit": megabytes(LARGEST_DOCUMENT)}
        return Problem("json-too-big", source, facts)
    document = _parsed(data.removeprefix(b"\xef\xbb\xbf"), source, 1)
    if isinstance(document, Problem):
        return document
    if not isinstance(document, list):
        return Problem("json-not-rows", source)
    found = Found()
    for index, element in enumerate(document):
        found.add(element, replace(source, path=f"$[{index}]"), index + 1)
    return found


def _parsed(data: bytes, source: Source, row: int, offset: int = 0) -> object:
    """The value of a JSON text that begins on line `row` at `offset`, or the Problem why it is none."""
    try:
        return parse(data.decode(), numbers_as_text=True)
    except UnicodeDecodeError as error:
        row += data.count(b"\n", 0, error.start)
        return Problem(
            "encoding",
            replace(source, row=row),
            {"offset": str(offset + error.start), "encoding": "UTF-8", "likely": "gb18030"},
        )
    except json.JSONDecodeError as error:
        place = replace(source, row=row + error.lineno - 1, column=error.colno)
        return Problem("json-syntax", place, {"reason": error.msg.lower()})
    except RecursionError:
        return Problem("json-nested", source, {"key": f"{DEEPEST} levels"})


def _problems(value: object, source: Source) -> Iterator[Problem]:
    path = source.path or "$"
    if not isinstance(value, dict):
        yield Problem("json-not-an-object", source)
        return
    for fault in faults(value, path):
        code, fact = CODES[fault.what]
        yield Problem(code, replace(source, path=fault.path), {fact: fault.about})
    for key, inner in value.items():
        if isinstance(inner, dict | list) and not isinstance(value, Repeated):
            yield Problem("json-nested", replace(source, path=f"{path}.{key}"), {"key": key})


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else ""
