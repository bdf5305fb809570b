"""Who is meant: people by number, name, or name and department."""

import re
from collections.abc import Callable, Mapping
from typing import Final

import polars as pl

from inspect_cli.derive.near import nearest, regained
from inspect_cli.derive.refusing import refuse
from inspect_cli.folding import fold, simplified
from inspect_cli.frames import Records
from inspect_cli.problems import Problem, Source

Named = tuple[pl.DataFrame, list[Problem]]
Whereabouts = Callable[[pl.DataFrame], pl.DataFrame]
SEPARATORS: Final = r"[()（）\[\]【】/／,，、\s]+"
SEPARATOR: Final = "\x1f"
AT_WORK: Final[Mapping[str, tuple[str, str]]] = {
    "on-shift": ("on shift then", "当时在班"),
    "off-shift": ("not on shift then", "当时不在班"),
    "no-roster": ("on no roster", "不在排班表上"),
}
"""Where people of one name were when the row was written down, in English and Chinese."""


def name_people(
    frame: pl.DataFrame,
    records: Records,
    people: pl.DataFrame,
    day: str = "date",
    where: Whereabouts | None = None,
    key: str = "person_id",
) -> Named:
    """The rows with person_id as the staff number that was meant; rows without a person stay.

    A cell holds a number, the name of one person employed that day, or a name with its department (王丽 保洁部).
    What fits nobody is `unknown-person`; what fits two is `two-people`, which names both and, where `where` can tell
    (rows with the column `whereabouts`, a key of AT_WORK), who of them was on shift. `key` is the
    column of the file in which the person stands.
    """
    by_number = pl.col("person_id").is_null() | pl.col("person_id").is_in(people["person_id"].unique().implode())
    if frame.select(by_number.all()).item():
        return frame, []
    numbered = frame.with_row_index("nth").with_columns(stranger=~by_number)
    strangers = numbered.filter("stranger").select("nth", pl.col(day).alias("day"), text="person_id")
    meant = people_meant(strangers.select(pl.col("text").unique()), people)
    fitting = (
        strangers.join(meant, on="text")
        .filter(pl.col("day").is_between(pl.col("valid_from"), pl.col("valid_to")))
        .unique(["nth", "meant"], keep="first")
    )
    several = fitting.select("nth").is_duplicated()
    one = fitting.filter(~several).select("nth", "meant")
    two = _told_apart(fitting.filter(several), numbered, where)
    joined = numbered.join(one, on="nth", how="left", maintain_order="left").join(
        two, on="nth", how="left", maintain_order="left"
    )
    return _resolved(joined, records, people, meant["text"], day, key)


def person_asked(text: str, people: pl.DataFrame, source: Source) -> tuple[str | None, list[Problem]]:
    """The staff number of the one of `people` whom a text names by number, by name, or by name and department.

    None with a Problem at `source` where it fits several, who are named with the way to write one, or nobody, with
    whom it was probably meant for.
    """
    if people["person_id"].eq(text).any():
        return text, []
    fitting = people_meant(pl.DataFrame({"text": [text]}), people).unique("meant", keep="first").with_columns(nth=0)
    if fitting.is_empty():
        return None, [Problem("unknown-explained", source, {"value": text, "near": _near_person(people)(text)})]
    if fitting.height == 1:
        return str(fitting["meant"].item()), []
    told = _told_apart(fitting, fitting, None).row(0, named=True)
    facts = {"people": told["fitting"], "people_zh": told["fitting_zh"], "example": told["example"]}
    return None, [Problem("name-of-two", source, {"value": text, **facts})]


def _resolved(
    joined: pl.DataFrame, records: Records, people: pl.DataFrame, known: pl.Series, day: str, key: str
) -> Named:
    near = _near_person(people)
    nobody = pl.col("stranger") & pl.col("meant").is_null()
    rows, two = refuse(
        joined, pl.col("fitting").is_not_null(), "two-people", records, key,
        lambda row: {"value": str(row["person_id"]), "people": str(row["fitting"]),
                     "people_zh": str(row["fitting_zh"]), "example": str(row["example"])},
    )  # fmt: skip
    rows, not_then = refuse(
        rows, nobody & pl.col("person_id").is_in(known.implode()), "not-employed-then", records, key,
        lambda row: {"value": str(row["person_id"]), "date": str(row[day])},
    )  # fmt: skip
    meant = {text: whole for text in rows.filter(nobody)["person_id"].unique() if (whole := regained(text))}
    rows, garbled = refuse(
        rows, nobody & pl.col("person_id").is_in(list(meant)), "garbled-person", records, key,
        lambda row: {"value": str(row["person_id"]), "meant": meant[str(row["person_id"])]},
    )  # fmt: skip
    rows, unknown = refuse(
        rows, nobody, "unknown-person", records, key,
        lambda row: {"value": str(row["person_id"]), "what": _written(str(row["person_id"])),
                     "near": near(str(row["person_id"]))},
    )  # fmt: skip
    named = rows.with_columns(person_id=pl.coalesce("meant", "person_id"))
    dropped = named.drop("nth", "stranger", "meant", "fitting", "fitting_zh", "example")
    return dropped, [*two, *not_then, *garbled, *unknown]


