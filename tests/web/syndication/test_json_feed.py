"""JSON Feed 1.1 from plain values."""

from __future__ import annotations

import json
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st
from web.syndication.valid import faults

from samarkand.web.syndication.json_feed import json_feed
from samarkand.web.syndication.nouns import Feed, FeedEntry

AT = datetime(2026, 3, 1, 8, tzinfo=UTC)
PAGE = "https://a.example/"


@given(st.text(), st.text(), st.text())
def test_any_text_makes_a_valid_document(title, content, summary):
    entry = FeedEntry("article 1", title, PAGE, "", content, "zh", ("甲",), AT, AT, summary)
    body = json_feed(Feed("all", title, PAGE, f"{PAGE}feed.json", "某报", "zh-Hans", AT, (entry,)))
    assert faults("json", body) == []
    (item,) = json.loads(body)["items"]
    told = content if content or not summary else summary
    assert item.get("content_html", item.get("content_text")) == told.encode("utf-8", "replace").decode()


def test_what_is_not_told_is_left_out():
    told = json.loads(json_feed(Feed("all", "题", PAGE, f"{PAGE}feed.json", "某报", "zh-Hans", AT, ())))
    assert told["items"] == []
    assert not {"next_url", "hubs"} & told.keys()
