"""The properties that a JSON Schema declares, and those of them that a document uses."""

from collections.abc import Iterator
from typing import Any

Row = dict[str, Any]
ALTERNATIVES = ("anyOf", "oneOf", "allOf")


def declared(schema: Row) -> set[str]:
    """Every property by its path below the schema or the definition it stands in, and every word of an enumeration."""
    parts = [("", schema), *((f"{name} ", part) for name, part in schema.get("$defs", {}).items())]
    return {place for name, part in parts for place in _below(part, name)}


def _below(part: Row, path: str) -> Iterator[str]:
    for name, child in part.get("properties", {}).items():
        yield f"{path}{name}"
        yield from _below(child, f"{path}{name}.")
    yield from (f"{path[:-1]} = {word}" for word in part.get("enum", []))
    for child in _inner(part):
        yield from _below(child, path)


def _inner(part: Row) -> Iterator[Row]:
    """What holds for the elements or values, and the alternatives."""
    yield from (part[key] for key in ("items", "additionalProperties") if isinstance(part.get(key), dict))
    for key in ALTERNATIVES:
        yield from part.get(key, [])


def used(schema: Row, document: Any) -> set[str]:
    """Those of the declared properties and words that the document holds."""
    return set(_used(schema, document, schema, ""))


def _used(part: Row, value: Any, schema: Row, path: str) -> Iterator[str]:
    if "$ref" in part:
        name = part["$ref"].removeprefix("#/$defs/")
        yield from _used(schema["$defs"][name], value, schema, f"{name} ")
    if value in part.get("enum", []):
        yield f"{path[:-1]} = {value}"
    for key in ALTERNATIVES:
        for child in part.get(key, []):
            yield from _used(child, value, schema, path)
    if isinstance(value, list) and isinstance(part.get("items"), dict):
        for element in value:
            yield from _used(part["items"], element, schema, path)
    if isinstance(value, dict):
        yield from _used_of(part, value, schema, path)


def _used_of(part: Row, value: Row, schema: Row, path: str) -> Iterator[str]:
    known, others = part.get("properties", {}), part.get("additionalProperties")
    for name, child in value.items():
        if name in known:
            yield f"{path}{name}"
            yield from _used(known[name], child, schema, f"{path}{name}.")
        elif isinstance(others, dict):
            yield from _used(others, child, schema, path)
