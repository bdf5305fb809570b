"""Every sentence the program says that can be said in another language, collected from the code, and the catalogue."""

import ast
import gettext
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import click
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from inspect_cli.commands.door import COMMANDS, program
from inspect_cli.commands.helping import AS_IT_STANDS, paragraphs
from inspect_cli.commands.init import SETTINGS
from inspect_cli.problem_texts import DID_YOU_MEAN, TEXTS, WORDS
from inspect_cli.words import CATALOGUES, DOMAIN

PACKAGE = CATALOGUES.parent
CHINESE = CATALOGUES / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
SAYING = frozenset({"talk", "warn", "say", "translate"})
"""Functions and methods that are given a sentence."""


def sentences() -> set[str]:
    """Every msgid of ours: what is wrong and what to do, what commands say, and their help."""
    return {*_texts(), *_said(), *_help()}


def sentences_of_click() -> set[str]:
    """What click says by gettext: the catalogue may hold any of it."""
    folder = Path(click.__file__).parent
    return {text for path in sorted(folder.glob("*.py")) for text in _arguments(path, frozenset({"_", "ngettext"}))}


def chinese() -> Catalog:
    """The catalogue as people edit it."""
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh", domain=DOMAIN)


def compiled() -> bytes:
    """The .mo that babel makes of the .po; babel would write the time of day into it."""
    made, catalogue = io.BytesIO(), chinese()
    catalogue.creation_date = datetime(2026, 1, 1, tzinfo=UTC)
    write_mo(made, catalogue)
    return made.getvalue()


def entries(mo: bytes) -> dict[str, str]:
    """What a .mo translates, without its header (babel writes its own version there)."""
    found: dict[str, str] = vars(gettext.GNUTranslations(io.BytesIO(mo)))["_catalog"]
    return {text: translated for text, translated in found.items() if text}


def _texts() -> Iterator[str]:
    for text in TEXTS.values():
        yield from (part for part in (text.text, text.hint) if part)
    yield DID_YOU_MEAN
    yield from sorted(WORDS)


def _said() -> Iterator[str]:
    for path in sorted(PACKAGE.rglob("*.py")):
        yield from _arguments(path, SAYING)
    yield from (line.removeprefix("# ") for line in SETTINGS.splitlines() if line.startswith("# "))


def _help() -> Iterator[str]:
    yield from COMMANDS.values()
    with click.Context(program) as ctx:
        for command in (program, *(program.get_command(ctx, name) for name in COMMANDS)):
            assert command is not None
            yield from (text.removeprefix(AS_IT_STANDS) for text in paragraphs(command.help or ""))
            yield from (param.help for param in command.params if isinstance(param, click.Option) and param.help)
            yield command.options_metavar or ""
    yield str(program.subcommand_metavar)


def _arguments(path: Path, functions: frozenset[str]) -> Iterator[str]:
    """The texts that calls of these functions are given: constants, or names of constants of ours."""
    for node in ast.walk(_parsed(path)):
        if isinstance(node, ast.Call) and _name(node.func) in functions:
            for argument in node.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    yield argument.value
                elif isinstance(argument, ast.Name) and argument.id in _constants():
                    yield _constants()[argument.id]


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@cache
def _constants() -> dict[str, str]:
    """Every text that a module of ours has under a name in capitals."""
    return {
        target.id: node.value.value
        for path in sorted(PACKAGE.rglob("*.py"))
        for node in _parsed(path).body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))
