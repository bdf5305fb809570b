"""What inspectors and customers saw, held against the items: what is taken, what is refused and where."""

from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from inspect_cli.derive.findings import derive_incidents, derive_inspections
from inspect_cli.frames import FACTS, PEOPLE, dtypes, empty
from inspect_cli.problems import Problem

from .given import BOTH, book_of, checklist, people_of, records, refused

ITEMS: list[dict[str, Any]] = [
    {"id": "badge", "each": {"points": "-1", "per": "piece"}, "pieces": ["badge", "tie", "shirt"]},
    {"id": "phone", "each": {"points": "-5"}},
    {"id": "hair", "chosen": {"points": ["-1.5", "-0.5"], "step": "0.5"}},
    {"id": "praise", "chosen": {"points": ["2", "10"]}},
    {
        "id": "dozing",
        "levels": {"light": {"points": "-1"}, "serious": {"chosen": {"points": ["-5", "-3"]}}},
        "level_titles": {"light": {"zh": "打盹", "en": "nodding off"}, "serious": {"zh": "严重", "en": "fast asleep"}},
    },
    {"id": "temperature", "unit": "degree", "bands": [{"over": "26", "points": "-1"}]},
    {"id": "books"},
]
OLD = {
    **checklist({"id": "phone", "each": {"points": "-2"}}, {"id": "gone", "each": {"points": "-1"}}),
    "to": "2026-09-30",
}
NEW = checklist(*ITEMS, sanctions={"warning": BOTH}) | {"from": "2026-10-01", "version": "2.0"}
BOOK = book_of(OLD, NEW)
COLUMNS = (
    "date,time,person_id,place,item,result,quantity,magnitude,level,points,inspector,inspection_id,record_id,status"
)


def inspect(*lines: str) -> tuple[pl.DataFrame, list[Problem]]:
    """Facts of inspections; a line is as in COLUMNS, the empty cells at its end left out."""
    width = COLUMNS.count(",")
    text = "\n".join([COLUMNS, *(line + "," * (width - line.count(",")) for line in lines)])
    nothing = records("areas", ""), pl.DataFrame()
    return derive_inspections(records("inspections", text), *nothing, people_of(), empty(PEOPLE), BOOK)


def only(*lines: str) -> dict[str, Any]:
    """The one fact of sound lines."""
    facts, problems = inspect(*lines)
    assert problems == []
    return facts.row(0, named=True)


def test_a_failure_is_a_fact_of_the_person() -> None:
    fact = only("2026-10-05,09:30,E1,,phone,fail,,,,,E2,S-1,S-1:1")
    said = {"fact_id": "S-1:1", "subject_kind": "person", "subject": "E1", "at": 570, "origin": "inspection",
            "item": "phone", "outcome": "fail", "quantity": Decimal(1), "sheet": "S-1", "rater": "E2",
            "standing": "approved", "row": 2}  # fmt: skip
    assert {key: fact[key] for key in said} == said


def test_facts_are_of_the_declared_schema() -> None:
    assert inspect("2026-10-05,,E1,,phone,fail")[0].schema == pl.Schema(dtypes(FACTS))


def test_a_place_without_a_person_is_the_subject() -> None:
    fact = only("2026-10-05,,,Building 3,phone,fail")
    assert (fact["subject_kind"], fact["subject"]) == ("place", "Building 3")


def test_rows_of_one_inspector_on_one_day_are_one_sheet() -> None:
    lines = [
        "2026-10-05,,E1,,phone,pass,,,,,E2",
        "2026-10-05,,E2,,phone,pass,,,,,X",
        "2026-10-05,,E1,,badge,pass,,,,,E2",
    ]
    facts, _ = inspect(*lines)
    assert facts["sheet"].sort().to_list() == ["2026-10-05/E2", "2026-10-05/E2", "2026-10-05/X"]


@pytest.mark.parametrize("given", ["quantity", "magnitude", "level", "points"])
def test_whoever_says_how_much_has_said_that_it_failed(given: str) -> None:
    cells = {"date": "2026-10-05", "person_id": "E1", "item": "books", given: "1"}
    text = f"{','.join(cells)}\n{','.join(cells.values())}"
    facts, problems = derive_inspections(
        records("inspections", text), records("areas", ""), pl.DataFrame(), people_of(), empty(PEOPLE), BOOK
    )
    assert (facts["outcome"].to_list(), problems) == (["fail"], [])


