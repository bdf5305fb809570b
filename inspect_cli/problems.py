"""What can be wrong with what people hand in, where it stands, and the words for it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from inspect_cli.problem_texts import DID_YOU_MEAN, TEXTS, WORDED, WORDS

Translate = Callable[[str], str]
VALUE_WIDTH = 60
LIST_WIDTH = 300
COSTS_NOTHING = frozenset({"note", "set-aside", "known"})
"""Levels that are told and lead to no exit code."""

LISTS = frozenset(
    {
        "allowed",
        "allowed_zh",
        "sheets",
        "people",
        "people_zh",
        "items",
        "items_zh",
        "found",
        "near",
        "needed",
        "note",
        "note_zh",
        "example",
        "answers",
    }
)
"""Facts that are lists to choose from: cut short they would keep the remedy back."""


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where something stands: a file, and in it a line and column, a sheet's cell, or a path into JSON."""

    file: str
    sheet: str | None = None
    row: int | None = None
    column: int | None = None
    path: str | None = None
    element: str | None = None
    """The id of the element of a list that the path leads to, by which people know it."""

    def place(self) -> str:
        """The place as an editor opens it (FILE:LINE:COLUMN) or a spreadsheet shows it (BOOK:SHEET!C17)."""
        if self.sheet is not None:
            cell = (
                f"{column_letters(self.column)}{self.row}" if self.row and self.column else self.row and f"{self.row}"
            )
            return f"{shown(self.file)}:{shown(self.sheet)}" + (f"!{cell}" if cell else "")
        path = f"{self.path} ({shown(self.element)})" if self.path and self.element else self.path
        return ":".join(str(part) for part in (shown(self.file), path, self.row, self.column) if part is not None)


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in what was handed in: a code, where it stands, and the facts its sentence names.

    `code` is a word in kebab-case and a key of problem_texts.TEXTS; `facts` fill its templates. The fact `near`, where
    it is given, names what was probably meant and opens the hint.
    """

    code: str
    source: Source
    facts: Mapping[str, str] = field(default_factory=dict)

    @property
    def level(self) -> str:
        """How grave it is, as text.py says."""
        return TEXTS[self.code].level

    @property
    def is_note(self) -> bool:
        """It is told and costs nothing, as rows set aside or known do; everything else is refused data."""
        return self.level in COSTS_NOTHING

    @property
    def asks_something(self) -> bool:
        """Whether every command tells it; the others are told by `check` alone."""
        return not TEXTS[self.code].in_check

    def sentence(self, translate: Translate) -> str:
        """The fact in words, values escaped and cut."""
        return fill(translate(TEXTS[self.code].text), self._worded(translate))

    def hint(self, translate: Translate) -> str:
        """The remedy in words; what was probably meant, where that is known, comes first."""
        templates = [DID_YOU_MEAN] if self.facts.get("near") else []
        templates += [TEXTS[self.code].hint] if TEXTS[self.code].hint else []
        return " ".join(fill(translate(template), self._worded(translate)) for template in templates)

    def _worded(self, translate: Translate) -> dict[str, str]:
        """The facts, those of them that are words of ours, or lists of them, in the reader's language."""
        return {
            key: ", ".join(translate(word) if word in WORDS else word for word in value.split(", "))
            if key in WORDED
            else value
            for key, value in self.facts.items()
        }

    def lines(self, translate: Translate) -> str:
        """The two lines people see: `place: code: fact` and `hint: remedy`."""
        text = f"{self.source.place()}: {self.code}: {self.sentence(translate)}"
        hint = self.hint(translate)
        return f"{text}\n    {translate('hint: {remedy}').format(remedy=hint)}" if hint else text


class SiteProblemError(Exception):
    """Carries Problems of the settings or files through code that cannot go on without them."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = list(problems)
        super().__init__("; ".join(problem.code for problem in self.problems))


def fill(template: str, facts: Mapping[str, str]) -> str:
    """The template with its facts, each made safe to show."""
    widths = {key: LIST_WIDTH if key in LISTS else VALUE_WIDTH for key in facts}
    return template.format(**{key: shown(value, widths[key]) for key, value in facts.items()})


def shown(value: str, width: int = VALUE_WIDTH) -> str:
    """The value as one line of printable text of at most `width` characters: controls and bidi marks are escaped."""
    text = "".join(char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in value)
    return text if len(text) <= width else text[: width - 1] + "…"


def writable(name: str) -> str:
    """The name of a file as text that can be written: a disk may hold names that are no characters."""
    return name.encode(errors="backslashreplace").decode()


def column_letters(number: int | None) -> str:
    """The spreadsheet's name of a column counted from 1: 1 is A, 27 is AA."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
