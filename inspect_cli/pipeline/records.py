"""Files into Records: every file of every kind is read and validated."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import polars as pl

from inspect_cli import derive, resources
from inspect_cli.frames import Records, Rows
from inspect_cli.meanings import keys_by_name
from inspect_cli.months import Month
from inspect_cli.pipeline.inputs import Files, Inputs
from inspect_cli.problems import Problem, Source
from inspect_cli.read import read_table
from inspect_cli.read.wide import in_long_form
from inspect_cli.site import HAPPENED, KINDS
from inspect_cli.validate import validate

REVIEWED = ("inspections", "incidents")
"""Kinds at which somebody may have to look before a record counts."""
IN_PLACE_OF_PEOPLE = ({"required": ["place"]}, {"required": ["department"]})
"""In a schema: what may stand for the person who is charged."""


def read_records(inputs: Inputs, month: Month, keep_written: bool = False) -> tuple[dict[str, Records], list[Problem]]:
    """Records of every kind; a kind without files is empty. Sources are numbered through all kinds."""
    records: dict[str, Records] = {}
    problems: list[Problem] = []
    first_source = 0
    for kind in KINDS:
        rows: list[Rows] = []
        schema = resources.schema(kind)
        words = frozenset(keys_by_name(schema))
        for path, name in inputs.files.get(kind, ()):
            found, read_problems = read_table(
                path, name, kind=kind, words=words, encoding=inputs.encoding, profiles=inputs.profiles
            )
            problems += read_problems
            for table in found:
                long, wide_problems = in_long_form(table, schema, month) if "x-wide" in schema else ([table], [])
                rows += long
                problems += wide_problems
        if kind == "roster" and inputs.week:
            rows.append(_week_rows(inputs.week))
        of_kind, row_problems = validate(kind, rows, schema, first_source, month, keep_written)
        if any(other in schema.get("anyOf", ()) for other in IN_PLACE_OF_PEOPLE):
            of_kind, unread = derive.unread_people.without_unread_people(of_kind, rows, records["staff"].frame)
            row_problems = [*_beside(row_problems, unread), *unread]
        of_kind, copies = derive.copies.without_copies(of_kind, rows)
        problems += [*row_problems, *copies]
        records[kind] = _with_status(of_kind, inputs.review) if kind in REVIEWED else of_kind
        first_source += len(rows)
    return records, problems


def _beside(problems: Sequence[Problem], explained: Sequence[Problem]) -> list[Problem]:
    """The problems but those at a heading of which another one says more."""
    places = {problem.source for problem in explained}
    return [problem for problem in problems if problem.source not in places]


def _with_status(records: Records, review: bool) -> Records:
    """The records, those without a status approved, or provisional where somebody is to look at each."""
    status = pl.col("status").fill_null("provisional" if review else "approved")
    return replace(records, frame=records.frame.with_columns(status))


def _week_rows(week: Sequence[str]) -> Rows:
    """The site's week as rows of the roster that hold for everybody and always; what is said of a person beats them."""
    headings = ("department", "date", "days", "shift")
    cells = [("all", "1900-01-01", str(day), shift, day) for day, shift in enumerate(week, start=1)]
    columns = [*(f"c{number}" for number in range(1, len(headings) + 1)), "row"]
    return Rows(Source("site.toml", path="$.week"), headings, pl.DataFrame(cells, schema=columns, orient="row"))


def oldest_record(files: Files) -> date | None:
    """The first day of which an inspection, a punch, an incident or a figure tells; rows with faults tell nothing."""
    days = []
    for kind in HAPPENED:
        schema = resources.schema(kind)
        words, profiles = frozenset(keys_by_name(schema)), resources.profiles()
        tables = [
            table
            for path, name in files.get(kind, ())
            for table in read_table(path, name, kind=kind, words=words, profiles=profiles)[0]
        ]
        records, _ = validate(kind, tables, schema)
        days.append(records.days().dt.min())
    return min((day for day in days if isinstance(day, date)), default=None)
