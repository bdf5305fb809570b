"""Clocks that were silent or wrong are told, and nobody's own lateness is taken for theirs."""

import polars as pl

from inspect_cli.site import AS_USUAL, Clocks

from .given import attend, told

STAFF = "person_id,name,department\n" + "\n".join(f"E{n},P{n},desk" for n in range(1, 11))
DAYS = range(5, 12)


def notes(gone: dict[str, str], exemptions: str = "", people: int = 10) -> list[dict[str, str]]:
    """The notes of a week in which E1 to E5 punch at the north clock and the others at the south one, 08:00 to 17:00.

    `gone` says of `person day side` at what time that punch was made instead, or nothing where none was.
    """
    roster, punches = [], []
    for n in range(1, people + 1):
        clock = "north" if n <= 5 else "south"
        roster.append(f"E{n},2026-10-05,2026-10-11,,day")
        for day in DAYS:
            for side, at in (("in", f"07:5{n % 5}"), ("out", f"17:0{n % 5}")):
                made = gone.get(f"E{n} {day} {side}", at)
                punches += [f"E{n},,{clock},,2026-10-{day:02} {made}"] if made else []
    _, problems = attend("\n".join(roster), "\n".join(punches), staff=STAFF, exemptions=exemptions)
    return [{"code": each.code, **each.facts, "place": each.source.place()} for each in problems if each.is_note]


def test_a_week_in_order_says_nothing() -> None:
    assert notes({}) == []


def test_a_clock_that_logs_nothing_when_several_are_due_was_silent() -> None:
    morning = {f"E{n} 7 in": "" for n in range(1, 6)}
    (note,) = notes(morning)
    assert (note["code"], note["clock"]) == ("clock-silent", "north")
    assert (note["from"], note["to"]) == ("2026-10-06 17:04", "2026-10-07 17:00")
    assert (note["expected"], note["punched"]) == ("5", "0")
    assert note["place"].startswith("attendance.csv:")


def test_who_comes_when_the_clock_is_back_does_not_hide_it() -> None:
    (note,) = notes({f"E{n} 7 in": f"09:0{n}" for n in range(1, 6)})
    assert (note["from"], note["to"]) == ("2026-10-06 17:04", "2026-10-07 09:01")


def test_a_whole_day_is_one_silence() -> None:
    (note,) = notes({f"E{n} 7 {side}": "" for n in range(1, 6) for side in ("in", "out")})
    assert (note["from"], note["to"], note["expected"]) == ("2026-10-06 17:04", "2026-10-08 07:50", "10")


def test_some_who_are_missing_are_no_silence() -> None:
    assert notes({"E1 7 in": "", "E2 7 in": ""}) == []


def test_two_people_are_not_enough_to_tell() -> None:
    away = {f"E{n} 7 in": "" for n in range(6, 9)}
    assert [note["clock"] for note in notes(away, people=8)] == ["south"]
    assert notes(away, people=7) == []


def test_what_is_exempt_is_not_told_again() -> None:
    morning = {f"E{n} 7 in": "" for n in range(1, 6)}
    assert notes(morning, "2026-10-07 07:00,2026-10-07 10:00,clock,north,,no power,HR") == []


def test_a_clock_that_runs_ahead_on_one_day_is_told() -> None:
    fast = {f"E{n} 7 in": f"08:1{n % 5}" for n in range(1, 6)}
    (note,) = notes(fast)
    assert (note["code"], note["clock"], note["date"], note["minutes"]) == (
        "clock-shifted",
        "north",
        "2026-10-07",
        "20",
    )


def test_a_day_on_which_everybody_comes_late_is_not_the_clocks() -> None:
    assert notes({f"E{n} 7 in": f"08:1{n % 5}" for n in range(1, 11)}) == []


