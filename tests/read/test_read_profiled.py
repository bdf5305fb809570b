"""Attendance as apps and HR systems export it: each shipped profile on a small table, and what is wrong with cells."""

import json
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from inspect_cli import resources
from inspect_cli.contracts import document_problems
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem, Source
from inspect_cli.profile import document_of, profile_of
from inspect_cli.read import profiled, read_table
from inspect_cli.read.day_columns import heading_of, period
from inspect_cli.read.grids import HEAD_ROWS, Content, Grid
from inspect_cli.read.options import Options

SAMPLES = Path(__file__).parent / "samples"
PROFILES = {profile.id: profile for profile in resources.profiles()}
Cells = Sequence[Sequence[str]]
Punch = tuple[str | None, ...]


def grid(cells: Cells, sheet: str | None = "Sheet1", file: str = "book.xlsx") -> Grid:
    rows = list(enumerate(cells, 1))
    return Grid(Source(file, sheet), rows[:HEAD_ROWS], lambda: iter(rows))


def read(profile: str, *grids: Grid) -> tuple[list[Rows], list[Problem]]:
    content = Content(Source("book.xlsx"), grids=grids)
    form = profiled.format_of(PROFILES[profile])
    assert form.recognise(content)
    return form.read(content, Options())


def read_file(name: str) -> tuple[list[Rows], list[Problem]]:
    return read_table(SAMPLES / name, name, kind="attendance", profiles=resources.profiles())


def punches(tables: Sequence[Rows], *keys: str) -> list[Punch]:
    """The wanted columns of all punches: row, then keys of the schema."""
    found = []
    for rows in tables:
        columns = {key: f"c{number}" for number, key in enumerate(rows.headings, 1)}
        found += rows.cells.select("row", *(columns[key] for key in keys)).rows()
    return found


def told(problems: Sequence[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.source.place()) for problem in problems]


# The sample files


def test_a_dingtalk_workbook_is_read_from_its_daily_statistics() -> None:
    tables, problems = read_file("dingtalk_考勤报表_20260901-20260905.xlsx")
    (rows,) = tables
    assert (rows.format, rows.source.sheet, rows.header_row) == ("dingtalk", "每日统计", 3)
    assert punches(tables, "person_id", "device_id", "time", "direction") == [
        (5, "000123", "manager0001", "2026-09-01 07:58:00", "in"),
        (5, "000123", "manager0001", "2026-09-01 17:02:00", "out"),
        (6, "000123", "manager0001", "2026-09-02 08:03:00", "in"),
        (6, "000123", "manager0001", "2026-09-02 17:00:00", "out"),
        (7, "000123", "manager0001", "2026-09-03 17:00:00", "out"),
        (10, "000124", "0124567890123456", "2026-09-01 19:55:00", "in"),
        (10, "000124", "0124567890123456", "2026-09-02 08:01:00", "out"),
        (11, "000124", "0124567890123456", "2026-09-02 19:55:00", "in"),
        (11, "000124", "0124567890123456", "2026-09-03 08:01:00", "out"),
        (12, "000124", "0124567890123456", "2026-09-03 20:31:00", "in"),
        (12, "000124", "0124567890123456", "2026-09-04 07:30:00", "out"),
        (13, "000124", "0124567890123456", "2026-09-04 19:55:00", "in"),
        (13, "000124", "0124567890123456", "2026-09-05 08:01:00", "out"),
    ]
    assert (rows.blank, rows.refused) == (2, 0)
    assert [(problem.code, problem.facts["sheets"]) for problem in problems] == [
        ("sheets-passed-over", "月度汇总, 打卡时间, 原始记录")
    ]


