"""From bytes to a FeedDocument."""

from __future__ import annotations

import calendar
import html
import io
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import feedparser

from samarkand import times, urls
from samarkand.model.collecting import Entry, FeedDocument


def read_feed(data: bytes, url: str, headers: Mapping[str, str], now: datetime) -> FeedDocument:
    """The feed in these bytes; where they are none, a document without entries whose trouble says what they are."""
    lowered = {key.lower(): value for key, value in headers.items()}
    found = feedparser.parse(
        io.BytesIO(data),
        response_headers={**lowered, "content-location": url},
        sanitize_html=False,
        resolve_relative_uris=False,
    )
    return FeedDocument(
        title=_plain(found.feed.get("title", "")),
        entries=tuple(_entry(entry, url, now) for entry in found.entries),
        format=found.version,
        home=urls.join(url, found.feed.get("link", "")),
        language=found.feed.get("language", ""),
        encoding=found.get("encoding", ""),
        trouble="" if found.version else "no feed",
    )


def _entry(entry: Any, url: str, now: datetime) -> Entry:
    content = next((part.value for part in entry.get("content", ())), "")
    return Entry(
        url=urls.join(url, entry.get("link", "")),
        title=_plain(entry.get("title", "")),
        body=content or entry.get("summary", ""),
        is_full=bool(content),
        published_at=_instant(entry.get("published_parsed"), now),
        updated_at=_instant(entry.get("updated_parsed"), now),
        authors=tuple(a.name for a in entry.get("authors", ()) if "name" in a),
        guid=entry.get("id", ""),
        pictures=tuple(e.href for e in entry.get("enclosures", ()) if e.get("type", "").startswith("image/")),
    )


def _plain(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text)).strip()


def _instant(parsed: Any, now: datetime) -> datetime | None:
    if not parsed:
        return None
    instant = datetime.fromtimestamp(calendar.timegm(parsed), UTC)
    return instant if times.is_plausible(instant, now) else None
