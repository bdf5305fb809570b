"""The calls in order, for one month: read, validate, derive, score, report."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

import polars as pl

from inspect_cli import derive
from inspect_cli.frames import FACTS, PEOPLE, Input, Records, Table, Tally, record_of, stack
from inspect_cli.months import Month
from inspect_cli.pipeline.counts import counted_rows, in_order
from inspect_cli.pipeline.history import recall
from inspect_cli.pipeline.inputs import Inputs
from inspect_cli.pipeline.records import oldest_record, read_records
from inspect_cli.problems import Problem, Source
from inspect_cli.report import Report, month_tables
from inspect_cli.rulebook import RuleBook
from inspect_cli.score import History, Scored, answers_by_question, score_as_closed, score_month
from inspect_cli.site import KINDS, PLANNING

__all__ = [
    "Evidence", "Inputs", "Outcome", "decided", "expected_on", "gather", "gather_under", "oldest_record",
    "person_asked", "score", "score_as_answered", "tables",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """Records made into Facts and People: the sound part, every Problem, and what became of every row."""

    people: pl.DataFrame
    book: RuleBook
    facts: pl.DataFrame
    sources: Sequence[Source]
    inputs: Sequence[Input]
    problems: Sequence[Problem]
    decisions: pl.DataFrame
    decided: Records
    history: History
    history_files: Sequence[tuple[Path, str]]
    attendance: Callable[[], pl.DataFrame]
    """Makes ATTENDANCE_DAYS."""
    readings: pl.DataFrame
    """READINGS; empty where they were not asked for."""

    @property
    def refused(self) -> list[Problem]:
        """The Problems that are more than notes."""
        return [problem for problem in self.problems if not problem.is_note]

    @property
    def tally(self) -> Tally:
        """All rows together."""
        return sum((each.tally for each in self.inputs), Tally())


@dataclass(frozen=True, slots=True)
class Outcome:
    """A scored month and what it came from."""

    evidence: Evidence
    scored: Scored
    report: Report
    problems: Sequence[Problem] = field(default_factory=tuple)
    """Decisions that answer nothing; they are known only when the month has been scored."""


def gather(inputs: Inputs, month: Month, as_of: date, tell_readings: bool = False) -> Evidence:
    """Read, validate, derive: every file of every kind, all Problems at once; what was read as what, where asked."""
    return _derived(inputs, *read_records(inputs, month, tell_readings), month, as_of)


def expected_on(inputs: Inputs, month: Month, day: date) -> tuple[pl.DataFrame, list[Problem]]:
    """Who is to work on a day of the month (see derive.planned); only the files that say it are read."""
    records, problems = read_records(
        replace(inputs, files={kind: inputs.files.get(kind, ()) for kind in PLANNING}), month
    )
    people, staff_problems = _people(inputs, records)
    planned, _, plan_problems = derive.planned.plan(records, people, month, inputs.holidays)
    return derive.planned.expected_on(planned, people, day), [*problems, *staff_problems, *plan_problems]


def gather_under(inputs: Inputs, other: Inputs, month: Month, as_of: date) -> tuple[Evidence, Evidence]:
    """The files of `inputs`, read once, made into facts under its rules and under those of `other`."""
    records, problems = read_records(inputs, month)
    return (
        _derived(inputs, dict(records), problems, month, as_of),
        _derived(other, dict(records), problems, month, as_of),
    )


def _people(inputs: Inputs, records: Mapping[str, Records]) -> tuple[pl.DataFrame, list[Problem]]:
    """PEOPLE, and the Problems of the staff."""
    schemes = sorted({scheme.id for scheme in inputs.book.schemes})
    return derive.people.derive_people(records["staff"], schemes, inputs.scheme)


def _derived(
    inputs: Inputs, records: dict[str, Records], problems: Sequence[Problem], month: Month, as_of: date
) -> Evidence:
    """Records made into Facts under the rules of `inputs`; the records of punches are let go of on the way."""
    people, derived = _people(inputs, records)
    if people.is_empty():
        records, nobody = derive.forgotten.without_people(records)
        derived += nobody
    derived += derive.forgotten.outside(records, month, inputs.cut_off) or derive.dating.misdated(records, month, as_of)
    book = inputs.book.of_schemes({inputs.scheme, *people["scheme"]})
    departments, unclear = derive.departments.derive_departments(people, records["staff"], book)
    read = derive.readings.readings(records, people, book)
    planned, swapped, plan_problems = derive.planned.plan(records, people, month, inputs.holidays)
    plan_problems += derive.places.unknown_shifts(records["areas"], records["shifts"])
    since = max(month.first, inputs.start) if inputs.start else month.first
    decisions, twice = derive.decisions.derive_decisions(records["decisions"], month)
    clocked, days, clock_problems = derive.attendance.derive_attendance(
        records, planned, people, book, replace(month, first=since), as_of, decisions, inputs.clocks
    )
    decisions, heard = derive.decisions.still_asked(decisions, clocked, records["attendance"], records["decisions"])
    clock_problems += [*heard, *_unplanned(records["attendance"], planned)]
    # millions of punches are done with: the findings need the memory
    records["attendance"] = replace(records["attendance"], frame=records["attendance"].frame.clear())
    told, told_problems = _told(records, planned, people, departments, book)
    derived += [*unclear, *plan_problems, *clock_problems, *told_problems, *twice]
    facts = stack([clocked, swapped, *told], FACTS).filter(pl.col("date") <= as_of)
    facts = derive.charges.charge(facts, people, planned, book)
    facts = derive.departments.for_departments(facts, people, book)
    sources = [source for kind in KINDS for source in records[kind].sources]
    history, history_files, damaged = recall(inputs, book, month)
    problems = [*in_order(inputs.files, [*problems, *derived]), *damaged]
    return Evidence(
        people=stack([people, departments], PEOPLE), book=book, facts=facts, sources=sources,
        inputs=counted_rows(records, derived),
        problems=problems, decisions=decisions, decided=records["decisions"], history=history,
        history_files=history_files, attendance=days, readings=read,
    )  # fmt: skip


def _told(
    records: Mapping[str, Records],
    planned: pl.DataFrame,
    people: pl.DataFrame,
    departments: pl.DataFrame,
    book: RuleBook,
) -> tuple[list[pl.DataFrame], list[Problem]]:
    """The facts of what inspectors saw, of incidents and of figures, and their Problems."""
    made = (
        derive.findings.derive_inspections(
            records["inspections"], records["areas"], planned, people, departments, book
        ),
        derive.findings.derive_incidents(records["incidents"], planned, people, departments, book),
        derive.metrics.derive_metrics(records["metrics"], planned, people, departments, book),
    )
    return _apart(*(facts for facts, _ in made)), [problem for _, problems in made for problem in problems]


def _unplanned(attendance: Records, planned: pl.DataFrame) -> list[Problem]:
    """A word about punches that cannot count, because no roster says when anybody was to come."""
    if not attendance.frame.height or planned.height:
        return []
    return [Problem("nothing-planned", attendance.sources[0], {"rows": str(attendance.frame.height)})]


def score(
    inputs: Inputs, evidence: Evidence, month: Month, lang: str, notes: Sequence[str] = (), as_closed: bool = False
) -> Outcome:
    """Score and report: the month's ledger and its tables, or as they are when what nobody answered has fallen."""
    known = (evidence.facts, evidence.people, evidence.book, month, evidence.decisions, evidence.history)
    scored = score_month(*known)
    provisional = evidence.facts.filter(pl.col("standing") == "provisional")
    waiting = provisional.select(record_of(pl.col("fact_id"))).unique()
    unanswering = derive.decisions.unfitting(evidence.decisions, scored.questions, waiting, evidence.decided)
    scored = score_as_closed(*known) if as_closed else scored
    report = Report(
        month=month, lang=lang, people=evidence.people, facts=evidence.facts, settled=scored.settled,
        adjustments=scored.adjustments, standings=scored.standings, evidence=scored.evidence, book=evidence.book,
        sources=evidence.sources, notes=notes, questions=scored.questions, past=evidence.history.settled,
        balances=scored.balances,
        attendance=evidence.attendance,
    )  # fmt: skip
    return Outcome(evidence, scored, report, unanswering)


