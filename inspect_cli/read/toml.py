"""Settings files in TOML."""

import re
import tomllib
from dataclasses import replace
from pathlib import Path

from inspect_cli.problems import Problem, Source
from inspect_cli.read.settings import checked, text_of
from inspect_cli.read.strict_json import DEEPEST

PLACE = re.compile(r" \((?:at line ([0-9]+), column ([0-9]+)|at end of document)\)$")


def read_toml(path: Path, shown_as: str) -> tuple[dict[str, object] | None, list[Problem]]:
    """The tables of a TOML file, or None and everything that is wrong with it."""
    source = Source(shown_as)
    text, problem = text_of(path, source)
    if problem:
        return None, [problem]
    try:
        document = tomllib.loads(text)
    except RecursionError:
        return None, [Problem("nested-too-deep", source, {"limit": str(DEEPEST)})]
    except ValueError as error:  # the parser's own error, and Python's about numbers of thousands of digits
        return None, [_bad_toml(str(error), text, source)]
    return checked(document, source)


def _bad_toml(message: str, text: str, source: Source) -> Problem:
    found = PLACE.search(message)
    reason = PLACE.sub("", message)
    if found:
        row = int(found[1]) if found[1] else text.count("\n") + 1
        source = replace(source, row=row, column=int(found[2]) if found[2] else None)
    return Problem("bad-toml", source, {"reason": reason[:1].lower() + reason[1:]})
