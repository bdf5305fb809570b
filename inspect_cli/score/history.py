"""What earlier months left behind: their settled Facts, Standings and money still owed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from inspect_cli.frames import BALANCES, PAST_FACTS, PAST_STANDINGS, empty
from inspect_cli.months import Month


@dataclass(frozen=True, slots=True)
class History:
    """The closed months that a period rule may look back on, by name, oldest first.

    `settled` is PAST_FACTS, `standings` PAST_STANDINGS, `balances` BALANCES. `missing` are the months that a rule needs
    and that are not here: the Standing of everyone employed in one of them is incomplete.
    """

    months: Sequence[str] = ()
    settled: pl.DataFrame = field(default_factory=lambda: empty(PAST_FACTS))
    standings: pl.DataFrame = field(default_factory=lambda: empty(PAST_STANDINGS))
    balances: pl.DataFrame = field(default_factory=lambda: empty(BALANCES))
    missing: Sequence[Month] = ()
