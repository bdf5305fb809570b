"""How a file of punches is understood, before any site takes it in: by a profile that is known, or by a guess."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from inspect_cli import resources
from inspect_cli.frames import Rows
from inspect_cli.problems import Problem
from inspect_cli.profile import Profile
from inspect_cli.read import guess_table


@dataclass(frozen=True, slots=True)
class Understood:
    """The profile of the one table that was found (None where nothing was), and its punches."""

    profile: Profile | None
    tables: Sequence[Rows]
    problems: Sequence[Problem]

    @property
    def asks(self) -> bool:
        """Whether somebody has to say something before the profile is whole."""
        return any(problem.code == "date-order-unclear" for problem in self.problems)


def understand(
    path: Path,
    name: str,
    title: str,
    *,
    encoding: str | None = None,
    date_order: str | None = None,
    profiles: Sequence[Profile] = (),
) -> Understood:
    """The first of `profiles` that recognises the file, else a guess called `title`, and the punches as they are.

    `date_order` is what somebody said of dates that may be read in several orders.
    """
    layout, tables, problems = guess_table(
        path, name, resources.schema("attendance"), title,
        encoding=encoding, date_order=date_order, profiles=profiles,
    )  # fmt: skip
    known = {profile.id: profile.title for profile in profiles}
    profile = Profile(layout.profile, known.get(layout.profile, title), [layout]) if layout else None
    return Understood(profile, tables, problems)
