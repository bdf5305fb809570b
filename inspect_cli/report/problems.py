"""The problems of a run as a table: what was left out or set aside, and why."""

from collections.abc import Sequence

import polars as pl

from inspect_cli.frames import Heading, Table
from inspect_cli.problems import Problem, Translate

HEADINGS = (
    Heading("place", "Place", "位置", "text", 30),
    Heading("code", "Code", "代码", "text", 20),
    Heading("message", "What is wrong", "问题", "text", 50),
    Heading("hint", "What to do", "处理办法", "text", 50),
    Heading("file", "File", "文件", "text", 24),
    Heading("sheet", "Sheet", "工作表", "text", 12),
    Heading("row", "Row", "行", "number", 7),
    Heading("column", "Column", "列", "number", 7),
)


def problems_table(problems: Sequence[Problem], say: Translate, notes: Sequence[str]) -> Table:
    """One row a problem, in the order in which they were found; notes are not among them."""
    rows = [
        (problem.source.place(), problem.code, problem.sentence(say), problem.hint(say), problem.source.file,
         problem.source.sheet, problem.source.row, problem.source.column)
        for problem in problems
        if not problem.is_note or problem.level == "set-aside"
    ]  # fmt: skip
    schema = {heading.key: pl.Int64 if heading.kind == "number" else pl.String for heading in HEADINGS}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table("problems", "Problems", "问题", HEADINGS, frame, notes)
