"""Files that are there whole or not at all: written beside their place, made safe, then put in it."""

import contextlib
import errno
import os
import stat
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

Content = bytes | Callable[[Path], None]
"""What a file is to hold: its bytes, or what writes them to the path it is given."""

PRIVATE = 0o600
AT_ONCE = 2
"""So many files of a report are written side by side: while the disk makes one safe, the next is turned into text."""

PREFIX, SUFFIX = ".inspect-cli-", ".tmp"
ATTEMPTS, PAUSE = 10, 0.25
"""How often and how many seconds apart Windows is asked again for a file that a spreadsheet holds open."""


def write_atomically(path: Path, data: Content, mode: int = PRIVATE) -> None:
    """The file `path` holds `data`, or what it held before: the content is safe on disk before it takes the name.

    A file that is replaced keeps its mode; a new one gets `mode`. A link is followed to its file; a pipe or device is
    written to. OSError goes through, and leaves nothing behind.
    """
    if _is_special(path):
        _pour(path, data)
        return
    target = Path(os.path.realpath(path))
    with _staged(target) as ready:
        _fill(ready, data, _kept(target, mode))
        _put(ready, target)
    _sync(target.parent)


def write_folder(folder: Path, files: Mapping[str, Content], last: str, mode: int = PRIVATE) -> None:
    """The files of a report (names relative to `folder`): all of them are safe on disk before the first is replaced.

    `last`, the manifest, takes its name after every other file has. A name that leads out of the folder, by `..` or by
    a link, is an OSError before anything is written. Files of other names stay as they are.
    """
    if last not in files:
        raise ValueError(f"{last} is not among the files")
    home = Path(os.path.realpath(folder))
    home.mkdir(parents=True, exist_ok=True)
    targets = {name: _inside(home, name) for name in sorted(files, key=lambda name: (name == last, name))}
    for target in targets.values():
        target.parent.mkdir(parents=True, exist_ok=True)
        sweep(target.parent)
    with contextlib.ExitStack() as stack:
        ready = {name: stack.enter_context(_staged(target)) for name, target in targets.items()}
        modes = {name: _kept(target, mode) for name, target in targets.items()}
        _fill_beside((ready[name], files[name], modes[name]) for name in targets if name != last)
        _fill(ready[last], files[last], modes[last])
        for name, target in targets.items():
            if name == last:
                _sync_all(targets.values())
            _put(ready[name], target)
        _sync_all(targets.values())


def sweep(folder: Path) -> None:
    """Removes what killed runs of this program left in the folder: unfinished files whose process is gone."""
    for left in sorted(folder.glob(f"{PREFIX}*{SUFFIX}")):
        owner = left.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdecimal() and not _runs(int(owner)):
            with contextlib.suppress(OSError):
                left.unlink()


@contextlib.contextmanager
def _staged(target: Path) -> Iterator[Path]:
    """An empty file beside the target, which is gone in the end unless it was put in its place."""
    handle, name = tempfile.mkstemp(prefix=f"{PREFIX}{os.getpid()}-", suffix=SUFFIX, dir=target.parent)
    temp = Path(name)
    try:
        os.close(handle)
        yield temp
    finally:
        temp.unlink(missing_ok=True)


def _kept(target: Path, mode: int) -> int:
    """The mode of the file that is replaced, else `mode`."""
    return stat.S_IMODE(target.stat().st_mode) if target.is_file() else mode


def _fill_beside(files: Iterable[tuple[Path, Content, int]]) -> None:
    """Fills the files, AT_ONCE at a time; when one fails, those that were not begun stay empty."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(_fill, *zip(*files, strict=True)):
            pass


def _fill(path: Path, data: Content, mode: int) -> None:
    """The file holds the data, safe on disk, and has its mode."""
    _pour(path, data)
    _flush(path)
    path.chmod(mode)


def _pour(path: Path, data: Content) -> None:
    if callable(data):
        data(path)
    else:
        path.write_bytes(data)


def _flush(path: Path) -> None:
    with path.open("r+b") as file:
        os.fsync(file.fileno())


def _put(ready: Path, target: Path) -> None:
    for attempt in range(ATTEMPTS):
        try:
            ready.replace(target)
            return
        except PermissionError:
            if os.name != "nt" or attempt == ATTEMPTS - 1:
                raise
            time.sleep(PAUSE)


def _inside(home: Path, name: str) -> Path:
    target = Path(os.path.realpath(home / name))
    if home not in target.parents:
        raise OSError(errno.ELOOP, "leads out of the folder", str(home / name))
    if target.is_dir() or _is_special(target):
        raise OSError(errno.EEXIST, "is there and is no file", str(target))
    return target


def _is_special(path: Path) -> bool:
    return path.exists() and not path.is_file() and not path.is_dir()


def _sync_all(targets: Iterable[Path]) -> None:
    for parent in sorted({target.parent for target in targets}):
        _sync(parent)


def _sync(folder: Path) -> None:
    if os.name == "nt":  # Windows has no way to do it
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _runs(process: int) -> bool:
    if os.name == "nt":  # there, signal 0 is no question but an order
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True