def test_each_sheet_of_a_dingtalk_workbook_is_enough_by_itself() -> None:
    name = "dingtalk_考勤报表_20260901-20260905.xlsx"
    found = {}
    for sheet in ("月度汇总", "打卡时间", "原始记录"):
        tables, problems = read_table(
            SAMPLES / name, name, kind="attendance", sheet=sheet, profiles=resources.profiles()
        )
        assert problems == []
        found[sheet] = punches(tables, "person_id", "time")
    assert found["月度汇总"][:4] == [
        (5, "000123", "2026-09-01 07:58:00"),
        (5, "000123", "2026-09-01 17:02:00"),
        (5, "000123", "2026-09-02 08:03:00"),
        (5, "000123", "2026-09-02 17:00:00"),
    ]
    assert (6, "000124", "2026-09-05 08:01:00") in found["月度汇总"]
    assert (6, "000124", "2026-09-05 09:00:00") in found["月度汇总"]
    assert [time for _, person, time in found["打卡时间"] if person == "000123"] == [
        "2026-09-01 07:58:00",
        "2026-09-01 17:02:00",
        "2026-09-02 08:03:00",
        "2026-09-02 12:01:00",
        "2026-09-02 17:00:00",
        "2026-09-03 17:00:00",
    ]
    assert found["原始记录"] == [(4, "000123", "2026-09-01 07:58:00"), (5, "000124", "2026-09-02 08:01:00")]


def test_a_wecom_month_is_read_by_account() -> None:
    tables, problems = read_file("wecom_打卡时间记录_20260501-20260503.xlsx")
    assert problems == []
    assert punches(tables, "person_id", "device_id", "name", "device", "time") == [
        (5, None, "JiaYi", "甲一", "wecom", f"2026-05-{time}:00")
        for time in ("01 08:55", "01 18:02", "03 09:01", "03 12:00", "03 18:30")
    ]


def test_a_feishu_month_is_read_from_what_stands_in_brackets() -> None:
    tables, problems = read_file("feishu_monthly_like.csv")
    assert problems == []
    assert punches(tables, "name", "time") == [
        (3, "甲一", "2026-09-01 08:00:00"),
        (3, "甲一", "2026-09-01 17:02:00"),
        (3, "甲一", "2026-09-02 08:12:00"),
    ]


@pytest.mark.parametrize("name", ["generic_utf8bom.csv", "generic_gb18030.csv"])
def test_a_home_made_table_of_coming_and_going_is_read_in_any_encoding(name: str) -> None:
    encoding = "gb18030" if "gb18030" in name else None
    tables, problems = read_table(
        SAMPLES / name, name, kind="attendance", encoding=encoding, profiles=resources.profiles()
    )
    assert problems == []
    assert punches(tables, "person_id", "name", "time", "direction") == [
        (2, "000123", "甲一", "2026-09-01 08:02:00", "in"),
        (2, "000123", "甲一", "2026-09-01 17:00:00", "out"),
        (3, "000124", "龑䶮", "2026-09-01 19:55:00", "in"),
        (3, "000124", "龑䶮", "2026-09-02 08:01:00", "out"),
    ]


# WeCom's day report: two rows of headings, names that come twice

DAILY = [
    ["概况统计与打卡明细"],
    ["统计时间:02-01 ～ 02-28     制表时间:2026-03-10 20:11(UTC+8)"],
    ["时间", "姓名", "账号", "基础信息", "", "考勤概况", "", "外出打卡", "", "上班1", "", "下班1", "", "打卡时间记录"],
    ["", "", "", "部门", "工号", "最早", "最晚", "最早", "最晚", "打卡时间", "打卡状态", "打卡时间", "打卡状态", ""],
]


def test_a_wecom_day_is_read_by_group_and_field() -> None:
    day = ["2026/02/27 星期五", "王丽（已离职）", "WangLi", "公司/部门", "--", "08:57", "18:02", "--", "--"]
    tables, problems = read(
        "wecom",
        grid(
            [
                *DAILY,
                [*day, "08:57", "正常", "18:02", "正常(补卡)", "08:57 12:00 18:02"],
                [
                    "2026/02/28 星期六",
                    "王丽（已离职）",
                    "WangLi",
                    *["--"] * 6,
                    "未打卡",
                    "缺卡（09:00）",
                    "--",
                    "--",
                    "--",
                ],
            ]
        ),
    )
    assert problems == []
    assert punches(tables, "person_id", "device_id", "name", "time", "direction") == [
        (5, None, "WangLi", "王丽", "2026-02-27 08:57:00", "in"),
        (5, None, "WangLi", "王丽", "2026-02-27 18:02:00", "out"),
    ]
    assert tables[0].blank == 1


