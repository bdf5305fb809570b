"""What follows from a month: months in a row, prizes, recovery, liability, each in a month worked out by hand."""

from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl
import pytest

from inspect_cli.frames import PAST_STANDINGS, of_rows
from inspect_cli.months import Month
from inspect_cli.score import History, Scored
from tests.reference.test_worked_examples import BOTH, MASTERY, checklist, fact, item, scheme
from tests.reference.test_worked_examples import person as somebody
from tests.score.frames_of import play

D = Decimal
DAYS = (date(2026, 4, 1), date(2026, 4, 30))
APRIL = Month("2026-04", *DAYS)
PRAISE = checklist(item("praise", each={"points": "1"}), item("fault", each={"points": "-2"}))
FIRST = {
    "id": "first", "title": BOTH, "when": {"rank": 1},
    "steps": [{"months": 1, "yuan": "50"}, {"months": 2, "yuan": "100"}, {"months": 3, "yuan": "200"}],
}  # fmt: skip


def person(name: str, **more: Any) -> dict[str, Any]:
    """Someone employed for ever."""
    return somebody(name, **{"valid_to": date(9999, 12, 31), **more})


def before(month: str, who: str = "P1", **said: Any) -> dict[str, Any]:
    """What an earlier month left of P1: a scored month without lines, first of its field."""
    return {
        "month": month, "subject": who, "status": "scored", "score": D(100), "graded": D(100), "grade": "all",
        "rank": 1, "deductions": D(0), "recovered": D(0), "leave": D(0), **said,
    }  # fmt: skip


def april(rules: dict[str, Any], history: list[dict[str, Any]], what: str = "praise", **people: Any) -> Scored:
    """April: P1 has one event, P2 none; both were inspected."""
    facts = [
        {**fact("F1", what, 2), "date": date(2026, 4, 2)},
        {**fact("F2", "praise", 2, subject="P2", outcome="pass"), "date": date(2026, 4, 2)},
    ]
    past = History(sorted({row["month"] for row in history}), standings=of_rows(history, PAST_STANDINGS))
    staff = [person("P1", **people), person("P2")]
    return play(facts, staff, [PRAISE], [scheme(**rules)], APRIL, "scheme", past)


def lines(scored: Scored, step: str) -> list[tuple[str, Decimal | None, Decimal | None, str]]:
    """Who got how many points and yuan in that step, and for what reason."""
    rows = scored.adjustments.filter(step=step)
    return list(rows.select("subject", "points", "yuan", "because").iter_rows())


@pytest.mark.parametrize(
    ("ranks", "yuan", "because"),
    [
        ({"01": 1, "02": 1, "03": 1}, 200, "streak"),  # January to April: 50, 100, 200, 200
        ({"02": 1, "03": 1}, 200, "streak"),  # the third and every further month lead to the same
        ({"01": 1, "02": 1, "03": 2}, 50, "streak"),  # another was first in March
        ({"01": 1, "03": 1}, 100, "streak-so-far"),  # February is not at hand
        ({"02": 2, "03": 1}, 100, "streak"),
        ({}, 50, "streak-so-far"),
    ],
)
def test_first_for_months_in_a_row(ranks: dict[str, int], yuan: int, because: str) -> None:
    history = [before(f"2026-{month}", rank=rank) for month, rank in ranks.items()]
    scored = april({"streaks": [FIRST]}, history)
    assert lines(scored, "streak") == [("P1", None, D(yuan), because)]


@pytest.mark.parametrize(
    ("march", "broken_by", "yuan"),
    [
        ({"rank": None, "status": "no-data", "leave": D(20)}, ["gap", "no-data"], 100),  # leave only stands between
        ({"rank": None, "status": "no-data", "leave": D(20)}, ["leave"], 50),
        ({"rank": None, "status": "no-data"}, ["gap", "leave"], 100),
        ({"rank": None, "status": "no-data"}, ["no-data"], 50),
        (None, ["leave", "no-data"], 100),  # not on the roster in March
        (None, ["gap"], 50),
        ({"rank": 2}, [], 50),  # whoever was second was not first, whatever the setting
    ],
)
def test_what_ends_a_streak_is_a_setting(march: dict[str, Any] | None, broken_by: list[str], yuan: int) -> None:
    history = [before("2026-01", rank=3), before("2026-02"), before("2026-03", "P2", rank=5)]
    history += [before("2026-03", **march)] if march else []
    scored = april({"streaks": [{**FIRST, "broken_by": broken_by}]}, history)
    assert lines(scored, "streak")[0][2] == D(yuan)


