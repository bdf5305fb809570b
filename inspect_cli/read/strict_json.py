"""JSON as its authors meant it: no key twice, no NaN, no numbers beyond all measure, no half characters."""

import json
import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

DEEPEST = 40
LONGEST_NUMBER = 30


class Repeated(dict[str, object]):
    """An object in which `key` stands more than once; its other entries are of no use any more."""

    key = ""


class WithDecimals(str):
    """A number with decimals as it was written."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class NoNumber:
    """What stands in a number's place and is none: NaN, Infinity, 1e999, thousands of digits."""

    written: str


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong inside a document: what, at which path, and the key, number or text it is about."""

    what: str
    path: str
    about: str


def parse(text: str, *, numbers_as_text: bool = False) -> object:
    """The document; raises json.JSONDecodeError, or RecursionError where it is nested without end.

    What the grammar allows and we do not stands in it as Repeated or NoNumber, to be found by `faults`.
    """
    decoder = json.JSONDecoder(
        object_pairs_hook=_object,
        parse_constant=NoNumber,
        parse_int=_limited(str if numbers_as_text else int),
        parse_float=_limited(WithDecimals if numbers_as_text else float),
    )
    return decoder.decode(text)


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) == len(pairs):
        return found
    repeated = Repeated(found)
    repeated.key = next(key for place, (key, _) in enumerate(pairs) if key in dict(pairs[:place]))
    return repeated


def _limited(number: Callable[[str], object]) -> Callable[[str], object]:
    def read(written: str) -> object:
        if len(written) > LONGEST_NUMBER or math.isinf(float(written)):
            return NoNumber(written)
        return number(written)

    return read


def faults(value: object, path: str = "$", depth: int = 1) -> Iterator[Fault]:
    """Everything in a document that its grammar allows and we do not; works for TOML as well."""
    if depth > DEEPEST:
        yield Fault("too-deep", path, str(DEEPEST))
    elif isinstance(value, dict):
        if isinstance(value, Repeated):
            yield Fault("repeated-key", path, value.key)
        for key, inner in value.items():
            yield from _half_characters(key, path)
            yield from faults(inner, f"{path}.{key}", depth + 1)
    elif isinstance(value, list):
        for place, inner in enumerate(value):
            yield from faults(inner, f"{path}[{place}]", depth + 1)
    elif isinstance(value, str):
        yield from _half_characters(value, path)
    elif isinstance(value, NoNumber):
        yield Fault("no-number", path, value.written)
    elif isinstance(value, float) and not math.isfinite(value):
        yield Fault("no-number", path, str(value))


def _half_characters(text: str, path: str) -> Iterator[Fault]:
    try:
        text.encode()
    except UnicodeEncodeError:
        yield Fault("half-character", path, text)
