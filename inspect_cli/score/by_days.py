"""Months with a change of department or scheme, cut in parts that are scored by themselves and count by their days."""

import polars as pl

from inspect_cli.amounts import AMOUNT, as_amount, ratio, units
from inspect_cli.frames import ADJUSTMENTS, COUNT, DAY, STAGES, TEXT, Column, Schema, empty, looked_up, of_rows, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.limits import LIMITS, limits_of
from inspect_cli.score.prices import by_quantum
from inspect_cli.score.sections import weigh_sections

PARTS: Schema = (
    Column("part", TEXT, "its name: the subject and ~1, ~2 …"),
    Column("subject_kind", TEXT, "person, department or group"),
    Column("subject", TEXT, "whose month it is a part of"),
    Column("first", DAY, "first day"),
    Column("last", DAY, "last day"),
    Column("days", COUNT, "days on the roster"),
    Column("all_days", COUNT, "days of all parts"),
    Column("department", TEXT, "department on these days"),
    Column("scheme", TEXT, "scheme on these days"),
    *LIMITS[1:5],
    Column("final_scheme", TEXT, "scheme of the month's last day"),
)
"""The parts of each month that a change of department or scheme cuts, where the last day's scheme says by-days."""


def parts_of(people: pl.DataFrame, holders: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """PARTS by subject and day; the limits of a part are those of its scheme's version on its last day."""
    by_days = [scheme.id for scheme in book.schemes if scheme.transfer == "by-days" and scheme.holds_on(month.last)]
    whose = holders.filter(pl.col("scheme").is_in(by_days)).select("subject", "subject_kind", final_scheme="scheme")
    changes = [pl.col(name) != pl.col(name).shift(1).over("subject") for name in ("department", "scheme")]
    spans = (
        people.rename({"person_id": "subject"})
        .filter(pl.col("valid_from") <= month.last, pl.col("valid_to") >= month.first)
        .join(whose, on="subject")
        .with_columns(first=pl.max_horizontal("valid_from", pl.lit(month.first)))
        .with_columns(last=pl.min_horizontal("valid_to", pl.lit(month.last)))
        .sort("subject", "first")
        .with_columns(turn=pl.any_horizontal(changes).fill_null(False).cast(pl.Int32).cum_sum().over("subject"))
    )
    parts = (
        spans.group_by("subject_kind", "subject", "final_scheme", "turn", "department", "scheme")
        .agg(
            first=pl.col("first").min(),
            last=pl.col("last").max(),
            days=((pl.col("last") - pl.col("first")).dt.total_days() + 1).sum(),
        )
        .filter(pl.len().over("subject") > 1)
        .with_columns(all_days=pl.col("days").sum().over("subject"))
        .with_columns(part=pl.concat_str("subject", pl.lit("~"), pl.col("turn") + 1))
    )
    return shape(_with_limits(parts, book).sort("subject", "first"), PARTS)


def _with_limits(parts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The parts with base, floor and ceiling by the newest version of their scheme that had begun."""
    rows = [{**limits_of(scheme), "begins": scheme.valid_from} for scheme in book.schemes]
    versions = of_rows(rows, (*LIMITS, Column("begins", DAY, "first day of the version")))
    of_scheme = parts.select("part", "scheme", "last").join(versions, on="scheme")
    begun = of_scheme.filter(pl.col("begins") <= pl.col("last"))
    newest = begun.sort("part", "begins").unique("part", keep="last").drop("scheme", "last")
    return parts.join(newest, on="part")


def with_days_shared(holders: pl.DataFrame, parts: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """`holders` with the base, floor and ceiling of months in parts: each part's by its days, rounded once.

    A limit that one of the parts has not got the month has not got.
    """
    if parts.is_empty():
        return holders
    names = ("base", "floor", "ceiling")
    sums = {name: (units(pl.col(name)) * pl.col("days")).sum() for name in names}
    of_all = [pl.when(pl.col(name).is_not_null().all()).then(each).alias(f"all_{name}") for name, each in sums.items()]
    by_days = parts.group_by("subject").agg(pl.col("all_days").first(), *of_all)
    joined = holders.join(by_days, on="subject", how="left", maintain_order="left")
    shared = [
        pl.when(pl.col("all_days").is_null())
        .then(name)
        .otherwise(_by_days(f"all_{name}", "scheme", book, month))
        .alias(name)
        for name in names
    ]
    return joined.with_columns(shared).select(holders.columns)


def weigh_parts(
    facts: pl.DataFrame,
    settled: pl.DataFrame,
    lines: pl.DataFrame,
    holders: pl.DataFrame,
    parts: pl.DataFrame,
    book: RuleBook,
    month: Month,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """What `weigh_sections` gives, each part weighed by itself: its lines bear its last day."""
    if parts.is_empty():
        return weigh_sections(facts, settled, lines, holders, book, month)
    alone = parts.with_columns(subject="part")
    whole_months = holders.join(parts, on="subject", how="anti", maintain_order="left")
    theirs = pl.concat([whole_months, alone], how="diagonal_relaxed")
    seen, counted, written = (_in_parts(rows, parts) for rows in (facts, settled, lines))
    weighed, marked, unmarked = weigh_sections(seen, counted, written, theirs, book, month)
    back = parts.select(subject="part", whole="subject", last="last")
    known = looked_up(weighed, back, "subject").with_columns(
        subject=pl.coalesce("whole", "subject"), date=pl.coalesce("last", "date")
    )
    named = looked_up(unmarked, back, "subject").with_columns(subject=pl.coalesce("whole", "subject"))
    return shape(known, ADJUSTMENTS), marked, named.select(unmarked.columns)


def share_by_days(lines: pl.DataFrame, parts: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """ADJUSTMENTS of step `transfer`, one for each part of a month that has lines, also where it changes nothing.

    A part's score is its base and the points of its days, held within its own floor and ceiling. The month's score is
    the sum of each score times its days over all days, rounded once; a line is what that sum changes with its part.
    """
    if parts.is_empty():
        return empty(ADJUSTMENTS)
    points = _in_parts(lines, parts).group_by(part="subject").agg(points=as_amount(pl.col("points").sum()))
    has_lines = parts.join(lines.select("subject"), on="subject", how="semi", maintain_order="left")
    base, mine, days = units(pl.col("base")), units(pl.col("points")), pl.col("days").cast(pl.Int128)
    scored = (
        has_lines.join(points, on="part", how="left", maintain_order="left")
        .with_columns(pl.col("points").fill_null(0).cast(AMOUNT))
        .with_columns(score=as_amount(pl.col("base") + pl.col("points")))
        .with_columns(score=as_amount(pl.max_horizontal("score", "floor")))
        .with_columns(score=as_amount(pl.min_horizontal("score", "ceiling")))
        .with_columns(change=(units(pl.col("score")) - base) * days - mine * pl.col("all_days"))
        .with_columns(
            start=((base * days + mine * pl.col("all_days")).sum()).over("subject"),
            run=pl.col("change").cum_sum().over("subject"),
        )
        .with_columns(so_far=pl.col("start") + pl.col("run"), base_sum=(base * days).sum().over("subject"))
        .with_columns(
            total=_by_days("so_far", "final_scheme", book, month), own=_by_days("base_sum", "final_scheme", book, month)
        )
        .with_columns(unshared=as_amount(pl.col("own") + pl.col("points").sum().over("subject")))
        .with_columns(before=pl.col("total").shift(1).over("subject").fill_null(pl.col("unshared")))
    )
    return _lines(scored)


def _lines(scored: pl.DataFrame) -> pl.DataFrame:
    return shape(
        scored.with_columns(
            line_id=pl.concat_str("subject", pl.lit("transfer/month/transfer"), "part", separator="/"),
            date="last",
            stage=pl.lit(STAGES["transfer"]),
            step=pl.lit("transfer"),
            rule=pl.lit("transfer"),
            version="scheme_version",
            side=pl.when(pl.col("points") > 0).then(pl.lit("bonus")).otherwise(pl.lit("deduction")),
            points=as_amount(pl.col("total") - pl.col("before")),
            terminal=pl.lit(False),
            because=pl.lit("transfer"),
            level="department",
            quantity=as_amount(pl.col("days")),
            count=as_amount(pl.col("all_days")),
            low="base",
            high="score",
        ),
        ADJUSTMENTS,
    )


def _in_parts(rows: pl.DataFrame, parts: pl.DataFrame) -> pl.DataFrame:
    """The rows, those of a day of a part as the part's."""
    spans = parts.select("subject", "part", "first", "last")
    placed = rows.select("subject", "date").with_row_index("nth").join(spans, on="subject")
    of_part = placed.filter(pl.col("date").is_between(pl.col("first"), pl.col("last"))).select("nth", "part")
    named = looked_up(rows.with_row_index("nth"), of_part, "nth")
    return named.with_columns(subject=pl.coalesce("part", "subject")).drop("nth", "part")


def _by_days(sum_of: str, scheme: str, book: RuleBook, month: Month) -> pl.Expr:
    """Units times days over all days, rounded once to the quantum of the scheme on the month's last day."""
    last = pl.lit(month.last)
    return by_quantum(last, book, lambda quantum: ratio(pl.col(sum_of), pl.col("all_days"), quantum), scheme)
