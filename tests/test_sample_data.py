"""The sample site is what its script writes, to the byte, and as big and as fair as the documents say."""

import csv
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
NOT_WRITTEN = {"make.py", "making", "README.md", "reports", "__pycache__"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    subprocess.run([sys.executable, "-B", str(SAMPLE / "make.py"), str(folder)], check=True)
    return folder


def files_of(folder: Path) -> dict[str, bytes]:
    paths = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return {path.as_posix(): (folder / path).read_bytes() for path in paths if path.parts[0] not in NOT_WRITTEN}


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    if path.suffix == ".csv":
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.DictReader(file)
        return
    for sheet in openpyxl.load_workbook(path).worksheets:
        headings, *rows = sheet.iter_rows(values_only=True)
        yield from (dict(zip(map(str, headings), row, strict=True)) for row in rows)


def inspections() -> list[dict[str, str]]:
    return [row for path in sorted((SAMPLE / "records/inspections").iterdir()) for row in rows_of(path)]


def test_every_file_is_what_the_script_writes(made: Path) -> None:
    written, kept = files_of(made), files_of(SAMPLE)
    assert sorted(written) == sorted(kept)
    different = [name for name, data in written.items() if data != kept[name]]
    assert not different, "run: .venv/bin/python sample_data/make.py"


def test_the_rules_are_copies_of_the_shipped_ones() -> None:
    checklists = SAMPLE.parent / "checklists"
    for copy in sorted((SAMPLE / "rules").rglob("*.json")):
        assert copy.read_bytes() == (checklists / copy.relative_to(SAMPLE / "rules")).read_bytes()


def test_the_month_is_of_a_believable_size() -> None:
    assert len({row["工号"] for row in rows_of(SAMPLE / "people/staff.csv")}) == 60
    assert 3_500 <= len(list(rows_of(SAMPLE / "records/attendance/attendance-2026-10.csv"))) <= 4_200
    assert len(inspections()) >= 450
    assert len(list(rows_of(SAMPLE / "records/incidents.csv"))) >= 12


def test_nobody_inspects_themselves() -> None:
    assert not [row for row in inspections() if row["责任人"] == row["检查人"]]


def test_every_record_has_a_number_of_its_own() -> None:
    numbers = [row["记录编号"] for row in inspections()]
    assert len(numbers) == len(set(numbers))
