"""Extractors of plugins in the flow: what one finds is kept; one that raises or lies is reported, and our own rules read the page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from twins.network import CAPTURE_FILES, NOON, MemoryFile, article, rss

from samarkand.adapters.captures import to_warc
from samarkand.model.articles import Published
from samarkand.model.catalog import Listing
from samarkand.model.collecting import Answer, Request
from samarkand.model.plugins import PageArticle
from samarkand.pipeline.importing import import_files
from samarkand.pipeline.plugged import Extractors
from samarkand.pipeline.updating import update

URL, FEED = "https://port.example/1", "https://port.example/rss.xml"
GOOD = PageArticle(
    "渡轮 恢复\n航行",
    "<p>渡轮星期一恢复航行，船票不涨价。</p>",
    ("苏青",),
    datetime(2030, 9, 7, 8, tzinfo=UTC),
    "zh-Hans",
)


def collected(parts, net, extractor) -> list:
    parts = replace(parts, extractors=Extractors(lambda: {"port": extractor}))
    net.page(FEED, rss({"title": "码头", "link": URL}))
    net.page(URL, article("码头恢复装卸"))
    return list(update(parts, net.network, net.now))


def kept(parts):
    (found,) = parts.catalog.articles(Listing())
    return found.latest


def test_what_a_plugin_finds_is_kept(parts, net):
    reports = collected(parts, net, lambda page, url: GOOD if "<html" in page or "<" in page else None)
    latest = kept(parts)
    assert (latest.title, latest.authors, latest.language) == ("渡轮 恢复 航行", ("苏青",), "zh-Hans")
    assert latest.published == Published(GOOD.published_at, latest.published.zone, "second", "page")
    assert not [each for each in reports if each.outcome == "failed"]


def test_a_plugin_that_leaves_the_page_to_us_is_no_trouble(parts, net):
    reports = collected(parts, net, lambda page, url: None)
    assert kept(parts).title == "码头恢复装卸"
    assert not [each for each in reports if each.outcome == "failed"]


def test_what_goes_wrong_in_an_import_is_told_too(parts):
    parts = replace(parts, extractors=Extractors(lambda: {"port.example": _raises, "port": _raises}))
    answer = Answer(Request(URL, "page"), URL, 200, (("Content-Type", "text/html"),), article("码头").encode(), NOON)
    data, _ = to_warc([answer])
    reports = list(import_files(parts, CAPTURE_FILES, [[MemoryFile("a.warc.gz", data)]], NOON))
    assert kept(parts).title == "码头"
    (failed,) = [each for each in reports if each.outcome == "failed"]
    assert "raised RuntimeError" in failed.detail


def _raises(page, url):
    raise RuntimeError("no\nsuch thing")


@pytest.mark.parametrize(
    ("answer", "problem"),
    [
        (_raises, "raised RuntimeError: no such thing"),
        ("text", "answered with str"),
        (replace(GOOD, title=" "), "told a title"),
        (replace(GOOD, title=None), "told a title"),
        (replace(GOOD, body="<p> </p>"), "told a body"),
        (replace(GOOD, body="x" * 4_000_001), "told a body"),
        (replace(GOOD, authors=["x"]), "told authors"),
        (replace(GOOD, language="chinese (all)"), "told the language"),
        (replace(GOOD, published_at=datetime(2030, 9, 7, 8)), "told the time"),
        (replace(GOOD, published_at=datetime(2100, 1, 1, tzinfo=UTC)), "told the time"),
    ],
    ids=range(10),
)
def test_one_that_raises_or_lies_is_named_and_our_rules_read_the_page(parts, net, answer, problem):
    extractor = answer if callable(answer) else lambda page, url: answer
    reports = collected(parts, net, extractor)
    assert kept(parts).title == "码头恢复装卸"
    (failed,) = [each for each in reports if each.outcome == "failed"]
    assert failed.subject == URL
    assert failed.detail.startswith(f"the plugin port (extractors) {problem}")
    assert net.now == NOON
