"""The weight of a story grows with outlets, with newness and with pace, and is calm."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.ranking import HALF_LIFE, weight

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
ROUNDING = 1e-9
ages = st.timedeltas(timedelta(), timedelta(days=4000))
joins = st.lists(ages.map(lambda age: NOW - age), min_size=1, max_size=40)


def hours(*ago: float) -> list[datetime]:
    return [NOW - timedelta(hours=each) for each in ago]


def test_one_outlet_that_joins_now_weighs_nothing_on_the_scale_and_each_doubling_one_more():
    assert [weight(hours(*[0] * count), NOW) for count in (1, 2, 4, 8)] == [0, 1, 2, 3]


def test_what_nobody_reports_weighs_less_than_anything():
    assert weight([], NOW) == -inf < weight([datetime(1990, 1, 1, tzinfo=UTC)], NOW)


def test_half_a_life_later_it_takes_twice_the_outlets():
    assert weight([NOW - HALF_LIFE] * 2, NOW) == weight([NOW], NOW)


def test_of_as_many_outlets_those_that_joined_faster_weigh_more():
    assert weight(hours(1, 2, 3, 4), NOW) > weight(hours(1, 20, 40, 60), NOW)


def test_what_many_report_today_stands_before_the_latest_of_one():
    assert weight(hours(2, 3, 5), NOW) > weight(hours(0), NOW) > weight(hours(60, 61, 62), NOW)


@given(joins, ages)
def test_an_outlet_more_never_weighs_less(joined, age):
    assert weight([*joined, NOW - age], NOW) >= weight(joined, NOW) - ROUNDING


@given(joins, ages, st.data())
def test_joining_later_never_weighs_less(joined, age, data):
    place = data.draw(st.integers(0, len(joined) - 1))
    later = [*joined[:place], min(joined[place] + age, NOW), *joined[place + 1 :]]
    assert weight(later, NOW) >= weight(joined, NOW) - ROUNDING


@given(joins, joins, ages)
def test_waiting_takes_the_same_from_all_stories(one, other, wait):
    lost = [weight(each, NOW) - weight(each, NOW + wait) for each in (one, other)]
    assert lost == pytest.approx([wait / HALF_LIFE] * 2, abs=1e-6)


@given(joins, st.randoms())
def test_the_order_of_the_outlets_does_not_matter(joined, random):
    shuffled = random.sample(joined, len(joined))
    assert weight(shuffled, NOW) == pytest.approx(weight(joined, NOW), abs=ROUNDING)


@given(joins, ages)
def test_times_to_come_gain_nothing(joined, ahead):
    assert weight([*joined, NOW + ahead], NOW) == weight([*joined, NOW], NOW)
