"""Which column of a table holds which property, and what is wrong with its headings."""

import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any, Final

from inspect_cli.folding import folded
from inspect_cli.frames import Rows
from inspect_cli.meanings import ROW_NUMBERS, keys_beside, keys_by_loose_name, keys_by_name
from inspect_cli.problems import Problem, Source, column_letters

Json = Mapping[str, Any]
OWN_REPORTS: Final[Mapping[str, Sequence[Sequence[str]]]] = {
    "lines.csv": (("line_id", "balance"), ("明细标识", "余分")),
    "facts.csv": (("fact_id", "was_item"), ("事实编号", "原项目")),
    "attendance.csv": (("planned", "punched", "exempt"), ("应出勤", "打卡", "免考勤")),
    "summary.csv": (("base", "deductions", "score"), ("基础分", "扣分", "得分")),
    "departments.csv": (("score_mean", "score_least"), ("平均分", "最低分")),
}
"""The tables of a month's report that could pass for records, by headings that no file handed in has together."""

FOREIGN: Final = ("no-known-heading", "unknown-layout")
"""What is said once of a table that is not laid out as its kind is."""


def match_headings(table: Rows, schema: Json) -> tuple[dict[str, int], list[Problem]]:
    """Which column (counted from 1) holds each property, by key, title or synonym in Chinese or English."""
    own = _own_report(table)
    if own:
        return {}, [Problem("own-report", place_in(table.source, table.header_row or None, None), {"name": own})]
    beside = keys_beside(schema, {folded(heading) for heading in table.headings})
    known = {**_loose_names(table, schema), **keys_by_name(schema), **beside}
    columns: dict[str, int] = {}
    problems = []
    row = table.header_row or None  # rows in JSON have no row of headings
    for number, heading in enumerate(table.headings, 1):
        key = known.get(folded(heading))
        source = place_in(table.source, row, table.column(number) if row else None)
        if key is None and heading and folded(heading) not in ROW_NUMBERS:
            near = get_close_matches(folded(heading), known, n=1, cutoff=0.75)
            facts = {"heading": heading, "near": heading_names(known[near[0]], schema) if near else ""}
            problems.append(Problem("unknown-column", source, facts))
        elif key is not None and key in columns and not _same_heading(heading, table.headings[columns[key] - 1]):
            facts = {"heading": heading, "key": key, "other": column_letters(columns[key])}
            problems.append(Problem("same-column-twice", source, facts))
        elif key is not None:
            columns.setdefault(key, number)
    lacking = _missing(columns, table, schema)
    if any(problem.code in FOREIGN for problem in lacking):  # which names all headings
        problems = [problem for problem in problems if problem.code != "unknown-column" or problem.facts["near"]]
    return columns, [*problems, *lacking]


def _own_report(table: Rows) -> str | None:
    """The table of a month's report that this is, if it is one."""
    said = {folded(heading) for heading in table.headings}
    signs = ((name, sign) for name, several in OWN_REPORTS.items() for sign in several)
    return next((name for name, sign in signs if said.issuperset(map(folded, sign))), None)


def _loose_names(table: Rows, schema: Json) -> dict[str, str]:
    """The names that say too little by themselves, where no heading says better: the first such heading means it."""
    said = {folded(heading) for heading in table.headings}
    taken = {key for name, key in keys_by_name(schema).items() if name in said}
    meant: dict[str, str] = {}
    loose = keys_by_loose_name(schema)
    for name in (folded(heading) for heading in table.headings):
        free = [key for key in loose.get(name, ()) if key not in taken]
        if free:
            meant[name] = free[0]
            taken.add(free[0])
    return meant


def _same_heading(one: str, other: str) -> bool:
    """Whether reading has told of these two headings already and taken no row."""
    return _plain(one) == _plain(other)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _missing(columns: Mapping[str, int], table: Rows, schema: Json) -> list[Problem]:
    """What the headings lack: a Problem for each column; one for all of a table that a profile may describe.

    One also where no heading is known: the file is of another kind, or has other headings altogether.
    """
    if not table.headings:  # rows in JSON without a sound one: whatever is wrong was said of each row
        return []
    alternatives = [[each["required"][0] for each in schema["anyOf"]]] if "anyOf" in schema else []
    wanted = [[key] for key in schema["required"]] + alternatives
    source = place_in(table.source, table.header_row or None, None)
    found = ", ".join(heading for heading in table.headings if heading)
    lacking = [
        " / ".join(heading_names(key, schema) for key in keys)
        for keys in wanted
        if not any(key in columns for key in keys)
    ]
    if lacking and (schema.get("x-profiled") or not columns):
        code = "unknown-layout" if schema.get("x-profiled") else "no-known-heading"
        return [Problem(code, source, {"needed": "; ".join(lacking), "found": found})]
    return [Problem("missing-column", source, {"wanted": each, "found": found}) for each in lacking]


def heading_names(key: str, schema: Json) -> str:
    return f"{schema['properties'][key]['x-title-zh']} ({key})"


def place_in(source: Source, row: int | None, column: int | None) -> Source:
    """A row or cell of the source."""
    return Source(source.file, source.sheet, row, column, source.path)
