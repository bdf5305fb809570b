"""The formats of makers that are known by their content; one file each, a line here, a title in write/code_words.py."""

from collections.abc import Sequence

from inspect_cli.profile import Profile
from inspect_cli.read import attlog, profiled, shift_card, time_card
from inspect_cli.read.grids import Format

FORMATS: tuple[Format, ...] = (
    attlog.ATTLOG,
    attlog.PUSHED,
    time_card.TIME_CARD,
    shift_card.SHIFT_CARD,
)
"""In the order in which they are tried: the first that recognises a file reads it."""


def formats_of(kind: str | None, profiles: Sequence[Profile] = ()) -> tuple[Format, ...]:
    """The formats in which records of a kind may come: what profiles describe, then what is known here."""
    known = (*map(profiled.format_of, profiles), *FORMATS)
    return tuple(each for each in known if each.kind == kind)
