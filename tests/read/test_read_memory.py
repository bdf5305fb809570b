"""A file that is not what it claims is one problem and takes little memory; so does the largest sheet that is read."""

import io
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import xlsxwriter

from inspect_cli.read.sheet_cells import MOST_CELLS
from inspect_cli.read.tidy import MOST_COLUMNS

MOST_MEBIBYTES = 512_000_000 >> 20
READ = """
import sys
from pathlib import Path
from inspect_cli.read import read_table
tables, problems = read_table(Path(sys.argv[1]), "a file", kind="attendance")
most = next(line for line in open("/proc/self/status") if line.startswith("VmHWM"))
print(int(most.split()[1]) >> 10, *(problem.code for problem in problems))
"""


def sparse(begin: bytes, size: int) -> Callable[[Path], None]:
    """Writes a file that only begins like one of its kind."""

    def write(path: Path) -> None:
        with path.open("wb") as file:
            file.write(begin)
            file.truncate(size)

    return write


def endless(piece: bytes) -> Callable[[Path], None]:
    """Writes a table whose second row never ends."""

    def write(path: Path) -> None:
        path.write_bytes(b"person_id,time\nE1,2026-10-01 08:00\n" + piece * 60_000_000)

    return write


def sheet(rows: int, columns: int) -> Callable[[Path], None]:
    """Writes a workbook of one sheet whose headings fill a row, with one number below in each row."""

    def write(path: Path) -> None:
        book = xlsxwriter.Workbook(str(path))
        page = book.add_worksheet("s")
        page.write_row(0, 0, [f"heading {column}" for column in range(columns)])
        for row in range(1, rows - 1):
            page.write_number(row, row % columns, row)
        page.write_number(rows - 1, columns - 1, 1)
        book.close()

    return write


def with_a_sheet(begin: bytes, piece: bytes, times: int) -> Callable[[Path], None]:
    """Writes a workbook in which the XML of a sheet goes on and on."""

    def write(path: Path) -> None:
        sheet(3, 3)(path)
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(path, "w") as new:
            for name in old.namelist():
                if "sheet1" not in name:
                    new.writestr(name, old.read(name))
            with new.open("xl/worksheets/sheet1.xml", "w") as file:
                file.write(begin)
                for _ in range(times):
                    file.write(piece)

    return write


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CLAIMS: dict[str, tuple[Callable[[Path], None], str]] = {
    "a table": (sparse(b"person_id,time\nE1,2026-10-01 08:00\n", 1 << 30), "file-too-big"),
    "a table that is one row of empty cells": (endless(b","), "cell-too-long"),
    "a table that is one cell": (endless(b"x"), "cell-too-long"),
    "a list": (sparse(b'[{"person_id": "E1"},\n', 1 << 30), "file-too-big"),
    "a list that could be a table": (sparse(b'[{"person_id": "E1"},\n', 240_000_000), "json-too-big"),
    "a page": (sparse(b"<table><tr><td>", 1 << 30), "file-too-big"),
    "a workbook": (sparse(b"PK\3\4", 1 << 30), "file-too-big"),
    "half a workbook": (sparse(b"PK\3\4", 95_000_000), "damaged-workbook"),
    "an old workbook": (sparse(OLE, 95_000_000), "not-a-table"),
    "a sheet of too many cells": (sheet(7_000, MOST_COLUMNS), "sheet-too-big"),
    "a row that never ends": (with_a_sheet(b'<row r="1"><c r="A1"><v>', b"1" * 1_000_000, 90), "damaged-workbook"),
    "tags in tags": (with_a_sheet(b"<row>", b"<c>" * 300_000, 90), "damaged-workbook"),
}


def most_and_codes(path: Path) -> tuple[int, list[str]]:
    """The most memory that a process of its own takes to read the file, in MiB, and the codes of the problems."""
    said = subprocess.run([sys.executable, "-c", READ, str(path)], capture_output=True, text=True, check=True)
    most, *codes = said.stdout.split()
    return int(most), codes


@pytest.mark.parametrize(("write", "code"), CLAIMS.values(), ids=CLAIMS)
def test_a_file_that_is_not_what_it_claims_is_one_problem_and_takes_little_memory(
    write: Callable[[Path], None], code: str, tmp_path: Path
) -> None:
    write(tmp_path / "file")
    most, codes = most_and_codes(tmp_path / "file")
    assert codes == [code]
    assert most < MOST_MEBIBYTES


def test_the_largest_sheet_that_is_read_takes_little_memory(tmp_path: Path) -> None:
    sheet(MOST_CELLS // MOST_COLUMNS, MOST_COLUMNS)(tmp_path / "file")
    most, codes = most_and_codes(tmp_path / "file")
    assert codes == []
    assert most < MOST_MEBIBYTES
