"""What rule books and settings files have in common: UTF-8 text, and one word for each fault in a parsed document."""

import codecs
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from inspect_cli.problems import Problem, Source
from inspect_cli.read import files
from inspect_cli.read.strict_json import faults

LARGEST = 20_000_000
CODES: Mapping[str, tuple[str, str]] = {
    "too-deep": ("nested-too-deep", "limit"),
    "repeated-key": ("key-twice", "key"),
    "no-number": ("not-a-finite-number", "value"),
    "half-character": ("half-character", "value"),
}
"""The Problem of each Fault of a document, and the fact its sentence names."""


def text_of(path: Path, source: Source) -> tuple[str, Problem | None]:
    """The text of a settings file, which is UTF-8 with or without its mark."""
    data, problem = files.settings_bytes(path, source, LARGEST)
    if problem:
        return "", problem
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode(), None
    except UnicodeDecodeError as error:
        row = data.count(b"\n", 0, error.start) + 1
        return "", Problem("settings-not-utf8", replace(source, row=row), {"offset": str(error.start)})


def checked(document: object, source: Source) -> tuple[dict[str, object] | None, list[Problem]]:
    """The document if it is an object without faults, and the faults."""
    problems = []
    for fault in faults(document):
        code, fact = CODES[fault.what]
        problems.append(Problem(code, replace(source, path=fault.path), {fact: fault.about}))
    if not isinstance(document, dict):
        problems.append(Problem("not-an-object", source))
    return (document if isinstance(document, dict) and not problems else None), problems
