from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from pipeline.conftest import FEED, PORT
from twins.fetcher import Page
from twins.network import LINES, article, body, parts_in_memory, rss

from samarkand.model.collecting import Trouble
from samarkand.model.outlets import FeedAddress, Follow
from samarkand.pipeline.updating import update


def round_of(parts, net, *, without=("picture",)):
    """One round of the news; (outcome, subject) of each report, in their order."""
    return [
        (report.outcome, report.subject)
        for report in update(parts, net.network, net.now)
        if report.outcome not in without
    ]


def details(parts, net):
    return [report.detail for report in update(parts, net.network, net.now)]


A, B = "https://port.example/a", "https://port.example/b"


def test_an_article_that_stands_in_its_feed_whole_is_kept_from_there(parts, net, versions):
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}))
    assert round_of(parts, net) == [("new", A)]
    assert versions() == [("甲", 1, "feed")]
    assert net.asked("page") == []


def test_an_entry_with_a_summary_leads_to_its_page(parts, net, versions):
    net.page(FEED, rss({"title": "甲", "link": A, "description": "梗概"}))
    net.page(A, article("甲"))
    assert round_of(parts, net) == [("new", A)]
    assert versions() == [("甲", 1, "page")]


def test_an_outlet_that_promises_whole_articles_is_believed(net, versions):
    promising = replace(PORT, feeds=(FeedAddress(FEED, full_text=True),))
    parts = parts_in_memory((promising,), (Follow(outlet="port"),))
    net.page(FEED, rss({"title": "短讯", "link": A, "description": "渡轮今晚停航。"}))
    assert round_of(parts, net) == [("new", A)]
    assert net.asked("page") == []


def test_the_answer_of_a_feed_is_on_disk_before_the_versions_that_came_of_it(parts, net):
    net.page(
        FEED, rss({"title": "甲", "link": A, "body": body()}, {"title": "乙", "link": B, "body": body(*LINES[1:])})
    )
    round_of(parts, net)
    kinds = [(line.kind, line.data.get("capture", "").partition("#")[0]) for line in parts.archive.lines()]
    (capture,) = (path for path in parts.archive.files if path.startswith("pages/"))
    assert kinds == [("capture", ""), ("version", capture), ("version", capture), ("round", "")]
    assert list(parts.archive.verify()) == []


def test_without_captures_the_versions_are_kept_all_the_same(net):
    parts = parts_in_memory((PORT,), (Follow(outlet="port"),))
    parts = replace(parts, settings=replace(parts.settings, keep_captures=False))
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}))
    assert round_of(parts, net) == [("new", A)]
    assert [line.kind for line in parts.archive.lines()] == ["version", "round"]


def test_a_feed_is_left_alone_until_its_time_has_come(parts, net):
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}))
    round_of(parts, net)
    net.asked("feed")
    net.later(minutes=10)
    (report,) = update(parts, net.network, net.now)
    assert (report.outcome, report.subject) == ("note", "feeds")
    assert "none is due before 2030-09-07 12:" in report.detail
    assert net.asked("feed") == []


def test_an_edit_in_the_feed_is_a_version_and_the_same_text_is_none(parts, net, versions):
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}))
    round_of(parts, net)
    net.page(FEED, rss({"title": "甲", "link": A, "body": body().replace("<p>", "<p> ")}, title="另名"))
    net.later(hours=2)
    assert ("unchanged", A) in round_of(parts, net)
    net.page(FEED, rss({"title": "甲", "link": A, "body": body().replace("凌晨三点", "凌晨四点")}))
    net.later(hours=3)
    assert ("changed", A) in round_of(parts, net)
    assert versions() == [("甲", 1, "feed"), ("甲", 2, "feed")]


def test_a_feed_of_the_same_bytes_is_not_read_again(parts, net):
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}))
    net.page(A, article())
    round_of(parts, net)
    net.later(minutes=45)
    assert round_of(parts, net) == [("unchanged", A)]
    assert parts.archive.end().count == 4


def test_a_feed_that_answers_304_says_nothing_new(parts, net):
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}), etag='"1"')
    net.page(A, article())
    round_of(parts, net)
    net.later(minutes=45)
    assert round_of(parts, net) == [("unchanged", A)]
    assert [request.etag for request in net.fetcher.asked if request.kind == "feed"] == ["", '"1"']


def test_the_same_article_in_two_feeds_is_one_article(net, versions):
    other = "https://port.example/city.xml"
    outlet = replace(PORT, feeds=(FeedAddress(FEED), FeedAddress(other)))
    parts = parts_in_memory((outlet,), (Follow(outlet="port"),))
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}, {"title": "乙", "link": B, "description": "梗概"}))
    net.page(
        other, rss({"title": "甲", "link": f"{A}?utm_source=city", "body": body()}, {"title": "乙", "link": f"{B}#top"})
    )
    net.page(B, article("乙"))
    outcomes = Counter(outcome for outcome, _ in round_of(parts, net))
    assert outcomes == {"new": 2, "unchanged": 1}
    assert len(net.asked("page")) == 1