# What stands in a cell


@pytest.mark.parametrize(
    ("cell", "times"),
    [
        ("08:01", ["01 08:01:00"]),
        ("8:01:30", ["01 08:01:30"]),
        ("次日 08:01", ["02 08:01:00"]),
        ("次日08:01", ["02 08:01:00"]),
        ("08:01 +", ["02 08:01:00"]),
        ("08:01+1", ["02 08:01:00"]),
        ("08:01（次日）", ["02 08:01:00"]),
        ("（次日）08：01", ["02 08:01:00"]),
        ("19:55 (次日)08:01", ["01 19:55:00", "02 08:01:00"]),
        ("19:55；（次日） 08:01", ["01 19:55:00", "02 08:01:00"]),
        ("08:01\n（次日）", ["02 08:01:00"]),
        ("06:58-15:01", ["01 06:58:00", "01 15:01:00"]),
        ("07:58-12:01；13:02-17:05", ["01 07:58:00", "01 12:01:00", "01 13:02:00", "01 17:05:00"]),
        ("19:55-次日08:01", ["01 19:55:00", "02 08:01:00"]),
        ("19时50分", ["01 19:50:00"]),
        ("8时5分", ["01 08:05:00"]),
        ("8点05分10秒", ["01 08:05:10"]),
        ("26:00", ["02 02:00:00"]),
        ("24:00", ["02 00:00:00"]),
        ("０８：０１", ["01 08:01:00"]),
        ("下午 5:30", ["01 17:30:00"]),
        ("12:05 AM", ["01 00:05:00"]),
        ("5:30pm", ["01 17:30:00"]),
        ("08:01 外勤", ["01 08:01:00"]),
        ("08:01(外出 09:00)", ["01 08:01:00"]),
        ("07:58  \n17:02  ", ["01 07:58:00", "01 17:02:00"]),
        ("07:58、17:02", ["01 07:58:00", "01 17:02:00"]),
        ("07:58，17:02;17:05/17:06", ["01 07:58:00", "01 17:02:00", "01 17:05:00", "01 17:06:00"]),
        ("19:55,08:01", ["01 19:55:00", "02 08:01:00"]),
        ("2026-09-03 07:58", ["03 07:58:00"]),
        ("2026/9/3 星期四 7:58:10", ["03 07:58:10"]),
        ("2026-09-03T07:58:10", ["03 07:58:10"]),
        *((word, []) for word in ("", "-", "--", "—", "未打卡", "缺卡", "无", "None", "nan", "旷工", "请假")),
    ],
)
def test_a_cell_gives_its_times(cell: str, times: list[str]) -> None:
    tables, problems = read(
        "in-and-out", grid([["工号", "日期", "上班时间", "下班时间"], ["7", "2026-09-01", cell, "23:00"]])
    )
    assert told(problems) == []
    found = punches(tables, "time", "direction")
    assert [time for _, time, way in found if way == "in"] == [f"2026-09-{time}" for time in times]


@pytest.mark.parametrize(
    "cell", ["8.30", "25:70", "8", "08:5 17:02", "50:00", "2026-02-30 08:00", "8点半", "８.３０", "19:55（次日）08:01"]
)
def test_a_cell_that_cannot_be_read_is_a_problem_of_that_cell(cell: str) -> None:
    cells = [
        ["工号", "日期", "上班时间", "下班时间"],
        ["7", "2026-09-01", "08:00", cell],
        ["8", "2026-09-01", "08:00", ""],
    ]
    tables, problems = read("in-and-out", grid(cells))
    assert told(problems) == [("unreadable-punch", "book.xlsx:Sheet1!D2")]
    assert problems[0].facts["value"] == cell
    assert punches(tables, "person_id") == [(2, "7"), (3, "8")]
    assert tables[0].refused == 1


@pytest.mark.parametrize("cell", ["08:00:00+08:00", "2026-09-01T00:00:00Z"])
def test_a_time_that_says_its_zone_is_told_as_such(cell: str) -> None:
    cells = [["工号", "日期", "上班时间", "下班时间"], ["7", "2026-09-01", "08:00", cell]]
    assert told(read("in-and-out", grid(cells))[1]) == [("time-with-zone", "book.xlsx:Sheet1!D2")]


