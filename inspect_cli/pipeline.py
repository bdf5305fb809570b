"""The calls in order, for one month: read, validate, derive, score, report."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

import polars as pl

from inspect_cli import derive, resources
from inspect_cli.frames import FACTS, PEOPLE, Input, Records, Rows, Table, Tally, record_of, stack
from inspect_cli.months import Month, month_back, months_since
from inspect_cli.problems import Problem, Source
from inspect_cli.profile import Profile
from inspect_cli.read import FormerReports, oldest_day, read_reports, read_table
from inspect_cli.read.wide import in_long_form
from inspect_cli.report import Report, month_tables
from inspect_cli.rulebook import RuleBook
from inspect_cli.score import History, Scored, answers_by_question, score_as_closed, score_month
from inspect_cli.site import KINDS, PLANNING
from inspect_cli.validate import heading_words, validate

Files = Mapping[str, Sequence[tuple[Path, str]]]
"""The files of each kind: path, and name as people know it."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """What a month is scored from: the files of each kind and the rules in force.

    `history` is the folder of earlier months' reports, `profiles` say how tables of punches are laid out.
    """

    files: Files
    book: RuleBook
    scheme: str
    start: date | None = None
    encoding: str | None = None
    review: bool = False
    """Whether inspections and incidents without a status wait for approval."""
    profiles: Sequence[Profile] = ()
    history: tuple[Path, str] | None = None
    cut_off: int = 31
    week: Sequence[str] = ()
    """The shift of everybody on each weekday, Monday first, where the roster says nothing."""
    holidays: str | None = None


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
    return _derived(inputs, *_records(inputs, month, tell_readings), month, as_of)


def expected_on(inputs: Inputs, month: Month, day: date) -> tuple[pl.DataFrame, list[Problem]]:
    """Who is to work on a day of the month (see derive.planned); only the files that say it are read."""
    records, problems = _records(replace(inputs, files={kind: inputs.files.get(kind, ()) for kind in PLANNING}), month)
    schemes = sorted({scheme.id for scheme in inputs.book.schemes})
    people, staff_problems = derive.people.derive_people(records["staff"], schemes, inputs.scheme)
    planned, _, plan_problems = derive.planned.plan(records, people, month, inputs.holidays)
    return derive.planned.expected_on(planned, people, day), [*problems, *staff_problems, *plan_problems]


def gather_under(inputs: Inputs, other: Inputs, month: Month, as_of: date) -> tuple[Evidence, Evidence]:
    """The files of `inputs`, read once, made into facts under its rules and under those of `other`."""
    records, problems = _records(inputs, month)
    return (
        _derived(inputs, dict(records), problems, month, as_of),
        _derived(other, dict(records), problems, month, as_of),
    )


def _derived(
    inputs: Inputs, records: dict[str, Records], problems: Sequence[Problem], month: Month, as_of: date
) -> Evidence:
    """Records made into Facts under the rules of `inputs`; the records of punches are let go of on the way."""
    records |= {kind: _with_status(records[kind], inputs.review) for kind in ("inspections", "incidents")}
    schemes = sorted({scheme.id for scheme in inputs.book.schemes})
    people, staff_problems = derive.people.derive_people(records["staff"], schemes, inputs.scheme)
    if people.is_empty():
        records, nobody = derive.forgotten.without_people(records)
        staff_problems += nobody
    outside = derive.forgotten.outside(records, month, inputs.cut_off)
    book = inputs.book.of_schemes({inputs.scheme, *people["scheme"]})
    departments, unclear = derive.departments.derive_departments(people, records["staff"], book)
    staff_problems += unclear
    read = derive.readings.readings(records, people, book)
    since = max(month.first, inputs.start) if inputs.start else month.first
    planned, swapped, plan_problems = derive.planned.plan(records, people, month, inputs.holidays)
    clocked, days, clock_problems = derive.attendance.derive_attendance(
        records["attendance"], planned, people, book, replace(month, first=since), as_of, records["exemptions"],
        records["areas"],
    )  # fmt: skip
    clock_problems += _unplanned(records["attendance"], planned)
    # millions of punches are done with: the findings need the memory
    records["attendance"] = replace(records["attendance"], frame=records["attendance"].frame.clear())
    seen, seen_problems = derive.findings.derive_inspections(
        records["inspections"], records["areas"], planned, people, departments, book
    )
    told, told_problems = derive.findings.derive_incidents(records["incidents"], planned, people, departments, book)
    figures, figure_problems = derive.metrics.derive_metrics(records["metrics"], planned, people, departments, book)
    decisions, twice = derive.decisions.derive_decisions(records["decisions"], month)
    plan_problems += derive.places.unknown_shifts(records["areas"], records["shifts"])
    derived = [*staff_problems, *outside, *plan_problems, *clock_problems, *seen_problems, *told_problems]
    derived += [*figure_problems, *twice]
    facts = stack([clocked, swapped, *_apart(seen, told, figures)], FACTS).filter(pl.col("date") <= as_of)
    facts = derive.departments.for_departments(facts, people, book)
    sources = [source for kind in KINDS for source in records[kind].sources]
    history, history_files, damaged = recall(inputs, book, month)
    return Evidence(
        stack([people, departments], PEOPLE),
        book,
        facts,
        sources,
        _counted(records, derived),
        [*_in_order(inputs, [*problems, *derived]), *damaged],
        decisions,
        records["decisions"],
        history,
        history_files,
        days,
        read,
    )


def _with_status(records: Records, review: bool) -> Records:
    """The records, those without a status approved, or provisional where somebody is to look at each."""
    status = pl.col("status").fill_null("provisional" if review else "approved")
    return replace(records, frame=records.frame.with_columns(status))


def recall(inputs: Inputs, book: RuleBook, month: Month) -> tuple[History, Sequence[tuple[Path, str]], list[Problem]]:
    """What the rules need to know of earlier months, the files it was read from, and what is wrong with them.

    A rule that looks back on everything looks back to the site's start, else to the oldest report there is. What was
    carried over is read where there is a report of the month before.
    """
    since = book.since(month) or month.first
    folder, shown_as = inputs.history or (None, "")
    if since == date.min and inputs.start is None:
        since = oldest_day(folder, month) if folder else month.first
    needed = months_since(max(since, inputs.start or since), month)
    wanted = needed if needed or not book.carries() else [month_back(month, 1)]
    former, problems = read_reports(folder, shown_as, wanted) if folder else (FormerReports(), [])
    missing = [each for each in needed if each.name not in former.months]
    history = History(former.months, former.facts, former.standings, former.balances, missing)
    return history, former.files, problems


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


def oldest_record(files: Files) -> date | None:
    """The first day of which an inspection, a punch or an incident tells; rows with faults tell nothing."""
    told = {"inspections": "date", "attendance": "time", "incidents": "date"}
    days = []
    for kind, column in told.items():
        schema = resources.schema(kind)
        words, profiles = heading_words(schema), resources.profiles()
        tables = [
            table
            for path, name in files.get(kind, ())
            for table in read_table(path, name, kind=kind, words=words, profiles=profiles)[0]
        ]
        days.append(validate(kind, tables, schema)[0].frame[column].cast(pl.Date).min())
    return min((day for day in days if isinstance(day, date)), default=None)


def score_as_answered(inputs: Inputs, evidence: Evidence, month: Month, lang: str, answered: Outcome) -> Outcome:
    """Score with the answers of another run: each counts where the same is asked, whatever number the question has."""
    decisions = answers_by_question(evidence.decisions, answered.scored.questions)
    return score(inputs, replace(evidence, decisions=decisions), month, lang, answered.report.notes)


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


def _records(inputs: Inputs, month: Month, keep_written: bool = False) -> tuple[dict[str, Records], list[Problem]]:
    """Records of every kind; a kind without files is empty. Sources are numbered through all kinds."""
    records, problems, first_source = {}, [], 0
    for kind in KINDS:
        rows: list[Rows] = []
        schema = resources.schema(kind)
        for path, name in inputs.files.get(kind, ()):
            found, read_problems = read_table(
                path, name, kind=kind, words=heading_words(schema), encoding=inputs.encoding, profiles=inputs.profiles
            )
            problems += read_problems
            for table in found:
                long, wide_problems = in_long_form(table, schema, month) if "x-wide" in schema else ([table], [])
                rows += long
                problems += wide_problems
        if kind == "roster" and inputs.week:
            rows.append(_week_rows(inputs.week))
        records[kind], row_problems = validate(kind, rows, schema, first_source, month, keep_written)
        problems += row_problems
        first_source += len(rows)
    return records, problems


def _week_rows(week: Sequence[str]) -> Rows:
    """The site's week as rows of the roster that hold for everybody and always; what is said of a person beats them."""
    headings = ("department", "date", "days", "shift")
    cells = [("all", "1900-01-01", str(day), shift, day) for day, shift in enumerate(week, start=1)]
    columns = [*(f"c{number}" for number in range(1, len(headings) + 1)), "row"]
    return Rows(Source("site.toml", path="$.week"), headings, pl.DataFrame(cells, schema=columns, orient="row"))


