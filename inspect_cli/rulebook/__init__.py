"""Checklists and schemes, compiled into rule frames that scoring joins on; nonsense is refused with a Problem."""

from collections.abc import Collection, Container, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any

import polars as pl

from inspect_cli.folding import folded
from inspect_cli.months import Month
from inspect_cli.rulebook.pay import Pay
from inspect_cli.rulebook.windows import first_day

RULE_KEY = ["checklist", "version", "item"]
"""What names an item's rules in every frame."""


@dataclass(frozen=True, slots=True)
class Band:
    """A grade and the lowest score that earns it; None for the last."""

    grade: str
    atleast: Decimal | None
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Scheme:
    """How a person's month is put together: one version of an assessment scheme."""

    id: str
    version: str
    valid_from: date
    valid_to: date | None
    zh: str
    en: str
    base: Decimal
    floor: Decimal | None
    ceiling: Decimal | None
    checklists: Sequence[str]
    quantum: str
    money: bool
    least_inspections: int
    answers: Mapping[str, str]
    unanswered: Mapping[str, str]
    bands: Sequence[Band]
    rank_in: str
    least_field: int
    object_by: int
    pay: Pay | None = None
    subject: str = "person"
    """Whom it scores: person, department or group."""
    also_scores: Sequence[str] = ()
    """Schemes by which the departments or groups of its people are scored besides."""
    transfer: str = "last-day"
    """What becomes of a month with a change of department or scheme: last-day or by-days."""

    def title(self, lang: str) -> str:
        """What people call the scheme."""
        return self.zh if lang == "zh" else self.en

    def holds_on(self, day: date) -> bool:
        """Whether this version is in force on that day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)

    def is_that_of(self, day: pl.Expr, scheme: str = "scheme") -> pl.Expr:
        """Whether the row's scheme is this version on that day."""
        begun = (pl.col(scheme) == self.id) & (day >= self.valid_from)
        return begun if self.valid_to is None else begun & (day <= self.valid_to)


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule of a site as frames (schemas in tables.py), its schemes, and the names of its sanctions."""

    checklists: pl.DataFrame
    items: pl.DataFrame
    prices: pl.DataFrame
    multiplied: pl.DataFrame
    conditions: pl.DataFrame
    voids: pl.DataFrame
    becomes: pl.DataFrame
    charges: pl.DataFrame
    caps: pl.DataFrame
    quotas: pl.DataFrame
    counters: pl.DataFrame
    steps: pl.DataFrame
    scheme_items: pl.DataFrame
    scheme_rules: pl.DataFrame
    sections: pl.DataFrame
    section_items: pl.DataFrame
    section_raters: pl.DataFrame
    bands: pl.DataFrame
    streaks: pl.DataFrame
    streak_steps: pl.DataFrame
    prizes: pl.DataFrame
    prize_places: pl.DataFrame
    forfeits: pl.DataFrame
    recoveries: pl.DataFrame
    liabilities: pl.DataFrame
    names: pl.DataFrame
    asks: pl.DataFrame
    schemes: Sequence[Scheme]
    sanctions: Mapping[str, Mapping[str, str]]
    levels: Mapping[tuple[str, str], Mapping[str, str]]

    def of_schemes(self, wanted: Collection[str]) -> "RuleBook":
        """The book without the checklists that only other schemes use: they share codes and words with those in use."""
        wanted = {*wanted, *(each for scheme in self.schemes if scheme.id in wanted for each in scheme.also_scores)}
        kept = {name for scheme in self.schemes if scheme.id in wanted for name in scheme.checklists}
        others = {name for scheme in self.schemes for name in scheme.checklists} - kept
        ours = ~pl.col("checklist").is_in(list(others))
        parts = {each.name: getattr(self, each.name) for each in fields(self)}
        frames: dict[str, Any] = {
            name: part.filter(ours)
            for name, part in parts.items()
            if isinstance(part, pl.DataFrame) and "checklist" in part.columns
        }
        return replace(self, **frames, schemes=[scheme for scheme in self.schemes if scheme.id in wanted])

    def latest_items(self, *columns: str | pl.Expr) -> pl.DataFrame:
        """Each item once, as its last version has it, with those columns."""
        return self.items.select("item", *columns).unique("item", keep="last", maintain_order=True)

    def level_meant(self, item: str, text: str) -> str | None:
        """The level of the item that the text names: by its code, or by its title in either language."""
        priced = self.prices.filter(pl.col("item") == item)["level"].drop_nulls().unique(maintain_order=True)
        for level in priced:
            if folded(text) in {folded(name) for name in (level, *self.levels.get((item, level), {}).values())}:
                return str(level)
        return None

    def counts_money(self, day: pl.Expr) -> pl.Expr:
        """Whether the scheme of a row counts yuan on that day."""
        return pl.any_horizontal(pl.lit(False), *(each.is_that_of(day) for each in self.schemes if each.money))

    def subjects(self) -> Mapping[str, str]:
        """Whom each scheme scores: person, department or group."""
        return {scheme.id: scheme.subject for scheme in self.schemes}

    def carries(self, month: Month, schemes: Container[str] | None = None) -> bool:
        """Whether a scheme of the month, or one of these schemes, carries money over from the month before."""
        mine = [each for each in self.schemes if each.holds_on(month.last) and (schemes is None or each.id in schemes)]
        return any(each.money and each.pay is not None and each.pay.losses for each in mine)

    def losses(self) -> Sequence[str]:
        """The items whose losses the people of some scheme bear."""
        paying = [each.pay.losses for each in self.schemes if each.pay is not None and each.pay.losses is not None]
        return sorted({item for losses in paying for item in losses.among})

    def since(self, month: Month, scheme: str | None = None) -> date | None:
        """The first day before the month that rules (of that scheme) look back on; date.min: as far as there is."""
        mine = [each for each in self.schemes if scheme in (None, each.id)]
        in_month = (pl.col("valid_from") <= month.last) & (pl.col("valid_to") >= month.first)
        held = self.scheme_items.filter(in_month, pl.col("scheme").is_in([each.id for each in mine]))
        watched = pl.concat([each.select(*RULE_KEY, "window", "length") for each in (self.counters, self.quotas)])
        windows = watched.join(held, on=RULE_KEY, how="semi").select("window", "length").unique()
        days = [first_day(window, length, month) for window, length in windows.iter_rows()]
        ending = {(each.id, each.version) for each in mine if each.holds_on(month.last)}
        rules = pl.concat([each.select("scheme", "scheme_version") for each in (self.streaks, self.recoveries)])
        days += [date.min] if ending & set(rules.iter_rows()) else []  # they look back as far as there is
        return min((day for day in days if day), default=None)

    def scheme_on(self, scheme: str, day: date) -> Scheme | None:
        """The version of the scheme in force on that day, if there is one."""
        return next((each for each in self.schemes if each.id == scheme and each.holds_on(day)), None)
