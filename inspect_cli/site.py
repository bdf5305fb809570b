"""A site's settings: what site.toml says, with its defaults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

KINDS = (
    "staff", "areas", "shifts", "roster", "calendar", "swaps", "leave", "exemptions", "inspections", "attendance",
    "incidents", "metrics", "decisions",
)  # fmt: skip
"""The kinds of record a site hands in, in the order in which they are read."""
PLANNING = ("staff", "shifts", "roster", "calendar", "swaps", "leave")
"""What says who is to work when."""
HAPPENED = ("inspections", "attendance", "incidents", "metrics")
"""What tells of what happened on a day."""

MAY_BE_MISSING = ("areas", "calendar", "swaps", "exemptions", "metrics", "decisions")
"""Kinds of which many sites have no file."""


@dataclass(frozen=True, slots=True)
class Clocks:
    """What is believed of clocks.

    Where fewer than `share` percent of its people punched, or it logged nothing for more than `usual_gap` hours, a
    clock was silent. Where `doubt_directions` names a clock, or is true for all, only the time of a punch says whether
    somebody came or went.
    """

    share: int = 50
    usual_gap: int = 24
    doubt_directions: bool | Sequence[str] = False


AS_USUAL = Clocks()
"""Where a site says nothing."""


@dataclass(frozen=True, slots=True)
class Site:
    """A folder site: where its rules and records lie, and how its months run.

    `data` has for each kind the patterns below `root` whose files count; what lies there counts, nothing is remembered.
    """

    root: Path
    name: str
    scheme: str
    data: Mapping[str, Sequence[str]]
    rules: str = "rules"
    language: str | None = None
    cut_off: int = 31
    start: date | None = None
    review: bool = False
    week: Sequence[str] = ()
    holidays: str | None = None
    clocks: Clocks = AS_USUAL

    def files(self, kind: str) -> list[Path]:
        """The files of a kind, in the order of their names; editors' lock and hidden files are not records."""
        found = {path for pattern in self.data.get(kind, ()) for path in self.root.glob(pattern)}
        return sorted(path for path in found if not path.is_dir() and not path.name.startswith((".", "~$")))


def site_of(root: Path, settings: Mapping[str, Any]) -> Site:
    """The site whose site.toml, found sound by its schema, says `settings`."""
    data = {kind: [value] if isinstance(value, str) else list(value) for kind, value in settings["data"].items()}
    return Site(
        root=root,
        name=settings["name"],
        scheme=settings["scheme"],
        data=data,
        rules=settings.get("rules", "rules"),
        language=settings.get("language"),
        cut_off=settings.get("cut_off", 31),
        start=date.fromisoformat(str(settings["start"])) if "start" in settings else None,
        review=settings.get("review", False),
        week=settings.get("week", ()),
        holidays=settings.get("holidays"),
        clocks=Clocks(**settings.get("clocks", {})),
    )
