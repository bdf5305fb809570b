"""What the exit code of a run says, and which one wins."""

from collections.abc import Iterable
from enum import IntEnum

from inspect_cli.problems import Problem


class Exit(IntEnum):
    """The exit codes; 128+N is a signal. Codes are never reused for another meaning."""

    DONE = 0
    """Done, or nothing to do."""
    REFUSED = 1
    """Data were refused; nothing changed."""
    USAGE = 2
    """A wrong option, setting or rule book."""
    PARTIAL = 3
    """Done, with rows left out or questions open."""
    STATE = 4
    """Forbidden by state or policy."""
    IO = 5
    """A file could not be read or written."""
    BUSY = 6
    """Somebody else is at it; try again."""
    INTEGRITY = 7
    """The ledger fails its check, or is newer than the program."""
    BUG = 8
    """Our fault."""


WORST_FIRST = (
    Exit.BUG, Exit.INTEGRITY, Exit.IO, Exit.BUSY, Exit.USAGE, Exit.STATE, Exit.REFUSED, Exit.PARTIAL, Exit.DONE,
)  # fmt: skip
OF_LEVEL = {
    "note": Exit.DONE,
    "set-aside": Exit.DONE,
    "known": Exit.DONE,
    "refused": Exit.REFUSED,
    "usage": Exit.USAGE,
    "refused-by-state": Exit.STATE,
    "io": Exit.IO,
}


def worst(codes: Iterable[Exit]) -> Exit:
    """The code that wins when several hold."""
    return min(codes, key=WORST_FIRST.index, default=Exit.DONE)


def exit_of(problems: Iterable[Problem]) -> Exit:
    """The code that problems lead to when nothing is skipped."""
    return worst(OF_LEVEL[problem.level] for problem in problems)