def test_errors_of_a_spreadsheet_are_told_as_such() -> None:
    cells = [["工号", "日期", "上班时间", "下班时间"], ["7", "2026-09-01", "#N/A", "\0formula"]]
    assert told(read("in-and-out", grid(cells))[1]) == [
        ("error-cell", "book.xlsx:Sheet1!C2"),
        ("never-calculated", "book.xlsx:Sheet1!D2"),
    ]


def test_a_day_that_cannot_be_read_is_a_problem_of_its_cell() -> None:
    cells = [["工号", "日期", "上班时间", "下班时间"], ["7", "soon", "08:00", ""], ["8", "soon", "", ""]]
    assert told(read("in-and-out", grid(cells))[1]) == [("bad-date", "book.xlsx:Sheet1!B2")]


@pytest.mark.parametrize(
    ("order", "text", "day"),
    [
        ("ymd", "26-09-01 星期二", "2026-09-01"),
        ("ymd", "20260901", "2026-09-01"),
        ("ymd", "2026年9月1日", "2026-09-01"),
        ("dmy", "1/9/2026", "2026-09-01"),
        ("dmy", "2026-09-01", "2026-09-01"),
        ("mdy", "09/01/26", "2026-09-01"),
    ],
)
def test_a_date_is_read_in_the_order_of_its_profile(order: str, text: str, day: str) -> None:
    table = {"name": "t", "shape": "long", "recognised_by": ["id", "day", "at"], "person_id": ["id"], "date": ["day"],
             "date_order": order, "punches": [{"time": "at"}]}  # fmt: skip
    form = profiled.format_of(profile_of({"id": "own", "title": "own", "tables": [table]}))
    content = Content(Source("f"), grids=(grid([["id", "day", "at"], ["7", text, "08:00"]]),))
    tables, problems = form.read(content, Options())
    assert (problems, punches(tables, "time")) == ([], [(2, f"{day} 08:00:00")])


def test_minutes_are_added_and_words_of_direction_understood() -> None:
    table = {
        "name": "t",
        "shape": "long",
        "recognised_by": ["id", "at", "way"],
        "device_id": ["id"],
        "punches": [{"time": "at"}],
        "direction": ["way"],
        "direction_words": {"in": ["C/In"], "out": ["C/Out"]},
        "add_minutes": 480,
        "clock": "gate",
    }
    form = profiled.format_of(profile_of({"id": "own", "title": "own", "tables": [table]}))
    cells = [["id", "at", "way"], ["'007", "2026-09-01 20:00", "C/In"], ["008", "2026-09-01 20:00", "None"]]
    tables, problems = form.read(Content(Source("f"), grids=(grid(cells),)), Options())
    assert problems == []
    assert punches(tables, "device_id", "time", "direction", "device") == [
        (2, "007", "2026-09-02 04:00:00", "in", "gate"),
        (3, "008", "2026-09-02 04:00:00", None, "gate"),
    ]


def test_the_times_of_three_shifts_a_day_stay_on_their_day() -> None:
    head = ["姓名", "考勤组", "部门", "工号", "UserId", "日期"]
    times = [f"{way}{number}打卡时间" for number in (1, 2, 3) for way in ("上班", "下班")]
    cells = [
        ["每日统计表 统计日期：2026-09-01 至 2026-09-30"],
        [*head, *times],
        ["甲", "g", "d", "1", "u", "26-09-01 星期二", "07:00", "11:05", "11:02", "15:00", "22:00", "02:00"],
    ]
    tables, _ = read("dingtalk", grid(cells, "每日统计"))
    assert [time for _, time in punches(tables, "time")] == [
        "2026-09-01 07:00:00",
        "2026-09-01 11:05:00",
        "2026-09-01 11:02:00",
        "2026-09-01 15:00:00",
        "2026-09-01 22:00:00",
        "2026-09-02 02:00:00",
    ]


