"""The gallery of mistakes in tests/errors: each folder runs as it was typed, and docs/errors.md is made from them."""

import contextlib
import io
import json
import os
import re
import shlex
import shutil
import sys
import tempfile
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from python_calamine import CalamineWorkbook

from inspect_cli.commands.door import run
from inspect_cli.commands.exits import OF_LEVEL
from inspect_cli.problem_texts import TEXTS
from inspect_cli.text import Text

ROOT = Path(__file__).resolve().parents[1]
GALLERY = ROOT / "tests" / "errors"
DOCUMENT = ROOT / "docs" / "errors.md"
UPDATING = bool(os.environ.get("UPDATE_CASES"))
EXPECTED = ("cmd", "stdout", "stderr", "exit")
"""The files of a case that are not its input."""
HINTS = ("    hint: ", "    提示：")
"""How the line with the remedy begins in each language."""

CODE = re.compile(r"^\S.*?: ([a-z0-9]+(?:-[a-z0-9]+)*): ", re.MULTILINE)
GROUPS: Mapping[str, str] = {
    "no-such-file": "Files",
    "missing-cells": "Rows and cells of CSV",
    "clock-damage": "What clocks write",
    "no-heading-row": "Headings and columns",
    "damaged-workbook": "Workbooks",
    "json-syntax": "Rows in JSON",
    "bad-json": "Rule books and settings as text",
    "damaged-report": "Reports of earlier months",
    "unknown-column": "Headings and columns",
    "repeated-heading": "Rows and their cells",
    "duplicate-person": "People",
    "marks-incomplete": "Findings and incidents",
    "duplicate-shift": "Roster, shifts and leave",
    "unknown-key": "Rule books and settings",
    "no-site": "Sites and options",
}
"""The first code of each group in the order of problem_texts; a title may come back."""

WITHOUT_CASE: Mapping[str, str] = {
    "no-holiday-package": "it takes a machine without the package",
    "changed-while-read": "somebody has to write to the file while it is read",
    "file-too-big": "it takes a file of more than 40 MB",
    "json-too-big": "it takes a file of more than 50 MB",
    "no-heading-row": "no command has an option for the row of headings yet",
    "no-such-sheet": "no command has an option for the sheet yet",
    "several-tables": "the only command that writes to a named file writes one table",
}
"""Why no folder of the gallery can show a code."""

FIRST_LINES, MOST_LINES = 6, 14
WIDEST = 110
JSON = json.JSONDecoder()
OPENING = """\
# What can be wrong, and what to do

<!-- Written from tests/errors by `make update-cases`; a test holds both together. -->

Every problem is told in two lines: the place, the code and the fact, then the remedy. All problems of a run are told at
once, and nothing is written. Each example below is a folder of [tests/errors](../tests/errors) with the input, the
command line and the exact answer.

| exit | when |
|---|---|
| 1 | data were refused: mend the rows, or leave them out with `--skip-bad` (then the exit code is 3) |
| 2 | an option, the settings or the rule book are wrong |
| 4 | the state of things forbids it |
| 5 | a file could not be read or written |
| 0 | a note: it is told and costs nothing |
"""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a run said and how it ended."""

    stdout: str
    stderr: str
    code: int

    @property
    def codes(self) -> list[str]:
        """The codes of the problems it told, each once, in their order."""
        found = CODE.findall(self.stderr)
        return list(dict.fromkeys(code for code in found if code in TEXTS))

    def lines_of(self, code: str) -> list[str]:
        """The lines on stderr about problems of this code, hints included."""
        lines, wanted = [], False
        for line in self.stderr.splitlines():
            wanted = f": {code}: " in line if not line.startswith(HINTS) else wanted
            lines += [line] if wanted else []
        return lines


@dataclass(frozen=True, slots=True)
class Case:
    """A folder of the gallery."""

    folder: Path

    @property
    def name(self) -> str:
        """What is wrong."""
        return self.folder.name

    @property
    def arguments(self) -> list[str]:
        """The command line as it was typed, without the program's name."""
        program, *arguments = shlex.split((self.folder / "cmd").read_text("utf-8"))
        assert program == "inspect-cli"
        return arguments

    @property
    def is_chinese(self) -> bool:
        """Whether it is answered in Chinese; the document shows it only where nothing else shows a code."""
        return "zh" in self.arguments

    @property
    def expected(self) -> Answer:
        """The answer as it was accepted."""
        return Answer(self._text("stdout"), self._text("stderr"), int(self._text("exit") or -1))

    def accept(self, answer: Answer) -> None:
        """From now on this is the answer to expect; nothing on standard output means no file."""
        for name, text in (("stdout", answer.stdout), ("stderr", answer.stderr), ("exit", f"{answer.code}\n")):
            (self.folder / name).unlink(missing_ok=True)
            if text:
                (self.folder / name).write_bytes(text.encode())

    def copy_input(self, to: Path) -> None:
        """The input alone, without what is expected of it."""
        shutil.copytree(self.folder, to, ignore=lambda at, names: EXPECTED if Path(at) == self.folder else ())

    def _text(self, name: str) -> str:
        path = self.folder / name
        return path.read_bytes().decode() if path.is_file() else ""


