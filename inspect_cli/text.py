"""What a problem text is: how grave, the fact, the remedy."""

from dataclasses import dataclass
from typing import Literal

Level = Literal["refused", "usage", "io", "refused-by-state", "set-aside", "known", "note"]


@dataclass(frozen=True, slots=True)
class Text:
    """What a problem says: `{name}` stands for a fact; the hint is the remedy.

    Level `refused` is bad data (exit 1), `usage` a wrong setting, rule book or option (exit 2), `refused-by-state` what
    the state of things forbids (exit 4), `io` a file that could not be read or written (exit 5), `note` something worth
    saying that costs nothing, `set-aside` rows that do not count though nobody has to mend them (exit 0),
    `known` rows that say again what was read before (exit 0). `in_check` are those that ask nothing of anybody: `check`
    tells them, and other commands pass them over.
    """

    level: Level
    text: str
    hint: str = ""
    in_check: bool = False
