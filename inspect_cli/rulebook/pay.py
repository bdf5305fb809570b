"""The money rules of a scheme: losses shared and capped, sanctions that cost a share, formulas for what is paid."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from inspect_cli.rulebook.ranges import decimal_or_none, range_of

Json = Mapping[str, Any]
FORMULA_SHAPES: Final = ("rate", "rates", "fee", "wage_days")
"""What a formula may be: one of these keys says how yuan come of a fact."""
WAGE_CAP: Final = "0.2"
"""The most of a month's wage that losses may take, where a scheme names no other (Wage Payment Provisions, art. 16)."""


@dataclass(frozen=True, slots=True)
class Step:
    """A value that holds within a range; None is an open end."""

    low: Decimal | None
    low_in: bool
    high: Decimal | None
    high_in: bool
    value: Decimal


@dataclass(frozen=True, slots=True)
class Losses:
    """Who bears a loss, by item (person, group or department), and how much of it in a month."""

    among: Mapping[str, str]
    cap_rate: Decimal | None
    cap_of: str
    wage_cap: Decimal
    leaver: str


@dataclass(frozen=True, slots=True)
class Conversion:
    """The share of a column of staff that each sanction costs once it is approved; together: add or highest."""

    of: str
    shares: Mapping[str, Decimal]
    together: str


@dataclass(frozen=True, slots=True)
class Fee:
    """Free up to a measure, then so much, and so much more for each full or begun step."""

    free: Decimal
    first: Decimal
    every: Decimal
    each: Decimal
    begun: bool


@dataclass(frozen=True, slots=True)
class Formula:
    """How yuan come of the facts of its items; `sign` is -1 where they are deducted."""

    id: str
    items: Sequence[str]
    sign: int
    shape: str
    rate: Decimal | None
    rates: Sequence[Step]
    by: str | None
    fee: Fee | None
    wage_days: Decimal | None
    factors: Sequence[str]
    least: Decimal | None
    most: Decimal | None
    gate: tuple[str, Step] | None
    guarantee: Sequence[Step]


@dataclass(frozen=True, slots=True)
class Pay:
    """Every money rule of a scheme."""

    losses: Losses | None
    sanctions: Conversion | None
    formulas: Sequence[Formula]


def compile_pay(pay: Json) -> Pay:
    """The money rules of a scheme that check_pay.py found sound, with their defaults filled in."""
    return Pay(
        losses=_losses(pay["losses"]) if "losses" in pay else None,
        sanctions=_conversion(pay["sanctions"]) if "sanctions" in pay else None,
        formulas=[_formula(formula) for formula in pay.get("formulas", [])],
    )


def _losses(losses: Json) -> Losses:
    cap = losses.get("cap", {})
    return Losses(
        among={item: share["among"] for share in losses["shares"] for item in share["items"]},
        cap_rate=decimal_or_none(cap.get("rate")),
        cap_of=cap.get("of", "bonus_base"),
        wage_cap=Decimal(losses.get("wage_cap", WAGE_CAP)),
        leaver=losses.get("leaver", "waive"),
    )


def _conversion(sanctions: Json) -> Conversion:
    return Conversion(
        of=sanctions.get("of", "bonus_base"),
        shares={name: Decimal(share) for name, share in sanctions["shares"].items()},
        together=sanctions.get("together", "highest"),
    )


def _formula(formula: Json) -> Formula:
    gate = formula.get("gate")
    return Formula(
        id=formula["id"],
        items=formula["items"],
        sign=-1 if formula["side"] == "deduction" else 1,
        shape=next(shape for shape in FORMULA_SHAPES if shape in formula),
        rate=decimal_or_none(formula.get("rate")),
        rates=[_step(step, step["rate"]) for step in formula.get("rates", [])],
        by=formula.get("by"),
        fee=_fee(formula["fee"]) if "fee" in formula else None,
        wage_days=decimal_or_none(formula.get("wage_days")),
        factors=formula.get("factors", []),
        least=decimal_or_none(formula.get("least")),
        most=decimal_or_none(formula.get("most")),
        gate=(gate["item"], _step(gate, "1")) if gate else None,
        guarantee=[_step(step, step["yuan"]) for step in formula.get("guarantee", [])],
    )


def _fee(fee: Json) -> Fee:
    return Fee(
        Decimal(fee["free"]), Decimal(fee["first"]), Decimal(fee["every"]), Decimal(fee["each"]),
        begun=fee.get("steps", "full") == "begun",
    )  # fmt: skip


def _step(band: Json, value: str) -> Step:
    return Step(**range_of(band), value=Decimal(value))