def cases() -> list[Case]:
    """Every folder of the gallery, by name."""
    return [Case(folder) for folder in sorted(GALLERY.iterdir()) if folder.is_dir()]


def answer_in(folder: Path, arguments: Sequence[str]) -> Answer:
    """The command line run inside the folder, in this process, in a plain environment."""
    streams = [io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="") for _ in range(2)]
    plain = {key: value for key, value in os.environ.items() if key not in ("INSPECT_SITE", "COLUMNS")}
    with (
        contextlib.chdir(folder),
        patch.object(sys, "argv", ["inspect-cli", *arguments]),
        patch.object(sys.modules["__main__"], "__package__", None),  # or click names the test runner in its usage
        patch.object(tempfile, "tempdir", str(folder.parent)),  # should a fault of ours be kept, then not for ever
        patch.dict(os.environ, {**plain, "LC_ALL": "C.UTF-8"}, clear=True),
        contextlib.redirect_stdout(streams[0]),
        contextlib.redirect_stderr(streams[1]),
    ):
        code = run()
    return Answer(_written(streams[0]), _written(streams[1]), code)


def _written(stream: io.TextIOWrapper) -> str:
    stream.flush()
    content = stream.detach().getvalue()  # type: ignore[attr-defined]
    return content.decode() if isinstance(content, bytes) else ""


