"""What months in a row lead to: the same person first again, below a score for the third time."""

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, empty, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.history import History
from inspect_cli.score.month_lines import SCHEME, month_lines, reason
from inspect_cli.score.settle import within

RUN = ["subject", "rule"]
MEASURED = ["subject", "graded", "rank", "grade", "status", "leave"]


def run_streaks(
    standings: pl.DataFrame, book: RuleBook, month: Month, history: History
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of step `streak`, and as EVIDENCE the months before that they count.

    A streak is counted back from this month while its condition holds, by the rules of this month's scheme. A month
    without what is measured ends it, or only stands between, as the rule says. Where the months at hand end before the
    streak does, the line says that it may be longer. Sources: #3 (连续第一), #68 (连续三个月).
    """
    now = standings.filter(pl.col("status") == "scored").join(book.streaks, on=SCHEME)
    holding = now.with_columns(value=_value()).filter(_holds())
    if holding.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE)
    states = _states(holding, month, history)
    counted = _counted(holding, states, book)
    reached = counted.join(book.streak_steps, on=[*SCHEME, "rule"]).filter(pl.col("at_step") == pl.col("reaches"))
    lines = month_lines(
        reached.with_columns(
            because=pl.when("whole").then(reason("streak")).otherwise(reason("streak-so-far")),
            count=as_amount(pl.col("told")),
            price="points",
            low=pl.lit(None),
            high=pl.lit(None),
        ),
        "streak", month, book,
    )  # fmt: skip
    return lines, _evidence(lines.join(counted.select(*RUN, "told"), on=RUN), states, month)


def _value() -> pl.Expr:
    """What the rule measures, as an amount; null where the month does not have it."""
    score = pl.when(pl.col("status").is_in(["scored", "provisional"])).then("graded")
    return pl.when(pl.col("measure") == "score").then(score).otherwise(as_amount(pl.col("rank")))


def _holds() -> pl.Expr:
    """Whether the month is one that the rule counts; null where it has nothing of what is measured."""
    line = pl.lit("\n")
    listed = pl.concat_str(line, "grades", line).str.contains(pl.concat_str(line, "grade", line), literal=True)
    measured = pl.when(pl.col("value").is_not_null()).then(within(pl.col("value")))
    return pl.when(pl.col("measure") == "grade").then(listed).otherwise(measured)


def _place(name: pl.Expr) -> pl.Expr:
    """Months counted through the years."""
    return name.str.slice(0, 4).cast(pl.Int32) * 12 + name.str.slice(5, 2).cast(pl.Int32)


def _states(holding: pl.DataFrame, month: Month, history: History) -> pl.DataFrame:
    """For each run and month back to the first that is not at hand whether it `counts`, and where the run `ended`."""
    months = pl.DataFrame({"past": sorted(name for name in history.months if name < month.name)})
    months = months.with_columns(pl.col("past").cast(pl.String)).with_columns(place=_place(pl.col("past")))
    latest = _place(pl.lit(month.name))
    at_hand = months.sort("place", descending=True).filter(latest - pl.col("place") == pl.int_range(1, pl.len() + 1))
    past = history.standings.select(*MEASURED, past="month", there=pl.lit(True))
    rules = holding.drop(*MEASURED[1:], "value", "month", strict=False)
    each = (
        rules.join(at_hand, how="cross")
        .join(past, on=["subject", "past"], how="left")
        .with_columns(value=_value())
        .with_columns(counts=_holds())
    )
    absent, unmeasured = pl.col("there").is_null(), pl.col("counts").is_null()
    on_leave = unmeasured & (pl.col("leave") > 0).fill_null(False)
    ends = (
        pl.when(absent).then("gap_breaks")
        .when(on_leave).then("leave_breaks")
        .when(unmeasured).then("no_data_breaks")
        .otherwise(~pl.col("counts"))
    )  # fmt: skip
    ended = pl.col("place").filter(ends).max().over(RUN)
    return each.with_columns(ended=ended).select(
        *RUN, "past", "place", "ended",
        counts=pl.col("counts").fill_null(False) & (pl.col("place") > pl.col("ended").fill_null(0)),
    )  # fmt: skip


def _counted(holding: pl.DataFrame, states: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Each run with its `length`, the step it `reaches`, and whether a longer one would be no other (`whole`).

    `told` is the length as people count it: anew after the last step where the count restarts.
    """
    seen = states.group_by(RUN).agg(before=pl.col("counts").sum(), ended=pl.col("ended").first())
    last_steps = book.streak_steps.group_by(*SCHEME, "rule").agg(last=pl.col("at_step").max())
    length, last = pl.col("length"), pl.col("last")
    same = pl.col("after") == "same"
    return (
        holding.join(seen, on=RUN, how="left")
        .join(last_steps, on=[*SCHEME, "rule"])
        .with_columns(length=1 + pl.col("before").fill_null(0).cast(pl.Int32))
        .with_columns(told=pl.when(pl.col("after") == "restart").then((length - 1) % last + 1).otherwise(length))
        .with_columns(
            whole=pl.col("ended").is_not_null() | (same & (length >= last)),
            reaches=pl.when(same).then(pl.min_horizontal(length, last))
            .otherwise("told"),
        )
    )  # fmt: skip


def _evidence(lines: pl.DataFrame, states: pl.DataFrame, month: Month) -> pl.DataFrame:
    counted = pl.col("place") > _place(pl.lit(month.name)) - pl.col("told")
    behind = lines.select("line_id", *RUN, "told").join(states.filter("counts"), on=RUN)
    rested = behind.filter(counted).sort("line_id", "place")
    return shape(rested.with_columns(fact_id="past", ordinal="place"), EVIDENCE)