def _written(text: str) -> str:
    """What a person was written as; a staff number has digits, a name has none."""
    return "staff number" if re.search("[0-9]", text) else "name"


def _told_apart(fitting: pl.DataFrame, numbered: pl.DataFrame, where: Whereabouts | None) -> pl.DataFrame:
    """For each row that fits several people: all of them in both languages, and how to write one of them."""
    rows = fitting.sort("nth", "meant")
    if where is not None and rows.height:
        about = numbered.select("nth", pl.col("date", "time")).join(
            rows.select("nth", "meant"), on="nth", maintain_order="right"
        )
        rows = rows.with_columns(where(about.rename({"meant": "person_id"}))["whereabouts"])
    else:
        rows = rows.with_columns(whereabouts=pl.lit(None, dtype=pl.String))
    person = pl.concat_str("meant", pl.lit(" "), "name", pl.lit(" "), "department")

    def said(words: int, opening: str, closing: str) -> pl.Expr:
        word = pl.col("whereabouts").replace_strict(
            {code: each[words] for code, each in AT_WORK.items()}, default=None, return_dtype=pl.String
        )
        return pl.concat_str(person, pl.concat_str(pl.lit(opening), word, pl.lit(closing)).fill_null(""))

    with_department = pl.concat_str("name", pl.lit("("), "department", pl.lit(")"))
    apart = pl.col("department").n_unique() == pl.len()
    return (
        rows.with_columns(en=said(0, " (", ")"), zh=said(1, "（", "）"), spoken=with_department)
        .group_by("nth", maintain_order=True)
        .agg(
            fitting=pl.col("en").str.join(", "),
            fitting_zh=pl.col("zh").str.join("、"),
            example=pl.when(apart).then(pl.col("spoken").first()).otherwise(pl.col("meant").first()),
        )
    )


def people_meant(texts: pl.DataFrame, people: pl.DataFrame) -> pl.DataFrame:
    """For each text the people it may mean and when: text, meant, name, department, valid_from, valid_to."""
    spans = people.select("name", "department", "valid_from", "valid_to", meant="person_id", word=fold(pl.col("name")))
    found = _fitting(texts.with_columns(said="text"), spans)
    strange = texts.join(found, on="text", how="anti")
    if strange.is_empty():
        return found
    plain = simplified(strange["text"].to_list())
    others = pl.DataFrame({"text": list(plain), "said": list(plain.values())}).filter(pl.col("text") != pl.col("said"))
    return pl.concat([found, _fitting(others, spans)])


def _fitting(texts: pl.DataFrame, spans: pl.DataFrame) -> pl.DataFrame:
    """People whom a text names by the name alone, or by name and department (or number) in any order."""
    columns = ["text", "meant", "name", "department", "valid_from", "valid_to"]
    alone = texts.with_columns(word=fold(pl.col("said"))).join(spans, on="word").select(columns)
    rest = texts.join(alone, on="text", how="anti")
    if rest.is_empty():
        return alone
    whole = pl.col("said").str.replace_all(SEPARATORS, SEPARATOR).str.strip_chars(SEPARATOR)
    parts = rest.with_columns(word=fold(whole).str.split(SEPARATOR).list.unique())
    parts = parts.with_columns(others=pl.col("word").list.len() - 1).filter(pl.col("others") > 0).explode("word")
    pairs = parts.join(parts.select("text", about="word"), on="text").filter(pl.col("word") != pl.col("about"))
    numbered = spans.with_row_index("span")
    facts = [numbered.select("span", "word", about=fold(pl.col(column))) for column in ("department", "meant")]
    told = (
        pairs.join(pl.concat(facts).unique(), on=["word", "about"])
        .group_by("text", "span", "word")
        .agg(pl.len() == pl.col("others").first())
        .filter("len")
    )
    return pl.concat([alone, told.select("text", "span").join(numbered, on="span").select(columns)])


def _near_person(people: pl.DataFrame) -> Callable[[str], str]:
    """What was probably meant: a number that differs in zeros, case or width, else near names with their department."""
    near_number = nearest(people["person_id"].unique().sort())
    spoken = people.select("name", pl.concat_str("name", pl.lit("("), "department", pl.lit(")")).alias("spoken"))
    near_name = nearest(spoken["name"].unique().sort())

    def near(value: str) -> str:
        name = re.split(SEPARATORS, value)[0] or value
        names = [each for each in near_name(name).split(" / ") if each]
        return near_number(value) or " / ".join(
            spoken.filter(pl.col("name").is_in(names))["spoken"].unique().sort().to_list()
        )

    return near
