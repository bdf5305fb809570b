"""What a person said about a file because its content cannot say it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """The sheet to read, the text's encoding, the row of the headings, what separates cells; None means: find out."""

    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    delimiter: str | None = None
