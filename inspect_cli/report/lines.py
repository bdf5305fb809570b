"""The lines: every Adjustment with its rule, its arithmetic, its evidence and the running balance."""

from functools import partial

import polars as pl

from inspect_cli.amounts import as_amount
from inspect_cli.frames import Heading, Table, looked_up
from inspect_cli.report import Report
from inspect_cli.report.measures import measured
from inspect_cli.report.reasons import reasons
from inspect_cli.report.tariffs import tariffs

HEADINGS = (
    Heading("line", "Line", "明细号", "text", 18),
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("department", "Department", "部门", "text", 12),
    Heading("date", "Date", "日期", "date", 11),
    Heading("item", "Item", "项目编号", "text", 10),
    Heading("title", "Title", "项目", "text", 24),
    Heading("step", "Step", "步骤", "text", 9, codes="step"),
    Heading("quantity", "Quantity", "数量", "number", 8),
    Heading("points", "Points", "分值", "points", 8),
    Heading("yuan", "Yuan", "金额", "money", 8),
    Heading("balance", "Balance", "余分", "points", 8),
    Heading("sanction", "Sanction", "处分", "text", 12),
    Heading("needs", "Needs", "待办", "text", 9, codes="needs"),
    Heading("reason", "Reason", "原因", "text", 40),
    Heading("note", "Note", "备注", "text", 24),
    Heading("evidence", "Evidence", "依据", "text", 30),
    Heading("rule", "Rule", "规则", "text", 12),
    Heading("checklist", "Checklist", "检查表", "text", 18),
    Heading("line_id", "Line id", "明细标识", "text", 30),
)

STANDING = ("seq", "fact_id", "source", "row", "note", "via")
"""What of a settled fact says where it stands."""


def lines_table(report: Report) -> Table:
    """Every line of the month by person and time; `line` is the public number a person can write down."""
    worded = partial(_worded, report, _behind(report))
    return Table("lines", "Lines", "明细", HEADINGS, _balanced(report), report.notes, worded)


def worded_lines(report: Report) -> pl.DataFrame:
    """ADJUSTMENTS in their order with line, name, title, reason, balance, note and evidence in the reader's words."""
    return _worded(report, _behind(report), _balanced(report))


def _balanced(report: Report) -> pl.DataFrame:
    """ADJUSTMENTS with the person's running balance."""
    base = report.standings.select("subject", "base")
    whose = (pl.col("number") == 1).cum_sum()
    total = pl.col("points").fill_null(0).cum_sum().over(whose)
    balance = looked_up(report.adjustments.select("subject", "number", "points"), base, "subject").select(
        balance=as_amount(pl.col("base") + total)
    )
    return report.adjustments.hstack(balance)


def _worded(report: Report, behind: pl.DataFrame, lines: pl.DataFrame) -> pl.DataFrame:
    """The lines in the reader's words; `behind` is what `_behind` gives."""
    converted = pl.when(pl.col("step") == "conversion").then(report.sanction("level")).otherwise("level")
    titled = reasons(_titled(lines, report).with_columns(level=converted), report.lang, _level_titles(report))
    return _with_evidence(titled, behind, report).with_columns(
        line=pl.concat_str("subject", pl.lit(f"/{report.month.name}/"), pl.col("number").cast(pl.String)),
        sanction=report.sanction(),
        checklist=pl.concat_str(pl.coalesce("checklist", "scheme"), pl.lit(" "), "version"),
        person_id="subject",
    )


def titles_of(report: Report) -> pl.DataFrame:
    """Each item's title in the reader's language, in each version."""
    return report.book.items.select("checklist", "version", "item", title=f"title_{report.lang}")


def rule_titles(report: Report) -> pl.DataFrame:
    """What the rules of a scheme are called in the reader's language, in each version."""
    return report.book.scheme_rules.select(
        "scheme", "rule", version="scheme_version", rule_title=f"title_{report.lang}"
    )


def _titled(lines: pl.DataFrame, report: Report) -> pl.DataFrame:
    titles = titles_of(report)
    was = titles.rename({"item": "was_item", "title": "was_title"})
    for other, key in (
        (titles, ["checklist", "version", "item"]),
        (rule_titles(report), ["scheme", "version", "rule"]),
        (was, ["checklist", "version", "was_item"]),
        (_grounds(report), ["checklist", "version", "was_item", "item"]),
        (tariffs(report.book, report.lang), ["checklist", "version", "item"]),
        (report.names(), ["subject"]),
    ):
        lines = looked_up(lines, other, key)
    lines = looked_up(lines, _counter_titles(report), ["step", "checklist", "version", "rule"])
    return lines.with_columns(title=pl.coalesce("counted_title", "title", "rule_title"))