def test_what_forfeits_a_prize_takes_it_back_by_a_line_of_its_own_and_nobody_moves_up() -> None:
    # P3 is first by the praise that also forfeits the prize; P2, who is second, gets the second prize and no more
    prize = {"id": "top", "title": BOTH, "least_field": 2, "unit": "yuan", "amounts": ["150", "100"]}
    staff = [person("P2"), person("P3")]
    facts = [{**fact("F", "praise", 2, subject="P3"), "date": date(2026, 4, 2)}]
    facts += [{**fact("S", "praise", 2, subject="P2", outcome="pass"), "date": DAYS[0]}]
    rules = scheme(prizes=[{**prize, "forfeited_by": ["praise"]}])
    scored = play(facts, staff, [PRAISE], [rules], APRIL, "scheme")
    assert sorted(lines(scored, "rank")) == [("P2", None, D(100), "rank"), ("P3", None, D(150), "rank")]
    assert lines(scored, "forfeit") == [("P3", None, D(-150), "forfeit")]
    assert scored.evidence["fact_id"].to_list() == ["F"]


def test_a_count_that_restarts_is_told_and_proved_from_where_it_began_anew() -> None:
    # January to April hold: April is the second month of the second pair
    pairs = {**FIRST, "after": "restart", "steps": [{"months": 2, "yuan": "50"}]}
    scored = april({"streaks": [pairs]}, [before(f"2026-0{month}") for month in (1, 2, 3)])
    assert scored.adjustments.filter(pl.col("step") == "streak")["count"].to_list() == [D(2)]
    assert scored.evidence["fact_id"].to_list() == ["2026-03"]


def test_a_streak_rests_on_its_months_and_its_sanction_waits() -> None:
    low = {
        "id": "low", "title": BOTH, "when": {"score": {"upto": "101"}}, "after": "restart",
        "steps": [{"months": 3, "sanction": "severe", "points": "-1"}],
    }  # fmt: skip
    scored = april({"streaks": [low]}, [before(f"2026-0{month}") for month in (1, 2, 3)])
    assert not lines(scored, "streak")  # the fourth month is the first of the next three
    scored = april({"streaks": [low]}, [before("2026-01", graded=D(102)), before("2026-02"), before("2026-03")])
    assert lines(scored, "streak") == [("P1", D(-1), None, "streak")]
    assert scored.evidence["fact_id"].to_list() == ["2026-02", "2026-03"]
    first = scored.standings.row(0, named=True)
    assert (first["graded"], first["score"], first["open"]) == (D(101), D(100), 1)
    assert scored.questions.select("question", "kind", "sanction").rows() == [("Q-0430-0001", "approval", "severe")]


@pytest.mark.parametrize(
    ("tie", "shares"),
    [("share-best", ("100", "100")), ("share-low", ("51", "51")), ("split", ("75.5", "75.5"))],
)
def test_equals_share_by_the_tie_rule(tie: str, shares: tuple[str, str]) -> None:
    prize = {"id": "top", "title": BOTH, "least_field": 2, "tie": tie, "unit": "yuan", "amounts": ["150", "100", "51"]}
    staff = [person("P1"), person("P2"), person("P3")]
    facts = [{**fact("F", "praise", 2, subject="P3"), "date": date(2026, 4, 2)}]
    facts += [{**fact(f"S{n}", "praise", 2, subject=f"P{n}", outcome="pass"), "date": DAYS[0]} for n in (1, 2)]
    scored = play(facts, staff, [PRAISE], [scheme(prizes=[prize])], APRIL, "scheme")
    first, *equals = [row[2] for row in lines(scored, "rank")][::-1]
    assert (first, sorted(equals)) == (D(150), sorted(D(share) for share in shares))


