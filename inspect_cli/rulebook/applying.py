"""For whom an item or a piece applies: a tie cannot be missing where none is worn."""

import polars as pl

from inspect_cli.rulebook import RuleBook

OF_A_PERSON = ("sex", "role", "post")


def applicable(rows: pl.DataFrame, key: str, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """How many pieces apply to the person of each row: `key` and `applicable`, without rows whose item applies to all.

    `rows` has `key`, checklist, version, item, date and person_id. An item that is not by the piece is one. What staff
    does not say of somebody is no reason to leave them out.
    """
    asked = rows.select(key, "checklist", "version", "item", "date", "person_id").join(
        book.conditions, on=["checklist", "version", "item"]
    )
    known = people.select(
        "person_id", "valid_from", "valid_to", *(pl.col(name).alias(f"is_{name}") for name in OF_A_PERSON)
    )
    fits = pl.all_horizontal(
        pl.col(name).is_null() | pl.col(f"is_{name}").is_null() | pl.col(f"is_{name}").is_in(pl.col(name))
        for name in OF_A_PERSON
    )
    held = asked.join(known, on="person_id").filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
    return held.group_by(key).agg(applicable=fits.sum().cast(pl.Int32))
