"""Decisions applied to facts: confirmed and approved ones count, excused and rejected ones are gone."""

import polars as pl
import pytest

from inspect_cli.score.rulings import rule_on_facts, rule_on_levels, rule_on_records

STANDINGS = {
    "A": "open", "B": "open", "R1": "provisional", "R2@E1": "provisional", "R2@E2": "provisional", "C": "approved",
}  # fmt: skip
FACTS = pl.DataFrame(
    {"fact_id": list(STANDINGS), "standing": list(STANDINGS.values())}, schema=["fact_id", "standing"]
).with_columns(parent_id=pl.lit(None, dtype=pl.String))


def standings(facts: pl.DataFrame) -> dict[str, str]:
    return dict(facts.select("fact_id", "standing").iter_rows())


def said(**answers: str) -> pl.DataFrame:
    kinds = ["absent"] * len(answers)
    return pl.DataFrame(
        {"fact_id": list(answers), "about": list(answers), "outcome": list(answers.values()), "kind": kinds}
    )


def test_what_is_confirmed_counts_and_what_is_excused_is_gone() -> None:
    ruled = standings(rule_on_facts(FACTS, said(A="confirm", B="excuse")))
    assert ruled == {
        "A": "approved",
        "R1": "provisional",
        "R2@E1": "provisional",
        "R2@E2": "provisional",
        "C": "approved",
    }


def test_an_unanswered_question_changes_nothing() -> None:
    nothing = said(A="confirm").clear()
    assert rule_on_facts(FACTS, nothing).equals(FACTS)
    assert rule_on_records(FACTS, nothing).equals(FACTS)


@pytest.mark.parametrize("outcome,left", [("approve", {"R2@E1": "approved", "R2@E2": "approved"}), ("reject", {})])
def test_a_record_that_several_answer_for_is_approved_or_rejected_for_all(outcome: str, left: dict[str, str]) -> None:
    ruled = standings(rule_on_records(FACTS, said(R2=outcome)))
    assert {key: value for key, value in ruled.items() if key.startswith("R2")} == left
    assert ruled["R1"] == "provisional"


def test_a_record_that_counts_already_is_not_rejected_by_a_late_decision() -> None:
    assert standings(rule_on_records(FACTS, said(C="reject")))["C"] == "approved"


def test_a_level_that_was_chosen_is_the_facts_and_one_that_nobody_chose_leaves_it_open() -> None:
    facts = pl.DataFrame(
        {"fact_id": list("ABCD"), "level": [None, None, None, "light"], "standing": ["approved"] * 4},
        schema=dict.fromkeys(("fact_id", "level", "standing"), pl.String),
    ).with_columns(parent_id=pl.lit(None, dtype=pl.String))
    asked = pl.DataFrame(
        {"fact_id": list("ABC"), "kind": ["level"] * 3, "outcome": ["choose", "excuse", None],
         "level": ["serious", None, None]}
    )  # fmt: skip
    assert rule_on_levels(facts, asked).drop("parent_id").rows() == [
        ("A", "serious", "approved"), ("C", None, "open"), ("D", "light", "approved"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("answers", "left"),
    [({"F": "confirm"}, {"approved"}), ({"F": "excuse"}, set()), ({"other": "confirm"}, {"open"})],
)
def test_what_is_charged_to_others_goes_the_way_of_its_parent(answers: dict[str, str], left: set[str]) -> None:
    ids = {"fact_id": ["F", "F@H/led"], "parent_id": [None, "F"], "standing": ["open", "open"]}
    assert set(standings(rule_on_facts(pl.DataFrame(ids), said(**answers))).values()) == left
