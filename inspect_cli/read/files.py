"""Bytes of a file, or the Problem why there are none."""

import os
import stat
from pathlib import Path

from inspect_cli.problems import Problem, Source

HEAD = 4096


def first_bytes(path: Path, source: Source) -> tuple[bytes, Problem | None]:
    """The first bytes of a regular file that are not NUL, enough to see what it is.

    A pipe or a device, which could hang, is never opened.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            return b"", Problem("not-a-file", source)
        if found.st_size == 0:
            return b"", Problem("empty-file", source)
        with path.open("rb") as file:
            head = file.read(HEAD)
            while head and not head.strip(b"\0"):  # what a crash leaves of a file may be nothing but NULs
                head = file.read(HEAD)
            return (head, None) if head else (b"", Problem("empty-file", source))
    except (OSError, ValueError) as error:
        return b"", _cannot_open(error, source)


def whole(path: Path, source: Source, limit: int) -> tuple[bytes, Problem | None]:
    """All bytes of a file of at most `limit` bytes that nobody wrote to meanwhile."""
    try:
        with path.open("rb") as file:
            before = os.fstat(file.fileno())
            if before.st_size > limit:
                return b"", _too_big(before.st_size, limit, source)
            # One byte more than there should be: a file that grows without end is not read without end.
            data = file.read(before.st_size + 1)
            after = os.fstat(file.fileno())
    except (OSError, ValueError) as error:
        return b"", _cannot_open(error, source)
    unchanged = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    if not unchanged or len(data) != before.st_size:
        return b"", Problem("changed-while-read", source)
    return data, None


def settings_bytes(path: Path, source: Source, limit: int) -> tuple[bytes, Problem | None]:
    """All bytes of a rule book or settings file; an empty one is left to its parser to refuse."""
    _, problem = first_bytes(path, source)
    if problem and problem.code == "empty-file":
        return b"", None
    return (b"", problem) if problem else whole(path, source, limit)


def _too_big(size: int, limit: int, source: Source) -> Problem:
    return Problem("file-too-big", source, {"size": megabytes(size), "limit": megabytes(limit)})


def megabytes(size: int) -> str:
    """A number of bytes in MB, as people read it."""
    return f"{size / 1_000_000:,.0f}"


def _cannot_open(error: Exception, source: Source) -> Problem:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return Problem("no-such-file", source)
    # A ValueError is a path that no file can have, such as one with a NUL in it.
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return Problem("unreadable", source, {"reason": reason.lower()})
