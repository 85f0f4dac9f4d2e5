import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.steps.dates.clock import lone, time_of


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("昨天下午1点多", "13:00/14:00"),
        ("9月8日13时27分", "13:27"),
        ("上午八时三十分许", "08:30"),
        ("下午三点半", "15:30"),
        ("下午3點一刻", "15:15"),
        ("昨晚7时", "19:00"),
        ("晚10时左右", "22:00"),
        ("深夜12点", "24:00"),
        ("凌晨12点20分", "00:20"),
        ("凌晨2时", "02:00"),
        ("夜里2点", "02:00"),
        ("中午12点", "12:00"),
        ("中午1点", "13:00"),
        ("２２时０５分", "22:05"),
        ("20:08", "20:08"),
        ("晚上6点多钟至深夜12点左右", "18:00/24:00"),
        ("8日下午4点半到晚7点半", "16:30/19:30"),
        ("凌晨", "00:00/06:00"),
        ("昨夜", "18:00/24:00"),
        ("今早", "05:00/09:00"),
        ("8:30 a.m.", "08:30"),
        ("5:30pm", "17:30"),
        ("12 a.m.", "00:00"),
        ("noon", "12:00"),
        ("Monday evening", "18:00/24:00"),
        ("9月8日", ""),
        ("本周早些时候", ""),
        ("25时", ""),
    ],
)
def test_the_time_of_day_that_an_expression_tells(text, time):
    assert time_of(text) == time


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("上午11时许，船到港。", ["上午11时许"]),
        ("船于14时05分到港，凌晨又走。", ["14时05分", "凌晨"]),
        ("8点50分左右，雾散。", ["8点50分左右"]),
        ("比分为3:2，他讲了三点意见，比去年高3.2点。", []),
        ("同时有人说，届时再议；当时没有船。", []),
        ("早就知道，晚于预期，中午饭后", ["中午"]),
    ],
)
def test_times_of_day_that_stand_alone(text, found):
    assert [match[0] for match in lone(text)] == found


@given(st.integers(0, 23), st.integers(0, 59))
def test_a_time_by_the_clock_comes_back_in_every_spelling(hour, minute):
    expected = f"{hour:02}:{minute:02}"
    assert time_of(f"{hour}时{minute}分") == expected
    assert time_of(f"{hour:02}:{minute:02}") == expected
    part = "凌晨" if hour < 5 else "上午" if hour < 12 else "下午" if hour < 18 else "晚上"
    assert time_of(f"{part}{hour % 12 or 12}点{minute}分") == expected
    assert time_of(f"{hour % 12 or 12}:{minute:02} {'ap'[hour >= 12]}.m.") == expected