def contents(folder: Path) -> dict[str, bytes | None]:
    """Every path below the folder with its bytes, None for a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def document() -> str:
    """docs/errors.md as the gallery and the texts say it."""
    shown: dict[str, list[Case]] = {}
    for case in cases():
        for code in case.expected.codes:
            shown.setdefault(code, []).append(case)
    groups = _groups()
    table = [f"- [{title}](#{_anchor(title)}): {', '.join(map(_link, codes))}" for title, codes in groups.items()]
    sections = [_section(title, codes, shown) for title, codes in groups.items()]
    return "\n\n".join([OPENING + "\n" + "\n".join(table), *sections]) + "\n"


def _groups() -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    title = ""
    for code in TEXTS:
        title = GROUPS.get(code, title)
        groups.setdefault(title, []).append(code)
    return groups


def _link(code: str) -> str:
    return f"[{code}](#{code})"


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def _section(title: str, codes: Sequence[str], shown: Mapping[str, Sequence[Case]]) -> str:
    return "\n\n".join([f"## {title}", *(_entry(code, shown.get(code, [])) for code in codes)])


def _entry(code: str, found: Sequence[Case]) -> str:
    text = TEXTS[code]
    head = f"### {code}\n\n{_sentence(text)}"
    if not found:
        return f"{head}\n\nNo example: {WITHOUT_CASE.get(code, 'none yet')}."
    best = min(
        found, key=lambda case: (case.is_chinese, len(case.expected.codes), case.expected.stderr.count("\n"), case.name)
    )
    others = [f"[{case.name}](../tests/errors/{case.name})" for case in found if case is not best]
    parts = [head, f"Example [{best.name}](../tests/errors/{best.name}):", *_input(best, code), _answer(best, code)]
    return "\n\n".join([*parts, *([f"Also in {', '.join(others)}."] if others else [])])


def _sentence(text: Text) -> str:
    """Exit code, fact and remedy; a fact that differs from case to case is an ellipsis."""
    parts = (re.sub(r"\{\w+\}", "…", part) for part in (text.text, text.hint))
    fact, remedy = (part.replace("{{", "{").replace("}}", "}") for part in parts)
    return f"Exit {int(OF_LEVEL[text.level])}: *{fact}*" + (f" – {remedy}." if remedy else ".")


def _input(case: Case, code: str) -> Iterator[str]:
    """The part of the file that the first such problem is about; the command line where it names no file."""
    place = case.expected.lines_of(code)[0].split(f": {code}: ")[0]
    path, rest = _file_and_rest(case, place)
    if path is None:
        yield _block(_printable((case.folder / "cmd").read_text("utf-8").strip()))
        return
    yield f"`{path.relative_to(case.folder).as_posix()}`"
    lines = textwrap.dedent("\n".join(_lines_to_show(path, rest))).rstrip().split("\n")
    yield _block("\n".join(map(_printable, lines)) or "(nothing)")


def _file_and_rest(case: Case, place: str) -> tuple[Path | None, str]:
    """The file that a place names, and what follows its name: `:17:4`, `:Sheet!C17`, `:$.items[0] (A-01)`."""
    for path in sorted(case.folder.rglob("*"), key=lambda path: -len(path.as_posix())):
        name = path.relative_to(case.folder).as_posix()
        if path.is_file() and (place == name or place.startswith(f"{name}:")):
            return path, place.removeprefix(name)
    return None, ""


def _lines_to_show(path: Path, rest: str) -> list[str]:
    content = path.read_bytes()
    if b"\0" in content or content[:4] == b"PK\3\4":
        return _lines_of_sheet(path) if "!" in rest else [f"({len(content):,} bytes)"]
    text = content.decode("utf-8", "backslashreplace")
    lines = text.split("\n")
    if rest.startswith(":$") and path.suffix == ".json":
        first, last = _lines_of_value(text, rest[2:].partition(" (")[0])
        return lines[first : min(last + 1, first + MOST_LINES)] + (["…"] if last + 1 > first + MOST_LINES else [])
    row = int((re.match(r":([0-9]+)", rest) or [0, 0])[1])
    return lines[:FIRST_LINES] + (["…", lines[row - 1]] if FIRST_LINES < row <= len(lines) else [])


def _lines_of_sheet(path: Path) -> list[str]:
    rows = CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python(nrows=FIRST_LINES)
    return [" | ".join(str(cell) for cell in row) for row in rows]


def _lines_of_value(text: str, path: str) -> tuple[int, int]:
    """The first and last line, from 0, of the value at a path such as `.items[0].each`."""
    at = _skip(text, 0)
    for name, index in re.findall(r"\.([^.\[]+)|\[([0-9]+)\]", path):
        at = _skip(text, at + 1)
        for _ in range(int(index or 0)):
            at = _skip(text, JSON.raw_decode(text, at)[1])
        while name:
            key, end = JSON.raw_decode(text, at)
            at = _skip(text, end)
            if key == name:
                break
            at = _skip(text, JSON.raw_decode(text, at)[1])
    end = JSON.raw_decode(text, at)[1]
    return text.count("\n", 0, at), text.count("\n", 0, end)


def _skip(text: str, at: int) -> int:
    """The next place after white space, commas and colons."""
    found = re.compile(r"[\s,:]*").match(text, at)
    return found.end() if found else at


def _printable(line: str) -> str:
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in line.rstrip("\r"))
    return text if len(text) <= WIDEST else text[: WIDEST - 1] + "…"


def _answer(case: Case, code: str) -> str:
    return _block("\n".join(case.expected.lines_of(code)[:MOST_LINES]))


def _block(text: str) -> str:
    return f"```\n{text}\n```"
