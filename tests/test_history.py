"""Months look back on the reports of those before: what is missing is said, what was edited is refused."""

import csv
import json
import shlex
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from inspect_cli.commands import door

CASE = Path(__file__).parent / "cases" / "third-absence-in-90-days"
NOVEMBER = "--month 2026-11 --as-of 2026-12-05 --lang en"
OCTOBER = "--month 2026-10 --as-of 2026-11-05 --lang en"


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the case, with October's report, to stand in."""
    folder = tmp_path / "site"
    shutil.copytree(CASE, folder, ignore=shutil.ignore_patterns("expected"))
    monkeypatch.chdir(folder)
    return folder


def run(line: str, monkeypatch: pytest.MonkeyPatch) -> int:
    monkeypatch.setattr("sys.argv", ["inspect-cli", *shlex.split(line)])
    return door.run()


def rows(path: Path) -> list[Mapping[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def statuses(path: Path) -> dict[str, str]:
    return {row["person_id"]: row["status"] for row in rows(path / "summary.csv")}


def files(path: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in path.iterdir()}


def test_a_missing_month_leaves_everyone_incomplete_who_was_employed_in_it(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(site / "reports")
    run(f"report {NOVEMBER} --format csv --out out", monkeypatch)
    assert statuses(site / "out") == {"E1": "incomplete", "E2": "incomplete", "E3": "incomplete", "E4": "scored",
                                      "E5": "incomplete"}  # fmt: skip
    capsys.readouterr()
    run(f"explain E1 {NOVEMBER}", monkeypatch)
    said = capsys.readouterr().out
    assert "reports of earlier months that the rules look back on are missing: 2026-10" in said
    assert "90.00 so far: incomplete, 1 earlier months" in said


def test_a_month_before_the_start_is_not_missed(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.rmtree(site / "reports")
    settings = (site / "site.toml").read_text("utf-8")
    (site / "site.toml").write_text(settings.replace("2026-10-01", "2026-11-01"), "utf-8")
    run(f"report {NOVEMBER} --format csv --out out", monkeypatch)
    assert set(statuses(site / "out").values()) == {"scored"}


def test_an_edited_report_is_refused_and_nothing_is_written(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    facts = site / "reports" / "2026-10" / "facts.csv"
    facts.write_text(facts.read_text("utf-8").replace("2026-10-05", "2026-05-05"), "utf-8")
    assert run(f"report {NOVEMBER} --out out", monkeypatch) == 1
    assert "reports/2026-10/facts.csv: damaged-report" in capsys.readouterr().err
    assert not (site / "out").exists()


def test_a_report_made_before_its_month_was_over_is_not_looked_back_on(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    run("report --month 2026-10 --as-of 2026-10-20 --lang en", monkeypatch)
    capsys.readouterr()
    run(f"report {NOVEMBER} --format csv --out out", monkeypatch)
    assert "report-not-whole" in capsys.readouterr().err
    assert statuses(site / "out")["E1"] == "incomplete"


def test_a_report_of_the_month_itself_changes_nothing(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(f"report {NOVEMBER} --format csv", monkeypatch)
    first = files(site / "reports" / "2026-11")
    run(f"report {NOVEMBER} --format csv", monkeypatch)
    assert files(site / "reports" / "2026-11") == first


@pytest.mark.parametrize("how", ["--headings zh --format csv", "--no-bom", "--format csv --lang zh"])
def test_reports_are_read_back_however_they_were_written(how: str, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(f"report {NOVEMBER} --format csv --out before", monkeypatch)
    run(f"report {OCTOBER} {how}", monkeypatch)
    run(f"report {NOVEMBER} --format csv --out after", monkeypatch)
    assert rows(site / "after" / "lines.csv") == rows(site / "before" / "lines.csv")
    assert statuses(site / "after") == statuses(site / "before")


def test_the_manifest_names_the_history_it_rests_on(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(f"report {NOVEMBER} --format csv --out out", monkeypatch)
    inputs = json.loads((site / "out" / "manifest.json").read_text("utf-8"))["inputs"]
    history = {each["file"]: each["sha256"] for each in inputs if each["kind"] == "history"}
    written = json.loads((site / "reports" / "2026-10" / "manifest.json").read_text("utf-8"))["files"]
    digests = {f"reports/2026-10/{each['file']}": each["sha256"] for each in written}
    assert set(history) == {"reports/2026-10/facts.csv", "reports/2026-10/summary.csv"}
    assert {name: digests[name] for name in history} == history


def test_without_a_site_the_folder_is_named(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run(f"report {NOVEMBER} --format csv --out before", monkeypatch)
    given = "--staff people/staff.csv --incidents records/2026-11.csv --rules rules --scheme small --history reports"
    run(f"report {NOVEMBER} {given} --format csv --out after", monkeypatch)
    points = [[(row["line_id"], row["points"], row["sanction"]) for row in rows(site / name / "lines.csv")]
              for name in ("before", "after")]  # fmt: skip
    assert points[0] == points[1]
