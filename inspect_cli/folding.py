"""Words as they are compared: compatible forms, no case, no spaces; traditional characters as simplified ones."""

import unicodedata
from collections.abc import Iterable

import polars as pl


def folded(text: str) -> str:
    """A heading, name or word as it is compared: 全角 as 半角, no case, no spaces, no mark of a required column."""
    plain = unicodedata.normalize("NFKC", text).lower()
    return "".join(char for char in plain if not char.isspace() and char not in "*:_-")


def fold(text: pl.Expr) -> pl.Expr:
    """`folded`, for a whole column."""
    return text.str.normalize("NFKC").str.to_lowercase().str.replace_all(r"[\s*:_-]", "")


def simplified(texts: Iterable[str]) -> dict[str, str]:
    """Each text in simplified characters; the dictionaries are loaded only when a word is not found as it stands."""
    from opencc import OpenCC

    to_simplified = OpenCC("t2s")
    return {text: to_simplified.convert(text) for text in texts}


def half_width(text: pl.Expr) -> pl.Expr:
    """Full-width digits and letters as plain ones; text that has none is left alone."""
    return pl.when(text.str.contains("[\uff01-\uff5e\u3000]")).then(text.str.normalize("NFKC")).otherwise(text)
