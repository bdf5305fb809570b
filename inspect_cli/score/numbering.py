"""Numbers of questions that no answer can move: places are kept for all that may be asked, whether it is or not."""

import polars as pl

from inspect_cli.rulebook import RULE_KEY, RuleBook
from inspect_cli.rulebook.asking import SEEN, TO_APPROVE
from inspect_cli.score.month_lines import SCHEME

OF_A_CLOCK = r"^Q-[0-9]{4}-(@.*)$"
"""The clock in the number of the question about its silence, which is the `via` of what hangs on it."""

ASKED = [*SEEN, "item", "rule", "at_step", "kind"]


def keep_places(facts: pl.DataFrame, asked: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The first place of every event and failure (fact_id, first) whose lines may ask something.

    The places of a day follow those of the questions about its facts (`asked`), by person, item and fact; what hangs on
    a silent clock comes last, since an answer may take it away. A fact has places for all that may be asked of it, as
    whatever it may count: which it is may hang on other answers.
    """
    width = book.asks.group_by(SEEN).agg(width=pl.len().cast(pl.Int64)).rename({"seen": "item"})
    before = (
        asked.filter(pl.col("kind") != "record", ~pl.col("question").str.contains("@"))
        .group_by("date")
        .agg(before=pl.len().cast(pl.Int64))
    )
    return (
        facts.filter(pl.col("outcome").is_in(["event", "fail"]), pl.col("item").is_in(width["item"].unique().implode()))
        .select("fact_id", "subject", "scheme", "item", "date", hangs=pl.col("via").str.contains(OF_A_CLOCK))
        .join(width.join(book.scheme_items, on=RULE_KEY), on=["scheme", "item"])
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .join(before, on="date", how="left")
        .sort("date", pl.col("hangs").fill_null(False), "subject", "item", "fact_id")
        .select(
            "fact_id", first=pl.col("width").cum_sum().over("date") - pl.col("width") + pl.col("before").fill_null(0)
        )
    )


def number_lines(asking: pl.DataFrame, settled: pl.DataFrame, kept: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`asking`, lines with the kind of what they ask, with their `question`: Q-MMDD-NN by the place of their fact."""
    whole = settled.select("fact_id", root=pl.coalesce("split_of", "fact_id"))
    numbered = (
        asking.with_columns(pl.col("at_step").fill_null(0), seen=pl.coalesce("was_item", "item"))
        .join(whole, on="fact_id", how="left", maintain_order="left")
        .join(kept.rename({"fact_id": "root"}), on="root", how="left", maintain_order="left")
        .join(book.asks, on=ASKED, how="left", maintain_order="left")
        .select(question=_number(pl.col("first") + pl.col("place") + 1))
    )
    return asking.with_columns(numbered["question"])


def number_ends(asking: pl.DataFrame, holders: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`asking`, questions about whole months, with their `question`: Q-MMDD-0NNN by the place of the person.

    `asking` has subject, date and `rule`, null where it is about the person's month as such. Everybody has places for
    what the scheme may ask and no other: a scheme nobody holds moves no number.
    """
    rules = pl.concat([each.filter(TO_APPROVE).select(*SCHEME, "rule") for each in (book.bands, book.streak_steps)])
    placed = rules.unique(maintain_order=True).with_columns(place=pl.int_range(pl.len()).over(SCHEME))
    first = (
        holders.select("order", "subject", *SCHEME)
        .join(placed.group_by(SCHEME).agg(last=pl.len()), on=SCHEME, how="left")
        .sort("order")
        .with_columns(pl.col("last").fill_null(0).cast(pl.Int64))
        .with_columns(first=(pl.col("last") + 1).cum_sum() - pl.col("last"))
    )
    numbered = (
        asking.select("subject", "date", "rule")
        .join(first, on="subject", how="left", maintain_order="left")
        .join(placed, on=[*SCHEME, "rule"], how="left", maintain_order="left")
        .select(question=_number(pl.col("first") + pl.coalesce("place", "last"), "0", 3))
    )
    return asking.with_columns(numbered["question"])


def _number(place: pl.Expr, before: str = "", digits: int = 2) -> pl.Expr:
    """Q-, month and day, and the place, with so many digits at least."""
    day = pl.col("date").dt.strftime("%m%d")
    return pl.concat_str(pl.lit("Q-"), day, pl.lit(f"-{before}"), place.cast(pl.String).str.zfill(digits))
