"""The most that losses take in a month; what is over waits, and the oldest is paid first."""

from dataclasses import dataclass

import polars as pl

from inspect_cli.amounts import as_amount, from_units, lit, times, units
from inspect_cli.frames import ADJUSTMENTS, BALANCES, STAGES, shape, stack
from inspect_cli.months import Month
from inspect_cli.rulebook import Scheme

ACCOUNT = "losses"


@dataclass(frozen=True, slots=True)
class Held:
    """What a month's cap leaves: its lines, and what is carried on."""

    lines: pl.DataFrame
    balances: pl.DataFrame


def hold_losses(losses: pl.DataFrame, owed: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme, month: Month) -> Held:
    """Lines of step `carried` and `money-cap`, and the BALANCES at the month's end, for people of one scheme.

    `losses` are their ADJUSTMENTS of step `loss`, `owed` BALANCES of the month before. The cap is the lesser of a share
    of the bonus and a share of the wage; without a bonus or wage nothing is taken. Who leaves is let off what is over
    (`waive`), or pays up to the share of the wage (`settle`). Sources: #96; Wage Payment Provisions, art. 16.
    """
    mine = owed.join(holders.select(subject="person_id"), on="subject", how="semi")
    old = mine.filter(pl.col("account") == ACCOUNT).select("subject", "since", id=pl.lit(""), due=0 - pl.col("yuan"))
    new = losses.select("subject", since=pl.lit(month.name), id="line_id", due=0 - pl.col("yuan"))
    due, most = units(pl.col("due")), units(pl.col("most"))
    queue = (
        pl.concat([old, new.select(old.columns)])
        .join(_caps(holders, scheme, month), left_on="subject", right_on="person_id")
        .sort("subject", "since", "id")
        .with_columns(before=due.cum_sum().over("subject") - due)
        .with_columns(rest=from_units(due - (most - pl.col("before")).clip(0, due)))
    )
    return Held(
        stack([_carried(old, holders, scheme, month), _capped(queue, holders, scheme, month)], ADJUSTMENTS),
        shape(_kept(queue, month), BALANCES),
    )


def _caps(holders: pl.DataFrame, scheme: Scheme, month: Month) -> pl.DataFrame:
    """`most` for everyone, what it is a share of, whether the wage sets it, and whether the rest is waived."""
    assert scheme.pay is not None
    assert scheme.pay.losses is not None
    rules = scheme.pay.losses
    leaving = (pl.col("left") <= month.last).fill_null(False)
    by_wage = times(pl.col("wage").fill_null(0), lit(rules.wage_cap))
    by_bonus = by_wage if rules.cap_rate is None else times(pl.col(rules.cap_of).fill_null(0), lit(rules.cap_rate))
    settles = leaving & pl.lit(rules.leaver == "settle")
    wage_sets = settles | pl.lit(rules.cap_rate is None) | (by_wage < by_bonus)
    return holders.select(
        "person_id",
        most=as_amount(pl.when(wage_sets).then(by_wage).otherwise(by_bonus)),
        basis=pl.when(wage_sets).then("wage").otherwise(rules.cap_of),
        wage_sets=wage_sets,
        waived=leaving,
    )


def _carried(old: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme, month: Month) -> pl.DataFrame:
    lines = old.with_columns(
        line_id=pl.concat_str("subject", pl.lit(f"/{ACCOUNT}/{month.name}/"), "since"),
        yuan=0 - pl.col("due"),
        stage=pl.lit(STAGES["carried"]),
        step=pl.lit("carried"),
        because=pl.lit("carried"),
        level="since",
    )
    return _of_the_month(lines, holders, scheme, month)


def _capped(queue: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme, month: Month) -> pl.DataFrame:
    over = queue.group_by("subject", maintain_order=True).agg(
        pl.col("most", "basis", "wage_sets", "waived").first(),
        yuan=as_amount(pl.col("rest").sum()),
        count=as_amount(pl.col("due").sum()),
    )
    set_by = pl.when(pl.col("wage_sets")).then(pl.lit("money-cap-wage")).otherwise(pl.lit("money-cap-bonus"))
    lines = over.filter(pl.col("yuan") > 0).with_columns(
        line_id=pl.concat_str("subject", pl.lit(f"/{ACCOUNT}/{month.name}/money-cap")),
        stage=pl.lit(STAGES["money-cap"]),
        step=pl.lit("money-cap"),
        because=pl.when(pl.col("waived")).then(pl.lit("money-waived")).otherwise(set_by),
        low="most",
        high=pl.col("basis").fill_null(0),
    )
    return _of_the_month(lines, holders, scheme, month)


def _of_the_month(lines: pl.DataFrame, holders: pl.DataFrame, scheme: Scheme, month: Month) -> pl.DataFrame:
    whose = holders.select("subject_kind", "subject", "department")
    return shape(
        lines.join(whose, on="subject").with_columns(
            date=pl.lit(month.last),
            rule=pl.lit(ACCOUNT),
            scheme=pl.lit(scheme.id),
            version=pl.lit(scheme.version),
            side=pl.lit("deduction"),
            terminal=pl.lit(False),
        ),
        ADJUSTMENTS,
    )


def _kept(queue: pl.DataFrame, month: Month) -> pl.DataFrame:
    """What is still owed, by the month from which it comes."""
    return (
        queue.filter(pl.col("rest") > 0, ~pl.col("waived"))
        .group_by("subject", "since", maintain_order=True)
        .agg(yuan=as_amount(0 - pl.col("rest").sum()))
        .with_columns(month=pl.lit(month.name), account=pl.lit(ACCOUNT))
    )