def test_the_same_article_twice_in_one_feed_is_one_article(parts, net, versions):
    net.page(FEED, rss(*({"title": title, "link": A, "body": body(), "guid": title} for title in ("甲", "乙"))))
    assert round_of(parts, net) == [("new", A)]
    assert len(versions()) == 1


def test_an_entry_without_a_link_is_told(parts, net):
    net.page(FEED, rss({"title": "无处可去", "body": body()}))
    assert round_of(parts, net) == [("skipped", "无处可去")]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (Page(b"", 410), "410 Gone"),
        (Page(b"", 404), "the host answered 404"),
        (Page(b"", 503), "the host answered 503"),
        (Page(b"<html><body>x</body></html>"), "HTML page, not a feed"),
        (Page(b""), "no feed"),
        (Trouble.TOO_SLOW, "too-slow"),
        (Trouble.PRIVATE_ADDRESS, "private-address"),
    ],
)
def test_a_feed_that_cannot_be_read_is_told_and_remembered(parts, net, answer, reason):
    net.web[FEED] = answer
    (report,) = update(parts, net.network, net.now)
    assert (report.outcome, report.subject) == ("failed", FEED)
    assert reason in report.detail
    (row,) = parts.catalog.outlets()
    assert (row.failures, reason in row.trouble) == (1, True)
    assert [line.kind for line in parts.archive.lines()] == ["round"]


def test_an_outlet_is_in_trouble_only_if_none_of_its_feeds_can_be_read(net):
    outlet = replace(PORT, feeds=(FeedAddress(FEED), FeedAddress("https://port.example/dead.xml")))
    parts = parts_in_memory((outlet,), (Follow(outlet="port"),))
    net.page(FEED, rss({"title": "甲", "link": A, "body": body()}))
    assert ("failed", "https://port.example/dead.xml") in round_of(parts, net)
    (row,) = parts.catalog.outlets()
    assert (row.failures, row.trouble) == (0, "")


def test_broken_xml_is_told_and_its_articles_are_kept(parts, net):
    whole = rss({"title": "甲", "link": A, "body": body()}, {"title": "乙", "link": B, "body": body()})
    net.page(FEED, whole[: whole.index("乙") + 1])
    outcomes = round_of(parts, net)
    assert ("new", A) in outcomes
    assert ("note", FEED) in outcomes


def test_a_feed_that_moved_is_asked_at_its_new_place_and_known_by_the_old_one(parts, net):
    moved = "https://feeds.port.example/rss.xml"
    net.web[FEED] = Page(status=301, headers=(("Location", moved),))
    net.page(moved, rss({"title": "甲", "link": A, "body": body()}))
    assert round_of(parts, net) == [("new", A)]
    net.asked("feed")
    net.later(hours=1)
    round_of(parts, net)
    assert net.asked("feed") == [moved]


def test_a_changed_title_in_the_feed_brings_us_back_to_the_page(parts, net, versions):
    net.page(FEED, rss({"title": "甲", "link": A}))
    net.page(A, article("甲"))
    round_of(parts, net)
    net.page(FEED, rss({"title": "甲（更正）", "link": A}))
    net.page(A, article("甲（更正）"))
    net.later(minutes=40)
    assert round_of(parts, net) == [("changed", A)]
    assert versions() == [("甲", 1, "page"), ("甲（更正）", 2, "page")]


def test_a_stop_between_a_feed_and_its_pages_loses_no_page(parts, net, versions):
    net.page(FEED, rss(*({"title": f"第{n}篇", "link": f"{A}{n}"} for n in range(5))))
    for n in range(5):
        net.page(f"{A}{n}", article(f"第{n}篇"))
    for report in update(parts, net.network, net.now):
        if report.outcome == "new":
            break  # nobody asks for more: as if the process were stopped here
    net.later(minutes=1)
    round_of(parts, net)
    assert len(versions()) == 5


def test_what_a_followed_feed_brings_belongs_to_the_outlet_of_each_link(net):
    parts = parts_in_memory((PORT,), (Follow(feed="https://reader.example/all.xml", title="合集"),))
    net.page(
        "https://reader.example/all.xml",
        rss(
            {"title": "甲", "link": A, "body": body()},
            {"title": "乙", "link": "https://www.other.example/x", "body": body()},
        ),
    )
    round_of(parts, net)
    assert {row.id for row in parts.catalog.outlets()} == {"port", "other.example", "reader.example"}
