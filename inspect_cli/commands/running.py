"""The part every scoring command shares: gather the evidence, refuse or skip what is bad, score."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from inspect_cli.commands.exits import Exit, exit_of
from inspect_cli.commands.opening import Work, open_work
from inspect_cli.frames import Tally
from inspect_cli.pipeline import Evidence, Outcome, gather, score

COUNTS = "rows: {read} read = {accepted} accepted + {refused} refused + {blank} blank; problems: {problems}"
COUNTS_OF_CLOCKS = (
    "rows: {read} read = {accepted} accepted + {known} known + {refused} refused + {set_aside} set aside"
    " + {blank} blank; problems: {problems}"
)
COUNTS_OF_RECORDS = (
    "rows: {rows}, of which {read} records read = {accepted} accepted + {known} known + {refused} refused"
    " + {set_aside} set aside + {blank} blank; problems: {problems}"
)


@dataclass(frozen=True, slots=True)
class Run:
    """A run so far: the work, its outcome (None when data were refused), and the code it would end with."""

    work: Work
    evidence: Evidence
    outcome: Outcome | None
    code: Exit

    @property
    def open_questions(self) -> int:
        """How many questions of the month nobody has answered."""
        if self.outcome is None:
            return 0
        questions = self.outcome.scored.questions
        return questions.filter(questions["outcome"].is_null())["question"].n_unique()


def run_month(params: Mapping[str, Any]) -> Run:
    """Gather and score the month that the options name; problems are told here, once."""
    work = open_work(params)
    return run_on(work, gather(work.inputs, work.month, work.as_of), params)


def run_on(work: Work, evidence: Evidence, params: Mapping[str, Any]) -> Run:
    """The run of a work whose evidence is gathered."""
    code = exit_of(evidence.problems)
    skipping = params.get("skip_bad", False) and code in (Exit.DONE, Exit.REFUSED)
    # with JSON, standard output is one document when all is well, and problem lines when it is not
    told = [problem for problem in evidence.problems if problem.asks_something]
    work.voice.problems(told if code is not Exit.DONE or not work.voice.as_json else [])
    if code is not Exit.DONE and not skipping:
        tell_refused(work, evidence)
        return Run(work, evidence, None, code)
    notes = work.notes
    if evidence.history.missing:
        missing = ", ".join(month.name for month in evidence.history.missing)
        said = work.voice.say("reports of earlier months that the rules look back on are missing: {months}")
        notes.append(said.format(months=missing))
    if code is Exit.REFUSED:
        notes.append(work.voice.say("rows left out: {count}, see problems.csv").format(count=evidence.tally.refused))
        code = Exit.PARTIAL
    as_closed = params.get("as_closed", False)
    if as_closed:
        notes.append(work.voice.say("as if closed: what nobody answered falls under the scheme's unanswered"))
    outcome = score(work.inputs, evidence, work.month, work.voice.lang, notes, as_closed)
    if outcome.problems:
        work.voice.problems(outcome.problems)
        if not params.get("skip_bad", False):
            tell_refused(work, evidence, len(outcome.problems))
            return Run(work, evidence, None, Exit.REFUSED)
        code = Exit.PARTIAL
    return Run(work, evidence, outcome, code)


def tell_refused(work: Work, evidence: Evidence, more: int = 0) -> None:
    """The last lines of a run that changed nothing: the counts, and the two ways on."""
    tell_counts(work, evidence, more)
    work.voice.talk("nothing was written")
    if exit_of(evidence.problems) in (Exit.DONE, Exit.REFUSED):
        work.voice.talk("    hint: mend the rows, or run again with --skip-bad to report the rest")


def tell_counts(work: Work, evidence: Evidence, more: int = 0) -> None:
    """What became of all rows, and how many problems there are, with `more` that came later."""
    tally: Tally = evidence.tally
    counts = {"problems": len(evidence.refused) + more, **asdict(tally)}
    if tally.rows != tally.read:
        work.voice.talk(COUNTS_OF_RECORDS, **counts)
    elif tally.known or tally.set_aside:
        work.voice.talk(COUNTS_OF_CLOCKS, **counts)
    else:
        work.voice.talk(COUNTS, **counts)
