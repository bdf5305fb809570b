"""The most an item or a section costs or gives: a cap gives back what is over, at the Fact that goes over."""

import polars as pl

from inspect_cli import amounts
from inspect_cli.amounts import from_units, units
from inspect_cli.frames import ADJUSTMENTS, STAGES, empty, shape
from inspect_cli.rulebook import RULE_KEY, RuleBook


def cap_items(lines: pl.DataFrame, settled: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """ADJUSTMENTS of step `cap`: item caps over the event lines (source: #118 to #123, 一个问题点)."""
    events = lines.filter(pl.col("step") == "event")
    return _cap(events, settled, book, "item", "cap")


def cap_sections(lines: pl.DataFrame, settled: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """ADJUSTMENTS of step `section-cap`: section caps over event lines and item caps together."""
    capped = lines.filter(pl.col("step").is_in(["event", "cap", "void"]))
    return _cap(capped, settled, book, "section", "section-cap")


def cap_checklists(lines: pl.DataFrame, settled: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """ADJUSTMENTS of step `checklist-cap`: the most a whole checklist costs or gives, after its items and sections."""
    capped = lines.filter(pl.col("step").is_in(["event", "cap", "section-cap", "void"]))
    return _cap(capped, settled, book, "checklist", "checklist-cap")


def _cap(lines: pl.DataFrame, settled: pl.DataFrame, book: RuleBook, scope: str, step: str) -> pl.DataFrame:
    """A cap is a function of the running total: at each fact the line is the change in what it holds back.

    A fact that voids the cap loses at once whatever is left of it in that sheet, day or month; what comes after costs
    nothing more (source: #117f, #120). Such a line is of step `void`.
    """
    caps = book.caps.filter(pl.col("scope") == scope).rename({"points": "limit"})
    if caps.is_empty():
        return empty(ADJUSTMENTS)
    held = lines.filter(pl.col("item").is_in(caps["item"].unique().implode())).join(caps, on=RULE_KEY)
    covered = pl.concat([held.with_columns(voids=pl.lit(False)), _voiding(settled, caps, book)], how="diagonal_relaxed")
    if covered.is_empty():
        return shape(covered.clear(), ADJUSTMENTS)
    limited = pl.when(pl.col("limit") < 0).then(pl.lit("deduction")).otherwise(pl.lit("bonus"))
    is_event, same_sign = pl.col("step") == "event", (pl.col("points") < 0) == (pl.col("limit") < 0)
    on_its_side = pl.when("voids").then(True).when(is_event).then(same_sign).otherwise(pl.col("side") == limited)
    net = (
        covered.filter(on_its_side)
        .group_by("fact_id", "cap", maintain_order=True)
        .agg(pl.all().exclude("points", "voids").first(), points=pl.col("points").sum(), voids=pl.col("voids").any())
    )
    sheets = settled.select("seq", sheet=pl.coalesce("sheet", "split_of", "fact_id"))
    window = (
        pl.when(pl.col("per") == "sheet").then("sheet")
        .when(pl.col("per") == "day").then(pl.col("date").cast(pl.String))
        .otherwise(pl.lit("month"))
    )  # fmt: skip
    running = (
        net.join(sheets, on="seq")
        .with_columns(window=window, most=units(pl.col("limit")), here=units(pl.col("points")))
        .sort("seq", "cap")
        .with_columns(
            total=pl.col("here").cum_sum().over("subject", "cap", "window"),
            lost=pl.col("voids").cast(pl.Int8).cum_max().over("subject", "cap", "window") > 0,
        )
        .with_columns(held=_held_back())
        .with_columns(before=pl.col("held").shift(1).over("subject", "cap", "window").fill_null(0))
        .filter(pl.col("held") != pl.col("before"))
    )
    return _lines(running, step)


def _held_back() -> pl.Expr:
    total, most = pl.col("total"), pl.col("most")
    over = pl.when(most < 0).then(pl.max_horizontal(total, most)).otherwise(pl.min_horizontal(total, most))
    return pl.when("lost").then(most).otherwise(over) - total


def _voiding(settled: pl.DataFrame, caps: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The facts that void a cap, as rows of no points of their own beside the lines it covers."""
    limits = caps.drop("item").unique()
    voided = book.voids.join(limits, on=["checklist", "version", "cap"])
    facts = settled.drop("sheet").filter(~pl.col("free"), pl.col("item").is_in(voided["item"].unique().implode()))
    return facts.join(voided, on=RULE_KEY).with_columns(points=amounts.lit(0), voids=pl.lit(True), step=pl.lit("void"))


def _lines(running: pl.DataFrame, step: str) -> pl.DataFrame:
    return shape(
        running.with_columns(
            line_id=pl.concat_str("fact_id", pl.lit("/"), "cap", pl.lit(f"/{step}")),
            stage=pl.lit(STAGES[step]),
            step=pl.when("voids").then(pl.lit("void")).otherwise(pl.lit(step)),
            rule=pl.col("cap"),
            side=pl.when(pl.col("most") < 0).then(pl.lit("deduction")).otherwise(pl.lit("bonus")),
            points=from_units(pl.col("held") - pl.col("before")),
            price=pl.lit(None),
            yuan=pl.lit(None),
            sanction=pl.lit(None, dtype=pl.String),
            terminal=pl.lit(False),
            needs=pl.lit(None, dtype=pl.String),
            because=pl.when("voids")
            .then(pl.lit("void"))
            .when("lost")
            .then(pl.lit("void-held"))
            .otherwise(pl.concat_str(pl.lit(f"{step}-"), "per")),
            quantity=pl.when(~pl.col("voids")).then("quantity"),
            low=pl.col("limit"),
            high=pl.lit(None),
            count=from_units(pl.col("total")),
            level=pl.lit(None, dtype=pl.String),
        ),
        ADJUSTMENTS,
    )
