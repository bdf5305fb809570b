"""A folder of rules: its files read, judged and compiled; what is odd about them for `check`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from inspect_cli import resources
from inspect_cli.problems import Problem, SiteProblemError, Source, writable
from inspect_cli.read.rule_json import read_json
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.check import rule_problems
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.rulebook.contents import Reported, named_by

Named = tuple[str, Any]
STEP = re.compile(r"\.([^.\[\]]+)|\[([0-9]+)\]")
"""A step of a path into JSON: a key, or the place in a list."""


@dataclass(frozen=True, slots=True)
class RuleFiles:
    """The checklists of a folder and the schemes in its folder `schemes`, found sound: (name as shown, content)."""

    checklists: Sequence[Named]
    schemes: Sequence[Named]
    paths: Sequence[tuple[str, Path]]

    def compiled(self) -> RuleBook:
        """The rule book they make."""
        return compile_rules([content for _, content in self.checklists], [content for _, content in self.schemes])

    def notes(self, reported: Sequence[Reported] = ()) -> list[Problem]:
        """What is odd and no fault; the shipped rules, and those of earlier reports, are looked at beside them."""
        from inspect_cli.rulebook.lint import rule_notes

        shipped = _contents(resources.shipped("checklists"), "")
        ours = [content for each in shipped[0].values() for _, content in each]
        notes = rule_notes(self.checklists, self.schemes, ours, reported)
        return with_elements(notes, [*self.checklists, *self.schemes])

    def named(self) -> dict[str, dict[str, str]]:
        """For each file of rules the kind, id, version and digest by which a manifest names them."""
        return {name: named_by(content) for name, content in [*self.checklists, *self.schemes]}


def read_rules(folder: Path, shown_as: str) -> RuleFiles:
    """The rules of a folder; SiteProblemError with every Problem when they cannot be used."""
    found, paths, problems = _contents(folder, shown_as)
    if not problems and not (found[""] and found["schemes"]):
        problems.append(Problem("no-rules", Source(shown_as), {"folder": shown_as}))
    schemas = {"checklist": resources.schema("checklist"), "scheme": resources.schema("scheme")}
    trusted = {name for name, path in paths if resources.is_as_shipped(path)}
    problems += rule_problems(found[""], found["schemes"], schemas, trusted) if not problems else []
    if problems:
        raise SiteProblemError(with_elements(problems, [*found[""], *found["schemes"]]))
    return RuleFiles(found[""], found["schemes"], paths)


def with_elements(problems: Sequence[Problem], documents: Sequence[Named]) -> list[Problem]:
    """The problems, each with the id of the last element with one on its path: items[23] is E-12 to its author."""
    contents = dict(documents)
    return [
        replace(
            each, source=replace(each.source, element=_id_on(each.source.path or "", contents.get(each.source.file)))
        )
        for each in problems
    ]


def _id_on(path: str, content: Any) -> str | None:
    """The id of the last element of a list on the path that has one."""
    found = None
    for key, place in STEP.findall(path):
        inside = content.get(key) if isinstance(content, dict) else None
        if place and isinstance(content, list) and int(place) < len(content):
            inside = content[int(place)]
            named = inside.get("id") if isinstance(inside, dict) else None
            found = named if isinstance(named, str) else found
        content = inside
    return found


def _contents(folder: Path, shown_as: str) -> tuple[dict[str, list[Named]], list[tuple[str, Path]], list[Problem]]:
    """The JSON of a folder and of its folder `schemes`, the files, and the Problems of those that are no JSON."""
    problems: list[Problem] = []
    found: dict[str, list[Named]] = {"": [], "schemes": []}
    paths: list[tuple[str, Path]] = []
    for sub, contents in found.items():
        for path in sorted((folder / sub).glob("*.json")):
            name = writable(str(PurePosixPath(shown_as, sub, path.name)))
            content, read_problems = read_json(path, name)
            problems += read_problems
            contents.extend([(name, content)] if content is not None else [])
            paths.append((name, path))
    return found, paths, problems
