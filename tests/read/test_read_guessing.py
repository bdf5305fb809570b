"""A profile is guessed for a table nobody described; written, loaded and used it gives the same punches."""

import csv
import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from inspect_cli import resources
from inspect_cli.commands.profile_files import load_profiles
from inspect_cli.contracts import document_problems
from inspect_cli.problems import SiteProblemError
from inspect_cli.profile import document_of
from inspect_cli.read import read_table
from inspect_cli.understanding import understand

Cells = Sequence[Sequence[str]]
Punch = tuple[str | None, ...]
KEYS = ("person_id", "device_id", "name", "time", "direction")

GATE = [
    ["Gate log of October"],
    ["Card no", "Employee name", "When", "State"],
    ["0017", "Zhang Wei", "12/10/2026 07:55", "C/In"],
    ["0017", "Zhang Wei", "12/10/2026 17:02", "C/Out"],
    ["0018", "Wang Li", "13/10/2026 07:58", "-"],
]
SHEET = [
    ["门岗签到表 2026-10-01 至 2026-10-03"],
    ["序号", "员工编号", "姓名", "1", "2", "六"],
    ["1", "E0011", "张伟", "07:58 17:02", "--", "19:55、次日 08:01"],
    ["2", "E0014", "王丽", "", "08:05", ""],
]
DAYS = [
    ["Staff number", "Day", "First", "Last"],
    ["E0011", "10/13/2026", "7:58 AM", "5:02 PM"],
    ["E0014", "10/14/2026", "8:05 AM", ""],
]
GROUPS = [
    ["姓名", "每日结果", ""],
    ["", "2026-10-01 星期四", "2026-10-02 星期五"],
    ["张伟", "正常(08:00)", "迟到(08:12),正常(17:00)"],
]
PLAIN = [["工号", "打卡时间"], ["E0011", "2026-10-12 07:55:03"]]


def write(cells: Cells, path: Path) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(cells)
    return path


PLANNED = [
    ["DownloadDate", "DeviceId", "Emp Code", "应打卡时间", "LogDate", "Punch State"],
    ["2026-10-13 00:00:00", "4", "0017", "2026-10-12 08:00", "2026-10-12 07:58:10", "Check In"],
    ["2026-10-13 00:00:00", "4", "0017", "2026-10-12 17:00", "2026-10-12 17:02:10", "Check Out"],
]
LISTED = [
    ["姓名", "日期", "早班", "", "打卡记录"],
    ["", "", "上班打卡", "下班打卡", ""],
    ["王丽", "２０２６－１０－１２", "08：57", "18：02", "08:57 12:00 18:02"],
]
NUMBERS = [["卡号", "刷卡时间"], ["0017", "46307.331944"], ["0018", "46308.5"]]
MONTH = [
    ["2026年10月"],
    ["Staff ID", "1号", "", "2号", ""],
    ["", "In", "Out", "In", "Out"],
    ["E1", "07:58", "17:02", "", "17:00"],
]


