"""What was read: one row a file or sheet, where read = accepted + known + refused + set aside + blank."""

from collections.abc import Sequence
from dataclasses import asdict

import polars as pl

from inspect_cli.frames import Heading, Input, Table

HEADINGS = (
    Heading("kind", "Kind", "类别", "text", 12, codes="record"),
    Heading("file", "File", "文件", "text", 40),
    Heading("sheet", "Sheet", "工作表", "text", 12),
    Heading("format", "Format", "格式", "text", 16, codes="format"),
    Heading("rows", "Rows", "文件行数", "number", 8),
    Heading("read", "Read", "读取", "number", 8),
    Heading("accepted", "Accepted", "接受", "number", 9),
    Heading("known", "Known", "重复", "number", 7),
    Heading("refused", "Refused", "退回", "number", 8),
    Heading("set_aside", "Set aside", "搁置", "number", 10),
    Heading("blank", "Blank", "空行", "number", 7),
)


def files_table(inputs: Sequence[Input], notes: Sequence[str]) -> Table:
    """One row a file or sheet in the order of reading."""
    rows = [
        {"kind": each.kind, "file": each.source.file, "sheet": each.source.sheet, "format": each.format}
        | asdict(each.tally)
        for each in inputs
    ]
    schema = {heading.key: pl.Int64 if heading.kind == "number" else pl.String for heading in HEADINGS}
    return Table("files", "Files", "文件", HEADINGS, pl.DataFrame(rows, schema=schema), notes)
