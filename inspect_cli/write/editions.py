"""How a report is to be written down: language, headings, and what stands above its tables."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from inspect_cli.frames import Heading, Table

LONG_AGO = datetime(2000, 1, 1)


@dataclass(frozen=True, slots=True)
class Edition:
    """What every writer may ask for beyond the tables; each takes what its format can show.

    `lang` is zh or en. `headings` (keys, zh, en) and `bom` are for CSV. `created`, `title`, `subtitle`, `totals` and
    `choices` (a column's key and the answers it offers as a drop-down) are for workbooks, which open with an overview
    unless `overview` is off. `width` and `colour` are for the terminal. Nothing here is read from the machine.
    """

    lang: str = "en"
    headings: str = "keys"
    bom: bool = True
    title: str = ""
    subtitle: Sequence[str] = ()
    created: datetime = LONG_AGO
    totals: Table | None = None
    overview: bool = True
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)
    width: int | None = None
    colour: bool = False


def titles(headings: Sequence[Heading], which: str) -> list[str]:
    """The columns' names: English `keys`, or titles in `zh` or `en`."""
    if which == "keys":
        return [heading.key for heading in headings]
    if which not in ("zh", "en"):
        raise ValueError(f"headings are keys, zh or en, not {which}")
    return [heading.zh if which == "zh" else heading.en for heading in headings]
