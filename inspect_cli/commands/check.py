"""`check`: read everything, say what is wrong, change nothing."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.options import file_options, site_options, skip_option
from inspect_cli.commands.talk import Told
from inspect_cli.site import KINDS

if TYPE_CHECKING:
    from inspect_cli.commands.opening import Work
    from inspect_cli.pipeline import Evidence
    from inspect_cli.problems import Problem

RULE_COUNTS = "checklists: {checklists}, schemes: {schemes}, items: {items}; notes: {notes}"


@click.command("check", cls=Told)
@site_options
@file_options
@skip_option
def command(**params: Any) -> int:
    """Read rules and records, name every problem with its place and remedy, change nothing.

    Answers to questions are held against the questions of the month: for that it is scored, in memory.

    Prints for each file its format, how many rows it has, how many records (punches, where a row holds several) were
    read, accepted, known already, refused, set aside and blank, and what every word that people wrote was read as:
    names, items, places, dates, results, headings. Of the rules it also tells what is odd and no fault: tiers with
    holes, grades nobody can earn, rules that never act. With --rules alone it looks at the rules only. Exit 0 when all
    is well, 1 when rows are refused, 2 when settings or rules are wrong.

    \b
    Examples:
      inspect-cli check --site sample_data --month 2026-10
      inspect-cli check --rules checklists
    """
    from inspect_cli.commands.exits import Exit, exit_of
    from inspect_cli.commands.opening import open_work
    from inspect_cli.pipeline import gather, score
    from inspect_cli.pipeline.history import reported_before

    if params["rules"] and not params["site"] and not any(params[kind] for kind in KINDS):
        return _check_rules(params)
    work = open_work(params)
    evidence = gather(work.inputs, work.month, work.as_of, tell_readings=not work.voice.quiet or work.voice.as_json)
    problems = list(evidence.problems)
    answers = evidence.decisions.height
    if answers and exit_of(problems) is Exit.DONE:
        problems += score(work.inputs, evidence, work.month, work.voice.lang).problems
    elif answers:
        work.voice.talk("answers not yet held against the questions: {count}; mend the rest first", count=answers)
    code = exit_of(problems)
    work.voice.problems(
        [
            *work.rules.notes(reported_before(work.inputs, work.month)),
            *(problems if work.voice.as_json else _together(problems)),
        ]
    )
    if not work.voice.quiet or work.voice.as_json:
        _tell(work, evidence, len(problems) - len(evidence.problems))
    if work.voice.as_json:
        work.voice.ending(code, evidence.tally)
    return int(code)


def _together(problems: "Sequence[Problem]") -> "list[Problem]":
    """The problems, those of several tables without rows as one that counts them."""
    from inspect_cli.problems import Problem

    empty = [problem for problem in problems if problem.code == "no-rows"]
    if len(empty) < 2:
        return list(problems)
    together = Problem("no-rows-in-several", empty[0].source, {"count": str(len(empty) - 1)})
    return [together, *(problem for problem in problems if problem not in empty)]


def _tell(work: "Work", evidence: "Evidence", more: int) -> None:
    """How many rows of each file were taken, and what the words in them were read as."""
    import json

    from inspect_cli.commands.printing import print_table
    from inspect_cli.commands.running import tell_counts
    from inspect_cli.report.files import files_table
    from inspect_cli.report.readings import brief, readings_table

    understood = readings_table(evidence.readings, evidence.sources, evidence.book, work.voice.lang, [])
    if work.voice.as_json:
        for row in understood.frame.iter_rows(named=True):
            click.echo(json.dumps({"type": "reading", **row}, ensure_ascii=False))
        return
    print_table(files_table(evidence.inputs, work.notes), work.voice)
    lang = work.voice.lang
    shown = brief(understood, _titles(lang), _words(lang), lang)
    if shown.frame.height:
        click.echo()
        print_table(shown, work.voice)
    tell_counts(work, evidence, more)


def _titles(lang: str) -> dict[tuple[str, str], str]:
    """What people call each property of each kind of record."""
    from inspect_cli import resources

    title = "x-title-zh" if lang == "zh" else "title"
    return {(kind, key): rule[title] for kind in KINDS for key, rule in resources.schema(kind)["properties"].items()}


def _words(lang: str) -> dict[tuple[str, str, str], str]:
    """What people call each value of the properties that are lists of words: the code itself in English."""
    from inspect_cli import resources
    from inspect_cli.meanings import word_for

    return {
        (kind, key, value): word_for(rule, value)
        for kind in KINDS
        for key, rule in resources.schema(kind)["properties"].items()
        for value in rule.get("x-words", ())
        if lang == "zh"
    }


def _check_rules(params: Mapping[str, Any]) -> int:
    """The rules that --rules names, without records: what is odd about them, and how much they hold."""
    from inspect_cli.commands.exits import Exit
    from inspect_cli.commands.rule_files import read_rules
    from inspect_cli.commands.talk import voice_of

    voice = voice_of(params)
    rules = read_rules(Path(params["rules"]), params["rules"])
    notes = rules.notes()
    voice.problems(notes)
    counts = {
        "checklists": len(rules.checklists),
        "schemes": len(rules.schemes),
        "items": sum(len(content["items"]) for _, content in rules.checklists),
    }
    voice.talk(RULE_COUNTS, notes=len(notes), **counts)
    voice.ending_with(Exit.DONE, counts)
    return int(Exit.DONE)
