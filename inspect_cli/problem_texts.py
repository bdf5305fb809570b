"""The words for everything that can be wrong: one line a code, in English; locale/ holds the Chinese."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["refused", "usage", "io", "note"]
DID_YOU_MEAN = "did you mean {near}?"


@dataclass(frozen=True, slots=True)
class Text:
    """What a problem says: `{name}` stands for a fact; the hint is the remedy.

    Level `refused` is bad data (exit 1), `usage` a wrong setting, rule book or option (exit 2), `io` a file that could
    not be read or written (exit 5), `note` something worth saying that costs nothing.
    """

    level: Level
    text: str
    hint: str = ""


TEXTS: dict[str, Text] = {}
