"""The money rules of every scheme, after all points: formulas, sanctions, losses, their cap and what is carried on."""

from dataclasses import dataclass

import polars as pl

from inspect_cli.frames import ADJUSTMENTS, BALANCES, EVIDENCE, empty, shape, stack
from inspect_cli.months import Month
from inspect_cli.rulebook import RULE_KEY, RuleBook
from inspect_cli.score.apportion import share_losses
from inspect_cli.score.carry import hold_losses
from inspect_cli.score.conversion import convert_sanctions
from inspect_cli.score.formulas import apply_formulas


@dataclass(frozen=True, slots=True)
class Money:
    """The month's lines of the money rules, what is carried on from it, and the losses that shares rest on."""

    lines: pl.DataFrame
    balances: pl.DataFrame
    evidence: pl.DataFrame


def settle_money(
    lines: pl.DataFrame,
    settled: pl.DataFrame,
    people: pl.DataFrame,
    holders: pl.DataFrame,
    book: RuleBook,
    month: Month,
    owed: pl.DataFrame,
) -> Money:
    """Points are not looked at: the rules of the scheme of each person's last day, where money is on.

    A fact that does not count by the rules of its own day is worth nothing here either. `owed` is BALANCES of earlier
    months; the last month's count. What nobody's rules settle is carried on as it is.
    """
    counted = settled.filter(pl.col("checklist").is_not_null(), ~pl.col("free"))
    last = owed.filter(pl.col("month") == pl.col("month").max())
    made, kept, settled_for = [empty(ADJUSTMENTS)], [empty(BALANCES)], []
    paying = [each for each in book.schemes if each.money and each.pay and each.holds_on(month.last)]
    for scheme in paying:
        theirs = holders.filter(pl.col("scheme") == scheme.id)
        made.append(apply_formulas(counted, theirs, scheme, month))
        made.append(convert_sanctions(lines.join(_subjects(theirs), on="subject", how="semi"), theirs, scheme))
        if scheme.pay and scheme.pay.losses:
            losses = stack([share_losses(counted, people, theirs, each) for each in paying], ADJUSTMENTS)
            held = hold_losses(losses, last, theirs, scheme, month)
            made += [losses, held.lines]
            kept.append(held.balances)
            settled_for.append(_subjects(theirs))
    done = pl.concat(settled_for) if settled_for else _subjects(holders.clear())
    waiting = last.join(done, on="subject", how="anti").with_columns(month=pl.lit(month.name))
    written = _with_units(stack(made, ADJUSTMENTS), book)
    rested = written.filter(pl.col("step") == "loss", pl.col("seq").is_null()).with_columns(ordinal=pl.lit(1))
    balances = stack([*kept, shape(waiting, BALANCES)], BALANCES).sort("subject", "account", "since")
    return Money(written, balances, shape(rested, EVIDENCE))


def _with_units(lines: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The lines with the unit in which their item is measured."""
    measured = book.items.select(*RULE_KEY, "unit")
    return shape(lines.drop("unit").join(measured, on=RULE_KEY, how="left", maintain_order="left"), ADJUSTMENTS)


def _subjects(holders: pl.DataFrame) -> pl.DataFrame:
    return holders.select(subject="person_id")