@pytest.mark.parametrize("result", ["pass", "na"])
def test_what_was_in_order_needs_neither_level_nor_points(result: str) -> None:
    facts, problems = inspect(*(f"2026-10-05,,E1,,{item['id']},{result}" for item in ITEMS))
    assert (facts.height, problems) == (len(ITEMS), [])


@pytest.mark.parametrize("word", ["serious", "严重", "嚴重", "Fast Asleep"])
def test_a_level_is_named_by_its_code_or_its_title(word: str) -> None:
    assert only(f"2026-10-05,,E1,,dozing,fail,,,{word},-4")["level"] == "serious"


def test_a_rejected_record_is_no_fact() -> None:
    facts, problems = inspect(
        "2026-10-05,,E1,,phone,fail,,,,,,,R1,rejected", "2026-10-05,,E1,,phone,fail,,,,,,,R2,provisional"
    )
    assert (facts["standing"].to_list(), problems) == (["provisional"], [])


@pytest.mark.parametrize(
    "line",
    [
        "badge,fail,3",
        "phone,fail,,,,-5",
        "phone,fail,2,,,-10",
        "phone,fail,2,,,5",
        "hair,fail,,,,-0.5",
        "hair,fail,,,,1.5",
        "praise,fail,,,,10",
        "dozing,fail,,,light",
        "dozing,fail,,,light,-1",
        "dozing,fail,,,serious,-4",
        "temperature,fail,,27.5",
        "temperature,fail,,20",
        "books,fail",
    ],
)
def test_a_failure_that_its_price_can_take(line: str) -> None:
    assert only(f"2026-10-05,,E1,,{line}")["outcome"] == "fail"


@pytest.mark.parametrize(
    ("line", "code", "column"),
    [
        ("2026-10-05,,E1,,phone", "no-result", 6),
        ("2026-10-05,,E1,,phone,fail,,,,,E1", "self-inspection", 11),
        ("2026-10-05,,E9,,phone,fail", "unknown-person", 3),
        ("2025-12-31,,E1,,phone,fail", "not-employed", 1),
        ("2026-10-05,,E1,,phnoe,fail", "unknown-item", 5),
        ("2026-10-05,,E1,,gone,fail", "no-rules-on-date", 1),
        ("2026-09-30,,E1,,badge,fail", "no-rules-on-date", 1),
        ("2026-10-05,,E1,,badge,fail,0", "not-positive", 7),
        ("2026-10-05,,E1,,badge,fail,-1", "not-positive", 7),
        ("2026-10-05,,E1,,badge,fail,4", "too-many-pieces", 7),
        ("2026-10-05,,E1,,dozing,fail,,,heavy", "unknown-level", 9),
        ("2026-10-05,,E1,,dozing,fail,,,serious", "points-missing", 10),
        ("2026-10-05,,E1,,dozing,fail,,,serious,-6", "points-out-of-range", 10),
        ("2026-10-05,,E1,,dozing,fail,,,light,-2", "points-differ", 10),
        ("2026-10-05,,E1,,temperature,fail", "measure-missing", 8),
        ("2026-10-05,,E1,,hair,fail", "points-missing", 10),
        ("2026-10-05,,E1,,hair,fail,,,,-2", "points-out-of-range", 10),
        ("2026-10-05,,E1,,hair,fail,,,,-0.7", "points-out-of-range", 10),
        ("2026-10-05,,E1,,hair,fail,,,,0", "points-out-of-range", 10),
        ("2026-10-05,,E1,,praise,fail,,,,-3", "wrong-sign", 10),
        ("2026-10-05,,E1,,phone,fail,,,,-4", "points-differ", 10),
        ("2026-10-05,,E1,,phone,fail,2,,,-15", "points-differ", 10),
    ],
)
def test_a_failure_that_its_price_cannot_take_is_refused_at_its_cell(line: str, code: str, column: int) -> None:
    facts, problems = inspect(line, "2026-10-05,,E2,,phone,fail")
    assert refused(problems) == [(code, f"inspections.csv:2:{column}")]
    assert facts["subject"].to_list() == ["E2"]


