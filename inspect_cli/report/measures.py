"""What was measured, with its unit, as people say it: 3 min 10 s rather than 3.1667 min."""

from collections.abc import Mapping
from typing import Final

import polars as pl

from inspect_cli.amounts import SCALE, plain_text, units

UNITS: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"minute": "min", "second": "s", "hour": "h", "day": "days", "ring": "rings", "piece": "pieces",
           "time": "times", "percent": "%", "degree": "°C", "mg/L": "mg/L", "pH": "pH", "part": "parts",
           "yuan": "yuan"},
    "zh": {"minute": "分钟", "second": "秒", "hour": "小时", "day": "天", "ring": "声", "piece": "件", "time": "次",
           "percent": "%", "degree": "°C", "mg/L": "mg/L", "pH": "pH", "part": "份", "yuan": "元"},
}  # fmt: skip
CLOCK: Final[Mapping[str, tuple[str, str]]] = {"en": ("min", "s"), "zh": ("分", "秒")}
"""Minutes and seconds beside each other."""

SECONDS: Final = 60


def measured(lang: str) -> pl.Expr:
    """The columns `magnitude` and `unit` as words; minutes that are not whole as minutes and seconds.

    Amounts keep four decimals, so a second is a sixtieth of a minute rounded; minutes that are no whole seconds, which
    no clock gives, stay decimal. Null where nothing was measured; a number without a unit stands alone.
    """
    named = pl.col("unit").replace(UNITS[lang])
    plain = pl.concat_str(plain_text(pl.col("magnitude")), named, separator=" ", ignore_nulls=True)
    parts = units(pl.col("magnitude"))
    seconds = (parts * SECONDS + SCALE // 2) // SCALE
    on_the_second = (seconds * SCALE - parts * SECONDS).abs() < SECONDS  # less than the last decimal away
    clocked = (pl.col("unit") == "minute") & (parts > 0) & (parts % SCALE != 0) & on_the_second
    minute, second = CLOCK[lang]
    minutes = pl.when(seconds >= SECONDS).then(
        pl.concat_str((seconds // SECONDS).cast(pl.String), pl.lit(f" {minute}"))
    )
    rest = pl.concat_str((seconds % SECONDS).cast(pl.String), pl.lit(f" {second}"))
    clock = pl.concat_str(minutes, rest, separator=" ", ignore_nulls=True)
    return pl.when(pl.col("magnitude").is_not_null()).then(pl.when(clocked).then(clock).otherwise(plain))
