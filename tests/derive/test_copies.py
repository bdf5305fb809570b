"""Tables and rows that are handed in twice, and tables whose column of people nobody reads."""

from pathlib import Path

import pytest

from inspect_cli.months import business_month
from inspect_cli.pipeline import Inputs
from inspect_cli.pipeline.records import read_records
from inspect_cli.rulebook import RuleBook

STAFF = "工号,姓名,部门\nE0014,王丽,保洁部\nE0015,陈桂兰,保洁部\n"
ROUND = "日期,责任人,检查项目,结果\n11.3,王丽,大堂地面,不合格\n11.5,陈桂兰,大堂地面,不合格\n"
SIGNED = "日期,时间,责任人,检查项目,结果,检查人\n11.3,09:30,王丽,大堂地面,不合格,马建军\n"


def read(folder: Path, kind: str, *texts: str) -> tuple[list[str], list[tuple[int, int, int]]]:
    """The codes told, and for each file how many rows were accepted, known and refused."""
    (folder / "staff.csv").write_text(STAFF, "utf-8")
    files = {"staff": [(folder / "staff.csv", "staff.csv")], kind: []}
    for nth, text in enumerate(texts):
        (folder / f"{nth}.csv").write_text(text, "utf-8")
        files[kind].append((folder / f"{nth}.csv", f"{nth}.csv"))
    inputs = Inputs(files, RuleBook.__new__(RuleBook), "")
    records, problems = read_records(inputs, business_month("2026-11"))
    tallies = [(tally.accepted, tally.known, tally.refused) for tally in records[kind].tallies]
    assert records[kind].frame.height == sum(accepted for accepted, _, _ in tallies)
    return [problem.code for problem in problems], tallies


@pytest.mark.parametrize(
    "copy",
    [
        ROUND,
        "结果,日期,责任人,检查项目\nfail,2026-11-05,陈桂兰,大堂地面\n否,11月3日,王丽,大堂地面\n",
    ],
    ids=["the same bytes", "other order, other ways to write"],
)
def test_a_copy_of_a_table_counts_once(tmp_path: Path, copy: str) -> None:
    assert read(tmp_path, "inspections", ROUND, copy) == (["copied-table"], [(2, 0, 0), (0, 2, 0)])


def test_three_copies_count_once(tmp_path: Path) -> None:
    codes, tallies = read(tmp_path, "inspections", ROUND, ROUND, ROUND)
    assert codes == ["copied-table"] * 2
    assert tallies == [(2, 0, 0), (0, 2, 0), (0, 2, 0)]


@pytest.mark.parametrize("kind", ["leave", "metrics", "incidents"])
def test_so_does_one_of_any_kind(tmp_path: Path, kind: str) -> None:
    text = {
        "leave": "person_id,from,to,type\nE0014,2026-11-03,2026-11-04,年假\n",
        "metrics": "date,item,person_id,value\n2026-11-30,M-1,E0014,98\n",
        "incidents": "date,item,person_id\n2026-11-03,INC-1,E0014\n",
    }[kind]
    assert read(tmp_path, kind, text, text) == (["copied-table"], [(1, 0, 0), (0, 1, 0)])


def test_tables_that_differ_where_nobody_reads_are_no_copies(tmp_path: Path) -> None:
    one, other = (ROUND.replace("结果", "结果,流水").replace("不合格", f"不合格,{number}") for number in (1, 2))
    codes, tallies = read(tmp_path, "inspections", one, other)
    assert codes == ["unknown-column", "unknown-column", "told-twice"]
    assert tallies == [(2, 0, 0), (2, 0, 0)]


def test_a_table_without_rows_is_the_copy_of_nothing(tmp_path: Path) -> None:
    headings = ROUND.splitlines(keepends=True)[0]
    assert read(tmp_path, "inspections", headings, headings)[0] == ["no-rows", "no-rows"]


def test_a_record_with_its_time_and_inspector_is_the_same_in_another_file(tmp_path: Path) -> None:
    more = SIGNED + "11.4,10:00,王丽,大堂地面,不合格,马建军\n"
    assert read(tmp_path, "inspections", SIGNED, more) == (["told-before"], [(1, 0, 0), (1, 1, 0)])


@pytest.mark.parametrize("lost", ["09:30", "马建军"])
def test_without_one_of_them_it_deserves_a_word_and_counts(tmp_path: Path, lost: str) -> None:
    once = SIGNED.replace(lost, "")
    more = once + "11.4,10:00,王丽,大堂地面,不合格,马建军\n"
    assert read(tmp_path, "inspections", once, more) == (["told-twice"], [(1, 0, 0), (2, 0, 0)])


def test_equal_rows_of_one_table_count_each(tmp_path: Path) -> None:
    twice = SIGNED + SIGNED.splitlines(keepends=True)[1]
    other = SIGNED.replace("11.3", "11.9")
    assert read(tmp_path, "inspections", twice, other) == ([], [(2, 0, 0), (1, 0, 0)])


UNREAD = "日期,{heading},地点,检查项目,结果\n11.3,{one},1号楼,大堂地面,不合格\n11.4,{other},1号楼,大堂地面,不合格\n"


@pytest.mark.parametrize(("one", "other"), [("王丽", "陈桂兰"), ("王丽（保洁部）", ""), ("E0014", "保洁部 王丽")])
def test_people_in_a_column_nobody_reads_refuse_the_table(tmp_path: Path, one: str, other: str) -> None:
    text = UNREAD.format(heading="当值的", one=one, other=other)
    assert read(tmp_path, "inspections", text) == (["people-unread"], [(0, 0, 2)])


def test_anything_else_in_such_a_column_refuses_nothing(tmp_path: Path) -> None:
    text = UNREAD.format(heading="天气", one="晴", other="雨")
    assert read(tmp_path, "inspections", text) == (["unknown-column"], [(2, 0, 0)])


def test_nor_do_people_beside_the_person_who_is_charged(tmp_path: Path) -> None:
    text = (
        UNREAD.format(heading="陪同的", one="王丽", other="王丽").replace("地点", "责任人").replace("1号楼", "陈桂兰")
    )
    assert read(tmp_path, "inspections", text) == (["unknown-column"], [(2, 0, 0)])
