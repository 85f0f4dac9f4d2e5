"""RSS 2.0 from plain values: any text makes a document that can be read, and says the same."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree as ET

from hypothesis import given
from hypothesis import strategies as st
from web.syndication.valid import CONTENT, faults

from samarkand.web.syndication.nouns import Feed, FeedEntry
from samarkand.web.syndication.rss import rss

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
PAGE = "https://a.example/"


def feed_of(*entries: FeedEntry, **more) -> Feed:
    return Feed("all", "题", PAGE, f"{PAGE}feed.rss", "某报", "zh-Hans", AT, entries, **more)


@given(st.text(min_size=1), st.text())
def test_any_text_makes_a_document_that_can_be_read(title, content):
    root = ET.fromstring(rss(feed_of(FeedEntry("article 1", title, PAGE, "", content, "zh", ("甲",), AT, AT))))
    kept = [char for char in content if char >= " " and char not in "\ufffe\uffff" and not "\ud800" <= char <= "\udfff"]
    assert [char for char in root.findtext(f"channel/item/{CONTENT}") or "" if char >= " "] == kept


def test_a_summary_is_text_where_readers_take_it_for_html():
    entry = FeedEntry("article 1", "题", PAGE, "", "", "zh", ("甲", "乙"), AT, summary="a < b & <b>c</b>")
    body = rss(feed_of(entry))
    assert faults("rss", body) == []
    item = ET.fromstring(body).find("channel/item")
    assert item.findtext("description") == "a &lt; b &amp; &lt;b&gt;c&lt;/b&gt;"
    assert [each.text for each in item.findall("{http://purl.org/dc/elements/1.1/}creator")] == ["甲", "乙"]
    assert item.findtext("pubDate") == "Sun, 01 Mar 2026 08:00:00 GMT"


def test_a_page_names_its_neighbours_and_the_hub():
    body = rss(feed_of(older=f"{PAGE}2", first=f"{PAGE}1", hub="https://hub.example/"))
    links = {
        each.get("rel"): each.get("href") for each in ET.fromstring(body).iter("{http://www.w3.org/2005/Atom}link")
    }
    assert links == {"self": f"{PAGE}feed.rss", "first": f"{PAGE}1", "next": f"{PAGE}2", "hub": "https://hub.example/"}
