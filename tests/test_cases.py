"""Scenarios: each folder of tests/cases is a small site with what comes out of it, and every one obeys the free laws.

UPDATE_CASES=1 accepts what the program says today as expected.
"""

import csv
import json
import os
import random
import re
import shlex
import shutil
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import pytest

from inspect_cli.commands import door

CASES = Path(__file__).parent / "cases"
NAMES = sorted(path.name for path in CASES.iterdir() if (path / "cmd").is_file())
SHIPPED = Path(__file__).parents[1] / "checklists" / "schemes"
COMPARED = ("summary.csv", "lines.csv", "departments.csv", "questions.csv")
OPTIONAL = ("balances.csv",)
"""Only where something can be carried over."""
Row = dict[str, str]

pytestmark = pytest.mark.parametrize("name", NAMES)


class Play:
    """A copy of a case in a folder of its own, to be run as often as one likes."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        self.monkeypatch = monkeypatch

    def run(self, lang: str = "en", out: str = "out") -> Path:
        """The folder of reports that the case's command writes."""
        (line,) = (self.folder / "cmd").read_text("utf-8").splitlines()
        said = line.replace("--lang en", f"--lang {lang}").replace("--out out", f"--out {out}")
        with self.monkeypatch.context() as patch:
            patch.chdir(self.folder)
            patch.setattr("sys.argv", shlex.split(said))
            code = door.run()
        questions = rows_of(self.folder / out / "questions.csv")
        assert code == (3 if any(not question["outcome"] for question in questions) else 0)
        return self.folder / out

    def schemes(self) -> list[dict[str, str]]:
        """The schemes of the case: its own, or the shipped one that its command names."""
        shipped = re.findall(r"--scheme ([a-z0-9-]+)", (self.folder / "cmd").read_text("utf-8"))
        paths = [SHIPPED / f"{name}.json" for name in shipped] or self.folder.glob("rules/schemes/*.json")
        return [json.loads(path.read_text("utf-8")) for path in paths]

    def shuffle(self) -> None:
        """The rows below the headings of every CSV stand in another order."""
        for path in sorted([*self.folder.glob("people/*.csv"), *self.folder.glob("records/*.csv")]):
            headings, *rows = path.read_text("utf-8").splitlines(keepends=True)
            random.Random(path.name).shuffle(rows)
            path.write_text(headings + "".join(rows), "utf-8")