def test_what_the_cells_were_read_as_is_told_with_the_day_beside_them() -> None:
    cells = [
        ["工号", "姓名", "日期", "上班时间", "下班时间"],
        ["'07", "王丽（离职）", "2026/9/1", "19:55", "次日 08:01"],
        ["08", "张伟", "2026-09-02", "07:58 12:01", ""],
    ]
    (rows,), _ = read("in-and-out", grid(cells))
    assert rows.readings is not None
    told = rows.readings().filter(pl.col("nth") > 0).select("column", "written", "read_as", "rows").rows()
    assert told == [
        ("person_id", "'07", "07", 1),
        ("name", "王丽（离职）", "王丽", 1),
        ("time", "2026/9/1 19:55", "2026-09-01 19:55:00", 1),
        ("time", "2026-09-02 07:58 12:01", "2026-09-02 07:58:00, 2026-09-02 12:01:00", 1),
        ("time", "2026/9/1 次日 08:01", "2026-09-02 08:01:00", 1),
    ]
    headings = rows.readings().filter(pl.col("nth") == 0).select("written", "read_as").rows()
    assert ("上班时间", "time") in headings and ("下班时间", "time") in headings


# Columns that stand for days


@pytest.mark.parametrize(
    ("titles", "file", "first"),
    [
        (["打卡时间表 统计日期：2018-11-26 至 2018-12-25"], "x", "2018-11-26"),
        (["考勤日期 : ", "2021/09/01 ~ 09/22 (公司)"], "x", "2021-09-01"),
        (["统计时间:02-01 ～ 02-28     制表时间:2026-03-10 20:11(UTC+8)"], "x", "2026-02-01"),
        (["统计时间:12-01 ～ 12-31", "制表时间:2026-01-05"], "x", "2025-12-01"),
        (["打卡时间记录"], "上下班打卡_打卡时间记录_20260501-20260531.xlsx", "2026-05-01"),
        ([], "2026年5月考勤.xlsx", "2026-05-01"),
        ([], "考勤.xlsx", None),
    ],
)
def test_the_period_stands_in_the_title_or_in_the_name_of_the_file(
    titles: list[str], file: str, first: str | None
) -> None:
    assert period(titles, file) == (date.fromisoformat(first) if first else None)


@pytest.mark.parametrize(
    ("text", "heading"),
    [("1", 1), ("31", 31), ("1\n星期五", 1), ("六", "六"), ("天", "日"), ("32", None), ("3日", 3),
     ("2026-09-01 星期二", date(2026, 9, 1)), ("部门", None), ("UserId", None), ("0", None), ("日期", None)],
)  # fmt: skip
def test_a_heading_says_its_day(text: str, heading: object) -> None:
    assert heading_of(text) == heading


def wide(title: str, *days: str) -> Grid:
    return grid([[title], ["姓名", "部门", "UserId", *days], ["甲", "d", "u", *["08:00"] * len(days)]], "打卡时间")


def test_weekends_are_days_and_a_period_may_run_over_the_months_end() -> None:
    tables, problems = read("dingtalk", wide("统计日期：2026-10-30 至 2026-11-03", "30", "六", "日", "2", "3"))
    assert problems == []
    assert [time for _, time in punches(tables, "time")] == [
        f"2026-{day} 08:00:00" for day in ("10-30", "10-31", "11-01", "11-02", "11-03")
    ]


def test_days_of_a_month_that_nothing_names_are_a_problem() -> None:
    tables, problems = read("dingtalk", wide("打卡时间表", "1", "2"))
    assert (tables, told(problems)) == ([], [("no-period", "book.xlsx:打卡时间!D2")])


@pytest.mark.parametrize("days", [("1", "3"), ("1", "六"), ("二", "二")])
def test_columns_that_are_not_one_day_after_the_other_are_a_problem(days: tuple[str, str]) -> None:
    tables, problems = read("dingtalk", wide("统计日期：2026-09-01 至 2026-09-02", *days))
    assert (tables, told(problems)) == ([], [("days-not-in-order", "book.xlsx:打卡时间!D2")])


