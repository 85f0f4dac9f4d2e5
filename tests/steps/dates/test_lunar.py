"""The moon's calendar against days that are known."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.dates import lunar


@pytest.mark.parametrize(
    ("year", "new_year"),
    [(1900, "1900-01-31"), (1949, "1949-01-29"), (1985, "1985-02-20"), (2000, "2000-02-05"), (2020, "2020-01-25"),
     (2022, "2022-02-01"), (2033, "2033-01-31"), (2050, "2050-01-23"), (2100, "2100-02-09")],
)  # fmt: skip
def test_new_year_falls_on_the_day_that_is_known(year, new_year):
    assert lunar.day_of(year, 1, 1).value == new_year


@pytest.mark.parametrize(
    ("year", "month", "first"), [(2020, 4, "2020-05-23"), (2023, 2, "2023-03-22"), (2033, 11, "2033-12-22")]
)
def test_a_month_may_be_had_twice(year, month, first):
    second = lunar.month_of(year, month, is_second=True)
    assert second.since.isoformat() == first
    assert second.since == lunar.month_of(year, month).until
    assert lunar.month_of(year, month % 12 + 1, is_second=True) is None


@given(st.integers(1900, 2099))
def test_a_year_ends_where_the_next_begins(year):
    last = lunar.day_of(year, 12, -1)
    assert last.until == lunar.day_of(year + 1, 1, 1).since
    assert 353 <= (last.until - lunar.day_of(year, 1, 1).since).days <= 385


@given(st.integers(1900, 2100), st.integers(1, 12))
def test_a_month_has_29_or_30_days_and_no_more(year, month):
    within = lunar.month_of(year, month)
    days = (within.until - within.since).days
    assert days in {29, 30}
    assert lunar.day_of(year, month, days).until == within.until
    assert lunar.day_of(year, month, days + 1) is None
    assert lunar.day_of(year, month, -1).since == within.until - timedelta(1)


def test_what_no_table_holds_is_none():
    assert lunar.day_of(1899, 1, 1) is None
    assert lunar.day_of(2101, 1, 1) is None
    assert lunar.month_of(2020, 13) is None
    assert lunar.day_of(2020, 1, 0) is None
    assert lunar.day_of(2020, 1, 1).since == date(2020, 1, 25)
