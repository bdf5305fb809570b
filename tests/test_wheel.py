"""What an installed program has with it: schemas, checklists, profiles are in the wheel, tests and samples are not."""

import json
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    """The wheel of this checkout, built once; its build tool is installed beside it, so that none need be here."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--wheel", "--outdir", str(folder), str(ROOT)]
    built = subprocess.run(command, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stdout + built.stderr
    (path,) = folder.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        yield archive


def test_the_wheel_holds_what_it_needs_and_nothing_else(wheel: zipfile.ZipFile) -> None:
    names = wheel.namelist()
    for folder in ("schemas", "checklists", "profiles"):
        shipped = list((ROOT / folder).rglob("*.json"))
        assert shipped
        for path in shipped:
            name = f"inspect_cli/_shipped/{path.relative_to(ROOT).as_posix()}"
            assert wheel.read(name) == path.read_bytes(), name
    modules = {path.relative_to(ROOT).as_posix() for path in (ROOT / "inspect_cli").rglob("*.py")}
    assert modules <= set(names)
    outside = [name for name in names if not name.startswith(("inspect_cli/", "inspect_cli-"))]
    assert outside == []
    extra = [name for name in names if name.endswith((".pyc", ".csv", ".xlsx", ".toml")) or "test" in name.lower()]
    assert extra == []


def test_an_installed_program_runs_without_the_checkout(wheel: zipfile.ZipFile, tmp_path: Path) -> None:
    wheel.extractall(tmp_path / "installed")
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); import inspect_cli; from inspect_cli import resources;"
        "assert inspect_cli.__file__.startswith(sys.argv[1]), inspect_cli.__file__;"
        "import json; print(json.dumps([resources.schema('staff')['title'], str(resources.shipped('checklists'))]))"
    )
    run = [sys.executable, "-c", code, str(tmp_path / "installed")]
    title, checklists = json.loads(subprocess.run(run, capture_output=True, text=True, check=True, cwd=tmp_path).stdout)
    assert (title, Path(checklists).parent.name) == ("Staff", "_shipped")
