"""Sentences in the reader's language: English as written in the code, Chinese from locale/."""

import gettext
from pathlib import Path

from inspect_cli.problems import Translate

LANGUAGES = ("zh", "en")
CATALOGUES = Path(__file__).parent / "locale"
DOMAIN = "inspect_cli"


def translator(lang: str) -> Translate:
    """A function that gives each English sentence in `lang`; a sentence it does not know stays English."""
    return gettext.translation(DOMAIN, CATALOGUES, languages=[lang], fallback=True).gettext


def speak() -> None:
    """Whoever else in this process asks gettext for words finds ours, such as click for those of its errors."""
    gettext.bindtextdomain(DOMAIN, CATALOGUES)
    gettext.textdomain(DOMAIN)
