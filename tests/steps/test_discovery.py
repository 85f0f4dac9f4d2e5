"""Feeds that a page names, and feeds that may be guessed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from samarkand.model.outlets import FeedAddress
from samarkand.steps.discovery import find_feeds, guesses

URL = "https://hewan.example/news/index.html"


def addresses(html: str, url: str = URL) -> list[str]:
    return [feed.url for feed in find_feeds(html, url)]


def test_declared_feeds_come_with_title_and_language():
    html = '<link rel="alternate" type="application/rss+xml" title=" 要闻\n总汇 " href="rss.xml" hreflang="zh-Hans">'
    assert find_feeds(html, URL) == (FeedAddress("https://hewan.example/news/rss.xml", "要闻 总汇", "zh-Hans"),)


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="ALTERNATE home" type="Application/Atom+XML; charset=utf-8" href="/f">',
        '<link rel="alternate" type="application/feed+json" href="/f">',
        '<link rel="alternate" type="application/rdf+xml" href="/f">',
        '<link rel="alternate" type="text/xml" title="RSS" href="/f">',
        '<link rel="feed" href="/f">',
        '<body><link rel="alternate" type="application/rss+xml" href="feed:https://hewan.example/f">',
        '<link rel="alternate" type="application/rss+xml" href="/f"><link rel="alternate" type="application/rss+xml" href="/f#x">',
        '<base href="/a/b/"><link rel="alternate" type="application/rss+xml" href="../../f">',
    ],
)
def test_a_feed_may_be_declared_in_many_ways(link):
    assert addresses(link) == ["https://hewan.example/f"]


@pytest.mark.parametrize(
    "link",
    [
        '<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/2">',
        '<link rel="alternate" type="application/json+oembed" href="/oembed?format=json">',
        '<link rel="alternate" type="text/html" hreflang="en" href="/en/">',
        '<link rel="stylesheet" type="application/rss+xml" href="/f">',
        '<link rel="alternate" type="application/rss+xml" href="javascript:x">',
        '<link rel="alternate" type="application/rss+xml" href="">',
        '<link rel="alternate" type="application/rss+xml" href="index.html">',
        '<a href="/feedback">Tell us</a>',
        '<a href="/topics/atomic-energy">Energy</a>',
        '<a href="/stories/feeding-birds">Birds</a>',
        '<a href="mailto:rss@hewan.example">Mail</a>',
    ],
)
def test_what_is_no_feed_is_left_out(link):
    assert addresses(link) == []


@pytest.mark.parametrize(
    "href",
    [
        "/feed/",
        "/rss.xml",
        "/rss/news.xml",
        "/news/?feed=rss2",
        "/index.rdf",
        "/a.atom",
        "//feeds.hewan.example/1",
        "/feeds/posts/default",
    ],
)
def test_links_that_look_like_feeds_are_found(href):
    assert len(addresses(f'<a href="{href}">x</a>')) == 1


def test_the_likeliest_comes_first_and_comments_last():
    html = """<link rel="alternate" type="application/rss+xml" title="河湾 » 评论" href="/c/feed">
    <a href="https://other.example/feed/">other</a><a href="/rss">About RSS</a><a href="/rss/world.xml">World</a>
    <link rel="alternate" type="application/rss+xml" title="河湾" href="/feed"><a href="/feed">again</a>"""
    assert addresses(html) == [
        "https://hewan.example/feed",
        "https://hewan.example/rss/world.xml",
        "https://other.example/feed/",
        "https://hewan.example/rss",
        "https://hewan.example/c/feed",
    ]


def test_a_page_of_links_gives_a_list_that_ends():
    assert len(addresses("".join(f'<a href="/feed/{n}">x</a>' for n in range(5000)))) == 200


def test_guesses_lie_below_the_page_and_at_the_root():
    assert guesses("https://hewan.example")[:2] == ("https://hewan.example/feed", "https://hewan.example/rss")
    below = guesses("https://hewan.example/blog/")
    assert below[0] == "https://hewan.example/blog/feed"
    assert "https://hewan.example/rss.xml" in below
    assert guesses(URL)[0] == "https://hewan.example/news/feed"
    assert guesses("https://hewan.example/blog")[0] == "https://hewan.example/blog/feed"


@pytest.mark.parametrize("url", ["", "mailto:x@hewan.example", "http://[x", "ftp://hewan.example/"])
def test_there_is_nothing_to_guess_off_the_web(url):
    assert guesses(url) == ()


@given(st.text(max_size=100) | st.binary(max_size=100), st.text(max_size=30))
def test_no_page_raises(html, url):
    assert isinstance(find_feeds(html, url), tuple)
    assert isinstance(guesses(url), tuple)
