"""The forms in which feeds tell a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.feeds.dates import read_date
from samarkand.times import iso

EVENING = "2022-09-07T12:08:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "Wed, 07 Sep 2022 20:08:00 +0800",
        "Wed, 7 Sep 2022 12:08 GMT",
        "07 Sep 2022 12:08:00 Z",
        "Wed, 07 Sep 22 12:08:00 UT",
        "Wed, 07 Sep 2022 08:08:00 EDT",
        "Wed, 07 Sep 2022 20:08:00 CST",
        "Wed Sep 07 20:08:00 CST 2022",
        "Wed Sep  7 20:08:00 2022",
        "Wed, 07 Sep 2022 20:08:00 +0800 (CST)",
        "2022-09-07T12:08:00Z",
        "2022-09-07T12:08:00.000Z",
        "2022-09-07T20:08:00+08:00",
        "2022-09-07T20:08:00 +0800",
        "2022-09-07t20:08+08",
        "2022-09-07 20:08:00",
        "2022-09-07 20:08",
        "2022-09-07 12:08:00 UTC",
        "2022/9/7 20:08:00",
        "2022.09.07 20:08",
        "2022/9/7 8:08 PM",
        "2022年9月7日 20:08",
        "2022年09月07日20时08分00秒",
        "2022年9月7日 下午8:08",
        "2022年9月7日 星期三 20:08",
        "２０２２年９月７日　２０：０８",
        "2022년 09월 07일 20:08:00",
        "2022-09-07 오후 08:08:00",
        "星期三, 07 九月 2022 20:08:00 +0800",
        "周三, 07 9月 2022 20:08:00 +0800",
        "mer., 07 sept. 2022 14:08:00 +0200",
        "Mi, 07 Sep 2022 14:08:00 MESZ",
        "Τετ, 07 Σεπ 2022 15:08:00 +0300",
        "September 7, 2022 8:08 pm",
        "20220907200800",
        "20220907T120800Z",
        "1662552480",
        "1662552480000",
    ],
)
def test_an_evening_in_shanghai_is_read_in_any_form(text):
    assert iso(read_date(text, "Asia/Shanghai")) == EVENING


@pytest.mark.parametrize("text", ["2022-09-07", "20220907", "2022年9月7日", "7 September 2022", "Sep 7, 2022"])
def test_a_mere_day_stands_for_its_noon(text):
    assert iso(read_date(text, "Asia/Shanghai")) == "2022-09-07T04:00:00Z"


def test_cst_is_americas_for_an_outlet_that_is_not_in_asia():
    assert iso(read_date("Wed, 07 Sep 2022 20:08:00 CST", "America/Chicago")) == "2022-09-08T02:08:00Z"


def test_midnight_may_be_told_as_the_end_of_a_day():
    assert iso(read_date("Wed, 07 Sep 2022 24:00:00 GMT")) == "2022-09-08T00:00:00Z"


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "soon", "2022", "2022-09", "0000-00-00 00:00:00", "2022-13-01", "2022-02-30 10:00", "2022-09-07 25:00",
        "Fri, 31 Feb 2022 10:00:00 GMT", "Mon, 01 Jan 0001 00:00:00 +0000", "9999-12-31T23:59:59-12:00", "99999999999999999999",
        "07/09/2022", "1" * 5000, "Wed, 99 xxx 20222",
    ],
)  # fmt: skip
def test_what_names_no_instant_is_none(text):
    assert read_date(text, "Asia/Shanghai") is None


@given(st.text(max_size=60))
def test_no_text_raises(text):
    instant = read_date(text)
    assert instant is None or instant.tzinfo is UTC


zones = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
instants = st.datetimes(datetime(1000, 1, 2), datetime(9998, 1, 1), timezones=zones).map(
    lambda at: at.replace(microsecond=0)
)


@given(instants)
def test_what_is_written_by_the_standards_is_read_exactly(at):
    assert read_date(format_datetime(at)) == at
    assert read_date(at.isoformat()) == at
