"""Whether a row fits its item: its marks, for whom the item applies, and which levels it knows."""

import polars as pl

from inspect_cli.amounts import from_units, units, written
from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import Records, looked_up
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook
from inspect_cli.rulebook.applying import applicable

ITEM = ["checklist", "version", "item"]


def sound_marks(rows: pl.DataFrame, records: Records) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows whose marks are none, or from 0 to a max above 0, and whose sample is none, or some of all.

    What does not apply has no marks.
    """
    applied = pl.col("outcome") != "na"
    rows = rows.with_columns(
        got=pl.when(applied).then("got"), max=pl.when(applied).then("max"),
        rater_group=pl.col("rater_group").str.to_lowercase(),
    )  # fmt: skip
    rows, incomplete = refuse(
        rows, pl.col("got").is_null() != pl.col("max").is_null(), "marks-incomplete", records, "got",
        lambda row: {"item": str(row["item"])},
    )  # fmt: skip
    fine = pl.any_horizontal(pl.col(name) != from_units(units(pl.col(name)) // 100 * 100) for name in ("got", "max"))
    beyond = (pl.col("got") < 0) | (pl.col("got") > pl.col("max")) | (pl.col("max") <= 0) | fine
    rows, odd = refuse(
        rows, beyond, "marks-out-of-range", records, "got",
        lambda row: {"got": written(row["got"]), "max": written(row["max"]), "item": str(row["item"])},
    )  # fmt: skip
    rows, unsound = _sound_samples(rows, records)
    return rows, [*incomplete, *odd, *unsound]


def _sound_samples(rows: pl.DataFrame, records: Records) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows of no sample, or of one above 0 out of no less."""
    checked, in_all = pl.col("checked"), pl.col("in_all")
    rows = rows.with_columns(pl.col("checked", "in_all").cast(pl.Int32))
    rows, incomplete = refuse(
        rows, checked.is_null() != in_all.is_null(), "sample-incomplete", records, "checked",
        lambda row: {"item": str(row["item"])},
    )  # fmt: skip
    rows, odd = refuse(
        rows, (checked <= 0) | (checked > in_all), "sample-out-of-range", records, "checked",
        lambda row: {"checked": str(row["checked"]), "in_all": str(row["in_all"]), "item": str(row["item"])},
    )  # fmt: skip
    return rows, [*incomplete, *odd]


def with_applicable(rows: pl.DataFrame, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`applicable`: how many pieces apply to the person, null where the item applies to everyone; `pieces` no more."""
    if book.conditions.is_empty():
        return rows.with_columns(applicable=pl.lit(None, dtype=pl.Int32))
    numbered = rows.with_row_index("nth")
    counts = applicable(numbered, "nth", people, book)
    fewer = pl.min_horizontal("pieces", "applicable")
    return (
        numbered.join(counts, on="nth", how="left", maintain_order="left")
        .with_columns(pieces=pl.when(pl.col("pieces").is_not_null()).then(fewer))
        .drop("nth")
    )


def with_named_levels(rows: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """`named_level`: whether the row's level multiplies or reclassifies; null where the item names no such level."""
    named = _named_levels(book).select(*ITEM, "level").unique().with_columns(known=pl.lit(True))
    items = named.select(ITEM).unique().with_columns(names=pl.lit(True))
    joined = looked_up(looked_up(rows, items, ITEM), named, [*ITEM, "level"])
    given = pl.col("names") & pl.col("level").is_not_null()
    return joined.with_columns(named_level=pl.when(given).then(pl.col("known").fill_null(False))).drop("names", "known")


def without_service(rows: pl.DataFrame, records: Records, people: pl.DataFrame, book: RuleBook) -> list[Problem]:
    """A word about everyone without a day of hiring whose row is of an item with targets by months of service."""
    by_service = book.prices.filter(pl.col("tenure_from").is_not_null() | pl.col("tenure_below").is_not_null())
    hired = people.select("person_id", "hired").unique()
    asked = rows.join(by_service.select(ITEM).unique(), on=ITEM, how="semi").join(hired, on="person_id", how="left")
    _, notes = refuse(
        asked, pl.col("person_id").is_not_null() & pl.col("hired").is_null(), "service-unknown", records, "person_id",
        lambda row: {"item": row["item"], "person": row["person_id"]},
    )  # fmt: skip
    return notes


def level_names(book: RuleBook) -> dict[str, str]:
    """For each item the levels it has, each with its Chinese title where it has one: `light (打盹), serious (熟睡)`."""
    priced = book.prices.filter(pl.col("level").is_not_null()).select("item", "level")
    names: dict[str, dict[str, None]] = {}
    for item, level in pl.concat([priced, _named_levels(book).select("item", "level")]).iter_rows():
        title = book.levels.get((item, level), {}).get("zh")
        names.setdefault(item, {})[f"{level} ({title})" if title else level] = None
    return {item: ", ".join(levels) for item, levels in names.items()}


def _named_levels(book: RuleBook) -> pl.DataFrame:
    """The levels that items name beside their prices."""
    moved = book.becomes.filter(pl.col("when_level").is_not_null()).select(*ITEM, level="when_level")
    return pl.concat([book.multiplied.select(*ITEM, "level"), moved])
