"""Losses, caps, sanctions and formulas in yuan: the worked examples, and agreement with the plain reference."""

import calendar
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from inspect_cli.frames import BALANCES, DECISIONS, FACTS, PEOPLE, of_rows
from inspect_cli.months import Month
from inspect_cli.rulebook.compile import compile_rules
from inspect_cli.score import History, Scored, score_month
from tests.reference import money as reference
from tests.reference.money import Person, Seen

ITEMS = ("LP", "LG", "LD", "A", "B", "C", "W")
BOTH = {"zh": "无", "en": "x"}
RULES = {
    "id": "k", "version": "1", "from": "2026-01-01", "kind": "inspection", "title": BOTH,
    "sanctions": {"warning": BOTH, "demerit": BOTH}, "sections": [{"id": "s", "title": BOTH}],
    "items": [
        {"id": name, "section": "s", "title": BOTH, "standard": BOTH, "object": "person", "frequency": "each",
         "basis": "house"}
        for name in ITEMS
    ] + [
        {"id": name, "section": "s", "title": BOTH, "standard": BOTH, "object": "person", "frequency": "each",
         "basis": "house", "each": {"sanction": name}}
        for name in ("warning", "demerit")
    ],
}  # fmt: skip
DEPARTMENT = {"losses": {"shares": [{"items": ["LD"], "among": "department"}], "cap": {"rate": "0.5"}}}


def month_of(number: int) -> Month:
    return Month(f"2026-{number:02}", date(2026, number, 1), date(2026, number, calendar.monthrange(2026, number)[1]))


def person(name: str, **more: Any) -> Person:
    said = dict.fromkeys(("group", "base_points", "bonus", "wage", "hired", "left"))
    return Person(id=name, **{"department": "ops", **said, **more})


def seen(item: str, magnitude: str | None, who: str = "P1", day: date = date(2026, 10, 5), nth: int = 0) -> Seen:
    return Seen(f"F{nth}", who, day, item, None if magnitude is None else Decimal(magnitude), Decimal(1))


def scored(
    pay: dict[str, Any], people: Sequence[Person], facts: Sequence[Seen], month: Month | None = None,
    owed: pl.DataFrame | None = None, money: bool = True, decisions: Sequence[dict[str, Any]] = (),
) -> Scored:  # fmt: skip
    """The month scored under one scheme with these money rules."""
    scheme = {"id": "s", "version": "1", "from": "2026-01-01", "title": BOTH, "base": "100", "checklists": ["k"],
              "money": money, "pay": pay, "bands": [{"grade": "A", "title": BOTH}]}  # fmt: skip
    rows = [
        {"person_id": each.id, "name": each.id, "department": each.department, "group": each.group, "scheme": "s",
         "base_points": each.base_points, "bonus_base": each.bonus, "wage": each.wage, "hired": each.hired,
         "left": each.left, "valid_from": date(2026, 1, 1), "valid_to": each.left or date(9999, 12, 31),
         "punches": True, "kind": "person"}
        for each in people
    ]  # fmt: skip
    frame = [
        {"fact_id": fact.id, "subject_kind": "person", "subject": fact.person, "date": fact.date, "item": fact.item,
         "origin": "inspection", "outcome": "fail", "quantity": fact.quantity, "magnitude": fact.magnitude,
         "standing": "approved"}
        for fact in facts
    ]  # fmt: skip
    history = History() if owed is None else History(balances=owed)
    return score_month(
        of_rows(frame, FACTS), of_rows(rows, PEOPLE), compile_rules([RULES], [scheme]), month or month_of(10),
        of_rows(list(decisions), DECISIONS), history,
    )  # fmt: skip


def yuan_of(result: Scored, *steps: str) -> list[tuple[str, str, Decimal]]:
    lines = result.adjustments.filter(pl.col("yuan").is_not_null())
    lines = lines.filter(pl.col("step").is_in(steps)) if steps else lines
    return sorted(lines.select("subject", "step", "yuan").rows())


def owed_by(result: Scored) -> dict[str, dict[str, Decimal]]:
    found: dict[str, dict[str, Decimal]] = {}
    for row in result.balances.iter_rows(named=True):
        found.setdefault(row["subject"], {})[row["since"]] = -row["yuan"]
    return found


EXAMPLE_7 = [
    person("P1", base_points=Decimal(5), bonus=Decimal(1200), wage=Decimal(5000)),
    person("P2", base_points=Decimal(25)),
]


def test_a_loss_of_6000_with_5_of_30_base_points_is_1000_of_which_half_the_bonus_is_taken_and_400_wait() -> None:
    first = scored(DEPARTMENT, EXAMPLE_7, [seen("LD", "6000")])
    assert yuan_of(first, "loss") == [("P1", "loss", Decimal(-1000)), ("P2", "loss", Decimal(-5000))]
    assert ("P1", "money-cap", Decimal(400)) in yuan_of(first)
    assert owed_by(first)["P1"] == {"2026-10": Decimal(400)}
    second = scored(DEPARTMENT, EXAMPLE_7, [seen("LD", "3000", day=date(2026, 11, 3))], month_of(11), first.balances)
    mine = [line for line in yuan_of(second) if line[0] == "P1"]
    assert mine == [("P1", "carried", Decimal(-400)), ("P1", "loss", Decimal(-500)), ("P1", "money-cap", Decimal(300))]
    assert owed_by(second)["P1"] == {"2026-11": Decimal(300)}, "the old 400 and 200 of the new are paid"


