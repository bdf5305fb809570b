"""The rule book as people read it: every item with its standard, what it costs, and where repetition leads."""

from collections.abc import Sequence
from datetime import date
from difflib import get_close_matches

import polars as pl

from inspect_cli.folding import folded, simplified
from inspect_cli.frames import Heading, Table
from inspect_cli.report.price_words import PriceWords
from inspect_cli.rulebook import RuleBook

HEADINGS = (
    Heading("item", "Code", "编号", "text", 8),
    Heading("title", "Item", "项目", "text", 20),
    Heading("standard", "Standard", "标准", "text", 44),
    Heading("points", "Points", "分值", "text", 30),
    Heading("ladder", "When repeated", "累计", "text", 28),
    Heading("section", "Section", "类别", "text", 16),
    Heading("checklist", "Checklist", "检查表", "text", 16),
)


def book_table(book: RuleBook, day: date, lang: str, notes: Sequence[str], word: str = "") -> Table:
    """The items in force on `day` whose code, title, synonym, section, checklist or standard holds `word`.

    Words are compared in both languages, without regard to case, width and spaces, traditional as simplified.
    """
    rows = list(_in_force(book, day).iter_rows(named=True))
    if word:
        names = _names(book)
        rows = _holding(folded(word), rows, names) or _holding(folded(simplified([word])[word]), rows, names)
    words = PriceWords(book, lang)
    said = [
        (row["item"], row[f"title_{lang}"], row[f"standard_{lang}"], words.points(row), words.ladder(row),
         row[f"section_{lang}"], row[f"checklist_{lang}"])
        for row in rows
    ]  # fmt: skip
    frame = pl.DataFrame(said, schema={heading.key: pl.String for heading in HEADINGS}, orient="row")
    return Table("book", "Items", "检查项目", HEADINGS, frame, notes)


def nearest_word(book: RuleBook, day: date, word: str) -> str:
    """The code, title, synonym, section or checklist nearest to a word that no item holds."""
    columns = ("item", "title_zh", "title_en", "section_zh", "section_en", "checklist_zh", "checklist_en")
    known = {name: name for name in book.names["name"].to_list()}
    known |= {folded(name): name for column in columns for name in _in_force(book, day)[column].to_list()}
    near = get_close_matches(folded(word), known, n=1, cutoff=0.5)
    return known[near[0]] if near else ""


def _in_force(book: RuleBook, day: date) -> pl.DataFrame:
    lists = book.checklists.filter(pl.lit(day).is_between(pl.col("valid_from"), pl.col("valid_to"))).select(
        "checklist", "version", checklist_zh="title_zh", checklist_en="title_en"
    )
    return book.items.join(lists, on=["checklist", "version"], maintain_order="left").unique(
        ["checklist", "item"], keep="last", maintain_order=True
    )


def _names(book: RuleBook) -> dict[tuple[str, str], list[str]]:
    """The folded titles and synonyms of each item."""
    names: dict[tuple[str, str], list[str]] = {}
    for name, checklist, item in book.names.iter_rows():
        names.setdefault((checklist, item), []).append(name)
    return names


def _holding(
    wanted: str, rows: Sequence[dict[str, str]], names: dict[tuple[str, str], list[str]]
) -> list[dict[str, str]]:
    columns = (
        "item", "section_zh", "section_en", "standard_zh", "standard_en", "checklist", "checklist_zh", "checklist_en",
    )  # fmt: skip

    def holds(row: dict[str, str]) -> bool:
        texts = [*(folded(row[column]) for column in columns), *names.get((row["checklist"], row["item"]), ())]
        return any(wanted in text for text in texts)

    return [row for row in rows if holds(row)]
