"""Ranks among the people of a month, and the prizes of the first ones."""

import polars as pl

from inspect_cli.amounts import as_amount, from_units, units
from inspect_cli.frames import ADJUSTMENTS, empty
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.month_lines import SCHEME, month_lines

KIND, PEERS = ["subject_kind"], ["subject_kind", "department"]
FIELD = [*SCHEME, "rule", "group"]


def rank(scored: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """`scored` with rank and field: among the scored and employed of a department or of all, by one's own scheme.

    People are ranked among people, departments among departments, groups among groups.

    Equals share the better rank (1, 2, 2, 4); a field smaller than the scheme's least has no ranks.
    """
    schemes = [scheme for scheme in book.schemes if scheme.holds_on(month.last)]
    among_all = pl.col("scheme").is_in([scheme.id for scheme in schemes if scheme.rank_in == "all"])
    least = pl.col("scheme").replace_strict(
        {scheme.id: scheme.least_field for scheme in schemes}, default=None, return_dtype=pl.Int32
    )
    best_first = pl.col("score").rank("min", descending=True)
    places = (
        scored.filter(may_be_ranked())
        .with_columns(
            rank=pl.when(among_all).then(best_first.over(KIND)).otherwise(best_first.over(PEERS)).cast(pl.Int32),
            field=pl.when(among_all).then(pl.len().over(KIND)).otherwise(pl.len().over(PEERS)).cast(pl.Int32),
        )
        .filter(pl.col("field") >= least)
        .select("subject", "rank", "field")
    )
    return scored.join(places, on="subject", how="left")


def may_be_ranked() -> pl.Expr:
    """Only whose month is scored and who is still employed stands in a rank."""
    return (pl.col("status") == "scored") & (pl.col("employment") == "employed")


def give_prizes(standings: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """ADJUSTMENTS of step `rank`: the prizes of the first ones among those whose scheme names the prize.

    Equals on rank r of n people hold the places r to r + n - 1. `share-best`: each gets what the best of these places
    is worth; `share-low`: what the last is worth; `split`: the places' prizes are divided, and what does not divide
    goes bit by bit to the first by number. Sources: #3, #87 (前三名 150、100、50).
    """
    running = standings.filter(may_be_ranked()).join(book.prizes, on=SCHEME)
    if running.is_empty():
        return empty(ADJUSTMENTS)
    group = pl.when(pl.col("among") == "all").then(pl.lit("")).otherwise("department")
    placed = (
        running.with_columns(group=group)
        .with_columns(
            place=pl.col("graded").rank("min", descending=True).over(FIELD).cast(pl.Int32),
            size=pl.len().over(FIELD).cast(pl.Int32),
        )
        .filter(pl.col("size") >= pl.col("least_field"))
        .sort(*FIELD, "subject")
        .with_columns(
            equals=pl.len().over(*FIELD, "place").cast(pl.Int32),
            nth=pl.int_range(pl.len(), dtype=pl.Int64).over(*FIELD, "place"),
        )
    )
    worth = _with_worth(placed, book)
    in_points = pl.col("unit") == "points"
    return month_lines(
        worth.with_columns(
            because=pl.when(pl.col("equals") > 1).then(pl.lit("rank-shared")).otherwise(pl.lit("rank")),
            points=pl.when(in_points).then("amount"),
            yuan=pl.when(~in_points).then("amount"),
            price=pl.when(in_points).then("amount"),
            at_step="place",
            count=as_amount(pl.col("size")),
            low=as_amount(pl.col("equals")),
        ),
        "rank", month, book,
    )  # fmt: skip


def _with_worth(placed: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`placed` with the amount that each one's place, shared or not, is worth."""
    places = book.prize_places.select(*SCHEME, "rule", prize="place", worth=units(pl.col("amount")))
    last = pl.col("place") + pl.col("equals") - 1
    held = placed.join(places, on=[*SCHEME, "rule"]).filter(pl.col("prize").is_between(pl.col("place"), last))
    sums = held.group_by("subject", "rule", maintain_order=True).agg(
        pl.exclude("prize", "worth").first(),
        best=pl.col("worth").filter(pl.col("prize") == pl.col("place")).sum(),
        low=pl.col("worth").filter(pl.col("prize") == last).sum(),
        whole=pl.col("worth").sum(),
    )
    step, equals = units(pl.col("quantum")), pl.col("equals").cast(pl.Int64)
    parts = pl.col("whole").abs() // step
    share = (parts // equals + (pl.col("nth") < parts % equals).cast(pl.Int64)) * step * pl.col("whole").sign()
    amount = (
        pl.when(pl.col("tie") == "share-best").then("best").when(pl.col("tie") == "split").then(share).otherwise("low")
    )
    return sums.with_columns(amount=from_units(amount))
