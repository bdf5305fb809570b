"""Business months and the dates and times that people and clocks write."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from inspect_cli import months
from inspect_cli.months import business_month, month_before, month_of

days = st.dates(date(1999, 1, 1), date(2101, 12, 31))
cut_offs = st.integers(1, 31)
ONE_DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("name", "cut_off", "first", "last"),
    [
        ("2026-10", 31, "2026-10-01", "2026-10-31"),
        ("2026-11", 31, "2026-11-01", "2026-11-30"),
        ("2026-11", 24, "2026-10-25", "2026-11-24"),
        ("2026-01", 24, "2025-12-25", "2026-01-24"),
        ("2026-02", 31, "2026-02-01", "2026-02-28"),
        ("2028-02", 31, "2028-02-01", "2028-02-29"),
        ("2026-02", 30, "2026-01-31", "2026-02-28"),
        ("2026-03", 30, "2026-03-01", "2026-03-30"),
        ("2028-02", 28, "2028-01-29", "2028-02-28"),
        ("2028-03", 28, "2028-02-29", "2028-03-28"),
        ("2028-03", 29, "2028-03-01", "2028-03-29"),
        ("2100-02", 29, "2100-01-30", "2100-02-28"),
        ("2026-05", 1, "2026-04-02", "2026-05-01"),
    ],
)
def test_a_business_month_has_these_days(name: str, cut_off: int, first: str, last: str) -> None:
    month = business_month(name, cut_off)
    assert (month.name, str(month.first), str(month.last)) == (name, first, last)


def test_a_month_is_never_shown_without_its_days() -> None:
    assert str(business_month("2026-11", 24)) == "2026-11 (10-25 … 11-24)"


@pytest.mark.parametrize(
    "name", ["2026-13", "2026-00", "2026-1", "26-10", "2026/10", "2026-10\n", "２０２６-10", "", "last"]
)
def test_whatever_else_is_no_name_of_a_month(name: str) -> None:
    with pytest.raises(ValueError):
        business_month(name)


@given(days, cut_offs)
def test_every_day_belongs_to_exactly_one_month(day: date, cut_off: int) -> None:
    month = month_of(day, cut_off)
    assert month.first <= day <= month.last
    assert business_month(month.name, cut_off) == month
    neighbours = {month_of(day + timedelta(days=beside), cut_off) for beside in range(-62, 63)}
    assert [each.name for each in neighbours if each.first <= day <= each.last] == [month.name]


@given(days, cut_offs)
def test_months_follow_each_other_without_a_gap(day: date, cut_off: int) -> None:
    month = month_of(day, cut_off)
    before, after = month_before(month, cut_off), month_of(month.last + ONE_DAY, cut_off)
    assert before.last + ONE_DAY == month.first
    assert after.first == month.last + ONE_DAY
    assert month_before(after, cut_off) == month
    assert 28 <= (month.last - month.first).days + 1 <= 31


@given(days, cut_offs)
def test_a_month_is_named_by_the_month_in_which_it_ends(day: date, cut_off: int) -> None:
    month = month_of(day, cut_off)
    assert month.name == f"{month.last:%Y-%m}"
    assert month.last.day <= cut_off


TEXTS: dict[str, date | datetime | None] = {
    "2026-10-03": date(2026, 10, 3),
    "2028-02-29": date(2028, 2, 29),
    "9999-12-31": date(9999, 12, 31),
    "2026-02-29": None,
    "2026-10-32": None,
    "2026-00-01": None,
    "0000-10-03": None,
    "2026-10-3": None,
    "20261003": None,
    "２０２６-10-03": None,
    "2026-10-03\n": None,
    " 2026-10-03": None,
    "10/3/2026": None,
    "46298": None,
}


@pytest.mark.parametrize(("text", "day"), TEXTS.items())
def test_one_date_and_a_column_of_dates_are_understood_alike(text: str, day: date | None) -> None:
    assert months.parse_day(text) == day
    assert pl.DataFrame({"text": [text]}).select(months.dates(pl.col("text"))).item() == day


MOMENTS: dict[str, datetime | None] = {
    "2026-10-03 08:29": datetime(2026, 10, 3, 8, 29),
    "2026-10-03 08:29:31": datetime(2026, 10, 3, 8, 29, 31),
    "2026-10-03T08:29": datetime(2026, 10, 3, 8, 29),
    "2026-10-03T00:00:00": datetime(2026, 10, 3),
    "2026-10-03 23:59:59": datetime(2026, 10, 3, 23, 59, 59),
    "2026-10-03 24:00": None,
    "2026-10-03 08:60": None,
    "2026-10-03 08:29:60": None,
    "2026-10-03 8:29:31": None,
    "2026-10-03  8:29:31": None,
    "+2026-1-03 08:29:31": None,
    "2026-10-03\t08:29": None,
    "2026-10-03\n08:29:31": None,
    "2026-10-03 08:29\n": None,
    "2026-10-03 08:29:31Z": None,
    "2026-10-03 08:29:31.5": None,
    "2026-02-30 08:00": None,
    "0000-10-03 08:29": None,
    "2026-10-03": None,
    "2026-10-03 ０８:29": None,
}


@pytest.mark.parametrize(("text", "moment"), MOMENTS.items())
def test_one_moment_and_a_column_of_moments_are_understood_alike(text: str, moment: datetime | None) -> None:
    assert months.parse_moment(text) == moment
    assert pl.DataFrame({"text": [text]}).select(months.moments(pl.col("text"))).item() == moment


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026/10/3", "2026-10-03"),
        ("2026.10.3", "2026-10-03"),
        ("2026年10月3日", "2026-10-03"),
        ("2026年1月13", "2026-01-13"),
        ("2026/10/3 08:29", "2026-10-03 08:29"),
        ("2026-10-03", "2026-10-03"),
        ("2026-10-03 08:29", "2026-10-03 08:29"),
        ("3/10/2026", "3/10/2026"),
        ("三日", "三日"),
        (None, None),
    ],
)
def test_dates_as_people_write_them_become_iso(text: str | None, iso: str | None) -> None:
    frame = pl.DataFrame({"text": [text]}, schema={"text": pl.String})
    assert frame.select(months.as_iso_date(pl.col("text"))).item() == iso


@pytest.mark.parametrize(
    ("text", "minute"),
    [("00:00", 0), ("8:05", 485), ("08:05:59", 485), ("23:59", 1439), ("26:00", 1560), ("47:59", 2879)],
)
def test_a_clock_is_minutes_from_midnight(text: str, minute: int) -> None:
    assert pl.DataFrame({"text": [text]}).select(months.minutes(pl.col("text"))).item() == minute


@pytest.mark.parametrize(("minute", "shown"), [(0, "00:00"), (485, "08:05"), (1567, "02:07"), (-30, "23:30")])
def test_a_minute_is_shown_as_the_clock_on_the_wall_shows_it(minute: int, shown: str) -> None:
    assert pl.DataFrame({"m": [minute]}).select(months.clock_text(pl.col("m"))).item() == shown


def read_short(texts: list[str], month: months.Month, day_alone: bool = True) -> list[str]:
    """What each text is read as within the month."""
    return pl.select(months.as_day_of(month, pl.lit(pl.Series(texts)), day_alone)).to_series().to_list()


@pytest.mark.parametrize("text", ["11.3", "11/3", "11-3", "11月3日", "11月3号", "11.03", "3日", "3號"])
def test_a_date_without_a_year_is_a_day_of_the_month(text: str) -> None:
    assert read_short([text], business_month("2026-11")) == ["2026-11-03"]
    assert read_short([text], business_month("2026-11", 24)) == ["2026-11-03"]


@pytest.mark.parametrize(
    ("text", "month", "cut_off", "day"),
    [
        ("10.25", "2026-11", 24, "2026-10-25"),
        ("25日", "2026-11", 24, "2026-10-25"),
        ("12.28", "2027-01", 24, "2026-12-28"),
        ("28日", "2027-01", 24, "2026-12-28"),
        ("1.3", "2027-01", 24, "2027-01-03"),
        ("1.2", "2026-12", 31, "2027-01-02"),
        ("1.3", "2026-11", 31, "2026-01-03"),
        ("12.3", "2026-11", 31, "2026-12-03"),
        ("2.29", "2028-02", 31, "2028-02-29"),
        ("11.3 8:05", "2026-11", 31, "2026-11-03 8:05"),
        ("3日 08:05", "2026-11", 31, "2026-11-03 08:05"),
    ],
)
def test_its_year_is_the_one_nearest_to_the_month(text: str, month: str, cut_off: int, day: str) -> None:
    assert read_short([text], business_month(month, cut_off)) == [day]


@given(days, days, cut_offs, days)
def test_a_date_without_a_year_is_never_far_in_the_future(day: date, of: date, cut_off: int, run_on: date) -> None:
    month = replace(month_of(of, cut_off), run_on=run_on)
    read = months.parse_day(read_short([f"{day.month}.{day.day}"], month)[0])
    assert read is None or read < max(run_on, month.last + timedelta(days=31)) + timedelta(days=31)


@pytest.mark.parametrize(("run_on", "day"), [("2026-07-10", "2025-09-03"), ("2026-11-22", "2026-09-03")])
def test_a_month_made_again_reads_what_was_written_since(run_on: str, day: str) -> None:
    month = replace(business_month("2026-06"), run_on=date.fromisoformat(run_on))
    assert read_short(["9.3"], month) == [day]


@pytest.mark.parametrize("text", ["2.29", "13.1", "11.31", "31日", "0日", "11.3.2", "26-10-3", "11", "11.", "x", ""])
def test_what_is_no_day_of_the_calendar_stays_as_it_is(text: str) -> None:
    assert read_short([text], business_month("2026-11")) == [text]


def test_a_day_alone_is_read_only_where_the_month_is_certain() -> None:
    assert read_short(["3日", "11.3"], business_month("2026-11"), day_alone=False) == ["3日", "2026-11-03"]


@given(days, cut_offs)
def test_every_day_of_a_month_is_found_by_its_short_names(day: date, cut_off: int) -> None:
    names = [f"{day.month}.{day.day}", f"{day:%m/%d}", f"{day.month}月{day.day}日", f"{day.day}日"]
    assert read_short(names, month_of(day, cut_off)) == [day.isoformat()] * 4


@pytest.mark.parametrize(
    ("number", "month", "cut_off", "meant"),
    [
        ("11.1", "2026-11", 31, ["2026-11-01", "2026-11-10"]),
        ("11.3", "2026-11", 31, ["2026-11-03", "2026-11-30"]),
        ("11.3", "2026-11", 24, ["2026-11-03"]),
        ("10.3", "2026-11", 24, ["2026-10-30"]),
        ("11.4", "2026-11", 31, ["2026-11-04"]),
        ("11.13", "2026-11", 31, ["2026-11-13"]),
        ("11.1", "2026-10", 31, ["2026-11-01", "2026-11-10"]),
        ("1.2", "2026-12", 31, ["2027-01-02", "2027-01-20"]),
        ("13.1", "2026-11", 31, []),
        ("11.125", "2026-11", 31, []),
    ],
)
def test_a_number_of_a_spreadsheet_may_have_lost_a_zero(
    number: str, month: str, cut_off: int, meant: list[str]
) -> None:
    assert [str(day) for day in months.days_of_number(number, business_month(month, cut_off))] == meant


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026/10/3 8:29", "2026-10-03 08:29:00"),
        ("2026.10.3 8:29:31", "2026-10-03 08:29:31"),
        ("2026-10-03 8:29", "2026-10-03 08:29:00"),
        ("2026-10-03 08:01:59.981", "2026-10-03 08:02:00"),
        ("2026/10/3 23:59:59.5", "2026-10-04 00:00:00"),
        ("2026-10-03 08:01:59.499999", "2026-10-03 08:01:59"),
    ],
)
def test_moments_of_spreadsheets_are_read_at_once_as_they_are_one_by_one(written: str, moment: str) -> None:
    for cells in ([written, None], ["2026-10-05 08:00", written]):
        at_once = months.plainly_written(pl.Series("time", cells), "moment")
        as_read = months.moments(months.as_iso_date(pl.col("time")))
        one_by_one = pl.DataFrame({"time": cells}).select(time=as_read)["time"]
        assert at_once is not None
        assert at_once.equals(one_by_one, check_names=True)
        assert f"{at_once.drop_nulls()[-1]}" == moment


@pytest.mark.parametrize("odd", ["2026/10/3 8:9", "2026/2/30 8:00", "2026/10/3", "2026/10/3  8:00", "24:00", "x"])
def test_a_column_with_an_odd_moment_is_not_read_at_once(odd: str) -> None:
    assert months.plainly_written(pl.Series(["2026/10/3 8:29", odd]), "moment") is None
