"""What earlier months left behind: their settled Facts, Standings and money still owed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from inspect_cli.frames import BALANCES, PAST_STANDINGS, SETTLED, empty


@dataclass(frozen=True, slots=True)
class History:
    """The closed months that a period rule may look back on; `months` are their names, oldest first, without gaps
    where a rule is to be trusted. A month that a rule needs and that is not here makes the Standing incomplete."""

    months: Sequence[str] = ()
    settled: pl.DataFrame = field(default_factory=lambda: empty(SETTLED))
    standings: pl.DataFrame = field(default_factory=lambda: empty(PAST_STANDINGS))
    balances: pl.DataFrame = field(default_factory=lambda: empty(BALANCES))
