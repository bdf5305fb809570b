"""Help in the language of the environment: one place that translates what the commands say in English."""

import os
import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from unicodedata import east_asian_width

import click

from inspect_cli.problems import Translate
from inspect_cli.words import translator

AS_IT_STANDS = "\b\n"
"""Before a paragraph: click keeps its lines."""

WIDEST_NAME, GAP = 30, 2
"""How click lays out a list of options: up to 30 columns for the name, two before what it does."""

TOKEN = re.compile(r" +|[（“《]*(?:[!-~]+|\S)[，。；：、！？）”》…]*")
"""What is not broken at the end of a line: a run of ASCII, a character, with the punctuation that belongs to it."""


def language_of_environment() -> str:
    """zh where the environment speaks Chinese, else en."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "zh" if spoken.lower().startswith("zh") else "en"


class Helped(click.Command):
    """A command whose help speaks the language of the environment: usage, docstring and options."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line of usage, without the names of commands and arguments translated."""
        say = translator(language_of_environment())
        pieces = " ".join(map(say, self.collect_usage_pieces(ctx)))
        formatter.write_usage(ctx.command_path, pieces, prefix=f"{say('Usage:')} ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The docstring, paragraph by paragraph."""
        say = translator(language_of_environment())
        formatter.write_paragraph()
        with formatter.indentation():
            room = formatter.width - formatter.current_indent
            formatter.write_text("\n\n".join(_paragraph(text, say, room) for text in paragraphs(self.help or "")))

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options, each with what it does."""
        say = translator(language_of_environment())
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx))]
        write_list(formatter, say("Options"), records, say)


def write_list(formatter: click.HelpFormatter, title: str, rows: Iterable[tuple[str, str]], say: Translate) -> None:
    """A section of names, each with what it is in the reader's language."""
    rows = list(rows)
    with formatter.section(title):
        name = min(max((len(name) for name, _ in rows), default=0), WIDEST_NAME) + GAP
        room = formatter.width - name - formatter.current_indent
        formatter.write_dl([(name, laid_out(say(text), room)) for name, text in rows])


def paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a help text as catalogues know them: on one line, or as they stand after a mark."""
    for part in re.split(r"\n{2,}", cleandoc(text)):
        yield part if part.startswith(AS_IT_STANDS) else " ".join(part.split())


def _paragraph(text: str, say: Translate, room: int) -> str:
    if text.startswith(AS_IT_STANDS):
        return AS_IT_STANDS + say(text.removeprefix(AS_IT_STANDS))
    return laid_out(say(text), room) if text else ""


def laid_out(text: str, room: int) -> str:
    """Chinese in lines of at most `room` columns, as click is to leave them; English as it is, click wraps it."""
    if text.isascii():
        return text
    lines, taken = [""], 0
    for token in TOKEN.findall(text):
        width = sum(2 if east_asian_width(char) in "WF" else 1 for char in token)
        if taken and taken + width > room:
            lines, taken = [*lines, ""], 0
        if taken or not token.isspace():
            lines[-1] += token
            taken += width
    return AS_IT_STANDS + "\n".join(line.rstrip() for line in lines)
