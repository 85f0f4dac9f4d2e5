"""What is followed is told by the addresses of feeds, each once, with the outlet that it belongs to."""

from __future__ import annotations

from dataclasses import replace

from twins.network import parts_in_memory

from samarkand.model.outlets import FeedAddress, Follow, Outlet
from samarkand.pipeline.followed import followed_feeds, subscriptions

NEWS, SPORT = FeedAddress("https://port.example/news.xml", "要闻"), FeedAddress("https://port.example/sport.xml", "")
PORT = Outlet("port", "港口日报", places=("port.example",), feeds=(NEWS, SPORT))


def follows(*some: Follow):
    return replace(parts_in_memory((PORT,)), follows=some)


def test_an_outlet_is_followed_by_all_of_its_feeds_and_a_feed_by_itself():
    found = followed_feeds(follows(Follow(outlet="port"), Follow(feed="https://hill.example/rss", title="山闻")))
    assert found[NEWS.url] == ("port", NEWS)
    assert found[SPORT.url] == ("port", SPORT)
    assert found["https://hill.example/rss"][1] == FeedAddress("https://hill.example/rss", "山闻")
    assert len(found) == 3


def test_a_feed_of_a_known_outlet_is_that_outlets_and_told_once():
    found = followed_feeds(follows(Follow(feed=NEWS.url), Follow(outlet="port")))
    assert list(found) == [NEWS.url, SPORT.url]
    assert found[NEWS.url] == ("port", NEWS)


def test_what_is_paused_is_asked_no_more_and_still_stands_in_the_list_of_subscriptions():
    parts = follows(Follow(outlet="port", paused=True), Follow(feed="https://hill.example/rss", title="山闻"))
    assert list(followed_feeds(parts)) == ["https://hill.example/rss"]
    assert [(each.url, each.title) for each in subscriptions(parts)] == [
        (NEWS.url, "要闻"),
        (SPORT.url, "港口日报"),
        ("https://hill.example/rss", "山闻"),
    ]
