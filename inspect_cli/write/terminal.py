"""Tables as text for a terminal: aligned also where Chinese takes two columns, cut to the width, safe to print."""

from collections.abc import Sequence

from inspect_cli.frames import Heading, Table
from inspect_cli.write.cells import RIGHT, is_id, is_signed, is_text, on_one_line, texts
from inspect_cli.write.code_words import in_words
from inspect_cli.write.editions import titles

GAP = 2
NARROWEST = 6
BREAKS = " ，；。、：/"
"""Behind these a line may end."""
RED, GREEN, BOLD, PLAIN = "\x1b[31m", "\x1b[32m", "\x1b[1m", "\x1b[0m"
NO_ROWS = {"en": "(no rows)", "zh": "（没有记录）"}


def to_terminal(table: Table, *, lang: str, width: int | None = None, colour: bool = False, whole: bool = False) -> str:
    """The table under its title and notes; words are cut with … until the lines fit `width`, numbers and ids never.

    With `whole` they go on below instead.
    """
    from tabulate import tabulate

    heads = [on_one_line(name) for name in titles(table.headings, lang)]
    table = in_words(table, lang)
    cells = texts(table, lang=lang, guard=False, one_line=True)
    columns = [cells[heading.key].fill_null("").to_list() for heading in table.headings]
    widths = [max(map(display_width, [head, *column])) for head, column in zip(heads, columns, strict=True)]
    if width is not None:
        widths = fitted(widths, _cuttable(table), width - GAP * (len(widths) - 1))
    body = [
        [paint(folded_at(cell, room) if whole else cut(cell, room), heading, colour) for cell in column]
        for heading, column, room in zip(table.headings, columns, widths, strict=True)
    ]
    rows = [
        [cut(head, room) for head, room in zip(heads, widths, strict=True)],
        ["-" * room for room in widths],
        *map(list, zip(*body, strict=True)),
    ]
    sides = ["right" if heading.kind in RIGHT else "left" for heading in table.headings]
    grid = tabulate(rows, tablefmt="plain", disable_numparse=True, colalign=sides)
    lines = [*_above(table, lang, colour), *(line.rstrip() for line in grid.split("\n"))]
    return "\n".join(lines + ([] if columns and columns[0] else [NO_ROWS[lang]])) + "\n"


def display_width(text: str) -> int:
    """How many columns of a terminal the text takes."""
    from wcwidth import wcswidth

    return len(text) if text.isascii() else max(int(wcswidth(text)), 0)


def cut(text: str, room: int) -> str:
    """The text, or as much of it as leaves one column for …"""
    if display_width(text) <= room:
        return text
    end = min(len(text), max(room, 1))
    while end and display_width(text[:end]) > room - 1:
        end -= 1
    return text[:end] + "…"


def folded_at(text: str, room: int) -> str:
    """The text in lines of at most `room` columns, broken behind a space or a Chinese mark where there is one."""
    lines = []
    while display_width(text) > room:
        end = max(end for end in range(1, len(text) + 1) if end == 1 or display_width(text[:end]) <= room)
        marks = [text.rfind(mark, end // 2, end) for mark in BREAKS]
        end = max(marks) + 1 or end
        lines.append(text[:end].rstrip())
        text = text[end:].lstrip()
    return "\n".join([*lines, text])


def fitted(widths: Sequence[int], cuttable: Sequence[int], room: int) -> list[int]:
    """The widths with the widest of the `cuttable` columns narrowed, one by one, until their sum is `room` or less."""
    narrowed = list(widths)
    while sum(narrowed) > room:
        widest = max(cuttable, key=lambda column: narrowed[column], default=None)
        if widest is None or narrowed[widest] <= NARROWEST:
            break
        narrowed[widest] -= 1
    return narrowed


def paint(cell: str, heading: Heading, colour: bool) -> str:
    """The cell red where it takes and green where it gives, if colours are wanted."""
    if not colour or not is_signed(heading) or not cell.strip("0."):
        return cell
    return f"{RED if cell.startswith('-') else GREEN}{cell}{PLAIN}"


def _cuttable(table: Table) -> list[int]:
    schema = table.frame.schema
    return [
        column
        for column, heading in enumerate(table.headings)
        if is_text(schema[heading.key]) and heading.kind == "text" and not is_id(heading)
    ]


def _above(table: Table, lang: str, colour: bool) -> list[str]:
    title = on_one_line(table.title(lang))
    return [f"{BOLD}{title}{PLAIN}" if colour else title, *(on_one_line(note) for note in table.notes), ""]
