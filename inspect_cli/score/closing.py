"""What becomes of questions that nobody answered when a month closes."""

import polars as pl

from inspect_cli.amounts import lit
from inspect_cli.frames import DECISIONS, QUESTIONS, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook

FIXED = {
    "clock-silent": "excuse", "approval": "reject", "choice": "excuse", "no-one-answers": "excuse", "level": "excuse",
    "no-data": "unscored",
}  # fmt: skip
"""Kinds that fall under no setting: nobody gets a sanction, or points to choose, that no person decided."""
OF_RECORDS = {"excuse": "reject", "confirm": "approve"}


def fall_under(questions: pl.DataFrame, standings: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """The questions with `unanswered`: the outcome under which each falls, by the setting of the person's scheme."""
    words = [
        {"scheme": scheme.id, "kind": kind, "word": OF_RECORDS[word] if kind == "record" else word}
        for scheme in book.schemes
        if scheme.holds_on(month.last)
        for kind, word in scheme.unanswered.items()
    ]
    by_scheme = pl.DataFrame(words, schema=dict.fromkeys(("scheme", "kind", "word"), pl.String))
    schemes = standings.select("subject", "scheme")
    joined = questions.join(schemes, on="subject", how="left", maintain_order="left").join(
        by_scheme, on=["scheme", "kind"], how="left", maintain_order="left"
    )
    fixed = pl.col("kind").replace_strict(FIXED, default="excuse", return_dtype=pl.String)
    return shape(joined.with_columns(unanswered=pl.coalesce("word", fixed)), QUESTIONS)


def answers_at_close(questions: pl.DataFrame, decisions: pl.DataFrame) -> pl.DataFrame:
    """DECISIONS that answer every question that `decisions` do not as it falls; a choice nobody made is of nothing."""
    choice = pl.col("kind") == "choice"
    waiting = questions.join(decisions, left_on="question", right_on="about", how="anti", maintain_order="left").unique(
        "question", keep="first", maintain_order=True
    )
    answers = waiting.with_columns(
        about="question",
        outcome=pl.when(choice).then(pl.lit("choose")).otherwise("unanswered"),
        value=pl.when(choice).then(lit(0)),
        source=0,
        row=0,
    )
    return shape(answers, DECISIONS)
