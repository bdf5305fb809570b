"""What hangs on a silent clock: held back until a person has answered, excused or counted as they say."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

import polars as pl

from inspect_cli.amounts import lit
from inspect_cli.derive.events import DAY, events_of
from inspect_cli.derive.exemptions import SPANS, spare
from inspect_cli.derive.judging import FLAGS, judge
from inspect_cli.derive.silence import EVER
from inspect_cli.frames import FACTS, Records, empty, shape
from inspect_cli.problems import Problem

ITEM = "clock-silent"
HANGS = {flag: f"{flag}_hangs" for flag in FLAGS}
KNOWN = ("outcome", "told")
"""What a decision adds to a silence: its outcome, and its number with file and row."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Odd segments judged, with `via` of what was given, as if punched; and what waits for the answer of a question.

    `days` are all of them as exemptions and excused silences have it. Where a silence that nobody has answered bears on
    a segment `held` is its question and its flags are off. `hanging` are the FACTS that a silence which was not excused
    bears on, each with the question as `via`; `asking` are the FACTS of the questions, one a person concerned.
    """

    days: pl.DataFrame
    hanging: pl.DataFrame
    asking: pl.DataFrame


def questioned(silences: pl.DataFrame, decisions: pl.DataFrame, decided: Records) -> pl.DataFrame:
    """SILENCES with `question`, its number, and KNOWN, null where nobody has answered.

    The number says the day on which the silence began and the clock, so that it stays while the silence grows.
    """
    places = [decided.place(*at).place() for at in decisions.select("source", "row").iter_rows()]
    answers = decisions.select(
        "outcome", question="about",
        told=pl.concat_str("about", pl.lit(" ("), pl.Series("place", places, dtype=pl.String), pl.lit(")")),
    ).unique("question", keep="last", maintain_order=True)  # fmt: skip
    number = pl.concat_str(pl.lit("Q-"), pl.col("date").dt.strftime("%m%d"), pl.lit("-@"), "clock")
    return silences.with_columns(question=number).join(answers, on="question", how="left", maintain_order="left")


def judged_apart(
    named: pl.DataFrame, exempt: pl.DataFrame, silences: pl.DataFrame, usual: pl.DataFrame, base: pl.DataFrame
) -> Judged:
    """The segments `named` under exemptions (SPANS) and silences (as `questioned` gives them).

    `base` is what judging the segments under exemptions alone gives. An excused silence is an exemption of its people
    from the last punch before it to the first after.
    """
    if silences.is_empty():
        return Judged(base.with_columns(held=pl.lit(None, dtype=pl.String)), empty(FACTS), empty(FACTS))
    spans = _spans(silences, usual)
    excused = spans.filter(pl.col("outcome") == "excuse").with_columns(via="told")
    left = _given(named, [exempt, excused])
    hangs = _hangs(base, _given(named, [exempt, spans]))
    first = spare(named, _as_spans(spans))["via"].str.split("; ").list.first().alias("question")
    rows = left.with_columns(hangs).with_columns(first).with_columns(question=_one_a_day())
    rows = rows.join(silences.select("question", "outcome", "clock", "note"), on="question", how="left",
                     maintain_order="left")  # fmt: skip
    waits = pl.col("question").is_not_null() & pl.col("outcome").is_null()
    stays = pl.col("question").is_not_null() & (pl.col("outcome") != "excuse").fill_null(True)
    days = _without(rows, waits).with_columns(held=pl.when(waits).then("question"))
    return Judged(
        days.drop("question", "outcome", "clock", "note", *HANGS.values()), _hanging(rows, stays), _asking(rows)
    )


def _spans(silences: pl.DataFrame, usual: pl.DataFrame) -> pl.DataFrame:
    """SPANS of every silence and person whose clock it is, with `via` its question and KNOWN."""
    # of two that meet at one moment the first is asked about
    in_order = silences.drop("row").with_row_index("row")
    return in_order.join(usual, on="clock").select(
        "p", "row", *KNOWN, valid_from=pl.lit(date.min), valid_to=pl.lit(date.max), what=pl.lit("both"),
        begins=pl.col("begun").fill_null(-EVER), until=pl.col("ended").fill_null(EVER), via="question",
    )  # fmt: skip


def _as_spans(spans: pl.DataFrame) -> pl.DataFrame:
    have = set(spans.columns)
    return spans.select(
        (pl.col(name) if name in have else pl.lit(None)).cast(dtype).alias(name) for name, dtype in SPANS.items()
    )


def _given(named: pl.DataFrame, spans: list[pl.DataFrame]) -> pl.DataFrame:
    """The segments judged with what the spans give."""
    spared = spare(named, pl.concat(_as_spans(each) for each in spans))
    return judge(spared.drop("via")).with_columns(spared["via"])


def _hangs(base: pl.DataFrame, given: pl.DataFrame) -> pl.DataFrame:
    """For each segment which of its flags would be another if every silent clock's people had punched: HANGS."""
    return base.select(
        pl.col(flag).ne_missing(given[flag].alias("given")).alias(hangs) for flag, hangs in HANGS.items()
    )


