"""Punches held against what was planned: late, early, absent, a punch missing, all in order; leave is applied first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

import polars as pl

from inspect_cli.derive.clock_time import shifted_clocks
from inspect_cli.derive.clocks import USUAL, believed, known_clocks, usual_clocks
from inspect_cli.derive.days import KEPT, days_of, kept_of
from inspect_cli.derive.events import DAY, events_of
from inspect_cli.derive.exemptions import SPANS, covered, spare
from inspect_cli.derive.held import Judged, judged_apart, questioned, told, with_notes
from inspect_cli.derive.judging import judge
from inspect_cli.derive.numbers import DAY_SECONDS, numbered
from inspect_cli.derive.punches import seen_in_windows, with_evidence
from inspect_cli.derive.silence import SILENCES, silent_clocks
from inspect_cli.derive.unset_clocks import without_unset
from inspect_cli.frames import FACTS, Records, empty, shape, stack
from inspect_cli.months import Month
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook
from inspect_cli.site import Clocks

CLOCKED = ("late", "early", "absent", "missing-punch")
"""What an exemption takes away."""

ASKED_OF_CLOCKS = (
    "p", "date", "segments", "due", "starts", "ends", "asks_in", "asks_out", "on_leave", "came", "went",
)  # fmt: skip
"""What clocks are asked about a planned segment."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """Planned segments of the month: not over; plainly in order (what KEPT and clocks ask of them); the others, with
    FLAGS; and the FACTS of days on which everything was in order.
    """

    waiting: pl.DataFrame
    fine: pl.DataFrame
    odd: pl.DataFrame
    on_time: pl.DataFrame


def derive_attendance(
    records: Mapping[str, Records], planned: pl.DataFrame, people: pl.DataFrame, book: RuleBook, month: Month,
    as_of: date, decisions: pl.DataFrame, settings: Clocks,
) -> tuple[pl.DataFrame, Callable[[], pl.DataFrame], list[Problem]]:  # fmt: skip
    """FACTS of origin attendance for the month: events late, early, absent, missing-punch, leave; on-time as passes.

    `records` has attendance, exemptions, areas and decisions; `planned` is what planned.plan gives. A planned day whose
    punch window is still open at the end of `as_of` says nothing yet. What is short of flexible hours is gone early.
    What is exempt is a pass of its item, which names the exemption. What would cost somebody for the silence of a clock
    is held until the question about it is answered, which is a fact of its own (clock-silent) of everyone concerned.
    What becomes of a missing punch or an absence before a person has answered is the scheme's `answers`; of somebody
    who punched at a clock that was not set it is asked at least.
    The second result makes ATTENDANCE_DAYS, before anybody has answered, for whoever asks for them.
    """
    logged, doubtful, unset = without_unset(records["attendance"], people, month)
    attendance = believed(logged, settings)
    seen, punches, problems = _see(attendance, planned, people, month, as_of)
    fine = seen.fine
    named = with_evidence(seen.odd, punches).join(numbered(people), on="p", maintain_order="left")
    usual = _whose_clocks(records, punches, people, month)
    exempt, exemption_problems = _exempt(records, people, usual, month)
    spared = spare(named, exempt)
    silences, wrong_clocks = _of_clocks(fine, spared, punches, usual, attendance, settings)
    silences = with_notes(questioned(silences, decisions, records["decisions"]))
    left = judged_apart(named, exempt, silences, usual, judge(spared.drop("via")).with_columns(spared["via"]))
    events = _marked(events_of(left.days.drop("via")), left)
    passes = _passes(named.with_columns(left.days["via"], given_in=None, given_out=None), events)
    days = partial(days_of, kept_of(seen.waiting, fine, left.days.with_columns(named["came", "went"])), people)
    problems += [*unset, *exemption_problems, *_none_of_the_month(attendance, seen, month, as_of), *wrong_clocks]
    problems += told(silences, left.asking, attendance)
    found = [_with_answers(events, people, book, month, doubtful), passes, seen.on_time, left.asking]
    return stack(found, FACTS), days, problems


def _see(
    attendance: Records, planned: pl.DataFrame, people: pl.DataFrame, month: Month, as_of: date
) -> tuple[_Seen, pl.DataFrame, list[Problem]]:
    """The segments as the punches have them, the punches, and their Problems; millions of segments are let go of."""
    seen, punches, problems = seen_in_windows(attendance, planned, people, month)
    end_of_day = (as_of - date(1970, 1, 1)).days * DAY_SECONDS + DAY_SECONDS
    here = seen.filter(pl.col("date").is_between(month.first, month.last))
    is_over = (pl.col("date") <= as_of) & (pl.col("closes") <= end_of_day)
    judged = judge(here.filter(is_over))
    asked = [name for name in judged.columns if name in {*KEPT, *ASKED_OF_CLOCKS}]
    fine, odd = judged.filter("fine").select(asked), judged.filter(~pl.col("fine"))
    return _Seen(here.filter(~is_over), fine, odd, _on_time(judged, people)), punches, problems


def _whose_clocks(
    records: Mapping[str, Records], punches: pl.DataFrame, people: pl.DataFrame, month: Month
) -> pl.DataFrame:
    """What clocks.usual_clocks gives; nothing where no clock is asked about."""
    nothing = records["exemptions"].frame.is_empty() and punches["device"].null_count() == punches.height
    return pl.DataFrame(schema=USUAL) if nothing else usual_clocks(punches, people, month)


def _exempt(
    records: Mapping[str, Records], people: pl.DataFrame, usual: pl.DataFrame, month: Month
) -> tuple[pl.DataFrame, list[Problem]]:
    """SPANS of the exemptions."""
    if records["exemptions"].frame.is_empty():
        return pl.DataFrame(schema=SPANS), []
    clocks = known_clocks(records["attendance"].frame["device"], people)
    return covered(records["exemptions"], records["areas"], people, usual, clocks, month)


def _of_clocks(
    fine: pl.DataFrame, spared: pl.DataFrame, punches: pl.DataFrame, usual: pl.DataFrame, attendance: Records,
    settings: Clocks,
) -> tuple[pl.DataFrame, list[Problem]]:  # fmt: skip
    """SILENCES, and what is odd about the time of whole clocks, apart from what is exempt already."""
    if punches["device"].null_count() == punches.height:
        return pl.DataFrame(schema=SILENCES), []
    days = pl.concat([fine.select(ASKED_OF_CLOCKS), spared.select(ASKED_OF_CLOCKS)])
    return silent_clocks(days, punches, usual, settings), shifted_clocks(days, punches, attendance)


def _marked(events: pl.DataFrame, left: Judged) -> pl.DataFrame:
    """The events with those that hang on a silent clock: held where nobody has answered, else with its question."""
    if left.hanging.is_empty():
        return events
    held = left.hanging.join(events, on="fact_id", how="anti").with_columns(standing=pl.lit("held"))
    confirmed = left.hanging.select("fact_id", question="via")
    named = events.join(confirmed, on="fact_id", how="left", maintain_order="left")
    return stack([shape(named.with_columns(via=pl.coalesce("question", "via")), FACTS), held], FACTS)


def _passes(judged: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Passes of what the days would have been without exemptions; `judged` has their `via`, `events` what is left."""
    exempt = judged.filter(pl.col("via").is_not_null())
    if exempt.is_empty():
        return empty(FACTS)
    were = events_of(exempt).filter(pl.col("item").is_in(CLOCKED))
    return were.join(events, on="fact_id", how="anti").with_columns(outcome=pl.lit("pass"))


