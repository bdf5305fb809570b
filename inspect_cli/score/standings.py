"""What is not an amount: each person's score, status, grade and rank, one row for everyone on the roster."""

import polars as pl

from inspect_cli.amounts import as_amount, lit
from inspect_cli.frames import STANDINGS, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.history import History
from inspect_cli.score.liability import bearers_of
from inspect_cli.score.ranks import rank
from inspect_cli.score.settle import last_rows

INSPECTED = ["pass", "fail", "event"]


def stand(
    lines: pl.DataFrame,
    facts: pl.DataFrame,
    waits: pl.DataFrame,
    holders: pl.DataFrame,
    people: pl.DataFrame,
    unmarked: pl.DataFrame,
    book: RuleBook,
    month: Month,
    history: History,
) -> pl.DataFrame:
    """STANDINGS by department and number, before streaks and prizes; `holders` has subject, `waits` is of `waiting`.

    Status: `no-data` when nobody inspected the person and no line was written (no score); `incomplete` when lines exist
    but fewer inspections than the scheme asks, or an earlier month that a rule needs is missing (score, no grade), or a
    section has no marks (no score); `provisional` while a question is open whose answer could change the points (no
    rank); else `scored`. Nobody is given full marks for not being inspected.
    """
    scored = (
        holders.join(_totals(lines), on="subject", how="left")
        .join(seen(facts), on="subject", how="left")
        .join(waits, on="subject", how="left")
        .join(_leave(facts), on="subject", how="left")
        .join(unmarked.group_by("subject").agg(unmarked=pl.len()), on="subject", how="left")
        .join(_moves(people, month), on="subject", how="left")
        .join(_missing(people, book, month, history), on="subject", how="left")
        .with_columns(
            pl.col("deductions", "bonuses", "recovered", "leave").fill_null(0),
            pl.col("lines", "observed", "open", "priced", "missing").fill_null(0),
        )
        .with_columns(raw=pl.col("base") + pl.col("deductions") + pl.col("bonuses") - pl.col("limits").fill_null(0))
        .with_columns(
            score=as_amount(pl.col("base") + pl.col("deductions") + pl.col("bonuses")),
            employment=pl.when(pl.col("left") <= month.last).then(pl.lit("left")).otherwise(pl.lit("employed")),
        )
        .with_columns(status=_status())
        .with_columns(score=pl.when((pl.col("status") != "no-data") & pl.col("unmarked").is_null()).then("score"))
        .with_columns(grade=_grade(book, month), graded="score")
    )
    return shape(rank(scored, book, month).sort("order"), STANDINGS)


def with_ends(standings: pl.DataFrame, ends: pl.DataFrame, waits: pl.DataFrame) -> pl.DataFrame:
    """STANDINGS with what bands, streaks and prizes gave or took on top of the graded score, and all that is open."""
    more = ends.group_by("subject").agg(
        on_deductions=pl.col("points").filter(pl.col("side") == "deduction").sum(),
        on_bonuses=pl.col("points").filter(pl.col("side") == "bonus").sum(),
    )
    now = (
        standings.drop("open")
        .join(more, on="subject", how="left", maintain_order="left")
        .join(waits, on="subject", how="left", maintain_order="left")
        .with_columns(pl.col("open", "on_deductions", "on_bonuses").fill_null(0))
        .with_columns(
            deductions=as_amount(pl.col("deductions") + pl.col("on_deductions")),
            bonuses=as_amount(pl.col("bonuses") + pl.col("on_bonuses")),
            score=as_amount(pl.col("score") + pl.col("on_deductions") + pl.col("on_bonuses")),
        )
    )
    return shape(now, STANDINGS)


def _totals(lines: pl.DataFrame) -> pl.DataFrame:
    points, limits = pl.col("points").fill_null(0), pl.col("step").is_in(["floor", "ceiling"])
    return lines.group_by("subject").agg(
        deductions=as_amount(points.filter(pl.col("side") == "deduction").sum()),
        bonuses=as_amount(points.filter(pl.col("side") == "bonus").sum()),
        limits=as_amount(points.filter(limits).sum()),
        recovered=as_amount(points.filter(pl.col("step") == "recovery").sum()),
        lines=pl.len(),
    )


