"""What waits for a person: every question of the month, numbered the same in every run, answered or not."""

import polars as pl

from inspect_cli.frames import QUESTIONS, record_of, shape, stack
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.settle import RULE_KEY

KINDS = (
    "clock-silent",
    "absent",
    "missing-punch",
    "not-at-work",
    "no-one-answers",
    "approval",
    "choice",
    "no-data",
    "record",
)
"""Kinds in the order in which they are numbered within a day: what rests on lines comes after what rests on facts."""


AT_CLOCKS = ("absent", "missing-punch")
OF_A_CLOCK = r"^Q-[0-9]{4}-(@.*)$"
"""The clock in the number of the question about its silence."""


def ask_about_facts(facts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """QUESTIONS about open facts and about provisional ones that cost or give something, not yet numbered.

    `facts` carries the scheme. A provisional fact is a record that waits for approval and counts meanwhile.
    """
    about_one = pl.col("item") != "clock-silent"
    provisional = (pl.col("standing") == "provisional") & pl.col("outcome").is_in(["event", "fail"])
    waiting = facts.filter(about_one, (pl.col("standing") == "open") | provisional)
    held = waiting.select("fact_id", "scheme", "item", "date").join(book.scheme_items, on=["scheme", "item"])
    held = held.filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    fixed = book.prices.filter(pl.col("shape") == "each").select(*RULE_KEY, price="points")
    priced = held.join(fixed, on=RULE_KEY).select("fact_id", "price")
    kind = (
        pl.when(pl.col("standing") == "provisional").then(pl.lit("record"))
        .when(pl.col("origin") == "attendance").then("item")
        .otherwise(pl.lit("not-at-work"))
    )  # fmt: skip
    asked = waiting.join(priced, on="fact_id", how="left").with_columns(kind=kind)
    return shape(asked.with_columns(question=_number_at_a_clock()), QUESTIONS)


def _number_at_a_clock() -> pl.Expr:
    """Number of a question about what hung on a silent clock: counted apart, so that its answer moves no other."""
    clock = pl.when(pl.col("kind").is_in(AT_CLOCKS)).then(pl.col("via").str.extract(OF_A_CLOCK))
    nth = pl.int_range(1, pl.len() + 1).over("date", clock.alias("clock"), order_by=["kind", "subject", "fact_id"])
    ordinal = nth.cast(pl.String).str.zfill(2)
    return pl.concat_str(pl.lit("Q-"), pl.col("date").dt.strftime("%m%d"), pl.lit("-"), ordinal, clock)


def ask_about_clocks(facts: pl.DataFrame) -> pl.DataFrame:
    """QUESTIONS about silent clocks, which have their number: a row for everyone concerned, of the day it began."""
    asking = facts.filter(pl.col("item") == "clock-silent")
    numbered = asking.with_columns(
        kind=pl.lit("clock-silent"), question="sheet", date=pl.col("date").min().over("sheet")
    )
    return shape(numbered, QUESTIONS)


def ask_about_places(facts: pl.DataFrame, month: Month) -> pl.DataFrame:
    """QUESTIONS about findings at places for which nobody answered; they cost nobody anything."""
    here = facts.filter(
        pl.col("subject_kind") == "place",
        pl.col("standing") == "open",
        pl.col("date").is_between(month.first, month.last),
    )
    return shape(here.with_columns(kind=pl.lit("no-one-answers")), QUESTIONS)


def ask_about_lines(lines: pl.DataFrame) -> pl.DataFrame:
    """QUESTIONS about lines: sanctions to approve, points to choose; a line may ask both."""
    to_choose = lines.filter(pl.col("needs") == "choice").with_columns(kind=pl.lit("choice"), sanction=pl.lit(None))
    sanctioned = lines.filter(pl.col("sanction").is_not_null() | pl.col("terminal")).with_columns(
        kind=pl.lit("approval"), low=pl.lit(None), high=pl.lit(None)
    )
    asked = [shape(each.with_columns(price=pl.lit(None)), QUESTIONS) for each in (to_choose, sanctioned)]
    return stack(asked, QUESTIONS)


def ask_about_ends(ends: pl.DataFrame, holders: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """QUESTIONS about the sanctions of a whole month, already numbered by the person's place and the rule's.

    Whether a month has them hangs on its other answers: counted among the others they would move each other's numbers.
    """
    rules = book.scheme_rules.select("scheme", "rule").unique(maintain_order=True).with_row_index("nth_rule")
    place = pl.col("order").cast(pl.Int64) * (rules.height + 1) + pl.col("nth_rule").cast(pl.Int64)
    number = pl.lit("0") + (place + 1).cast(pl.String).str.zfill(3)
    asked = (
        ends.filter(pl.col("sanction").is_not_null() | pl.col("terminal"))
        .join(holders.select("subject", "order"), on="subject", maintain_order="left")
        .join(rules, on=["scheme", "rule"], maintain_order="left")
        .with_columns(
            kind=pl.lit("approval"), low=pl.lit(None), high=pl.lit(None), price=pl.lit(None),
            question=pl.concat_str(pl.lit("Q-"), pl.col("date").dt.strftime("%m%d"), pl.lit("-"), number),
        )
    )  # fmt: skip
    return shape(asked, QUESTIONS)


def ask_about_months(standings: pl.DataFrame, month: Month) -> pl.DataFrame:
    """QUESTIONS about people nobody inspected: their month stays without a score unless somebody sees to it."""
    unseen = standings.filter(pl.col("status") == "no-data")
    return shape(unseen.with_columns(kind=pl.lit("no-data"), date=pl.lit(month.last)), QUESTIONS)


def number(asked: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """The questions with their numbers and, where there is one, their answer.

    Numbers count the day's questions by kind, person, item and fact, answered ones among them: an answer changes none.
    A record is asked about by its own number.
    A question that has its number keeps it.
    A decision names a question by its number, or by what it asks (`answers_by_question`).
    """
    rank = pl.col("kind").replace_strict({kind: nth for nth, kind in enumerate(KINDS)}, default=0, return_dtype=pl.Int8)
    numberless = pl.col("question").is_null()
    ordinal = numberless.cum_sum().over("date").cast(pl.String).str.zfill(2)
    name = pl.concat_str(pl.lit("Q-"), pl.col("date").dt.strftime("%m%d"), pl.lit("-"), ordinal)
    numbered = (
        asked.drop("outcome", "value", "decided_by")
        .with_columns(rank=rank)
        .sort("date", "rank", "subject", "item", "fact_id", "line_id", nulls_last=True)
        .with_columns(
            question=pl.when(pl.col("kind") == "record")
            .then(record_of(pl.col("fact_id")))
            .otherwise(pl.coalesce("question", name))
        )
    )
    answers = decisions.select("outcome", "value", "decided_by", question="about").unique("question", keep="last")
    is_named = _what_it_asks().is_in(answers["question"].implode())
    about = pl.when(is_named).then(_what_it_asks()).otherwise("question")
    return shape(
        numbered.join(answers.rename({"question": "about"}), left_on=about, right_on="about", how="left",
                      maintain_order="left"),
        QUESTIONS,
    )  # fmt: skip


def answers_by_question(decisions: pl.DataFrame, questions: pl.DataFrame) -> pl.DataFrame:
    """DECISIONS that name their questions by what they ask, so that they hold where questions have other numbers."""
    asked = questions.select(about="question", asks=_what_it_asks())
    return decisions.join(asked, on="about", how="left", maintain_order="left").select(
        pl.coalesce("asks", "about").alias(name) if name == "about" else name for name in decisions.columns
    )


def _what_it_asks() -> pl.Expr:
    """Kind, person, the fact or line it is about, and the range to choose from."""
    ends = [pl.col(end).cast(pl.String).fill_null("") for end in ("low", "high")]
    about = pl.coalesce("line_id", "fact_id", pl.lit(""))
    return pl.concat_str("kind", pl.col("subject").fill_null(""), about, *ends, separator="/")
