"""Clocks that were silent or wrong are told, and nobody's own lateness is taken for theirs."""

from .given import attend

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
