"""The documents say what the program does: transcripts run, tables come from the schemas, links lead somewhere."""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from inspect_cli import resources
from inspect_cli.commands import opening
from inspect_cli.commands.door import COMMANDS, run
from inspect_cli.commands.exits import Exit
from inspect_cli.meanings import names_of
from inspect_cli.rulebook.check import rule_problems
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.site import KINDS
from tests.reference.properties import declared, used
from tests.test_imports import NOUNS, VERBS

ROOT = Path(__file__).resolve().parents[1]
UPDATING = bool(os.environ.get("UPDATE_CASES"))
WRITTEN_ELSEWHERE = {"docs/errors.md"}
"""Made from tests/errors by tests/gallery.py."""

ALL = [
    *("README.md", "README.zh-CN.md", "CHANGELOG.md"),
    *(f"docs/{path.name}" for path in sorted((ROOT / "docs").glob("*.md"))),
]
FOLDERS = ["schemas/README.md", "checklists/README.md", "tests/README.md"]
DOCUMENTS = [name for name in [*ALL, *FOLDERS] if name not in WRITTEN_ELSEWHERE]

BLOCK = re.compile(r"^```(?P<info>[^\n`]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
MADE = re.compile(r"<!-- made: (?P<what>[\w -]+) -->\n.*?<!-- end -->", re.DOTALL)
OMITTED = "…"
Json = Mapping[str, Any]


# Transcripts


class _AnyDay(type):
    """Lets the pinned class pass for `date` in isinstance."""

    def __instancecheck__(cls, thing: object) -> bool:
        return isinstance(thing, date)


class PinnedDay(date, metaclass=_AnyDay):
    """The day after which no month of the documents changes any more, whatever the machine's clock says."""

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return date(2026, 11, 20)


@dataclass
class Shell:
    """A folder in which the lines of a transcript are typed one after the other."""

    folder: Path
    code: int = 0
    failed: list[str] = field(default_factory=list)

    def type(self, command: str) -> str:
        """What appears below the command, standard output and standard error as they come."""
        if command == "echo $?":
            return f"{self.code}\n"
        words = shlex.split(command)
        said = self._program(words[1:]) if words[0] == "inspect-cli" else self._other(command)
        if self.code == Exit.BUG:
            self.failed.append(f"{command}\n{said}")
        return said

    def _program(self, arguments: Sequence[str]) -> str:
        stream = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)
        plain = {key: value for key, value in os.environ.items() if key not in ("INSPECT_SITE", "COLUMNS")}
        with (
            contextlib.chdir(self.folder),
            patch.object(sys, "argv", ["inspect-cli", *arguments]),
            patch.object(sys.modules["__main__"], "__package__", None),  # or click names the test runner
            patch.object(opening, "date", PinnedDay),
            patch.dict(os.environ, {**plain, "LC_ALL": "C.UTF-8"}, clear=True),
            contextlib.redirect_stdout(stream),
            contextlib.redirect_stderr(stream),
        ):
            self.code = run()
        return stream.detach().getvalue().decode()  # type: ignore[attr-defined,no-any-return]

    def _other(self, command: str) -> str:
        plain = {**os.environ, "LC_ALL": "C.UTF-8"}
        done = subprocess.run(
            ["bash", "-c", command], cwd=self.folder, env=plain, text=True, encoding="utf-8", check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.code = done.returncode
        return done.stdout


def shell_for(text: str, folder: Path) -> Shell:
    """A shell in a folder with the sample site, where the text names it, and the files that the text shows."""
    if "sample_data" in text:
        shutil.copytree(ROOT / "sample_data", folder / "sample_data", ignore=shutil.ignore_patterns("reports", "*.pyc"))
    for title, body in titled_files(text):
        path = folder / title
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, "utf-8")
    return Shell(folder)


def titled_files(text: str) -> Iterator[tuple[str, str]]:
    """The files that a document shows: blocks such as ```csv title=staff.csv."""
    for block in BLOCK.finditer(text):
        title = re.search(r"\btitle=(\S+)", block["info"])
        if title:
            yield title[1], block["body"]


