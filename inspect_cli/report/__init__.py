"""A scored month into Tables: summary, lines, departments, items, coverage, problems, and one person's explanation."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from inspect_cli.frames import Table
from inspect_cli.months import Month
from inspect_cli.problems import Source
from inspect_cli.rulebook import RuleBook

WAITS: Final[Mapping[str, str]] = {"en": " (waits for approval)", "zh": "（待批准）"}
"""After a sanction that nobody has approved yet."""


@dataclass(frozen=True, slots=True)
class Report:
    """What every table is built from: one scored month, the people and rules behind it, and where its facts stand."""

    month: Month
    lang: str
    people: pl.DataFrame
    facts: pl.DataFrame
    settled: pl.DataFrame
    adjustments: pl.DataFrame
    standings: pl.DataFrame
    evidence: pl.DataFrame
    book: RuleBook
    sources: Sequence[Source]
    notes: Sequence[str]
    questions: pl.DataFrame
    past: pl.DataFrame
    attendance: Callable[[], pl.DataFrame]
    balances: pl.DataFrame

    def sanction(self, column: str = "sanction") -> pl.Expr:
        """Sanctions of the column in the reader's words; one the rule book does not name stays as it is."""
        titles = {name: said[self.lang] for name, said in self.book.sanctions.items()} or {"": ""}
        return pl.col(column).replace_strict(titles, default=pl.col(column), return_dtype=pl.String)

    def sanction_and_whether_it_waits(self) -> pl.Expr:
        """The sanction of a line in the reader's words; one that nobody has approved yet says so."""
        asked = (pl.col("kind") == "approval") & pl.col("outcome").is_null()
        waiting = self.questions.filter(asked)["line_id"].drop_nulls()
        said = pl.when(pl.col("line_id").is_in(waiting.implode())).then(pl.lit(WAITS[self.lang])).otherwise(pl.lit(""))
        return pl.concat_str(self.sanction(), said)

    def names(self) -> pl.DataFrame:
        """Everyone's name on the last day on which a row of staff gives one; departments are called what they are."""
        return self.people.select(subject="person_id", name="name").unique("subject", keep="last", maintain_order=True)


def month_tables(report: Report) -> Mapping[str, Table]:
    """Every table of the month's report, by name, in the order in which they stand in the workbook."""
    from inspect_cli.report.attendance import attendance_table
    from inspect_cli.report.balances import balances_table, carries
    from inspect_cli.report.coverage import coverage_table
    from inspect_cli.report.departments import departments_table
    from inspect_cli.report.items import items_table
    from inspect_cli.report.lines import lines_table
    from inspect_cli.report.summary import summary_table

    lines = lines_table(report)
    return {
        "summary": summary_table(report),
        "lines": lines,
        "departments": departments_table(report),
        "items": items_table(report),
        "coverage": coverage_table(report),
        "attendance": attendance_table(report),
        **({"balances": balances_table(report)} if carries(report) else {}),
    }
