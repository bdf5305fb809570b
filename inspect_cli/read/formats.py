"""The formats of makers that are known by their content; one file each, a line here, a title in write/code_words.py."""

from inspect_cli.read import attlog, hikvision, time_card
from inspect_cli.read.grids import Format

FORMATS: tuple[Format, ...] = (attlog.ATTLOG, attlog.PUSHED, time_card.TIME_CARD, hikvision.HIKVISION)
"""In the order in which they are tried: the first that recognises a file reads it."""


def formats_of(kind: str | None) -> tuple[Format, ...]:
    """The formats in which records of a kind may come."""
    return tuple(known for known in FORMATS if known.kind == kind)
