"""What was measured in words, and the headline of an explanation: no second lost, no unit of another item."""

import shutil
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest

from inspect_cli.amounts import AMOUNT
from inspect_cli.commands import door
from inspect_cli.report.measures import measured

CASE = Path(__file__).resolve().parents[1] / "cases" / "single-events"


def said(magnitude: str | None, unit: str | None, lang: str) -> str | None:
    cells = {"magnitude": [None if magnitude is None else Decimal(magnitude)], "unit": [unit]}
    frame = pl.DataFrame(cells, schema={"magnitude": AMOUNT, "unit": pl.String})
    (text,) = frame.select(measured(lang)).to_series().to_list()
    return None if text is None else str(text)


@pytest.mark.parametrize(
    ("magnitude", "unit", "en", "zh"),
    [
        ("3.1667", "minute", "3 min 10 s", "3 分 10 秒"),
        ("10.0167", "minute", "10 min 1 s", "10 分 1 秒"),
        ("0.5", "minute", "30 s", "30 秒"),
        ("59.9833", "minute", "59 min 59 s", "59 分 59 秒"),
        ("12", "minute", "12 min", "12 分钟"),
        ("0", "minute", "0 min", "0 分钟"),
        ("3.9999", "minute", "3.9999 min", "3.9999 分钟"),
        ("3.123", "minute", "3.123 min", "3.123 分钟"),
        ("4.5", "ring", "4.5 rings", "4.5 声"),
        ("0.5", "hour", "0.5 h", "0.5 小时"),
        ("2", "cm", "2 cm", "2 cm"),
        ("80", None, "80", "80"),
        (None, "minute", None, None),
    ],
)
def test_a_measure_is_said_with_its_unit(magnitude: str | None, unit: str | None, en: str, zh: str) -> None:
    assert (said(magnitude, unit, "en"), said(magnitude, unit, "zh")) == (en, zh)


@pytest.mark.parametrize("seconds", range(1, 60))
def test_every_second_a_clock_gives_is_said(seconds: int) -> None:
    minutes = (Decimal(7) + Decimal(seconds) / 60).quantize(Decimal("0.0001"))
    assert said(str(minutes), "minute", "en") == f"7 min {seconds} s"


@pytest.fixture
def explained(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> dict[str, str]:
    """What explain says, in each language, of someone late by 3 min 10 s one day and by 10 min 1 s the next."""
    site = tmp_path / "site"
    shutil.copytree(CASE, site, ignore=shutil.ignore_patterns("expected"))
    monkeypatch.chdir(site)
    days = "\n".join(f"E2,2026-10-{day},day" for day in ("05", "06"))
    (site / "people" / "roster.csv").write_text(f"person_id,date,shift\n{days}\n", "utf-8")
    punches = ("05 08:03:10", "05 17:00:00", "06 08:10:01", "06 17:00:00")
    rows = "\n".join(f"E2,2026-10-{punch}" for punch in punches)
    (site / "records" / "attendance.csv").write_text(f"person_id,time\n{rows}\n", "utf-8")
    heard = {}
    for lang in ("en", "zh"):
        words = ["explain", "E2", "--month", "2026-10", "--as-of", "2026-11-05", "--lang", lang]
        monkeypatch.setattr("sys.argv", ["inspect-cli", *words])
        assert door.run() == 0
        heard[lang] = capsys.readouterr().out
    return heard


def test_lateness_is_said_in_minutes_and_seconds(explained: dict[str, str]) -> None:
    assert "Late 3 min 10 s (day 08:00" in explained["en"]
    assert "3 min 10 s, over 0 up to 5: -1.00" in explained["en"]
    assert "迟到 3 分 10 秒（day 08:00" in explained["zh"]
    assert "3 分 10 秒，超过 0" in explained["zh"]


def test_a_lateness_that_counts_as_an_absence_keeps_its_unit(explained: dict[str, str]) -> None:
    assert "Late 10 min 1 s (day 08:00" in explained["en"]
    assert "Late counts as Absent for 10 min 1 s over 10; each time -10.00" in explained["en"]
    assert "besides for 10 min 1 s over 10: -40.00 yuan" in explained["en"]
    assert "迟到 10 分 1 秒（day 08:00" in explained["zh"]
    assert "迟到计为缺勤（10 分 1 秒，超过 10）；每次 -10.00" in explained["zh"]


def test_the_headline_stands_once(explained: dict[str, str]) -> None:
    for text in explained.values():
        first, second, *_ = text.splitlines()
        assert first.startswith("E2 Zhang")
        assert "E2" not in second
