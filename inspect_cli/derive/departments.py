"""Departments and groups as subjects: which of them are scored by which scheme, and which one a record means."""

import polars as pl

from inspect_cli.derive.near import nearest
from inspect_cli.derive.people import FOREVER
from inspect_cli.derive.refusing import refuse
from inspect_cli.folding import fold
from inspect_cli.frames import FACTS, PEOPLE, Records, group_of, shape, stack
from inspect_cli.problems import Problem
from inspect_cli.rulebook import RuleBook

NAMED = ["kind", "person_id"]


def derive_departments(people: pl.DataFrame, staff: Records, book: RuleBook) -> tuple[pl.DataFrame, list[Problem]]:
    """PEOPLE of the departments and groups that a scheme scores, from the first to the last day anybody names it.

    A scheme is named by the people it stands with in staff, or by the scheme of theirs that `also_scores` it. One
    department under two schemes on one day, and one that is called as somebody is numbered, is a Problem.
    """
    named = (
        people.join(_named_by(book), on="scheme")
        .with_columns(
            scheme="scores",
            kind="scored",
            valid_from=pl.max_horizontal("valid_from", "begun"),
            valid_to=pl.min_horizontal("valid_to", "ended"),
        )
        .filter(pl.col("valid_from") <= pl.col("valid_to"))
    )
    spans = (
        named.with_columns(person_id=pl.when(pl.col("kind") == "group").then(group_of()).otherwise("department"))
        .group_by(*NAMED, "department", "scheme")
        .agg(pl.col("valid_from").min(), pl.col("valid_to").max())
        .sort(*NAMED, "valid_from", "scheme")
        .with_columns(before=pl.col("valid_to").shift(1).over(NAMED), other=pl.col("scheme").shift(1).over(NAMED))
    )
    last = pl.col("valid_to").max().over(NAMED)
    rows = spans.with_columns(name="person_id", punches=pl.lit(False), left=pl.when(last < FOREVER).then(last))
    return shape(rows, PEOPLE), _unclear(spans, people, staff)


def _named_by(book: RuleBook) -> pl.DataFrame:
    """For each version of a scheme that people may have the schemes that score their departments or groups.

    Columns: scheme, scores (that scheme), scored (department or group), and `begun` and `ended`, the version's days.
    """
    subjects = book.subjects()
    rows = [
        (each.id, other, subjects[other], each.valid_from, each.valid_to or FOREVER)
        for each in book.schemes
        for other in (each.id, *each.also_scores)
        if subjects.get(other) != "person"
    ]
    words = dict.fromkeys(("scheme", "scores", "scored"), pl.String)
    return pl.DataFrame(rows, schema={**words, "begun": pl.Date, "ended": pl.Date}, orient="row")


def _unclear(spans: pl.DataFrame, people: pl.DataFrame, staff: Records) -> list[Problem]:
    numbers = set(people["person_id"])
    problems = []
    for row in spans.iter_rows(named=True):
        if row["before"] is not None and row["before"] >= row["valid_from"]:
            facts = {"department": row["person_id"], "first": row["other"], "second": row["scheme"]}
            problems.append(Problem("department-of-two-schemes", staff.sources[0], facts))
        if row["person_id"] in numbers:
            problems.append(Problem("department-as-person", staff.sources[0], {"department": row["person_id"]}))
    return problems


