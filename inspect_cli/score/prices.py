"""What each settled Fact costs or gives by itself: one line an event, one shape of price a line in SHAPES."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Final

import polars as pl

from inspect_cli import amounts
from inspect_cli.frames import ADJUSTMENTS, STAGES, dtypes, looked_up, shape, stack
from inspect_cli.months import months_of_service
from inspect_cli.rulebook import RULE_KEY, RuleBook
from inspect_cli.rulebook.applying import applicable
from inspect_cli.score.settle import counts_as_another, within


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape of price: which price row applies to a fact, and the points for one."""

    applies: pl.Expr
    price: pl.Expr


def chosen_points() -> pl.Expr:
    """What the inspector chose, on the side of the item's range (the sign may have been left out); 0 until chosen."""
    chosen = pl.col("chosen").abs().fill_null(0)
    return pl.when(pl.col("nearest") < 0).then(0 - chosen).otherwise(chosen)


def level_points() -> pl.Expr:
    """The fixed points of the level, or what was chosen within its range."""
    return pl.when(pl.col("nearest").is_not_null()).then(chosen_points()).otherwise(pl.col("points"))


SHAPES: Final[Mapping[str, Shape]] = {
    "each": Shape(pl.lit(True), pl.col("points")),
    "chosen": Shape(pl.lit(True), chosen_points()),
    "levels": Shape(pl.col("level") == pl.col("price_level"), level_points()),
    "bands": Shape(within(pl.col("magnitude")), pl.col("points")),
    "limit": Shape(pl.col("magnitude").is_not_null() & ~within(pl.col("magnitude")), pl.col("points")),
    "every": Shape(within(pl.col("magnitude")), pl.col("points")),
}
"""Shapes K1 to K6 of the rule language; the reason of a line is the shape's name."""


OF_ITEMS = ("side", "unit", "pieces", "scaled")
MATCHED = ("magnitude", "level", "chosen", "subject", "date")
MATCHING = (
    "shape", "points", "price_level", "low", "low_in", "high", "high_in", "nearest", "tenure_from", "tenure_below",
)  # fmt: skip
"""What of a fact, and of a price, says whether the price applies and how much it is."""


