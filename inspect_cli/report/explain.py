"""One person's month, line by line: what happened, the rule and its arithmetic, the balance, the evidence."""

from collections.abc import Iterator, Mapping
from typing import Final

import polars as pl

from inspect_cli.amounts import as_amount, written
from inspect_cli.frames import Heading, Table, looked_up
from inspect_cli.report import Report
from inspect_cli.report.lines import charged_for, titled_lines, worded_lines
from inspect_cli.report.measures import measured
from inspect_cli.report.sentences import SENTENCES

HEADINGS = (
    Heading("number", "No.", "序号", "number", 4),
    Heading("date", "Date", "日期", "date", 11),
    Heading("what", "What", "事项", "text", 30),
    Heading("reason", "Why", "原因", "text", 34),
    Heading("points", "Points", "分值", "points", 8),
    Heading("balance", "Balance", "余分", "points", 8),
    Heading("yuan", "Yuan", "金额", "money", 8),
    Heading("evidence", "Evidence", "依据", "text", 26),
)
"""The column of yuan is left out where the month has none."""
OF_SANCTIONS: Final = {"approve": "sanction-approved", "reject": "sanction-rejected"}
"""What is said of a sanction that was approved or rejected: the points of its line stand in either case."""
FOLLOWING: Final = ("ladder", "forfeit", "cap", "section-cap", "checklist-cap", "void", "also", "liability-cap")
"""Steps whose line continues others."""
BESIDE: Final[Mapping[str, tuple[str, str, str]]] = {"en": (" (", ")", ": "), "zh": ("（", "）", "：")}
"""What stands around a note, and before a sanction."""
AND: Final[Mapping[str, str]] = {"en": "; ", "zh": "；"}
"""Between what was found on another and its note."""


def explanation(report: Report, person: str) -> Table:
    """The person's lines as a table whose title says whose month it is; what follows the table is `closing`."""
    standing = report.standings.filter(pl.col("subject") == person).row(0, named=True)
    one = _only(report, person)
    lines = (
        looked_up(worded_lines(one), charged_for(report), "seq")
        .with_columns(sanction=report.sanction_and_whether_it_waits())
        .with_columns(what=_what(report.lang))
    )
    if report.lang == "zh":
        lines = lines.with_columns(what=pl.col("what").str.replace(" → ", "，实际 ", literal=True))
    sentence = "head" if standing["subject_kind"] == "person" else "head-department"
    head = SENTENCES[sentence][report.lang].format(**_facts(report, standing, person))
    has_yuan = one.adjustments["yuan"].is_not_null().any()
    headings = [heading for heading in HEADINGS if heading.key != "yuan" or has_yuan]
    return Table("explain", head, head, headings, lines.select(heading.key for heading in headings), report.notes)


def closing(report: Report, person: str) -> list[str]:
    """The sentences below the lines: score, grade and rank; what is still open; how to object."""
    standing = report.standings.filter(pl.col("subject") == person).row(0, named=True)
    facts = _facts(report, standing, person)
    words = {key: texts[report.lang] for key, texts in SENTENCES.items()}
    place = {"person": "rank"}.get(standing["subject_kind"], f"rank-{standing['subject_kind']}")
    also_said = {"grade": words["grade"], "rank": words[place]}
    also = {key: text.format(**facts) if standing[key] is not None else "" for key, text in also_said.items()}
    before = words["before"].format(**facts) if standing["graded"] != standing["score"] else ""
    sentences = [words[_ending(standing)].format(**{**facts, **also, "before": before})]
    yuan = report.adjustments.filter(pl.col("subject") == person)["yuan"].drop_nulls()
    sentences += [words["yuan"].format(yuan=f"{yuan.sum():+.2f}")] if len(yuan) else []
    mine = report.facts.filter(pl.col("subject") == person)
    sentences += _waiting(report, person, words)
    for fact in (
        pl.concat([mine.filter(_held(report)), _charged(report, mine)]).sort("date", "item").iter_rows(named=True)
    ):
        title, day, note = _item_title(report, fact["item"]), f"{fact['date']:%m-%d}", fact["note"] or "–"
        sentences.append(words["held"].format(date=day, title=title, note=note, question=fact["via"]))
    for fact in mine.filter(_exempt(report)).sort("date", "item").iter_rows(named=True):
        title = _item_title(report, fact["item"])
        sentences.append(
            words["exempt"].format(date=f"{fact['date']:%m-%d}", title=title, note=fact["note"] or "–", why=fact["via"])
        )
    sentences += [*_answered(report, person, words), *_free(report, person, words["free"])]
    days = mine.filter(pl.col("item") == "on-time")["quantity"].sum()
    sentences += [words["days"].format(days=f"{days:.0f}")] if days else []
    return [
        *sentences,
        words["object"].format(person=person, month=report.month.name, day=_object_by(report, standing)),
    ]


def _waiting(report: Report, person: str, words: Mapping[str, str]) -> Iterator[str]:
    """A sentence for each open question about a fact of the person."""
    waiting = report.questions.filter(
        pl.col("subject") == person,
        pl.col("outcome").is_null(),
        pl.col("fact_id").is_not_null(),
        pl.col("line_id").is_null(),
    )
    for question in waiting.iter_rows(named=True):
        said = words[question["kind"] if question["kind"] in ("record", "level", "clock-silent") else "open"]
        title = _item_title(report, question["item"])
        day, note = f"{question['date']:%m-%d}", question["note"] or "–"
        yield said.format(date=day, title=title, note=note, question=question["question"])


