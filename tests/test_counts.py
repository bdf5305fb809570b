"""Every row is accounted for: whatever a file is and however it is damaged, `check` counts the rows that it has.

Each example writes a file line by line and knows of every line what has to become of it; the file is then checked, and
the numbers of its last JSON line are held against that. Nothing is asked of the program's own readers.
"""

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from .gallery import answer_in

PARTS = ("accepted", "known", "refused", "set_aside", "blank")
STAFF = "person_id,name,department,device_id,hired\nE1,Wang,desk,7,2026-01-01\nE2,Li,desk,8,2026-01-01\n"
Fates = Mapping[str, int]
Line = tuple[str, Fates]
Make = Callable[[str, str], Line]
"""A line from a day (10-05) and a time (08:12), no two alike, and what has to become of what stands in it."""

ONE, TWO = {"accepted": 1}, {"accepted": 2}
LOST, BOTH_LOST, HALF_LOST = {"refused": 1}, {"refused": 2}, {"accepted": 1, "refused": 1}
NOTHING = {"blank": 1}
ASIDE = {"set_aside": 1}


def always(text: str, fates: Fates) -> Make:
    return lambda day, time: (text.format(day=day, time=time), fates)


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file: its name, what stands above the lines and below them, and the lines it may have."""

    file: str
    lines: Mapping[str, Make]
    above: str = ""
    below: str = ""
    last: Sequence[Line] = ()
    """Lines that may stand at the end, without an end of their own."""


CSV = {
    "sound": always("E1,2026-{day} {time}:00,gate", ONE),
    "to the minute": always("E2,2026-{day} {time},gate", ONE),
    "quoted": always('"E1","2026-{day} {time}:30","west, gate"', ONE),
    "nobody's": always("E9,2026-{day} {time}:00,gate", LOST),
    "too short": always("E1,2026-{day} {time}:00", LOST),
    "too long": always("E1,2026-{day} {time}:00,gate,,", LOST),
    "text after a quote": always('E1,"2026-{day} {time}:00"x,gate', LOST),
    "quote never closed": always('E1,"2026-{day} {time}:00,gate', LOST),
    "no such day": always("E1,2026-02-30 {time}:00,gate", LOST),
    "NUL": always("E1,2026-{day} {time}:00,ga\0te", LOST),
    "no characters": always("E1,2026-{day} {time}:00,\udcc8\udcff", LOST),
    "headings again": always("person_id,time,device", LOST),
    "totals": always("合计,,", LOST),
    "nobody": always(",2026-{day} {time}:00,gate", LOST),
    "empty": always("", NOTHING),
    "separators": always(" ,, ", NOTHING),
    "before the month": always("E1,2026-09-01 {time}:00,gate", ASIDE),
}
IN_AND_OUT = {
    "both": always("E1,2026-{day},{time},次日 {time}", TWO),
    "one": always("E2,2026-{day},--,{time}", ONE),
    "of two days": always('E1,2026-{day},"{time}\n次日 {time}",', TWO),
    "a stranger's around the month": always('E8,2026-{day},"2026-09-01 {time}\n2026-11-02 {time}",', {"set_aside": 2}),
    "one unreadable": always("E1,2026-{day},{time},8.30", HALF_LOST),
    "both unreadable": always("E1,2026-{day},50:00,8.30", BOTH_LOST),
    "no such day": always("E1,2026-02-30,{time},23:00", BOTH_LOST),
    "nobody": always(",2026-{day},{time},23:00", BOTH_LOST),
    "too short": always("E1,2026-{day},{time}", LOST),
    "too long": always("E1,2026-{day},{time},,", LOST),
    "headings again": always("工号,日期,上班时间,下班时间", LOST),
    "day off": always("E1,2026-{day},--,--", NOTHING),
    "empty": always("", NOTHING),
    "separators": always(",,,", NOTHING),
}
GRID = {
    "three": always('E1,Wang,"正常({time}),正常({time})",迟到({time}),-', {"accepted": 2, "known": 1}),
    "one": always("E2,Li,-,-,正常({time})", ONE),
    "one unreadable": always("E1,Wang,正常({time}),正常(8.30),-", HALF_LOST),
    "nobody": always(",,正常({time}),正常(08:00),-", BOTH_LOST),
    "nobody's": always("E9,,正常({time}),-,-", LOST),
    "too short": always("E1,Wang", LOST),
    "without punches": always("E1,Wang,休息(-),-,-", NOTHING),
    "empty": always("", NOTHING),
}
HIKVISION = {
    "sound": always("'7,Wang,desk,2026-{day} {time}:00,Check-in,Door 1", ONE),
    "named": always("'99,Li,desk,2026-{day} {time}:00,None,Door 1", ONE),
    "too short": always("'7,Wang", LOST),
    "unreadable": always("'7,Wang,desk,{time} o'clock on 5,None,Door 1", LOST),
    "nobody": always(",,desk,2026-{day} {time}:00,None,Door 1", LOST),
    "nobody's": always("'98,Zhao,desk,2026-{day} {time}:00,None,Door 1", LOST),
    "without a time": always("'7,Wang,desk,-,None,Door 1", NOTHING),
    "empty": always("", NOTHING),
}


def tagged(cells: str) -> str:
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells.split(",")) + "</tr>"


def other(make: Make, written: Callable[[str], str]) -> Make:
    """The same line, written another way."""

    def line(day: str, time: str) -> Line:
        text, fates = make(day, time)
        return written(text), fates

    return line


HEADINGS = "Person ID,Name,Department,Time,Attendance Status,Attendance Check Point"
PAGE = {
    **{name: other(make, tagged) for name, make in HIKVISION.items()},
    "without its beginning": other(HIKVISION["sound"], lambda text: tagged(text).removeprefix("<tr>")),
    "headings again": always(tagged(HEADINGS), LOST),
}
CLOCK = {
    "sound": always("        7\t2026-{day} {time}:00\t1\t0\t1\t0", ONE),
    "nobody's": always("       21\t2026-{day} {time}:00\t1\t0\t1\t0", LOST),
    "of a day that is none": always("        7\t1971--10--29 -23:-59:-53\t1\t0\t1\t0", ASIDE),
    "torn": always("\0\0\0-12 08:00:00\t1", ASIDE),
    "before the month": always("        7\t2026-09-01 {time}:00\t1\t0\t1\t0", ASIDE),
    "of a stranger of another month": always("       22\t2026-11-02 {time}:00\t1\t0\t1\t0", ASIDE),
    "empty": always("", NOTHING),
}
PUSHED = {name: other(make, lambda text: text.replace("\t1\t0\t1\t0", "\t0\t1\t0")) for name, make in CLOCK.items()}
OBJECTS = {
    "sound": always('{{"person_id": "E1", "time": "2026-{day} {time}:00"}}', ONE),
    "with a device": always('{{"time": "2026-{day} {time}:30", "person_id": "E2", "device": "gate"}}', ONE),
    "torn": always('{{"person_id": "E1", "ti', LOST),
    "a list": always('["E1", "2026-{day} {time}:00"]', LOST),
    "nested": always('{{"person_id": ["E1"], "time": "2026-{day} {time}:00"}}', LOST),
    "a key twice": always('{{"person_id": "E1", "person_id": "E1", "time": "2026-{day} {time}:00"}}', LOST),
    "no such day": always('{{"person_id": "E1", "time": "2026-02-30 {time}:00"}}', LOST),
    "without a time": always('{{"person_id": "E1"}}', LOST),
    "empty": always("", NOTHING),
    "without anything": always("{{}}", NOTHING),
}
SHIFT = '{{"employee_id": "Wang", "check_in": "2026-{day} {time}:00", "check_out": "%s"}}'
EXPORTED = {
    "sound": always(SHIFT % "2026-{day} 23:59", TWO),
    "one unreadable": always(SHIFT % "8.30", HALF_LOST),
    "torn": always('{{"employee_id": "Wa', LOST),
    "without times": always('{{"employee_id": "Wang", "check_in": "", "check_out": ""}}', NOTHING),
    "empty": always("", NOTHING),
}
DAYS = "工号,姓名,每日考勤结果,,\n,,2026-10-06 星期二,2026-10-07 星期三,2026-10-08 星期四\n"
OPENING = f"<html><table><tr><td>Original Records Report</td></tr></table><table>\n{tagged(HEADINGS)}\n"
CUT = "E1,2026-1"
CUT_PUNCH = "        7\t2026-10-0"
KINDS = {
    "generic CSV": Kind("punches.csv", CSV, "person_id,time,device\n", last=[(CUT, LOST)]),
    "CSV of coming and going": Kind("own.csv", IN_AND_OUT, "工号,日期,上班时间,下班时间\n", last=[(CUT, LOST)]),
    "CSV of a month": Kind("month.csv", GRID, DAYS),
    "Hikvision CSV": Kind("hik.csv", HIKVISION, f"{HEADINGS}\n"),
    "Hikvision HTML": Kind("hik.xls", PAGE, OPENING, "</table></html>"),
    "attlog.dat": Kind("1_attlog.dat", CLOCK, last=[(CUT_PUNCH, LOST)]),
    "ADMS text": Kind("push.txt", PUSHED, last=[(CUT_PUNCH, LOST)]),
    "JSON Lines": Kind("punches.jsonl", OBJECTS, last=[('{"person_id": "E1", "t', LOST)]),
    "JSON Lines of an app": Kind("odoo.jsonl", EXPORTED),
}


@pytest.mark.parametrize("name", KINDS)
def test_each_line_becomes_what_it_has_to(name: str) -> None:
    hold(KINDS[name], list(KINDS[name].lines), None)


@pytest.mark.parametrize("name", KINDS)
@settings(max_examples=5)
@given(st.data())
def test_every_row_of_a_file_is_counted(name: str, data: st.DataObject) -> None:
    kind = KINDS[name]
    drawn = data.draw(st.lists(st.sampled_from(sorted(kind.lines)), max_size=11))
    hold(kind, drawn, data.draw(st.sampled_from([None, *kind.last])))


def hold(kind: Kind, wanted: Sequence[str], last: Line | None) -> None:
    """The numbers of `check` are those of a file with as many sound lines as others are wanted below them."""
    names = [next(iter(kind.lines))] * (len(wanted) + 1) + list(wanted)
    lines = [kind.lines[name](f"10-{5 + nth % 24:02}", f"06:{nth:02}") for nth, name in enumerate(names)]
    text = kind.above + "".join(f"{line}\n" for line, _ in lines) + (last[0] if last else "") + kind.below
    fates = sum((Counter(fate) for _, fate in [*lines, *([last] if last else [])]), Counter[str]())
    ending = checked(kind.file, text.encode("utf-8", "surrogateescape"))
    assert {part: ending[part] for part in PARTS} == {part: fates[part] for part in PARTS}
    assert ending["read"] == sum(fates.values())
    assert ending["rows"] == len(lines) + bool(last)


def checked(file: str, content: bytes) -> Mapping[str, int]:
    """The numbers of the last line of `check --json`, without the rows of staff."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "staff.csv").write_text(STAFF)
        (Path(folder) / file).write_bytes(content)
        month = ["--month", "2026-10", "--as-of", "2026-11-05", "--lang", "en", "--json"]
        answer = answer_in(Path(folder), ["check", "--staff", "staff.csv", "--attendance", file, *month])
    *_, ending = map(json.loads, answer.stdout.splitlines())
    of_staff = {"rows": 2, "read": 2, "accepted": 2}
    return {key: count - of_staff.get(key, 0) for key, count in ending.items() if key != "type"}
