"""`decide`: answer one question, or approve or reject a record."""

import csv
import io
import os
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import site_options
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.commands.opening import Work
    from inspect_cli.months import Month

OUTCOMES = ("confirm", "excuse", "approve", "reject", "choose", "unscored")
COLUMNS = ("about", "date", "outcome", "value", "decided_by", "decided_on", "note")


class OutcomeWord(click.Choice[str]):
    """One of OUTCOMES, in any word that the file of decisions takes for it: confirm, 确认, 属实."""

    def __init__(self) -> None:
        super().__init__(OUTCOMES)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The outcome that the word means."""
        from inspect_cli import resources
        from inspect_cli.folding import folded

        words = resources.schema("decisions")["properties"]["outcome"]["x-words"]
        meant = {folded(word): outcome for outcome, several in words.items() for word in several}
        return super().convert(meant.get(folded(value), value), param, ctx)


@click.command("decide", cls=Told)
@click.argument("about")
@click.argument("outcome", type=OutcomeWord())
@site_options
@click.option("--value", metavar="POINTS", help="The points chosen, for choose.")
@click.option("--why", metavar="TEXT", help="Why, in words; kept with the decision.")
@click.option("--by", metavar="NAME", help="Who decided.  [default: the user]")
def command(about: str, outcome: str, **params: Any) -> int:
    """Answer the question ABOUT (such as Q-1112-01, see status) with OUTCOME; the site's decisions keep the answer.

    \b
    Examples:
      inspect-cli decide Q-1020-01 excuse --why "clock out of order" --site my-site --month 2026-10
      inspect-cli decide Q-1027-01 choose --value 2 --site my-site --month 2026-10
    """
    from inspect_cli.commands.exits import Exit, exit_of
    from inspect_cli.commands.opening import open_work
    from inspect_cli.pipeline import gather, score
    from inspect_cli.problems import Problem, SiteProblemError, Source
    from inspect_cli.write import words_of

    work = open_work(params)
    if work.site is None:
        raise SiteProblemError([Problem("no-site", Source("site.toml"))])
    if not any(_target(work).match(pattern) for pattern in work.site.data.get("decisions", ())):
        facts = {"file": _target(work).as_posix()}
        raise SiteProblemError([Problem("decisions-not-read", Source("site.toml", path="$.data"), facts)])
    row = {
        "about": about, "date": _day_of(about, work.month), "outcome": outcome, "value": params["value"] or "",
        "note": params["why"] or "", "decided_by": params["by"] or os.environ.get("USER", ""),
        "decided_on": f"{work.today}",
    }  # fmt: skip
    target = work.site.root / _target(work)
    before = target.read_bytes() if target.exists() else None
    _append(target, row)
    # the same check as every run makes: an answer that does not fit is taken back
    work = open_work(params)
    evidence = gather(work.inputs, work.month, work.as_of)
    problems = list(evidence.problems)
    if exit_of(problems) is Exit.DONE:
        outcome_of_month = score(work.inputs, evidence, work.month, work.voice.lang)
        problems += outcome_of_month.problems
        questions = outcome_of_month.scored.questions
        answered = questions.filter(questions["outcome"].is_not_null())["question"]
        if about.startswith("Q-") and about not in answered.to_list():
            problems.append(Problem("unknown-question", Source("ABOUT"), {"value": about}))
    if exit_of(problems) is not Exit.DONE:
        _restore(target, before)
        work.voice.problems(problems)
        work.voice.talk("nothing was written")
        return int(exit_of(problems))
    said = words_of("outcome", work.voice.lang)[outcome]
    work.voice.talk("{about}: {outcome}, kept in {file}", about=about, outcome=said, file=_target(work))
    return int(Exit.DONE)


def _day_of(about: str, month: "Month") -> str:
    """The day of the month that a question's number tells, with its year; nothing for a record."""
    days = (month.first + timedelta(days=nth) for nth in range((month.last - month.first).days + 1))
    return next((f"{day}" for day in days if about.startswith(f"Q-{day:%m%d}-")), "")


def _target(work: "Work") -> Path:
    """Where the site's decisions are written: the first CSV its settings name, else records/decisions.csv."""
    assert work.site is not None
    found = [Path(name) for _, name in work.inputs.files.get("decisions", ()) if name.endswith(".csv")]
    return found[0] if found else Path("records/decisions.csv")


def _append(target: Path, row: dict[str, str]) -> None:
    """The file with one more row, replaced as a whole; its own columns stay."""
    from inspect_cli.write import write_atomically

    old = target.read_bytes().decode("utf-8-sig") if target.exists() else ",".join(COLUMNS) + "\n"
    headings = next(csv.reader(io.StringIO(old)))
    out = io.StringIO()
    writer = csv.DictWriter(out, headings, lineterminator="\n", extrasaction="ignore")
    writer.writerow({key: row.get(_key_of(key), "") for key in headings})
    target.parent.mkdir(parents=True, exist_ok=True)
    ended = old if old.endswith("\n") else old + "\n"
    write_atomically(target, ("\ufeff" + ended + out.getvalue()).encode())


def _key_of(heading: str) -> str:
    """The property that a heading of the decisions file names, in either language."""
    from inspect_cli import resources
    from inspect_cli.folding import folded

    properties = resources.schema("decisions")["properties"]
    for key, rule in properties.items():
        if folded(heading) in {
            folded(name) for name in (key, rule["title"], rule["x-title-zh"], *rule.get("x-synonyms", []))
        }:
            return str(key)
    return heading


def _restore(target: Path, before: bytes | None) -> None:
    from inspect_cli.write import write_atomically

    if before is None:
        target.unlink()
    else:
        write_atomically(target, before)