def _none_of_the_month(attendance: Records, seen: _Seen, month: Month, as_of: date) -> list[Problem]:
    """The Problem of files that hold no punch of a month that is over and for which somebody was planned."""
    times = attendance.frame["time"]
    begin, end = (datetime.combine(day, time()) for day in (month.first, month.last + timedelta(days=1)))
    nothing_over = seen.fine.is_empty() and seen.odd.is_empty()
    if times.is_empty() or nothing_over or as_of < month.last or times.is_between(begin, end, closed="left").any():
        return []
    days = pl.Series([times.min(), times.max()]).dt.date()
    facts = {"rows": "0", "first": str(days[0]), "last": str(days[1]), "month": str(month)}
    return [Problem("none-of-the-month", attendance.sources[0], facts)]


def _on_time(judged: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """One pass a person that counts the days on which everything was in order."""
    split = (
        judged.filter(pl.col("segments") > 1)
        .group_by(DAY)
        .agg(pl.col("fine").all(), parts=pl.len(), segments=pl.col("segments").first())
    )
    whole = pl.concat(
        [
            judged.filter(pl.col("segments") == 1, "fine").select(DAY),
            split.filter("fine", pl.col("parts") == pl.col("segments")).select(DAY),
        ]
    )
    days = (
        whole.group_by("p")
        .agg(pl.col("date").max(), pl.len().alias("days"))
        .join(numbered(people), on="p")
        .sort("person_id")
    )
    return shape(
        days.with_columns(
            fact_id=pl.concat_str(pl.lit("on-time/"), "person_id"),
            subject_kind=pl.lit("person"),
            subject="person_id",
            origin=pl.lit("attendance"),
            item=pl.lit("on-time"),
            outcome=pl.lit("pass"),
            quantity="days",
            standing=pl.lit("approved"),
            source=0,
            row=0,
        ),
        FACTS,
    )


def _with_answers(
    events: pl.DataFrame, people: pl.DataFrame, book: RuleBook, month: Month, doubtful: pl.Series
) -> pl.DataFrame:
    """A missing punch or an absence by the scheme of the person: open until answered, counted at once, or ignored.

    Of the `doubtful` none is counted at once.
    """
    answers = pl.DataFrame(
        [
            {"scheme": scheme.id, "item": item, "answer": answer}
            for scheme in book.schemes
            if scheme.holds_on(month.last)
            for item, answer in scheme.answers.items()
        ],
        schema={"scheme": pl.String, "item": pl.String, "answer": pl.String},
    )
    asked = events.filter(pl.col("item").is_in(["absent", "missing-punch"]))
    dated = people.select("valid_from", "valid_to", "scheme", subject="person_id")
    answered = (
        asked.select("fact_id", "subject", "item", "date")
        .join(dated, on="subject")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .join(answers, on=["scheme", "item"])
        .select("fact_id", "answer")
    )
    said = pl.col("answer").fill_null("confirmed")
    unsure = pl.col("subject").is_in(doubtful.implode()) & pl.col("item").is_in(["absent", "missing-punch"])
    answer = pl.when(unsure & (said == "confirmed")).then(pl.lit("ask")).otherwise(said)
    asks = (answer == "ask") & (pl.col("standing") != "held")
    standing = pl.when(asks).then(pl.lit("open")).otherwise("standing")
    joined = events.join(answered, on="fact_id", how="left").with_columns(standing=standing)
    return shape(joined.filter(answer != "ignore"), FACTS)