def titled_lines(report: Report, line_ids: pl.Series) -> pl.DataFrame:
    """What each of the lines is called in the reader's language: line_id, title."""
    few = report.adjustments.filter(pl.col("line_id").is_in(line_ids.drop_nulls().implode()))
    return _titled(few, report).select("line_id", "title")


def _grounds(report: Report) -> pl.DataFrame:
    """The range in which what was measured of an item counts as another, where it is the only one between the two."""
    key = ["checklist", "version", "was_item", "item"]
    ends = {f"was_{end}": end for end in ("low", "low_in", "high", "high_in")}
    named = report.book.becomes.select("checklist", "version", was_item="item", item="becomes", **ends)
    return named.unique(key, keep="none")


def charged_for(report: Report) -> pl.DataFrame:
    """For each settled fact that is charged to others, whose it was and what was observed: seq, charged_for."""
    items = report.book.items.select("checklist", "version", "unit", observed="item", title=f"title_{report.lang}")
    parents = report.settled.unique("fact_id", keep="first").select(
        "checklist", "version", "subject", "magnitude", parent_id="fact_id", observed=pl.coalesce("was_item", "item")
    )
    asked = report.settled.filter(pl.col("parent_id").is_not_null()).select("seq", "parent_id")
    found = asked.join(parents, on="parent_id").join(items, on=["checklist", "version", "observed"])
    colon = {"en": ": ", "zh": "："}[report.lang]
    seen = pl.concat_str("title", measured(report.lang), separator=" ", ignore_nulls=True)
    named = looked_up(found, report.names(), "subject")
    return named.select("seq", charged_for=pl.concat_str("name", pl.lit(colon), seen))


def _counter_titles(report: Report) -> pl.DataFrame:
    """What the lines of a ladder are called: the items that it counts, each version's own."""
    titles = titles_of(report)
    counted = report.book.counters.join(titles, on=["checklist", "version", "item"], maintain_order="left")
    between = {"en": " / ", "zh": "／"}[report.lang]
    named = counted.group_by("checklist", "version", rule="counter", maintain_order=True).agg(
        counted_title=pl.col("title").str.join(between)
    )
    return named.with_columns(step=pl.lit("ladder"))


def _level_titles(report: Report) -> pl.DataFrame:
    rows = [(item, level, titles[report.lang]) for (item, level), titles in report.book.levels.items()]
    return pl.DataFrame(rows, schema={"item": pl.String, "level": pl.String, "level_title": pl.String}, orient="row")


def _with_evidence(lines: pl.DataFrame, behind: pl.DataFrame, report: Report) -> pl.DataFrame:
    """The file and row of the triggering fact; for a ladder's step what it rests on."""
    of_lines = pl.col("seq").is_in(lines["seq"].implode())
    stood = _stood(report.settled.select(*STANDING).filter(of_lines), report)
    joined = looked_up(lines, stood.drop("fact_id"), "seq")
    return looked_up(joined, behind, "line_id").with_columns(
        evidence=pl.when(pl.col("behind").is_not_null())
        .then(pl.concat_str(pl.lit("← "), "behind"))
        .otherwise(pl.concat_str("place", "via", separator=" ← ", ignore_nulls=True))
    )


def _stood(settled: pl.DataFrame, report: Report) -> pl.DataFrame:
    """For each settled fact its note, and where it stands: file and row, and the row of the areas it came by."""
    names = [source.place() + ("!" if source.sheet else ":") for source in report.sources]
    files = pl.DataFrame({"source": range(len(names)), "file": names}, schema={"source": pl.UInt16, "file": pl.String})
    return (
        settled.join(files, on="source", how="left")
        .with_columns(place=pl.concat_str("file", pl.col("row").cast(pl.String)))
        .drop("source", "row", "file")
    )


def _behind(report: Report) -> pl.DataFrame:
    """For each ladder line the public numbers of the event lines it counts, else where its facts stand.

    A line of an earlier month is named in full, E0011/2026-09/4.
    """
    few = report.adjustments.select("fact_id", "step", number=pl.col("number").cast(pl.String))
    now = few.filter(pl.col("step") == "event").drop("step")
    events = pl.concat([now, report.past.select("fact_id", number="line")])
    counted = report.settled.select(*STANDING).join(report.evidence.select("fact_id"), on="fact_id", how="semi")
    stood = _stood(counted, report).select("fact_id", "place")
    return (
        report.evidence.join(events, on="fact_id", how="left", maintain_order="left")
        .join(stood, on="fact_id", how="left", maintain_order="left")
        .with_columns(shown=pl.coalesce("number", "place", "fact_id"))
        .group_by("line_id", maintain_order=True)
        .agg(behind=pl.col("shown").str.join(", "))
    )
