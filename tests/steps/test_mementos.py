from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Version
from samarkand.steps.mementos import as_told, in_order, standing_at, told_time

NOON = datetime(2031, 5, 1, 12, tzinfo=UTC)


def version(number: int, hours: float = 0, captured: float | None = None) -> Version:
    captured_at = None if captured is None else NOON + timedelta(hours=captured)
    seen_at = NOON + timedelta(hours=hours)
    url = "https://port.example/1"
    return Version("a" * 16, number, "port", url, "甲", "records/x.md", "", seen_at, captured_at=captured_at)


ONE, TWO, THREE = version(1), version(2, 1), version(3, 2)


@pytest.mark.parametrize(("hours", "number"), [(-100, 1), (0, 1), (0.99, 1), (1, 2), (1.5, 2), (2, 3), (1000, 3)])
def test_the_version_that_stood_at_a_time_is_the_last_one_seen_up_to_it(hours, number):
    assert standing_at([ONE, TWO, THREE], NOON + timedelta(hours=hours)).number == number


def test_without_a_time_it_is_the_latest():
    assert standing_at([ONE, TWO, THREE], None) == THREE


def test_of_versions_of_one_time_it_is_the_last():
    same = [version(1), version(2), version(3)]
    assert standing_at(same, NOON).number == 3
    assert standing_at(same, NOON - timedelta(days=1)).number == 1


def test_a_capture_of_somebody_else_stands_at_the_time_that_it_tells():
    ordered = in_order([version(1, 5), version(2, 9, captured=-3), version(3, 9)])
    assert [each.number for each in ordered] == [2, 1, 3]
    assert standing_at(ordered, NOON).number == 2


def test_a_fraction_of_a_second_does_not_hide_a_version():
    late = version(2, 1 + 0.4 / 3600)
    told = told_time(as_told(late.witnessed_at))
    assert told == late.witnessed_at.replace(microsecond=0)
    assert standing_at([ONE, late], told) == late


@given(st.lists(st.integers(-50, 50), min_size=1, max_size=8), st.integers(-60, 60))
def test_it_is_never_one_from_after_that_time_unless_all_are(hours, at):
    ordered = in_order(version(number, each) for number, each in enumerate(hours, 1))
    found = standing_at(ordered, NOON + timedelta(hours=at))
    if min(hours) <= at:
        assert found.seen_at == NOON + timedelta(hours=max(each for each in hours if each <= at))
    else:
        assert found == ordered[0]


def test_a_time_is_told_in_one_form():
    assert as_told(datetime(2007, 5, 31, 20, 35, 0, 900_000, tzinfo=UTC)) == "Thu, 31 May 2007 20:35:00 GMT"
    assert told_time("Thu, 31 May 2007 20:35:00 GMT") == datetime(2007, 5, 31, 20, 35, tzinfo=UTC)
    assert told_time(" Thu, 31 May 2007 20:35:00 GMT ") is not None


@pytest.mark.parametrize(
    "text",
    [
        "",
        "now",
        "2007-05-31T20:35:00Z",
        "Thu, 31 May 2007 20:35:00 UTC",
        "Thu, 31 May 2007 20:35:00 +0000",
        "Thu, 31 May 2007 20:35 GMT",
        "Thu, 31 May 07 20:35:00 GMT",
        "Thursday, 31-May-07 20:35:00 GMT",
        "Thu May 31 20:35:00 2007",
        "Fri, 31 May 2007 20:35:00 GMT",
        "Thu, 31 Feb 2007 20:35:00 GMT",
        "Thu, 31 May 2007 25:35:00 GMT",
        "Thu, 31 Mai 2007 20:35:00 GMT",
        "Thu, ３１ May 2007 20:35:00 GMT",
        "Thu, 31 May 2007 20:35:00 GMT, Thu, 31 May 2007 20:35:00 GMT",
    ],
)
def test_what_is_told_otherwise_is_no_time(text):
    assert told_time(text) is None