@pytest.mark.parametrize(
    ("cells", "shape", "found"),
    [
        (
            GATE,
            "long",
            [
                (None, "0017", "Zhang Wei", "2026-10-12 07:55:00", "in"),
                (None, "0017", "Zhang Wei", "2026-10-12 17:02:00", "out"),
                (None, "0018", "Wang Li", "2026-10-13 07:58:00", None),
            ],
        ),
        (
            SHEET,
            "wide",
            [
                ("E0011", None, "张伟", "2026-10-01 07:58:00", None),
                ("E0011", None, "张伟", "2026-10-01 17:02:00", None),
                ("E0011", None, "张伟", "2026-10-03 19:55:00", None),
                ("E0011", None, "张伟", "2026-10-04 08:01:00", None),
                ("E0014", None, "王丽", "2026-10-02 08:05:00", None),
            ],
        ),
        (
            DAYS,
            "long",
            [
                ("E0011", None, None, "2026-10-13 07:58:00", "in"),
                ("E0011", None, None, "2026-10-13 17:02:00", "out"),
                ("E0014", None, None, "2026-10-14 08:05:00", "in"),
            ],
        ),
        (
            GROUPS,
            "wide",
            [
                (None, None, "张伟", "2026-10-01 08:00:00", None),
                (None, None, "张伟", "2026-10-02 08:12:00", None),
                (None, None, "张伟", "2026-10-02 17:00:00", None),
            ],
        ),
        (PLAIN, "long", [("E0011", None, None, "2026-10-12 07:55:03", None)]),
        (
            PLANNED,
            "long",
            [
                ("0017", None, None, "2026-10-12 07:58:10", "in"),
                ("0017", None, None, "2026-10-12 17:02:10", "out"),
            ],
        ),
        (
            LISTED,
            "long",
            [(None, None, "王丽", "2026-10-12 08:57:00", "in"), (None, None, "王丽", "2026-10-12 18:02:00", "out")],
        ),
        (
            NUMBERS,
            "long",
            [(None, "0017", None, "2026-10-12 07:58:00", None), (None, "0018", None, "2026-10-13 12:00:00", None)],
        ),
        (
            MONTH,
            "wide",
            [
                ("E1", None, None, "2026-10-01 07:58:00", "in"),
                ("E1", None, None, "2026-10-01 17:02:00", "out"),
                ("E1", None, None, "2026-10-02 17:00:00", "out"),
            ],
        ),
    ],
    ids=["gate", "sheet", "days", "groups", "plain", "planned", "listed", "numbers", "month"],
)
def test_a_guess_that_is_kept_reads_what_one_would_read_by_hand(
    cells: Cells, shape: str, found: list[Punch], tmp_path: Path
) -> None:
    file = write(cells, tmp_path / "own.csv")
    understood = understand(file, "own.csv", "own")
    assert understood.profile is not None
    assert understood.problems == []
    document = document_of(understood.profile)
    assert document["tables"][0]["shape"] == shape
    assert document_problems(document, resources.schema("profile"), "own.json") == []

    (tmp_path / "profiles").mkdir()
    (tmp_path / "profiles" / "own.json").write_text(json.dumps(document, ensure_ascii=False), "utf-8")
    profiles, files = load_profiles(tmp_path, "rules")
    assert [name for name, _ in files] == ["rules/profiles/own.json"]
    tables, problems = read_table(file, "own.csv", kind="attendance", profiles=profiles)
    assert (problems, [rows.format for rows in tables]) == ([], ["own"])
    (rows,) = tables
    columns = [f"c{rows.headings.index(key) + 1}" for key in KEYS]
    assert rows.cells.select(columns).rows() == found


@pytest.mark.parametrize(
    "cells",
    [
        [["工号", "姓名"], ["E0011", "张伟"]],
        [["日期", "时间"], ["2026-10-01", "08:00"]],
        [["姓名", "迟到次数"], ["张伟", "3"]],
        [["姓名", "打卡"], ["张伟", "08:00"]],
    ],
    ids=["nothing but people", "nobody", "totals", "times without days"],
)
def test_nothing_is_guessed_where_people_days_or_times_are_missing(cells: Cells, tmp_path: Path) -> None:
    understood = understand(write(cells, tmp_path / "own.csv"), "own.csv", "own")
    assert understood.profile is None
    assert [problem.code for problem in understood.problems] == ["no-guess"]


def test_a_file_that_a_profile_knows_is_not_guessed(tmp_path: Path) -> None:
    cells = [["Badge ID", "Attendance date", "Check-in", "Check-out"], ["7", "2026-10-01", "08:00:00", "17:00:00"]]
    file = write(cells, tmp_path / "a.csv")
    understood = understand(file, "a.csv", "a", profiles=resources.profiles())
    assert understood.profile is not None
    assert (understood.profile.id, understood.profile.title) == ("horilla", "Horilla")


def test_a_profile_that_is_none_stops_the_run_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "profiles").mkdir()
    table = {"name": "log", "shape": "tall", "recognised_by": ["Card"], "cards": ["Card"]}
    document = {"id": "gate", "title": "Gate", "tables": [table]}
    (tmp_path / "profiles" / "gate.json").write_text(json.dumps(document), "utf-8")
    with pytest.raises(SiteProblemError) as told:
        load_profiles(tmp_path, "rules")
    assert sorted((problem.code, problem.source.place()) for problem in told.value.problems) == [
        ("unknown-key", "rules/profiles/gate.json:$.tables[0]"),
        ("wrong-word", "rules/profiles/gate.json:$.tables[0].shape"),
    ]
