"""The month that --month open means."""

import json
import shutil
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from inspect_cli.commands import door, opening
from inspect_cli.commands.open_month import open_month
from inspect_cli.site import Site

SAMPLE = Path(__file__).resolve().parents[1] / "sample_data"
NOVEMBER_20 = date(2026, 11, 20)
FINAL: dict[str, Any] = {"as_of": "2026-10-03", "control": {"unanswered": 0}, "rows": {"summary": 60}}


def site(root: Path, **settings: Any) -> Site:
    return Site(root, "Yard", "property-100", {}, **settings)


def reported(root: Path, month: str, **changed: Any) -> None:
    folder = root / "reports" / month
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "manifest.json").write_text(json.dumps(FINAL | changed), "utf-8")


def test_it_is_the_oldest_month_without_a_final_report(tmp_path: Path) -> None:
    since = date(2026, 9, 14)
    assert open_month(site(tmp_path), since, NOVEMBER_20).name == "2026-09"
    reported(tmp_path, "2026-09")
    assert open_month(site(tmp_path), since, NOVEMBER_20).name == "2026-10"
    reported(tmp_path, "2026-10", as_of="2026-11-03")
    assert open_month(site(tmp_path), since, NOVEMBER_20).name == "2026-11"


@pytest.mark.parametrize(
    "unfinished",
    [
        {"as_of": "2026-10-02"},
        {"control": {"unanswered": 1}},
        {"control": {}},
        {"rows": {"summary": 60, "problems": 3}},
        {"as_of": None},
    ],
)
def test_a_report_that_may_still_change_is_not_final(tmp_path: Path, unfinished: dict[str, Any]) -> None:
    reported(tmp_path, "2026-09", **unfinished)
    assert open_month(site(tmp_path), date(2026, 9, 1), NOVEMBER_20).name == "2026-09"


def test_a_file_that_is_no_manifest_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "reports" / "2026-09").mkdir(parents=True)
    (tmp_path / "reports" / "2026-09" / "manifest.json").write_text("[", "utf-8")
    assert open_month(site(tmp_path), date(2026, 9, 1), NOVEMBER_20).name == "2026-09"


def test_nothing_is_open_before_the_site_or_after_today(tmp_path: Path) -> None:
    assert open_month(site(tmp_path), None, NOVEMBER_20).name == "2026-11"
    assert open_month(site(tmp_path), date(2027, 2, 1), NOVEMBER_20).name == "2026-11"
    assert open_month(site(tmp_path, cut_off=24), date(2026, 10, 25), NOVEMBER_20).name == "2026-11"


class Today(date):
    """The day of these runs."""

    @classmethod
    def today(cls) -> date:  # type: ignore[override]
        return NOVEMBER_20


@pytest.mark.parametrize("setting", ['start = "2026-10-01"\n', ""])
def test_without_a_start_the_oldest_record_says_where_to_begin(
    setting: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(SAMPLE, tmp_path / "site", ignore=shutil.ignore_patterns("reports", "*.pyc", "making"))
    settings = tmp_path / "site" / "site.toml"
    settings.write_text(settings.read_text("utf-8").replace('start = "2026-10-01"\n', setting), "utf-8")
    monkeypatch.setattr(opening, "date", Today)
    monkeypatch.setattr(sys, "argv", ["inspect-cli", "check", "--site", f"{tmp_path / 'site'}", "--month", "open"])
    assert door.run() == 0
    assert "2026-10 (10-01 … 10-31)" in capsys.readouterr().out
