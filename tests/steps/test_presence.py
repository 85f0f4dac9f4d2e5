"""Whether a page still has its article: by address, by words, and by what its host says of nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twins.network import LINES, article

from samarkand.steps.presence import (
    Shown,
    impossible,
    is_front_page,
    is_nothing,
    is_same_place,
    is_section,
    is_wall,
    judge,
    nothing_of,
    says_so,
    shown,
)

NOW = datetime(2030, 9, 7, 12, tzinfo=UTC)
KEPT = "\n".join(LINES)
URL = "https://port.example/city/2030/strike.html"
HOME = "https://port.example/"
STANDING = shown(article(), URL)
EMPTY = Shown(URL, "港口日报", ("首页", "城市", "版权所有"))


def judged(shows: Shown, *, has_article: bool = False, nothing=None, url: str = URL, kept: str = KEPT):
    return judge(kept, shows, (url, HOME), has_article=has_article, nothing=nothing)


def said(line: str) -> Shown:
    return Shown(URL, "港口日报", ("首页", line, "版权所有"))


def test_an_article_that_is_on_its_page_stands_whatever_else_the_page_says():
    assert judged(STANDING) == "stands"
    assert judged(replace(STANDING, lines=(*STANDING.lines, "您查找的页面不存在"))) == "stands"


def test_an_edited_article_stands_and_one_that_was_written_anew_is_no_absence():
    half = shown(article(lines=[*LINES[:3], "此后又有两段新的文字，说的是渡轮和渔市，与先前的并不相同。"]), URL)
    assert judged(half, has_article=True) == "stands"
    little = shown(article(lines=[LINES[0], *("渡轮今晚停航，市政厅另有安排，明早恢复。" * 3,) * 4]), URL)
    assert judged(little, has_article=True) == "rewritten"


@pytest.mark.parametrize(
    "line",
    [
        "您要访问的页面不存在", "對不起，您要找的網頁不存在或已被刪除", "该文章已被作者删除", "內容已下架", "找不到頁面", "没有找到您要的文章", "抱歉，文章不存在",
        "此新聞已撤回", "信息不存在或已被删除。", "404", "404 Not Found", "Error 404", "Page not found", "Not found",
        "Sorry, the page you are looking for could not be found.", "This article is no longer available.",
        "We can’t find the page you requested", "The story has been removed.", "This content was deleted", "This page does not exist",
    ],
)  # fmt: skip
def test_a_page_that_says_so_with_a_good_status_has_no_article(line):
    assert says_so(said(line))
    assert judged(said(line)) == "page says so"
    assert judged(Shown(URL, line, ("首页",))) == "page says so"


@pytest.mark.parametrize(
    "line",
    [
        "港口日报", "相关文章", "没有找到失踪渔船，搜救仍在继续", "市政厅说，旧合同的页面不存在任何改动的痕迹，双方律师昨天把它们一页一页地对过，又请了公证人在场，前后花了六个小时。",
        "The mayor said that no page of the report would be removed before the hearing, and that the commission had been given all of it in time to read.",
        "Found: one cat, grey", "The article was written by our own reporter", "店铺不存在欠租", "", "4040 户居民恢复供水",
    ],
)  # fmt: skip
def test_a_line_that_speaks_of_something_else_says_nothing(line):
    assert not says_so(said(line))


def test_a_page_that_leads_home_or_above_or_elsewhere_has_no_article():
    front = shown(article("今日要闻", ["别的新闻一则。", "又一则。"]), HOME)
    assert judged(front, has_article=True) == "front page"
    assert judged(replace(front, landed="https://port.example/city/"), has_article=True) == "section page"
    assert judged(replace(front, landed="https://port.example/sports/cup.html"), has_article=True) == "other page"


def test_a_front_page_that_shows_the_article_whole_is_still_no_place_for_it():
    assert judged(replace(STANDING, landed=HOME), has_article=True) == "front page"


def test_the_same_text_under_another_address_has_moved():
    assert judged(replace(STANDING, landed="https://port.example/archive/strike")) == "moved"


@pytest.mark.parametrize(
    ("url", "is_front"),
    [
        ("https://port.example", True), ("https://port.example/index.html", True), ("https://port.example/zh/", True),
        ("https://port.example/zh-hans/index.php", True), ("https://port.example/zhongwen/simp", False),
        ("https://port.example/a", False), ("https://port.example/?id=7", False), ("https://port.example/cn/trad", True),
    ],
)  # fmt: skip
def test_front_pages_are_known_by_their_address(url, is_front):
    assert is_front_page(url) is is_front


def test_an_outlets_own_home_is_a_front_page_wherever_it_lies():
    assert is_front_page("https://m.world.example/zhongwen/simp/", "https://www.world.example/zhongwen/simp")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (URL, "http://www.port.example/city/2030/strike.html?utm_source=rss", True),
        ("https://port.example/a/", "https://m.port.example/a", True),
        ("https://port.example/a", "https://port.example/a/amp", True),
        ("https://port.example/a?id=1", "https://port.example/a?id=2", False),
        ("https://port.example/a", "https://fort.example/a", False),
    ],
)
def test_addresses_that_differ_in_nothing_that_tells_articles_apart_are_one_place(one, other, same):
    assert is_same_place(one, other) is same


def test_a_folder_above_is_a_section_and_a_neighbour_is_none():
    assert is_section(URL, "https://port.example/city/2030/")
    assert not is_section(URL, "https://port.example/city/2030/other.html")
    assert not is_section(URL, URL)
    assert not is_section(URL, "https://fort.example/city/")


def test_a_page_without_the_article_is_compared_with_what_its_host_says_of_nothing():
    assert judged(EMPTY) == "ask"
    nothing = nothing_of(replace(EMPTY, landed=impossible(URL)), 200, NOW)
    assert judged(EMPTY, nothing=nothing) == "same as nothing"
    assert judged(replace(EMPTY, lines=("首页", "另一页", "三")), nothing=nothing) == "no article"
    assert judged(EMPTY, nothing=replace(nothing, status=404)) == "no article", (
        "a host that says 404 where nothing is means what it says"
    )
    assert judged(EMPTY, nothing=replace(nothing, lines=frozenset())) == "no article"


def test_a_text_unlike_what_was_kept_is_an_article_unless_its_host_says_so_of_nothing():
    other = shown(article("今日要闻", ["别的新闻一则，与渡口有关。"] * 4), URL)
    nothing = nothing_of(replace(other, landed=impossible(URL)), 200, NOW)
    assert judged(other, has_article=True) == "ask"
    assert judged(other, has_article=True, nothing=nothing) == "same as nothing"
    assert judged(other, has_article=True, nothing=nothing_of(EMPTY, 200, NOW)) == "rewritten"


@pytest.mark.parametrize(
    "line", ["请输入验证码", "Verify you are human", "請先登錄", "Just a moment...", "Please enable JavaScript"]
)
def test_a_wall_says_nothing_of_the_article_behind_it(line):
    wall = said(line)
    assert is_wall(wall)
    assert judged(wall, nothing=nothing_of(wall, 200, NOW)) == "no article"


def test_an_address_that_cannot_exist_is_the_same_for_a_folder_and_no_article():
    assert impossible(URL) == impossible("https://port.example/city/2030/another.html")
    assert impossible(URL).startswith("https://port.example/city/2030/samarkand-")
    assert impossible(URL).endswith(".html")
    assert impossible("https://port.example/a-5400123").count(".") == 1
    assert impossible("https://port.example/?id=7").startswith("https://port.example/samarkand-")


def test_what_changes_from_answer_to_answer_does_not_hide_that_it_is_nothing():
    lines = tuple(f"导航{n}" for n in range(20))
    nothing = nothing_of(Shown(URL, "港口日报", (*lines, "广告甲")), 200, NOW)
    assert is_nothing(Shown(URL, "港口日报", (*lines, "广告乙", "现在是 12:01")), nothing)
    assert not is_nothing(Shown(URL, "码头恢复装卸 - 港口日报", (*lines, *LINES * 2)), nothing)


@given(st.text(max_size=2000), st.text(max_size=200))
def test_no_page_and_no_address_is_too_strange_to_be_judged(html, url):
    shows = shown(html, url)
    for nothing in (None, nothing_of(shows, 200, NOW)):
        assert judge(KEPT, shows, (url, HOME), has_article=False, nothing=nothing)
