"""Staff records into People: dated rows, one a person and interval."""

from datetime import date

import polars as pl

from inspect_cli.derive.refusing import refuse
from inspect_cli.frames import PEOPLE, Records, shape
from inspect_cli.problems import Problem

ALWAYS, FOREVER = date(1900, 1, 1), date(9999, 12, 31)


def derive_people(staff: Records, schemes: list[str], default_scheme: str) -> tuple[pl.DataFrame, list[Problem]]:
    """PEOPLE by number and day, every row with its scheme.

    A row holds from its valid_from (else hired, else always) to the day before the person's next row, never past the
    day the person left. The same person and day twice, a scheme the rule book does not have, somebody who left before
    being hired, a superior who is nobody else on the staff, or a number at the clock that somebody else has on that day
    is a Problem.
    """
    rows = staff.frame.with_columns(
        scheme=pl.col("scheme").fill_null(default_scheme),
        begins=pl.coalesce("valid_from", "hired", pl.lit(ALWAYS)),
    ).sort("person_id", "begins", "source", "row")
    rows, problems = _distinct(rows, staff)
    rows, bad_span = refuse(
        rows, pl.col("left") < pl.col("hired"), "left-before-hired", staff, "left",
        lambda row: {"left": str(row["left"]), "hired": str(row["hired"])},
    )  # fmt: skip
    rows, bad_scheme = refuse(
        rows, ~pl.col("scheme").is_in(schemes), "unknown-scheme", staff, "scheme",
        lambda row: {"value": str(row["scheme"]), "allowed": ", ".join(sorted(schemes))},
    )  # fmt: skip
    nobody = ~pl.col("superior").is_in(rows["person_id"].unique().implode()) | (
        pl.col("superior") == pl.col("person_id")
    )
    rows, bad_superior = refuse(
        rows, nobody, "unknown-superior", staff, "superior", lambda row: {"value": str(row["superior"])}
    )
    spans, shared = _numbers_of_one(_spans(rows), staff)
    return shape(spans, PEOPLE), [*problems, *bad_span, *bad_scheme, *bad_superior, *shared]


def _numbers_of_one(spans: pl.DataFrame, staff: Records) -> tuple[pl.DataFrame, list[Problem]]:
    """The spans without those in which somebody else has the number at the clock already."""
    held = spans.filter(pl.col("device_id").is_not_null()).sort("device_id", "valid_from", "source", "row")
    if held["device_id"].n_unique() == held.height:
        return spans, []
    before = ("person_id", "valid_to")
    nearby = held.with_columns(pl.col(each).shift(1).over("device_id").name.prefix("other_") for each in before)
    overlap = (pl.col("other_person_id") != pl.col("person_id")) & (pl.col("other_valid_to") >= pl.col("valid_from"))
    _, problems = refuse(
        nearby, overlap, "number-of-two", staff, "device_id",
        lambda row: {"value": str(row["device_id"]), "other": str(row["other_person_id"]),
                     "date": str(max(row["valid_from"], ALWAYS))},
    )  # fmt: skip
    bad = nearby.filter(overlap.fill_null(False)).select("source", "row")
    return spans.join(bad, on=["source", "row"], how="anti", maintain_order="left"), problems


def _distinct(rows: pl.DataFrame, staff: Records) -> tuple[pl.DataFrame, list[Problem]]:
    same = ["person_id", "begins"]
    rows = rows.with_columns(first_row=pl.col("row").first().over(same), nth=pl.int_range(pl.len()).over(same))
    kept, problems = refuse(
        rows, pl.col("nth") > 0, "duplicate-person", staff, "person_id",
        lambda row: {"value": str(row["person_id"]), "first": str(row["first_row"])},
    )  # fmt: skip
    return kept.drop("first_row", "nth"), problems


def _spans(rows: pl.DataFrame) -> pl.DataFrame:
    """Each row from its first to its last day; what the last row says of hired and left holds for the person.

    PEOPLE with source and row, by number and day.
    """
    person = pl.col("person_id")
    spans = rows.with_columns(
        hired=pl.col("hired").max().over(person),
        left=pl.col("left").max().over(person),
        following=pl.col("begins").shift(-1).over(person),
        first=pl.int_range(pl.len()).over(person) == 0,
    ).with_columns(
        valid_from=pl.when(pl.col("first")).then(pl.coalesce("hired", "begins")).otherwise("begins"),
        valid_to=pl.min_horizontal(
            pl.col("following").dt.offset_by("-1d").fill_null(FOREVER), pl.col("left").fill_null(FOREVER)
        ),
        punches=pl.col("punches").fill_null("yes") == "yes",
    )
    real = spans.filter(pl.col("valid_from") <= pl.col("valid_to"))
    return real.with_columns(kind=pl.lit("person")).sort("person_id", "valid_from")
