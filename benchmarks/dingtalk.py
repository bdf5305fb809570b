"""A DingTalk workbook of a month, read by inspect-cli and cell by cell by calamine alone, side by side."""

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import xlsxwriter
from python_calamine import CalamineWorkbook

from inspect_cli import resources
from inspect_cli.read import read_table

FIRST, DAYS = date(2026, 10, 1), 31
HEAD = ["姓名", "考勤组", "部门", "工号", "职位", "UserId"]
DAILY = [
    *HEAD, "日期", "workDate", "班次",
    *(f"{way}{number}打卡{what}" for number in (1, 2, 3) for way in ("上班", "下班") for what in ("时间", "结果")),
    "关联的审批单", "出勤天数", "休息天数", "工作时长(分钟)", "迟到次数", "迟到时长", "严重迟到次数", "严重迟到时长",
    "旷工迟到次数", "早退次数", "早退时长", "上班缺卡次数", "下班缺卡次数", "旷工天数", "出差时长", "外出时长",
    "加班-审批单统计", "加班时长-按加班规则计算",
]  # fmt: skip


def write(path: Path, people: int) -> None:
    """The four sheets of a month's report, as the app exports them."""
    book = xlsxwriter.Workbook(str(path), {"strings_to_numbers": False})
    days = [FIRST + timedelta(days=place) for place in range(DAYS)]
    labels = [str(day.day) if day.weekday() < 5 else "六日"[day.weekday() - 5] for day in days]
    daily = _sheet(book, "每日统计", [DAILY, []])
    times = _sheet(book, "打卡时间", [[*HEAD, *labels]])
    raw = _sheet(book, "原始记录", [[*HEAD, "考勤日期", "考勤时间", "打卡时间", "打卡结果", "打卡地址", "打卡备注"]])
    month = _sheet(book, "月度汇总", [[*HEAD, "出勤天数", "考勤结果"], [*[""] * 7, *labels]])
    for person in range(people):
        who = [f"员工{person}", "默认考勤组", f"部门{person % 20}", f"{person:06d}", "客服", f"user{person:012d}"]
        came, went = f"07:{person % 60:02d}", f"17:{(person * 7) % 60:02d}"
        times(*who, *[f"{came}  \n{went}  "] * DAYS)
        month(*who, DAYS, *[f"白班:正常\n({came},{went})"] * DAYS)
        for day in days:
            on = f"{day:%y-%m-%d} 星期{'一二三四五六日'[day.weekday()]}"
            daily(*who, on, "1788192000000", "白班 08:00-17:00", came, "正常", went, "正常", *[""] * 9, 1, 0, 480, 0, 0)
            for at in (came, went):
                raw(*who, f"20{on}", f"{day} 08:00", f"{day} {at}", "正常", "示例大厦", "")
    book.close()


def _sheet(book: xlsxwriter.Workbook, name: str, headings: list[list[str]]) -> Callable[..., None]:
    """A function that writes the next row of a new sheet, below its title lines and headings."""
    sheet = book.add_worksheet(name)
    lines = [
        [f"{name} 统计日期：{FIRST} 至 {FIRST + timedelta(days=DAYS - 1)}"],
        ["报表生成时间：2026-11-02 11:04"],
        *headings,
    ]
    for place, cells in enumerate(lines):
        sheet.write_row(place, 0, cells)
    following = iter(range(len(lines), 1_048_576))
    return lambda *cells: sheet.write_row(next(following), 0, cells)


def cells_alone(path: Path) -> int:
    """Every cell of every sheet as calamine gives it; how many they are."""
    with CalamineWorkbook.from_path(str(path)) as book:
        return sum(len(row) for name in book.sheet_names for row in book.get_sheet_by_name(name).iter_rows())


def punches(path: Path) -> int:
    """The punches that inspect-cli reads from the workbook; how many they are."""
    tables, problems = read_table(path, path.name, kind="attendance", profiles=resources.profiles())
    assert all(problem.is_note for problem in problems), problems
    return sum(rows.cells.height for rows in tables)


def seconds(work: Callable[[Path], int], path: Path) -> tuple[float, int]:
    """Processor seconds of one run, and what it counted."""
    began = time.process_time()
    count = work(path)
    return time.process_time() - began, count


def main() -> int:
    """Prints the least times of both, in turn, and their ratio as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    if not options.path.exists():
        write(options.path, options.people)
    found: dict[str, list[float]] = {"calamine": [], "inspect-cli": []}
    counts = {}
    for _ in range(options.runs):
        for name, work in (("calamine", cells_alone), ("inspect-cli", punches)):
            taken, counts[name] = seconds(work, options.path)
            found[name].append(taken)
    alone, ours = min(found["calamine"]), min(found["inspect-cli"])
    json.dump(
        {"cells": counts["calamine"], "punches": counts["inspect-cli"], "calamine": alone, "inspect-cli": ours},
        sys.stdout,
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
