"""Every schema is a schema, and every property says in both languages what it is, with an example."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from inspect_cli import contracts, resources
from inspect_cli.site import KINDS

SCHEMAS = sorted(resources.shipped("schemas").glob("*.schema.json"))


def properties(schema: Any, path: str = "$") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every property of a schema, those of its parts and definitions among them."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from ((f"{path}.{name}", rule) for name, rule in value.items())
            yield from properties(value, f"{path}.{key}")
    elif isinstance(schema, list):
        for number, value in enumerate(schema):
            yield from properties(value, f"{path}[{number}]")


@pytest.mark.parametrize("path", SCHEMAS, ids=lambda path: path.name)
def test_every_property_has_titles_a_description_and_an_example(path: Path) -> None:
    schema = json.loads(path.read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    found = dict(properties(schema))
    assert found
    for name, rule in found.items():
        for said in ("title", "x-title-zh", "description", "examples"):
            assert rule.get(said) not in (None, "") or rule.get("examples") == [[]], (name, said)


@pytest.mark.parametrize("kind", KINDS)
def test_the_example_of_a_column_obeys_it(kind: str) -> None:
    schema = resources.schema(kind)
    shown = {key: rule["examples"][0] for key, rule in schema["properties"].items()}
    assert [error.message for error in contracts.validator(schema).iter_errors(shown)] == []
