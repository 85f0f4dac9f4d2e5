"""The feeds of the invented press, in five formats. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from typing import Any

from minijinja import Environment

from samarkand import times
from samarkand.demo.nouns import PressOutlet
from samarkand.demo.rounds import Standing

_TYPES = {
    "rss20": "application/rss+xml",
    "rss10": "application/rdf+xml",
    "atom10": "application/atom+xml",
    "json11": "application/feed+json",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One article as pages and feeds tell of it in a round: placeholders rendered, addresses made absolute."""

    standing: Standing
    url: str
    title: str
    summary: str
    blocks: tuple[Mapping[str, Any], ...]
    """For `body.html`: kind, html, items, picture (an address), credit."""
    pictures: tuple[str, ...]
    published: datetime
    modified: datetime
    stamp: str
    """The time of publication as the outlet's pages tell it."""

    @property
    def published_iso(self) -> str:
        """ISO 8601 in UTC."""
        return times.iso(self.published)

    @property
    def modified_iso(self) -> str:
        """ISO 8601 in UTC."""
        return times.iso(self.modified)

    @property
    def published_rfc822(self) -> str:
        """As RSS 2.0 wants it."""
        return format_datetime(self.published, usegmt=True)


@dataclass(frozen=True, slots=True)
class Document:
    """A feed's text, before it is encoded, and its media type."""

    type: str
    text: str


def document(
    outlet: PressOutlet, pieces: Sequence[Piece], html: Mapping[str, str], home: str, environment: Environment
) -> Document:
    """The feed that holds the pieces; `html` gives the body of each by its URL, for feeds with full text."""
    feed = outlet.feed
    query = ("&" if "?" in outlet.article_path else "?") + feed.tracking if feed.tracking else ""
    entries = [
        {"piece": piece, "article": piece.standing.article, "link": piece.url + query}
        | {"html": html[piece.url] if feed.full else "", "picture": piece.pictures[0] if piece.pictures else ""}
        for piece in pieces
    ]
    if feed.format == "json11":
        return Document(_TYPES["json11"], _json(outlet, entries, home))
    updated = times.iso(max((piece.modified for piece in pieces), default=times.EARLIEST))
    text = environment.render_template(
        f"{feed.format}.xml", outlet=outlet, entries=entries, home=home, feed=home + feed.path, updated=updated
    )
    return Document(_TYPES[feed.format], text.replace("&#x2f;", "/"))


def _json(outlet: PressOutlet, entries: Sequence[Mapping[str, Any]], home: str) -> str:
    items = [
        {
            "id": entry["piece"].url,
            "url": entry["link"],
            "title": entry["piece"].title,
            "summary": entry["piece"].summary,
            "content_html" if entry["html"] else "content_text": entry["html"] or entry["piece"].summary,
            "date_published": entry["piece"].published_iso,
            "date_modified": entry["piece"].modified_iso,
            "authors": [{"name": name} for name in entry["article"].authors],
            **({"image": entry["picture"]} if entry["picture"] else {}),
        }
        for entry in entries
    ]
    whole = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": outlet.name,
        "home_page_url": home,
        "feed_url": home + outlet.feed.path,
        "description": outlet.about,
        "language": outlet.language,
        "items": items,
    }
    return json.dumps(whole, ensure_ascii=False, indent=1)
