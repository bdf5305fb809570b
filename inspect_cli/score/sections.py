"""Weighted sections: what of a section's weight a month has not earned, as one line a section."""

import polars as pl

from inspect_cli.amounts import SCALE, as_amount, hundredths, ratio
from inspect_cli.frames import ADJUSTMENTS, EVIDENCE, ITS_OWN, empty, looked_up, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.month_lines import PERSON, SCHEME, month_lines
from inspect_cli.score.prices import by_quantum

RULE = [*SCHEME, "rule"]
MARKED = ["subject", "rule"]
WIDE = pl.Int128


def weigh_sections(
    facts: pl.DataFrame,
    settled: pl.DataFrame,
    lines: pl.DataFrame,
    holders: pl.DataFrame,
    book: RuleBook,
    month: Month,
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """ADJUSTMENTS of step `section`, the EVIDENCE they rest on, and `unmarked`: subject and section without marks.

    By marks: the weight times the share of the marks that was not got, pooled or as the weighted mean of rater groups.
    By deductions: the lines of its items cost their share of the weight instead of their points; the line is the
    difference. What came to count as one of its items was looked at there too. What does not apply leaves numerator and
    denominator; where nothing applied the section's `all_na` says what becomes of it. A section of inspected items that
    nobody looked at has no marks, never full ones. Rounded once.
    Sources: #119, #188 to #190, #208 (内外部评分), #224.
    """
    items = _items(book, month)
    due = holders.select(*PERSON).join(_with_full(book.sections, items), on=SCHEME)
    if due.is_empty():
        return empty(ADJUSTMENTS), empty(EVIDENCE), due.select(*MARKED)
    found = _found(facts, settled, due, items)
    state = _with_share(due.join(_looked_at(found), on=MARKED, how="left"), found, _deducted(lines, due, items), book)
    policy = pl.when(~pl.col("applies")).then("all_na")
    state = state.with_columns(policy=policy.fill_null("marked")).with_columns(_dropped())
    is_lost = pl.col("missing") | (pl.col("policy") == "no-score") | (pl.col("left") == 0)
    unmarked = state.filter(is_lost).select(*MARKED)
    written = month_lines(_lines(state.filter(~is_lost), book, month), "section", month, book)
    return written, _evidence(written, found), unmarked


def _items(book: RuleBook, month: Month) -> pl.DataFrame:
    """The items of each section, worth what the newest version says that had begun by the month's last day."""
    begun = book.section_items.filter(pl.col("begins") <= month.last).sort(*RULE, "item", "begins")
    return begun.unique([*RULE, "item"], keep="last", maintain_order=True).drop("begins")


def _with_full(sections: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The sections with what all of their items can lose together, where they do not say it themselves."""
    together = items.filter(pl.col("worth").is_not_null()).group_by(RULE).agg(together=as_amount(pl.col("worth").sum()))
    return looked_up(sections, together, RULE).with_columns(full=pl.coalesce("full", "together")).drop("together")


def _found(facts: pl.DataFrame, settled: pl.DataFrame, due: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """The month's facts of each section's items, whose section it is by the scheme of the month's end.

    For a section by deductions also what counts as one of its items without having been observed as such, by `becomes`
    or over an allowance: its line is among those deducted there. Marks stay with what was marked.
    """
    seen = facts.filter(~pl.col("standing").is_in(["open", "held"])).drop("scheme", strict=False)
    held = due.select("subject", *RULE, "pooled", "measure").join(items, on=RULE)
    moved = settled.filter(pl.col("was_item").is_not_null()).select("subject", "item", "outcome")
    came = moved.join(held.filter(pl.col("measure") == "deductions"), on=["subject", "item"])
    return pl.concat([seen.join(held, on=["subject", "item"]), came], how="diagonal")


def _looked_at(found: pl.DataFrame) -> pl.DataFrame:
    """How much of each section was looked at, applied or not, and the worth of the items that did not apply."""
    applied = pl.col("outcome") != "na"
    by_item = found.group_by(*MARKED, "item").agg(
        rows=pl.len(), applied=applied.any(), marked=(applied & pl.col("max").is_not_null()).any(),
        worth=pl.col("worth").first(),
    )  # fmt: skip
    return by_item.group_by(MARKED).agg(
        rows=pl.col("rows").sum(),
        applied=pl.col("applied").any(),
        marked=pl.col("marked").any(),
        away=pl.col("worth").filter(~pl.col("applied")).sum(),
    )


def _with_share(state: pl.DataFrame, found: pl.DataFrame, deducted: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`lost` of `full` for each section, whether anything of it `applies`, and whether its marks are `missing`."""
    by_marks = pl.col("measure") == "marks"
    full = hundredths(pl.col("full")) - hundredths(pl.col("away")).fill_null(0)
    looked, applied = pl.col("rows").fill_null(0) > 0, pl.col("applied").fill_null(False)
    joined = (
        state.join(_marks(found, book), on=MARKED, how="left")
        .join(deducted, on=MARKED, how="left")
        .with_columns(
            lost=pl.when(by_marks)
            .then("lost_marks")
            .otherwise(pl.min_horizontal(pl.col("deducted").fill_null(0), full.cast(WIDE))),
            whole=pl.when(by_marks).then("full_marks").otherwise(full.cast(WIDE)),
        )
    )
    has_marks = pl.col("marked").fill_null(False) & pl.col("whole").is_not_null()
    return joined.with_columns(
        lost=pl.col("lost").fill_null(0),
        applies=(applied & (by_marks | (pl.col("whole") > 0))) | ~looked,
        missing=pl.when(by_marks).then(~looked | (applied & ~has_marks)).otherwise(~looked & pl.col("inspected")),
    )


def _marks(found: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Marks lost and to be got, as one fraction a section: pooled, or the weighted mean of the rater groups.

    A group that a section weighs and that gave no marks leaves it without a fraction.
    """
    scored = found.filter(pl.col("outcome") != "na", pl.col("max").is_not_null())
    raters = book.section_raters.join(scored.select("subject", *RULE).unique(), on=RULE)
    marks = scored.with_columns(rater_group=pl.when("pooled").then(pl.lit("")).otherwise("rater_group"))
    sums = marks.group_by(*MARKED, "rater_group").agg(
        lost=(hundredths(pl.col("max")) - hundredths(pl.col("got"))).sum().cast(WIDE),
        full=hundredths(pl.col("max")).sum().cast(WIDE),
    )
    each = raters.join(sums, on=[*MARKED, "rater_group"], how="left").sort(*MARKED, "nth")
    weight = hundredths(pl.col("rater_weight")).cast(WIDE)
    others = pl.col("full").product().over(MARKED) // pl.col("full")
    return (
        each.with_columns(part=weight * pl.col("lost") * others, weight=weight)
        .group_by(MARKED, maintain_order=True)
        .agg(
            gaps=pl.col("full").null_count(),
            lost_marks=pl.col("part").sum(),
            full_marks=pl.col("full").product() * pl.col("weight").sum(),
            shown=_shown(),
        )
        .filter(pl.col("gaps") == 0)
        .drop("gaps")
    )


def _shown() -> pl.Expr:
    """What each group gave, as it is told: 24/30, or outer 24/30, inner 18/20."""

    def number(cents: pl.Expr) -> pl.Expr:
        text = pl.concat_str((cents // 100).cast(pl.String), pl.lit("."), (cents % 100).cast(pl.String).str.zfill(2))
        return text.str.strip_suffix(".00")

    marks = pl.concat_str(number(pl.col("full") - pl.col("lost")), pl.lit("/"), number(pl.col("full")))
    name = pl.when(pl.col("rater_group") != "").then(pl.col("rater_group") + " ").otherwise(pl.lit(""))
    return pl.concat_str(name, marks).str.join(", ")


def _deducted(lines: pl.DataFrame, due: pl.DataFrame, items: pl.DataFrame) -> pl.DataFrame:
    """What the lines of a section's items deducted, as they stand."""
    own = lines.filter(pl.col("step").is_in(ITS_OWN), pl.col("side") == "deduction")
    mine = own.select("subject", "item", "points")
    held = mine.join(due.select("subject", *RULE), on="subject").join(items, on=[*RULE, "item"])
    return held.group_by(MARKED).agg(
        deducted=(0 - hundredths(as_amount(pl.col("points").sum()))).cast(WIDE), own=as_amount(pl.col("points").sum())
    )


def _dropped() -> list[pl.Expr]:
    """`all`: the weights of the person's sections together; `left`: without those that drop out."""
    weight = hundredths(pl.col("weight"))
    drops = (pl.col("policy") == "drop-and-rescale") & ~pl.col("missing")
    together = weight.sum().over("subject").cast(WIDE)
    kept = (weight * (~drops).cast(pl.Int64)).sum().over("subject").cast(WIDE)
    return [together.alias("all"), kept.alias("left")]


def _lines(counted: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """What of the weight is lost, less what the section's own lines deduct already.

    Where nothing applied all of it is lost or nothing; what came to count as its items costs nothing beside that.
    """
    marked, zero = pl.col("policy") == "marked", pl.col("policy") == "zero"
    rescaled = (pl.col("all") != pl.col("left")) & (marked | zero)
    share = pl.when(marked).then("lost").when(zero).then(1).otherwise(0)
    numerator = hundredths(pl.col("weight")).cast(WIDE) * share * pl.when(rescaled).then("all").otherwise(1)
    denominator = pl.when(marked).then("whole").otherwise(1) * pl.when(rescaled).then("left").otherwise(1) * 100
    target = by_quantum(pl.lit(month.last), book, lambda quantum: ratio((0 - numerator) * SCALE, denominator, quantum))
    by_marks = pl.col("measure") == "marks"
    code = pl.when(~marked).then(pl.lit("section-none")).when(by_marks).then(pl.lit("section-marks")).otherwise(
        pl.lit("section-deductions")
    )  # fmt: skip
    return counted.with_columns(
        points=as_amount(target - pl.col("own").fill_null(0)),
        side=pl.lit("deduction"),
        because=pl.when(rescaled).then(pl.concat_str(code, pl.lit("-rescaled"))).otherwise(code),
        level="shown",
        price="weight",
        count=as_amount(0 - pl.col("own").fill_null(0)),
        high=as_amount(pl.col("full") - pl.col("away").fill_null(0)),
    )


def _evidence(lines: pl.DataFrame, found: pl.DataFrame) -> pl.DataFrame:
    """The facts that lost marks."""
    lost = found.filter(pl.col("got") < pl.col("max"), pl.col("fact_id").is_not_null()).select(*MARKED, "fact_id")
    rested = lines.select("line_id", *MARKED).join(lost, on=MARKED).sort("line_id", "fact_id")
    return shape(rested.with_columns(ordinal=pl.int_range(1, pl.len() + 1, dtype=pl.Int32).over("line_id")), EVIDENCE)
