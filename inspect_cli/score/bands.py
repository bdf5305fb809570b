"""What the grade of a month entails: a talk, a sanction, yuan."""

import polars as pl

from inspect_cli.months import Month
from inspect_cli.rulebook import RuleBook
from inspect_cli.score.month_lines import PERSON, SCHEME, month_lines, reason


def entail_bands(standings: pl.DataFrame, book: RuleBook, month: Month) -> pl.DataFrame:
    """ADJUSTMENTS of step `band` for months that are scored; what is still provisional entails nothing yet.

    A band entails what it says. In a cumulative scheme whoever has fallen to a band bears also what the better ones
    entail, and whoever has risen to one gets also what the worse ones give. Sources: #66, #67, #155, #165.
    """
    graded = standings.filter(pl.col("status") == "scored").select(*PERSON, "grade", "graded")
    places = [
        (scheme.id, scheme.version, band.grade, place)
        for scheme in book.schemes
        for place, band in enumerate(scheme.bands)
    ]
    own = pl.DataFrame(places, schema={**dict.fromkeys((*SCHEME, "grade"), pl.String), "own": pl.Int32}, orient="row")
    met = graded.join(own, on=[*SCHEME, "grade"]).join(book.bands, on=SCHEME)
    gives = (pl.col("yuan") > 0).fill_null(False) & pl.col("sanction").is_null()
    passed = pl.when(gives).then(pl.col("place") > pl.col("own")).otherwise(pl.col("place") < pl.col("own"))
    applied = met.filter((pl.col("place") == pl.col("own")) | (pl.col("cumulative") & passed))
    is_own = pl.col("place") == pl.col("own")
    return month_lines(
        applied.with_columns(
            because=pl.when(is_own).then(reason("band")).otherwise(reason("band-passed")),
            level="rule",
            count="graded",
            price="points",
        ),
        "band", month, book,
    )  # fmt: skip
