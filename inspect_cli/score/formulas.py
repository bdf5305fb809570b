"""What facts are worth in yuan by a formula: a rate, a fee by steps, the wage of an absence; a guarantee on top."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Final

import polars as pl

from inspect_cli.amounts import AMOUNT, as_amount, lit, times, times_over, whole_steps
from inspect_cli.frames import ADJUSTMENTS, STAGES, shape, stack
from inspect_cli.months import Month, months_of_service
from inspect_cli.rulebook import Scheme
from inspect_cli.rulebook.pay import Formula, Step
from inspect_cli.score.settle import within


def apply_formulas(counted: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme, month: Month) -> pl.DataFrame:
    """ADJUSTMENTS of step `formula`, one a fact, and `guarantee`, one a person, for people of one scheme.

    `counted` is SETTLED without what is free. A formula sees the facts of its items; what it needs of another item (a
    gate, the value that picks a rate, factors) is the sum of the person's measures of that item in the month, and where
    there is none the formula gives nothing.
    Sources: #2, #28, #29, #61 to #64, #143, #207, #218.
    """
    mine = counted.join(holders.select("wage", "hired", subject="person_id"), on="subject", maintain_order="left")
    formulas = scheme.pay.formulas if scheme.pay else ()
    made = [lines for formula in formulas for lines in _of_formula(mine, formula, scheme, month)]
    return stack(made, ADJUSTMENTS)


def _of_formula(mine: pl.DataFrame, formula: Formula, scheme: Scheme, month: Month) -> list[pl.DataFrame]:
    facts = _with_values(mine.filter(pl.col("item").is_in(formula.items)), mine, formula)
    exact = SHAPES[formula.shape](formula)
    for factor in formula.factors:
        exact = times_over(exact, pl.col(f"month {factor}"), 100, "0.0001")
    known = facts.with_columns(plain=times(exact, lit(1))).filter(pl.col("plain").is_not_null())
    # an end that the formula leaves out is null, and the horizontal functions pass over it
    least, most = (pl.lit(None) if end is None else lit(end) for end in (formula.least, formula.most))
    paid = known.with_columns(worth=as_amount(pl.min_horizontal(pl.max_horizontal("plain", least), most)))
    lines = shape(_lines(paid.filter(pl.col("worth") != 0), formula), ADJUSTMENTS)
    return [lines, shape(_guaranteed(paid, formula, scheme, month), ADJUSTMENTS)] if formula.guarantee else [lines]


def _with_values(facts: pl.DataFrame, mine: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    """The facts with the month's measure of every other item the formula needs, past the gate where there is one."""
    others = [*formula.factors, *([formula.by] if formula.by else []), *([formula.gate[0]] if formula.gate else [])]
    for other in dict.fromkeys(others):
        of_other = mine.filter(pl.col("item") == other, pl.col("magnitude").is_not_null()).group_by("subject")
        measured = of_other.agg(pl.col("magnitude").sum().cast(AMOUNT).alias(f"month {other}"))
        facts = facts.join(measured, on="subject", maintain_order="left")
    return facts.filter(within(pl.col(f"month {formula.gate[0]}"), formula.gate[1])) if formula.gate else facts


def _rate(formula: Formula) -> pl.Expr:
    return times(pl.col("magnitude"), lit(formula.rate or 0), "0.0001")


def _rates(formula: Formula) -> pl.Expr:
    return times(pl.col("magnitude"), _picked(_by(formula), formula.rates), "0.0001")


def _by(formula: Formula) -> pl.Expr:
    """What picks the rate: the month's measure of another item, else the amount itself."""
    return pl.col(f"month {formula.by}") if formula.by else pl.col("magnitude")


def _fee(formula: Formula) -> pl.Expr:
    fee = formula.fee
    assert fee is not None
    over = pl.col("magnitude") - lit(fee.free)
    steps = times(whole_steps(over, fee.every, fee.begun), lit(fee.each))
    return as_amount(pl.when(over > 0).then(steps + lit(fee.first)).when(over.is_not_null()).then(lit(0)))


