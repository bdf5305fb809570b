"""What `decide` does to the file of decisions: one more row in its own columns, or nothing."""

import shlex
import shutil
from pathlib import Path

import pytest

from inspect_cli.commands import door

CASE = Path(__file__).parent / "cases" / "ranks-with-ties"


@pytest.fixture
def decisions(tmp_path: Path) -> Path:
    """The file, still missing, of a site in which one punch is missing."""
    shutil.copytree(CASE, tmp_path / "site", ignore=shutil.ignore_patterns("expected"))
    settings = tmp_path / "site" / "site.toml"
    settings.write_text(settings.read_text("utf-8").rstrip() + '\ndecisions = "records/decisions.csv"\n', "utf-8")
    return tmp_path / "site" / "records" / "decisions.csv"


def decide(file: Path, monkeypatch: pytest.MonkeyPatch, outcome: str = "excuse", more: str = "") -> int:
    site = shlex.quote(str(file.parents[1]))
    line = f"inspect-cli decide Q-1005-01 {outcome} {more} --site {site} --month 2026-10 --as-of 2026-11-05 --by HR"
    monkeypatch.setattr("sys.argv", shlex.split(f"{line} --lang en"))
    return door.run()


@pytest.mark.parametrize("before", [None, b""])
def test_a_file_without_headings_gets_them(
    before: bytes | None, decisions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if before is not None:
        decisions.write_bytes(before)
    assert decide(decisions, monkeypatch) == 0
    headings, answer = decisions.read_text("utf-8-sig").splitlines()
    said = dict(zip(headings.split(","), answer.split(","), strict=True))
    assert (said["about"], said["date"], said["outcome"], said["decided_by"]) == (
        "Q-1005-01", "2026-10-05", "excuse", "HR",
    )  # fmt: skip


def test_the_files_own_columns_stay_and_those_it_lacks_are_added(
    decisions: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decisions.write_text("处理人,事项编号,处理结果\n", "utf-8")
    assert decide(decisions, monkeypatch) == 0
    headings, answer = decisions.read_text("utf-8-sig").splitlines()
    assert headings == "处理人,事项编号,处理结果,date,decided_on"
    assert answer.startswith("HR,Q-1005-01,excuse,2026-10-05,")


def test_a_file_in_another_encoding_stays_as_it_is(
    decisions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = "处理人,事项编号,处理结果\n".encode("gb18030")
    decisions.write_bytes(before)
    assert decide(decisions, monkeypatch) == 1
    assert ": encoding: the file is not UTF-8 text" in capsys.readouterr().err
    assert decisions.read_bytes() == before


def test_the_same_answer_given_again_changes_nothing(
    decisions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(decisions, monkeypatch) == 0
    before = decisions.read_bytes()
    assert decide(decisions, monkeypatch, "不计") == 0
    assert decisions.read_bytes() == before
    assert "as it stands in records/decisions.csv:2 already" in capsys.readouterr().err


def test_another_answer_says_where_the_first_stands(
    decisions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(decisions, monkeypatch) == 0
    before = decisions.read_bytes()
    assert decide(decisions, monkeypatch, "confirm") == 4
    assert decisions.read_bytes() == before
    assert "Q-1005-01 is answered in records/decisions.csv:2 already: excuse" in capsys.readouterr().err


def test_with_change_it_takes_the_place_of_the_first(decisions: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    decisions.write_text(
        'about,date,outcome,value,decided_by,decided_on,note\n'
        'Q-1005-01,2026-10-05,excuse,,HR,2026-11-05,"clock\nout of order"\n', "utf-8",
    )  # fmt: skip
    assert decide(decisions, monkeypatch, "confirm", "--change --why seen") == 0
    _, answer = decisions.read_text("utf-8-sig").splitlines()
    assert answer.startswith("Q-1005-01,2026-10-05,confirm,,HR,")
    assert answer.endswith(",seen")


def test_why_it_was_decided_so_stands_in_the_explanation_and_among_the_questions(
    decisions: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert decide(decisions, monkeypatch, more="--why 'clock out of order'") == 0
    site, out = shlex.quote(str(decisions.parents[1])), decisions.parents[2] / "out"
    month = f"--site {site} --month 2026-10 --as-of 2026-11-05 --lang en"
    monkeypatch.setattr("sys.argv", shlex.split(f"inspect-cli report {month} --format csv --out {out}"))
    door.run()
    questions = (out / "questions.csv").read_text("utf-8-sig").splitlines()
    (answered,) = [line for line in questions if line.startswith("Q-1005-01,")]
    assert answered.endswith(",HR,clock out of order")
    person = answered.split(",")[1]
    capsys.readouterr()
    monkeypatch.setattr("sys.argv", shlex.split(f"inspect-cli explain {person} {month}"))
    door.run()
    said = capsys.readouterr().out
    assert "excused, costs nothing: 10-05" in said
    assert ", by HR: clock out of order" in said
