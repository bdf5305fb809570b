"""Cells as text that does no harm: two decimals, ISO dates, no control characters, nothing a spreadsheet would run."""

import polars as pl

from inspect_cli import amounts, months
from inspect_cli.frames import Heading, Table

YES_NO = {"en": ("yes", "no"), "zh": ("是", "否")}

FORMULA = r"^[\p{Zs}\p{Cf}]*[=+\-@＝＋－＠\t\r\n]"
"""Text that Excel, WPS or LibreOffice would take for a formula, or strip until it is one."""

_BIDI = [0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A)]
_HIDDEN = [*range(0x20), *range(0x7F, 0xA0), *_BIDI, 0xFFFE, 0xFFFF]
ESCAPES: dict[str, str] = {
    chr(code): chr(code).encode("unicode_escape").decode("ascii") for code in _HIDDEN if chr(code) != "\n"
}
"""Control characters, marks that turn the reading order and what XML forbids, each with what is shown for it."""

_ESCAPING = {ord(char): shown for char, shown in ESCAPES.items()}

HIDDEN = "[" + "".join(rf"\x{{{ord(char):x}}}" for char in ESCAPES) + "]"

TWO_DECIMALS = ("points", "money", "balance")
"""Kinds of columns whose amounts always show two decimals; quantities show as many as they have."""

RIGHT = ("number", "quantity", *TWO_DECIMALS)
"""Kinds of columns that are read from the right."""

UNSIGNED = {"base", "score", "raw", "balance", "price", "cap"}
"""Points that are a level or a price rather than gained or lost."""


def texts(table: Table, *, lang: str = "en", guard: bool = True, one_line: bool = False) -> pl.DataFrame:
    """The table with every column as text, null where a cell is empty.

    `guard` puts an apostrophe before text that a spreadsheet would run; `one_line` writes line breaks as `\\n`.
    """
    cells = table.cells()
    frame = cells.select(_as_text(heading, cells.schema[heading.key], lang) for heading in table.headings)
    words = [heading.key for heading in table.headings if is_text(cells.schema[heading.key])]
    return visible(frame, [key for key in words if not _is_plain(cells[key])], guard=guard, one_line=one_line)


def _is_plain(words: pl.Series) -> bool:
    """Whether it is certain that no cell needs a change: of a column of codes each word is looked at once."""
    if words.dtype == pl.String:
        return False
    different = words.unique().cast(pl.String)
    odd = different.str.contains(rf"{FORMULA}|{HIDDEN}|\n") | (different == "")
    return not odd.any()


def visible(frame: pl.DataFrame, words: list[str], *, guard: bool, one_line: bool = False) -> pl.DataFrame:
    """The frame with the text columns `words` escaped; a column that holds nothing to escape costs one look."""
    if not words:
        return frame
    hidden = frame.select(pl.col(words).str.contains(HIDDEN).any()).row(0, named=True)
    changed = []
    for key in words:
        shown = _escaped(pl.col(key)) if hidden[key] else pl.col(key)
        shown = shown.str.replace_all("\n", r"\n", literal=True) if one_line else shown
        if guard:
            runs = pl.col(key).str.contains(FORMULA)
            shown = pl.when(runs).then(pl.concat_str(pl.lit("'"), shown)).otherwise(shown)
        changed.append(pl.when(pl.col(key) != "").then(shown).alias(key))
    return frame.with_columns(changed)


def on_one_line(text: str) -> str:
    """A title, note or heading, escaped like a cell and without line breaks."""
    return text.replace("\n", " ").translate(_ESCAPING)


def is_text(dtype: pl.DataType) -> bool:
    """Whether a column holds words, whatever its heading says: only words need a guard, and all of them do."""
    return isinstance(dtype, pl.String | pl.Categorical | pl.Enum)


def is_signed(heading: Heading) -> bool:
    """Whether a column holds what was gained or lost, so that its sign deserves a colour."""
    plain = heading.key in UNSIGNED or heading.key.startswith(("score", "base_")) or heading.key.endswith("_balance")
    return heading.kind in ("points", "money") and not plain


def is_id(heading: Heading) -> bool:
    """Whether a text column holds numbers or names by which something is looked up, and so is never cut."""
    return heading.key in ("id", "line", "number", "question", "person", "name") or heading.key.endswith("_id")


def two_decimals(key: str) -> pl.Expr:
    """Amounts as text, rounded the way all amounts are."""
    return amounts.text(amounts.rounded(pl.col(key), "0.01")).alias(key)


def _as_text(heading: Heading, dtype: pl.DataType, lang: str) -> pl.Expr:
    cell = pl.col(heading.key)
    if dtype == pl.Boolean:
        yes, no = YES_NO[lang]
        return pl.when(cell).then(pl.lit(yes)).when(cell.not_()).then(pl.lit(no)).alias(heading.key)
    if heading.kind in TWO_DECIMALS and dtype.is_numeric():
        return two_decimals(heading.key)
    if dtype.is_decimal():
        return amounts.plain_text(cell).alias(heading.key)
    return months.day_text(cell).alias(heading.key) if dtype == pl.Date else cell.cast(pl.String)


def _escaped(text: pl.Expr) -> pl.Expr:
    lines = text.str.replace_all("\r\n", "\n", literal=True)
    return lines.str.replace_many(list(ESCAPES), list(ESCAPES.values()))
