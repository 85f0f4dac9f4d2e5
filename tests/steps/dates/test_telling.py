from datetime import UTC, date, datetime
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Published
from samarkand.steps.dates import dates_in, times_in

ON = date(2022, 9, 7)
PUBLISHED = Published(datetime(2022, 9, 7, 12, tzinfo=UTC), "UTC", "second", "header")


def times(text, language="zh"):
    return times_in(text, dates_in(text, PUBLISHED, language), ON, language)


def told(text, language="zh"):
    return [
        (each.text, each.kind, each.time, each.side, each.days and each.days[0].isoformat())
        for each in times(text, language)
    ]


def test_an_expression_is_told_with_all_that_belongs_to_it():
    assert told("截至昨晚7时许，已有三艘船沉没。") == [("截至昨晚7时许", "date", "19:00", "until", "2022-09-06")]
    assert told("地震发生在当地时间9月5日凌晨2时左右。") == [
        ("当地时间9月5日凌晨2时左右", "date", "02:00", "", "2022-09-05")
    ]
    assert told("自2019年以来没有雾。") == [("自2019年以来", "date", "", "since", "2019-01-01")]


def test_a_time_of_day_goes_with_the_day_told_last():
    assert told("9月5日，船离港。14时05分起雾，傍晚散去。") == [
        ("9月5日", "date", "", "", "2022-09-05"),
        ("14时05分", "clock", "14:05", "", "2022-09-05"),
        ("傍晚", "clock", "17:00/19:00", "", "2022-09-05"),
    ]


def test_without_a_day_before_it_a_time_of_day_has_none():
    assert told("凌晨3时起雾。") == [("凌晨3时", "clock", "03:00", "", None)]


def test_a_day_that_is_paragraphs_away_lends_itself_to_nothing():
    assert told("9月5日，船离港。\n无事。\n凌晨3时起雾。")[-1][-1] is None


def test_now_is_the_day_of_publication_and_then_what_was_told_last():
    assert told("9月5日船沉，当时有雾，目前无雾。") == [
        ("9月5日", "date", "", "", "2022-09-05"),
        ("当时", "then", "", "", "2022-09-05"),
        ("目前", "now", "", "", "2022-09-07"),
    ]


def test_english_tells_the_clock_before_the_day_and_behind_it():
    assert told(
        "The dam broke at 8:30 a.m. on Sept. 5; on Sept. 6 at 14:05 it was mended. At noon they left.", "en"
    ) == [
        ("8:30 a.m. on Sept. 5", "date", "08:30", "", "2022-09-05"),
        ("Sept. 6 at 14:05", "date", "14:05", "", "2022-09-06"),
        ("noon", "clock", "12:00", "", "2022-09-06"),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                *"截至今昨晚凌晨上午下点时分半许左右目前当事发自从起以来前后0123456789:：十一二，。\n",
                "9月5日",
                "周三",
                "2019年",
            ]
        ),
        max_size=50,
    )
)
def test_no_time_stands_outside_its_text_or_over_another(pieces):
    text, last = "".join(pieces), 0
    dates = dates_in(text, PUBLISHED, "zh")
    found = times_in(text, dates, ON, "zh")
    for each in found:
        assert text[each.start : each.end] == each.text
        assert last <= each.start < each.end <= len(text)
        last = each.end


@pytest.mark.timeout(60)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "piece", ["凌晨", "1:", "12:30 ", "截至", "目前", "9月5日", "晚上6点至", "8:30 a.m. on ", "当"]
)
def test_a_hostile_text_costs_no_more_than_its_length(piece, language):
    text = "2022年9月5日。" + piece * (100_000 // len(piece))
    times_in(text, dates_in(text, PUBLISHED, language), ON, language)


def seconds(text):
    begin = process_time()
    times_in(text, dates_in(text, PUBLISHED, "zh"), ON, "zh")
    return process_time() - begin


@pytest.mark.parametrize("piece", ["3", "12:30", "9月5日", "一", "截至昨晚7时许，"])
def test_four_times_the_text_costs_about_four_times_the_time(piece):
    text = piece * (25_000 // len(piece))
    few = min(seconds(text) for _ in range(3))
    assert min(seconds(text * 4) for _ in range(3)) < 9 * few + 0.1, "of a square it would be sixteen times"
