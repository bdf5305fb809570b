"""The quick verdict on documents is jsonschema's verdict."""

import copy
import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from inspect_cli import contracts, resources
from inspect_cli.soundness import is_sound

SCHEMAS = {name: resources.schema(name) for name in ("checklist", "scheme", "site")}
SITE = {"name": "N", "scheme": "property-100", "start": "2026-10-01", "cut_off": 24, "data": {"staff": ["a.csv"]}}
SHIPPED = [
    *(("checklist", path) for path in sorted(resources.shipped("checklists").glob("*.json"))),
    *(("scheme", path) for path in sorted((resources.shipped("checklists") / "schemes").glob("*.json"))),
]
DOCUMENTS = [("site", SITE), *((kind, json.loads(path.read_text("utf-8"))) for kind, path in SHIPPED)]
ODD: list[Any] = ["", "x", "1", "-1.5", "2026-02-30", 0, 1, -3, 2.5, True, None, [], {}, [1], ["a", "a"], {"zh": "a"}]


@pytest.mark.parametrize("kind,path", SHIPPED)
def test_what_is_shipped_is_sound_by_both(kind: str, path: Any) -> None:
    document = json.loads(path.read_text("utf-8"))
    assert is_sound(document, SCHEMAS[kind], SCHEMAS[kind])
    assert contracts.validator(SCHEMAS[kind]).is_valid(document)


def places(value: Any) -> list[tuple[Any, Any]]:
    """Every (container, key) of a document."""
    keys = value.keys() if isinstance(value, dict) else range(len(value)) if isinstance(value, list) else ()
    return [place for key in keys for place in [(value, key), *places(value[key])]]


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(DOCUMENTS), st.data())
def test_a_document_bent_somewhere_gets_one_verdict(which: tuple[str, Any], data: st.DataObject) -> None:
    kind, document = which[0], copy.deepcopy(which[1])
    container, key = data.draw(st.sampled_from(places(document)))
    how = data.draw(st.sampled_from(["replace", "remove", "add", "double"]))
    if how == "replace":
        container[key] = copy.deepcopy(data.draw(st.sampled_from(ODD)))
    elif how == "remove":
        del container[key]
    elif how == "double" and isinstance(container, list):
        container.append(copy.deepcopy(container[key]))
    elif isinstance(container, dict):
        container[data.draw(st.sampled_from(["over", "points", "chosen", "cap", "other"]))] = container[key]
    by_jsonschema = contracts.validator(SCHEMAS[kind]).is_valid(document)
    assert is_sound(document, SCHEMAS[kind], SCHEMAS[kind]) == by_jsonschema
