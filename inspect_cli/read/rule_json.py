"""Rule books: JSON in its strictest reading, because a number that was read twice costs people money."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Final

from inspect_cli.problems import Problem, Source
from inspect_cli.read.settings import checked, text_of
from inspect_cli.read.strict_json import DEEPEST, parse

CHINESE_MARKS: Final = {
    "“": '"', "”": '"', "‘": '"', "’": '"', "＂": '"', "「": '"', "」": '"', "：": ":", "，": ",", "、": ",", "｛": "{",
    "｝": "}", "［": "[", "］": "]", "【": "[", "】": "]",
}  # fmt: skip
"""Marks that a Chinese keyboard writes for those of JSON."""


def read_json(path: Path, shown_as: str) -> tuple[dict[str, object] | None, list[Problem]]:
    """The object in a JSON file, or None and everything that is wrong with it."""
    source = Source(shown_as)
    text, problem = text_of(path, source)
    if problem:
        return None, [problem]
    try:
        document = parse(text)
    except json.JSONDecodeError as error:
        place = replace(source, row=error.lineno, column=error.colno)
        mark = text[error.pos : error.pos + 1]
        if mark in CHINESE_MARKS:
            return None, [Problem("chinese-mark", place, {"value": mark, "meant": CHINESE_MARKS[mark]})]
        return None, [Problem("bad-json", place, {"reason": error.msg.lower()})]
    except RecursionError:
        return None, [Problem("nested-too-deep", source, {"limit": str(DEEPEST)})]
    return checked(document, source)