def seen(facts: pl.DataFrame) -> pl.DataFrame:
    """How many sheets looked at each person; what is charged to somebody was seen on another."""
    inspected = (
        pl.col("parent_id").is_null()
        & (pl.col("origin") == "inspection")
        & pl.col("outcome").is_in(INSPECTED)
        & (pl.col("standing") != "open")
    )
    sheets = facts.filter(inspected).select("subject", sheet=pl.coalesce("sheet", "fact_id")).unique()
    return sheets.group_by("subject").agg(observed=pl.len().cast(pl.Int32))


def waiting(questions: pl.DataFrame, facts: pl.DataFrame, holders: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """How many questions about each person are open, and how many of them could change the points.

    What is charged to somebody and waits for the answer about another's fact is such a question, too; so is whatever
    may change the points of people whose losses a superior shares.
    """
    unanswered = questions.filter(pl.col("outcome").is_null()).select("subject", priced=pl.col("kind") != "approval")
    charged = facts.filter(pl.col("parent_id").is_not_null(), pl.col("standing") == "open")
    own = pl.concat([unanswered, charged.select("subject", priced=pl.lit(True))])
    below = own.filter("priced").join(bearers_of(holders, book), left_on="subject", right_on="below")
    together = pl.concat([own, below.select(subject="bearer", priced="priced")])
    return together.group_by("subject").agg(open=pl.len(), priced=pl.col("priced").sum())


def _leave(facts: pl.DataFrame) -> pl.DataFrame:
    """Days of leave of each person."""
    days = facts.filter(pl.col("origin") == "attendance", pl.col("item") == "leave")
    return days.group_by("subject").agg(leave=as_amount(pl.col("quantity").sum()))


def _moves(people: pl.DataFrame, month: Month) -> pl.DataFrame:
    """Departments of the month before the last one, in time order."""
    return (
        people.filter(pl.col("valid_from") <= month.last, pl.col("valid_to") >= month.first)
        .sort("person_id", "valid_from")
        .with_columns(last=pl.col("department").last().over("person_id"))
        .filter(pl.col("department") != pl.col("last"))
        .group_by("person_id", maintain_order=True)
        .agg(moved_from=pl.col("department").unique(maintain_order=True).str.join(", "))
        .rename({"person_id": "subject"})
    )


def _missing(people: pl.DataFrame, book: RuleBook, month: Month, history: History) -> pl.DataFrame:
    """How many earlier months each person's rules need that are not at hand; none from before the hiring."""
    since = {scheme.id: book.since(month, scheme.id) for scheme in book.schemes}
    gaps = [
        {"scheme": scheme, "month": gap.name, "last": gap.last}
        for scheme, day in since.items() for gap in history.missing if day is not None and day <= gap.last
    ]  # fmt: skip
    needed = pl.DataFrame(gaps, schema={"scheme": pl.String, "month": pl.String, "last": pl.Date}).unique()
    if needed.is_empty():
        return pl.DataFrame(schema={"subject": pl.String, "missing": pl.Int32})
    hired = people.group_by("person_id").agg(hired=pl.col("valid_from").min())
    return (
        last_rows(people, month).select("person_id", "scheme").join(hired, on="person_id")
        .join(needed, on="scheme")
        .filter(pl.col("hired") <= pl.col("last"))
        .group_by(subject="person_id").agg(missing=pl.len().cast(pl.Int32))
    )  # fmt: skip


def _status() -> pl.Expr:
    unseen = pl.col("observed") < pl.col("least_inspections")
    return (
        pl.when(unseen & (pl.col("lines") == 0)).then(pl.lit("no-data"))
        .when(unseen | pl.col("unmarked").is_not_null() | (pl.col("missing") > 0)).then(pl.lit("incomplete"))
        .when(pl.col("priced") > 0).then(pl.lit("provisional"))
        .otherwise(pl.lit("scored"))
    )  # fmt: skip


def _grade(book: RuleBook, month: Month) -> pl.Expr:
    expr = pl.lit(None, dtype=pl.String)
    for scheme in book.schemes:
        if not scheme.holds_on(month.last):
            continue
        for band in reversed(scheme.bands):
            earned = pl.lit(True) if band.atleast is None else pl.col("score") >= lit(band.atleast)
            expr = pl.when((pl.col("scheme") == scheme.id) & earned).then(pl.lit(band.grade)).otherwise(expr)
    graded = pl.col("status").is_in(["scored", "provisional"])
    return pl.when(graded).then(expr)