def transcript(body: str, shell: Shell) -> str:
    """The body of a console block as it is today; outputs that still fit stay as they are, omissions included."""
    typed: list[tuple[list[str], list[str]]] = []
    for line in body.splitlines():
        if line.startswith("$ "):
            typed.append(([line], []))
        elif line.startswith("> ") and not typed[-1][1]:
            typed[-1][0].append(line)
        else:
            typed[-1][1].append(line)
    lines: list[str] = []
    for command, shown in typed:
        whole = " ".join(line[2:].removesuffix("\\").strip() for line in command)
        said = [line.rstrip() for line in shell.type(whole).splitlines()]
        lines += [*command, *(shown if fits(shown, said) else shortened(shown, said))]
    return "".join(f"{line}\n" for line in lines)


def parts_of(shown: Sequence[str]) -> list[list[str]]:
    """The lines between the omissions."""
    parts: list[list[str]] = [[]]
    for line in shown:
        if line == OMITTED:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts


def fits(shown: Sequence[str], said: Sequence[str]) -> bool:
    """Whether what is shown is what was said, a lone … standing for any number of lines."""
    first, *others = parts_of(shown)
    if not others:
        return first == list(said)
    *middle, last = others
    at, end = len(first), len(said) - len(last)
    if list(said[:at]) != first or list(said[end:]) != last or at > end:
        return False
    for part in middle:
        found = next((n for n in range(at, end - len(part) + 1) if list(said[n : n + len(part)]) == part), None)
        if found is None:
            return False
        at = found + len(part)
    return True


def shortened(shown: Sequence[str], said: Sequence[str]) -> list[str]:
    """What was said, cut as it was shown before: as many lines at both ends, the likest ones in between."""
    first, *others = parts_of(shown)
    if not others:
        return list(said)
    *middle, last = others
    lines, at = list(said[: len(first)]), len(first)
    for part in middle:
        old = "\n".join(part)
        places = range(at, max(at, len(said) - len(last) - len(part)) + 1)
        best = max(places, key=lambda n: SequenceMatcher(None, old, "\n".join(said[n : n + len(part)])).ratio())
        lines += [OMITTED, *said[best : best + len(part)]]
        at = best + len(part)
    return [*lines, OMITTED, *said[len(said) - len(last) :]]


# Tables made from what the program knows


def columns_table(kind: str) -> str:
    """The columns of a kind of file, as its schema has them."""
    schema = resources.schema(kind)
    either = {key for each in schema.get("anyOf", []) for key in each["required"]}
    rows = ["| column | Chinese | also | needed | what it holds |", "|---|---|---|---|---|"]
    for key, rule in schema["properties"].items():
        needed = "yes" if key in schema["required"] else "one of them" if key in either else ""
        names = {re.sub(r"[\s_]", "", name.lower()): name for name in reversed(names_of(key, rule))}
        also = [names[each] for each in reversed(names) if names[each] not in (key, rule["x-title-zh"])]
        says = rule["description"] + "".join(
            f" `{word}`: {', '.join(others)}." for word, others in rule.get("x-words", {}).items()
        )
        rows.append(f"| `{key}` | {rule['x-title-zh']} | {', '.join(also)} | {needed} | {says} |")
    return "\n".join(rows)


def settings_table(name: str) -> str:
    """The settings of site.toml or of a scheme, as the schema has them."""
    schema = resources.schema(name)
    rows = ["| setting | needed | what it says |", "|---|---|---|"]
    for key, rule in schema["properties"].items():
        words = f" One of {', '.join(map(str, rule['enum']))}." if "enum" in rule else ""
        rows.append(f"| `{key}` | {'yes' if key in schema['required'] else ''} | {rule['description']}{words} |")
    return "\n".join(rows)


MODES = ("add", "replace", "replace-then-continue", "highest")
MOST_EVENTS = 6


