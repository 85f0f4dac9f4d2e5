from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.demo.wording import Calendar, render, stamp

WEDNESDAY = date(2031, 3, 5)


def seen(text: str, language: str, *, day: int = 0, last: date = WEDNESDAY) -> str:
    return render(text, Calendar(last, last + timedelta(days=day), language))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("{weekday:-3}（{date:-3}）", "zh-CN", "星期日（3月2日）"),
        ("{full:-64}", "zh-TW", "2030年12月31日"),
        ("{zhou:0}", "zh-CN", "周三"),
        ("{zhou:0}", "zh-TW", "週三"),
        ("{day:1}、{month:1}、{year:1}", "zh-HK", "6日、3月、2031"),
        ("{week:-7}與{week:0}與{week:7}", "zh-TW", "上週三與本週三與下週三"),
        ("{week:-7}", "zh-HK", "上星期三"),
        ("{week:-14}", "zh-CN", "2月19日"),
        ("{moon:-10}、{moon:0}、{moon:30}", "zh-CN", "上个月、本月、下个月"),
        ("{moon:-10}", "zh-HK", "上個月"),
        ("{moon:-60}、{moon:-90}", "zh-CN", "今年1月、去年12月"),
        ("{moon:-900}", "zh-CN", "2028年9月"),
        ("{weekday:-3} {date:-3}", "en", "Sunday 2 March"),
        ("{full:-3}", "en", "2 March 2031"),
        ("{zhou:0} {day:0} {month:0} {year:0}", "en", "Wed 5 March 2031"),
        ("{week:-7}, {week:0}, {week:7}, {week:21}", "en", "last Wednesday, on Wednesday, next Wednesday, on 26 March"),
        (
            "{moon:-10}, {moon:-60}, {moon:-90}, {moon:-900}",
            "en",
            "last month, in January, last December, in September 2028",
        ),
    ],
)
def test_a_date_is_told_in_the_words_of_the_language(text, language, expected):
    assert seen(text, language) == expected


def test_near_weeks_and_months_are_seen_from_the_articles_own_day():
    assert seen("{week:0}", "zh-CN", day=-7) == "下周三"
    assert seen("{moon:0}", "zh-CN", day=-7) == "下个月"


def test_offsets_count_from_the_worlds_last_day_and_not_from_the_articles():
    assert seen("{date:-3}", "zh-CN", day=-14) == seen("{date:-3}", "zh-CN", day=0)


@pytest.mark.parametrize("text", ["{dates:-3}", "{date-3}", "a } b", "{", "{date:}"])
@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_what_is_no_placeholder_is_refused(text, language):
    with pytest.raises(ValueError, match="placeholder"):
        seen(text, language)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(-40, 0))
def test_a_week_from_any_day_is_next_week(last, day):
    assert seen(f"{{week:{day + 7}}}", "zh-CN", day=day, last=last).startswith("下周")
    assert seen(f"{{week:{day - 7}}}", "en", day=day, last=last).startswith("last ")


def test_a_stamp_tells_the_time_as_its_outlet_does():
    at = datetime(2031, 3, 5, 14, 8, 9, tzinfo=UTC)
    assert stamp("{year}年{month}月{day}日 {weekday} {half}{hour12}:{minute}", at) == "2031年3月5日 星期三 下午2:08"
    assert stamp("{dd}/{mm}/{year} - {hh}:{minute}:{second}", at) == "05/03/2031 - 14:08:09"
    assert (
        stamp("{weekday_en} {day} {month_en}, {hour12}:{minute}{ampm}", at.replace(hour=0))
        == "Wednesday 5 March, 12:08am"
    )
    assert stamp("{hour}/{slug}", at, slug="x") == "14/x"
