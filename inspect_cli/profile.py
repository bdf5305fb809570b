"""How the tables that an app or a clock exports are laid out: shape, headings, what stands in a cell."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any, Literal

Shape = Literal["long", "wide", "summary"]
Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PunchColumn:
    """A column with times: its heading, the heading of its date where it has one of its own, and in or out."""

    time: str
    date: str | None = None
    direction: str | None = None


@dataclass(frozen=True, slots=True)
class Layout:
    """One table of an export. Headings are as in schemas/profile.schema.json: # is a number, / stands between rows."""

    profile: str
    name: str
    shape: Shape
    recognised_by: Sequence[str]
    header_rows: int = 1
    person_id: Sequence[str] = ()
    device_id: Sequence[str] = ()
    name_of: Sequence[str] = ()
    date: Sequence[str] = ()
    date_order: str | None = None
    day_numbers: bool = False
    punches: Sequence[PunchColumn] = ()
    direction: Sequence[str] = ()
    direction_words: Mapping[str, Sequence[str]] | None = None
    days_under: str | None = None
    brackets: str = "notes"
    device: Sequence[str] = ()
    clock: str | None = None
    add_minutes: int = 0
    instead: str | None = None

    @property
    def people(self) -> Mapping[str, Sequence[str]]:
        """The headings under which each key of a person stands, the surest key first."""
        return {"person_id": self.person_id, "device_id": self.device_id, "name": self.name_of}


@dataclass(frozen=True, slots=True)
class Profile:
    """The tables of one app's exports, the best source of punches first, and a note on them all, by language."""

    id: str
    title: str
    layouts: Sequence[Layout]
    note: Mapping[str, str] | None = None


def profile_of(document: Json) -> Profile:
    """The profile that a document, found sound by its schema, says."""
    layouts = [
        Layout(
            **{
                **table,
                "profile": document["id"],
                "punches": [PunchColumn(**each) for each in table.get("punches", ())],
            }
        )
        for table in document["tables"]
    ]
    return Profile(document["id"], document["title"], layouts, document.get("note"))


def document_of(profile: Profile) -> dict[str, Any]:
    """The document that says the profile; what a table leaves to the schema is not in it."""
    return {
        "id": profile.id,
        "title": profile.title,
        **({"note": dict(profile.note)} if profile.note else {}),
        "tables": [table_of(layout) for layout in profile.layouts],
    }


def table_of(layout: Layout) -> dict[str, Any]:
    """The part of a document that says one table."""
    said = {field.name: getattr(layout, field.name) for field in fields(Layout) if field.name != "profile"}
    defaults = {field.name: field.default for field in fields(Layout)}
    table = {key: value for key, value in said.items() if value not in (defaults[key], [])}
    if layout.punches:
        table["punches"] = [{key: value for key, value in asdict(each).items() if value} for each in layout.punches]
    return table


def slug(title: str) -> str:
    """A short name in plain letters, as a profile's id is."""
    return "-".join(re.findall(r"[a-z0-9]+", title.lower())) or "own"
