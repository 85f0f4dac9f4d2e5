"""A hub that is told of news: once a round, by the addresses that it knows, and never so that a round fails for it."""

from __future__ import annotations

from dataclasses import replace
from urllib.parse import parse_qs

import pytest
from web.press import archive_told

from samarkand.pipeline.announcing import announce
from samarkand.pipeline.parts import Messengers


@pytest.fixture
def told(tmp_path):
    with archive_told(tmp_path) as (parts, keep):
        settings = replace(parts.settings, hub="https://hub.example/", address="https://news.example/press")
        yield replace(parts, settings=settings), keep


def hub(problem: str = ""):
    posts = []

    def post(url, body, headers):
        posts.append((url, parse_qs(body.decode()), headers))
        return problem

    return Messengers(post, lambda *_: "", lambda _: None, lambda _: ""), posts


def test_the_hub_hears_of_the_feeds_that_have_news(told):
    parts, keep = told
    messengers, posts = hub()
    keep("https://yunhe.example/1", 0, "旧题", "<p>旧文</p>")
    before = parts.catalog.news()
    keep("https://harbour.example/1", 1, "A title", "<p>Some words.</p>")
    (report,) = announce(parts, messengers, before)
    ((url, form, headers),) = posts
    assert (report.outcome, url, headers["Content-Type"]) == (
        "note",
        "https://hub.example/",
        "application/x-www-form-urlencoded",
    )
    assert form["hub.mode"] == ["publish"]
    assert "https://news.example/press/outlets/harbour/feed.atom" in form["hub.url"]
    assert "https://news.example/press/feed.json" in form["hub.url"]
    assert not any("yunhe" in each for each in form["hub.url"])


def test_without_news_or_without_a_hub_nobody_is_told(told):
    parts, keep = told
    messengers, posts = hub()
    before = parts.catalog.news()
    assert list(announce(parts, messengers, before)) == []
    keep("https://yunhe.example/1", 0, "旧题", "<p>旧文</p>")
    assert list(announce(replace(parts, settings=replace(parts.settings, hub="")), messengers, before)) == []
    assert posts == []


def test_a_hub_that_fails_is_reported(told):
    parts, keep = told
    before = parts.catalog.news()
    keep("https://yunhe.example/1", 0, "旧题", "<p>旧文</p>")
    (report,) = announce(parts, hub("timeout: it took too long")[0], before)
    assert report.outcome == "failed"
    assert "timeout" in str(report)