def test_the_price_is_that_of_the_day() -> None:
    assert only("2026-09-30,,E1,,phone,fail,,,,-2")["chosen"] == Decimal(-2)
    assert refused(inspect("2026-09-30,,E1,,phone,fail,,,,-5")[1]) == [("points-differ", "inspections.csv:2:10")]


def test_a_near_miss_is_proposed_never_taken() -> None:
    facts, (unknown_item, unknown_person) = inspect("2026-10-05,,E1,,phnoe,fail", "2026-10-05,,e1,,phone,fail")
    assert facts.is_empty()
    near = {unknown_item.facts["near"], unknown_person.facts["near"]}
    assert near == {"phone", "E1"}


def test_the_same_record_twice_is_refused() -> None:
    lines = ["2026-10-05,,E1,,phone,fail,,,,,,,R1", "2026-10-05,,E1,,badge,fail,,,,,,,R1"]
    facts, problems = inspect(*lines)
    assert refused(problems) == [("duplicate-record", "inspections.csv:3:13")]
    assert facts["item"].to_list() == ["phone"]


def test_equal_findings_without_a_number_are_two_findings() -> None:
    facts, _ = inspect("2026-10-05,,E1,,phone,fail", "2026-10-05,,E1,,phone,fail")
    first, second = facts["fact_id"].sort()
    assert (first[-2:], second[-2:]) == ("#1", "#2")


def test_a_finding_without_a_number_keeps_its_id_wherever_it_stands() -> None:
    lines = [f"2026-10-05,,E1,,temperature,fail,,{measure}" for measure in ("27", "28", "29")]
    lines += ["2026-10-05,,E1,,phone,fail", "2026-10-05,,E2,,phone,pass"]

    def known(lines: list[str]) -> dict[str, tuple[Any, ...]]:
        facts, _ = inspect(*lines)
        return {row["fact_id"]: (row["subject"], row["item"], row["magnitude"]) for row in facts.iter_rows(named=True)}

    assert known(lines) == known(lines[::-1]) == known(lines[2:] + lines[:2])


INCIDENTS = checklist(
    {"id": "rude", "each": {"points": "-5"}},
    {"id": "loss", "unit": "yuan", "bands": [{"over": "0", "points": "-3"}]},
    {"id": "praise", "chosen": {"points": ["2", "10"]}},
    kind="incident",
)


def told_of(*lines: str) -> tuple[pl.DataFrame, list[Problem]]:
    columns = "date,time,item,person_id,quantity,level,points,loss,reported_by,record_id,status"
    text = "\n".join([columns, *(line + "," * (columns.count(",") - line.count(",")) for line in lines)])
    return derive_incidents(records("incidents", text), pl.DataFrame(), people_of(), empty(PEOPLE), book_of(INCIDENTS))


def test_an_incident_is_an_event_on_a_sheet_of_its_own() -> None:
    (fact,) = told_of("2026-10-05,11:20,rude,E1,,,,,E2,C-1")[0].rows(named=True)
    said = {"fact_id": "C-1", "outcome": "event", "origin": "incident", "at": 680, "sheet": "C-1", "rater": "E2"}
    assert {key: fact[key] for key in said} == said


def test_a_loss_is_measured_by_its_amount() -> None:
    assert told_of("2026-10-05,,loss,E1,,,,80")[0]["magnitude"].to_list() == [Decimal(80)]
    assert refused(told_of("2026-10-05,,loss,E1")[1]) == [("measure-missing", "incidents.csv:2")]


def test_praise_written_as_a_deduction_is_a_slip() -> None:
    assert refused(told_of("2026-10-05,,praise,E1,,,-8")[1]) == [("wrong-sign", "incidents.csv:2:7")]


def test_an_item_of_inspections_is_no_incident() -> None:
    assert refused(told_of("2026-10-05,,phone,E1")[1]) == [("unknown-item", "incidents.csv:2:3")]
