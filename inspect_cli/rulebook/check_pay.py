"""What is wrong with the money rules of a scheme beyond its schema."""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from inspect_cli.problems import Problem, Source
from inspect_cli.rulebook.bands import band_problems
from inspect_cli.rulebook.pay import FORMULA_SHAPES

Json = Mapping[str, Any]


def pay_problems(name: str, scheme: Json, checklists: Sequence[Json]) -> Iterator[Problem]:
    """Every Problem of the scheme's `pay`; `checklists` are those whose items it counts, in every version."""
    pay = scheme.get("pay", {})
    items = {item["id"] for book in checklists for item in book["items"]}
    sanctions = {sanction for book in checklists for sanction in book.get("sanctions", {})} | set(
        scheme.get("sanctions", {})
    )
    for path, named in _items_named(pay):
        if named not in items:
            yield Problem("unknown-reference", Source(name, path=path), {"what": "item", "value": named})
    for sanction in pay.get("sanctions", {}).get("shares", {}):
        if sanction not in sanctions:
            facts = {"what": "sanction", "value": sanction}
            yield Problem("unknown-reference", Source(name, path="$.pay.sanctions.shares"), facts)
    yield from _of_departments(name, scheme)
    yield from _twice(name, pay)
    yield from _shares(name, pay)
    for number, formula in enumerate(pay.get("formulas", [])):
        yield from _formula_problems(name, f"$.pay.formulas[{number}]", formula)


def _items_named(pay: Json) -> Iterator[tuple[str, str]]:
    """Every item that the money rules name, with its path."""
    for number, share in enumerate(pay.get("losses", {}).get("shares", [])):
        yield from ((f"$.pay.losses.shares[{number}].items", item) for item in share["items"])
    for number, formula in enumerate(pay.get("formulas", [])):
        path = f"$.pay.formulas[{number}]"
        yield from ((f"{path}.{key}", item) for key in ("items", "factors") for item in formula.get(key, []))
        yield from ((f"{path}.by", item) for item in [formula.get("by")] if item)
        yield from ((f"{path}.gate.item", item) for item in [formula.get("gate", {}).get("item")] if item)


def _of_departments(name: str, scheme: Json) -> Iterator[Problem]:
    """A department or group has no wage, bonus, base points or months of service on which anything could rest."""
    subject, pay = scheme.get("subject", "person"), scheme.get("pay", {})
    resting = [f"$.pay.{key}" for key in ("losses", "sanctions") if key in pay]
    for number, formula in enumerate(pay.get("formulas", [])):
        resting += [f"$.pay.formulas[{number}].{key}" for key in ("wage_days", "guarantee") if key in formula]
    for path in resting if subject != "person" else ():
        yield Problem("pay-of-department", Source(name, path=path), {"scheme": scheme["id"], "subject": subject})


def _twice(name: str, pay: Json) -> Iterator[Problem]:
    """A loss that two shares divide, and two formulas of one id."""
    lists = {
        "$.pay.losses.shares": ("item", [each for s in pay.get("losses", {}).get("shares", []) for each in s["items"]]),
        "$.pay.formulas": ("formula", [formula["id"] for formula in pay.get("formulas", [])]),
    }
    for path, (what, ids) in lists.items():
        for each in sorted({each for each in ids if ids.count(each) > 1}):
            yield Problem("defined-twice", Source(name, path=path), {"what": what, "id": each})


def _shares(name: str, pay: Json) -> Iterator[Problem]:
    """Shares of a bonus or wage lie between nothing and the whole."""
    losses, sanctions = pay.get("losses", {}), pay.get("sanctions", {})
    shares = {
        "$.pay.losses.cap.rate": losses.get("cap", {}).get("rate"),
        "$.pay.losses.wage_cap": losses.get("wage_cap"),
    }
    shares |= {f"$.pay.sanctions.shares.{key}": share for key, share in sanctions.get("shares", {}).items()}
    for path, share in shares.items():
        if share is not None and not 0 <= Decimal(share) <= 1:
            yield Problem("no-share", Source(name, path=path), {"value": share})


def _formula_problems(name: str, path: str, formula: Json) -> Iterator[Problem]:
    shapes = [shape for shape in FORMULA_SHAPES if shape in formula]
    if len(shapes) != 1:
        facts = {"formula": formula["id"], "shapes": ", ".join(shapes) or "-", "allowed": ", ".join(FORMULA_SHAPES)}
        yield Problem("one-formula", Source(name, path=path), facts)
    if "by" in formula and "rates" not in formula:
        yield Problem("by-without-rates", Source(name, path=f"{path}.by"), {"formula": formula["id"]})
    amounts = {key: formula.get(key) for key in ("rate", "wage_days", "least", "most")}
    amounts |= {f"fee.{key}": formula.get("fee", {}).get(key) for key in ("free", "first", "every", "each")}
    amounts |= {f"rates[{nth}].rate": step["rate"] for nth, step in enumerate(formula.get("rates", []))}
    amounts |= {f"guarantee[{nth}].yuan": step["yuan"] for nth, step in enumerate(formula.get("guarantee", []))}
    for key, value in amounts.items():
        may_be_zero = key not in ("wage_days", "fee.every")
        if value is not None and (Decimal(value) < 0 or (Decimal(value) == 0 and not may_be_zero)):
            yield Problem("below-zero", Source(name, path=f"{path}.{key}"), {"value": value})
    least, most = formula.get("least"), formula.get("most")
    if least is not None and most is not None and Decimal(least) > Decimal(most):
        yield Problem("least-above-most", Source(name, path=f"{path}.least"), {"least": least, "most": most})
    for key in ("rates", "guarantee"):
        yield from band_problems(name, f"{path}.{key}", formula.get(key, []))
