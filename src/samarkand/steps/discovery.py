"""Finding the feeds of a site: those its page names, and the addresses where feeds often lie."""

from __future__ import annotations

from samarkand import urls
from samarkand.model.outlets import FeedAddress
from samarkand.text.markup import parse_page

FEED_TYPES = {
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
    "application/xml",
    "text/xml",
}


def find_feeds(html: bytes | str, url: str) -> tuple[FeedAddress, ...]:
    """The feeds that a page names, the likeliest first, each once."""
    found: dict[str, FeedAddress] = {}
    for link in parse_page(html).select("link[rel~=alternate][type][href]"):
        address = urls.join(url, str(link.attrs.get("href") or ""))
        if address and str(link.attrs.get("type")).lower().split(";")[0].strip() in FEED_TYPES:
            found.setdefault(address, FeedAddress(address, str(link.attrs.get("title") or "")))
    return tuple(found.values())


def guesses(url: str) -> tuple[str, ...]:
    """Addresses at which sites often keep a feed, worth a try where the page names none."""
    return tuple(
        urls.join(url, path)
        for path in ("/feed", "/rss", "/rss.xml", "/feed.xml", "/atom.xml", "/index.xml", "/feed.json")
    )