def test_a_clean_month_gives_back_what_is_still_owed() -> None:
    rules = {"recovery": [{"id": "clean", "title": BOTH, "points": "2"}], "least_inspections": 1}
    history = [before("2026-02", deductions=D(-3)), before("2026-03", recovered=D(2))]
    assert lines(april(rules, history), "recovery") == [("P1", D(1), None, "recovery")]
    assert lines(april(rules, history, "fault"), "recovery") == []


def test_a_superior_bears_a_share_up_to_the_cap() -> None:
    rules = {"liability": [{"id": "joint", "title": BOTH, "percent": "50", "cap": "-0.75"}]}
    scored = april(rules, [], "fault", superior="P2")
    assert lines(scored, "liability") == [("P2", D(-1), None, "liability")]
    assert lines(scored, "liability-cap") == [("P2", D("0.25"), None, "liability-cap")]
    assert scored.evidence["fact_id"].to_list() == ["P1"]


@pytest.mark.parametrize(
    ("hired", "low", "points"),
    [
        (date(2026, 9, 20), None, []),
        (date(2026, 7, 20), 20, [D(-1)]),
        (date(2026, 7, 20), 60, []),
        (date(2026, 3, 20), 60, []),
        (date(2025, 9, 20), 60, [D(-3)]),
        (date(2025, 11, 20), 60, [D(-3)]),
        (date(2025, 11, 21), 60, []),
        (None, 20, []),
    ],
)
def test_a_target_holds_within_its_months_of_service(
    hired: date | None, low: int | None, points: list[Decimal]
) -> None:
    november = Month("2026-11", date(2026, 11, 1), date(2026, 11, 30))
    measured = fact("F1", "mastery", 20, magnitude=D(low or 0))
    scored = play([measured], [person("P1", hired=hired)], [MASTERY], [scheme()], november, "scheme")
    assert scored.adjustments["points"].to_list() == points


def test_what_voids_the_cap_of_a_section_without_items_takes_all_its_points() -> None:
    empty = {"id": "empty", "title": BOTH, "cap": {"id": "whole", "per": "month", "points": "-5"}}
    book = checklist(
        item("fault", each={"points": "-2"}, voids=["whole"]), sections=[{"id": "s", "title": BOTH}, empty]
    )
    scored = play(
        [fact("F1", "fault", 2)],
        [person("P1")],
        [book],
        [scheme()],
        Month("2026-11", date(2026, 11, 1), date(2026, 11, 30)),
        "scheme",
    )
    rows = scored.adjustments.select("step", "rule", "points").sort("step").rows()
    assert rows == [("event", "fault", D(-2)), ("void", "whole", D(-5))]


def charged(parent: str, standing: str) -> pl.DataFrame:
    """P1's fault of that standing, charged to P2 as a share: who stands how, and how much is open."""
    book = checklist(item("fault", levels={"light": {"points": "-2"}}), item("share", each={"points": "-1"}))
    facts = [
        fact("F1", "fault", 2, level=parent or None, standing=standing),
        fact("F1@P2/share", "share", 2, subject="P2", parent_id="F1", standing=standing),
        fact("F2", "fault", 3, subject="P2", outcome="pass"),
    ]
    november = Month("2026-11", date(2026, 11, 1), date(2026, 11, 30))
    scored = play(facts, [person("P1"), person("P2")], [book], [scheme()], november, "scheme")
    return scored.standings.select("subject", "score", "status", "open", "rank")


def test_who_is_charged_is_provisional_while_the_question_about_the_other_waits() -> None:
    waiting = [(who, D(100), "provisional", 1, None) for who in ("P1", "P2")]
    assert charged("light", "open").rows() == waiting
    assert charged("", "approved").rows() == waiting
    assert charged("light", "approved").rows() == [("P1", D(98), "scored", 0, 2), ("P2", D(99), "scored", 0, 1)]
