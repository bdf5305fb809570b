"""Bytes of files: nothing is taken of a file that somebody writes to while it is read."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from inspect_cli.problems import Source
from inspect_cli.read import files

LIMIT = 1000


def grown(path: Path) -> None:
    with path.open("ab") as file:
        file.write(b"E2,2026-10-12 08:30:00\n")


def cut(path: Path) -> None:
    path.write_bytes(b"per")


def rewritten(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"E1", b"E2"))
    os.utime(path, ns=(0, 0))


@pytest.mark.parametrize("change", [grown, cut, rewritten])
def test_a_file_that_changes_while_it_is_read_is_not_taken(
    change: Callable[[Path], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "punches.csv"
    path.write_bytes(b"person_id,time\nE1,2026-10-12 08:29:00\n")
    looked = os.fstat
    seen: list[int] = []

    def fstat(number: int) -> os.stat_result:
        if seen:
            change(path)
        seen.append(number)
        return looked(number)

    monkeypatch.setattr(files.os, "fstat", fstat)
    data, problem = files.whole(path, Source("punches.csv"), LIMIT)
    assert data == b""
    assert problem is not None
    assert problem.code == "changed-while-read"


def test_a_file_that_nobody_touches_is_taken_whole(tmp_path: Path) -> None:
    path = tmp_path / "punches.csv"
    path.write_bytes(b"person_id,time\n")
    assert files.whole(path, Source("punches.csv"), LIMIT) == (b"person_id,time\n", None)
