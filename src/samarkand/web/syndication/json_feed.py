"""JSON Feed 1.1 (jsonfeed.org/version/1.1) from plain values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from samarkand.times import iso
from samarkand.web.syndication.nouns import Feed, FeedEntry

CONTENT_TYPE = "application/feed+json; charset=utf-8"
VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed) -> bytes:
    """The document, as UTF-8."""
    told: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.link,
        "feed_url": feed.own,
        "language": feed.language,
        "authors": [{"name": feed.author}],
        **({"next_url": feed.older} if feed.older else {}),
        **({"hubs": [{"type": "WebSub", "url": feed.hub}]} if feed.hub else {}),
        "items": [_item(entry) for entry in feed.entries],
    }
    return json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")


def _item(entry: FeedEntry) -> Mapping[str, Any]:
    """An item; the standard asks for a content, which the summary is where nothing else is told."""
    content = {"content_html": entry.content} if entry.content or not entry.summary else {"content_text": entry.summary}
    return {
        "id": entry.identifier,
        "url": entry.link,
        **({"external_url": entry.via} if entry.via else {}),
        "title": entry.title,
        **content,
        **({"summary": entry.summary} if entry.summary else {}),
        **({"date_published": iso(entry.published_at)} if entry.published_at else {}),
        "date_modified": iso(entry.updated_at),
        "authors": [{"name": author} for author in entry.authors],
        "language": entry.language,
    }
