"""Reports of earlier months, read back: their facts, standings and balances, if they are as they were written."""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final

import polars as pl

from inspect_cli import amounts
from inspect_cli.frames import BALANCES, COUNT, DAY, FLAG, PAST_FACTS, PAST_STANDINGS, Schema, empty, shape, stack
from inspect_cli.months import MONTH_PATTERN, Month, business_month
from inspect_cli.problems import Problem, Source

MANIFEST, TYPES = "manifest.json", "datapackage.json"
GUARD = r"^'([\p{Zs}\p{Cf}]*[=+\-@＝＋－＠\t\r\n])"
"""The apostrophe that a written report puts before text which a spreadsheet would run."""

CASTS: Final[Mapping[Any, Callable[[pl.Expr], pl.Expr]]] = {
    DAY: lambda text: text.str.to_date("%Y-%m-%d"),
    COUNT: lambda text: text.cast(COUNT),
    FLAG: lambda text: text == "yes",
    amounts.AMOUNT: amounts.parse,
}


@dataclass(frozen=True, slots=True)
class FormerReports:
    """What was read: the months found, oldest first, their frames, and every file that was read (path, name)."""

    months: Sequence[str] = ()
    facts: pl.DataFrame = field(default_factory=lambda: empty(PAST_FACTS))
    standings: pl.DataFrame = field(default_factory=lambda: empty(PAST_STANDINGS))
    balances: pl.DataFrame = field(default_factory=lambda: empty(BALANCES))
    files: Sequence[tuple[Path, str]] = ()


def read_reports(folder: Path, shown_as: str, wanted: Sequence[Month]) -> tuple[FormerReports, list[Problem]]:
    """The reports of the `wanted` months that lie in `folder`, a folder a month, and what is wrong with them.

    A month without a folder, or whose report was made without facts or before the month was over, is not found. A
    report that is not as its manifest says is a Problem.
    """
    found: list[tuple[Month, Mapping[str, pl.DataFrame]]] = []
    problems: list[Problem] = []
    files: list[tuple[Path, str]] = []
    for month in wanted:
        if not (folder / month.name / MANIFEST).is_file():
            continue
        frames, faults = _read_report(folder / month.name, f"{shown_as}/{month.name}", month)
        problems += faults
        if frames is not None:
            found.append((month, frames))
            files += [(folder / month.name / f"{name}.csv", f"{shown_as}/{month.name}/{name}.csv") for name in frames]

    def together(name: str, schema: Schema) -> pl.DataFrame:
        return stack([_of_schema(frames.get(name), month, schema) for month, frames in found], schema)

    facts, standings = together("facts", PAST_FACTS), together("summary", PAST_STANDINGS)
    months = [month.name for month, _ in found]
    return FormerReports(months, facts, standings, together("balances", BALANCES), files), problems


def oldest_day(folder: Path, month: Month) -> date:
    """The first day of the oldest month before `month` whose report lies in the folder, else of `month` itself."""
    names = [path.parent.name for path in folder.glob(f"*/{MANIFEST}") if re.match(MONTH_PATTERN, path.parent.name)]
    oldest = min((name for name in names if name < month.name), default=month.name)
    return business_month(oldest, month.cut_off).first


def reported_rules(folder: Path) -> Iterator[tuple[str, str, str, str, str]]:
    """Month, kind, id, version and digest of every rule file of the reports in the folder whose manifests say them.

    A manifest that cannot be read names none: that is told where its month is read.
    """
    for path in sorted(folder.glob(f"*/{MANIFEST}")):
        try:
            rules = json.loads(path.read_bytes()).get("rules", [])
            named = [(each["kind"], each["id"], each["version"], each["rules"]) for each in rules if "rules" in each]
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            continue
        yield from ((path.parent.name, *each) for each in named)


def _read_report(path: Path, name: str, month: Month) -> tuple[dict[str, pl.DataFrame] | None, list[Problem]]:
    try:
        manifest = json.loads((path / MANIFEST).read_bytes())
        made_of = manifest["month"]
        written = {each["file"]: each["sha256"] for each in manifest.get("files", [])}
        over = manifest["as_of"] >= str(month.last)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None, [Problem("damaged-report", Source(f"{name}/{MANIFEST}"), {"month": month.name})]
    if made_of != {"name": month.name, "first": str(month.first), "last": str(month.last)}:
        facts = {
            "month": str(month),
            "found": f"{made_of.get('name')} ({made_of.get('first')} … {made_of.get('last')})",
        }
        return None, [Problem("report-of-other-days", Source(f"{name}/{MANIFEST}"), facts)]
    if not over or "facts.csv" not in written:
        return None, [Problem("report-not-whole", Source(f"{name}/{MANIFEST}"), {"month": month.name})]
    wanted = [file for file in (TYPES, "facts.csv", "summary.csv", "balances.csv") if file in written]
    bad = [file for file in wanted if _digest(path / file) != written[file]]
    if bad:
        return None, [Problem("damaged-report", Source(f"{name}/{file}"), {"month": month.name}) for file in bad]
    columns = dict(_columns(path / TYPES))
    return {file.removesuffix(".csv"): _cells(path / file, columns[file]) for file in wanted if file != TYPES}, []


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return None


def _columns(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The keys of each file's columns: its headings may be titles in any language."""
    for resource in json.loads(path.read_bytes())["resources"]:
        yield resource["path"], [each["name"] for each in resource["schema"]["fields"]]


def _cells(path: Path, keys: list[str]) -> pl.DataFrame:
    text = pl.read_csv(path, infer_schema=False, new_columns=keys)
    return text.with_columns(pl.all().str.replace(GUARD, "${1}"))


def _of_schema(cells: pl.DataFrame | None, month: Month, schema: Schema) -> pl.DataFrame:
    """The text cells in the columns of the schema; columns that people read under another key are turned back."""
    if cells is None:
        return empty(schema)
    known = cells.rename({"person_id": "subject", "inspections": "observed"}, strict=False)
    if "scheme" in known.columns and "scheme_version" not in known.columns:
        scheme = pl.col("scheme").str.split_exact(" ", 1).struct
        known = known.with_columns(scheme=scheme.field("field_0"), scheme_version=scheme.field("field_1"))
    known = known.with_columns(month=pl.lit(month.name))
    if "fact_id" in known.columns:
        known = known.with_columns(fact_id=pl.concat_str("month", pl.lit("/"), "fact_id"))
    typed = [
        CASTS[column.dtype](pl.col(column.name)).alias(column.name)
        for column in schema
        if column.name in known.columns and column.dtype in CASTS
    ]
    return shape(known.with_columns(typed), schema)