def facts(gone: dict[str, str], decisions: str = "", settings: Clocks = AS_USUAL, paper: str = "") -> list[str]:
    """What is said of everyone but that they were on time; E1 to E5 should punch at the north clock on two days."""
    days = ("2026-10-06", "2026-10-07")
    punches = [
        f"E{n},,north,,{day} {made}"
        for n in range(1, 6) for day in days for side, at in (("in", "07:55"), ("out", "17:05"))
        if (made := gone.get(f"E{n} {day[-1]} {side}", at))
    ]  # fmt: skip
    roster = "\n".join(f"E{n},2026-10-06,2026-10-07,,day" for n in range(1, 6))
    found, _ = attend(roster, "\n".join([*punches, paper]).strip(), staff=STAFF, decisions=decisions, settings=settings)
    return [fact for fact in told(found) if "on-time" not in fact]


MORNING = {f"E{n} 7 in": "" for n in range(1, 5)}


def test_nothing_is_held_against_anybody_while_the_clock_is_asked_about() -> None:
    assert facts(MORNING) == [
        line for n in range(1, 5) for line in (f"E{n} 10-07 clock-silent open", f"E{n} 10-07 missing-punch held")
    ]


def test_an_excused_silence_is_an_exemption_that_names_the_decision() -> None:
    roster = "\n".join(f"E{n},2026-10-07,,,day" for n in range(1, 4))
    punches = "\n".join(f"E{n},,north,,2026-10-07 17:00" for n in range(1, 4))
    found, problems = attend(roster, punches, staff=STAFF, decisions="Q-1007-@north,excuse")
    missing = found.filter(pl.col("item") == "missing-punch")
    assert missing["outcome"].to_list() == ["pass"] * 3
    assert set(missing["via"]) == {"Q-1007-@north (decisions.csv:2)"}
    assert problems == []


def test_a_confirmed_silence_was_none_and_everything_counts() -> None:
    said = facts(MORNING, "Q-1007-@north,confirm")
    assert [fact for fact in said if "missing" in fact] == [f"E{n} 10-07 missing-punch" for n in range(1, 5)]


def test_the_share_is_a_setting() -> None:
    two = {f"E{n} 7 in": "" for n in (1, 2)}
    assert facts(two) == ["E1 10-07 missing-punch", "E2 10-07 missing-punch"]
    gone = {**two, **{f"E{n} 7 in": "07:10" for n in (3, 4, 5)}}
    assert "E1 10-07 missing-punch held" in facts(gone, settings=Clocks(share=70))


def test_a_list_on_paper_fills_it() -> None:
    paper = "\n".join(f"E{n},,,in,2026-10-07 07:58" for n in range(1, 5))
    assert facts(MORNING, paper=paper) == []
    assert facts(MORNING, paper=paper.replace("07:58", "08:07").splitlines()[0]) != []


def test_the_question_keeps_its_number_while_the_silence_grows() -> None:
    numbers = []
    for days in (1, 2, 3):
        last = 6 + days
        roster = "\n".join(f"E{n},2026-10-06,2026-10-{last:02},,day" for n in range(1, 5))
        punches = "\n".join(f"E{n},,north,,2026-10-06 {at}" for n in range(1, 5) for at in ("07:55", "17:00"))
        found, problems = attend(roster, punches, staff=STAFF)
        numbers.append(set(found.filter(pl.col("item") == "clock-silent")["sheet"]))
        assert [problem.facts["expected"] for problem in problems] == [str(8 * days)]
    assert numbers == [{"Q-1007-@north"}] * 3


def test_a_clock_with_one_person_at_a_time_is_silent_when_it_logs_nothing_for_long() -> None:
    roster = "\n".join(f"E{n},2026-10-{4 + n:02},,,day" for n in range(1, 6)) + "\nE1,2026-10-10,,,day"
    roster += "".join(f"\nE{n},2026-10-{11 + n:02},,,day" for n in range(2, 6))
    later = "\n".join(f"E{n},,north,,2026-10-{11 + n:02} {at}" for n in range(2, 6) for at in ("08:00", "17:00"))
    first = "\n".join(f"E1,,north,,2026-10-05 {at}" for at in ("08:00", "17:00"))
    found, _ = attend(roster, first + "\n" + later, staff=STAFF)
    held = [fact for fact in told(found) if fact.endswith("held")]
    assert held == ["E1 10-10 absent held", *(f"E{n} 10-{4 + n:02} absent held" for n in range(2, 6))]
    _, problems = attend(roster, first + "\n" + later, staff=STAFF, settings=Clocks(usual_gap=744))
    assert problems == []
