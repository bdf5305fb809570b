"""Who is meant by a number, a name, or a name with its department; and what was probably meant."""

import polars as pl
import pytest

from inspect_cli.commands.decide import OutcomeWord
from inspect_cli.derive.naming import name_people
from inspect_cli.derive.near import nearest
from inspect_cli.derive.places import whereabouts
from inspect_cli.derive.planned import plan
from inspect_cli.problems import Problem

from .given import OCTOBER, nothing, people_of, records

PEOPLE = people_of("""
    person_id,name,department,hired,left
    E1,王丽,前台,2026-01-01,
    E2,王丽,保洁部,2026-01-01,
    E3,李强,秩序部,2026-01-01,
    E4,赵敏,前台,2026-01-01,2026-10-10
    E5,赵敏,客服部,2026-10-11,
    E6,Li Na,desk,2026-01-01,
""")


def named(person: str, day: str = "2026-10-12", time: str = "09:00") -> tuple[list[str], list[Problem]]:
    """The numbers that were meant, and the Problems, where E1 works mornings and E2 nights."""
    roster = records("roster", "person_id,date,to,shift\nE1,2026-10-01,2026-10-31,day\nE2,2026-10-01,2026-10-31,night")
    shifts = records("shifts", "shift,start,end\nday,08:00,16:00\nnight,20:00,28:00")
    planned, _, _ = plan({**nothing(), "roster": roster, "shifts": shifts}, PEOPLE, OCTOBER, None)
    told = records("inspections", f"date,time,person_id,item,result\n{day},{time},{person},x,pass")
    rows, problems = name_people(told.frame, told, PEOPLE, where=whereabouts(planned, PEOPLE))
    return rows["person_id"].to_list(), problems


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("E3", "E3"), ("李强", "E3"), ("李 强", "E3"), ("李強", "E3"), ("王丽(前台)", "E1"), ("王丽（保洁部）", "E2"),
        ("保洁部 王丽", "E2"), ("前台/王麗", "E1"), ("王丽 E2", "E2"), ("E2王丽", None), ("li na", "E6"),
        ("ＬＩ ＮＡ", "E6"), ("王丽(保洁部)(E2)", "E2"), ("李强(前台)", None),
    ],
)  # fmt: skip
def test_people_are_named_by_number_name_or_name_and_department(text: str, number: str | None) -> None:
    numbers, problems = named(text)
    assert numbers == ([number] if number else [])
    assert [problem.code for problem in problems] == ([] if number else ["unknown-person"])


def test_a_name_is_whose_it_is_on_that_day() -> None:
    assert named("赵敏", "2026-10-05") == (["E4"], [])
    assert named("赵敏", "2026-10-20") == (["E5"], [])


@pytest.mark.parametrize(
    ("time", "words"),
    [("09:00", ("on shift then", "not on shift then")), ("21:00", ("not on shift then", "on shift then"))],
)
def test_two_people_of_one_name_are_told_apart_by_who_was_on_shift(time: str, words: tuple[str, str]) -> None:
    _, (problem,) = named("王丽", time=time)
    assert problem.code == "two-people"
    assert problem.facts["people"] == f"E1 王丽 前台 ({words[0]}), E2 王丽 保洁部 ({words[1]})"
    assert problem.facts["example"] == "王丽(前台)"


@pytest.mark.parametrize(
    ("value", "near"),
    [
        ("李墙", "李强(秩序部)"), ("李强强", "李强(秩序部)"), ("e3", "E3"), ("E03", "E3"),
        ("王立(前台)", "王丽(保洁部) / 王丽(前台)"), ("欧阳娜娜", ""),
    ],
)  # fmt: skip
def test_a_near_name_is_named_so_that_it_can_be_copied(value: str, near: str) -> None:
    _, (problem,) = named(value)
    assert (problem.code, problem.facts["near"]) == ("unknown-person", near)


def test_what_was_written_says_whether_it_was_a_number_or_a_name() -> None:
    assert named("E9")[1][0].facts["what"] == "staff number"
    assert named("钱多多")[1][0].facts["what"] == "name"


def test_no_more_than_three_near_words_are_named() -> None:
    near = nearest(pl.Series(["李一", "李二", "李三", "李四", "王五"]))
    assert near("李六") == "李一 / 李二 / 李三"


@pytest.mark.parametrize(
    ("word", "outcome"), [("确认", "confirm"), ("免扣", "excuse"), ("不评分", "unscored"), ("choose", "choose")]
)
def test_an_answer_may_be_given_in_the_words_of_the_fill_in_book(word: str, outcome: str) -> None:
    assert OutcomeWord().convert(word, None, None) == outcome
