"""Punches held against what was planned: late, early, absent, a punch missing, all in order; leave is applied first."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial

import polars as pl

from inspect_cli.amounts import lit, minutes
from inspect_cli.derive.clocks import known_clocks, usual_clocks
from inspect_cli.derive.days import days_of, kept_of
from inspect_cli.derive.exemptions import covered, spare, unspared
from inspect_cli.derive.leave import worked
from inspect_cli.derive.numbers import DAY_SECONDS, minute_of_day, numbered
from inspect_cli.derive.punches import seen_in_windows, with_evidence
from inspect_cli.derive.silence import shifted_clocks, silent_clocks
from inspect_cli.frames import FACTS, Records, empty, shape, stack
from inspect_cli.months import Month, clock_text
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

DAY = ["p", "date"]
CLOCKED = ("late", "early", "absent", "missing-punch")
"""What an exemption takes away."""


def derive_attendance(
    attendance: Records, planned: pl.DataFrame, people: pl.DataFrame, book: RuleBook, month: Month, as_of: date,
    exemptions: Records, areas: Records,
) -> tuple[pl.DataFrame, Callable[[], pl.DataFrame], list[Problem]]:  # fmt: skip
    """FACTS of origin attendance for the month: events late, early, absent, missing-punch, leave; on-time as passes.

    `planned` is what planned.plan gives. A planned day whose punch window is still open at the
    end of `as_of` says nothing yet. Late by less than the grace is nothing; by more, the whole difference counts, in
    working time. What is short of flexible hours is gone early. Nothing punched in all that was to be worked of a day
    is an absence, in a part of it half of one. What is exempt is a pass of its item, which names the exemption. What
    becomes of a missing punch or an absence before a person has answered is the scheme's `answers`.
    The second result makes ATTENDANCE_DAYS, before anybody has answered, for whoever asks for them.
    """
    seen, punches, problems = seen_in_windows(attendance, planned, people, month)
    end_of_day = (as_of - date(1970, 1, 1)).days * DAY_SECONDS + DAY_SECONDS
    here = seen.filter(pl.col("date").is_between(month.first, month.last))
    is_over = (pl.col("date") <= as_of) & (pl.col("closes") <= end_of_day)
    over, waiting = here.filter(is_over), here.filter(~is_over)
    judged = _judge(over)
    odd = with_evidence(judged.filter(~pl.col("fine")), punches)
    named = odd.join(numbered(people), on="p", maintain_order="left")
    spared, exemption_problems = _spared(named, exemptions, areas, people, punches, attendance, month)
    left = _judge(spared.drop("via"))
    events = _events(left)
    answered = _with_answers(events, people, book, month)
    excused = _excused(spared.with_columns(named["came", "went"], given_in=None, given_out=None), events)
    as_punched = left.with_columns(*named["came", "went"], spared["via"])
    days = partial(days_of, kept_of(waiting, judged.filter("fine"), as_punched), people)
    problems += [*exemption_problems, *_none_of_the_month(attendance, over, month, as_of)]
    problems += _of_clocks(judged.filter("fine"), spared, punches, people, attendance, month)
    return stack([answered, excused, _on_time(judged, people)], FACTS), days, problems


def _of_clocks(
    fine: pl.DataFrame, spared: pl.DataFrame, punches: pl.DataFrame, people: pl.DataFrame, attendance: Records,
    month: Month,
) -> list[Problem]:  # fmt: skip
    """What is odd about whole clocks, apart from what is exempt already."""
    if punches["device"].null_count() == punches.height:
        return []
    columns = ("p", "date", "starts", "ends", "on_leave", "came", "went")
    days = pl.concat([fine.select(columns), spared.select(columns)])
    silent = silent_clocks(days, punches, usual_clocks(punches, people, month), attendance)
    return [*silent, *shifted_clocks(days, punches, attendance)]


def _spared(
    named: pl.DataFrame, exemptions: Records, areas: Records, people: pl.DataFrame, punches: pl.DataFrame,
    attendance: Records, month: Month,
) -> tuple[pl.DataFrame, list[Problem]]:  # fmt: skip
    """What exemptions.spare gives; nobody is asked which clock is whose where nothing is exempt."""
    if exemptions.frame.is_empty():
        return unspared(named), []
    usual, clocks = usual_clocks(punches, people, month), known_clocks(attendance.frame["device"], people)
    spans, problems = covered(exemptions, areas, people, usual, clocks, month)
    return spare(named, spans), problems


def _events(judged: pl.DataFrame) -> pl.DataFrame:
    return stack([_late(judged), _early(judged), _absent(judged), _missing(judged), _on_leave(judged)], FACTS)


def _excused(judged: pl.DataFrame, events: pl.DataFrame) -> pl.DataFrame:
    """Passes of what the days would have been without exemptions; `judged` has their `via`, `events` what is left."""
    exempt = judged.filter(pl.col("via").is_not_null())
    if exempt.is_empty():
        return empty(FACTS)
    were = _events(exempt).filter(pl.col("item").is_in(CLOCKED))
    return were.join(events, on="fact_id", how="anti").with_columns(outcome=pl.lit("pass"))


def _none_of_the_month(attendance: Records, over: pl.DataFrame, month: Month, as_of: date) -> list[Problem]:
    """The Problem of files that hold no punch of a month that is over and for which somebody was planned."""
    times = attendance.frame["time"]
    begin, end = (datetime.combine(day, time()) for day in (month.first, month.last + timedelta(days=1)))
    if times.is_empty() or over.is_empty() or as_of < month.last or times.is_between(begin, end, closed="left").any():
        return []
    days = pl.Series([times.min(), times.max()]).dt.date()
    facts = {"rows": "0", "first": str(days[0]), "last": str(days[1]), "month": str(month)}
    return [Problem("none-of-the-month", attendance.sources[0], facts)]


def _judge(over: pl.DataFrame) -> pl.DataFrame:
    """Each planned segment with its lateness and earliness in seconds, null when there is none or it cannot be told."""
    working = ~pl.col("on_leave")
    asked = pl.col("asks_in") | pl.col("asks_out")
    came, went = worked(pl.col("came")), worked(pl.col("went"))
    late = came - worked(pl.col("due"))
    early = pl.max_horizontal(worked(pl.col("ends")) - went, pl.col("hours") - (went - came))
    nothing = pl.col("came").is_null() & pl.col("went").is_null()
    lacking = (pl.col("asks_in") & pl.col("came").is_null()) | (pl.col("asks_out") & pl.col("went").is_null())
    return over.with_columns(
        late=pl.when(working & (late > pl.col("grace_in") * 60)).then(late),
        early=pl.when(working & (early > pl.col("grace_out") * 60)).then(early),
        absent=working & asked & nothing,
        missing=working & lacking & ~nothing,
    ).with_columns(
        fine=pl.col("late").is_null()
        & pl.col("early").is_null()
        & ~pl.col("absent")
        & ~pl.col("missing")
        & pl.col("leave_type").is_null()
    )


def _clock(seconds: str) -> pl.Expr:
    return clock_text(minute_of_day(pl.col(seconds)))


def _punched(seconds: str, given: str) -> pl.Expr:
    """A time on the clock, in brackets where an exemption stands for the punch."""
    return (
        pl.when(pl.col(given).is_null())
        .then(_clock(seconds))
        .otherwise(pl.concat_str(pl.lit("("), _clock(seconds), pl.lit(")")))
    )


def _event(
    rows: pl.DataFrame, item: str, at: pl.Expr, note: pl.Expr, magnitude: pl.Expr, punched: str | None
) -> pl.DataFrame:
    """Rows as FACTS of one item; the evidence is the punch, or the roster's row where there is none."""
    punch = (f"{punched}_source", f"{punched}_row") if punched else ("source", "row")
    part = pl.when(pl.col("segment") > 1).then(pl.concat_str(pl.lit("/"), pl.col("segment").cast(pl.String)))
    day = pl.concat_str(pl.lit(item + "/"), "person_id", pl.lit("/"), pl.col("date").cast(pl.String))
    return shape(
        rows.with_columns(
            fact_id=pl.concat_str(day, part.fill_null("")),
            subject_kind=pl.lit("person"),
            subject=pl.col("person_id"),
            at=at,
            origin=pl.lit("attendance"),
            item=pl.lit(item),
            outcome=pl.lit("event"),
            quantity=lit(1),
            magnitude=magnitude,
            note=note,
            standing=pl.lit("approved"),
            source=pl.coalesce(punch[0], "source"),
            row=pl.coalesce(punch[1], "row"),
        ),
        FACTS,
    )


