"""Mutated files of every clock: no row is lost without a word, nothing raises, little time and memory are taken."""

import io
import random
import re
import resource
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from inspect_cli.read import read_table

SECONDS, KIBIBYTES = 30, 512 * 1024
ATTLOG = b"".join(b"%9d\t2026-10-%02d 07:5%d:03\t1\t0\t1\t0\r\n" % (n, n % 28 + 1, n % 10) for n in range(1, 60))
PUSHED = ATTLOG.replace(b"\t1\t0\t1\t0\r", b"\t0\t1\t0")
CSV = b"Person ID,Name,Time,Attendance Status,Attendance Check Point\r\n" + b"".join(
    b"'%08d,Wang,2026-10-%02d 07:58:10,Check-in,door\r\n" % (n, n % 28 + 1) for n in range(40)
)
HTML = b"".join(
    b"<table><tr>" + b"".join(b"<td>%s</td>" % cell for cell in line.split(b",")) + b"</tr></table>"
    for line in CSV.split(b"\r\n")
)
JSON = b"".join(b'{"device_id": "%d", "time": "2026-10-%02d 07:58:10"}\n' % (n, n % 28 + 1) for n in range(40))
DUST = [
    b"\0" * 300,
    b"\xff",
    b"\xef\xbb\xbf",
    b"\t",
    b"\n",
    b"\r",
    b'"',
    b",",
    b"'",
    b"<tr>",
    b"</table>",
    b"1971--10--29",
]


SAMPLES = Path(__file__).parent / "samples"
INSIDE = " inside"
"""Of a workbook of this name the XML is mutated and packed again: damaged zips end before anything of it is read."""

XML_DUST = [
    b' hidden="1"', b' t="e"', b' s="1"', b' r="XFD1048576"', b' r="A1"', b' x="&#101;"', b"<f>A1</f>", b"<v>-7</v>",
    b"<row>", b"</row>", b"<c><v>7</v></c>", b"<!-- <row> -->", b"<![CDATA[<c>]]>", b"<!DOCTYPE x>", b"<?x?>",
    b' table:visibility="collapse"', b' table:number-rows-repeated="900"', b' table:number-columns-repeated="900"',
    b' table:number-columns-repeated="-1"', b' office:value="1e999"', b' office:value-type="float"', b"row>", b"&",
    b"<text:p>007</text:p>", b"<table:table-row>", b"</table:table>", b'<table:table table:name="S">', b"'", b"\xff",
]  # fmt: skip


def telling_workbook() -> bytes:
    """A workbook with shown zeros, formulas, an error and a hidden row."""
    book = openpyxl.Workbook()
    book.active.append(["device_id", "time"])
    for number in range(1, 20):
        book.active.append([number, f"2026-10-{number:02d} 07:58:10"])
        book.active.cell(number + 1, 1).number_format = "000"
    for place, value in {"A5": "=A4+1", "B6": "#N/A"}.items():
        book.active[place] = value
    book.active.row_dimensions[8].hidden = True
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("刷卡记录")
    sheet.append(["刷卡记录表"])
    sheet.append(["考勤日期 : ", None, "2026/10/01 ~ 10/31"])
    sheet.append(list(range(1, 32)))
    for number in range(20):
        sheet.append(["工 号：", None, str(number)])
        sheet.append(["07:55\n17:02\n"] * 31)
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


WHOLE = {
    "attlog": ATTLOG, "pushed": PUSHED, "csv": CSV, "html": HTML, "json": JSON, "workbook": workbook(),
    "old workbook": (SAMPLES / "old.xls").read_bytes(), "workbook" + INSIDE: telling_workbook(),
    "ods" + INSIDE: (SAMPLES / "shown.ods").read_bytes(),
}  # fmt: skip


def mutated(data: bytes, chance: random.Random) -> bytes:
    """The file with a few cuts, repetitions, and bytes that do not belong."""
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(data) + 1) for _ in range(2))
        kind = chance.randrange(6)
        if kind == 0:
            data = data[:at] + chance.choice(DUST) + data[at:]
        elif kind == 1:
            data = data[:at] + data[min(to, at + 40) :]
        elif kind == 2:
            data = data[:at] + data[at:to] + data[at:]
        elif kind == 3:
            data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
        elif kind == 4:
            data = data[: max(at, 1)]
        else:
            lines = data.split(b"\n")
            chance.shuffle(lines)
            data = b"\n".join(lines)
    return data


def mutated_inside(data: bytes, chance: random.Random) -> bytes:
    """The workbook with its XML cut, repeated and with tags and attributes that do not belong."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name)
            telling = re.search(r"sheet1|content\.xml|styles|workbook\.xml|sharedStrings", name)
            for _ in range(chance.randint(1, 3) if telling else 0):
                places = [match.start() for match in re.finditer(rb"(?<=[a-z]) |<|/?>", content)] or [0]
                at, to = sorted(chance.choices(places, k=2))
                dust = chance.choice([*XML_DUST, content[at : min(to, at + 200)]])
                content = content[:at] + dust + content[at if chance.random() < 0.8 else to :]
            new.writestr(name, content)
    return out.getvalue()


def largest() -> int:
    """The most that this process ever held, in KiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def broken_promises(name: str, seed: int, folder: Path) -> list[str]:
    """What the reading of a mutated file does not keep of what every reading promises."""
    path = folder / "clock.dat"
    mutate = mutated_inside if name.endswith(INSIDE) else mutated
    path.write_bytes(mutate(WHOLE[name], random.Random(f"{name} {seed}")))
    begun, size = time.monotonic(), largest()
    tables, problems = read_table(path, path.name, kind="attendance")
    promises = [
        ("in time", time.monotonic() - begun < SECONDS),
        ("in little memory", largest() - size < KIBIBYTES),
        ("read or told", bool(tables or problems)),
    ]
    lines = path.read_bytes().replace(b"\r\n", b"\n").replace(b"\r", b"\n").removesuffix(b"\n").count(b"\n") + 1
    for rows in tables:
        found = rows.cells.height + rows.refused + rows.set_aside + rows.blank
        promises += [
            ("refused is told", not rows.refused or any(not problem.is_note for problem in problems)),
            ("set aside is told", not rows.set_aside or any(problem.level == "set-aside" for problem in problems)),
            ("every line counts once", rows.format not in ("attlog", "adms") or found == lines),
        ]
    return [f"{name} {seed}: {promise}" for promise, is_kept in promises if not is_kept]


@pytest.mark.parametrize("name", list(WHOLE))
def test_a_mutated_file_is_read_or_refused(name: str, tmp_path: Path) -> None:
    assert [fault for seed in range(60) for fault in broken_promises(name, seed, tmp_path)] == []


@pytest.mark.soak
@pytest.mark.parametrize("name", list(WHOLE))
def test_thousands_of_mutated_files_are_read_or_refused(name: str, tmp_path: Path) -> None:
    assert [fault for seed in range(60, 3000) for fault in broken_promises(name, seed, tmp_path)] == []
