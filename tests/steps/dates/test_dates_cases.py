"""Whole sentences, all of them invented; a case tells what is found in it and nothing else."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.articles import Published
from samarkand.steps.dates import dates_in, stretches_in

CASES = [
    json.loads(line) for line in (Path(__file__).parents[2] / "cases" / "dates.jsonl").read_text("utf-8").splitlines()
]


def published(on, zone="UTC"):
    return Published(datetime.fromisoformat(f"{on}T12:00").replace(tzinfo=UTC), zone, "second", "header")


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_what_a_sentence_tells_of_times(case):
    found = dates_in(case["text"], published(case["on"]), case["language"])
    assert [[mention.text, mention.value] for mention in found] == case["dates"]


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_a_mention_stands_where_it_says_and_covers_its_days(case):
    last = 0
    for mention in dates_in(case["text"], published(case["on"]), case["language"]):
        assert mention.text == case["text"][mention.start : mention.end]
        assert last <= mention.start < mention.end
        assert mention.since < mention.until
        last = mention.end


@pytest.mark.parametrize("case", CASES, ids=[case["text"][:24] for case in CASES])
def test_stretches_are_those_of_the_mentions(case):
    told = case["text"], published(case["on"]), case["language"]
    assert [(each.start, each.end, *each.stretch) for each in stretches_in(*told)] == [
        (each.start, each.end, each.value, each.grain, each.since, each.until) for each in dates_in(*told)
    ]


@given(
    st.lists(
        st.sampled_from(
            [*"年月日号周星期上下本今去明后前天至到和0123456789一二十〇（）()，。-./ \n", "2022", "周三", "9月"]
        ),
        max_size=60,
    )
)
def test_no_text_of_the_words_of_dates_fails(pieces):
    text = "".join(pieces)
    for mention in dates_in(text, published("2022-09-07"), "zh"):
        assert text[mention.start : mention.end] == mention.text
        assert mention.since < mention.until


@given(
    st.lists(
        st.sampled_from(
            [
                "Sept. 5",
                "May ",
                "last ",
                "week",
                "Monday",
                " to ",
                "-",
                "2022",
                "31",
                " ago",
                "two ",
                "in ",
                ". ",
                "Q3 ",
                "the ",
            ]
        ),
        max_size=40,
    )
)
def test_no_english_text_of_the_words_of_dates_fails(pieces):
    text = "".join(pieces)
    for mention in dates_in(text, published("2022-09-07"), "en"):
        assert text[mention.start : mention.end] == mention.text


@given(st.dates(date(1800, 1, 1), date(2180, 12, 31)))
def test_a_full_date_comes_back_in_every_spelling(day):
    for text, language in (
        (f"{day.year}年{day.month}月{day.day}日起", "zh"),
        (f"{day.year} 年 {day.month} 月 {day.day} 日起", "zh"),
        (f"民國{day.year - 1911}年{day.month}月{day.day}日起" if day.year > 1911 else f"{day}起", "zh-Hant"),
        (f"on {day:%B} {day.day}, {day.year} they", "en"),
        (f"on {day.day} {day:%B} {day.year} they", "en"),
    ):
        [mention] = dates_in(text, published("2022-09-07"), language)
        assert mention.value == day.isoformat(), text


@given(st.dates(date(2001, 1, 1), date(2100, 1, 1)))
def test_a_day_told_twice_is_one_mention(day):
    sign = "一二三四五六日"[day.weekday()]
    [mention] = dates_in(f"他周{sign}（{day.month}月{day.day}日）说", published(day), "zh")
    assert (mention.text[0], mention.text[-1]) == ("周", "）")
    assert mention.value == day.isoformat()


def test_yesterday_is_the_day_before_in_the_outlets_place():
    late = Published(datetime(2022, 9, 7, 20, tzinfo=UTC), "Asia/Shanghai", "second", "header")
    assert [mention.value for mention in dates_in("船昨天到港。", late, "zh")] == ["2022-09-07"]


def test_the_outlets_place_decides_where_the_dateline_is_told_in_utc():
    late = Published(datetime(2022, 9, 7, 20, tzinfo=UTC), "UTC", "second", "dateline")
    assert [mention.value for mention in dates_in("船昨天到港。", late, "zh", "Asia/Shanghai")] == ["2022-09-07"]


def test_without_a_time_of_publication_only_what_tells_its_year_is_found():
    found = dates_in("1998年3月5日起雾，昨天散了，周三又起，上世纪70年代也有。", None, "zh")
    assert [mention.value for mention in found] == ["1998-03-05", "1970/1979"]


def test_the_dateline_of_the_record_is_no_part_of_what_it_tells():
    text = "2022年9月7日 20:08\n灯塔复明\n9月7日，灯塔复明。\n最后更新：2022年9月8日 07:52"
    assert [mention.text for mention in dates_in(text, published("2022-09-08"), "zh")] == ["9月7日"]


def test_the_headings_of_a_timeline_are_told():
    text = "灯塔的一生\n建造\n如下\n2018年3月1日\n奠基。\n2019年5月2日\n点灯。"
    assert [mention.value for mention in dates_in(text, published("2022-09-08"), "zh")] == ["2018-03-01", "2019-05-02"]


def test_grains_are_those_of_the_annotators():
    found = dates_in("7日、本周、9月、三季度、2022年、下半年的船。", published("2022-09-07"), "zh")
    assert [mention.grain for mention in found] == ["day", "week", "month", "quarter", "year", "interval"]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("piece", ["1,111", "2022年9月7日", "周一至", "一", "《", "“昨天", "Sept. 5-", "（周三）"])
def test_a_hostile_text_costs_no_more_than_its_length(piece, language):
    dates_in(piece * (300_000 // len(piece)), published("2022-09-07"), language)