def _wage(formula: Formula) -> pl.Expr:
    return times_over(pl.col("wage"), pl.col("quantity"), formula.wage_days or Decimal(1), "0.0001")


SHAPES: Final[Mapping[str, Callable[[Formula], pl.Expr]]] = {
    "rate": _rate,
    "rates": _rates,
    "fee": _fee,
    "wage_days": _wage,
}
"""What one fact is worth before factors, least and most; the keys are those of the rules (rulebook/pay.py)."""


def _picked(by: pl.Expr, steps: Sequence[Step]) -> pl.Expr:
    """The value of the step in which `by` lies; null in none."""
    values = [pl.when(within(by, step)).then(lit(step.value)) for step in steps]
    return pl.coalesce(*values) if values else lit(0)


def _lines(worth: pl.DataFrame, formula: Formula) -> pl.DataFrame:
    """One line a fact; `low` is what the sentence names first (rate in percent, free measure, days), `high` second."""
    held = (
        pl.when(pl.col("worth") > pl.col("plain")).then(pl.lit("-least"))
        .when(pl.col("worth") < pl.col("plain")).then(pl.lit("-most"))
        .otherwise(pl.lit(""))
    )  # fmt: skip
    first = {
        "rate": lit((formula.rate or Decimal(0)) * 100),
        "rates": times(_picked(_by(formula), formula.rates), lit(100), "0.0001"),
        "fee": lit(formula.fee.free if formula.fee else 0),
        "wage_days": lit(formula.wage_days or 0),
    }
    second = pl.col("wage") if formula.shape == "wage_days" else pl.col("worth")
    shown = "rate" if formula.shape == "rates" else formula.shape.removesuffix("_days")
    name = "formula-factors" if formula.factors else f"formula-{shown}"
    return worth.with_columns(
        line_id=pl.concat_str("fact_id", pl.lit(f"/{formula.id}/formula")),
        stage=pl.lit(STAGES["formula"]),
        step=pl.lit("formula"),
        rule=pl.lit(formula.id),
        side=pl.lit(_side(formula)),
        points=pl.lit(None),
        yuan=pl.col("worth") * formula.sign,
        terminal=pl.lit(False),
        because=pl.concat_str(pl.lit(name), held),
        low=first[formula.shape],
        high=second,
        was_item=pl.lit(None),
    )


def _guaranteed(paid: pl.DataFrame, formula: Formula, scheme: Scheme, month: Month) -> pl.DataFrame:
    """What is missing to the guarantee of those whose facts the formula counted, by full months of service."""
    months = months_of_service(pl.col("hired"), pl.lit(month.last))
    earned = paid.group_by("subject", maintain_order=True).agg(
        pl.col("hired", "department", "subject_kind").last(), earned=as_amount(pl.col("worth").sum())
    )
    topped = earned.with_columns(count=months.cast(AMOUNT)).with_columns(
        low=_picked(pl.col("count"), formula.guarantee), high="earned"
    )
    return topped.filter(pl.col("low") > pl.col("earned")).with_columns(
        line_id=pl.concat_str("subject", pl.lit(f"/{formula.id}/month/guarantee")),
        date=pl.lit(month.last),
        stage=pl.lit(STAGES["guarantee"]),
        step=pl.lit("guarantee"),
        rule=pl.lit(formula.id),
        scheme=pl.lit(scheme.id),
        version=pl.lit(scheme.version),
        side=pl.lit(_side(formula)),
        yuan=as_amount(pl.col("low") - pl.col("earned")) * formula.sign,
        terminal=pl.lit(False),
        because=pl.lit("guarantee"),
    )


def _side(formula: Formula) -> str:
    return "deduction" if formula.sign < 0 else "bonus"