def _late(judged: pl.DataFrame) -> pl.DataFrame:
    rows = judged.filter(pl.col("late").is_not_null())
    note = pl.concat_str("shift", pl.lit(" "), _clock("due"), pl.lit(" → "), _clock("came"))
    return _event(rows, "late", minute_of_day(pl.col("came")), note, minutes(pl.col("late")), "came")


def _early(judged: pl.DataFrame) -> pl.DataFrame:
    rows = judged.filter(pl.col("early").is_not_null())
    note = pl.concat_str("shift", pl.lit(" "), _clock("ends"), pl.lit(" → "), _clock("went"))
    return _event(rows, "early", minute_of_day(pl.col("went")), note, minutes(pl.col("early")), "went")


def _absent(judged: pl.DataFrame) -> pl.DataFrame:
    """One absence a day: a whole one where no part of the day was worked or was leave, else half of one."""
    bare = judged.filter("absent").with_columns(parts=pl.len().over(DAY))
    whole = (pl.col("parts") == pl.col("segments")) & pl.col("leave_type").is_null().all().over(DAY)
    rows = _first_of_day(bare.with_columns(quantity=pl.when(whole).then(lit(1)).otherwise(lit("0.5"))))
    note = pl.concat_str("shift", pl.lit(" "), _clock("starts"), pl.lit("–"), _clock("ends"), pl.lit(" → –"))
    return _event(rows, "absent", minute_of_day(pl.col("starts")), note, pl.lit(None), None).with_columns(
        rows["quantity"]
    )