def test_the_wage_limits_what_losses_take_and_without_a_wage_nothing_is_taken() -> None:
    poor = [person("P1", base_points=Decimal(5), bonus=Decimal(1200), wage=Decimal(2000))]
    assert ("P1", "money-cap", Decimal(600)) in yuan_of(scored(DEPARTMENT, poor, [seen("LD", "1000")]))
    unknown = [person("P1", base_points=Decimal(5), bonus=Decimal(1200))]
    assert ("P1", "money-cap", Decimal(1000)) in yuan_of(scored(DEPARTMENT, unknown, [seen("LD", "1000")]))


@pytest.mark.parametrize(("leaver", "given_back"), [("waive", "900"), ("settle", "500")])
def test_who_leaves_owes_nothing_afterwards(leaver: str, given_back: str) -> None:
    pay = {"losses": {**DEPARTMENT["losses"], "cap": {"rate": "0.5"}, "leaver": leaver}}
    leaving = [person("P1", base_points=Decimal(5), bonus=Decimal(200), wage=Decimal(2500), left=date(2026, 10, 20))]
    result = scored(pay, leaving, [seen("LD", "1000")])
    assert ("P1", "money-cap", Decimal(given_back)) in yuan_of(result)
    assert owed_by(result) == {}


def test_what_nobody_settles_is_carried_on_as_it_is() -> None:
    owed = of_rows([{"month": "2026-09", "subject": "P1", "account": "losses", "since": "2026-08",
                     "yuan": Decimal(-70)}], BALANCES)  # fmt: skip
    assert owed_by(scored(DEPARTMENT, EXAMPLE_7, [], owed=owed, money=False)) == {"P1": {"2026-08": Decimal(70)}}


def test_without_money_no_line_has_yuan() -> None:
    assert yuan_of(scored(DEPARTMENT, EXAMPLE_7, [seen("LD", "6000")], money=False)) == []


FEE = {"id": "parcel", "items": ["A"], "side": "deduction", "most": "10",
       "fee": {"free": "24", "first": "2", "every": "12", "each": "1"}}  # fmt: skip
PROMISE = {"id": "promise", "items": ["A"], "side": "deduction", "rate": "0.05", "least": "1", "most": "30"}


@pytest.mark.parametrize(
    ("formula", "amount", "yuan"),
    [
        (FEE, "24", "0"), (FEE, "24.5", "2"), (FEE, "36", "3"), (FEE, "47.9", "3"), (FEE, "120", "10"),
        (FEE, "500", "10"), (PROMISE, "10", "1"), (PROMISE, "400", "20"), (PROMISE, "1000", "30"),
        ({**FEE, "fee": {**FEE["fee"], "steps": "begun"}}, "24.5", "3"),
        ({key: end for key, end in PROMISE.items() if key != "most"}, "10", "1"),
        ({key: end for key, end in PROMISE.items() if key != "least"}, "1000", "30"),
    ],
)  # fmt: skip
def test_a_formula_gives_what_the_documents_say(formula: dict[str, Any], amount: str, yuan: str) -> None:
    result = scored({"formulas": [formula]}, [person("P1")], [seen("A", amount)])
    assert [line[2] for line in yuan_of(result)] == ([-Decimal(yuan)] if Decimal(yuan) else [])


def test_a_rate_follows_a_threshold_a_gate_shuts_and_a_guarantee_follows_service() -> None:
    rates = [{"below": "70", "rate": "0.01"}, {"atleast": "70", "rate": "0.015"}]
    pay = {"formulas": [{"id": "c", "items": ["A"], "side": "bonus", "rates": rates, "by": "B",
                         "gate": {"item": "C", "atleast": "100"},
                         "guarantee": [{"below": "3", "yuan": "180"}, {"atleast": "3", "yuan": "250"}]}]}  # fmt: skip
    people = [person("P1", hired=date(2026, 8, 15)), person("P2", hired=date(2026, 7, 31)), person("P3")]
    facts = [seen(item, amount, who, nth=nth) for nth, (item, amount, who) in enumerate([
        ("A", "10000", "P1"), ("B", "70", "P1"), ("C", "100", "P1"),
        ("A", "10000", "P2"), ("B", "69.9", "P2"), ("C", "120", "P2"),
        ("A", "10000", "P3"), ("B", "80", "P3"), ("C", "99", "P3"),
    ])]  # fmt: skip
    assert yuan_of(scored(pay, people, facts)) == [
        ("P1", "formula", Decimal(150)), ("P1", "guarantee", Decimal(30)),
        ("P2", "formula", Decimal(100)), ("P2", "guarantee", Decimal(150)),
    ]  # fmt: skip


