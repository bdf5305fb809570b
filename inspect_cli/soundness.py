"""The quick verdict on a settings file or rule book: the keywords our schemas use, without loading jsonschema.

One schema, two speeds, as for rows: what is sound passes here in a moment; what is not goes to contracts.py, where
jsonschema has the last word and finds the words. A property test holds the two verdicts equal.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any, Final

from inspect_cli.months import parse_day

Json = Mapping[str, Any]
TYPES: Final[Mapping[str, Callable[[Any], bool]]] = {
    "object": lambda value: isinstance(value, dict),
    "array": lambda value: isinstance(value, list),
    "string": lambda value: isinstance(value, str),
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: isinstance(value, int) and not isinstance(value, bool),
}
SAID_NOTHING: Final = frozenset({
    "$schema", "$id", "$defs", "title", "description", "examples", "properties", "x-title-zh", "x-synonyms",
    "x-loose-synonyms", "x-words", "x-measure-words", "x-beside", "x-decimal-hours",
})  # fmt: skip
"""Keywords that judge nothing by themselves."""


def is_sound(value: Any, schema: Json, root: Json) -> bool:
    """Whether the value obeys the schema; False also where a keyword is not among those known here."""
    return all(
        key in SAID_NOTHING or (key in KEYWORDS and KEYWORDS[key](value, wanted, schema, root))
        for key, wanted in schema.items()
    ) and all(
        is_sound(value[key], each, root)
        for key, each in schema.get("properties", {}).items()
        if isinstance(value, dict) and key in value
    )


def _additional(value: Any, wanted: Any, schema: Json, root: Json) -> bool:
    if not isinstance(value, dict):
        return True
    others = [each for key, each in value.items() if key not in schema.get("properties", {})]
    return not others if wanted is False else all(is_sound(each, wanted, root) for each in others)


def _reference(value: Any, wanted: Any, _: Json, root: Json) -> bool:
    target: Any = root
    for part in wanted.removeprefix("#/").split("/"):
        target = target[part]
    return is_sound(value, target, root)


def _distinct(value: Any, wanted: Any, _: Json, __: Json) -> bool:
    return not (wanted and isinstance(value, list)) or len({repr(each) for each in value}) == len(value)


def _number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


KEYWORDS: Final[Mapping[str, Callable[[Any, Any, Json, Json], bool]]] = {
    "type": lambda value, wanted, _, __: wanted in TYPES and TYPES[wanted](value),
    "required": lambda value, wanted, _, __: not isinstance(value, dict) or all(key in value for key in wanted),
    "additionalProperties": _additional,
    "items": lambda value, wanted, _, root: (
        not isinstance(value, list) or all(is_sound(v, wanted, root) for v in value)
    ),
    "enum": lambda value, wanted, _, __: isinstance(value, str) and value in wanted,
    "pattern": lambda value, wanted, _, __: (
        not isinstance(value, str) or re.search(re.sub(r"\$$", r"\\Z", wanted), value) is not None
    ),
    "format": lambda value, wanted, _, __: (
        not isinstance(value, str) or (wanted == "date" and parse_day(value) is not None)
    ),
    "minLength": lambda value, wanted, _, __: not isinstance(value, str) or len(value) >= wanted,
    "maxLength": lambda value, wanted, _, __: not isinstance(value, str) or len(value) <= wanted,
    "minItems": lambda value, wanted, _, __: not isinstance(value, list) or len(value) >= wanted,
    "maxItems": lambda value, wanted, _, __: not isinstance(value, list) or len(value) <= wanted,
    "uniqueItems": _distinct,
    "minProperties": lambda value, wanted, _, __: not isinstance(value, dict) or len(value) >= wanted,
    "maxProperties": lambda value, wanted, _, __: not isinstance(value, dict) or len(value) <= wanted,
    "minimum": lambda value, wanted, _, __: not _number(value) or value >= wanted,
    "maximum": lambda value, wanted, _, __: not _number(value) or value <= wanted,
    "anyOf": lambda value, wanted, _, root: any(is_sound(value, each, root) for each in wanted),
    "not": lambda value, wanted, _, root: not is_sound(value, wanted, root),
    "$ref": _reference,
}
