"""Every shipped layout on hundreds of damaged tables: no crash, every cell told, in bounded time and memory."""

import csv
import io
import random
import resource
import time

import polars as pl
import pytest

from inspect_cli import resources
from inspect_cli.months import parse_moment
from inspect_cli.problems import Source
from inspect_cli.profile import Layout, Profile
from inspect_cli.read import delimited, profiled
from inspect_cli.read.grids import HEAD_ROWS, Content, Grid
from inspect_cli.read.options import Options

LAYOUTS = [layout for profile in resources.profiles() for layout in profile.layouts]
SECONDS_A_TABLE = 5
MEBIBYTES = 300

CELLS = (
    "",
    "--",
    "08:00",
    "8:5",
    "次日 08:01",
    "08:01 +1",
    "19:55、08:01",
    "25:70",
    "2026-10-12 07:58",
    "2026-02-30 08:00",
    "26-10-12 星期一",
    "12/10/2026",
    "#N/A",
    "\0formula",
    "\0digits 12345678901234567890",
    "缺卡",
    "正常(08:00), 缺卡(-)",
    "白班:正常\n(07:58,17:02)",
    "（",
    "((08:00",
    "08:00" * 50,
    "0" * 3000,
    "\u202e08:00",
    "工号",
    "姓名",
    "王丽（已离职）",
    "'0042",
    "２０２６年１０月１２日 ０８：００",
    "99999999999",
    "上午 13:00",
    "24:00",
    "47:59",
    "48:00",
    "00:00:00.999",
    "NaN",
    "😀 08:00",
)
DAYS = ("1", "2", "3", "六", "日", "1\n星期四", "2026-10-01 星期四", "2026-10-02 星期五", "31", "32", "0", "日期")


def heading(text: str, chance: random.Random) -> str:
    return text.replace("#", str(chance.randint(1, 3)))


def table(layout: Layout, chance: random.Random) -> list[list[str]]:
    """A table of the layout: titles, its headings in any order, columns of days, rows of sound and damaged cells."""
    wanted = [
        *layout.recognised_by,
        *layout.person_id,
        *layout.device_id,
        *layout.name_of,
        *layout.date,
        *layout.direction,
    ]
    wanted += [punch.time for punch in layout.punches] + [punch.date for punch in layout.punches if punch.date]
    names = list(dict.fromkeys(heading(name, chance) for name in wanted))
    chance.shuffle(names)
    names += chance.sample(("备注", "部门", "", "打卡图片1", names[0]), chance.randint(0, 3))
    top = [name.split("/")[0] for name in names]
    sub = [name.split("/")[1] if "/" in name else "" for name in names]
    if layout.shape == "wide":
        days = chance.choices(DAYS, k=chance.randint(1, 9)) if chance.random() < 0.5 else list("123")
        under = layout.days_under or ""
        top = (
            [name for name in top if name != under]
            + ([under] if under else [])
            + ([""] * (len(days) - 1) if under else days)
        )
        sub = [""] * (len(top) - len(days)) + days if under else []
    titles = chance.choice(
        [[], [["统计日期：2026-10-01 至 2026-10-31"]], [["x"], ["制表时间:2026-11-02", "10-01 ～ 10-31"]]]
    )
    head = [top, *([sub] if layout.header_rows == 2 else [])]
    rows = [[chance.choice(CELLS) for _ in top] for _ in range(chance.randint(0, 12))]
    for _ in range(chance.randint(0, 3)):  # a row too short, a row too long, an empty row
        rows.insert(chance.randint(0, len(rows)), chance.choice(([], [""] * len(top), ["08:00"] * (len(top) + 3))))
    return [*titles, *head, *rows]


def read_damaged(seed: int) -> None:
    chance = random.Random(seed)
    layout = LAYOUTS[seed % len(LAYOUTS)]
    cells = table(layout, chance)
    rows = list(enumerate(cells, 1))
    grid = Grid(Source("f.xlsx", layout.name), rows[:HEAD_ROWS], lambda: iter(rows))
    began = time.process_time()
    content = Content(Source("f.xlsx"), grids=(grid,))
    form = profiled.format_of(Profile(layout.profile, "fuzz", [layout]))
    if not form.recognise(content):
        return
    tables, problems = form.read(content, Options())
    assert time.process_time() - began < SECONDS_A_TABLE
    for problem in problems:
        assert problem.source.place()
        assert problem.source.row is None or problem.source.row <= len(cells)
    for each in tables:
        assert each.cells.width == len(each.headings) + 1
        assert all(parse_moment(moment) for moment in each.cells["c4"])
        assert not each.cells.select(pl.all_horizontal(pl.col("c1", "c2", "c3").is_null())).to_series().any()
        assert all(1 <= row <= len(cells) for row in each.cells["row"])
        told = sum(not problem.is_note for problem in problems)
        assert bool(each.refused) == bool(told)
        assert each.blank + each.cells["row"].n_unique() <= len(cells)
        assert each.cells.height <= sum(cell.count(":") + cell.count("：") for row in cells for cell in row)


def read_as_text(seed: int) -> bool:
    """The same table as a text, which is read in columns, and as rows one by one: the same punches, the same faults."""
    chance = random.Random(seed)
    layout = LAYOUTS[seed % len(LAYOUTS)]
    cells = [["".join(cell.replace("\0", "").split("\n")) for cell in row] for row in table(layout, chance)]
    out = io.StringIO(newline="")
    quoting = chance.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL))
    csv.writer(out, quoting=quoting, lineterminator=chance.choice(("\n", "\r\n"))).writerows(cells)
    profile = Profile(layout.profile, "fuzz", [layout])
    rows = list(enumerate(cells, 1))
    content = Content(Source("f.csv"), grids=(Grid(Source("f.csv"), rows[:HEAD_ROWS], lambda: iter(rows)),))
    form = profiled.format_of(profile)
    read, problems = delimited.read(out.getvalue().encode(), Source("f.csv"), Options(delimiter=",", formats=(form,)))
    if not form.recognise(content):
        return False
    expected, expected_problems = form.read(content, Options())
    assert [(each.cells.rows(), each.refused) for each in read] == [
        (each.cells.rows(), each.refused) for each in expected
    ]
    assert [(each.code, each.source.place()) for each in problems] == [
        (each.code, each.source.place()) for each in expected_problems
    ]
    return any(each.cells.height for each in read)


def test_a_text_is_read_in_columns_as_it_is_row_by_row() -> None:
    assert sum(map(read_as_text, range(600))) > 150


def mebibytes_for(seeds: range) -> float:
    """By how much reading all of them makes the program larger."""
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for seed in seeds:
        read_damaged(seed)
    return (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


def test_damaged_tables_of_every_layout_are_read_or_told() -> None:
    assert mebibytes_for(range(300)) < MEBIBYTES


@pytest.mark.soak
def test_thousands_of_damaged_tables_of_every_layout_are_read_or_told() -> None:
    assert mebibytes_for(range(300, 8_000)) < MEBIBYTES


def test_a_cell_full_of_times_costs_no_more_than_it_holds() -> None:
    cells = [["工号", "日期", "上班时间", "下班时间"], ["7", "2026-10-01", "08:00 " * 5_000, ""]]
    rows = list(enumerate(cells, 1))
    began = time.process_time()
    content = Content(Source("f.csv"), grids=(Grid(Source("f.csv"), rows, lambda: iter(rows)),))
    known = next(profile for profile in resources.profiles() if profile.id == "in-and-out")
    (found,), problems = profiled.format_of(known).read(content, Options())
    assert (found.cells.height, problems) == (5_000, [])
    assert time.process_time() - began < SECONDS_A_TABLE