@pytest.mark.parametrize(("together", "yuan"), [("highest", ["-480", "-360"]), ("add", ["-840", "-360"])])
def test_a_sanction_costs_its_share_once_it_is_approved(together: str, yuan: list[str]) -> None:
    shares = {"warning": "0.7" if together == "highest" else "1", "demerit": "0.3"}
    pay = {"sanctions": {"shares": shares, "together": together}}
    facts = [seen("demerit", None, nth=1), seen("warning", None, day=date(2026, 10, 9), nth=2)]
    people = [person("P1", bonus=Decimal(1200))]
    assert yuan_of(scored(pay, people, facts)) == []
    asked = scored(pay, people, facts).questions.filter(pl.col("kind") == "approval")["question"].to_list()
    decided = [{"about": question, "outcome": "approve"} for question in asked]
    found = yuan_of(scored(pay, people, facts, decisions=decided), "conversion")
    assert [line[2] for line in found] == list(map(Decimal, yuan))


amounts = st.decimals("0.01", "9999.99", places=2)
maybe = st.one_of(st.none(), amounts)
persons = st.builds(
    dict,
    department=st.sampled_from(["ops", "shop"]),
    group=st.sampled_from([None, "a", "b"]),
    base_points=st.one_of(st.none(), st.sampled_from([Decimal(0), Decimal(1), Decimal("2.5"), Decimal(7)])),
    bonus=maybe,
    wage=maybe,
    hired=st.one_of(st.none(), st.dates(date(2025, 9, 1), date(2026, 1, 1))),
    left=st.sampled_from([None, None, date(2026, 10, 20)]),
)
facts_of = st.lists(
    st.tuples(st.sampled_from(ITEMS), maybe, st.integers(0, 4), st.integers(1, 20), st.integers(1, 3)), max_size=14
)
rules = st.fixed_dictionaries({
    "losses": st.fixed_dictionaries(
        {"shares": st.just([{"items": ["LP"], "among": "person"}, {"items": ["LG"], "among": "group"},
                            {"items": ["LD"], "among": "department"}])},
        optional={"cap": st.builds(lambda rate, of: {"rate": rate, "of": of}, st.sampled_from(["0", "0.5", "1"]),
                                   st.sampled_from(["bonus_base", "wage"])),
                  "wage_cap": st.sampled_from(["0.2", "1"]), "leaver": st.sampled_from(["waive", "settle"])},
    ),
    "formulas": st.just([
        {**FEE, "items": ["A", "B"]}, {**PROMISE, "items": ["C"], "factors": ["A", "B"]},
        {"id": "w", "items": ["W"], "side": "deduction", "wage_days": "21.75"},
        {"id": "r", "items": ["A"], "side": "bonus", "by": "C", "gate": {"item": "B", "over": "50"},
         "rates": [{"upto": "5000", "rate": "0.01"}, {"over": "5000", "rate": "0.0333"}],
         "guarantee": [{"below": "12", "yuan": "100"}, {"atleast": "12", "yuan": "333.33"}]},
    ]),
})  # fmt: skip


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(rules, st.lists(persons, min_size=1, max_size=5), facts_of, st.dictionaries(st.sampled_from("01234"), amounts))
def test_the_program_and_the_plain_reference_agree(
    pay: dict[str, Any], staff: list[dict[str, Any]], told: list[Any], debts: dict[str, Decimal]
) -> None:
    people = [Person(id=f"P{nth}", **row) for nth, row in enumerate(staff)]
    facts = [
        Seen(f"F{nth:02}", f"P{who % len(people)}", date(2026, 10, day), item, size, Decimal(times))
        for nth, (item, size, who, day, times) in enumerate(told)
    ]
    debts = {f"P{who}": yuan for who, yuan in debts.items() if int(who) < len(people)}
    owed = of_rows([{"month": "2026-09", "subject": who, "account": "losses", "since": "2026-09", "yuan": -yuan}
                    for who, yuan in debts.items()], BALANCES)  # fmt: skip
    result = scored(pay, people, facts, owed=owed)
    parts = reference.losses(pay, people, facts)
    expected = reference.formulas(pay, people, facts, date(2026, 10, 31))
    expected += [(who, "loss", -yuan) for who, _, yuan in parts]
    left: dict[str, dict[str, Decimal]] = {}
    for each in people:
        new = [(f"{fact}/losses/{who}", yuan) for who, fact, yuan in parts if who == each.id]
        mine = {"2026-09": debts[each.id]} if each.id in debts else {}
        back, rest = reference.carried(pay, each, mine, new, "2026-10", date(2026, 10, 31))
        expected += [(each.id, "carried", -yuan) for yuan in mine.values()]
        expected += [(each.id, "money-cap", back)] if back else []
        left |= {each.id: rest} if rest else {}
    assert yuan_of(result) == sorted(expected)
    assert owed_by(result) == left
    divided: dict[str, Decimal] = {}
    for _, fact, yuan in parts:
        divided[fact] = divided.get(fact, Decimal(0)) + yuan
    assert all(divided[fact.id] == fact.magnitude for fact in facts if fact.id in divided), "no fen is lost"