@pytest.mark.parametrize(
    ("heading", "day"),
    [("10/1", (10, 1)), ("10月1日", (10, 1)), ("10-01 周四", (10, 1)), ("10.1(四)", (10, 1)), ("1号", 1),
     ("13/1", None), ("2/30", None), ("1.5倍", None)],
)  # fmt: skip
def test_a_heading_may_say_month_and_day(heading: str, day: object) -> None:
    assert heading_of(heading) == day


def read_month(cells: Cells, **more: object) -> tuple[list[Rows], list[Problem]]:
    table = {"name": "t", "shape": "wide", "recognised_by": ["姓名"], "header_rows": 2, "name_of": ["姓名"], **more}
    form = profiled.format_of(profile_of({"id": "own", "title": "own", "tables": [table]}))
    return form.read(Content(Source("f"), grids=(grid(cells),)), Options())


def test_a_home_made_month_is_read_by_its_days() -> None:
    cells = [
        ["2026年10月考勤"],
        ["工号", "姓名", "10/30", "10/31", "11/1"],
        ["7", "甲", "07:58；17:02", "", "19:55 08:01+"],
    ]
    tables, problems = read_month(cells)
    assert problems == []
    assert [time for _, time in punches(tables, "time")] == [
        "2026-10-30 07:58:00",
        "2026-10-30 17:02:00",
        "2026-11-01 19:55:00",
        "2026-11-02 08:01:00",
    ]


def test_every_column_under_the_heading_of_a_day_is_of_that_day() -> None:
    cells = [
        ["姓名", "2026-10-01", "", "2026-10-02", ""],
        ["", "上班", "下班", "上班", "下班"],
        ["甲", "07:58", "17:02", "19:55", "08:01"],
    ]
    tables, problems = read_month(cells)
    assert problems == []
    assert [time for _, time in punches(tables, "time")] == [
        "2026-10-01 07:58:00",
        "2026-10-01 17:02:00",
        "2026-10-02 19:55:00",
        "2026-10-03 08:01:00",
    ]
    out, _ = read_month(cells, punches=[{"time": "下班", "direction": "out"}])
    assert punches(out, "time", "direction") == [(3, "2026-10-01 17:02:00", "out"), (3, "2026-10-02 08:01:00", "out")]


def test_lines_of_json_are_read_by_a_profile(tmp_path: Path) -> None:
    path = tmp_path / "checkins.jsonl"
    path.write_text(
        '{"employee": "E1", "log_type": "IN", "time": "2026-09-01 08:00:00"}\n\n'
        '{"employee": "E1", "log_type": "OUT", "time": "2026-09-01 17:00:00", "device_id": "gate"}\n{"a": []}\n',
        "utf-8",
    )
    tables, problems = read_table(path, "checkins.jsonl", kind="attendance", profiles=resources.profiles())
    assert punches(tables, "person_id", "time", "direction", "device") == [
        (1, "E1", "2026-09-01 08:00:00", "in", "frappe"),
        (3, "E1", "2026-09-01 17:00:00", "out", "gate"),
    ]
    assert [(rows.format, rows.blank, rows.refused) for rows in tables] == [("frappe-hr", 1, 1)]
    assert told(problems) == [("json-nested", "checkins.jsonl:$.a:4")]


# Days that can be read in several ways


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["13/10/2026", "03/11/2026"], ["2026-10-13", "2026-11-03"]),
        (["10/13/2026", "11/03/2026"], ["2026-10-13", "2026-11-03"]),
        (["12-Oct-2026", "Oct 13, 2026"], ["2026-10-12", "2026-10-13"]),
        (["26-10-12 星期一", "26-10-13 星期二"], ["2026-10-12", "2026-10-13"]),
    ],
)
def test_one_date_settles_the_order_of_all(dates: list[str], days: list[str]) -> None:
    tables, problems = read(
        "in-and-out", grid([["工号", "日期", "上班", "下班"], *(["7", date, "08:00", ""] for date in dates)])
    )
    assert (problems, [time for _, time in punches(tables, "time")]) == ([], [f"{day} 08:00:00" for day in days])


