"""What inspectors and customers saw, into Facts: each row held against the item it names."""

from collections.abc import Mapping
from typing import Any

import polars as pl

from inspect_cli.amounts import AMOUNT, lit, written
from inspect_cli.derive.departments import name_departments, scored_only
from inspect_cli.derive.fitting import level_names, sound_marks, with_applicable, with_named_levels, without_service
from inspect_cli.derive.item_names import name_items, name_levels
from inspect_cli.derive.names_beside import held_against_names
from inspect_cli.derive.naming import name_people
from inspect_cli.derive.places import at_work, give_to_people, whereabouts
from inspect_cli.derive.recorded import facts_of
from inspect_cli.derive.refusing import distinct_records, employed_only, refuse
from inspect_cli.frames import FACTS, Records, empty, looked_up
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

MEASURED = ["bands", "limit", "every"]
"""Shapes whose rows must say what was measured."""
UNSAID: Mapping[str, pl.DataType | type[pl.DataType]] = {
    "time": pl.Int32, "quantity": AMOUNT, "level": pl.String, "points": AMOUNT, "place": pl.String,
    "rater_group": pl.String, "got": AMOUNT, "max": AMOUNT, "checked": pl.Int32, "in_all": pl.Int32,
    "present": pl.Boolean,
}  # fmt: skip
"""What an event may not say, and how it would be said."""
Row = Mapping[str, Any]
Judged = tuple[pl.DataFrame, list[Problem]]


def derive_inspections(
    records: Records,
    areas: Records,
    planned: pl.DataFrame,
    people: pl.DataFrame,
    departments: pl.DataFrame,
    book: RuleBook,
) -> Judged:
    """FACTS of origin inspection, one a row: of a person, else of a place, else of a department or group.

    A row without a result is a failure when it says how much, how bad or how many points; otherwise it is a Problem.
    Rows of one inspector on one day without a number are one sheet.
    """
    if records.frame.is_empty():
        return empty(FACTS), []
    rows, silent = _with_results(records)
    round_of_day = pl.concat_str(pl.col("date").cast(pl.String), pl.lit("/"), pl.col("inspector").fill_null(""))
    rows = rows.with_columns(sheet=pl.coalesce("inspection_id", round_of_day), rater=pl.col("inspector"))
    rows, unmarked = sound_marks(rows, records)
    rows, unknown = name_people(rows, records, people, where=whereabouts(planned, people))
    rows, misnamed = held_against_names(rows, records, people)
    rows, bodiless = name_departments(rows, records, people)
    rows = at_work(rows, planned, people).drop("on_shift", "in_shift")
    rows, gone = employed_only(rows, records, people)
    rows, again = distinct_records(rows, records)
    rows, items = _with_items(rows, records, book, "inspection")
    rows, unscored = scored_only(rows, records, departments, book)
    rows, unplaced = _of_people(rows, records, areas, planned, people, book)
    rows, self_inspected = _by_others(rows, records, people)
    rows, priced = _hold_against_items(rows, records, people, book)
    problems = [*silent, *unmarked, *unknown, *misnamed, *bodiless, *self_inspected, *gone]
    problems += [*again, *items, *unscored, *unplaced, *priced]
    return facts_of(_once(rows, book), "inspection"), problems


def _with_results(records: Records) -> Judged:
    """The rows with their `outcome`, where they say one, or how much, how bad, or how many points."""
    given = pl.any_horizontal(pl.col("quantity", "points", "level", "magnitude", "got").is_not_null())
    rows, silent = refuse(
        records.frame.with_columns(given=given), pl.col("result").is_null() & ~pl.col("given"), "no-result", records,
        "result", lambda row: {"item": str(row["item"])},
    )  # fmt: skip
    unsaid = pl.when(pl.col("got") == pl.col("max")).then(pl.lit("pass")).otherwise(pl.lit("fail"))
    return rows.with_columns(outcome=pl.col("result").fill_null(unsaid)), silent


def _of_people(
    rows: pl.DataFrame, records: Records, areas: Records, planned: pl.DataFrame, people: pl.DataFrame, book: RuleBook
) -> Judged:
    """The rows with whoever answers for the place where only that is named; those were found by the shift already."""
    placed = pl.col("person_id").is_null() & pl.col("body").is_null()
    named = rows.filter(~placed).with_columns(copies=pl.lit(1, dtype=pl.Int64), via=pl.lit(None, dtype=pl.String))
    given, problems = give_to_people(rows.filter(placed), records, areas, planned, people, book)
    return pl.concat([named, given.select(named.columns)]), problems


