"""Who and what is meant: people by number, name, or name and department; items by code, title or synonym."""

import re
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches

import polars as pl

from inspect_cli.derive.refusing import nearest, refuse
from inspect_cli.folding import folded, simplified
from inspect_cli.frames import Records
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

Named = tuple[pl.DataFrame, list[Problem]]
BRACKETS = re.compile(r"[()（）\[\]【】/／,，、\s]+")


def name_people(
    frame: pl.DataFrame, records: Records, people: pl.DataFrame, day: str = "date", key: str = "person_id"
) -> Named:
    """The rows with person_id as the staff number that was meant; rows without a person stay.

    A cell holds a number, the name of one person employed that day, or a name with its department (王丽 保洁部).
    What fits nobody is `unknown-person`; what fits two is `two-people`, which names both. `key` is the column of the
    file in which the person stands.
    """
    ids = people["person_id"].unique().implode()
    by_number = pl.col("person_id").is_null() | pl.col("person_id").is_in(ids)
    strange = frame.filter(~by_number)
    if strange.is_empty():
        return frame, []
    meant = _meant(strange["person_id"].unique().to_list(), people)
    numbered = frame.with_row_index("nth")
    found = (
        numbered.filter(~by_number)
        .select("nth", day, text="person_id")
        .join(meant, on="text")
        .filter(pl.col(day).is_between(pl.col("valid_from"), pl.col("valid_to")))
        .select("nth", "meant", "shown")
        .unique(["nth", "meant"], maintain_order=True)
        .sort("nth", "meant")
        .group_by("nth", maintain_order=True)
        .agg(pl.col("meant").first(), pl.len().alias("fits"), pl.col("shown").str.join(", "))
    )
    joined = numbered.join(found, on="nth", how="left", maintain_order="left")
    return _resolved(joined, records, people, by_number, meant, day, key)


def _resolved(
    joined: pl.DataFrame,
    records: Records,
    people: pl.DataFrame,
    by_number: pl.Expr,
    meant: pl.DataFrame,
    day: str,
    key: str,
) -> Named:
    near = _near_person(people)
    known_names = set(meant["text"].to_list())
    two, problems = refuse(
        joined, pl.col("fits") > 1, "two-people", records, key,
        lambda row: {"value": str(row["person_id"]), "people": str(row["shown"])},
    )  # fmt: skip
    gone, not_then = refuse(
        two, ~by_number & pl.col("fits").is_null() & pl.col("person_id").is_in(list(known_names)),
        "not-employed-then", records, key,
        lambda row: {"value": str(row["person_id"]), "date": str(row[day])},
    )  # fmt: skip
    kept, unknown = refuse(
        gone, ~by_number & pl.col("fits").is_null(), "unknown-person", records, key,
        lambda row: {"value": str(row["person_id"]), "near": near(str(row["person_id"]))},
    )  # fmt: skip
    named = kept.with_columns(person_id=pl.coalesce("meant", "person_id")).drop("nth", "meant", "fits", "shown")
    return named, [*problems, *not_then, *unknown]


def _meant(texts: list[str], people: pl.DataFrame) -> pl.DataFrame:
    """For each text the people it may mean and the days on which it does: text, meant, shown, valid_from, valid_to."""
    spans = people.with_columns(
        shown=pl.concat_str("person_id", pl.lit(" "), "name", pl.lit(" "), "department")
    ).select("person_id", "name", "department", "shown", "valid_from", "valid_to")
    by_name: dict[str, list[tuple[object, ...]]] = {}
    for row in spans.iter_rows():
        by_name.setdefault(folded(row[1]), []).append(row)
    rows = [(text, *row) for text in texts for row in _fitting(text, by_name)]
    if len({row[0] for row in rows}) < len(set(texts)):
        plain = simplified(text for text in texts if text not in {row[0] for row in rows})
        rows += [(text, *row) for text, other in plain.items() for row in _fitting(other, by_name)]
    columns = {"text": pl.String, "meant": pl.String, "name": pl.String, "department": pl.String, "shown": pl.String,
               "valid_from": pl.Date, "valid_to": pl.Date}  # fmt: skip
    return pl.DataFrame(rows, schema=columns, orient="row").drop("name", "department")


