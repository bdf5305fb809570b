"""Where the shipped schemas, checklists and profiles lie: at the top of a checkout, inside an installed wheel."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inspect_cli.profile import Profile, profile_of

PACKAGE = Path(__file__).parent


def shipped(folder: str) -> Path:
    """The shipped folder `schemas`, `checklists` or `profiles`."""
    installed = PACKAGE / "_shipped" / folder
    return installed if installed.is_dir() else PACKAGE.parent / folder


def schema(name: str) -> Mapping[str, Any]:
    """The shipped JSON Schema of a kind of file, such as `staff` or `checklist`."""
    content: Mapping[str, Any] = json.loads((shipped("schemas") / f"{name}.schema.json").read_text("utf-8"))
    return content


def profiles() -> list[Profile]:
    """The shipped profiles, which are known to obey their schema (a test says so)."""
    documents = (json.loads(path.read_text("utf-8")) for path in sorted(shipped("profiles").glob("*.json")))
    return [profile_of(document) for document in documents]


def is_as_shipped(path: Path) -> bool:
    """Whether a rule file is byte for byte one that is shipped, and so known to obey its schema (a test says so)."""
    twins = [shipped("checklists") / path.name, shipped("checklists") / "schemes" / path.name]
    return any(twin.is_file() and twin.read_bytes() == path.read_bytes() for twin in twins)
