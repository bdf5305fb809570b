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


def decide(file: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    site = shlex.quote(str(file.parents[1]))
    line = f"inspect-cli decide Q-1005-01 excuse --site {site} --month 2026-10 --as-of 2026-11-05 --by HR --lang en"
    monkeypatch.setattr("sys.argv", shlex.split(line))
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