def _by_others(rows: pl.DataFrame, records: Records, people: pl.DataFrame) -> Judged:
    """Nobody inspects himself or herself; inspectors are written by number or name."""
    names = people.select("person_id", own="name").unique("person_id", keep="last", maintain_order=True)
    named = looked_up(rows, names, "person_id")
    own = (pl.col("inspector") == pl.col("person_id")) | (pl.col("inspector") == pl.col("own"))
    kept, problems = refuse(
        named, own, "self-inspection", records, "inspector", lambda row: {"value": str(row["inspector"])}
    )
    return kept.drop("own"), problems


def _once(rows: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The same item at the same place, seen by two inspectors, once a day or a round where the item says so."""
    policies = book.latest_items("once_per")
    merged = policies.filter(pl.col("once_per") != "never")
    if rows.join(merged, on="item", how="semi").is_empty():
        return rows
    joined = rows.join(merged, on="item", how="left", maintain_order="left")
    window = pl.when(pl.col("once_per") == "day").then(pl.lit("")).otherwise(pl.col("sheet"))
    same = pl.struct("person_id", "place", "item", "date", window.alias("window"))
    again = pl.col("once_per").is_not_null() & (pl.col("outcome") == "fail") & pl.col("place").is_not_null()
    ordered = joined.sort("date", "time", "source", "row", nulls_last=True).with_columns(same=same)
    nth = pl.int_range(pl.len()).over("same", "outcome")
    return ordered.filter(~again | (nth == 0)).drop("same", "once_per")


def derive_incidents(
    records: Records, planned: pl.DataFrame, people: pl.DataFrame, departments: pl.DataFrame, book: RuleBook
) -> Judged:
    """FACTS of origin incident, one a row: complaints, praise, losses."""
    rows = records.frame.with_columns(magnitude=pl.col("loss"))
    return derive_events(rows, "incident", records, planned, people, departments, book)


def derive_events(
    rows: pl.DataFrame,
    origin: str,
    records: Records,
    planned: pl.DataFrame,
    people: pl.DataFrame,
    departments: pl.DataFrame,
    book: RuleBook,
) -> Judged:
    """FACTS of an origin whose rows are events of a person, else of a department or group, one a row.

    Columns that its kind does not have are null.
    """
    if rows.is_empty():
        return empty(FACTS), []
    lacking = [pl.lit(None, dtype=dtype).alias(name) for name, dtype in UNSAID.items() if name not in rows.columns]
    rows = rows.with_columns(
        *lacking,
        outcome=pl.lit("event"),
        sheet=pl.col("record_id"),
        rater=pl.col("reported_by"),
        copies=pl.lit(1, dtype=pl.Int64),
    )
    rows, unknown = name_people(rows, records, people, where=whereabouts(planned, people))
    rows, misnamed = held_against_names(rows, records, people) if "name" in rows.columns else (rows, [])
    rows, bodiless = name_departments(rows, records, people)
    rows, gone = employed_only(rows, records, people)
    rows, again = distinct_records(rows, records)
    rows, items = _with_items(rows, records, book, origin)
    rows, unscored = scored_only(rows, records, departments, book)
    rows, priced = _hold_against_items(rows, records, people, book)
    return facts_of(rows, origin), [*unknown, *misnamed, *bodiless, *gone, *again, *items, *unscored, *priced]


def _with_items(rows: pl.DataFrame, records: Records, book: RuleBook, origin: str) -> Judged:
    """The item of each row, with the shape and sides it has in the version in force on the row's date.

    A code may stand in checklists of different schemes; a row that names its checklist means that one.
    """
    rows, unknown = name_items(_naming_a_checklist(rows), records, book, origin)
    rows = name_levels(rows, book).with_row_index("nth")
    dated = book.checklists.filter(pl.col("kind") == origin).select("checklist", "version", "valid_from", "valid_to")
    items = book.items.select("checklist", "version", "item", "shape", "side", "pieces").join(
        dated, on=["checklist", "version"]
    )
    held = (
        rows.select("nth", "item", "date", "named")
        .join(items, on="item")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .filter(pl.col("named").is_null() | (pl.col("named") == pl.col("checklist")))
        .unique("nth", keep="first", maintain_order=True)
    )
    rows = looked_up(rows, held.select("nth", "checklist", "version", "shape", "side", "pieces"), "nth")
    rows, undated = refuse(
        rows, pl.col("shape").is_null(), "no-rules-on-date", records, "date",
        lambda row: {"item": str(row["item"]), "date": str(row["date"])},
    )  # fmt: skip
    return rows.drop("nth"), [*unknown, *undated]


def _naming_a_checklist(rows: pl.DataFrame) -> pl.DataFrame:
    if "checklist" in rows.columns:
        return rows.rename({"checklist": "named"})
    return rows.with_columns(named=pl.lit(None, dtype=pl.String))


def _hold_against_items(rows: pl.DataFrame, records: Records, people: pl.DataFrame, book: RuleBook) -> Judged:
    """Failures whose quantity, level, points or measure the item's price cannot take are Problems."""
    ranges = book.prices.filter(pl.col("shape").is_in(["each", "chosen", "levels"])).select(
        "checklist", "version", "item", "nearest", "farthest", "choice_step", price="points", price_level="level"
    )
    counts = pl.col("outcome").is_in(["fail", "event"])
    by_level = pl.when(pl.col("shape") == "levels").then(pl.col("level").fill_null("?")).otherwise(pl.lit(""))
    ranges = ranges.with_columns(by_level=pl.col("price_level").fill_null(""))
    rows = looked_up(rows.with_columns(by_level=by_level), ranges, ["checklist", "version", "item", "by_level"])
    rows = with_named_levels(with_applicable(rows, people, book), book)
    levels = level_names(book)
    checks: list[tuple[pl.Expr, str, str, Any]] = [
        (counts & (pl.col("quantity") <= 0), "not-positive", "quantity",
         lambda row: {"value": written(row["quantity"])}),
        (counts & (pl.col("quantity") > pl.col("pieces")), "too-many-pieces", "quantity",
         lambda row: {"value": written(row["quantity"]), "most": str(row["pieces"]), "item": row["item"]}),
        (counts & (pl.col("shape") == "levels") & pl.col("level").is_not_null() & pl.col("price_level").is_null()
         & ~pl.col("named_level").fill_null(False),
         "unknown-level", "level",
         lambda row: {"value": row["level"], "item": row["item"], "allowed": levels.get(row["item"], "")}),
        (counts & (pl.col("shape") != "levels") & ~pl.col("named_level"), "unknown-level", "level",
         lambda row: {"value": row["level"], "item": row["item"], "allowed": levels.get(row["item"], "")}),
        (counts & (pl.col("applicable") == 0), "does-not-apply", "item", lambda row: {"item": row["item"]}),
        (counts & pl.col("shape").is_in(MEASURED) & pl.col("magnitude").is_null(), "measure-missing", "magnitude",
         lambda row: {"item": row["item"]}),
        (counts & pl.col("nearest").is_not_null() & pl.col("points").is_null(), "points-missing", "points",
         _range_facts),
        (counts & pl.col("nearest").is_not_null() & _wrong_sign(), "wrong-sign", "points", _range_facts),
        (counts & pl.col("nearest").is_not_null() & _out_of_range(), "points-out-of-range", "points", _range_facts),
        (counts & pl.col("nearest").is_null() & _differs_from_price(), "points-differ", "points",
         lambda row: {"value": written(row["points"]), "item": row["item"], "price": written(row["price"])}),
    ]  # fmt: skip
    problems = without_service(rows.filter(counts), records, people, book)
    for bad, code, key, facts in checks:
        rows, found = refuse(rows, bad, code, records, key, facts)
        problems += found
    return rows, problems


def _wrong_sign() -> pl.Expr:
    """A deduction may be written without its sign; a bonus written as a deduction is a slip."""
    return (pl.col("points") < 0) & (pl.col("nearest") > 0)


def _out_of_range() -> pl.Expr:
    chosen, near, far = pl.col("points").abs(), pl.col("nearest").abs(), pl.col("farthest").abs()
    off_step = ((chosen - near).to_physical() % pl.col("choice_step").to_physical()) != 0
    return (chosen < near) | (chosen > far) | off_step.fill_null(False)


def _differs_from_price() -> pl.Expr:
    """Points typed beside a fixed price must be that price, for one or for all of them."""
    fixed = pl.col("shape").is_in(["each", "levels"]) & pl.col("price").is_not_null()
    typed, price = pl.col("points").abs().cast(AMOUNT), pl.col("price").abs()
    whole = (price.to_physical() * pl.col("quantity").fill_null(lit(1)).to_physical()) != typed.to_physical() * 10_000
    return fixed & pl.col("points").is_not_null() & (typed != price) & whole


def _range_facts(row: Row) -> Mapping[str, str]:
    step = written(row["choice_step"], "0.0001")
    return {"value": written(row["points"]), "item": row["item"], "low": written(row["nearest"]),
            "high": written(row["farthest"]), "step": step}  # fmt: skip