@pytest.mark.parametrize("dates", [["03/04/2026", "05/04/2026"], ["09/01/26", "09/02/26"]])
def test_dates_of_several_orders_are_asked_about(dates: list[str]) -> None:
    cells = [["工号", "日期", "上班", "下班"], *(["7", date, "08:00", "17:00"] for date in dates)]
    (rows,), problems = read("in-and-out", grid(cells))
    assert told(problems) == [("date-order-unclear", "book.xlsx:Sheet1!B2")]
    assert (rows.cells.height, rows.refused) == (0, 4)


def test_a_time_that_looks_like_a_date_is_a_problem_of_its_cell_alone() -> None:
    cells = [["工号", "日期", "上班", "下班"], ["7", "2026-10-12", "08.10.15", "17:00"]]
    (rows,), problems = read("in-and-out", grid(cells))
    assert (rows.cells.height, told(problems)) == (1, [("unreadable-punch", "book.xlsx:Sheet1!C2")])


def test_a_number_of_days_is_refused_with_its_day_or_read_where_the_profile_says_so() -> None:
    cells = [["工号", "日期", "上班", "下班"], ["7", "46307", "0.331944", ""], ["7", "2026-10-13", "46308.5", "9:00"]]
    _, problems = read("in-and-out", grid(cells))
    assert [(problem.code, problem.facts.get("day")) for problem in problems] == [
        ("unreadable-punch", None),
        ("number-of-days", "2026-10-13"),
    ]
    table = {**document_of(PROFILES["in-and-out"])["tables"][1], "day_numbers": True}
    form = profiled.format_of(profile_of({"id": "own", "title": "own", "tables": [table]}))
    tables, problems = form.read(Content(Source("f"), grids=(grid(cells),)), Options())
    assert (problems, [time for _, time in punches(tables, "time")]) == (
        [],
        ["2026-10-12 07:58:00", "2026-10-13 12:00:00", "2026-10-13 09:00:00"],
    )


# Sheets, totals, other systems


def test_totals_say_what_to_export_instead() -> None:
    cells = [
        ["月度汇总 统计日期：2026-09-01 至 2026-09-30"],
        ["姓名", "考勤组", "部门", "工号", "出勤天数"],
        ["甲", "g", "d", "1", "22"],
    ]
    tables, problems = read("dingtalk", grid(cells, "月度汇总"))
    assert (tables, told(problems)) == ([], [("only-totals", "book.xlsx:月度汇总!2")])
    assert "每日统计" in problems[0].facts["instead"]


def test_every_sheet_of_the_same_table_is_read() -> None:
    cells = [["工号", "日期", "上班时间", "下班时间"], ["7", "2026-09-01", "08:00", "17:00"]]
    tables, problems = read("in-and-out", grid(cells, "9月"), grid(cells, "10月"))
    assert ([rows.source.sheet for rows in tables], problems) == (["9月", "10月"], [])


@pytest.mark.parametrize(
    ("profile", "cells", "found"),
    [
        (
            "frappe-hr",
            [["ID", "Employee", "Log Type", "Time"], ["", "HR-EMP-00001", "IN", "2026-09-01 08:00:00"]],
            [("HR-EMP-00001", None, "2026-09-01 08:00:00", "in")],
        ),
        (
            "horilla",
            [
                ["Badge ID", "Shift", "Attendance date", "Check-in date", "Check-in", "Check-out date", "Check-out"],
                ["PEP01", "Night", "2026-09-01", "2026-09-01", "20:00:00", "2026-09-02", "08:00:00"],
            ],
            [("PEP01", None, "2026-09-01 20:00:00", "in"), ("PEP01", None, "2026-09-02 08:00:00", "out")],
        ),
        (
            "odoo",
            [["employee_id", "check_in", "check_out"], ["Wang Li", "2026-09-01 08:00:00", "2026-09-01 17:00:00"]],
            [(None, "Wang Li", "2026-09-01 08:00:00", "in"), (None, "Wang Li", "2026-09-01 17:00:00", "out")],
        ),
    ],
)  # fmt: skip
def test_what_hr_systems_export_is_read(profile: str, cells: Cells, found: list[Punch]) -> None:
    tables, problems = read(profile, grid(cells))
    assert {problem.code for problem in problems} <= {"note-on-exports"}
    assert [row[1:] for row in punches(tables, "person_id", "name", "time", "direction")] == found


