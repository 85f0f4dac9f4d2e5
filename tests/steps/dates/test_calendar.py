from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.dates import calendar

days = st.dates(date(2, 1, 1), date(9998, 1, 1))


@given(days)
def test_a_week_holds_its_day_and_begins_on_monday(day):
    week = calendar.week(day)
    assert week.since <= day < week.until
    assert week.since.weekday() == 0
    assert week.value == f"{week.since}/{week.since + timedelta(6)}"


@given(days)
def test_a_quarter_holds_the_months_it_is_made_of(day):
    quarter = calendar.quarter(day.year, (day.month + 2) // 3)
    assert quarter.since <= day < quarter.until
    assert quarter.grain == "quarter"


@given(st.integers(100, 9000), st.integers(-30, 30))
def test_months_count_on_over_the_edges_of_years(year, number):
    month = calendar.month(year, number)
    assert month.since == date(year + (number - 1) // 12, (number - 1) % 12 + 1, 1)
    assert (month.until - timedelta(1)).month == month.since.month


def test_a_day_that_is_not_is_none():
    assert calendar.day_of(2022, 2, 30) is None
    assert calendar.day_of(2022, 13, 1) is None


def test_years_off_the_calendar_are_none():
    assert calendar.years(0, 5) is None
    assert calendar.years(5, 4) is None
    assert calendar.month(9999, 12) is None


def test_between_keeps_the_ends_as_they_were_told():
    assert calendar.between(calendar.years(2000, 2000), calendar.years(2018, 2018)).value == "2000/2018"
    assert calendar.between(calendar.quarter(2020, 1), calendar.quarter(2020, 2)).value == "2020-01-01/2020-06-30"
    assert calendar.between(calendar.years(2018, 2018), calendar.years(2000, 2000)) is None
