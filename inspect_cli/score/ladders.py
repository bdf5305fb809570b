"""What a running count leads to: ladders that escalate within a month."""

import polars as pl

from inspect_cli.amounts import SCALE, from_units, units
from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, empty, shape
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.prices import quantum_of
from inspect_cli.score.settle import RULE_KEY

LADDER_STAGE = 5
COUNTING = ["subject", "counter"]


def climb_ladders(settled: pl.DataFrame, lines: pl.DataFrame, book: RuleBook) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of step `ladder`, one for each (Fact, step reached), and the EVIDENCE they rest on.

    A step is reached by the fact whose quantity carries the month's count to or past it. The points of a line are the
    change in what the ladder adds to the events' own points, so that they are right in every mode: `add` events and
    steps; `replace` the last step reached is the total; `replace-then-continue` the same, later events cost their own
    price; `highest` the single costliest. Sources: #34 to #36 (一个月被查3次), #76 to #78.
    """
    counted = _counted(settled, lines, book)
    if counted.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE)
    climbed = _with_corrections(_with_steps(counted, book))
    reached = climbed.filter(
        (pl.col("change") != 0)
        | pl.col("sanction").is_not_null()
        | pl.col("terminal")
        | pl.col("nearest").is_not_null()
        | (pl.col("yuan").is_not_null() & book.counts_money())
    )
    written = _lines(reached, book)
    return written, _evidence(written, counted)


def _counted(settled: pl.DataFrame, lines: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Facts of counted items in time order with the count, and their own points after caps, up to and with each."""
    own = lines.filter(pl.col("step") != "also").group_by("fact_id").agg(net=pl.col("points").sum())
    counting = settled.filter(~pl.col("free"), pl.col("item").is_in(book.counters["item"].unique().implode()))
    return (
        counting.join(book.counters, on=RULE_KEY)
        .join(own, on="fact_id", how="left")
        .with_columns(here=units(pl.col("quantity")), net=units(pl.col("net").fill_null(0)))
        .sort(*COUNTING, "seq")
        .with_columns(
            counted=pl.col("here").cum_sum().over(COUNTING),
            events=pl.col("net").cum_sum().over(COUNTING),
            ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over(COUNTING),
        )
    )


def _with_steps(counted: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Each counted fact once for every step it reaches, and once without a step when it reaches none."""
    at = pl.col("at_step").cast(pl.Int64) * SCALE
    reached = (
        counted.select("fact_id", "counter", "checklist", "version", "counted", "here")
        .join(book.steps, on=["counter", "checklist", "version"])
        .filter((at <= pl.col("counted")) & (at > pl.col("counted") - pl.col("here")))
        .drop("counted", "here", "checklist", "version")
        .rename({"points": "step_points"})
    )
    stepped = counted.join(reached, on=["fact_id", "counter"], how="left")
    return stepped.with_columns(step_points=units(quantum_of("scheme", book, pl.col("step_points")))).sort(
        *COUNTING, "seq", "at_step", nulls_last=True
    )


def _with_corrections(stepped: pl.DataFrame) -> pl.DataFrame:
    """`correction`: what the ladder adds to the events so far, by the mode; `change`: by how much this row moved it."""
    step, events = pl.col("step_points"), pl.col("events")
    is_bonus = pl.col("counter_side") == "bonus"
    last_step = step.forward_fill().over(COUNTING)
    costliest = pl.min_horizontal(
        pl.when(is_bonus).then(0 - pl.col("net")).otherwise("net").cum_min().over(COUNTING),
        pl.when(is_bonus).then(0 - step).otherwise(step).forward_fill().cum_min().over(COUNTING),
    )
    target = pl.when(is_bonus).then(0 - costliest).otherwise(costliest)
    correction = (
        pl.when(pl.col("mode") == "add").then(step.fill_null(0).cum_sum().over(COUNTING))
        .when(pl.col("mode") == "replace").then((last_step - events).fill_null(0))
        .when(pl.col("mode") == "highest").then(target - events)
        .otherwise((step - events).forward_fill().over(COUNTING).fill_null(0))
    )  # fmt: skip
    before = pl.col("correction").shift(1).over(COUNTING).fill_null(0)
    return stepped.with_columns(correction=correction).with_columns(change=pl.col("correction") - before)


def _lines(reached: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    to_choose = pl.col("nearest").is_not_null()
    terminal = pl.col("terminal").fill_null(False)
    return shape(
        reached.with_columns(
            line_id=pl.concat_str(
                "subject",
                pl.lit("/"),
                "counter",
                pl.lit("/month/"),
                pl.coalesce(pl.col("at_step").cast(pl.String), "fact_id"),
            ),
            stage=pl.lit(LADDER_STAGE),
            step=pl.lit("ladder"),
            rule=pl.col("counter"),
            side=pl.col("counter_side"),
            points=from_units(pl.col("change")),
            yuan=pl.when(book.counts_money()).then("yuan"),
            terminal=terminal,
            needs=pl.when(to_choose)
            .then(pl.lit("choice"))
            .when(pl.col("sanction").is_not_null() | terminal)
            .then(pl.lit("approval")),
            because=pl.when(pl.col("at_step").is_null())
            .then(pl.lit("ladder-held"))
            .otherwise(pl.concat_str(pl.lit("ladder-"), "mode")),
            quantity=pl.lit(None),
            magnitude=pl.lit(None),
            price=pl.when(pl.col("at_step").is_not_null()).then(from_units(pl.col("step_points"))),
            low=pl.col("nearest"),
            high=pl.col("farthest"),
            count=from_units(pl.col("counted")),
            level=pl.lit(None, dtype=pl.String),
        ),
        ADJUSTMENTS,
    )


def _evidence(lines: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """Every fact that was counted up to and with the one that reached the step."""
    steps = lines.filter(pl.col("at_step").is_not_null()).select("line_id", "subject", "seq", counter="rule")
    behind = counted.select(*COUNTING, "fact_id", "ordinal", fact_seq="seq")
    rested = steps.join(behind, on=COUNTING).filter(pl.col("fact_seq") <= pl.col("seq")).sort("line_id", "ordinal")
    return shape(rested, EVIDENCE)
