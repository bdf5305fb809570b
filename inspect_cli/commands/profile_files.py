"""A site's own profiles: their files read and judged."""

from pathlib import Path, PurePosixPath

from inspect_cli import resources
from inspect_cli.contracts import document_problems
from inspect_cli.problems import Problem, SiteProblemError, writable
from inspect_cli.profile import Profile, profile_of
from inspect_cli.read.rule_json import read_json


def load_profiles(folder: Path, shown_as: str) -> tuple[list[Profile], list[tuple[str, Path]]]:
    """The profiles in the folder `profiles` beside a site's checklists, and their files; SiteProblemError if wrong."""
    problems: list[Problem] = []
    found: list[Profile] = []
    paths = sorted((folder / "profiles").glob("*.json"))
    files = [(writable(str(PurePosixPath(shown_as, "profiles", path.name))), path) for path in paths]
    for name, path in files:
        content, read_problems = read_json(path, name)
        if content is not None:
            read_problems += document_problems(content, resources.schema("profile"), name)
        problems += read_problems
        found += [profile_of(content)] if content is not None and not read_problems else []
    if problems:
        raise SiteProblemError(problems)
    return found, files
