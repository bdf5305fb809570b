"""What a report was made from and what it adds up to: the manifest, and the types of every CSV."""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import polars as pl

from inspect_cli.frames import Table
from inspect_cli.report import Report

FIELD_TYPES: Final = {"text": "string", "points": "number", "money": "number", "date": "date", "flag": "boolean"}
TRUE_FALSE: Final = {"trueValues": ["yes"], "falseValues": ["no"]}


def manifest(
    report: Report,
    tables: Mapping[str, Table],
    inputs: Sequence[Mapping[str, Any]],
    rules: Sequence[Mapping[str, Any]],
    about: Mapping[str, Any],
    written: Sequence[Mapping[str, Any]],
) -> bytes:
    """manifest.json: inputs, rules and what was `written` with SHA-256, the as-of day, control totals.

    The time of the run is not in it.
    """
    points = report.adjustments["points"]
    standings = report.standings
    people = standings.filter(pl.col("subject_kind") == "person")
    totals = {
        "people": people.height,
        "scored": people["score"].count(),
        "lines": report.adjustments.height,
        "points": f"{points.sum() or 0:.2f}",
        "deductions": f"{standings['deductions'].sum() or 0:.2f}",
        "bonuses": f"{standings['bonuses'].sum() or 0:.2f}",
        "scores": f"{standings['score'].sum() or 0:.2f}",
        "open": int(standings["open"].sum() or 0),
        "unanswered": report.questions["outcome"].null_count(),
    }
    content = {
        **about,
        "month": {"name": report.month.name, "first": str(report.month.first), "last": str(report.month.last)},
        "control": totals,
        "rows": {name: table.frame.height for name, table in tables.items()},
        "rules": list(rules),
        "inputs": list(inputs),
        "files": sorted(written, key=lambda each: each["file"]),
    }
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()


def datapackage(tables: Mapping[str, Table]) -> bytes:
    """datapackage.json: name, title and type of every column of every CSV, as Frictionless reads it."""
    resources = [
        {
            "name": name, "path": f"{name}.csv", "encoding": "utf-8", "format": "csv",
            "schema": {"fields": _fields(table)},
        }
        for name, table in tables.items()
    ]  # fmt: skip
    return (json.dumps({"profile": "tabular-data-package", "resources": resources}, indent=1) + "\n").encode()


def _fields(table: Table) -> list[dict[str, Any]]:
    dtypes = table.dtypes()
    return [
        {
            "name": heading.key,
            "title": heading.en,
            "type": "integer" if dtypes[heading.key].is_integer() else FIELD_TYPES.get(heading.kind, "number"),
            **(TRUE_FALSE if heading.kind == "flag" else {}),
        }
        for heading in table.headings
    ]
