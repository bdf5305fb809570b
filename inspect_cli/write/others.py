"""Tables in the exchange formats of others: HTML and tab-separated text through tablib, Markdown through tabulate."""

from collections.abc import Sequence
from html import escape
from typing import Any

from inspect_cli.frames import Table
from inspect_cli.write.cells import RIGHT, texts
from inspect_cli.write.code_words import in_words
from inspect_cli.write.editions import titles

STYLE = (
    "body{font:10pt/1.4 'Microsoft YaHei','PingFang SC',Arial,sans-serif;margin:2em}"
    "table{border-collapse:collapse}th{background:#dce6f1;text-align:left}"
    "th,td{border-bottom:1px solid #d9d9d9;padding:.2em .6em;vertical-align:top;white-space:pre-wrap}"
    "thead{display:table-header-group}tr{break-inside:avoid}"
)
MARKDOWN = str.maketrans(
    {"|": r"\|", "\n": "<br>", "<": "&lt;", ">": "&gt;", "&": "&amp;", "[": r"\[", "`": r"\`", "*": r"\*", "_": r"\_"}
)


def to_tsv(table: Table, *, headings: str = "keys") -> str:
    """The table as tab-separated text with the names CSV has."""
    return str(_dataset(table, titles(table.headings, headings), "en").export("tsv")).replace("\r\n", "\n")


def to_html(tables: Sequence[Table], *, lang: str, title: str = "", subtitle: Sequence[str] = ()) -> str:
    """The tables one below the other on one page that needs nothing else."""
    parts = "\n".join(_section(f"t{number}", table, lang) for number, table in enumerate(tables, start=1))
    name = escape(title or (tables[0].title(lang) if tables else ""))
    above = "".join(f"<p>{escape(line)}</p>\n" for line in subtitle)
    return (
        f'<!DOCTYPE html>\n<html lang="{"zh-CN" if lang == "zh" else "en"}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n<h1>{name}</h1>\n{above}{parts}\n"
        "</body>\n</html>\n"
    )


def to_markdown(table: Table, *, lang: str) -> str:
    """The table as Markdown for a message or a wiki."""
    from tabulate import tabulate

    heads = [name.translate(MARKDOWN) for name in titles(table.headings, lang)]
    cells = texts(in_words(table, lang), lang=lang)
    rows = [[(cell or "").translate(MARKDOWN) for cell in row] for row in cells.iter_rows()]
    sides = ["right" if heading.kind in RIGHT else "left" for heading in table.headings]
    grid = tabulate([heads, *rows], headers="firstrow", tablefmt="pipe", disable_numparse=True, colalign=sides)
    notes = "".join(f"{note.translate(MARKDOWN)}\n\n" for note in table.notes)
    return f"## {table.title(lang).translate(MARKDOWN)}\n\n{notes}{grid}\n"


def _section(ident: str, table: Table, lang: str) -> str:
    right = [number for number, heading in enumerate(table.headings, start=1) if heading.kind in RIGHT]
    cells = ",".join(f"#{ident} :is(th,td):nth-child({number})" for number in right)
    style = f"<style>{cells}{{text-align:right}}</style>\n" if right else ""
    notes = "".join(f"<p>{escape(note)}</p>\n" for note in table.notes)
    grid = _dataset(in_words(table, lang), titles(table.headings, lang), lang).export("html")
    return f'{style}<section id="{ident}">\n<h2>{escape(table.title(lang))}</h2>\n{notes}{grid}\n</section>'


def _dataset(table: Table, names: list[str], lang: str) -> Any:
    import tablib

    rows = [tuple(cell or "" for cell in row) for row in texts(table, lang=lang).iter_rows()]
    return tablib.Dataset(*rows, headers=names)
