"""What waits for a person: every question of the month, numbered the same in every run, answered or not."""

import polars as pl

from inspect_cli.frames import QUESTIONS, empty, record_of, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RULE_KEY, RuleBook
from inspect_cli.score.numbering import OF_A_CLOCK, number_ends, number_lines
from inspect_cli.score.prices import quantum_of

KINDS = (
    "clock-silent", "absent", "missing-punch", "not-at-work", "no-one-answers", "level", "approval", "choice",
    "no-data", "record",
)  # fmt: skip
"""Kinds in the order in which they are numbered within a day: what rests on lines comes after what rests on facts."""


AT_CLOCKS = ("absent", "missing-punch")


def ask_about_facts(facts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """QUESTIONS about open facts and about provisional ones that cost or give something, not yet numbered.

    `facts` carries the scheme. What is charged to others waits for the answer about its parent. A provisional
    fact is a record that waits for approval and counts meanwhile.
    """
    about_one = pl.col("item") != "clock-silent"
    provisional = (pl.col("standing") == "provisional") & pl.col("outcome").is_in(["event", "fail"])
    observed = pl.col("parent_id").is_null()
    waiting = facts.filter(about_one, ((pl.col("standing") == "open") & observed) | provisional)
    if waiting.is_empty():
        return empty(QUESTIONS)
    held = waiting.select("fact_id", "scheme", "item", "date", "quantity").join(
        book.scheme_items, on=["scheme", "item"]
    )
    held = held.filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    fixed = book.prices.filter(pl.col("shape") == "each").select(*RULE_KEY, "points")
    cost = quantum_of(pl.col("date"), book, pl.col("points"), pl.col("quantity"))
    priced = held.join(fixed, on=RULE_KEY).select("fact_id", price=cost)
    kind = (
        pl.when(pl.col("standing") == "provisional").then(pl.lit("record"))
        .when(pl.col("origin") == "attendance").then("item")
        .otherwise(pl.lit("not-at-work"))
    )  # fmt: skip
    asked = waiting.join(priced, on="fact_id", how="left").with_columns(kind=kind)
    numbered = asked.with_columns(question=_number_at_a_clock(), fact_id=pl.coalesce("parent_id", "fact_id"))
    return shape(numbered, QUESTIONS)


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


def ask_about_levels(facts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """QUESTIONS about events and failures that name none of the levels by which their item is priced.

    A branch of a rule that nobody chose, or a sanction out of several (source: #6, #31, #79, #165). `facts` carries the
    scheme.
    """
    levels = book.prices.filter(pl.col("shape") == "levels")
    if levels.is_empty():
        return empty(QUESTIONS)
    offered = levels.group_by(RULE_KEY, maintain_order=True).agg(options=pl.col("level").str.join("\n"))
    silent = facts.filter(
        pl.col("level").is_null(),
        pl.col("outcome").is_in(["event", "fail"]),
        pl.col("item").is_in(levels["item"].unique().implode()),
    )
    held = silent.join(offered.join(book.scheme_items, on=RULE_KEY), on=["scheme", "item"])
    asking = held.filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    return shape(asking.with_columns(kind=pl.lit("level")), QUESTIONS)


def still_asked(questions: pl.DataFrame, facts: pl.DataFrame) -> pl.DataFrame:
    """The questions without unanswered ones about the level of a fact that another answer has removed."""
    about_level = pl.col("kind") == "level"
    asked = questions.filter(about_level)["fact_id"].implode()
    there = facts.filter(pl.col("fact_id").is_in(asked))["fact_id"].implode()
    return questions.filter(~about_level | pl.col("outcome").is_not_null() | pl.col("fact_id").is_in(there))


def ask_about_places(facts: pl.DataFrame, month: Month) -> pl.DataFrame:
    """QUESTIONS about findings at places for which nobody answered; they cost nobody anything."""
    here = facts.filter(
        pl.col("subject_kind") == "place",
        pl.col("standing") == "open",
        pl.col("date").is_between(month.first, month.last),
    )
    return shape(here.with_columns(kind=pl.lit("no-one-answers")), QUESTIONS)


def ask_about_lines(lines: pl.DataFrame, settled: pl.DataFrame, kept: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """QUESTIONS about lines, numbered by the places `kept` for their facts: sanctions to approve, points to choose.

    A line may ask both.
    """
    to_choose = lines.filter(pl.col("needs") == "choice").with_columns(kind=pl.lit("choice"), sanction=pl.lit(None))
    sanctioned = lines.filter(pl.col("sanction").is_not_null() | pl.col("terminal")).with_columns(
        kind=pl.lit("approval"), low=pl.lit(None), high=pl.lit(None)
    )
    asking = pl.concat([to_choose, sanctioned], how="diagonal_relaxed").with_columns(price=pl.lit(None))
    return shape(number_lines(asking, settled, kept, book), QUESTIONS)


def ask_about_ends(ends: pl.DataFrame, holders: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """QUESTIONS about the sanctions of a whole month, already numbered."""
    asking = ends.filter(pl.col("sanction").is_not_null() | pl.col("terminal")).with_columns(
        kind=pl.lit("approval"), low=pl.lit(None), high=pl.lit(None), price=pl.lit(None)
    )
    return shape(number_ends(asking, holders, book), QUESTIONS)


def ask_about_months(standings: pl.DataFrame, holders: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """QUESTIONS about people nobody inspected: their month stays without a score unless somebody sees to it."""
    unseen = standings.filter(pl.col("status") == "no-data")
    asking = unseen.with_columns(
        kind=pl.lit("no-data"), date=pl.lit(month.last), rule=pl.lit(None, dtype=pl.String), price=pl.lit(None)
    )
    return shape(number_ends(asking, holders, book), QUESTIONS)


def number(asked: pl.DataFrame, decisions: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The questions in order, with their numbers and, where there is one, their answer.

    What is asked about facts is counted by day, kind, person, item and fact; what has its number keeps it. A record is
    asked about by its own number. A decision names a question by its number or by what it asks (`answers_by_question`).
    """
    if asked.is_empty():
        return asked
    rank = pl.col("kind").replace_strict({kind: nth for nth, kind in enumerate(KINDS)}, default=0, return_dtype=pl.Int8)
    numberless = pl.col("question").is_null()
    ordinal = numberless.cum_sum().over("date").cast(pl.String).str.zfill(2)
    name = pl.concat_str(pl.lit("Q-"), pl.col("date").dt.strftime("%m%d"), pl.lit("-"), ordinal)
    numbered = (
        asked.drop("outcome", "value", "level", "decided_by", "why")
        .with_columns(rank=rank)
        .sort("date", "rank", "subject", "item", "fact_id", "line_id", nulls_last=True)
        .with_columns(
            question=pl.when(pl.col("kind") == "record")
            .then(record_of(pl.col("fact_id")))
            .otherwise(pl.coalesce("question", name))
        )
    )
    answers = decisions.select("outcome", "value", "level", "decided_by", why="note", question="about").unique(
        "question", keep="last"
    )
    is_named = _what_it_asks().is_in(answers["question"].implode())
    about = pl.when(is_named).then(_what_it_asks()).otherwise("question")
    answered = numbered.join(
        answers.rename({"question": "about"}), left_on=about, right_on="about", how="left", maintain_order="left"
    )
    return shape(_with_levels_meant(answered, book), QUESTIONS)


def _with_levels_meant(questions: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`level` as its code; null where it names none of the item."""
    said = questions.filter(pl.col("level").is_not_null()).select("item", "level").unique()
    meant = [(item, text, book.level_meant(item, text)) for item, text in said.iter_rows()]
    codes = pl.DataFrame(meant, schema=dict.fromkeys(("item", "level", "code"), pl.String), orient="row")
    joined = questions.join(codes, on=["item", "level"], how="left", maintain_order="left")
    return joined.with_columns(level="code")


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
