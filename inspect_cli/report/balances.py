"""What is carried into later months: yuan still owed, by person and the month they come from."""

from inspect_cli.frames import Heading, Table
from inspect_cli.report import Report

HEADINGS = (
    Heading("person_id", "Number", "工号", "text", 9),
    Heading("name", "Name", "姓名", "text", 10),
    Heading("account", "Account", "账目", "text", 10, codes="account"),
    Heading("since", "Since", "起始月份", "text", 9),
    Heading("yuan", "Yuan", "金额", "money", 9),
)


def balances_table(report: Report) -> Table:
    """One row a person and month of origin; a deduction that waits is negative."""
    frame = (
        report.balances.join(report.names(), on="subject", how="left", maintain_order="left")
        .rename({"subject": "person_id"})
        .select(heading.key for heading in HEADINGS)
    )
    return Table("balances", "Carried over", "结转", HEADINGS, frame, report.notes)


def carries(report: Report) -> bool:
    """Whether anything can be carried over: some scheme of the month shares losses, or something is owed."""
    schemes = set(report.standings["scheme"])
    return not report.balances.is_empty() or report.book.carries(report.month, schemes)
