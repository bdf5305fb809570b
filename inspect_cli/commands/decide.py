"""`decide`: answer one question, or approve or reject a record."""

import csv
import io
import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import site_options
from inspect_cli.commands.talk import Told

if TYPE_CHECKING:
    from inspect_cli.commands.opening import Work
    from inspect_cli.months import Month
    from inspect_cli.problems import Problem, Source

OUTCOMES = ("confirm", "excuse", "approve", "reject", "choose", "unscored")
COLUMNS = ("about", "date", "outcome", "value", "level", "decided_by", "decided_on", "note")


class OutcomeWord(click.Choice[str]):
    """One of OUTCOMES, in any word that the file of decisions takes for it: confirm, 确认, 属实; any other as it is."""

    def __init__(self) -> None:
        super().__init__(OUTCOMES)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The outcome that the word means."""
        from inspect_cli import resources
        from inspect_cli.folding import folded

        words = resources.schema("decisions")["properties"]["outcome"]["x-words"]
        meant = {folded(word): outcome for outcome, several in words.items() for word in several}
        return str(meant.get(folded(value), value))


@click.command("decide", cls=Told)
@click.argument("about")
@click.argument("outcome", type=OutcomeWord())
@site_options
@click.option("--value", metavar="POINTS", help="The points chosen, for choose.")
@click.option("--level", metavar="LEVEL", help="The level chosen, by code or title, for choose.")
@click.option("--why", metavar="TEXT", help="Why, in words; kept with the decision.")
@click.option("--by", metavar="NAME", help="Who decided.  [default: the user]")
@click.option("--change", is_flag=True, help="Answer anew what is answered already: the earlier row is replaced.")
def command(about: str, outcome: str, **params: Any) -> int:
    """Answer the question ABOUT (such as Q-1112-01, see status) with OUTCOME; the site's decisions keep the answer.

    OUTCOME may be written in Chinese, too. The same answer given again changes nothing; another one needs --change.

    \b
    Examples:
      inspect-cli decide Q-1020-01 excuse --why "clock out of order" --site my-site --month 2026-10
      inspect-cli decide Q-1027-01 choose --value 2 --site my-site --month 2026-10
    """
    from inspect_cli.commands.exits import Exit, exit_of
    from inspect_cli.commands.opening import open_work
    from inspect_cli.pipeline import decided
    from inspect_cli.problems import Problem, SiteProblemError, Source
    from inspect_cli.write import words_of

    work = open_work(params)
    if outcome not in OUTCOMES:
        raise SiteProblemError(
            [Problem("unknown-outcome", Source(about), {"value": outcome, "answers": ", ".join(OUTCOMES)})]
        )
    file = _file_of(work)
    row = {
        "about": about, "date": _day_of(about, work.month), "outcome": outcome, "value": params["value"] or "",
        "level": params["level"] or "", "note": params["why"] or "", "decided_by": params["by"] or _user(),
        "decided_on": f"{work.today}",
    }  # fmt: skip
    said = {"about": about, "outcome": words_of("outcome", work.voice.lang)[outcome]}
    earlier = decided(work.inputs, work.month, about)
    if earlier and _same(earlier[1], row):
        work.voice.talk("{about}: {outcome}, as it stands in {file} already", **said, file=earlier[0].place())
        return int(Exit.DONE)
    if earlier and not (params["change"] and earlier[0].file == _target(work).as_posix()):
        facts = {"value": about, "first": earlier[0].place(), "outcome": earlier[1]["outcome"]}
        raise SiteProblemError([Problem("answered-already", Source(about), facts)])
    before = file.read_bytes() if file.exists() else None
    place = Source(_target(work).as_posix(), row=_append(file, row, earlier[0].row if earlier else None))
    problems = _faults_of(about, place, open_work(params))
    code = exit_of(problems)
    if code is not Exit.DONE:
        _restore(file, before)
        work.voice.problems([problem for problem in problems if problem.asks_something])
        work.voice.talk("nothing was written")
        return int(code)
    work.voice.talk("{about}: {outcome}, kept in {file}", **said, file=_target(work))
    return int(code)


def _same(earlier: Mapping[str, Any], row: Mapping[str, str]) -> bool:
    """Whether an earlier decision says the same; the sign of points may be left out."""
    from decimal import Decimal, InvalidOperation

    try:
        value = abs(Decimal(row["value"])) if row["value"] else None
    except InvalidOperation:
        return False
    before = abs(earlier["value"]) if earlier["value"] is not None else None
    return (earlier["outcome"], before, earlier["level"] or "") == (row["outcome"], value, row["level"])


def _user() -> str:
    """Who runs the program, as the system names it; nothing where it does not."""
    return next((name for key in ("USER", "LOGNAME", "USERNAME") if (name := os.environ.get(key))), "")


def _file_of(work: "Work") -> Path:
    """The file that takes the answer; SiteProblemError where there is no site, or none that it reads."""
    from inspect_cli.problems import Problem, SiteProblemError, Source

    if work.site is None:
        raise SiteProblemError([Problem("no-site", Source("site.toml"))])
    target = _target(work)
    if not any(target.match(pattern) for pattern in work.site.data.get("decisions", ())):
        facts = {"file": target.as_posix()}
        raise SiteProblemError([Problem("decisions-not-read", Source("site.toml", path="$.data"), facts)])
    return work.site.root / target


def _faults_of(about: str, place: "Source", work: "Work") -> "list[Problem]":
    """What every run of the month finds wrong, now that the answer is among its files: the one check of answers.

    What is wrong with the answer itself, at `place`, stands at what it is about: its row will be gone.
    """
    from inspect_cli.problems import Source

    at = (place.file, place.row)
    return [
        replace(each, source=Source(about)) if (each.source.file, each.source.row) == at else each
        for each in _faults_with(about, work)
    ]


def _faults_with(about: str, work: "Work") -> "list[Problem]":
    """What a run of the month with the answer finds wrong; a question that this month does not ask is told once."""
    from inspect_cli.commands.exits import Exit, exit_of
    from inspect_cli.pipeline import gather, score
    from inspect_cli.problems import Problem, Source

    evidence = gather(work.inputs, work.month, work.as_of)
    problems = list(evidence.problems)
    if exit_of(problems) is not Exit.DONE:
        return problems
    outcome = score(work.inputs, evidence, work.month, work.voice.lang)
    questions = outcome.scored.questions
    answered = questions.filter(questions["outcome"].is_not_null())["question"]
    told = any(each.code == "unknown-question" and each.facts["value"] == about for each in outcome.problems)
    unknown = about.startswith("Q-") and about not in answered.to_list() and not told
    found = [Problem("unknown-question", Source(about), {"value": about})] if unknown else []
    return [*problems, *outcome.problems, *found]


def _day_of(about: str, month: "Month") -> str:
    """The day of the month that a question's number tells, with its year; nothing for a record."""
    days = (month.first + timedelta(days=nth) for nth in range((month.last - month.first).days + 1))
    return next((f"{day}" for day in days if about.startswith(f"Q-{day:%m%d}-")), "")