def modes_table() -> str:
    """What one to six events cost in each mode of a counter: scored, not reckoned by hand."""
    from tempfile import TemporaryDirectory

    items = [{**WORDS, "id": mode, "each": {"points": "-1"}} for mode in MODES]
    steps = [{"at": 3, "points": "-5"}, {"at": 5, "points": "-8"}]
    counters = [{"id": f"of-{mode}", "items": [mode], "per": "month", "mode": mode, "steps": steps} for mode in MODES]
    people = [(f"{mode}-{count}", mode, count) for mode in MODES for count in range(1, MOST_EVENTS + 1)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules" / "schemes").mkdir(parents=True)
        (folder / "rules" / "desk.json").write_text(json.dumps({**BOOK, "items": items, "counters": counters}))
        (folder / "rules" / "schemes" / "house.json").write_text(json.dumps(SCHEME))
        staff = [f"{person},{person},desk\n" for person, _, _ in people]
        (folder / "staff.csv").write_text("person_id,name,department\n" + "".join(staff))
        found = [f"2026-10-{day:02},{person},{mode},fail\n" for person, mode, n in people for day in range(1, n + 1)]
        (folder / "seen.csv").write_text("date,person_id,item,result\n" + "".join(found))
        shell = Shell(folder)
        said = shell.type(
            "inspect-cli score --staff staff.csv --inspections seen.csv --rules rules --scheme house"
            " --month 2026-10 -o - --no-bom"
        )
    assert shell.code == Exit.DONE, said
    head, *rows = [line.split(",") for line in said.splitlines()]
    at, price = head.index("person_id"), head.index("deductions")
    total = {row[at]: row[price].replace("-", "−").removesuffix(".00") for row in rows}
    numbers = range(1, MOST_EVENTS + 1)
    return "\n".join(
        [
            f"| mode | {' | '.join(map(str, numbers))} |",
            "|---|" + "--:|" * MOST_EVENTS,
            *(f"| `{mode}` | {' | '.join(total[f'{mode}-{n}'] for n in numbers)} |" for mode in MODES),
        ]
    )


def law_of_imports() -> str:
    """The parts of the program in their order, as the test of imports has them."""

    def named(parts: Sequence[str]) -> str:
        return ", ".join(f"`{part}`" for part in parts if part != "__init__")

    return "\n".join(
        [
            f"- Nouns use only nouns before them: {named(NOUNS)}.",
            f"- Verbs use nouns, never another verb: {named(VERBS)}.",
        ]
    )


def schemes_list() -> str:
    """Every shipped scheme: what it is for, what it uses, and what it decides where its source leaves a choice."""
    parts = []
    for path in sorted((ROOT / "checklists" / "schemes").glob("*.json")):
        scheme = json.loads(path.read_text("utf-8"))
        used = ", ".join(f"[{name}](../checklists/{name}.json)" for name in scheme["checklists"])
        parts += [
            f"## {scheme['id']}",
            f"{scheme['title']['zh']} – {scheme['title']['en']}",
            f"{scheme['about']['zh']}",
            f"{scheme['about']['en']}",
            f"[The scheme](../checklists/schemes/{path.name}), base {scheme['base']}; its checklists: {used}.",
            "\n".join(f"- `{setting}`: {reason}" for setting, reason in scheme["why"].items()),
        ]
    return "\n\n".join(parts)


MAKERS: Mapping[str, Callable[[], str]] = {
    "law of imports": law_of_imports,
    **{f"columns of {kind}": lambda kind=kind: columns_table(kind) for kind in KINDS},  # type: ignore[misc]
    "settings of site": lambda: settings_table("site"),
    "settings of scheme": lambda: settings_table("scheme"),
    "modes": modes_table,
    "schemes": schemes_list,
}


def renewed(text: str, folder: Path) -> str:
    """The document as it should be: its tables made anew, its transcripts typed again."""
    text = MADE.sub(lambda made: f"<!-- made: {made['what']} -->\n\n{MAKERS[made['what']]()}\n\n<!-- end -->", text)
    shell = shell_for(text, folder)

    def again(block: re.Match[str]) -> str:
        if block["info"].strip() != "console":
            return block[0]
        return f"```console\n{transcript(block['body'], shell)}```"

    text = BLOCK.sub(again, text)
    assert shell.failed == []
    return text


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_shows_what_the_program_does(name: str, tmp_path: Path) -> None:
    text = (ROOT / name).read_text("utf-8")
    now = renewed(text, tmp_path)
    if UPDATING:
        (ROOT / name).write_text(now, "utf-8")
        return
    assert now == text


def test_every_maker_of_tables_is_used() -> None:
    used = {made["what"] for name in DOCUMENTS for made in MADE.finditer((ROOT / name).read_text("utf-8"))}
    assert used == set(MAKERS)


def test_a_transcript_with_omissions_is_held_to_what_it_shows() -> None:
    said = ["a", "b", "c", "d", "e"]
    assert fits(["a", "…", "c", "…", "e"], said)
    assert fits(["a", "b", "c", "d", "e"], said)
    assert not fits(["a", "…", "d", "…", "c", "…"], said)
    assert not fits(["a", "b"], said)
    assert shortened(["a", "…", "c!", "…", "e!"], said) == ["a", "…", "c", "…", "e"]


# The README


def test_every_command_is_in_the_readme_and_has_help(tmp_path: Path) -> None:
    readmes = [(ROOT / name).read_text("utf-8") for name in ("README.md", "README.zh-CN.md")]
    for command in COMMANDS:
        assert all(f"inspect-cli {command}" in readme for readme in readmes)
        shell = Shell(tmp_path)
        said = shell.type(f"inspect-cli {command} --help")
        assert shell.code == Exit.DONE
        assert said.startswith(f"Usage: inspect-cli {command} ")
        assert "Example" in said


def test_what_the_readme_says_lies_where_it_says() -> None:
    layout = next(
        block["body"]
        for block in BLOCK.finditer((ROOT / "README.md").read_text("utf-8"))
        if block["body"].startswith("inspect_cli/")
    )
    names = [name for line in layout.splitlines() for name in re.split(r"\s{2,}", line)[0].split()]
    assert [name for name in names if not (ROOT / name).exists()] == []


def test_every_make_target_that_a_document_names_exists() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = {
        target
        for name in DOCUMENTS
        for target in re.findall(r"(?:^ *|`)make ([a-z-]+)", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    }
    assert {"demo", "test"} <= named <= targets


# Files


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("headings", ["en", "zh"])
def test_every_kind_of_file_has_an_example_that_is_sound(kind: str, headings: str, tmp_path: Path) -> None:
    text = (ROOT / "docs" / "files.md").read_text("utf-8")
    shell = shell_for(text, tmp_path)
    files = {path.stem: path for path in (tmp_path / headings).iterdir()}
    head = files[kind].read_text("utf-8").splitlines()[0].split(",")
    properties = resources.schema(kind)["properties"]
    expected = list(properties) if headings == "en" else [rule["x-title-zh"] for rule in properties.values()]
    assert set(head) <= set(expected)
    # an answer needs what it is about
    wanted = {"roster": ["staff", "shifts"], "decisions": KINDS}.get(kind, ["staff"])
    options = " ".join(f"--{each} {headings}/{each}.csv" for each in dict.fromkeys([*wanted, kind]))
    said = shell.type(f"inspect-cli check {options} --month 2026-10")
    assert shell.code == Exit.DONE, said
    assert re.search(r"\b0 refused\b", said)


# The rule language


WORDS = {
    "section": "duty", "title": {"zh": "项目", "en": "Item"}, "standard": {"zh": "标准", "en": "Standard"},
    "object": "person", "frequency": "daily", "basis": "house",
}  # fmt: skip
BOOK: dict[str, Any] = {
    "id": "desk", "version": "1.0", "from": "2026-01-01", "kind": "inspection", "title": {"zh": "前台", "en": "Desk"},
    "sanctions": {"warning": {"zh": "警告", "en": "warning"}, "dismissal": {"zh": "解除", "en": "dismissal"}},
    "sections": [{"id": "duty", "title": {"zh": "值班", "en": "Duty"}}],
    "items": [{**WORDS, "id": "plain", "each": {"points": "-1"}}],
}  # fmt: skip
SCHEME: dict[str, Any] = {
    "id": "house", "version": "1.0", "from": "2026-01-01", "title": {"zh": "本店", "en": "House"}, "base": "100",
    "checklists": ["desk"], "bands": [{"grade": "A", "title": {"zh": "优", "en": "good"}}],
}  # fmt: skip
ENDS = ("over", "atleast", "upto", "below")
AMOUNTS = ("points", "yuan", "sanction", "terminal")
FAMILIES = (*(frozenset(names) for names in (ENDS, AMOUNTS)),)
"""Properties of which one example stands for the others: the ends of a range, what a consequence holds."""
UNSHOWN = {
    "checklist": {
        "$schema": "for editors",
        "item unit": "the schema lists the units",
        "item object": "the schema lists what is looked at",
        "item frequency": "the schema lists how often",
        "item limit.tenure": "as of a band",
    },
    "scheme": {"$schema": "for editors", "to": "as of a checklist"},
}
"""Properties, and words of theirs, that docs/rules.md does not show, with the reason."""
PLACES = {"item": "items", "section": "sections", "quota": "quotas", "counter": "counters"}


def rule_examples() -> list[tuple[str, Json]]:
    """The JSON examples of docs/rules.md with the part of a rule book that each is."""
    found = []
    for block in BLOCK.finditer((ROOT / "docs" / "rules.md").read_text("utf-8")):
        part = re.search(r"\bpart=(\S+)", block["info"])
        if part:
            found.append((part[1], json.loads(block["body"])))
    return found


def shown() -> dict[str, set[str]]:
    """Every property and word of checklists and schemes that an example of docs/rules.md holds."""
    schemas = {name: resources.schema(name) for name in ("checklist", "scheme")}
    found: dict[str, set[str]] = {name: set() for name in schemas}
    for block in BLOCK.finditer((ROOT / "docs" / "rules.md").read_text("utf-8")):
        whole = re.search(r"\btitle=(\S+\.json)", block["info"])
        if whole:
            name = "scheme" if "/schemes/" in whole[1] else "checklist"
            found[name] |= used(schemas[name], json.loads(block["body"]))
    for part, example in rule_examples():
        name = "scheme" if part == "scheme" else "checklist"
        document = {PLACES[part]: [example]} if part in PLACES else {part: example} if part == "sanctions" else example
        found[name] |= used(schemas[name], document)
    return found


def book_with(part: str, example: Json) -> tuple[Json, Json]:
    """A minimal checklist and scheme with the example in its place."""
    book, scheme = dict(BOOK), dict(SCHEME)
    named: list[str] = []
    if part == "checklist":
        book |= example
    elif part == "item":
        book["items"] = [*BOOK["items"], {**WORDS, **example}]
        named = [band["item"] for band in example.get("becomes", [])]
        named += [charge["as"] for charge in example.get("charges", [])]
    elif part == "section":
        book["sections"] = [*BOOK["sections"], example]
    elif part in ("quota", "counter"):
        book[f"{part}s"] = [example]
        named = [*example["items"], *([example["then"]] if "then" in example else [])]
    elif part == "sanctions":
        book["sanctions"] = example
    elif part == "scheme":
        scheme = {**SCHEME, **example}
        named = sorted(items_named(example) - {"plain"})
    else:
        raise AssertionError(part)
    book["items"] = [*book["items"], *({**WORDS, "id": name, "each": {"points": "-1"}} for name in named)]
    return book, scheme


def items_named(scheme: Json) -> set[str]:
    """The items of which the sections and the rules of money of a scheme speak."""
    pay = scheme.get("pay", {})
    formulas = pay.get("formulas", [])
    lists = [rule.get("items", []) for rule in (*pay.get("losses", {}).get("shares", []), *formulas)]
    lists += [section.get("items", []) for section in scheme.get("sections", [])]
    lists += [[*rule.get("factors", []), rule.get("by"), rule.get("gate", {}).get("item")] for rule in formulas]
    return {item for names in lists for item in names if item}


@pytest.mark.parametrize(("part", "example"), rule_examples())
def test_every_example_of_a_rule_is_sound(part: str, example: Json) -> None:
    book, scheme = book_with(part, example)
    schemas = {name: resources.schema(name) for name in ("checklist", "scheme")}
    assert rule_problems([("desk.json", book)], [("house.json", scheme)], schemas, set()) == []
    compiled = compile_rules([book], [scheme])
    assert compiled.items.height == len(book["items"])


@pytest.mark.parametrize("name", UNSHOWN)
def test_every_property_of_a_rule_book_has_an_example(name: str) -> None:
    text, examples = (ROOT / "docs" / "rules.md").read_text("utf-8"), shown()[name]
    left_out = UNSHOWN[name]
    missing = []
    for place in declared(resources.schema(name)) - examples:
        path, _, word = place.partition(" = ")
        owner, dot, last = path.rpartition(".") if "." in path else path.rpartition(" ")
        family = next((names for names in FAMILIES if last in names), frozenset({last}))
        is_shown = any(f"{owner}{dot}{each}" in examples for each in family)
        is_named = re.search(rf"`[^`\n]*\b{re.escape(word)}\b[^`\n]*`", text) if word else is_shown
        if path not in left_out and not is_named:
            missing.append(place)
    assert sorted(missing) == [], "show it in an example, or say in UNSHOWN why it needs none"
    assert [place for place in left_out if place in examples and "lists" not in left_out[place]] == []


# Links and lists


def headings_of(path: Path) -> set[str]:
    """The anchors of a document's headings, as GitHub makes them."""
    lines = re.findall(r"^#+ (.*)$", BLOCK.sub("", path.read_text("utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", line.replace("`", "").lower()).replace(" ", "-") for line in lines}


@pytest.mark.parametrize("name", [*ALL, *FOLDERS])
def test_links_lead_somewhere(name: str) -> None:
    text = BLOCK.sub("", (ROOT / name).read_text("utf-8"))
    broken = []
    for target, anchor in re.findall(r"\]\(([^)#\s]*)(?:#([^)\s]+))?\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        path = ((ROOT / name).parent / target).resolve() if target else ROOT / name
        if not path.exists() or (anchor and anchor not in headings_of(path)):
            broken.append(f"{target}#{anchor}")
    assert broken == []


def test_every_document_can_be_reached_from_the_readme() -> None:
    seen, todo = set(), [ROOT / "README.md"]
    while todo:
        path = todo.pop()
        if path in seen or path.suffix != ".md":
            continue
        seen.add(path)
        text = BLOCK.sub("", path.read_text("utf-8"))
        todo += [(path.parent / target).resolve() for target in re.findall(r"\]\(([^):#\s]+)", text)]
    assert {(ROOT / name) for name in [*ALL, *FOLDERS]} <= seen


def test_every_exit_code_is_explained() -> None:
    rows = re.findall(r"^\| (\d) \|", (ROOT / "docs" / "exit-codes.md").read_text("utf-8"), re.MULTILINE)
    assert [int(row) for row in rows] == sorted(int(code) for code in Exit)


def test_the_changelog_names_this_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    assert f"\n## {version} " in (ROOT / "CHANGELOG.md").read_text("utf-8")


def test_every_dependency_has_its_reason_and_no_other_is_named() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [
        *project["dependencies"],
        *(each for extra in project["optional-dependencies"].values() for each in extra),
    ]
    names = {re.split(r"[^A-Za-z0-9-]", each)[0] for each in wanted}
    text = (ROOT / "docs" / "dependencies.md").read_text("utf-8")
    explained = {
        name for row in re.findall(r"^\| (`[^|]+`) \|", text, re.MULTILINE) for name in re.findall("`([^`]+)`", row)
    }
    assert explained == names
