"""Points, money and quantities: exact decimals, made, multiplied, rounded and written here only."""

from decimal import Decimal

import polars as pl

AMOUNT = pl.Decimal(18, 4)
"""The one dtype of points, yuan, quantities and magnitudes."""

PATTERN = r"^-?[0-9]{1,9}(\.[0-9]{1,4})?$"
"""What text must look like to be an amount: plain digits, a point, at most four decimals, below a thousand million."""

SCALE = 10_000


def lit(value: Decimal | str | int) -> pl.Expr:
    """A literal of dtype AMOUNT, made from text: pl.lit of a Decimal has its own scale, and makes Polars load numpy."""
    return pl.lit(f"{Decimal(value):f}").cast(AMOUNT)


def parse(text: pl.Expr) -> pl.Expr:
    """Amounts of a text column; text that does not match PATTERN, which Polars alone would take, is null."""
    return pl.when(text.str.contains(PATTERN)).then(text).cast(AMOUNT, strict=False)


def as_amount(expr: pl.Expr) -> pl.Expr:
    """The expression with the one dtype: whole numbers, and amounts after sums and choices, which widen theirs."""
    return expr.cast(AMOUNT)


def units(expr: pl.Expr) -> pl.Expr:
    """Amounts as whole ten-thousandths (Int64): fit for windows and comparisons that Decimals do not allow."""
    return expr.cast(AMOUNT).to_physical().cast(pl.Int64)


def from_units(whole_units: pl.Expr) -> pl.Expr:
    """Whole ten-thousandths as amounts again."""
    return (whole_units.cast(pl.Decimal(22, 4)) / pl.lit(SCALE, dtype=pl.Int64)).cast(AMOUNT)


def hundredths(expr: pl.Expr) -> pl.Expr:
    """Amounts of at most two decimals as whole hundredths (Int64): marks and weights, whose products stay small."""
    return units(expr) // (SCALE // 100)


def minutes(seconds: pl.Expr) -> pl.Expr:
    """Whole seconds as minutes to four decimals, half up."""
    return from_units((seconds.cast(pl.Int64) * SCALE + 30) // 60)


def times(left: pl.Expr, right: pl.Expr, quantum: str = "0.01") -> pl.Expr:
    """The product rounded half away from zero to `quantum`: exact, because it is taken over whole numbers.

    Polars keeps the inputs' scale in a product and would cut 0.05 × 0.05 to 0.00.
    """
    product = units(left).cast(pl.Int128) * units(right).cast(pl.Int128)
    return _from_ratio(product, SCALE * SCALE, quantum)


def rounded(expr: pl.Expr, quantum: str) -> pl.Expr:
    """The amount rounded half away from zero (四舍五入) to `quantum`, such as 0.01."""
    return _from_ratio(units(expr).cast(pl.Int128), SCALE, quantum)


def times_over(left: pl.Expr, right: pl.Expr, divisor: Decimal | int, quantum: str = "0.01") -> pl.Expr:
    """The product divided by a number above zero, rounded once, half away from zero, to `quantum`."""
    product = units(left).cast(pl.Int128) * units(right).cast(pl.Int128)
    return _from_ratio(product, SCALE * int(Decimal(divisor) * SCALE), quantum)


def whole_steps(measure: pl.Expr, step: Decimal, begun: bool = False) -> pl.Expr:
    """How many full steps a measure holds, or how many were begun; none below zero."""
    size = int(step * SCALE)
    return ((units(measure).clip(0) + (size - 1 if begun else 0)) // size * SCALE).pipe(from_units)


def in_shares(parts: pl.DataFrame, value: str, part: str, of: str, tie: str) -> pl.DataFrame:
    """The rows with `share`, their part of the value in hundredths, and `whole`, the sum of the parts of each `of`.

    Every row is given what is certain, and the hundredths left over go to the largest remainders, of equals to the
    least `tie`: the shares of each `of` add up to its value.
    """
    hundredths = (units(rounded(pl.col(value), "0.01")) // (SCALE // 100)).cast(pl.Int128)
    return (
        parts.with_columns(whole=as_amount(pl.col(part).sum().over(of)))
        .with_columns(due=hundredths * units(pl.col(part)), by=units(pl.col("whole")).cast(pl.Int128))
        .with_columns(least=pl.col("due") // pl.col("by"), remainder=pl.col("due") % pl.col("by"), all=hundredths)
        .sort(of, "remainder", tie, descending=[False, True, False])
        .with_columns(left=pl.col("all") - pl.col("least").sum().over(of), nth=pl.int_range(pl.len()).over(of))
        .with_columns(share=((pl.col("least") + (pl.col("nth") < pl.col("left"))) * (SCALE // 100)).cast(pl.Int64))
        .with_columns(share=from_units(pl.col("share")))
        .drop("due", "by", "least", "remainder", "all", "left", "nth")
        .sort(of, tie)
    )


def _from_ratio(numerator: pl.Expr, denominator: int, quantum: str) -> pl.Expr:
    step = int(Decimal(quantum) * denominator)
    magnitude = (numerator.abs() + step // 2) // step
    signed = pl.when(numerator < 0).then(0 - magnitude).otherwise(magnitude)
    return from_units((signed * int(Decimal(quantum) * SCALE)).cast(pl.Int64))


def ratio(numerator: pl.Expr, denominator: pl.Expr, quantum: str) -> pl.Expr:
    """The ratio of whole units rounded half away from zero to `quantum`: for denominators that are columns."""
    step = int(Decimal(quantum) * SCALE)
    doubled, whole = numerator.abs() * 2, denominator * step
    magnitude = (doubled + whole) // (whole * 2)
    signed = pl.when(numerator < 0).then(0 - magnitude).otherwise(magnitude)
    return from_units((signed * step).cast(pl.Int64))


def text(expr: pl.Expr, places: int = 2) -> pl.Expr:
    """Amounts as text with exactly `places` decimals; the value must already be rounded to them."""
    return expr.cast(pl.Decimal(18, places)).cast(pl.String)


def signed_text(expr: pl.Expr, places: int = 2) -> pl.Expr:
    """Amounts as text with a leading + where they give points."""
    return pl.when(expr > 0).then(pl.lit("+") + text(expr, places)).otherwise(text(expr, places))


def written(value: Decimal | None, nothing: str = "") -> str:
    """One decimal as people write it, without trailing zeros; `nothing` where there is none."""
    return nothing if value is None else f"{value.normalize():f}"


def total(amounts: pl.Series) -> Decimal:
    """The sum of a column of amounts, 0 where there is none."""
    value = amounts.sum()
    return value if isinstance(value, Decimal) else Decimal(0)


def signed(value: Decimal) -> str:
    """One decimal with its sign, as people write it."""
    return f"{value.normalize():+f}"


def plain_text(expr: pl.Expr) -> pl.Expr:
    """Amounts as text without trailing zeros: 3, 0.5, 7.25."""
    return text(expr, 4).str.strip_suffix("00").str.strip_suffix("0").str.replace(r"\.0?$", "")
