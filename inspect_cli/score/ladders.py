"""What a running count leads to: ladders that escalate within an event, a day, a month, a year or a rolling window."""

import polars as pl

from inspect_cli.amounts import SCALE, from_units, ratio, units
from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, STAGES, empty, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.windows import ROLLING
from inspect_cli.score.counting import COUNTING, running_counts
from inspect_cli.score.history import History
from inspect_cli.score.prices import by_quantum, quantum_of


def climb_ladders(
    settled: pl.DataFrame, lines: pl.DataFrame, book: RuleBook, month: Month, history: History
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of step `ladder`, one for each (Fact, step reached), and the EVIDENCE they rest on.

    A step is reached by the fact whose quantity carries the window's count to or past it, as often as the step is met
    on the way. A line is written only for a fact of this month. The points of a line are the change in what the ladder
    adds to the events' own points, so that they are right in every mode: `add` events and steps; `replace` the last
    step reached is the total; `replace-then-continue` the same, later events cost their own price; `highest` the single
    costliest. A row that counts six is like six rows: what it counts beyond a step is later, and one of them is single.
    Sources: #34 to #36 (一个月被查3次), #76 to #78, #83 (第二次翻倍), #30.
    """
    counted = running_counts(settled, lines, book, month, history)
    if counted.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE)
    climbed = _with_corrections(_with_parts(_with_steps(counted, book), book))
    reached = climbed.filter(
        ~pl.col("past"),
        (pl.col("change") != 0)
        | pl.col("sanction").is_not_null()
        | pl.col("terminal")
        | pl.col("nearest").is_not_null()
        | (pl.col("yuan").is_not_null() & book.counts_money(pl.col("date"))),
    ).with_columns(line_id=_line_id())
    return _lines(reached, book), _evidence(reached, counted)


def _with_steps(counted: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Each counted fact once for every step it meets, with how often, and once without a step when it meets none."""
    whole_before, whole_now = pl.col("before") // SCALE, pl.col("counted") // SCALE
    first = pl.max_horizontal(whole_before + 1, pl.col("at_step").cast(pl.Int64))
    final = pl.min_horizontal(whole_now, pl.col("last").cast(pl.Int64))  # without end where null
    key = ["fact_id", "counter", "checklist", "version"]
    reached = (
        counted.select(*key, "counted", "before")
        .join(book.steps, on=["counter", "checklist", "version"])
        .with_columns(times=final - first + 1)
        .filter(pl.col("times") > 0)
        .drop("counted", "before", "checklist", "version")
        .rename({"points": "step_points"})
    )
    stepped = counted.join(reached, on=["fact_id", "counter"], how="left")
    return stepped.with_columns(step_points=units(quantum_of(pl.col("date"), book, pl.col("step_points")))).sort(
        *COUNTING, "place", "at_step", nulls_last=True
    )


def _with_parts(stepped: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`single`: own points of one of what the fact counts; `later`: of what it counts beyond the step it meets."""
    here, beyond = pl.col("here"), pl.col("counted") - pl.col("at_step").cast(pl.Int64) * SCALE

    def part(of: pl.Expr) -> pl.Expr:
        share = pl.col("net").cast(pl.Int128) * of
        return units(by_quantum(pl.col("date"), book, lambda quantum: ratio(share, here.cast(pl.Int128), quantum)))

    return stepped.with_columns(
        single=pl.when(here > SCALE).then(part(pl.lit(SCALE))).otherwise("net"),
        later=pl.when(beyond > 0).then(part(beyond)).otherwise(0),
    )


def _with_corrections(stepped: pl.DataFrame) -> pl.DataFrame:
    """`correction`: what the ladder adds to the events so far, by the mode; `change`: by how much this row moved it."""
    step, events = pl.col("step_points"), pl.col("events")
    is_bonus = pl.col("counter_side") == "bonus"
    last_step = step.forward_fill().over(COUNTING)
    costliest = pl.min_horizontal(
        pl.when(is_bonus).then(0 - pl.col("single")).otherwise("single").cum_min().over(COUNTING),
        pl.when(is_bonus).then(0 - step).otherwise(step).forward_fill().cum_min().over(COUNTING),
        pl.lit(0),  # what lies on the other side is no cost
    )
    target = pl.when(is_bonus).then(0 - costliest).otherwise(costliest)
    correction = (
        pl.when(pl.col("mode") == "add").then((step * pl.col("times")).fill_null(0).cum_sum().over(COUNTING))
        .when(pl.col("mode") == "replace").then((last_step - events).fill_null(0))
        .when(pl.col("mode") == "highest").then(target - events)
        .otherwise((step - (events - pl.col("later"))).forward_fill().over(COUNTING).fill_null(0))
    )  # fmt: skip
    before = pl.col("correction").shift(1).over(COUNTING).fill_null(0)
    return stepped.with_columns(correction=correction).with_columns(change=pl.col("correction") - before)


def _line_id() -> pl.Expr:
    """Subject, counter, window and step; a step that is met again is named by the last count at which it is."""
    rolls = pl.col("window").is_in(ROLLING)
    calendar = pl.when(pl.col("within") == "").then(pl.col("window")).otherwise("within")
    this_month = pl.when(pl.col("window") == "month").then(pl.lit("month")).otherwise(calendar)
    window = pl.when(rolls).then("fact_id").otherwise(this_month)
    met_at = pl.min_horizontal(pl.col("counted") // SCALE, pl.col("last").cast(pl.Int64))
    step = pl.when(pl.col("at_step").is_not_null()).then(met_at.cast(pl.String))
    return pl.concat_str("subject", "counter", window, pl.coalesce(step, "fact_id"), separator="/")


def _lines(reached: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    to_choose = pl.col("nearest").is_not_null()
    terminal = pl.col("terminal").fill_null(False)
    return shape(
        reached.with_columns(
            stage=pl.lit(STAGES["ladder"]),
            step=pl.lit("ladder"),
            rule=pl.col("counter"),
            side=pl.col("counter_side"),
            points=from_units(pl.col("change")),
            yuan=pl.when(book.counts_money(pl.col("date"))).then(from_units(units(pl.col("yuan")) * pl.col("times"))),
            terminal=terminal,
            needs=pl.when(to_choose)
            .then(pl.lit("choice"))
            .when(pl.col("sanction").is_not_null() | terminal)
            .then(pl.lit("approval")),
            because=_because(),
            quantity=pl.when(pl.col("times") > 1).then(from_units(pl.col("times") * SCALE)),
            magnitude=pl.lit(None),
            price=pl.when(pl.col("at_step").is_not_null()).then(from_units(pl.col("step_points"))),
            low=pl.col("nearest"),
            high=pl.col("farthest"),
            count=from_units(pl.col("counted")),
            level=pl.lit(None, dtype=pl.String),
        ),
        ADJUSTMENTS,
    )


def _because() -> pl.Expr:
    again = (pl.col("before") // SCALE) >= pl.col("at_step")
    return (
        pl.when(pl.col("at_step").is_null() & (pl.col("mode") == "highest")).then(pl.lit("ladder-held-highest"))
        .when(pl.col("at_step").is_null()).then(pl.lit("ladder-held"))
        .when(again).then(pl.lit("ladder-again"))
        .when("nth").then(pl.lit("ladder-nth"))
        .otherwise(pl.concat_str(pl.lit("ladder-"), "mode"))
    )  # fmt: skip


def _evidence(reached: pl.DataFrame, counted: pl.DataFrame) -> pl.DataFrame:
    """Every fact in the window that was counted up to and with the one that reached the step."""
    steps = reached.filter(pl.col("at_step").is_not_null()).select("line_id", *COUNTING, "place", "left")
    behind = counted.select(*COUNTING, "fact_id", "ordinal", "day", fact_place="place")
    rested = steps.join(behind, on=COUNTING).filter(
        pl.col("fact_place") <= pl.col("place"), pl.col("left").is_null() | (pl.col("day") > pl.col("left"))
    )
    return shape(rested.sort("line_id", "ordinal"), EVIDENCE)