def test_our_own_headings_are_left_to_the_plain_reader() -> None:
    own = list(resources.schema("attendance")["properties"])
    chinese = [rule["x-title-zh"] for rule in resources.schema("attendance")["properties"].values()]
    for headings in (own, chinese, ["工号", "打卡时间"], ["person_id", "time"]):
        content = Content(Source("a.csv"), grids=(grid([headings, ["1"] * len(headings)]),))
        assert [each.id for each in PROFILES.values() if profiled.format_of(each).recognise(content)] == []


# The profiles themselves


@pytest.mark.parametrize("path", sorted(resources.shipped("profiles").glob("*.json")), ids=lambda path: path.stem)
def test_a_shipped_profile_obeys_its_schema_and_says_all_it_says(path: Path) -> None:
    document: dict[str, Any] = json.loads(path.read_text("utf-8"))
    assert document_problems(document, resources.schema("profile"), path.name) == []
    assert document["id"] == path.stem
    assert document_of(profile_of(document)) == document


# Exports that were pasted together

HEADINGS = ["工号", "日期", "上班时间", "下班时间"]
FIRST = ["7", "2026-09-01", "08:00", "17:00"]


def test_headings_that_stand_again_cost_their_own_row() -> None:
    tables, problems = read("in-and-out", grid([HEADINGS, FIRST, HEADINGS, ["8", "2026-09-01", "08:01", "17:01"]]))
    assert told(problems) == [("repeated-heading", "book.xlsx:Sheet1!3")]
    assert [person for _, person in punches(tables, "person_id")] == ["7", "7", "8", "8"]
    assert (tables[0].refused, tables[0].in_file) == (1, 3)


@pytest.mark.parametrize(
    "other",
    [
        ["工号", "日期", "下班时间", "上班时间"],
        ["日期", "工号", "上班时间", "下班时间"],
        ["姓名", "工号", "日期", "上班时间"],
        ["工号", "姓名", "上班时间", "备注"],
    ],
)
def test_nothing_below_other_headings_is_read(other: Sequence[str]) -> None:
    below = ["7", "2026-09-02", "17:00", "08:00"]
    tables, problems = read("in-and-out", grid([HEADINGS, FIRST, other, below, HEADINGS, FIRST]))
    assert told(problems) == [("other-headings", "book.xlsx:Sheet1!3")]
    assert problems[0].facts["rows"] == "4"
    assert [row for row, _ in punches(tables, "time")] == [2, 2]
    assert (tables[0].refused, tables[0].in_file) == (4, 5)


def test_a_month_below_another_month_is_not_read_as_its_days() -> None:
    month = [["姓名", "每日考勤结果", ""], ["", "2026-10-01 星期四", "2026-10-02 星期五"], ["甲一", "正常(08:00)", "-"]]
    next_month = [month[0], ["", "2026-11-01 星期日", "2026-11-02 星期一"], ["甲一", "正常(08:00)", "-"]]
    tables, problems = read("feishu", grid([*month, *month, *next_month]))
    assert told(problems) == [
        ("repeated-heading", "book.xlsx:Sheet1!4"),
        ("repeated-heading", "book.xlsx:Sheet1!5"),
        ("repeated-heading", "book.xlsx:Sheet1!7"),
        ("other-headings", "book.xlsx:Sheet1!8"),
    ]
    assert [row for row, _ in punches(tables, "time")] == [3, 6]


def test_days_of_another_month_begin_other_headings() -> None:
    days = [["姓名", "账号", "所属规则", "1", "2"], ["甲一", "JiaYi", "", "08:55", "-"]]
    others = [["姓名", "账号", "所属规则", "2", "3"], ["甲一", "JiaYi", "", "08:55", "-"]]
    tables, problems = read("wecom", grid([["打卡时间记录 2026-05-01"], *days, *others], file="打卡_20260501.xlsx"))
    assert told(problems) == [("other-headings", "打卡_20260501.xlsx:Sheet1!4")]
    assert len(punches(tables, "time")) == 1
