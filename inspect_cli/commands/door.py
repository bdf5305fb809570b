"""The one door from a command line to a run, and from any error to text and an exit code."""

import contextlib
import os
import signal
import sys
import tempfile
import traceback
from collections.abc import Mapping
from importlib import import_module
from typing import Final

import click

from inspect_cli.commands.exits import Exit
from inspect_cli.commands.helping import Helped, language_of_environment, write_list
from inspect_cli.words import speak, translator

COMMANDS: Final[Mapping[str, str]] = {
    "init": "make a site to start from",
    "items": "the checklists in force: standards, points, steps",
    "check": "read everything, say what is wrong, change nothing",
    "profile": "how a table from an app or a clock is understood",
    "score": "the month's scores, one row a person",
    "simulate": "the month under other rules: who changes, by how much",
    "explain": "every line of one person, with its reason and evidence",
    "status": "what still waits for a person's answer",
    "decide": "answer one question",
    "report": "the month's reports: CSV files and a workbook",
    "form": "a sign-in list to print, fill in and hand in again",
}
"""The commands in the order in which a newcomer meets them, each a module of this package."""


class Commands(click.Group, Helped):
    """The commands, each imported when it is called: --help does not pay for Polars."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in their order."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"inspect_cli.commands.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, without importing any of them."""
        say = translator(language_of_environment())
        write_list(formatter, say("Commands"), COMMANDS.items(), say)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="inspect-cli")
def program() -> None:
    """Scores inspections and attendance into explained points, bonuses and monthly reports.

    \b
    inspect-cli init my-site                     a site to start from
    inspect-cli check --site my-site             what is wrong with what was handed in
    inspect-cli score --site my-site             the month's scores
    inspect-cli explain E0017 --site my-site     why
    inspect-cli report --site my-site            CSV files and a workbook
    """


def main() -> None:
    """Run the command line and exit with its code."""
    for stream in (sys.stdout, sys.stderr):
        # a console that cannot show a character must not end a run
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    with contextlib.suppress(AttributeError, ValueError):
        signal.signal(signal.SIGTERM, _stop)
    os.environ["LANGUAGE"] = language_of_environment()  # gettext asks it first, and click words its errors by gettext
    speak()
    sys.exit(run())


def run() -> int:
    """The exit code of the command line: every error ends here, as text on stderr."""
    try:
        result = program.main(standalone_mode=False)
        sys.stdout.flush()
    except Exception as error:  # this is the door: what is none of the expected ends is our bug, and is kept for us
        return _end(error)
    return int(result or Exit.DONE)


def _end(error: Exception) -> int:
    """The text and the code with which an exception ends a run."""
    code = int(Exit.IO)
    if isinstance(error, click.exceptions.Exit):
        code = error.exit_code
    elif isinstance(error, click.Abort):
        code = 128 + signal.SIGINT
    elif isinstance(error, click.ClickException):
        error.show()
        code = int(Exit.USAGE)
    elif isinstance(error, BrokenPipeError):
        # whoever read our output has seen enough; Python must not complain once more when it closes the stream
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 128 + signal.SIGPIPE
    elif isinstance(error, OSError | MemoryError):
        click.echo(f"inspect-cli: {_io_text(error)}", err=True)
    else:
        code = _keep_bug()
    return code


def _stop(number: int, _: object) -> None:
    sys.exit(128 + number)


def _io_text(error: OSError | MemoryError) -> str:
    if isinstance(error, MemoryError):
        say = translator(language_of_environment())
        return say("out of memory; nothing was written")
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _keep_bug() -> int:
    """The traceback goes to a private file, not to a mailbox."""
    with tempfile.NamedTemporaryFile(
        "w", prefix="inspect-cli-bug-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        traceback.print_exc(file=file)
    say = translator(language_of_environment())
    click.echo(f"inspect-cli: {say('this is a fault of the program, not of your data')}", err=True)
    click.echo(f"    {say('hint: {remedy}').format(remedy=say('send us {file}').format(file=file.name))}", err=True)
    return int(Exit.BUG)
