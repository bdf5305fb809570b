"""Words, short dates and numbers in cells, and what they mean by the schema."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli import resources
from inspect_cli.folding import fold, folded
from inspect_cli.frames import Rows
from inspect_cli.months import business_month
from inspect_cli.problems import Source
from inspect_cli.validate import validate

NOVEMBER = business_month("2026-11")
CUT_ON_24 = business_month("2026-11", 24)


def rows_of(headings: list[str], *cells: list[str], numbers: frozenset[tuple[int, int]] = frozenset()) -> Rows:
    """Rows as a reader gives them; the first stands in row 2."""
    columns = {f"c{nth}": [row[nth - 1] for row in cells] for nth in range(1, len(headings) + 1)}
    frame = pl.DataFrame(columns).with_columns(row=pl.int_range(2, len(cells) + 2, dtype=pl.UInt32))
    return Rows(Source("rows"), headings, frame, numbers=numbers)


@pytest.mark.parametrize(
    ("kind", "columns", "row", "key", "read"),
    [
        ("inspections", "日期 姓名 项目 结果", "11.3 王丽 地面 合格", "date", "2026-11-03"),
        ("incidents", "日期 事项 姓名", "11月3日 表扬 王丽", "date", "2026-11-03"),
        ("roster", "姓名 日期 结束日期 班次", "王丽 1日 30日 白班", "to", "2026-11-30"),
        ("leave", "姓名 from to type", "王丽 11/3 11/4 病假", "to", "2026-11-04"),
        ("leave", "姓名 from to type", "王丽 11.3_8:30 11.3_12:00 病假", "to", "2026-11-03 12:00"),
        ("decisions", "about outcome decided_on", "Q-1103-01 免除 12.2", "decided_on", "2026-12-02"),
        ("attendance", "工号 时间", "E1 11.3_8:05", "time", "2026-11-03 08:05:00"),
    ],
)
def test_records_of_the_month_take_dates_without_a_year(kind: str, columns: str, row: str, key: str, read: str) -> None:
    table = rows_of(columns.split(), [cell.replace("_", " ") for cell in row.split()])
    records, problems = validate(kind, [table], resources.schema(kind), month=NOVEMBER)
    assert problems == []
    assert str(records.frame[key][0]) == read


@pytest.mark.parametrize(
    ("kind", "columns", "row"),
    [
        ("staff", "工号 姓名 部门 入职日期", "E1 王丽 前台 11.3"),
        ("areas", "责任区 责任人 开始日期", "大堂 王丽 11.3"),
        ("decisions", "about outcome decided_on", "Q-1103-01 免除 3日"),
    ],
)
def test_dates_that_hold_for_years_are_written_in_full(kind: str, columns: str, row: str) -> None:
    _, problems = validate(kind, [rows_of(columns.split(), row.split())], resources.schema(kind), month=NOVEMBER)
    assert [problem.code for problem in problems] == ["bad-date"]


def test_without_a_month_a_date_needs_its_year() -> None:
    table = rows_of(["日期", "姓名", "项目"], ["11.3", "王丽", "地面"])
    _, problems = validate("inspections", [table], resources.schema("inspections"))
    assert [problem.code for problem in problems] == ["bad-date"]


def test_a_number_that_may_be_two_days_is_refused_and_one_that_may_not_is_read() -> None:
    cells = [[number, "王丽", "地面", "合格"] for number in ("11.1", "11.4", "11.13")]
    numbers = frozenset((row, 1) for row in (2, 3, 4))
    table = rows_of(["日期", "姓名", "项目", "结果"], *cells, numbers=numbers)
    records, problems = validate("inspections", [table], resources.schema("inspections"), month=NOVEMBER)
    assert [(problem.code, problem.source.row, problem.source.column) for problem in problems] == [
        ("number-for-a-date", 2, 1)
    ]
    assert problems[0].facts["days"] == "2026-11-01, 2026-11-10"
    assert [str(day) for day in records.frame["date"]] == ["2026-11-04", "2026-11-13"]
    assert (records.tallies[0].accepted, records.tallies[0].refused) == (2, 1)


def test_a_number_whose_other_day_lies_outside_the_month_is_read() -> None:
    cells = [[number, "王丽", "地面", "合格"] for number in ("11.3", "10.3")]
    table = rows_of(["日期", "姓名", "项目", "结果"], *cells, numbers=frozenset({(2, 1), (3, 1)}))
    records, problems = validate("inspections", [table], resources.schema("inspections"), month=CUT_ON_24)
    assert problems == []
    assert [str(day) for day in records.frame["date"]] == ["2026-11-03", "2026-10-30"]


def test_the_same_cell_as_text_is_the_first_of_november() -> None:
    table = rows_of(["日期", "姓名", "项目", "结果"], ["11.1", "王丽", "地面", "合格"])
    records, _ = validate("inspections", [table], resources.schema("inspections"), month=NOVEMBER)
    assert str(records.frame["date"][0]) == "2026-11-01"


def test_a_number_in_another_column_stays_a_number() -> None:
    table = rows_of(["日期", "姓名", "项目", "分值"], ["11.4", "王丽", "地面", "1.5"], numbers=frozenset({(2, 4)}))
    records, problems = validate("inspections", [table], resources.schema("inspections"), month=NOVEMBER)
    assert problems == []
    assert str(records.frame["points"][0]) == "1.5000"


HABITUAL = st.one_of(
    st.sampled_from(" \t\u3000\xa0"),
    *(
        st.characters(min_codepoint=first, max_codepoint=last, exclude_categories=["Cc"])
        for first, last in ((0x20, 0x24F), (0x4E00, 0x9FFF), (0xFF01, 0xFF5E))
    ),
)
"""What names and words are written in; newer letters are folded by the tables of newer Unicode."""


@given(st.lists(st.text(HABITUAL), min_size=1, max_size=20))
def test_a_word_and_a_column_of_words_are_folded_alike(texts: list[str]) -> None:
    column = pl.select(fold(pl.lit(pl.Series(texts, dtype=pl.String)))).to_series().to_list()
    assert column == [folded(text) for text in texts]


@pytest.mark.parametrize(
    ("columns", "row", "wanted"),
    [
        ("日期 责任人 问题 结果", "11.3 王丽 楼道垃圾 差", {"item": "楼道垃圾", "result": "fail"}),
        (
            "日期 被检人 检查区域 问题描述 判定",
            "11.3 王丽 大堂 地面 达标",
            {"item": "地面", "place": "大堂", "result": "pass"},
        ),
        (
            "日期 姓名 检查项目 问题描述 结果",
            "11.3 王丽 地面 有水渍 未通过",
            {"item": "地面", "note": "有水渍", "result": "fail"},
        ),
        ("序号 日期 姓名 检查项目 结果 数量", "1 11.3 王丽 地面 × 3处", {"quantity": "3"}),
        ("日期 姓名 检查项目 结果 数量", "11.3 王丽 地面 × 两个", {"quantity": "2"}),
        ("日期 姓名 检查项目 结果", "2026年11月3号 王丽 地面 ×", {"date": "2026-11-03"}),
        ("日期 姓名 检查项目 结果", "11.3（周二） 王丽 地面 ×", {"date": "2026-11-03"}),
    ],
)
def test_a_sheet_is_understood_as_supervisors_head_and_fill_it(columns: str, row: str, wanted: dict[str, str]) -> None:
    table = rows_of(columns.split(), row.split())
    records, problems = validate("inspections", [table], resources.schema("inspections"), month=NOVEMBER)
    assert problems == []
    read = {key: records.frame[key].cast(pl.String)[0] for key in wanted}
    assert {key: value.removesuffix(".0000") for key, value in read.items()} == wanted


@pytest.mark.parametrize("word", ["没过", "未合格的", "不算合格"])
def test_a_word_that_denies_is_never_taken_for_one_that_does_not(word: str) -> None:
    table = rows_of(["日期", "姓名", "项目", "结果"], ["11.3", "王丽", "地面", word])
    _, problems = validate("inspections", [table], resources.schema("inspections"), month=NOVEMBER)
    assert [problem.code for problem in problems] == ["unknown-word"]
    near = problems[0].facts["near"]
    assert near == "" or any(no in near for no in "不未没")


@pytest.mark.parametrize(
    ("written", "minutes"),
    [
        ("08:00", 480),
        ("8", 480),
        ("8.5", 510),
        ("7.25", 435),
        ("８.５", 510),
        ("8小时", 480),
        ("7.33", None),
        ("8.505", None),
    ],
)
def test_hours_of_a_shift_may_be_written_as_a_number(written: str, minutes: int | None) -> None:
    table = rows_of(["班次", "上班时间", "下班时间", "工时"], ["白班", "10:00", "16:00", written])
    records, problems = validate("shifts", [table], resources.schema("shifts"))
    assert records.frame["hours"].to_list() == ([minutes] if minutes else [])
    assert [problem.code for problem in problems] == ([] if minutes else ["bad-shift-clock"])
