"""What is carried between the steps besides frames: Rows as read, Records as validated, Tables as written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace

import polars as pl

from inspect_cli.months import day_part
from inspect_cli.problems import Source


@dataclass(frozen=True, slots=True)
class Rows:
    """A file or sheet as it was read: text cells by position, and where each row stood.

    `cells` has the columns c1, c2, … (text; an empty cell is null) and `row` (the line or sheet row people see). Row
    `header_row` held the headings. `blank` rows below it had no text in any cell and are not among the cells. `refused`
    are rows that could not be split into cells; each has its Problem. `numbers` are the cells (row, column) of a
    spreadsheet or of JSON that hold a number with decimals below 13: where a date is expected it may have lost a zero.
    `set_aside` are rows that a clock damaged by itself; a Problem counts them. `in_file` is how many rows of the file
    all these are, where its reader does not make one of each (several punches of a month's row, none of some). `format`
    is what the file was recognised as, `encoding` what was assumed of a text. `columns` are the columns that people see
    for the headings, where they are not the first, second, third; then `readings` tells what the reader made of which
    text (columns of READINGS from `nth` on), where it is asked for.
    """

    source: Source
    headings: Sequence[str]
    cells: pl.DataFrame
    header_row: int = 1
    blank: int = 0
    refused: int = 0
    numbers: frozenset[tuple[int, int]] = frozenset()
    set_aside: int = 0
    in_file: int | None = None
    format: str = ""
    encoding: str = ""
    columns: Sequence[int | None] | None = None
    readings: Callable[[], pl.DataFrame] | None = None

    def column(self, number: int | None) -> int | None:
        """The column that people see for the cells c`number`."""
        return self.columns[number - 1] if self.columns is not None and number is not None else number


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the rows of one kind or file: read = accepted + known + refused + set aside + blank.

    Known are rows that say again what a row before them said; set aside are rows that a clock handed over and nobody
    has to mend. `rows` are those of the file below its headings: where one holds several punches, those are what is
    read, a cell that gave none is one refused, and a row without any is one blank.
    """

    rows: int = 0
    read: int = 0
    accepted: int = 0
    known: int = 0
    refused: int = 0
    set_aside: int = 0
    blank: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(*(getattr(self, field.name) + getattr(other, field.name) for field in fields(Tally)))


@dataclass(frozen=True, slots=True)
class Input:
    """A file or sheet that was handed in: as which kind of record, in which format, and what became of its rows.

    `encoding` is empty unless it was assumed.
    """

    kind: str
    source: Source
    format: str
    encoding: str
    tally: Tally


DATED_BY: Mapping[str, Sequence[str]] = {
    "areas": ("from", "to"), "leave": ("from",), "exemptions": ("from",), "attendance": ("time",),
}  # fmt: skip
"""The columns that say for which day a record holds, the first that is filled; of all other kinds it is `date`."""


@dataclass(frozen=True, slots=True)
class Records:
    """The valid rows of one kind, typed, with `source` and `row`, and what became of the rest.

    `source` counts on from `first_source`: source number first_source + n is sources[n], whose columns are headings[n]
    (property → column counted from 1) under the titles titles[n] (none where a reader made the columns), whose rows
    tallies[n] counts and which has formats[n] and encodings[n]. `written`, where it was asked for, has source, row and
    the cells that people write in their own words, as they stand; `readings`, then too, what readers made of the texts
    of their tables (READINGS).
    """

    kind: str
    frame: pl.DataFrame
    sources: Sequence[Source]
    headings: Sequence[Mapping[str, int]]
    tallies: Sequence[Tally]
    first_source: int = 0
    titles: Sequence[Sequence[str]] = ()
    written: pl.DataFrame | None = None
    readings: Sequence[pl.DataFrame] = ()
    formats: Sequence[str] = ()
    encodings: Sequence[str] = ()

    def days(self) -> pl.Series:
        """For which day each record holds, or from which on; null where it says none."""
        said = self.frame.select(date=pl.coalesce(DATED_BY.get(self.kind, ("date",))))["date"]
        return day_part(said) if said.dtype == pl.String else said.cast(pl.Date)

    def place(self, source: int, row: int, key: str | None = None) -> Source:
        """Where the cell of a record stands; without a key, or for a property without a column, its row."""
        at = self.sources[source - self.first_source]
        column = self.headings[source - self.first_source].get(key) if key else None
        return Source(at.file, at.sheet, row, column, at.path)


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of a Table as people see it: key in CSV and JSON, titles, and how its cells are shown.

    `kind` is one of text, number (counts), points, money, date, flag. `codes` names the words that people read in place
    of the column's codes (write/code_words.py); CSV and JSON keep the codes.
    """

    key: str
    en: str
    zh: str
    kind: str = "text"
    width: int = 10
    codes: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A report as it is written in every format: rows already in their order, one Heading for each column.

    Columns of kind points and money are AMOUNT, dates are Date, everything else text or whole numbers; `notes` are
    sentences that stand above or below the table (month with its days, calculated from files, provisional). A table of
    millions of rows may hold numbers instead, of which `worded` makes the cells, a slice of rows at a time.
    """

    name: str
    en: str
    zh: str
    headings: Sequence[Heading]
    frame: pl.DataFrame
    notes: Sequence[str] = field(default_factory=tuple)
    worded: Callable[[pl.DataFrame], pl.DataFrame] | None = None

    def cells(self) -> pl.DataFrame:
        """The rows with one column a Heading, in the order of the Headings."""
        made = self.worded(self.frame) if self.worded else self.frame
        return made.select(heading.key for heading in self.headings)

    def whole(self) -> "Table":
        """The table with all its cells made: for whoever does not write it slice by slice."""
        return replace(self, frame=self.cells(), worded=None) if self.worded else self

    def filled(self) -> "Table":
        """The table without the columns in which no cell is filled."""
        whole = self.whole()
        cells = whole.frame
        headings = [heading for heading in self.headings if cells[heading.key].null_count() < cells.height]
        return replace(whole, headings=headings)

    def dtypes(self) -> Mapping[str, pl.DataType]:
        """What the column of each Heading holds."""
        return replace(self, frame=self.frame.clear()).cells().schema

    def title(self, lang: str) -> str:
        """The table's title in the reader's language."""
        return self.zh if lang == "zh" else self.en
