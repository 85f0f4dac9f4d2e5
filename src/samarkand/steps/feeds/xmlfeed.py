"""RSS, RDF, Atom and CDF: from text to a feed, by what the library finds in it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from samarkand import urls
from samarkand.model.collecting import FeedDocument
from samarkand.steps.feeds.entries import authors_of, entry_of, line, text_of
from samarkand.steps.feeds.parsing import Parsed, parse

_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_FEEDS = frozenset({"rss", "rdf", "feed", "channel"})


def read_xml(text: str, url: str, now: datetime, zone: str) -> FeedDocument:
    """The feed in a text; without a format, and with trouble, where there is none. `url` is the feed's own address."""
    parsed = parse(text)
    if not parsed.entries and parsed.root not in _FEEDS:
        return FeedDocument("", (), "", trouble=_what_it_is(parsed))
    feed = parsed.feed
    is_atom = _format(parsed).startswith(("atom", "cdf"))
    language = text_of(feed, "language").replace("_", "-")
    inherited = (language, authors_of(feed) if is_atom else ())
    return FeedDocument(
        title=line(feed, "title", is_atom=is_atom),
        entries=tuple(entry_of(entry, url, now, zone, is_atom, inherited) for entry in parsed.entries),
        format=_format(parsed),
        home=urls.join(url, text_of(feed, "link")),
        language=language,
        ttl=_ttl(feed),
        trouble=parsed.trouble,
    )


def _what_it_is(parsed: Parsed) -> str:
    """One line that says why this is no feed."""
    if parsed.root == "html":
        return "this is an HTML page, not a feed; give the address of a feed, or let one be found on the page"
    if parsed.root:
        return f"this is no feed: its root is <{parsed.root[:40]}>"
    return f"this is no feed: {parsed.trouble or 'neither XML nor JSON'}"


def _format(parsed: Parsed) -> str:
    """The name of the format as the library has it: `rss20`, `rss10`, `atom10`; `cdf` by its root."""
    if parsed.root == "channel" and not parsed.version:
        return "cdf"
    return parsed.version or ("atom" if parsed.root == "feed" else "rss")


def _ttl(feed: Mapping[str, Any]) -> timedelta | None:
    """How long the feed asks to be left alone: RSS `ttl` in minutes, or the period and frequency of RSS 1.0."""
    minutes = text_of(feed, "ttl")
    if minutes.isdecimal() and 0 < int(minutes[:9]) <= 525_600:
        return timedelta(minutes=int(minutes[:9]))
    hours = _PERIODS.get(text_of(feed, "sy_updateperiod").lower())
    frequency = text_of(feed, "sy_updatefrequency")
    times_a_period = int(frequency[:6]) if frequency.isdecimal() else 1
    return timedelta(hours=hours) / max(1, times_a_period) if hours else None
