"""What each Fact counts as: whose it is that day, under which rules, reclassified, and inside or over an allowance."""

from decimal import Decimal

import polars as pl

from inspect_cli.amounts import AMOUNT, from_units, lit, units
from inspect_cli.frames import SETTLED, looked_up, shape
from inspect_cli.months import Month
from inspect_cli.rulebook import RULE_KEY, RuleBook
from inspect_cli.rulebook.pay import Step
from inspect_cli.score.history import History

ALLOWED = ["subject", "quota", "within"]
"""An allowance: whose, which, and of which day, month or year."""
IN_TIME = ["date", "when", "item", "fact_id"]
ASKED = ("fact_id", "subject", "date", "at", "item", "quantity", "magnitude", "level", "scheme")
"""What settling looks at or changes; the rest of a fact is looked up at the end, when its place is known."""
END_OF_DAY = 100_000
"""A fact without a time comes last of its day."""


def whom_schemes_score(people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The rows of PEOPLE that are what their scheme scores: persons, departments or groups."""
    scored = pl.col("scheme").replace_strict(book.subjects(), default=None, return_dtype=pl.String)
    return people.filter(scored == pl.col("kind"))


def of_the_employed(facts: pl.DataFrame, people: pl.DataFrame, month: Month) -> pl.DataFrame:
    """The month's facts of persons employed on the day, and of departments and groups that are scored on it.

    Each has the department and scheme of that day.
    """
    dated = people.select("valid_from", "valid_to", "department", "scheme", subject="person_id")
    here = facts.filter(pl.col("date").is_between(month.first, month.last), pl.col("subject_kind") != "place")
    employed = (
        here.select("subject", "date").with_row_index("nth").join(dated, on="subject", maintain_order="left")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    )  # fmt: skip
    rows = here if employed.height == here.height else here[employed["nth"]]
    return rows.with_columns(employed["department"], employed["scheme"])


def settle(facts: pl.DataFrame, holders: pl.DataFrame, book: RuleBook, month: Month, history: History) -> pl.DataFrame:
    """SETTLED: the events and failures that count, in time order; `facts` as `of_the_employed` gives them.

    `holders` has subject and order.

    A fact that is open or held is left out; an item that no checklist of the person's scheme holds on that date stays,
    without a checklist and so without a price.
    """
    counting = pl.col("outcome").is_in(["event", "fail"]) & ~pl.col("standing").is_in(["open", "held"])
    few = facts.select("outcome", "standing", *ASKED).with_row_index("nth").filter(counting).select("nth", *ASKED)
    spent = _spend_quotas(_reclassify(_with_rules(few, book), book), book, month, history)
    ordered = _in_time(spent, holders)
    rest = facts.drop(ASKED)[ordered["nth"]]
    return shape(rest.hstack(ordered), SETTLED)


def within(value: pl.Expr, ends: Step | None = None) -> pl.Expr:
    """Whether the value lies between those ends, else in the row's range low, low_in, high, high_in; null is open."""
    low, low_in, high, high_in = (
        (pl.col(name) for name in ("low", "low_in", "high", "high_in"))
        if ends is None
        else (_end(ends.low), pl.lit(ends.low_in), _end(ends.high), pl.lit(ends.high_in))
    )
    above = pl.when(low_in).then(value >= low).otherwise(value > low)
    below = pl.when(high_in).then(value <= high).otherwise(value < high)
    return value.is_not_null() & (low.is_null() | above) & (high.is_null() | below)


def _end(value: Decimal | None) -> pl.Expr:
    return pl.lit(None, dtype=AMOUNT) if value is None else lit(value)


def counts_as_another() -> pl.Expr:
    """Whether the row's fact counts as the item its `becomes` names: by its level, its magnitude, or both."""
    measured = pl.col("low").is_not_null() | pl.col("high").is_not_null()
    at_level = pl.col("when_level").is_null() | (pl.col("level") == pl.col("when_level")).fill_null(False)
    return at_level & (~measured | within(pl.col("magnitude")))


def last_rows(people: pl.DataFrame, month: Month) -> pl.DataFrame:
    """One row of PEOPLE for everyone employed in the month: the one of their last day in it, with `order`.

    `order` counts them by department and number, departments and groups last: the order of every report.
    """
    return (
        people.filter(pl.col("valid_from") <= month.last, pl.col("valid_to") >= month.first)
        .sort("person_id", "valid_from")
        .unique("person_id", keep="last", maintain_order=True)
        .sort(pl.col("kind") != "person", "department", "person_id")
        .with_row_index("order")
    )


def _in_time(settled: pl.DataFrame, holders: pl.DataFrame) -> pl.DataFrame:
    """The rows by person and time with their `seq`; the one place that says what time order is."""
    when = pl.col("at").fill_null(END_OF_DAY).alias("when")
    order = holders.select("subject", "order")
    keys = looked_up(settled.select("subject", "date", when, "item", "fact_id"), order, "subject")
    return settled[keys.select(at=pl.arg_sort_by("order", *IN_TIME))["at"]].with_row_index("seq")


def _with_rules(facts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """Each fact with the checklist and version that hold its item, under its scheme, on its date."""
    held = (
        facts.select("nth", "scheme", "item", "date")
        .join(book.scheme_items, on=["scheme", "item"])
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .select("nth", "checklist", "version")
    )
    return looked_up(facts, held, "nth")


def _reclassify(facts: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """One pass: a fact whose magnitude or level a `becomes` names counts as its item (source: #28, #71, #72)."""
    moved = (
        facts.filter(pl.col("item").is_in(book.becomes["item"].unique().implode()))
        .join(book.becomes, on=RULE_KEY)
        .filter(counts_as_another())
        .select("nth", "becomes")
    )
    return looked_up(facts, moved, "nth").with_columns(
        was_item=pl.when(pl.col("becomes").is_not_null()).then("item"),
        item=pl.coalesce("becomes", "item"),
    )


def _spend_quotas(facts: pl.DataFrame, book: RuleBook, month: Month, history: History) -> pl.DataFrame:
    """The allowances used up in time order; a fact partly inside becomes two, ID and ID~over (source: #73, #74)."""
    whole = facts.with_columns(split_of=pl.lit(None, dtype=pl.String), free=pl.lit(False))
    drawn = facts.filter(pl.col("item").is_in(book.quotas["item"].unique().implode())).join(book.quotas, on=RULE_KEY)
    if drawn.is_empty():
        return whole
    used = (
        drawn.with_columns(month=pl.lit(month.name), when=pl.col("at").fill_null(END_OF_DAY))
        .with_columns(within=_within_quota(), whole=units(pl.col("quantity")))
        .join(_used_up(book, history), on=ALLOWED, how="left")
        .sort(*ALLOWED, *IN_TIME)
        .with_columns(before=pl.col("whole").cum_sum().over(ALLOWED) - pl.col("whole") + pl.col("used").fill_null(0))
        .with_columns(inside=(units(pl.col("free")) - pl.col("before")).clip(0, pl.col("whole")))
    )
    inside = used.filter(pl.col("inside") > 0).with_columns(quantity=from_units(pl.col("inside")), free=pl.lit(True))
    over = used.filter(pl.col("inside") < pl.col("whole")).with_columns(
        quantity=from_units(pl.col("whole") - pl.col("inside")),
        free=pl.lit(False),
        split_of=pl.when(pl.col("inside") > 0).then("fact_id"),
        fact_id=pl.when(pl.col("inside") > 0).then(pl.col("fact_id") + "~over").otherwise("fact_id"),
        was_item=pl.when(pl.col("then").is_not_null()).then(pl.coalesce("was_item", "item")).otherwise("was_item"),
        item=pl.coalesce("then", "item"),
    )
    untouched = whole.join(drawn.select("nth"), on="nth", how="anti")
    parts = [part.select(whole.columns) for part in (inside.with_columns(split_of=pl.lit(None, dtype=pl.String)), over)]
    return pl.concat([untouched, *parts])


def _within_quota() -> pl.Expr:
    """The day, month or year whose allowance a fact uses up."""
    window = pl.col("window")
    year, day = pl.col("month").str.slice(0, 4), pl.col("date").cast(pl.String)
    return pl.when(window == "year").then(year).when(window == "day").then(day).otherwise("month")


def _used_up(book: RuleBook, history: History) -> pl.DataFrame:
    """How many units of each allowance earlier months used up: what was free then."""
    spent = history.settled.filter("free").drop("free").join(book.quotas, on=RULE_KEY)
    used = units(pl.col("quantity")).sum()
    return spent.with_columns(within=_within_quota()).group_by(ALLOWED).agg(used=used)
