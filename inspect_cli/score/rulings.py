"""Decisions applied: what a person confirmed counts, what was excused does not, what was chosen or approved stands."""

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import ADJUSTMENTS, record_of, shape


def rule_on_facts(facts: pl.DataFrame, questions: pl.DataFrame) -> pl.DataFrame:
    """Facts whose question was answered: confirmed ones count, excused ones are gone; the others wait.

    What is charged to others goes the way of its parent.
    """
    answered = questions.filter(pl.col("outcome").is_not_null(), pl.col("kind") != "level")
    answers = answered.select(about="fact_id", answer="outcome").unique("about")
    return _ruled(facts, answers, waiting="open", counts="confirm", gone="excuse")


def rule_on_levels(facts: pl.DataFrame, questions: pl.DataFrame) -> pl.DataFrame:
    """Facts whose level was asked about: with the level chosen, gone where excused; the others are open and wait."""
    asked = questions.filter(pl.col("kind") == "level").select("fact_id", "outcome", picked="level", asked=True)
    if asked.is_empty():
        return facts
    unanswered = pl.col("asked").fill_null(False) & pl.col("picked").is_null()
    return (
        facts.with_columns(about=_observed())
        .join(asked.rename({"outcome": "answer", "fact_id": "about"}), on="about", how="left", maintain_order="left")
        .filter(~(pl.col("answer") == "excuse").fill_null(False))
        .with_columns(
            level=pl.coalesce("picked", "level"),
            standing=pl.when(unanswered).then(pl.lit("open")).otherwise("standing"),
        )
        .drop("about", "answer", "picked", "asked")
    )


def rule_on_records(facts: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """Provisional records that were approved count as such; rejected ones are gone."""
    answers = decisions.filter(pl.col("outcome").is_in(["approve", "reject"])).select(record="about", answer="outcome")
    if answers.is_empty():
        return facts
    records = facts.select(about=_observed()).with_columns(record=record_of(pl.col("about")))
    meant = records.join(answers.unique("record"), on="record").select("about", "answer").unique("about")
    return _ruled(facts, meant, waiting="provisional", counts="approve", gone="reject")


def _ruled(facts: pl.DataFrame, answers: pl.DataFrame, waiting: str, counts: str, gone: str) -> pl.DataFrame:
    """Of the facts that stand `waiting`, those answered `counts` are approved and those answered `gone` left out."""
    if answers.is_empty():
        return facts
    asked = pl.col("standing") == waiting
    approved = asked & (pl.col("answer") == counts)
    return (
        facts.with_columns(about=_observed())
        .join(answers, on="about", how="left", maintain_order="left")
        .filter(~(asked & (pl.col("answer") == gone)).fill_null(False))
        .with_columns(standing=pl.when(approved).then(pl.lit("approved")).otherwise("standing"))
        .drop("about", "answer")
    )


def _observed() -> pl.Expr:
    """The fact that somebody observed: the parent of what is charged to others."""
    return pl.coalesce("parent_id", "fact_id")


def rule_on_lines(lines: pl.DataFrame, questions: pl.DataFrame) -> pl.DataFrame:
    """Lines whose question was answered: chosen points, approved sanctions, rejected ones taken off.

    What was chosen is written on the line itself: until then it was a line of nothing that asked for it.
    """
    if questions["outcome"].null_count() == questions.height:
        return lines
    chosen = questions.filter(pl.col("kind") == "choice", pl.col("outcome") == "choose")
    picked = chosen.select("line_id", picked="value")
    ruled = questions.filter(pl.col("kind") == "approval", pl.col("outcome").is_not_null())
    approvals = ruled.select("line_id", approval="outcome")
    joined = lines.join(picked, on="line_id", how="left", maintain_order="left").join(
        approvals, on="line_id", how="left", maintain_order="left"
    )
    signed = pl.when(pl.col("low") < 0).then(0 - pl.col("picked").abs()).otherwise(pl.col("picked").abs())
    was_picked = pl.col("picked").is_not_null()
    still = pl.when(was_picked & (pl.col("needs") == "choice")).then(_approval()).otherwise("needs")
    rejected = pl.col("approval") == "reject"
    settled = joined.with_columns(
        points=as_amount(pl.when(was_picked).then(pl.col("points") + signed).otherwise("points")),
        price=as_amount(pl.when(was_picked).then(signed).otherwise("price")),
        needs=pl.when(pl.col("approval").is_not_null() & (still == "approval")).then(None).otherwise(still),
        sanction=pl.when(rejected).then(None).otherwise("sanction"),
        terminal=pl.col("terminal") & ~rejected.fill_null(False),
    )
    return shape(settled, ADJUSTMENTS)


def _approval() -> pl.Expr:
    return pl.when(pl.col("sanction").is_not_null() | pl.col("terminal")).then(pl.lit("approval"))
