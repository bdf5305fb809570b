"""The same inputs give the same bytes, wherever and whenever the program runs."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CASE = Path(__file__).parent / "cases" / "ranks-with-ties"
ELSEWHERE = {
    "far east": {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "POLARS_MAX_THREADS": "1"},
    "far west": {"TZ": "Pacific/Pago_Pago", "LC_ALL": "C", "PYTHONHASHSEED": "2", "POLARS_MAX_THREADS": "3"},
    "chinese": {"TZ": "Asia/Shanghai", "LC_ALL": "zh_CN.UTF-8", "PYTHONHASHSEED": "3", "PYTHONUTF8": "0"},
    "decimal comma": {"TZ": "Europe/Berlin", "LC_ALL": "de_DE.UTF-8", "LANG": "de_DE", "PYTHONHASHSEED": "random"},
}


def report(folder: Path, environment: dict[str, str]) -> dict[str, bytes]:
    """Every file that the case's command writes when it runs in a copy of the case, in a process of its own."""
    shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns("expected"))
    command = shlex.split((folder / "cmd").read_text("utf-8"))[1:]
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "SYSTEMROOT") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "-m", "inspect_cli", *command],
        cwd=folder,
        env={**kept, "PYTHONPATH": str(Path(__file__).resolve().parents[1]), **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode in (0, 3), run.stderr  # 3: the case leaves a question open
    return {path.name: path.read_bytes() for path in (folder / "out").iterdir()}


@pytest.fixture(scope="module")
def here(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return report(tmp_path_factory.mktemp("here") / "case", {"TZ": "UTC", "PYTHONHASHSEED": "0"})


def test_the_case_writes_every_kind_of_file(here: dict[str, bytes]) -> None:
    assert {Path(name).suffix for name in here} == {".csv", ".json", ".xlsx"}


@pytest.mark.parametrize("where", ELSEWHERE)
def test_the_same_bytes_elsewhere(where: str, here: dict[str, bytes], tmp_path: Path) -> None:
    there = report(tmp_path / "other" / "case", ELSEWHERE[where])
    assert sorted(there) == sorted(here)
    assert [name for name in here if there[name] != here[name]] == []
