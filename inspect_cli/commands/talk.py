"""How a run talks: problems and talk to stderr, data to stdout, all of it as JSON lines when asked."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import click

from inspect_cli.commands.exits import Exit, exit_of
from inspect_cli.commands.helping import Helped, language_of_environment
from inspect_cli.problems import Problem, SiteProblemError, Translate, shown
from inspect_cli.words import translator

if TYPE_CHECKING:
    from inspect_cli.frames import Tally

SHOWN_AT_MOST = 100
"""So many problems are shown one by one; the rest is counted."""


@dataclass(frozen=True, slots=True)
class Voice:
    """In which language and manner a run talks."""

    lang: str
    quiet: bool = False
    as_json: bool = False

    @property
    def say(self) -> Translate:
        """Sentences in the reader's language."""
        return translator(self.lang)

    def talk(self, sentence: str, **facts: object) -> None:
        """A sentence for people, on stderr; nothing when quiet or JSON is wanted."""
        if not self.quiet and not self.as_json:
            click.echo(
                self.say(sentence).format(**{key: shown(str(value), 400) for key, value in facts.items()}), err=True
            )

    def warn(self, sentence: str, **facts: object) -> None:
        """A sentence that is said however quiet the run is to be: not all is well."""
        Voice(self.lang, as_json=self.as_json).talk(sentence, **facts)

    def problems(self, problems: Sequence[Problem]) -> None:
        """Every problem as two lines on stderr, or as one JSON object a line on stdout; notes only when not quiet."""
        told = [problem for problem in problems if not (self.quiet and problem.is_note)]
        if self.as_json:
            for problem in told:
                click.echo(json.dumps(_as_object(problem, self.say), ensure_ascii=False))
            return
        for problem in told[:SHOWN_AT_MOST]:
            click.echo(problem.lines(self.say), err=True)
        if len(told) > SHOWN_AT_MOST:
            click.echo(self.say("… and {count} more").format(count=len(told) - SHOWN_AT_MOST), err=True)

    def ending(self, code: Exit, tally: "Tally") -> None:
        """The last JSON line: the exit code and the counts (read = accepted + known + refused + set aside + blank)."""
        self.ending_with(code, asdict(tally))

    def ending_with(self, code: Exit, counts: Mapping[str, int]) -> None:
        """The last JSON line, with other counts than those of rows."""
        if self.as_json:
            click.echo(json.dumps({"type": "exit", "code": int(code), **counts}))


def voice_of(params: Mapping[str, Any], site_language: str | None = None) -> Voice:
    """The voice that the options ask for; in whose language, if they do not say: the site's, else the environment's."""
    lang = params.get("lang") or site_language or language_of_environment()
    return Voice(lang, params.get("quiet", False), params.get("as_json", False))


def _as_object(problem: Problem, say: Translate) -> dict[str, object]:
    source = problem.source
    return {
        "type": _type(problem), "code": problem.code, "place": source.place(),
        "file": source.file, "sheet": source.sheet, "row": source.row, "column": source.column, "path": source.path,
        "message": problem.sentence(say), "hint": problem.hint(say),
    }  # fmt: skip


def _type(problem: Problem) -> str:
    return problem.level if problem.is_note else "problem"


class Told(Helped):
    """A command that tells the Problems of settings which stop it, in the language and manner asked for."""

    def invoke(self, ctx: click.Context) -> Any:
        """The command's own result, or the exit code of the Problems."""
        try:
            return super().invoke(ctx)
        except SiteProblemError as error:
            from inspect_cli.commands.opening import language_of
            from inspect_cli.frames import Tally

            voice = voice_of(ctx.params, language_of(ctx.params))
            code = exit_of(error.problems)
            voice.problems(error.problems)
            voice.ending(code, Tally())
            return int(code)
