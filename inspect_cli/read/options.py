"""What is known about a file besides its content: what a person said, and what it is handed in as."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from inspect_cli.read.grids import Format


@dataclass(frozen=True, slots=True)
class Options:
    """The sheet to read, the text's encoding, the row of the headings, what separates cells; None means: find out.

    `formats` are the makers' layouts that a file of this kind may have, the first that recognises it reads it; `words`
    are the headings that it may have, folded.
    """

    sheet: str | None = None
    encoding: str | None = None
    header_row: int | None = None
    delimiter: str | None = None
    formats: tuple["Format", ...] = ()
    words: frozenset[str] = frozenset()
