"""What `explain` says beside the lines, and whom it understands."""

import shlex
from pathlib import Path

import pytest

from inspect_cli.commands import door

CASE = Path(__file__).parent / "cases" / "free-allowance"
STAFF = "person_id,name,department\nE1,王丽,保洁部\nE2,王丽,前台\nE3,陈桂兰,保洁部\n"


def explain(person: str, more: str, monkeypatch: pytest.MonkeyPatch) -> int:
    line = f"inspect-cli explain {person} --month 2026-10 --as-of 2026-11-05 --lang zh {more}"
    monkeypatch.setattr("sys.argv", shlex.split(line))
    return door.run()


def test_what_a_free_allowance_takes_in_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    explain("E1", f"--site {shlex.quote(str(CASE))}", monkeypatch)
    said = capsys.readouterr().out
    assert "在免扣次数内，不计分：10-05 单据差错（–），本次 2，本月累计 2。" in said
    assert "在免扣次数内，不计分：10-12 单据差错（–），本次 2，本月累计 4。" in said


@pytest.mark.parametrize(
    "person", ["E1", "'王丽(保洁部)'", "王丽（保洁部）", "王丽 保洁部", "'保洁部 王丽'", "'王丽/E1'"]
)
def test_a_person_is_understood_as_in_a_sheet(
    person: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "staff.csv").write_text(STAFF, "utf-8")
    assert explain(person, f"--staff {shlex.quote(str(tmp_path / 'staff.csv'))}", monkeypatch) in (0, 3)
    assert capsys.readouterr().out.startswith("E1 王丽，保洁部，")
