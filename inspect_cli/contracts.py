"""What JSON Schema says of a document or a row, as Problems; the only user of jsonschema."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

import polars as pl

from inspect_cli import amounts, months
from inspect_cli.meanings import word_for
from inspect_cli.problems import Problem, Source
from inspect_cli.soundness import is_sound

Json = Mapping[str, Any]


def is_day(text: str) -> bool:
    """Whether the text is a date of the calendar, in ISO."""
    return months.parse_day(text) is not None


def is_moment(text: str) -> bool:
    """Whether the text is a local date and time."""
    return months.parse_moment(text) is not None


def _matches(pattern: str) -> Callable[[str], bool]:
    return lambda text: re.fullmatch(pattern.strip("^$"), text) is not None


def _days(text: pl.Expr) -> pl.Expr:
    return months.dates(text).is_not_null()


def _moments(text: pl.Expr) -> pl.Expr:
    return months.moments(text).is_not_null()


FORMATS: Final[Mapping[str, tuple[Callable[[str], bool], Callable[[pl.Expr], pl.Expr]]]] = {
    "date": (is_day, _days),
    "moment": (is_moment, _moments),
    "day-or-moment": (
        lambda text: is_day(text) or is_moment(text),
        lambda text: pl.when(text.str.len_chars() == 10).then(_days(text)).otherwise(_moments(text)),
    ),
    "clock": (_matches(months.CLOCK_PATTERN), lambda text: text.str.contains(months.CLOCK_PATTERN)),
    "shift-clock": (_matches(months.SHIFT_CLOCK_PATTERN), lambda text: text.str.contains(months.SHIFT_CLOCK_PATTERN)),
    "amount": (_matches(amounts.PATTERN), lambda text: text.str.contains(amounts.PATTERN)),
}
"""Our formats, each twice: for one text (jsonschema words the message) and for a column; a test holds them equal."""


def columnar_verdict(key: str, rule: Json) -> pl.Expr:
    """Whether each text of the column `key` obeys its property's keywords; an empty cell does."""
    text = pl.col(key)
    verdict = pl.lit(True)
    if "pattern" in rule:
        verdict &= text.str.contains(rule["pattern"])
    if "maxLength" in rule:
        verdict &= text.str.len_chars() <= rule["maxLength"]
    if "enum" in rule:
        verdict &= text.is_in(rule["enum"])
    if "format" in rule:
        verdict &= FORMATS[rule["format"]][1](text)
    return text.is_null() | verdict


def validator(schema: Json) -> Any:
    """Draft 2020-12 with our formats checked, references never fetched, and `$` meaning the end of the text."""
    from jsonschema import Draft202012Validator, FormatChecker, ValidationError, validators
    from referencing import Registry

    def pattern(_: Any, wanted: str, instance: Any, __: Any) -> Iterator[Any]:
        if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", wanted), instance):
            yield ValidationError(f"{instance!r} does not match {wanted!r}")

    checker = FormatChecker(formats=())
    for name, (is_format, _) in FORMATS.items():
        checker.checks(name)(lambda value, test=is_format: not isinstance(value, str) or test(value))
    extended: Any = validators.extend(Draft202012Validator, {"pattern": pattern})  # type: ignore[no-untyped-call]
    return extended(schema, format_checker=checker, registry=Registry())


def row_faults(row: Mapping[str, str], schema: Json, checked_by: Any) -> list[tuple[str, str, dict[str, str]]]:
    """The faults of one row of text cells, by a `validator` of its schema: (problem code, key, facts)."""
    return [_row_fault(error, row, schema) for error in checked_by.iter_errors(dict(row))]


