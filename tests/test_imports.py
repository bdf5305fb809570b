"""The law of imports: nouns use nouns above them, a verb never another verb, and only some may touch the world."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "inspect_cli"

NOUNS = (
    "__init__", "text", "row_texts", "plan_texts", "rule_texts", "problem_texts", "problems", "amounts", "months",
    "folding", "frames", "meanings", "soundness", "contracts", "rulebook", "words", "site", "profile",
)  # fmt: skip
"""Each uses only those before it."""
VERBS = ("read", "validate", "derive", "score", "report", "write")
"""Each uses nouns, never another verb."""
JOINTS = ("resources", "understanding", "pipeline")
"""Each uses nouns, verbs and the joints before it."""
COMMANDS = {"commands": (*NOUNS, *JOINTS, "report", "write"), "__main__": ("commands",)}
EXCEPTIONS = {
    ("commands/rule_files.py", "read.rule_json"),
    ("commands/profile_files.py", "read.rule_json"),
    ("commands/opening.py", "read.toml"),
}
"""Settings and rule books are read before there is a pipeline."""

MAY_USE: dict[str, tuple[str, ...]] = {
    **{noun: NOUNS[:above] for above, noun in enumerate(NOUNS)},
    **dict.fromkeys(VERBS, NOUNS),
    **{joint: (*NOUNS, *VERBS, *JOINTS[:above]) for above, joint in enumerate(JOINTS)},
    **COMMANDS,
}
"""For every part (a module or package of inspect_cli) the other parts it may use."""

LIBRARIES: dict[str, tuple[str, ...]] = {
    "click": ("commands",),
    "jsonschema": ("contracts",),
    "referencing": ("contracts",),
    "tablib": ("write",),
    "tabulate": ("write",),
    "wcwidth": ("write",),
    "xlsxwriter": ("write",),
    "dateutil": ("months",),
    "opencc": ("folding",),
    "python_calamine": ("read",),
    "chinese_calendar": ("derive",),
    "polars": (
        "amounts", "months", "folding", "frames", "meanings", "contracts", "rulebook", *VERBS, "pipeline",
    ),
}  # fmt: skip
"""Who may use what was not written here: a part, or one file of it. Whatever is not named is used nowhere."""

WORLD = {"today", "now", "utcnow", "environ", "environb", "getenv", "getenvb", "cwd", "getcwd", "expanduser", "home"}
"""Names that ask for the clock, the environment or the folder one stands in; only commands may."""
ASKS_THE_WORLD = ("locale", "random", "secrets", "uuid", "getpass", "socket")
"""Standard modules whose answer differs from run to run or from machine to machine; nobody may."""


def files() -> list[Path]:
    return [path for path in sorted(PACKAGE.rglob("*.py")) if "_shipped" not in path.parts]


def part_of(path: Path) -> str:
    """The part to which a file belongs: its module, or its package."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imported(tree: ast.Module) -> Iterator[str]:
    """Every module that is imported anywhere in a file, inside functions and under TYPE_CHECKING too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole path"
            assert node.module is not None
            if node.module == "inspect_cli":
                yield from (f"inspect_cli.{alias.name}" for alias in node.names)
            else:
                yield node.module


def breaches(name: str, source: str) -> list[str]:
    """How the file `name` (as in commands/score.py) breaks the law; empty when it keeps it."""
    part, tree = name.split("/", maxsplit=1)[0].removesuffix(".py"), ast.parse(source)
    found = []
    for module in imported(tree):
        top, _, inner = module.partition(".")
        if top == "inspect_cli":
            found += _own(name, part, inner)
        elif top in ASKS_THE_WORLD or (
            top not in sys.stdlib_module_names and not {part, name} & set(LIBRARIES.get(top, ()))
        ):
            found.append(f"{name} uses {top}")
    if part != "commands":
        found += [f"{name} asks for {asked}" for asked in _asked_of_the_world(tree)]
    return found


def _own(name: str, part: str, inner: str) -> Iterator[str]:
    used = inner.split(".", maxsplit=1)[0]
    used = used if used in MAY_USE else "__init__"
    allowed = used == part or used in MAY_USE[part] or (name, inner) in EXCEPTIONS
    if not allowed:
        yield f"{name} uses {inner}"


def _asked_of_the_world(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            yield from (alias.name for alias in node.names if alias.name in WORLD)
        elif isinstance(node, ast.Attribute):
            of_time = isinstance(node.value, ast.Name) and node.value.id == "time" and node.attr != "sleep"
            if of_time or node.attr in WORLD:
                yield node.attr


@pytest.mark.parametrize("path", files(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_every_file_keeps_the_law(path: Path) -> None:
    assert breaches(path.relative_to(PACKAGE).as_posix(), path.read_text("utf-8")) == []


def test_every_part_is_in_the_table_and_every_name_in_the_table_is_a_part() -> None:
    assert {part_of(path) for path in files()} == set(MAY_USE)


def test_every_library_that_is_named_is_used_where_it_may_be() -> None:
    used = {
        (module.split(".")[0], place)
        for path in files()
        for module in imported(ast.parse(path.read_text("utf-8")))
        for place in (part_of(path), path.relative_to(PACKAGE).as_posix())
    }
    named = {(library, place) for library, places in LIBRARIES.items() for place in places}
    assert named - used == set()


def test_every_exception_is_needed() -> None:
    used = {
        (path.relative_to(PACKAGE).as_posix(), module.removeprefix("inspect_cli."))
        for path in files()
        for module in imported(ast.parse(path.read_text("utf-8")))
    }
    assert used >= EXCEPTIONS


def test_only_commands_ask_for_clock_and_environment_and_they_do() -> None:
    asked = {name for path in files() for name in _asked_of_the_world(ast.parse(path.read_text("utf-8")))}
    assert {"today", "environ"} <= asked


def test_there_is_no_drawer_for_odds_and_ends() -> None:
    assert [path.name for path in files() if path.stem in ("utils", "util", "helpers", "misc", "common")] == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("amounts.py", "from inspect_cli.frames import FACTS"),
        ("frames/scored.py", "def late():\n    from inspect_cli import derive"),
        ("score/caps.py", "from inspect_cli.report.reasons import REASONS"),
        ("derive/people.py", "import inspect_cli.validate"),
        ("write/files.py", "from inspect_cli import pipeline"),
        ("pipeline/__init__.py", "from inspect_cli.commands.exits import Exit"),
        ("resources.py", "from inspect_cli.pipeline import score"),
        ("commands/score.py", "from inspect_cli.score import score_month"),
        ("commands/score.py", "from inspect_cli.read.toml import read_toml"),
        ("commands/score.py", "import polars as pl"),
        ("report/lines.py", "import click"),
        ("validate/lines.py", "from jsonschema import validators"),
        ("read/workbook.py", "import openpyxl"),
        ("derive/planned.py", "from dateutil.relativedelta import relativedelta"),
        ("score/settle.py", "from datetime import date\nTODAY = date.today()"),
        ("months.py", "def f():\n    return datetime.datetime.now()"),
        ("words.py", "import os\nLANG = os.environ['LANG']"),
        ("words.py", "from os import getenv"),
        ("words.py", "import locale"),
        ("report/manifest.py", "import time\nAT = time.time()"),
        ("commands/init.py", "import random"),
    ],
)
def test_the_law_bites(name: str, source: str) -> None:
    assert breaches(name, source)
