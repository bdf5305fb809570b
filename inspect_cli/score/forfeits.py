"""Awards that an event of the month takes away again."""

import polars as pl

from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, empty, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.month_lines import SCHEME, month_lines

AWARD = ["subject", "rule"]


def forfeit_awards(
    awards: pl.DataFrame, settled: pl.DataFrame, book: RuleBook, month: Month
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of step `forfeit`, one for each award lost, and as EVIDENCE the events by which it was lost.

    `awards` are lines of grades, streaks and prizes; what they gave is taken back by a line of its own. Nobody moves
    up: a place and a grade are what the scores made them (source: the shape K8, an award that is void).
    """
    if book.forfeits.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE)
    won = (
        awards.filter(pl.col("step").is_in(["band", "streak", "rank"]), (pl.col("points") > 0) | (pl.col("yuan") > 0))
        .rename({"version": "scheme_version"})
        .select(
            "subject_kind", *AWARD, *SCHEME, "department",
            *(pl.when(pl.col(unit) > 0).then(0 - pl.col(unit)).alias(unit) for unit in ("points", "yuan")),
        )
    )  # fmt: skip
    events = settled.filter(~pl.col("free"), pl.col("checklist").is_not_null())
    by_item = won.join(book.forfeits, on=[*SCHEME, "rule"])
    lost = by_item.join(events.select("subject", "item", "fact_id", "seq"), on=["subject", "item"]).sort(*AWARD, "seq")
    taken = lost.unique(AWARD, keep="first", maintain_order=True).drop("item", "fact_id", "seq")
    lines = month_lines(
        taken.with_columns(side=pl.lit("bonus"), because=pl.lit("forfeit"), price="points"), "forfeit", month, book
    )
    by_event = lost.select(*AWARD, "fact_id", "seq")
    behind = lines.select("line_id", *AWARD).join(by_event, on=AWARD).sort("line_id", "seq")
    ordinal = pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("line_id")
    return lines, shape(behind.with_columns(ordinal=ordinal), EVIDENCE)