def price_events(settled: pl.DataFrame, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """ADJUSTMENTS of step `event`, and `also` for what a reclassified fact still costs as its old item.

    `settled` is SETTLED. A fact inside a free allowance, of an item without a price, or on somebody to whom the item
    does not apply gives no line. Sources: #8, #19 to #31, #38, #117e, #143, #194, #218.
    """
    priced = _applying(_multiplied(_priced(settled, people, book), book), people, book)
    counted = pl.min_horizontal(pl.col("quantity"), amounts.as_amount(pl.col("pieces")))
    events = priced.with_columns(quantity=pl.when(pl.col("pieces").is_null()).then("quantity").otherwise(counted))
    return stack([_lines(events, book), _also_lines(settled, book)], ADJUSTMENTS)


def quantum_of(day: pl.Expr, book: RuleBook, value: pl.Expr, times: pl.Expr | None = None) -> pl.Expr:
    """`value`, or its product with `times`, rounded once to the quantum of the row's scheme on that day."""
    if times is None:
        return by_quantum(day, book, lambda quantum: amounts.rounded(value, quantum))
    return by_quantum(day, book, lambda quantum: amounts.times(value, times, quantum))


def tariff(unit: str, quantum: str) -> pl.Expr:
    """What a measure costs by its steps, start, least and most, times quantity and factor, rounded once.

    Over `per` as the common denominator everything is a whole number: start × per + price × the steps' share of the
    measure beyond the threshold.
    """
    per = amounts.units(pl.col("per")).cast(pl.Int128)
    at, low, high = (amounts.units(pl.col(name)).cast(pl.Int128) for name in ("magnitude", "low", "high"))
    beyond = pl.coalesce(at - low, high - at)
    rest = beyond % per
    taken = (
        pl.when(pl.col("steps") == "full").then(beyond - rest)
        .when((pl.col("steps") == "begun") & (rest > 0)).then(beyond - rest + per)
        .otherwise(beyond)
    )  # fmt: skip

    def over_per(name: str) -> pl.Expr:
        return amounts.units(pl.col(name)).cast(pl.Int128) * per

    price = "price" if unit == "points" else unit
    start, step = over_per(f"start_{unit}"), amounts.units(pl.col(price)).cast(pl.Int128) * taken
    cost = pl.when(pl.col(price).is_not_null() | pl.col(f"start_{unit}").is_not_null()).then(
        start.fill_null(0) + step.fill_null(0)
    )
    gains = cost > 0
    least, most = over_per(f"least_{unit}"), over_per(f"most_{unit}")
    floor = pl.when(gains).then(pl.max_horizontal(cost, least)).otherwise(pl.min_horizontal(cost, least))
    within_most = pl.when(gains).then(pl.min_horizontal(floor, most)).otherwise(pl.max_horizontal(floor, most))
    whole = within_most * amounts.units(pl.col("quantity")).cast(pl.Int128) * pl.col("factor")
    return amounts.ratio(whole, per * amounts.SCALE, quantum)


def _scaled(price: str, quantum: str) -> pl.Expr:
    """The price times the quantity found in a sample, times all over those checked, rounded once (source: K10)."""
    price_of_all = amounts.units(pl.col(price)).cast(pl.Int128) * amounts.units(pl.col("quantity"))
    checked = pl.col("checked").cast(pl.Int128) * amounts.SCALE
    return amounts.ratio(price_of_all * pl.col("in_all"), checked, quantum)


def by_quantum(day: pl.Expr, book: RuleBook, at: Callable[[str], pl.Expr], whose: str = "scheme") -> pl.Expr:
    """What `at` gives for the quantum of the row's scheme on that day."""
    usual = "0.01"
    expr = at(usual)
    for scheme in book.schemes:
        if scheme.quantum != usual:
            expr = pl.when(scheme.is_that_of(day, whose)).then(at(scheme.quantum)).otherwise(expr)
    return expr


def needs_of() -> pl.Expr:
    """Points that nobody chose wait for a choice, a sanction for a person's approval."""
    to_choose = pl.col("nearest").is_not_null() & pl.col("chosen").is_null()
    sanctioned = pl.col("sanction").is_not_null() | pl.col("price_terminal")
    return pl.when(to_choose).then(pl.lit("choice")).when(sanctioned).then(pl.lit("approval"))


def _priced(facts: pl.DataFrame, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Each fact that is not free once for every price that applies to it, with the price, in the order of the facts.

    It is found out on a few columns which prices those are; the many others are gathered once.
    """
    prices = book.prices.rename({"level": "price_level", "terminal": "price_terminal"})
    rules = prices.join(book.items.select(*RULE_KEY, *OF_ITEMS), on=RULE_KEY).with_row_index("rule")
    applies, price = pl.lit(False), pl.lit(None, dtype=amounts.AMOUNT)
    for name, each in SHAPES.items():
        this = pl.col("shape") == name
        applies = applies | (this & each.applies)
        price = pl.when(this).then(each.price).otherwise(price)
    asking = facts.with_row_index("nth").lazy().filter(~pl.col("free")).select("nth", *RULE_KEY, *MATCHED).collect()
    found = (
        _of_tenure(asking.join(rules.select("rule", *RULE_KEY, *MATCHING), on=RULE_KEY).filter(applies), people)
        .select("nth", "rule", price=price)
        .sort("nth", "rule")
    )
    of_lines = facts.select(
        "chosen", "checked", "in_all", *(name for name in dtypes(ADJUSTMENTS) if name in facts.columns)
    )
    priced: pl.DataFrame = of_lines[found["nth"]]
    old = book.items.select("checklist", "version", was_item="item", was_unit="unit")
    of_rules = rules.drop("rule", "points", *RULE_KEY)[found["rule"]]
    was = looked_up(priced.select("checklist", "version", "was_item"), old, ["checklist", "version", "was_item"])
    # what was measured was measured of the old item
    unit = pl.select(pl.coalesce(was["was_unit"], of_rules["unit"])).to_series()
    return priced.hstack(of_rules.with_columns(unit.alias("unit"), found["price"]))


def _of_tenure(priced: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """The prices that hold for everybody, or for the months of service that the person has on the day."""
    from_month, below_month = pl.col("tenure_from"), pl.col("tenure_below")
    everybody = from_month.is_null() & below_month.is_null()
    if priced.select(everybody.all()).item():
        return priced
    hired = people.select("hired", subject="person_id").unique("subject")
    served = months_of_service(pl.col("hired"), pl.col("date"))
    of_tenure = (served >= from_month.fill_null(0)) & (below_month.is_null() | (served < below_month))
    joined = priced.join(hired, on="subject", how="left", maintain_order="left")
    return joined.filter(everybody | of_tenure.fill_null(False)).drop("hired")


def _multiplied(priced: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The price so many times at a level that makes it worse (source: #117e, doubled when caught by a test call).

    A tariff takes the `factor` itself, after its least and most.
    """
    if book.multiplied.is_empty():
        return priced.with_columns(factor=pl.lit(1, dtype=pl.Int32))
    factor = pl.col("factor").fill_null(1)
    times = pl.when(pl.col("shape") == "every").then(1).otherwise(factor)
    return priced.join(book.multiplied, on=[*RULE_KEY, "level"], how="left", maintain_order="left").with_columns(
        price=amounts.as_amount(pl.col("price") * times), yuan=amounts.as_amount(pl.col("yuan") * times), factor=factor
    )


def _applying(priced: pl.DataFrame, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Only facts of items that apply to the person; of the pieces no more can be missing than apply."""
    if book.conditions.is_empty():
        return priced
    rows = priced.rename({"subject": "person_id"})
    applying = applicable(rows.unique("seq"), "seq", people, book)
    joined = priced.join(applying, on="seq", how="left", maintain_order="left")
    fewer = pl.min_horizontal("pieces", "applicable")
    return joined.filter(pl.col("applicable").is_null() | (pl.col("applicable") > 0)).with_columns(
        pieces=pl.when(pl.col("pieces").is_not_null()).then(fewer)
    )


def _lines(priced: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    points = quantum_of(pl.col("date"), book, pl.col("price"), pl.col("quantity"))
    yuan = amounts.times(pl.col("yuan"), pl.col("quantity"))
    if "every" in book.prices["shape"]:
        stepwise = pl.col("shape") == "every"
        points = pl.when(stepwise).then(by_quantum(pl.col("date"), book, partial(tariff, "points"))).otherwise(points)
        yuan = pl.when(stepwise).then(tariff("yuan", "0.01")).otherwise(yuan)
    sampled = pl.col("scaled") & pl.col("checked").is_not_null()
    if book.items["scaled"].any():
        points = pl.when(sampled).then(by_quantum(pl.col("date"), book, partial(_scaled, "price"))).otherwise(points)
        yuan = pl.when(sampled).then(_scaled("yuan", "0.01")).otherwise(yuan)
    priced = priced.with_columns(points=points, yuan=pl.when(book.counts_money(pl.col("date"))).then(yuan)).filter(
        pl.col("points").is_not_null() | pl.col("yuan").is_not_null() | pl.col("sanction").is_not_null()
    )
    return shape(
        priced.with_columns(
            line_id=pl.concat_str("fact_id", pl.lit("/"), "item", pl.lit("/event")),
            stage=pl.lit(STAGES["event"]),
            step=pl.lit("event"),
            rule=pl.col("item"),
            side=pl.col("side").fill_null("deduction"),
            terminal=pl.col("price_terminal"),
            needs=needs_of(),
            because=pl.when(sampled).then(pl.lit("each-sampled")).otherwise("shape"),
            level=pl.when((pl.col("shape") == "levels") | (pl.col("factor") > 1)).then("level"),
            low=pl.coalesce(pl.when(sampled).then(amounts.as_amount(pl.col("checked"))), "nearest", "low"),
            high=pl.coalesce(pl.when(sampled).then(amounts.as_amount(pl.col("in_all"))), "farthest", "high"),
        ),
        ADJUSTMENTS,
    )


def _also_lines(settled: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """What a reclassified fact still costs as its old item, on its whole quantity: an allowance frees only the new."""
    old = book.becomes.rename({"item": "was_item"}).filter(
        pl.col("also_points").is_not_null() | pl.col("also_yuan").is_not_null()
    )
    was_key = ["checklist", "version", "was_item"]
    measured_in = book.items.select("checklist", "version", "unit", was_item="item")
    moved = settled.filter(pl.col("was_item").is_not_null()).join(old, on=was_key).join(measured_in, on=was_key)
    root = pl.coalesce("split_of", "fact_id")
    paid = moved.filter(counts_as_another()).with_columns(fact_id=root, quantity=pl.col("quantity").sum().over(root))
    lines = paid.unique("fact_id", keep="first", maintain_order=True).with_columns(
        points=quantum_of(pl.col("date"), book, pl.col("also_points"), amounts.as_amount(pl.col("quantity"))),
        yuan=pl.when(book.counts_money(pl.col("date"))).then(
            amounts.times(pl.col("also_yuan"), amounts.as_amount(pl.col("quantity")))
        ),
    )
    gives = (pl.max_horizontal("points", "yuan") > 0) & (pl.min_horizontal("points", "yuan") >= 0)
    return shape(
        lines.filter(pl.col("points").is_not_null() | pl.col("yuan").is_not_null()).with_columns(
            line_id=pl.concat_str("fact_id", pl.lit("/"), "was_item", pl.lit("/also")),
            stage=pl.lit(STAGES["also"]),
            step=pl.lit("also"),
            rule=pl.col("was_item"),
            item=pl.col("was_item"),
            was_item=pl.lit(None, dtype=pl.String),
            side=pl.when(gives).then(pl.lit("bonus")).otherwise(pl.lit("deduction")),
            terminal=pl.lit(False),
            because=pl.lit("also"),
            price="also_points",
        ),
        ADJUSTMENTS,
    )