def _first_of_day(rows: pl.DataFrame) -> pl.DataFrame:
    """One row a person and day, which stands for the day: its facts have the day's number."""
    return rows.sort(*DAY, "segment").unique(DAY, keep="first", maintain_order=True).with_columns(segment=1)


def _missing(judged: pl.DataFrame) -> pl.DataFrame:
    came = pl.col("came").is_not_null()
    note = pl.concat_str(
        "shift", pl.lit(" "), _clock("starts"), pl.lit("–"), _clock("ends"), pl.lit(" → "),
        pl.when(came).then(_punched("came", "given_in")).otherwise(pl.lit("?")), pl.lit("–"),
        pl.when(came).then(pl.lit("?")).otherwise(_punched("went", "given_out")),
    )  # fmt: skip
    at = pl.when(came).then(minute_of_day(pl.col("ends"))).otherwise(minute_of_day(pl.col("starts")))
    rows = judged.filter("missing").with_columns(
        one_source=pl.coalesce("came_source", "went_source"), one_row=pl.coalesce("came_row", "went_row")
    )
    return _event(rows, "missing-punch", at, note, pl.lit(None), "one")


def _on_leave(judged: pl.DataFrame) -> pl.DataFrame:
    """A day of leave, or half of one where part of the day was still to be worked."""
    rows = judged.filter(pl.col("leave_type").is_not_null()).with_columns(off=pl.col("on_leave").sum().over(DAY))
    quantity = pl.when(pl.col("off") == pl.col("segments")).then(lit(1)).otherwise(lit("0.5"))
    days = _first_of_day(rows.with_columns(quantity=quantity))
    facts = _event(days, "leave", minute_of_day(pl.col("starts")), pl.col("leave_type"), pl.lit(None), "leave")
    return facts.with_columns(days["quantity"])


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


def _with_answers(events: pl.DataFrame, people: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """A missing punch or an absence by the scheme of the person: open until answered, counted at once, or ignored."""
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
    answer = pl.col("answer").fill_null("confirmed")
    standing = pl.when(answer == "ask").then(pl.lit("open")).otherwise("standing")
    joined = events.join(answered, on="fact_id", how="left").with_columns(standing=standing)
    return shape(joined.filter(answer != "ignore"), FACTS)
