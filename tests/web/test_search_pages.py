"""The page of a search, its feed, and what is answered to queries that cannot be."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import quote
from xml.etree import ElementTree as ET

import pytest
from web.press import BRIDGE, GONE, PICTURED, SEEN, Reader, id_of, keep, record

from samarkand.app.archives import create_archive, open_archive
from samarkand.pipeline.indexing import catch_up_index
from samarkand.web.routes.histogram import MOST_MONTHS, bars, first_day_after
from samarkand.web.routes.search import FARTHEST, PAGE

ATOM = {"a": "http://www.w3.org/2005/Atom"}


def page(reader, query, **more):
    rest = "".join(f"&{name}={quote(value)}" for name, value in more.items())
    return reader.get(f"/search?q={quote(query)}{rest}")


def hits(answer):
    return [unescape(path) for path in re.findall(r'<h2 lang="[^"]+"><a href="([^"]+)"', answer.text)]


def links(answer):
    return [unescape(path) for path in re.findall(r'href="([^"]+)"', answer.text)]


def test_the_other_script_finds_it_and_the_right_characters_are_marked(reader):
    answer = page(reader, "渡轮晨星")
    assert hits(answer) == [f"/articles/{id_of(PICTURED)}"]
    assert '<h2 lang="zh-Hant">' in answer.text
    assert "<mark>渡輪「晨星</mark>」復航" in answer.text


def test_the_words_of_a_title_are_marked_in_the_passage_too(reader):
    answer = page(reader, "晨星 碼頭")
    assert "<mark>晨星</mark>」週一恢復航行" in answer.text
    assert "<mark>碼頭</mark>" in answer.text


def test_an_older_version_is_linked_to_itself_and_says_which_it_is(reader):
    answer = page(reader, '"五月拆除" is:old', hl="en")
    assert hits(answer) == [f"/articles/{id_of(BRIDGE)}/versions/1?hl=en"]
    assert "in version 1 of 3" in answer.text
    assert "0 found" in page(reader, '"五月拆除"', hl="en").text


def test_a_page_that_is_gone_is_marked_as_such(reader):
    answer = page(reader, "lamp", hl="en")
    assert hits(answer) == [f"/articles/{id_of(GONE)}?hl=en"]
    assert "page gone" in answer.text


def test_pages_of_results_lead_on_and_back_without_repeating_any(reader):
    found, target = [], f"/search?q={quote('快讯')}"
    for _ in range(10):
        answer = reader.get(target)
        found += hits(answer)
        further = re.search(r'class="older"[^>]*href="([^"]+)"', answer.text)
        if not further:
            break
        target = unescape(further[1])
    assert len(found) == len(set(found)) == 70
    back = re.search(r'class="newer"[^>]*href="([^"]+)"', answer.text)
    assert f"start={60 - PAGE}" in unescape(back[1])


def test_links_narrow_by_outlet_language_and_month_and_widen_again(reader):
    answer = page(reader, "is:changed OR 渡輪 OR lamp")
    to_outlet = next(link for link in links(answer) if "outlet=gangwan" in link)
    narrowed = reader.get(to_outlet)
    assert hits(narrowed) == [f"/articles/{id_of(PICTURED)}"]
    assert f"/search?q={quote('is:changed OR 渡輪 OR lamp').replace('%20', '+')}" in links(narrowed)
    to_english = next(link for link in links(answer) if "lang=en" in link)
    assert hits(reader.get(to_english)) == [f"/articles/{id_of(GONE)}"]
    assert len(hits(page(reader, "快讯", **{"in": "2026-03"}))) < 20
    assert "没有找到" in page(reader, "快讯", **{"in": "2019"}).text


def test_the_bars_of_time_lead_to_their_month(reader):
    answer = page(reader, "快讯")
    target = next(link for link in links(answer) if "in=2026-02" in link)
    count = re.search(r"2026-02: (\d+)", answer.text)[1]
    assert f"找到 {count} 条" in reader.get(target).text


def test_sorting_by_date_is_a_link(reader):
    answer = reader.get(next(link for link in links(page(reader, "水位")) if "sort=date" in link))
    assert hits(answer)[0] == f"/articles/{id_of('https://yunhe.example/brief/0')}"


def test_other_spellings_are_told_and_can_be_switched_off(reader):
    answer = page(reader, "普京", hl="en")
    assert "普京: also" in answer.text
    assert "<b>普丁</b>" in answer.text
    exact = reader.get(next(link for link in links(answer) if "exact=1" in link))
    assert "<b>普丁</b>" not in exact.text
    assert "Other spellings of names are not looked for" in exact.text


@pytest.mark.parametrize(
    ("query", "marked"), [("(旧桥", "("), ("旧桥 outlet:nobody", "n"), ('"旧桥', "&quot;"), ("title:", "⎵")]
)
def test_a_wrong_query_shows_its_place(reader, query, marked):
    answer = page(reader, query)
    assert answer.status == 400
    assert re.search(r'<p class="query"><code>.*<mark>(.*?)</mark>', answer.text), answer.text
    assert 'value="' + query.replace('"', "&quot;") in answer.text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-Hans", "没有叫“author:”的字段；可用的有 outlet:, title:"),
        ("zh-Hant", "沒有叫「author:」的欄位；可用的有 outlet:, title:"),
        ("en", "No field is called “author:”; known are outlet:, title:"),
    ],
)
@pytest.mark.parametrize("path", ["/search", "/search.atom"])
def test_what_is_wrong_is_told_in_the_language_of_the_page(reader, path, language, said):
    answer = reader.get(f"{path}?q=author:x&hl={language}")
    assert answer.status == 400
    assert said in answer.text
    assert ("is called" in answer.text) == (language == "en")


@pytest.mark.parametrize(
    "more",
    [
        {"start": "-1"},
        {"start": str(FARTHEST + 1)},
        {"start": "9" * 50},
        {"sort": "price"},
        {"in": "2022-13"},
        {"in": "0000"},
        {"lang": "<b>"},
        {"exact": "yes"},
    ],
)
def test_parameters_that_cannot_be_are_refused(reader, more):
    assert page(reader, "旧桥", **more).status == 400


@pytest.mark.parametrize(
    "query",
    [
        "a" * 100_000,
        "(" * 5_000,
        '"' * 999,
        "-" * 999,
        "\x00\x1b[31m",
        "* *?" * 100,
        "OR " * 500,
        "!!!",
        "\ud800",
        "<b>x",
    ],
)
def test_no_query_breaks_the_reader(reader, query):
    encoded = quote(query.encode("utf-8", "surrogatepass"))
    for path in ("/search", "/search.atom"):
        answer = reader.get(f"{path}?q={encoded}")
        assert answer.status in {200, 400}
        assert "<b>x" not in answer.text


def test_without_a_query_the_language_is_shown_by_examples_that_work(reader):
    answer = reader.get("/search")
    examples = [link for link in links(answer) if link.startswith("/search?q=")]
    assert len(examples) >= 6
    assert {reader.get(link).status for link in examples} == {200}


def test_the_box_stands_on_every_page_and_keeps_query_and_language(reader):
    assert '<form class="search" role="search"' in reader.get("/").text
    answer = page(reader, '"旧桥" x', hl="en")
    assert 'value="&quot;旧桥&quot; x"' in answer.text
    assert '<input type="hidden" name="hl" value="en">' in answer.text


def test_the_feed_of_a_search_brings_its_newest_hits(reader):
    answer = reader.get(f"/search.atom?q={quote('水位')}&outlet=yunhe")
    feed = ET.fromstring(answer.text)
    entries = feed.findall("a:entry/a:title", ATOM)
    assert [entry.text for entry in entries[:2]] == ["快讯0", "快讯1"]
    own, about, first, older = feed.findall("a:link", ATOM)
    assert [each.get("rel") for each in (first, older)] == ["first", "next"]
    assert own.get("href").endswith(f"/search.atom?q={quote('水位')}&outlet=yunhe")
    assert "/search?" in about.get("href")
    assert 'type="application/atom+xml"' in page(reader, "水位").text


def test_a_feed_holds_no_hits_that_have_only_some_of_a_headline(reader):
    headline = quote("运河水位平稳晨星渡轮首班载客恢复航行市长未予置评")
    assert hits(reader.get(f"/search?q={headline}"))
    assert ET.fromstring(reader.get(f"/search.atom?q={headline}").text).findall("a:entry", ATOM) == []


def test_a_kept_search_has_a_feed_of_its_own(reader):
    answer = reader.get("/watches/ferry/feed.atom")
    assert [entry.text for entry in ET.fromstring(answer.text).findall("a:entry/a:title", ATOM)] == ["渡輪「晨星」復航"]
    assert reader.get("/watches/nobody/feed.atom").status == 404


def test_what_is_not_indexed_yet_is_told(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        reader = Reader(parts)
        keep(parts, record("https://yunhe.example/x", "第一条新闻", "<p>正文。</p>"), SEEN)
        list(catch_up_index(parts))
        keep(parts, record("https://yunhe.example/y", "第二条新闻", "<p>正文。</p>"), SEEN)
        answer = page(reader, "新闻")
        assert len(hits(answer)) == 1
        assert "账本尚有 1 行未编入索引" in answer.text
        list(catch_up_index(parts))
        assert len(hits(page(reader, "新闻"))) == 2
        assert "未编入索引" not in page(reader, "新闻").text


def test_an_index_that_cannot_be_used_is_told_and_hides_no_other_page(tmp_path):
    create_archive(tmp_path)
    with open_archive(tmp_path) as parts:
        reader = Reader(parts)
        keep(parts, record("https://yunhe.example/x", "新闻", "<p>正文。</p>"), SEEN)
        answer = page(reader, "新闻", hl="en")
        assert answer.status == 500
        assert "The search index cannot be used" in answer.text
        assert "samarkand rebuild" in answer.text
        assert reader.get("/").status == 200


class TestBars:
    def test_months_without_anything_stand_between_those_with_something(self):
        found = bars([("2022-11", 4), ("2023-02", 2)], lambda span: f"?in={span}")
        assert [(bar["span"], bar["height"]) for bar in found] == [
            ("2022-11", 100),
            ("2022-12", 0),
            ("2023-01", 0),
            ("2023-02", 50),
        ]
        assert found[1]["href"] == ""

    def test_long_times_are_told_by_year(self):
        found = bars([("2010-01", 1), ("2010-12", 1), ("2022-02", 4)], str)
        assert len(found) == 13 <= MOST_MONTHS
        assert [(bar["span"], bar["count"]) for bar in (found[0], found[-1])] == [("2010", "2"), ("2022", "4")]

    def test_one_month_is_no_histogram(self):
        assert bars([("2022-11", 4)], str) == []

    def test_a_tiny_bar_can_be_seen(self):
        assert bars([("2022-11", 1), ("2022-12", 10_000)], str)[0]["height"] == 2

    def test_the_day_behind_a_span(self):
        assert first_day_after("2022-12").isoformat() == first_day_after("2022").isoformat() == "2023-01-01"
        assert first_day_after("9999") is None
