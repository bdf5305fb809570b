"""What was read: one row a file or sheet, where read = accepted + refused + blank."""

from collections.abc import Sequence

import polars as pl

from inspect_cli.frames import Heading, Table, Tally
from inspect_cli.problems import Source

HEADINGS = (
    Heading("kind", "Kind", "类别", "text", 12, codes="record"),
    Heading("file", "File", "文件", "text", 40),
    Heading("sheet", "Sheet", "工作表", "text", 12),
    Heading("read", "Read", "读取", "number", 8),
    Heading("accepted", "Accepted", "接受", "number", 9),
    Heading("refused", "Refused", "退回", "number", 8),
    Heading("blank", "Blank", "空行", "number", 7),
)


def files_table(tallies: Sequence[tuple[str, Source, Tally]], notes: Sequence[str]) -> Table:
    """One row a file or sheet in the order of reading."""
    rows = [
        (kind, source.file, source.sheet, tally.read, tally.accepted, tally.refused, tally.blank)
        for kind, source, tally in tallies
    ]
    schema = {heading.key: pl.Int64 if heading.kind == "number" else pl.String for heading in HEADINGS}
    frame = pl.DataFrame(rows, schema=schema, orient="row")
    return Table("files", "Files", "文件", HEADINGS, frame, notes)
