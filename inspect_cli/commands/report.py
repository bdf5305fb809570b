"""`report`: the month's reports, CSV files and a workbook."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import PATH, csv_options, file_options, site_options, skip_option
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.commands.running import Run
    from inspect_cli.frames import Table
    from inspect_cli.write import Content

LINES_IN_WORKBOOK = 200_000
"""A workbook with more lines takes minutes and gigabytes to make: above this they are in lines.csv only."""

FOR_PROGRAMS = ("facts",)
"""Tables that later months read back: they are no sheets of the workbook."""

PEOPLE_IN_WORKBOOK = 20_000
"""A calendar of more people takes too long to make: the days are in attendance.csv."""


@click.command("report", cls=Told)
@site_options
@file_options
@skip_option
@click.option("--out", type=PATH, metavar="DIR", help="Folder to write to.  [default: reports/MONTH in the site]")
@click.option(
    "--format", "form", type=click.Choice(["all", "csv", "xlsx"]), default="all", help="What to write.  [default: all]"
)
@csv_options
def command(**params: Any) -> int:
    """Write the month's reports: CSV tables with an attendance sheet, a workbook with all of them, and a manifest.

    Every file is replaced whole, the manifest last; files of other names stay. The same inputs give the same bytes.

    \b
    Example:
      inspect-cli report --site sample_data --month 2026-10
    """
    from inspect_cli.commands.exits import Exit, worst
    from inspect_cli.commands.printing import writing
    from inspect_cli.commands.running import run_month
    from inspect_cli.write import write_folder

    run = run_month(params)
    work = run.work
    if run.outcome is None:
        work.voice.ending(run.code, run.evidence.tally)
        return int(run.code)
    made = _tables(run)
    default = (work.site.root if work.site else Path()) / "reports" / work.month.name
    folder = Path(params["out"] or default)
    contents = _contents(run, made, params)
    new = _unseen(folder / "questions.csv", made["questions"])
    with writing(str(folder)):
        write_folder(folder, contents, "manifest.json")
    work.voice.talk("wrote {count} files for {month} to {folder}", count=len(contents), month=work.month, folder=folder)
    code = run.code
    if new:
        work.voice.warn("open questions: {count}, new: {new}; see status", count=run.open_questions, new=new)
        code = worst([code, Exit.PARTIAL])
    work.voice.ending(code, run.evidence.tally)
    return int(code)


def _tables(run: "Run") -> dict[str, "Table"]:
    """Every table of the report by name; that of problems where there are any."""
    from inspect_cli.pipeline import tables
    from inspect_cli.report.facts import facts_table
    from inspect_cli.report.problems import problems_table
    from inspect_cli.report.questions import questions_table

    assert run.outcome is not None
    made = dict(tables(run.outcome))
    made["questions"] = questions_table(run.outcome.report, run.outcome.scored.questions)
    made["facts"] = facts_table(run.outcome.report)
    if any(not problem.is_note or problem.level == "set-aside" for problem in run.evidence.problems):
        made["problems"] = problems_table(run.evidence.problems, run.work.voice.say, run.work.notes)
    return made


def _unseen(report: Path, asked: "Table") -> int:
    """How many open questions the report that stands does not show."""
    import csv

    seen: set[str] = set()
    if report.is_file():
        with report.open(encoding="utf-8-sig", newline="") as file:
            seen = {row[0] for row in csv.reader(file) if row}
    still = asked.frame.filter(asked.frame["outcome"].is_null())["about"].to_list()
    return len(set(still) - seen)


def _contents(run: "Run", made: Mapping[str, "Table"], params: Mapping[str, Any]) -> dict[str, "Content"]:
    """Every file of the report by name; big ones are written piece by piece when their turn comes.

    The manifest's turn is the last: by then it is known what the others hold.
    """
    from functools import partial

    from inspect_cli.report.manifest import datapackage
    from inspect_cli.write import write_csv

    pours: dict[str, Callable[[Path], object]] = {}
    if params["form"] != "xlsx":
        for name, table in made.items():
            pours[f"{name}.csv"] = partial(write_csv, table, headings=params["headings"], bom=not params["no_bom"])
        types = datapackage(made)
        pours["datapackage.json"] = lambda path: path.write_bytes(types)
    if params["form"] != "csv":
        pours["report.xlsx"] = partial(_write_workbook, run, made)
    written: list[Mapping[str, Any]] = []
    contents: dict[str, Content] = {name: partial(_pour_and_note, written, name, pour) for name, pour in pours.items()}
    return {**contents, "manifest.json": partial(_write_manifest, run, made, written)}


def _pour_and_note(written: list[Mapping[str, Any]], name: str, pour: Callable[[Path], object], path: Path) -> None:
    """Writes a file and notes its digest."""
    pour(path)
    written.append({"file": name, **_digest(path)})


def _write_workbook(run: "Run", made: Mapping[str, "Table"], path: Path) -> None:
    from datetime import datetime

    from inspect_cli.report.attendance import calendar_table
    from inspect_cli.report.summary import totals_table
    from inspect_cli.write import Edition, to_workbook

    assert run.outcome is not None
    voice, month = run.work.voice, run.work.month
    made = {name: table for name, table in made.items() if name not in FOR_PROGRAMS}
    made = {**made, "attendance": calendar_table(made["attendance"], run.outcome.report)}
    if made["attendance"].frame.height > PEOPLE_IN_WORKBOOK:
        voice.talk("the workbook leaves out the attendance calendar: the days are in attendance.csv")
        del made["attendance"]
    shown = {name: table for name, table in made.items() if name != "lines" or table.frame.height <= LINES_IN_WORKBOOK}
    notes = run.outcome.report.notes
    if "lines" not in shown:
        voice.talk("the workbook leaves out {count} lines: they are in lines.csv", count=made["lines"].frame.height)
    edition = Edition(
        lang=voice.lang, title=run.work.name or voice.say("Monthly report"), subtitle=notes,
        created=datetime(month.last.year, month.last.month, month.last.day), totals=totals_table(run.outcome.report),
    )  # fmt: skip
    path.write_bytes(to_workbook(list(shown.values()), edition))


def _write_manifest(run: "Run", made: Mapping[str, "Table"], written: Sequence[Mapping[str, Any]], path: Path) -> None:
    from dataclasses import asdict

    from inspect_cli import __version__
    from inspect_cli.frames import Tally
    from inspect_cli.report.manifest import manifest

    assert run.outcome is not None
    work = run.work
    counts: dict[str, Tally] = {}
    about_files: dict[str, dict[str, str]] = {}
    for each in run.evidence.inputs:
        counts[each.source.file] = counts.get(each.source.file, Tally()) + each.tally
        assumed = {"encoding": each.encoding} if each.encoding else {}
        about_files[each.source.file] = {"format": each.format, **assumed}
    inputs = [
        {"kind": kind, "file": name, **about_files.get(name, {}), **_digest(path), **asdict(counts.get(name, Tally()))}
        for kind, files in work.inputs.files.items()
        for path, name in files
    ]
    inputs += [{"kind": "history", "file": name, **_digest(path)} for path, name in run.evidence.history_files]
    named = work.rules.named()
    rules = [{"file": name, **_digest(path), **named.get(name, {})} for name, path in work.rules.paths]
    about = {
        "program": f"inspect-cli {__version__}",
        "site": work.name,
        "as_of": str(work.as_of),
        "scheme": work.inputs.scheme,
    }
    path.write_bytes(manifest(run.outcome.report, made, inputs, rules, about, written))


def _digest(path: Path) -> dict[str, Any]:
    import hashlib

    with path.open("rb") as file:
        return {"bytes": path.stat().st_size, "sha256": hashlib.file_digest(file, "sha256").hexdigest()}