def _row_fault(error: Any, row: Mapping[str, str], schema: Json) -> tuple[str, str, dict[str, str]]:
    if error.validator == "required":
        return "missing-value", _missing_key(error), {}
    if error.validator == "anyOf":
        keys = [name for each in error.validator_value for name in each["required"]]
        named = [f"{schema['properties'][key]['x-title-zh']} ({key})" for key in keys]
        return "missing-one-of", keys[0], {"keys": ", ".join(named)}
    key = str(error.path[0])
    rule = schema["properties"][key]
    facts = {"value": row[key], "example": rule["examples"][0]}
    if error.validator == "enum":
        alike = [word for word in (*rule["enum"], *_words(rule)) if _denies(word) == _denies(row[key])]
        near = get_close_matches(row[key], alike, n=1)
        listed = {
            "allowed": ", ".join(rule["enum"]),
            "allowed_zh": "、".join(word_for(rule, value) for value in rule["enum"]),
        }
        return "unknown-word", key, {**facts, **listed, "near": near[0] if near else ""}
    if error.validator == "format":
        return "time-with-zone" if months.says_zone(row[key]) else f"bad-{rule['format']}", key, facts
    if error.validator == "maxLength":
        return "too-long", key, {**facts, "limit": str(rule["maxLength"]), "length": str(len(row[key]))}
    return "bad-text", key, {**facts, "what": _odd_character(row[key], rule["pattern"])}


def _denies(word: str) -> bool:
    """Whether the word says no: one character turns a failure into a pass."""
    return any(no in word for no in "不未没無无非否")


def _words(rule: Json) -> list[str]:
    return [word for words in rule.get("x-words", {}).values() for word in words]


def _odd_character(text: str, pattern: str) -> str:
    """The first character that the pattern does not take, named so that it can be found; the text if each would do."""
    odd = next((char for char in text if not re.search(pattern, char)), text)
    if len(odd) != 1 or "!" <= odd <= "~":
        return odd
    name = unicodedata.name(odd, "").lower()
    return f"U+{ord(odd):04X}" + (f" ({name})" if name else "")


def document_problems(document: Any, schema: Json, file: str) -> list[Problem]:
    """Every place where a rule book or settings file departs from its schema, with its $.path."""
    if is_sound(document, schema, schema):
        return []
    errors = sorted(validator(schema).iter_errors(document), key=lambda error: list(map(str, error.path)))
    return [problem for error in errors for problem in _document_problem(error, file)]


def _document_problem(error: Any, file: str) -> Iterator[Problem]:
    steps = (f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.path)
    source = Source(file, path="$" + "".join(steps))
    if error.validator == "additionalProperties":
        known = list(error.schema.get("properties", {}))
        for key in sorted(set(error.instance) - set(known)):
            near = "".join(get_close_matches(key, known, n=1))
            yield Problem("unknown-key", source, {"key": key, "allowed": ", ".join(known), "near": near})
        return
    if error.validator == "required":
        yield Problem("missing-key", source, {"key": _missing_key(error)})
        return
    facts = {"value": _brief(error.instance)}
    if error.validator == "type":
        import json

        written = json.dumps(error.instance, ensure_ascii=False)
        yield Problem("wrong-type", source, {"value": written, "wanted": str(error.validator_value)})
    elif error.validator == "enum":
        allowed = [str(each) for each in error.validator_value]
        near = "".join(get_close_matches(facts["value"], allowed, n=1))
        yield Problem("wrong-word", source, {**facts, "allowed": ", ".join(allowed), "near": near})
    elif error.validator in ("not", "anyOf") and "over" in error.schema.get("properties", {}):
        yield Problem("band-ends", source, facts)
    elif error.validator in ("minItems", "minProperties", "minLength"):
        yield Problem("too-little", source, {**facts, "least": str(error.validator_value)})
    else:
        example = error.schema.get("examples", [""])[0] if isinstance(error.schema, Mapping) else ""
        yield Problem("wrong-form", source, {**facts, "keyword": _asked(error), "example": _brief(example)})


def _asked(error: Any) -> str:
    """What the schema asks for, as far as a few signs say it: `<= 31`, `entries >= 1`, `date`, else its keyword."""
    signs = {"minimum": ">= ", "maximum": "<= ", "maxItems": "entries <= ", "format": ""}
    return f"{signs[error.validator]}{error.validator_value}" if error.validator in signs else str(error.validator)


def _missing_key(error: Any) -> str:
    """The one key of which this error speaks: jsonschema gives an error a key and names it in its message only."""
    return str(error.message).split("'")[1]


def _brief(value: Any) -> str:
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
