"""A report handed in as records is known by headings that our tables have and no file that is handed in."""

import pytest

from inspect_cli import resources
from inspect_cli.folding import folded
from inspect_cli.meanings import keys_by_name
from inspect_cli.report import attendance, departments, facts, lines, summary
from inspect_cli.site import KINDS
from inspect_cli.validate.headings import OWN_REPORTS

TABLES = {
    "lines.csv": lines.HEADINGS,
    "facts.csv": facts.HEADINGS,
    "attendance.csv": attendance.HEADINGS,
    "summary.csv": summary.HEADINGS,
    "departments.csv": departments.HEADINGS,
}


@pytest.mark.parametrize("name", OWN_REPORTS)
def test_the_headings_by_which_a_report_is_known_are_its_own(name: str) -> None:
    for words, sign in zip(
        ({h.key for h in TABLES[name]}, {h.zh for h in TABLES[name]}), OWN_REPORTS[name], strict=True
    ):
        assert words >= set(sign)


@pytest.mark.parametrize("kind", KINDS)
def test_no_file_that_is_handed_in_is_taken_for_a_report(kind: str) -> None:
    names = set(keys_by_name(resources.schema(kind)))
    for several in OWN_REPORTS.values():
        assert not any(names.issuperset(map(folded, sign)) for sign in several)
