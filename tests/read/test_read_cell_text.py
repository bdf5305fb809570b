"""Cells of a workbook as text."""

from datetime import date, datetime, time, timedelta

import pytest

from inspect_cli.read.cell_text import LOST_DIGITS, text


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("007", "007"),
        (7.0, "7"),
        (-0.0, "0"),
        (1.5, "1.5"),
        (0.30000000000000004, "0.3"),
        (1 / 3, "0.333333333"),
        (0.00001, "0.00001"),
        (1e-12, "0"),
        (19.99, "19.99"),
        (999999999999999.0, "999999999999999"),
        (1234567890123456.0, LOST_DIGITS + "1234567890123456"),
        (True, "true"),
        (False, "false"),
        (date(2026, 10, 3), "2026-10-03"),
        (datetime(2026, 10, 3), "2026-10-03"),
        (datetime(2026, 10, 3, 8, 1, 59, 981000), "2026-10-03 08:02:00"),
        (datetime(2026, 10, 3, 23, 59, 59, 700000), "2026-10-04"),
        (time(8, 2), "08:02"),
        (time(8, 2, 31), "08:02:31"),
        (time(23, 59, 59, 900000), "24:00"),
        (timedelta(hours=26, minutes=3), "26:03"),
        (timedelta(minutes=-90), "-1:30"),
    ],
)
def test_a_cell_reads_as_a_person_sees_it(value: object, expected: str) -> None:
    assert text(value) == expected