def _target(work: "Work") -> Path:
    """Where the site's decisions are written: the first CSV its settings name, else records/decisions.csv."""
    assert work.site is not None
    found = [Path(name) for _, name in work.inputs.files.get("decisions", ()) if name.endswith(".csv")]
    return found[0] if found else Path("records/decisions.csv")


def _append(target: Path, row: Mapping[str, str], instead_of: int | None) -> int:
    """The line of one more row in the file, which is replaced as a whole; its own columns stay, others are added.

    The row takes the place of the one that begins on line `instead_of`.

    SiteProblemError when it is not UTF-8.
    """
    from inspect_cli import resources
    from inspect_cli.folding import folded
    from inspect_cli.meanings import keys_by_name
    from inspect_cli.write import write_atomically

    keys = keys_by_name(resources.schema("decisions"))
    old = (_text_of(target) if target.exists() else "") or ",".join(COLUMNS) + "\n"
    old = _without_row(old, instead_of) if instead_of else old
    headings, *rows = list(csv.reader(io.StringIO(old)))
    known = {keys.get(folded(heading), heading): heading for heading in headings}
    new = [key for key, text in row.items() if text and key not in known]
    told = [row.get(keys.get(folded(heading), heading), "") for heading in headings]
    out = io.StringIO()
    if new:
        csv.writer(out, lineterminator="\n").writerows(
            [[*headings, *new], *([*each, *("" for _ in new)] for each in rows)]
        )
    else:
        out.write(old if old.endswith("\n") else old + "\n")
    line = out.getvalue().count("\n") + 1
    csv.writer(out, lineterminator="\n").writerow([*told, *(row[key] for key in new)])
    target.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(target, ("\ufeff" + out.getvalue()).encode())
    return line


def _without_row(text: str, line: int) -> str:
    """The CSV without the row that begins on that line."""
    lines, rows, begun = list(io.StringIO(text)), csv.reader(io.StringIO(text)), 1
    for _ in rows:
        if begun == line:
            del lines[begun - 1 : rows.line_num]
            break
        begun = rows.line_num + 1
    return "".join(lines)


def _text_of(file: Path) -> str:
    from inspect_cli.problems import Problem, SiteProblemError, Source

    try:
        return file.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        facts = {"offset": str(error.start), "encoding": "UTF-8", "likely": "gb18030"}
        raise SiteProblemError([Problem("encoding", Source(str(file)), facts)]) from error


def _restore(target: Path, before: bytes | None) -> None:
    from inspect_cli.write import write_atomically

    if before is None:
        target.unlink()
    else:
        write_atomically(target, before)
