"""Sentences in the reader's language: English as written in the code, Chinese from locale/."""

import gettext
from pathlib import Path

from inspect_cli.problems import Translate

LANGUAGES = ("zh", "en")
CATALOGUES = Path(__file__).parent / "locale"


def translator(lang: str) -> Translate:
    """A function that gives each English sentence in `lang`; a sentence it does not know stays English."""
    return gettext.translation("inspect_cli", CATALOGUES, languages=[lang], fallback=True).gettext
