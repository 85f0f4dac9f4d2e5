"""Days are named as people name them; what names none is told by None."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.querying.days import days_of

TODAY = date(2022, 9, 7)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "first", "behind"),
    [
        ("2022", "2022-01-01", "2023-01-01"),
        ("2022年", "2022-01-01", "2023-01-01"),
        ("2022-09", "2022-09-01", "2022-10-01"),
        ("2022-9", "2022-09-01", "2022-10-01"),
        ("2022-12", "2022-12-01", "2023-01-01"),
        ("2022年9月", "2022-09-01", "2022-10-01"),
        ("2022-09-07", "2022-09-07", "2022-09-08"),
        ("2022/9/7", "2022-09-07", "2022-09-08"),
        ("2022.09.07", "2022-09-07", "2022-09-08"),
        ("20220907", "2022-09-07", "2022-09-08"),
        ("2022年9月7日", "2022-09-07", "2022-09-08"),
        ("2022年9月7號", "2022-09-07", "2022-09-08"),
        ("２０２２－０９－０７", "2022-09-07", "2022-09-08"),
        (" 2022 年 9 月 ", "2022-09-01", "2022-10-01"),
        ("今天", "2022-09-07", "2022-09-08"),
        ("昨天", "2022-09-06", "2022-09-07"),
        ("昨日", "2022-09-06", "2022-09-07"),
        ("前天", "2022-09-05", "2022-09-06"),
        ("本周", "2022-09-05", "2022-09-12"),
        ("這個星期", "2022-09-05", "2022-09-12"),
        ("上周", "2022-08-29", "2022-09-05"),
        ("上週", "2022-08-29", "2022-09-05"),
        ("上個禮拜", "2022-08-29", "2022-09-05"),
        ("上上周", "2022-08-22", "2022-08-29"),
        ("本月", "2022-09-01", "2022-10-01"),
        ("上個月", "2022-08-01", "2022-09-01"),
        ("上上个月", "2022-07-01", "2022-08-01"),
        ("今年", "2022-01-01", "2023-01-01"),
        ("去年", "2021-01-01", "2022-01-01"),
        ("前年", "2020-01-01", "2021-01-01"),
        ("today", "2022-09-07", "2022-09-08"),
        ("Yesterday", "2022-09-06", "2022-09-07"),
        ("last week", "2022-08-29", "2022-09-05"),
        ("last-week", "2022-08-29", "2022-09-05"),
        ("THIS_MONTH", "2022-09-01", "2022-10-01"),
        ("last year", "2021-01-01", "2022-01-01"),
    ],
)
def test_days_have_names(text, first, behind):
    assert days_of(text, TODAY) == (date.fromisoformat(first), date.fromisoformat(behind))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        "22",
        "2022-13",
        "2022-02-30",
        "2022-09-07-01",
        "0000",
        "9999",
        "9999-12",
        "soon",
        "上上上周",
        "9" * 4_000,
    ],
)
def test_what_names_no_days(text):
    assert days_of(text, TODAY) is None


@pytest.mark.parametrize("today", [date(1, 1, 1), date(9999, 12, 31)])
@pytest.mark.parametrize("text", ["今天", "昨天", "本周", "上周", "本月", "上个月", "今年", "去年", "前年"])
def test_the_edges_of_the_calendar_are_no_bugs(text, today):
    span = days_of(text, today)
    assert span is None or span[0] < span[1]


@given(st.dates(date(2, 1, 1), date(9998, 12, 31)))
def test_a_day_is_in_its_month_and_its_month_in_its_year(day):
    year, month, this = (days_of(day.isoformat()[:size], TODAY) for size in (4, 7, 10))
    assert this == (day, day + timedelta(days=1))
    assert year[0] <= month[0] <= day < month[1] <= year[1]


@given(st.dates(date(3, 1, 1), date(9990, 12, 31)))
def test_last_ends_where_this_begins(today):
    for last, this in (("昨天", "今天"), ("上周", "本周"), ("上个月", "本月"), ("去年", "今年")):
        assert days_of(last, today)[1] == days_of(this, today)[0] <= today < days_of(this, today)[1]