def _in_order(inputs: Inputs, problems: Sequence[Problem]) -> list[Problem]:
    """The problems as a person meets them who mends one file after the other from its top."""
    names = [name for kind in KINDS for _, name in inputs.files.get(kind, ())]
    files = {name: nth for nth, name in enumerate(names)}
    sheets = list(dict.fromkeys((problem.source.file, problem.source.sheet) for problem in problems))
    ranks = {at: (files.get(at[0], 0), nth) for nth, at in enumerate(sheets)}

    def place(problem: Problem) -> tuple[int, int, int, int]:
        source = problem.source
        return *ranks[source.file, source.sheet], source.row or 0, source.column or 0

    return sorted(problems, key=place)


def _counted(records: Mapping[str, Records], problems: Sequence[Problem]) -> list[Input]:
    """What became of every row: derive turns away rows that validate accepted; one counts once, whatever its faults."""
    lost = _rows_of(problem for problem in problems if not problem.is_note)
    known, aside = (_rows_of(each for each in problems if each.level == level) for level in ("known", "set-aside"))
    counted = []
    for kind in KINDS:
        of_kind = records[kind]
        together: dict[tuple[Source, str, str], Tally] = {}
        about = zip(of_kind.sources, of_kind.formats, of_kind.encodings, strict=True)
        for file, tally in zip(about, of_kind.tallies, strict=True):
            together[file] = together.get(file, Tally()) + tally
        for (source, form, encoding), tally in together.items():
            refused, again, other = (rows.get((source.file, source.sheet), 0) for rows in (lost, known, aside))
            after = replace(
                tally,
                accepted=tally.accepted - refused - again - other,
                known=again,
                refused=tally.refused + refused,
                set_aside=tally.set_aside + other,
            )
            counted.append(Input(kind, source, form, encoding, after))
    return counted


def _rows_of(problems: Iterable[Problem]) -> dict[tuple[str, str | None], int]:
    """How many rows of each file and sheet the problems are about."""
    rows: dict[tuple[str, str | None], dict[int | None, int]] = {}
    for problem in problems:
        at = rows.setdefault((problem.source.file, problem.source.sheet), {})
        at[problem.source.row] = max(at.get(problem.source.row, 0), int(problem.facts.get("rows", "1")))
    return {at: sum(counts.values()) for at, counts in rows.items()}
