"""A clock's memory that is read late: the question about its silence closes by itself, and nothing else moves."""

import csv
import io
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from .gallery import Answer, answer_in

CASE = Path(__file__).parent / "cases" / "clock-silent-and-excused"
MONTH = ("--month", "2026-10", "--as-of", "2026-10-09", "--lang", "en")
QUESTION = "Q-1007-@gate"
MEMORY = "person_id,time,device\n" + "".join(
    f"{person},2026-10-0{day} {time},gate\n"
    for person, late in (("E1", 0), ("E2", 4), ("E3", 0), ("E4", 0))
    for day, times in ((7, (f"08:0{late}", "17:05")), (8, ("07:55",)))
    for time in times
)
"""What the gate's clock logged while nobody read it: everyone came and went, E2 was late on the 7th."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site of the case, whose scheme asks about missing punches; E5 forgot to punch on leaving on the 8th."""
    shutil.copytree(CASE, tmp_path, dirs_exist_ok=True)
    scheme = tmp_path / "rules" / "schemes" / "small.json"
    content = json.loads(scheme.read_text())
    scheme.write_text(json.dumps({key: value for key, value in content.items() if key != "answers"}))
    punches = tmp_path / "records" / "attendance.csv"
    punches.write_text(punches.read_text().replace("E5,2026-10-08 17:00,hall\n", ""))
    (tmp_path / "records" / "decisions.csv").unlink()
    return tmp_path


def run(site: Path, *words: str) -> Answer:
    return answer_in(site, [*words, *MONTH])


def questions(site: Path) -> Mapping[str, Mapping[str, object]]:
    answer = run(site, "status", "--json")
    assert answer.code == 0
    return {each["about"]: each for each in json.loads(answer.stdout)}


def summary(site: Path) -> Sequence[tuple[str, str, str]]:
    rows = csv.DictReader(io.StringIO(run(site, "score", "-o", "-").stdout.removeprefix("\ufeff")))
    return [(row["person_id"], row["score"], row["status"]) for row in rows]


def test_punches_that_come_late_close_the_question_about_their_clock(site: Path) -> None:
    before = questions(site)
    assert list(before) == [QUESTION, "Q-1008-01"]
    (site / "records" / "attendance-memory.csv").write_text(MEMORY)
    after = questions(site)
    assert after == {"Q-1008-01": before["Q-1008-01"]}
    assert "Late 4 min" in run(site, "explain", "E2").stdout
    assert "97.00" in run(site, "explain", "E4").stdout
    assert QUESTION not in run(site, "check").stderr


@pytest.mark.parametrize("outcome", ["excuse", "confirm"])
def test_an_answer_given_before_they_came_changes_nothing(site: Path, outcome: str) -> None:
    (site / "records" / "attendance-memory.csv").write_text(MEMORY)
    unanswered = summary(site)
    (site / "records" / "attendance-memory.csv").unlink()
    assert run(site, "decide", QUESTION, outcome, "--why", "no power").code == 0
    assert summary(site) != unanswered
    (site / "records" / "attendance-memory.csv").write_text(MEMORY)
    assert summary(site) == unanswered
    told = run(site, "check")
    assert (told.code, told.codes) == (0, ["clock-heard"])


def test_an_answer_about_a_clock_that_nobody_has_is_still_refused(site: Path) -> None:
    (site / "records" / "decisions.csv").write_text("about,date,outcome\nQ-1007-@gatte,2026-10-07,excuse\n")
    answer = run(site, "check")
    assert (answer.code, answer.codes[-1]) == (1, "unknown-question")