def score_as_answered(inputs: Inputs, evidence: Evidence, month: Month, lang: str, answered: Outcome) -> Outcome:
    """Score with the answers of another run: each counts where the same is asked, whatever number the question has."""
    decisions = answers_by_question(evidence.decisions, answered.scored.questions)
    return score(inputs, replace(evidence, decisions=decisions), month, lang, answered.report.notes)


def decided(inputs: Inputs, month: Month, about: str) -> tuple[Source, Mapping[str, Any]] | None:
    """The decision about a question of the month, or a record: the row where it stands, and its cells as typed."""
    only = replace(inputs, files={"decisions": inputs.files.get("decisions", ())}, week=())
    records = read_records(only, month)[0]["decisions"]
    rows = derive.decisions.of_month(records.frame, month).filter(pl.col("about") == about)
    found = next(rows.iter_rows(named=True), None)
    return (records.place(found["source"], found["row"]), found) if found else None


def person_asked(outcome: Outcome, text: str) -> tuple[str | None, list[Problem]]:
    """The staff number of the one person with a month's standing whom a text names (see derive.naming)."""
    month, people = outcome.report.month, outcome.report.people
    here = pl.col("person_id").is_in(outcome.report.standings["subject"].implode())
    then = (pl.col("valid_from") <= month.last) & (pl.col("valid_to") >= month.first)
    return derive.naming.person_asked(text, people.filter(here & then), Source("PERSON"))


def tables(outcome: Outcome) -> Mapping[str, Table]:
    """Every table of the month, by name."""
    return month_tables(outcome.report)


def _apart(*kinds: pl.DataFrame) -> list[pl.DataFrame]:
    """The facts of each kind with ids that no kind before it has: each book numbers its own, and all may begin at 1."""
    apart: list[pl.DataFrame] = []
    for facts in kinds:
        taken = pl.concat([each["fact_id"] for each in (*apart, facts.clear())]).implode()
        marked = pl.concat_str("origin", pl.lit(":"), "fact_id")
        shared = pl.col("fact_id").is_in(taken)
        apart.append(facts.with_columns(fact_id=pl.when(shared).then(marked).otherwise("fact_id")))
    return apart