def _one_a_day() -> pl.Expr:
    """The question on which a segment hangs: the first of its day, null where nothing of the segment hangs on any."""
    hangs = pl.any_horizontal(HANGS.values())
    return pl.when(hangs).then(pl.when(hangs).then("question").drop_nulls().first().over(DAY))


def _without(rows: pl.DataFrame, which: pl.Expr) -> pl.DataFrame:
    """The segments without what hangs on a question, in those of them."""
    off = {"late": None, "early": None, "absent": False, "missing": False}
    return rows.with_columns(
        pl.when(which & pl.col(hangs)).then(pl.lit(off[flag])).otherwise(flag).alias(flag)
        for flag, hangs in HANGS.items()
    )


def _hanging(rows: pl.DataFrame, stays: pl.Expr) -> pl.DataFrame:
    """The FACTS of the days of those segments that would not be without them, with the question as `via`."""
    questions = rows.filter(stays).select(*DAY, "person_id", "question").unique(DAY, keep="first", maintain_order=True)
    days = rows.join(questions.select(DAY), on=DAY, how="semi", maintain_order="left")
    gone = events_of(days).join(events_of(_without(days, stays)), on="fact_id", how="anti", maintain_order="left")
    numbers = questions.select("date", "question", subject="person_id")
    named = gone.join(numbers, on=["subject", "date"], how="left", maintain_order="left")
    return shape(named.with_columns(via="question"), FACTS)


def _asking(rows: pl.DataFrame) -> pl.DataFrame:
    """FACTS of the questions, which cost nothing: one a question and person, on the person's first day."""
    first = (
        rows.filter(pl.col("question").is_not_null())
        .sort("question", "person_id", "date")
        .unique(["question", "person_id"], keep="first", maintain_order=True)
    )
    return shape(
        first.with_columns(
            fact_id=pl.concat_str("question", pl.lit("@"), "person_id"),
            subject_kind=pl.lit("person"),
            subject="person_id",
            origin=pl.lit("attendance"),
            item=pl.lit(ITEM),
            outcome=pl.lit("na"),
            quantity=lit(1),
            sheet="question",
            place="clock",
            standing=pl.lit("open"),
        ),
        FACTS,
    )


def with_notes(silences: pl.DataFrame) -> pl.DataFrame:
    """The silences with `note`: clock, from and to, punches made of those due."""
    notes = [
        f"{row['clock']}, {_moment(row['begun'])} – {_moment(row['ended'])}, {row['punched']}/{row['expected']}"
        for row in silences.iter_rows(named=True)
    ]
    return silences.with_columns(pl.Series("note", notes, dtype=pl.String))


def told(silences: pl.DataFrame, asking: pl.DataFrame, attendance: Records) -> list[Problem]:
    """A note for each silence that waits for an answer."""
    waiting = silences.filter(pl.col("outcome").is_null(), pl.col("question").is_in(asking["sheet"].implode()))
    return [
        Problem(
            "clock-silent",
            attendance.sources[0] if row["row"] is None else attendance.place(row["source"], row["row"]),
            {"clock": row["clock"], "from": _moment(row["begun"]), "to": _moment(row["ended"]),
             "expected": str(row["expected"]), "punched": str(row["punched"]), "question": row["question"]},
        )
        for row in waiting.iter_rows(named=True)
    ]  # fmt: skip


def _moment(second: int | None) -> str:
    return "…" if second is None else f"{datetime(1970, 1, 1) + timedelta(seconds=second):%Y-%m-%d %H:%M}"