def _answered(report: Report, person: str, words: Mapping[str, str]) -> list[str]:
    """A sentence for each question about the person that was answered: what became of it, by whom and why."""
    mine = report.questions.filter(pl.col("subject") == person, pl.col("outcome").is_not_null())
    answered = mine.with_columns(sanction=report.sanction()).join(
        titled_lines(report, mine["line_id"]), on="line_id", how="left", maintain_order="left"
    )
    sentences = []
    for question in answered.iter_rows(named=True):
        parts = {"by": question["decided_by"], "why": question["why"]}
        said = {key: words[key].format(**question) if part else "" for key, part in parts.items()}
        title = question["title"] or (_item_title(report, question["item"]) if question["item"] else "–")
        outcome = question["outcome"]
        of_sanction = OF_SANCTIONS[outcome] if question["kind"] == "approval" else outcome
        facts = {
            "date": f"{question['date']:%m-%d}",
            "title": title,
            "note": question["note"] or question["question"],
            "sanction": question["sanction"] or "–",
        }
        sentences.append(words.get(of_sanction, words["answered"]).format(**facts, **said))
    return sentences


def _free(report: Report, person: str, sentence: str) -> list[str]:
    """A sentence for each fact of the month inside a free allowance: it has no line."""
    in_month = pl.col("date").is_between(report.month.first, report.month.last)
    free = report.settled.filter(pl.col("subject") == person, "free", in_month).sort("seq")
    used = as_amount(pl.col("quantity").cum_sum().over("item"))
    return [
        sentence.format(
            date=f"{fact['date']:%m-%d}",
            title=_item_title(report, fact["item"]),
            note=fact["note"] or "–",
            quantity=written(fact["quantity"]),
            used=written(fact["used"]),
        )
        for fact in free.with_columns(used=used).iter_rows(named=True)
    ]


def _held(report: Report) -> pl.Expr:
    """Facts of the month that wait for the question about a silent clock."""
    waiting = report.questions.filter(pl.col("outcome").is_null())["question"]
    in_month = pl.col("date").is_between(report.month.first, report.month.last)
    return (pl.col("standing") == "held") & pl.col("via").is_in(waiting.implode()) & in_month


def _charged(report: Report, mine: pl.DataFrame) -> pl.DataFrame:
    """What is charged to the person and waits for the question about another's fact, which is its `via`."""
    unanswered = pl.col("outcome").is_null() & pl.col("line_id").is_null() & (pl.col("kind") != "record")
    asked = report.questions.filter(unanswered).select(parent_id="fact_id", asked="question").unique("parent_id")
    return (
        mine.join(asked.drop_nulls(), on="parent_id", maintain_order="left")
        .with_columns(via="asked")
        .select(mine.columns)
    )


def _exempt(report: Report) -> pl.Expr:
    """Facts of the clock in the month that an exemption turned into passes."""
    passed = (pl.col("origin") == "attendance") & (pl.col("outcome") == "pass") & pl.col("via").is_not_null()
    return passed & pl.col("date").is_between(report.month.first, report.month.last)


def _ending(standing: Mapping[str, object]) -> str:
    """Which sentence says what the month came to: the status, and for an incomplete month what it lacks."""
    if standing["status"] == "incomplete" and standing["score"] is None:
        return "section"
    return "missing" if standing["status"] == "incomplete" and standing["missing"] else str(standing["status"])


def _only(report: Report, person: str) -> Report:
    """The report cut down to one person: the same numbers, and no more of anybody else than that."""
    from dataclasses import replace

    lines = report.adjustments.filter(pl.col("subject") == person)
    return replace(
        report,
        adjustments=lines,
        evidence=report.evidence.join(lines.select("line_id"), on="line_id", how="semi", maintain_order="left"),
    )


def _what(lang: str) -> pl.Expr:
    """The item as observed with what was measured and noted; a line that continues others says so, and as what."""
    opens, closes, before = map(pl.lit, BESIDE[lang])
    note = pl.concat_str("charged_for", "note", separator=AND[lang], ignore_nulls=True)
    noted = pl.when((note != "") & (pl.col("step") == "event")).then(pl.concat_str(opens, note, closes))
    follows = pl.when(pl.col("step").is_in(FOLLOWING)).then(pl.lit("… "))
    sanction = pl.when(pl.col("sanction").is_not_null()).then(pl.concat_str(before, "sanction"))
    observed = pl.col("step").is_in(["event", "also"])
    event_only = pl.when(observed & pl.col("charged_for").is_null()).then(pl.lit(" ") + measured(lang))
    title = pl.coalesce(pl.when(observed).then("was_title"), "title", pl.lit("—"))
    return pl.concat_str(follows, title, event_only, noted, sanction, ignore_nulls=True)


def _facts(report: Report, standing: Mapping[str, object], person: str) -> dict[str, str]:
    name = report.names().filter(pl.col("subject") == person)["name"].item()
    shown = {key: "" if value is None else str(value) for key, value in standing.items()}
    amounts = {key: "" if standing[key] is None else f"{standing[key]:.2f}" for key in ("base", "score", "graded")}
    scheme = f"{standing['scheme']} {standing['scheme_version']}"
    return {**shown, **amounts, "person": person, "name": name, "month": str(report.month), "scheme": scheme}


def _item_title(report: Report, item: str) -> str:
    titles = report.book.items.filter(pl.col("item") == item)[f"title_{report.lang}"]
    return titles[0] if len(titles) else item


def _object_by(report: Report, standing: Mapping[str, object]) -> str:
    from datetime import timedelta

    scheme = report.book.scheme_on(str(standing["scheme"]), report.month.last)
    last = report.month.last + timedelta(days=scheme.object_by if scheme else 10)
    return f"{last:%m-%d}"
