"""What a rule file says, apart from the days on which it holds: to compare it, and to remember it by a digest."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Reported:
    """A checklist or scheme as the report of a month was made by it."""

    month: str
    kind: str
    id: str
    version: str
    digest: str


def rules_in(book: Json) -> dict[str, Any]:
    """What a rule file says, without the days on which it holds, which a site may choose."""
    return {key: value for key, value in book.items() if key not in ("$schema", "from", "to")}


def kind_of(book: Json) -> str:
    """Whether the file is a checklist or a scheme."""
    return "checklist" if "items" in book else "scheme"


def named_by(book: Json) -> dict[str, str]:
    """How a manifest names the rules of a file: kind, id, version, and the SHA-256 of what they say."""
    text = json.dumps(rules_in(book), ensure_ascii=False, sort_keys=True)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return {"kind": kind_of(book), "id": book["id"], "version": book["version"], "rules": digest}
