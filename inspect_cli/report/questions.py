"""What waits for a person: number, whom and which day it concerns, what it costs if confirmed, how to answer."""

import re
from collections.abc import Mapping
from typing import Final

import polars as pl

from inspect_cli.frames import OUTCOMES, Heading, Table
from inspect_cli.report import Report
from inspect_cli.report.lines import titled_lines

HEADINGS = (
    Heading("about", "Question", "事项编号", "text", 12),
    Heading("person_id", "Person id", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("department", "Department", "部门", "text", 12),
    Heading("date", "Date", "日期", "date", 11),
    Heading("kind", "Kind", "类别", "text", 13, codes="question"),
    Heading("what", "What", "事项", "text", 34),
    Heading("points", "Points", "计分", "points", 10),
    Heading("answers", "Answers", "可答复", "text", 18, codes="answers"),
    Heading("unanswered", "Unanswered", "逾期按", "text", 10, codes="outcome"),
    Heading("answer_by", "Answer by", "答复人", "text", 10),
    Heading("outcome", "Answer", "处理结果", "text", 12, codes="outcome"),
    Heading("value", "Value", "选定分值", "number", 10),
    Heading("level", "Level", "选定程度", "text", 10),
    Heading("decided_by", "Decided by", "处理人", "text", 10),
    Heading("note", "Note", "说明", "text", 24),
)
"""In both languages titles or synonyms of the decisions' schema: the fill-in book is read back by them."""

CLOCK = "clock-silent"
OF_SEVERAL = (CLOCK, "record")
WHO: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "clock-silent": "HR",
        "absent": "HR",
        "missing-punch": "HR",
        "approval": "manager",
        "choice": "manager",
        "level": "supervisor",
        "no-data": "supervisor",
        "not-at-work": "supervisor",
        "no-one-answers": "supervisor",
        "record": "manager",
    },
    "zh": {
        "clock-silent": "人事",
        "absent": "人事",
        "missing-punch": "人事",
        "approval": "经理",
        "choice": "经理",
        "level": "主管",
        "no-data": "主管",
        "not-at-work": "主管",
        "no-one-answers": "主管",
        "record": "经理",
    },
}
WHAT: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {
        "approval": "sanction to approve: ", "choice": "points to choose, {low} to {high}: ",
        "level": "level to choose, {options}: ",
        "not-at-work": "not at work then: ", "no-one-answers": "nobody answers for this place: ",
        "no-data": "nobody inspected this person", "record": "record to approve: ",
        "clock-silent": "was the clock right? {note} punches; concerns {count}: {people}",
    },
    "zh": {
        "approval": "处分待批准：", "choice": "待选定分值 {low} 至 {high}：",
        "level": "待选定程度（{options}）：",
        "not-at-work": "当时不在岗：", "no-one-answers": "该地点无责任人：", "no-data": "本月未被检查",
        "record": "记录待批准：", "clock-silent": "考勤机是否正常？{note} 次打卡；涉及 {count} 人：{people}",
    },
}  # fmt: skip


def questions_table(report: Report, questions: pl.DataFrame, open_only: bool = False) -> Table:
    """One row a question by number; answered ones keep their answer. Handed in again it is read as decisions."""
    shown = questions.filter(pl.col("outcome").is_null()) if open_only else questions
    shown = _once(shown, report)
    titles = report.book.latest_items(pl.col(f"title_{report.lang}").alias("title"))
    lines = titled_lines(report, shown["line_id"]).rename({"title": "line_title"})
    departments = report.standings.select("subject", "department")
    kind = pl.col("kind")
    frame = (
        shown.join(report.names(), on="subject", how="left", maintain_order="left")
        .join(departments, on="subject", how="left", maintain_order="left")
        .join(titles, on="item", how="left", maintain_order="left")
        .join(lines, on="line_id", how="left", maintain_order="left")
        .join(_options(report, shown), on=["item", "options"], how="left", maintain_order="left")
        .with_columns(title=pl.coalesce("line_title", "title"))
        .with_columns(
            about="question",
            person_id=pl.when(kind != "no-one-answers").then("subject"),
            what=_what(report),
            points="price",
            answers=kind.replace_strict(
                {each: " / ".join(fitting) for each, fitting in OUTCOMES.items()}, return_dtype=pl.String
            ),
            answer_by=kind.replace_strict(WHO[report.lang], default=None, return_dtype=pl.String),
            note="why",
        )
        .select(heading.key for heading in HEADINGS)
    )
    return Table("questions", "Questions", "待核实事项", HEADINGS, frame, report.notes)


