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


CHARGED = """{"id": "c", "version": "1.0", "from": "2026-01-01", "kind": "inspection",
 "title": {"zh": "值班", "en": "Duty"},
 "sections": [{"id": "s", "title": {"zh": "全部", "en": "All"}}],
 "items": [
  {"id": "N", "section": "s", "title": {"zh": "睡岗", "en": "Asleep"}, "standard": {"zh": "不睡岗。", "en": "Awake."},
   "object": "person", "frequency": "daily", "basis": "house", "charges": [{"to": "superior", "as": "M"}],
   "levels": {"light": {"points": "-1"}, "serious": {"points": "-5"}}},
  {"id": "M", "section": "s", "title": {"zh": "管理责任", "en": "Answering for it"}, "object": "person",
   "standard": {"zh": "下属不睡岗。", "en": "Nobody sleeps."}, "frequency": "daily", "basis": "house",
   "each": {"points": "-2"}}]}"""
PLAIN = """{"id": "p", "version": "1.0", "from": "2026-01-01", "title": {"zh": "方案", "en": "Plain"}, "base": "100",
 "checklists": ["c"], "least_inspections": 0, "bands": []}"""


def test_who_is_charged_reads_which_question_about_another_holds_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules" / "schemes").mkdir(parents=True)
    written = {
        "rules/c.json": CHARGED,
        "rules/schemes/p.json": PLAIN,
        "staff.csv": "person_id,name,department,superior\nA,An,hall,H\nH,Hu,hall,\n",
        "seen.csv": "date,person_id,item,result\n2026-10-05,A,N,fail\n",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    explain("H", "--rules rules --scheme p --staff staff.csv --inspections seen.csv", monkeypatch)
    said = capsys.readouterr().out
    assert "暂定，尚有 1 项待核实" in said
    assert "Q-1005-01 未答复前暂不计：10-05 管理责任（–）。" in said


def test_who_is_charged_reads_whose_it_was_and_what_was_chosen_shows_its_range(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "rules" / "schemes").mkdir(parents=True)
    ranged = CHARGED.replace('"serious": {"points": "-5"}', '"serious": {"chosen": {"points": ["-5", "-3"]}}')
    written = {
        "rules/c.json": ranged.replace('"basis": "house", "charges"', '"basis": "house", "unit": "minute", "charges"'),
        "rules/schemes/p.json": PLAIN,
        "staff.csv": "person_id,name,department,superior\nA,An,hall,H\nH,Hu,hall,\n",
        "seen.csv": "date,person_id,item,result,level,points,magnitude\n2026-10-05,A,N,fail,serious,4,5.5\n",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    told = {}
    for person in "AH":
        explain(person, "--rules rules --scheme p --staff staff.csv --inspections seen.csv", monkeypatch)
        told[person] = capsys.readouterr().out
    assert "程度“serious”，-3.00 至 -5.00 之间，选定 -4.00" in told["A"]
    assert "管理责任（An：睡岗 5 分 30 秒）" in told["H"]


CAUGHT = """{"id": "c", "version": "1.0", "from": "2026-01-01", "kind": "inspection",
 "title": {"zh": "值班", "en": "Duty"}, "sanctions": {"talk": {"zh": "约谈", "en": "talk"}},
 "sections": [{"id": "s", "title": {"zh": "全部", "en": "All"}}],
 "items": [
  {"id": "N", "section": "s", "title": {"zh": "离岗", "en": "Away"}, "standard": {"zh": "不离岗。", "en": "Be there."},
   "object": "person", "frequency": "daily", "basis": "house", "unit": "minute",
   "bands": [{"over": "0", "upto": "10", "points": "-1"}], "becomes": [{"over": "10", "item": "M"}]},
  {"id": "M", "section": "s", "title": {"zh": "缺勤", "en": "Absent"}, "object": "person", "frequency": "daily",
   "standard": {"zh": "不缺勤。", "en": "Be there."}, "basis": "house", "each": {"points": "-2"}}],
 "counters": [{"id": "k", "items": ["M"], "per": "month", "steps": [{"at": 2, "points": "-3", "sanction": "talk"}]}]}"""


@pytest.mark.parametrize(
    ("answer", "line", "said"),
    [
        ("", "… 缺勤：约谈（待批准）", ""),
        ("Q-1006-01,approve,经理", "… 缺勤：约谈", "处分已批准：10-06 缺勤：约谈，处理人：经理。"),
        ("Q-1006-01,reject,经理", "… 缺勤", "处分已驳回，分值不变：10-06 缺勤：约谈，处理人：经理。"),
    ],
)
def test_a_sanction_rejected_leaves_the_points_and_one_not_approved_waits(
    answer: str, line: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    (tmp_path / "rules" / "schemes").mkdir(parents=True)
    written = {
        "rules/c.json": CAUGHT,
        "rules/schemes/p.json": PLAIN,
        "staff.csv": "person_id,name,department\nA,An,hall\n",
        "seen.csv": "date,person_id,item,result,magnitude\n2026-10-05,A,N,fail,15\n2026-10-06,A,N,fail,15\n",
        "answers.csv": f"about,outcome,decided_by\n{answer}\n",
    }
    for name, text in written.items():
        (tmp_path / name).write_text(text, "utf-8")
    monkeypatch.chdir(tmp_path)
    explain(
        "A", "--rules rules --scheme p --staff staff.csv --inspections seen.csv --decisions answers.csv", monkeypatch
    )
    rows = capsys.readouterr().out.splitlines()
    (ladder,) = (row for row in rows if "  … " in row)
    assert [cell for cell in ladder.split("  ") if cell][2] == line
    assert any(row.startswith("得分 93.00") for row in rows)
    assert [row for row in rows if row.startswith("处分")] == [said] * bool(said)
