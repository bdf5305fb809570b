"""Which item and level is meant: by code, title or synonym."""

from collections.abc import Callable, Iterable, Mapping

import polars as pl

from inspect_cli.derive.near import most_shared, nearest
from inspect_cli.derive.refusing import refuse
from inspect_cli.folding import folded, simplified
from inspect_cli.frames import Records
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

Named = tuple[pl.DataFrame, list[Problem]]


def name_items(frame: pl.DataFrame, records: Records, book: RuleBook, origin: str) -> Named:
    """The rows with `item` as the code that was meant, by code, title or synonym within the checklists of that kind.

    A row that names its checklist means that one. What fits several items is `two-items`, which names them.
    """
    kinds = book.checklists.filter(pl.col("kind") == origin).select("checklist", "version")
    items = book.items.join(kinds, on=["checklist", "version"])
    by_code = pl.col("item").is_in(items["item"].unique().implode())
    strange = frame.filter(~by_code)
    if strange.is_empty():
        return frame, []
    near, called = _near_item(items, book), called_by(items)
    meant = _codes(strange.select("item", "named").unique().iter_rows(), items, book)
    joined = frame.join(meant, on=["item", "named"], how="left", nulls_equal=True, maintain_order="left")
    joined, two = refuse(
        joined, pl.col("codes").str.contains(", "), "two-items", records, "item",
        lambda row: {"value": str(row["item"]), **_listed(str(row["codes"]).split(", "), called)},
    )  # fmt: skip
    joined, unknown = refuse(
        joined, ~by_code & pl.col("codes").is_null(), "unknown-item", records, "item",
        lambda row: {"value": str(row["item"]), "near": near(str(row["item"]))},
    )  # fmt: skip
    return joined.with_columns(item=pl.coalesce("codes", "item")).drop("codes"), [*two, *unknown]


def called_by(items: pl.DataFrame) -> dict[str, tuple[str, str]]:
    """Each code with its title in English and Chinese, as the last version has it."""
    rows = items.select("item", "title_en", "title_zh").iter_rows()
    return {code: (f"{code} {english}", f"{code} {chinese}") for code, english, chinese in rows}


def _listed(codes: Iterable[str], called: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    english, chinese = zip(*(called[code] for code in codes), strict=True)
    return {"items": ", ".join(english), "items_zh": "、".join(chinese)}


def _codes(wanted: Iterable[tuple[str, str | None]], items: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """For each text (and checklist, where named) the codes it may mean, joined by a comma."""
    known: dict[str, list[tuple[str, str]]] = {}
    own = items.select("checklist", "item").unique(maintain_order=True)
    for checklist, item in own.iter_rows():
        known.setdefault(folded(item), []).append((checklist, item))
    for name, checklist, item in book.names.join(own, on=["checklist", "item"]).iter_rows():
        known.setdefault(name, []).append((checklist, item))
    pending = list(wanted)
    strange = [text for text, _ in pending if folded(text) not in known]
    plain = simplified(strange) if strange else {}
    rows = []
    for text, named in pending:
        fitting = known.get(folded(text)) or known.get(folded(plain[text]), [])
        codes = sorted({item for checklist, item in fitting if named is None or checklist == named})
        rows += [(text, named, ", ".join(codes))] if codes else []
    return pl.DataFrame(rows, schema={"item": pl.String, "named": pl.String, "codes": pl.String}, orient="row")


def _near_item(items: pl.DataFrame, book: RuleBook) -> Callable[[str], str]:
    """The nearest code, else the nearest title, else titles of items whose words share most with it."""
    near_code = nearest(items["item"].unique().sort())
    near_title = nearest(pl.concat([items["title_zh"], items["title_en"]]).unique().sort())
    words: dict[str, str] = {}
    synonyms = book.names.join(items.select("checklist", "item", title="title_zh"), on=["checklist", "item"])
    said = [items.select("title_zh", "standard_zh"), synonyms.select("title", "name")]
    for title, text in (row for frame in said for row in frame.unique(maintain_order=True).iter_rows()):
        words[title] = f"{words.get(title, title)} {text}"
    sharing = most_shared(words)

    def near(value: str) -> str:
        return near_code(value) or near_title(value) or sharing(value)

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