@pytest.fixture
def play(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Play:
    shutil.copytree(CASES / name, tmp_path / name, ignore=shutil.ignore_patterns("expected"))
    return Play(tmp_path / name, monkeypatch)


def rows_of(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def number(text: str) -> Decimal:
    return Decimal(text or 0)


def total(rows: list[Row], *columns: str) -> Decimal:
    return sum((number(row[column]) for row in rows for column in columns), Decimal(0))


def test_it_comes_out_as_expected(name: str, play: Play) -> None:
    expected, out = CASES / name / "expected", play.run()
    if os.environ.get("UPDATE_CASES"):
        expected.mkdir(exist_ok=True)
        for file in (*COMPARED, *OPTIONAL):
            if file in COMPARED or (out / file).is_file():
                shutil.copyfile(out / file, expected / file)
    for file in OPTIONAL:
        assert (out / file).is_file() == (expected / file).is_file(), file
    for file in (*COMPARED, *(file for file in OPTIONAL if (out / file).is_file())):
        assert (out / file).read_text("utf-8") == (expected / file).read_text("utf-8"), file


def test_the_readme_shows_the_sums_by_hand(name: str) -> None:
    assert len((CASES / name / "README.md").read_text("utf-8")) > 80


def test_the_order_of_rows_does_not_matter(name: str, play: Play) -> None:
    before = play.run(out="before")
    play.shuffle()
    after = play.run(out="after")
    assert (after / "summary.csv").read_bytes() == (before / "summary.csv").read_bytes()
    assert (after / "departments.csv").read_bytes() == (before / "departments.csv").read_bytes()
    one, other = ([{**row, "evidence": ""} for row in rows_of(folder / "lines.csv")] for folder in (before, after))
    assert one == other


def test_a_second_run_gives_the_same_bytes(name: str, play: Play) -> None:
    first, second = play.run(out="first"), play.run(out="second")
    files = sorted(path.name for path in first.iterdir())
    assert "manifest.json" in files
    assert {file: (first / file).read_bytes() for file in files} == {
        path.name: path.read_bytes() for path in second.iterdir()
    }


def test_no_file_names_a_folder_of_this_machine(name: str, play: Play) -> None:
    here = (str(SHIPPED.parents[1]), str(play.folder.parent), str(Path.home()))
    texts = {path.name: path.read_text("utf-8") for path in play.run().glob("*") if path.suffix != ".xlsx"}
    assert "manifest.json" in texts
    assert [(file, folder) for file, text in texts.items() for folder in here if folder in text] == []


def test_former_reports_name_shipped_rules_as_every_machine_does(name: str) -> None:
    manifests = (CASES / name).glob("reports/*/manifest.json")
    rules = [rule["file"] for path in manifests for rule in json.loads(path.read_text("utf-8"))["rules"]]
    assert [file for file in rules if Path(file).is_absolute()] == []


def test_lines_summary_and_departments_tie(name: str, play: Play) -> None:
    out = play.run()
    summary, lines, departments = (rows_of(out / file) for file in COMPARED[:3])
    points = total(lines, "points")
    assert points == total(summary, "deductions", "bonuses") == total(departments, "points")
    assert points == total(departments, "deductions", "bonuses")
    assert total(lines, "yuan") == total(summary, "yuan")
    people = [row for row in summary if row["subject_kind"] == "person"]
    assert sum(int(row["people"]) for row in departments) == len(people)
    assert sum(int(row["lines"]) for row in departments) == len(lines)
    control = json.loads((out / "manifest.json").read_text("utf-8"))["control"]
    assert Decimal(control["points"]) == points
    assert (control["people"], control["lines"]) == (len(people), len(lines))


def test_everyone_stands_once_and_every_score_is_base_plus_lines(name: str, play: Play) -> None:
    out = play.run()
    summary = {row["person_id"]: row for row in rows_of(out / "summary.csv")}
    assert len(summary) == len(rows_of(out / "summary.csv"))
    mine: dict[str, list[Row]] = defaultdict(list)
    for line in rows_of(out / "lines.csv"):
        mine[line["person_id"]].append(line)
    assert set(mine) <= set(summary)
    for person, row in summary.items():
        if not row["score"]:
            assert (row["status"], mine[person]) == ("no-data", []) or row["status"] == "incomplete"
            continue
        assert row["status"] != "no-data"
        balance = number(row["base"])
        for nth, line in enumerate(mine[person], 1):
            balance += number(line["points"])
            assert number(line["balance"]) == balance
            assert line["line"].endswith(f"/{nth}")
        assert number(row["score"]) == balance


def test_every_line_is_rounded_to_the_quantum(name: str, play: Play) -> None:
    (quantum,) = {Decimal(scheme.get("round", "0.01")) for scheme in play.schemes()}
    for line in rows_of(play.run() / "lines.csv"):
        assert number(line["points"]) % quantum == 0
        assert number(line["yuan"]) % Decimal("0.01") == 0


def test_every_line_says_why_in_both_languages(name: str, play: Play) -> None:
    english, chinese = (rows_of(play.run(lang, lang) / "lines.csv") for lang in ("en", "zh"))
    assert [line["line_id"] for line in english] == [line["line_id"] for line in chinese]
    for lines in (english, chinese):
        gaps = [line["reason"] for line in lines if has_a_gap(line["reason"])]
        assert gaps == []
    for one, other in zip(english, chinese, strict=True):
        assert not any("\u4e00" <= char <= "\u9fff" for char in one["reason"])
        assert one["reason"] != other["reason"] or "×" in one["reason"]


def has_a_gap(reason: str) -> bool:
    """Whether a word of the sentence is missing: nothing said, an open template, two spaces, or an end in mid-air."""
    return not reason or "{" in reason or "  " in reason or reason.endswith((" ", ":", "：", "×", ",", "，"))