def _fitting(text: str, by_name: Mapping[str, list[tuple[object, ...]]]) -> Iterable[tuple[object, ...]]:
    """Rows of people whom the text names: by the name alone, or by name and department (or number) in any order."""
    if folded(text) in by_name:
        return by_name[folded(text)]
    parts = [folded(part) for part in BRACKETS.split(text) if part]
    found = []
    for part in parts:
        others = [other for other in parts if other != part]
        for row in by_name.get(part, []):
            about = {folded(str(row[0])), folded(str(row[2]))}
            if others and all(other in about for other in others):
                found.append(row)
    return found


def _near_person(people: pl.DataFrame) -> Callable[[str], str]:
    """What was probably meant: a number that differs in zeros, case or width, else a near number or name."""
    near_number = nearest(people["person_id"].unique().sort())

    def near(value: str) -> str:
        names = people["name"].unique().sort().to_list()
        return near_number(value) or "".join(get_close_matches(value, names, n=1))

    return near


def name_items(frame: pl.DataFrame, records: Records, book: RuleBook, origin: str) -> Named:
    """The rows with `item` as the code that was meant, by code, title or synonym within the checklists of that kind.

    A row that names its checklist means that one. What fits several items is `two-items`, which names them.
    """
    kinds = book.checklists.filter(pl.col("kind") == origin).select("checklist", "version")
    items = book.items.join(kinds, on=["checklist", "version"])
    by_code = pl.col("item").is_in(items["item"].unique().implode())
    strange = frame.filter(~by_code)
    near = _near_item(items, book)
    if strange.is_empty():
        return frame, []
    meant = _codes(strange.select("item", "named").unique().iter_rows(), items, book)
    joined = frame.join(meant, on=["item", "named"], how="left", nulls_equal=True, maintain_order="left")
    joined, two = refuse(
        joined, pl.col("codes").str.contains(", "), "two-items", records, "item",
        lambda row: {"value": str(row["item"]), "items": str(row["codes"])},
    )  # fmt: skip
    joined, unknown = refuse(
        joined, ~by_code & pl.col("codes").is_null(), "unknown-item", records, "item",
        lambda row: {"value": str(row["item"]), "near": near(str(row["item"]))},
    )  # fmt: skip
    return joined.with_columns(item=pl.coalesce("codes", "item")).drop("codes"), [*two, *unknown]


def _codes(wanted: Iterable[tuple[str, str | None]], items: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """For each text (and checklist, where named) the codes it may mean, joined by a comma."""
    known: dict[str, list[tuple[str, str]]] = {}
    for name, checklist, item in book.names.join(
        items.select("checklist", "item").unique(), on=["checklist", "item"]
    ).iter_rows():
        known.setdefault(name, []).append((checklist, item))
    rows = []
    pending = list(wanted)
    for text, named in pending:
        fitting = known.get(folded(text)) or known.get(folded(simplified([text])[text]), [])
        codes = sorted({item for checklist, item in fitting if named is None or checklist == named})
        rows += [(text, named, ", ".join(codes))] if codes else []
    return pl.DataFrame(rows, schema={"item": pl.String, "named": pl.String, "codes": pl.String}, orient="row")


def _near_item(items: pl.DataFrame, book: RuleBook) -> Callable[[str], str]:
    """The nearest code, else the nearest title."""
    near_code = nearest(items["item"].unique().sort())

    def near(value: str) -> str:
        titles = items["title_zh"].to_list() + items["title_en"].to_list()
        return near_code(value) or "".join(get_close_matches(value, titles, n=1))

    return near


def name_levels(frame: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """The rows with `level` as the code that was meant: a level's title in either language says it too."""
    known = {(item, folded(word)): level for (item, level), titles in book.levels.items() for word in titles.values()}
    codes = set(zip(book.prices["item"], book.prices["level"], strict=True))
    written = frame.filter(pl.col("level").is_not_null()).select("item", "level").unique().iter_rows()
    meant = [(item, text, _level(item, text, known)) for item, text in written if (item, text) not in codes]
    columns = {"item": pl.String, "level": pl.String, "meant": pl.String}
    joined = frame.join(
        pl.DataFrame(meant, schema=columns, orient="row"), on=["item", "level"], how="left", maintain_order="left"
    )
    return joined.with_columns(level=pl.coalesce("meant", "level")).drop("meant")


def _level(item: str, text: str, known: Mapping[tuple[str, str], str]) -> str | None:
    """The level of the item that the text names as it stands, else in simplified characters."""
    return known.get((item, folded(text))) or known.get((item, folded(simplified([text])[text])))
