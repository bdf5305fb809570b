"""What a month is scored from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from inspect_cli.profile import Profile
from inspect_cli.rulebook import RuleBook
from inspect_cli.site import AS_USUAL, Clocks

Files = Mapping[str, Sequence[tuple[Path, str]]]
"""The files of each kind: path, and name as people know it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a month is scored from: the files of each kind and the rules in force.

    `history` is the folder of earlier months' reports, `profiles` say how tables of punches are laid out.
    """

    files: Files
    book: RuleBook
    scheme: str
    start: date | None = None
    encoding: str | None = None
    review: bool = False
    """Whether inspections and incidents without a status wait for approval."""
    profiles: Sequence[Profile] = ()
    history: tuple[Path, str] | None = None
    cut_off: int = 31
    week: Sequence[str] = ()
    """The shift of everybody on each weekday, Monday first, where the roster says nothing."""
    holidays: str | None = None
    clocks: Clocks = AS_USUAL
