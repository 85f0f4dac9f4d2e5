"""Instants: reading them, writing them, and which can be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand import times

NOON = datetime(2022, 9, 7, 12, tzinfo=UTC)
instants = st.datetimes(datetime(1970, 1, 2), datetime(2200, 1, 1), timezones=st.just(UTC))


@given(instants)
def test_what_is_written_as_iso_is_read_again(instant):
    kept = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    assert times.parse_iso(times.iso(kept)) == kept


@given(instants)
def test_milliseconds_are_exact_both_ways(instant):
    kept = instant.replace(microsecond=instant.microsecond // 1000 * 1000)
    assert times.from_ms(times.to_ms(kept)) == kept


@pytest.mark.parametrize("milliseconds", [10**18, -(10**18)])
def test_milliseconds_outside_the_calendar_are_none(milliseconds):
    assert times.from_ms(milliseconds) is None


def test_negative_milliseconds_lie_before_1970():
    assert times.from_ms(-1000) == datetime(1969, 12, 31, 23, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "instant"),
    [
        ("Wed, 07 Sep 2022 12:00:00 GMT", NOON),
        ("Wed, 07 Sep 2022 20:00:00 +0800", NOON),
        ("Wed, 07 Sep 2022 12:00:00", NOON),
        ("not a date", None),
        ("", None),
    ],
)
def test_times_of_mail_and_feeds_are_read(text, instant):
    assert times.parse_rfc822(text) == instant


@pytest.mark.parametrize("text", ["2022-09-07T12:00:00", "2022-09-07", "soon", ""])
def test_an_iso_text_without_a_zone_is_no_instant(text):
    assert times.parse_iso(text) is None


def test_a_wall_clock_is_read_in_its_place():
    assert times.in_place(datetime(2022, 9, 7, 14, 8), "Europe/Paris") == datetime(2022, 9, 7, 12, 8, tzinfo=UTC)
    assert times.in_place(datetime(2022, 1, 7, 14, 8), "Europe/Paris") == datetime(2022, 1, 7, 13, 8, tzinfo=UTC)


def test_in_the_doubled_hour_of_autumn_the_earlier_one_is_meant():
    assert times.in_place(datetime(2022, 10, 30, 2, 30), "Europe/Paris") == datetime(2022, 10, 30, 0, 30, tzinfo=UTC)


def test_noon_of_a_day_in_a_place():
    assert times.noon(date(2022, 9, 7), "Asia/Shanghai") == datetime(2022, 9, 7, 4, tzinfo=UTC)


def test_an_unknown_zone_is_named():
    with pytest.raises(ValueError, match="'Mars/Olympus'"):
        times.zone("Mars/Olympus")
    with pytest.raises(ValueError, match="IANA"):
        times.zone("../../etc/passwd")


@pytest.mark.parametrize(
    ("instant", "can_be"),
    [
        (datetime(1970, 1, 1, tzinfo=UTC), False),
        (datetime(1989, 12, 31, tzinfo=UTC), False),
        (datetime(1999, 1, 1, tzinfo=UTC), True),
        (NOON, True),
        (NOON + timedelta(hours=23), True),
        (NOON + timedelta(hours=25), False),
        (datetime(2099, 1, 1, tzinfo=UTC), False),
    ],
)
def test_a_machines_zero_and_the_future_are_no_times_of_publication(instant, can_be):
    assert times.is_plausible(instant, NOON) is can_be


def test_months_are_those_of_utc():
    assert times.month(datetime(2022, 10, 1, 1, tzinfo=timezone(timedelta(hours=8)))) == "2022-09"