def for_departments(facts: pl.DataFrame, people: pl.DataFrame, book: RuleBook) -> pl.DataFrame:
    """FACTS, of which those on somebody whose scheme that day scores departments or groups are facts of these.

    They came `via` the person. Of an item that the scheme does not have they are nobody's, but the question about a
    silent clock is asked all the same.
    """
    subjects = book.subjects()
    if set(subjects.values()) == {"person"}:
        return facts
    scores = pl.col("scheme").replace_strict(subjects, default=None, return_dtype=pl.String)
    dated = people.select("department", "group", "scheme", "valid_from", "valid_to", subject="person_id")
    numbered = facts.with_row_index("nth")
    theirs = (
        numbered.filter(pl.col("subject_kind") == "person")
        .join(dated.filter(scores != "person"), on="subject")
        .filter(pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .sort("nth")
    )
    asking = theirs.filter(pl.col("item") == "clock-silent")
    held = theirs.join(book.scheme_items, on=["scheme", "item"], how="semi", maintain_order="left")
    moved = pl.concat([held, asking]).with_columns(
        subject_kind=scores,
        subject=pl.when(scores == "group").then(group_of()).otherwise("department"),
        via=pl.coalesce("via", "subject"),
    )
    stay = numbered.join(theirs, on="nth", how="anti", maintain_order="left")
    return stack([shape(stay, FACTS), shape(moved, FACTS)], FACTS)


def name_departments(rows: pl.DataFrame, records: Records, people: pl.DataFrame) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows with `body_kind` and `body`: the department or group that a row means which names nobody and no place.

    `department` holds a department, or a group by itself or with its department. What is none of the staff's and what
    fits two is a Problem.
    """
    placeless = pl.col("place").is_null() if "place" in rows.columns else pl.lit(True)
    about = pl.col("person_id").is_null() & placeless & pl.col("department").is_not_null()
    if not rows.select(about.any()).item():
        nobody = pl.lit(None, dtype=pl.String)
        return rows.with_columns(body_kind=nobody, body=nobody), []
    words = _words(people)
    meant = (
        rows.filter(about).select(pl.col("department").unique()).with_columns(word=fold(pl.col("department")))
        .join(words, on="word")
        .sort("kind", "subject")
        .group_by("department", maintain_order=True)
        .agg(body_kind=pl.col("kind").first(), body=pl.col("subject").first(), fitting=pl.col("subject").str.join(", "),
             several=pl.len() > 1)
    )  # fmt: skip
    joined = rows.with_columns(about=about).join(meant, on="department", how="left", maintain_order="left")
    near = nearest(words["subject"].unique().sort())
    kept, unknown = refuse(
        joined, pl.col("about") & pl.col("body").is_null(), "no-such-department", records, "department",
        lambda row: {"value": str(row["department"]), "near": near(str(row["department"]))},
    )  # fmt: skip
    kept, two = refuse(
        kept, pl.col("about") & pl.col("several"), "two-departments", records, "department",
        lambda row: {"value": str(row["department"]), "departments": str(row["fitting"])},
    )  # fmt: skip
    said = pl.col("about")
    named = kept.with_columns(body_kind=pl.when(said).then("body_kind"), body=pl.when(said).then("body"))
    return named.drop("about", "fitting", "several"), [*unknown, *two]


def scored_only(
    rows: pl.DataFrame, records: Records, departments: pl.DataFrame, book: RuleBook
) -> tuple[pl.DataFrame, list[Problem]]:
    """The rows but those about a department or group that no scheme scores on the day, of items charged to nobody.

    A loss that people bear by the money rules of their scheme names one of them, and not the department alone.
    """
    spans = departments.select("valid_from", "valid_to", body="person_id", body_kind="kind")
    numbered = rows.with_row_index("nth")
    held = numbered.join(spans, on=["body_kind", "body"]).filter(
        pl.col("date").is_between(pl.col("valid_from"), pl.col("valid_to"))
    )
    charged = pl.col("item").is_in(book.charges["item"].implode())
    scored = pl.col("nth").is_in(held["nth"].implode())
    kept, problems = refuse(
        numbered, pl.col("body").is_not_null() & ~scored & ~charged, "department-not-scored", records, "department",
        lambda row: {"department": str(row["body"]), "date": str(row["date"])},
    )  # fmt: skip
    borne = pl.col("item").is_in(book.losses()) & pl.col("magnitude").is_not_null()
    kept, nameless = refuse(
        kept, pl.col("body").is_not_null() & borne, "loss-without-person", records, "department",
        lambda row: {"department": str(row["body"]), "item": str(row["item"])},
    )  # fmt: skip
    return kept.drop("nth"), [*problems, *nameless]


def _words(people: pl.DataFrame) -> pl.DataFrame:
    """How departments and groups are written: word, kind, subject."""
    theirs = people.select("department", "group", subject=group_of()).unique()
    departments = theirs.select(word=fold(pl.col("department")), kind=pl.lit("department"), subject="department")
    groups = theirs.filter(pl.col("group").is_not_null())
    written = [
        rows.select(word=fold(text), kind=pl.lit("group"), subject="subject")
        for rows, text in (
            (groups, pl.col("group")),
            (groups, pl.concat_str("department", "group", separator=" ")),
            (theirs, pl.col("subject")),
        )
    ]
    return pl.concat([departments, *written]).unique()