def _once(questions: pl.DataFrame, report: Report) -> pl.DataFrame:
    """A record that several people answer for and a silent clock are asked about once; the clock's names them all.

    Nobody is asked about what is charged to others: the question is about whom it was observed of.
    """
    charged = report.facts.filter(pl.col("parent_id").is_not_null()).select("subject", fact_id="parent_id")
    questions = questions.join(charged, on=["fact_id", "subject"], how="anti", maintain_order="left")
    shown = questions.filter(~pl.col("kind").is_in(OF_SEVERAL) | pl.col("question").is_first_distinct())
    asked = questions.filter(pl.col("kind") == CLOCK)
    if asked.is_empty():
        return shown
    before, between, colon, after = re.split(r"{\w+}", WHAT[report.lang][CLOCK])
    names = pl.concat_str("subject", pl.lit(" "), "name")
    said = (
        asked.join(report.names(), on="subject", how="left")
        .sort("subject")
        .group_by("question")
        .agg(pl.col("note").first(), count=pl.len().cast(pl.String), people=names.str.join(", "))
        .select("question", clock=pl.concat_str(pl.lit(before), "note", pl.lit(between), "count", pl.lit(colon),
                                                "people", pl.lit(after)))
    )  # fmt: skip
    told = shown.join(said, on="question", how="left", maintain_order="left")
    about = pl.col("kind") == CLOCK
    return told.with_columns(
        subject=pl.when(~about).then("subject"), note=pl.when(about).then("clock").otherwise("note")
    ).drop("clock")


def _options(report: Report, questions: pl.DataFrame) -> pl.DataFrame:
    """For each item and its options, how these are `named`: each level by its title where it has one."""
    between, titles = {"en": ", ", "zh": "、"}[report.lang], report.book.levels
    asked = questions.filter(pl.col("options").is_not_null()).select("item", "options").unique()
    rows = [
        (
            item,
            options,
            between.join(titles.get((item, level), {}).get(report.lang, level) for level in options.split("\n")),
        )
        for item, options in asked.iter_rows()
    ]
    return pl.DataFrame(rows, schema=dict.fromkeys(("item", "options", "named"), pl.String), orient="row")


def _what(report: Report) -> pl.Expr:
    words = WHAT[report.lang]
    low, high = (pl.col(end).cast(pl.Decimal(18, 2)).cast(pl.String) for end in ("low", "high"))
    before, between, after = words["choice"].replace("{low}", "|").replace("{high}", "|").split("|")
    choice = pl.concat_str(pl.lit(before), low, pl.lit(between), high, pl.lit(after), "title")
    approval = pl.concat_str(
        pl.lit(words["approval"]), pl.coalesce(report.sanction(), pl.lit("—")), pl.lit(" ("), "title", pl.lit(")")
    )
    ahead, behind = words["level"].split("{options}")
    level = pl.concat_str(pl.lit(ahead), "named", pl.lit(behind), "title")
    noted = pl.when(pl.col("note").is_not_null()).then(pl.concat_str("title", pl.lit(" ("), "note", pl.lit(")")))
    seen = pl.coalesce(noted, "title")
    return (
        pl.when(pl.col("kind") == CLOCK).then("note")
        .when(pl.col("kind") == "choice").then(choice)
        .when(pl.col("kind") == "level").then(level)
        .when(pl.col("kind") == "approval").then(approval)
        .when(pl.col("kind") == "no-data").then(pl.lit(words["no-data"]))
        .when(pl.col("kind") == "not-at-work").then(pl.concat_str(pl.lit(words["not-at-work"]), seen))
        .when(pl.col("kind") == "record").then(pl.concat_str(pl.lit(words["record"]), seen))
        .when(pl.col("kind") == "no-one-answers").then(
            pl.concat_str(pl.lit(words["no-one-answers"]), "subject", pl.lit(", "), seen)
        )
        .otherwise(seen)
    )  # fmt: skip
