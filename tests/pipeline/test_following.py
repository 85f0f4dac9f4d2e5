from __future__ import annotations

import pytest
from pipeline.conftest import FEED, PORT
from twins.network import NOON, rss

from samarkand.model.collecting import Subscription, Trouble
from samarkand.model.outlets import Follow, Outlet
from samarkand.pipeline.following import find_feeds, follow_by_name, follows_in_list
from samarkand.steps.opml import write_opml

HOME = "https://port.example/"


@pytest.mark.parametrize("name", ["port", "港口日报", "PORT", "port.example"])
def test_an_outlet_is_followed_by_any_of_its_names(name):
    assert follow_by_name(name, (PORT,)) == Follow(outlet="port")


def test_an_outlet_without_feeds_cannot_be_followed_by_name():
    assert follow_by_name("port", (Outlet("port", "港口日报"),)) is None
    assert follow_by_name("nobody", (PORT,)) is None


def test_a_list_gives_its_feeds_and_leaves_out_other_lists():
    data = write_opml([Subscription(FEED, "港口日报"), Subscription("https://b.example/f", "乙")], "列表", NOON)
    found = follows_in_list(data.encode() if isinstance(data, str) else data)
    assert found == [Follow(feed=FEED, title="港口日报"), Follow(feed="https://b.example/f", title="乙")]
    assert follows_in_list(b"no list") == []


def test_a_feeds_own_address_is_followed(net):
    net.page(FEED, rss(title="港口日报"))
    assert find_feeds(net.fetcher, FEED, NOON) == ([Follow(feed=FEED, title="港口日报")], "")


def test_a_page_names_its_feed(net):
    net.page(
        HOME, '<html><head><link rel="alternate" type="application/rss+xml" href="/rss.xml" title="全部"></head></html>'
    )
    net.page(FEED, rss(title="港口日报"))
    found, problem = find_feeds(net.fetcher, HOME, NOON)
    assert [follow.feed for follow in found] == [FEED]
    assert problem == ""


def test_a_page_that_names_none_is_tried_at_the_usual_places(net):
    net.page(HOME, "<html><body>港口日报</body></html>")
    net.page("https://port.example/feed", rss(title="港口日报"))
    found, _ = find_feeds(net.fetcher, HOME, NOON)
    assert [follow.title for follow in found] == ["港口日报"]


def test_where_there_is_no_feed_it_is_told_what_to_do(net):
    net.page(HOME, "<html><body>港口日报</body></html>")
    found, problem = find_feeds(net.fetcher, HOME, NOON)
    assert found == []
    assert "give the feed's own address" in problem


def test_a_list_on_the_web_gives_its_feeds(net):
    data = write_opml([Subscription(FEED, "港口日报")], "列表", NOON)
    net.page(HOME + "list.opml", data)
    found, _ = find_feeds(net.fetcher, HOME + "list.opml", NOON)
    assert found == [Follow(feed=FEED, title="港口日报")]


def test_why_there_is_no_answer_is_told(net):
    assert find_feeds(net.fetcher, HOME, NOON) == ([], "the host answered 404")
    net.web[HOME] = Trouble.NO_HOST
    found, problem = find_feeds(net.fetcher, HOME, NOON)
    assert found == []
    assert problem.startswith("no-host: ")
