"""The month under other rules: the same rules change nobody, others change what they say, nothing is written."""

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.gallery import Answer, answer_in, contents

CASE = Path(__file__).parent / "cases" / "ladder-with-a-choice"
MONTH = ["--month", "2026-10", "--as-of", "2026-11-05", "--lang", "en"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site with a ladder whose points are chosen, and a copy of its rules to change."""
    shutil.copytree(CASE, tmp_path / "site")
    shutil.copytree(CASE / "rules", tmp_path / "other")
    return tmp_path


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def simulated(folder: Path, *more: str) -> Answer:
    return answer_in(folder, ["simulate", "--site", "site", "--rules", "other", *MONTH, *more])


def tables(folder: Path) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = json.loads(simulated(folder, "--json").stdout)
    return found


def test_the_same_rules_change_nobody_and_nothing_is_written(site: Path) -> None:
    before = contents(site)
    answer = simulated(site)
    assert answer.code == 0
    assert "(no rows)" in answer.stdout
    assert "better 0, worse 0" in answer.stderr
    assert contents(site) == before


def test_now_is_what_score_says_and_the_totals_are_those_of_the_people(site: Path) -> None:
    change(site / "other/schemes/small.json", '"base": "100"', '"base": "90"')
    found = tables(site)
    scored = json.loads(answer_in(site, ["score", "--site", "site", *MONTH, "--json"]).stdout)
    assert [(row["person_id"], row["score_now"]) for row in found["simulation"]] == [
        (row["person_id"], row["score"]) for row in scored
    ]
    assert {row["difference"] for row in found["simulation"]} == {"-10.00"}
    assert found["totals"][0]["worse"] == len(scored)
    assert sum(float(row["difference"]) for row in found["simulation"]) == float(found["totals"][0]["difference"])


def test_an_answer_counts_under_both_rules_though_its_question_has_another_number(site: Path) -> None:
    change(site / "site/site.toml", "[data]", '[data]\ndecisions = "records/decisions.csv"')
    status = json.loads(answer_in(site, ["status", "--site", "site", *MONTH, "--json"]).stdout)
    asked = next(row for row in status if row["kind"] == "choice")
    answer = answer_in(
        site, ["decide", asked["about"], "choose", "--value", "2", "--by", "HR", "--site", "site", *MONTH]
    )
    assert answer.code == 0, answer.stderr
    change(site / "other/conduct.json", '"each": {"points": "-1"}', '"each": {"points": "-1", "sanction": "warning"}')
    now = {row["person_id"]: row for row in tables(site)["simulation"]}[asked["person_id"]]
    assert now["score_now"] == now["score_then"]


def test_a_bad_rule_book_and_a_scheme_it_lacks_end_with_2(site: Path) -> None:
    change(site / "other/schemes/small.json", '"id": "small"', '"id": "large"')
    assert simulated(site).code == 2
    assert simulated(site, "--as-scheme", "large").code == 0
    (site / "other/schemes/small.json").write_text("{", "utf-8")
    assert simulated(site).code == 2


def test_a_file_holds_everyone(site: Path) -> None:
    assert simulated(site, "-o", "all.csv").code == 0
    with (site / "all.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["person_id"] for row in rows] == [row["person_id"] for row in tables(site)["simulation"]]
    assert simulated(site, "-o", "all.xlsx").code == 0


def test_rows_that_only_the_rules_in_force_can_use_are_named(site: Path) -> None:
    text = json.loads((site / "other/conduct.json").read_text("utf-8"))
    item = text["items"][0]["id"]
    for path in (site / "other").rglob("*.json"):
        path.write_text(path.read_text("utf-8").replace(f'"{item}"', '"renamed"'), "utf-8")
    answer = simulated(site)
    assert answer.code == 0
    assert f"unknown-item: no checklist for this kind of record has an item {item}" in answer.stderr
    assert "rows that count nothing under the other rules: " in answer.stderr
