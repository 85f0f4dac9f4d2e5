"""RSS, RDF, Atom and CDF: from text to a feed. The forms are told apart by where a thing stands, not by a version.

Sources: RSS 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 (https://web.resource.org/rss/1.0/spec), Atom
(RFC 4287, and its drafts to 0.3), Media RSS (https://www.rssboard.org/media-rss).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from samarkand import urls
from samarkand.model.collecting import Entry, FeedDocument
from samarkand.steps.feeds.items import authors_of, base_of, first, line, read_item
from samarkand.steps.feeds.limits import CUT, MOST_ENTRIES
from samarkand.text.elements import Element, Elements, Grammar

GRAMMAR = Grammar(
    handed_out=frozenset({"item", "entry"}),
    leaves=frozenset({
        "title", "link", "guid", "id", "pubdate", "published", "updated", "description", "summary", "comments", "category",
        "dc:date", "dc:creator", "dc:subject", "content:encoded",
    }),
    opaque=frozenset({"title", "subtitle", "summary", "content", "description", "tagline", "info", "rights", "copyright"}),
)  # fmt: skip
_PERIODS = {"hourly": 1, "daily": 24, "weekly": 168, "monthly": 720, "yearly": 8760}
_RSS_VERSIONS = {
    "0.90": "rss090",
    "0.91": "rss091u",
    "0.92": "rss092",
    "0.93": "rss093",
    "0.94": "rss094",
    "1.0": "rss10",
}
_ATOM_VERSIONS = {"0.1": "atom01", "0.2": "atom02", "0.3": "atom03"}
_ATOM_SPACES = {"http://www.w3.org/2005/atom": "atom10", "http://purl.org/atom/ns#": "atom03"}


def read_xml(text: str, url: str, now: datetime, zone: str) -> FeedDocument:
    """The feed in a text; without a format, and with trouble, where there is none. `url` is the feed's own address."""
    elements = Elements(text, GRAMMAR)
    entries: list[Entry] = []
    kinds: set[str] = set()
    cut = ""
    for item in elements:
        if len(entries) == MOST_ENTRIES:
            cut = CUT
            break
        kinds.add(item.name)
        entries.append(read_item(item, elements, url, now, zone))
    root = _root(elements.root)
    if root is None and (not entries or _is_page(elements.root)):
        return FeedDocument("", (), "", trouble=_what_it_is(elements.root))
    channel = _channel(root) if root else elements.root
    language = _language(root, channel) if root else ""
    authors = authors_of(root, elements) if root and root.name == "feed" else ()
    return FeedDocument(
        title=line(channel, elements, "title", "dc:title"),
        entries=tuple(_inheriting(entry, language, authors) for entry in entries),
        format=_format(root, text) if root else "atom" if kinds == {"entry"} else "rss",
        home=_home(channel, url),
        language=language,
        ttl=_ttl(channel),
        trouble="; ".join(note for note in (cut, elements.fault and f"not well-formed: {elements.fault}") if note),
    )


def _root(document: Element) -> Element | None:
    """The element that makes the document a feed: the uppermost `rss`, `rdf:RDF`, `feed` or `channel`."""
    level = document.children
    for _ in range(5):
        for element in level:
            if element.name in {"rss", "rdf:rdf", "rdf", "feed", "channel"}:
                return element
        level = [child for element in level for child in element.children]
    return None


def _channel(root: Element) -> Element:
    """The element that holds what the feed says of itself."""
    return next(root.all("channel"), root)


def _is_page(document: Element) -> bool:
    return any(element.name in {"html", "xhtml:html", "head", "body"} for element in document.children)


def _what_it_is(document: Element) -> str:
    """One line that says why this is no feed."""
    if _is_page(document):
        return "this is an HTML page, not a feed; give the address of a feed, or let one be found on the page"
    if document.children:
        return f"this is no feed: its root is <{document.children[0].name[:40]}>"
    return "this is no feed: neither XML nor JSON"


def _format(root: Element, text: str) -> str:
    """The name of the format as feedparser has it: `rss20`, `rss10`, `atom10`, `cdf`."""
    version = root.attributes.get("version", "").strip()
    if root.name == "rss":
        if version.startswith("2"):
            return "rss20"
        is_netscape = version == "0.91" and "netscape.com" in text[:1000].lower()
        return "rss091n" if is_netscape else _RSS_VERSIONS.get(version, "rss")
    if root.name == "feed":
        spaces = (value.lower() for key, value in root.attributes.items() if key.startswith("xmlns"))
        named = next((_ATOM_SPACES[space] for space in spaces if space in _ATOM_SPACES), "atom")
        return _ATOM_VERSIONS.get(version, named)
    if root.name == "channel":
        return "cdf" if "href" in root.attributes else "rss"
    return "rss090" if any("/rdf/simple/0.9/" in value for value in root.attributes.values()) else "rss10"


def _language(root: Element, channel: Element) -> str:
    told = first(channel, "language", "dc:language") or channel.inherited("xml:lang") or root.attributes.get("lang", "")
    return told.replace("_", "-")


def _home(channel: Element, url: str) -> str:
    """The address of the site: the first link that is no feed's own."""
    for link in channel.all("link"):
        if link.attributes.get("rel", "alternate") == "alternate":
            joined = urls.join(base_of(link, url), link.attributes.get("href", "") or link.text)
            if joined:
                return joined
    return urls.join(base_of(channel, url), channel.attributes.get("href", ""))


def _ttl(channel: Element) -> timedelta | None:
    """How long the feed asks to be left alone: RSS `ttl` in minutes, or the period and frequency of RSS 1.0."""
    minutes = first(channel, "ttl")
    if minutes.isdecimal() and 0 < int(minutes[:9]) <= 525_600:
        return timedelta(minutes=int(minutes[:9]))
    hours = _PERIODS.get(first(channel, "sy:updateperiod").lower())
    frequency = first(channel, "sy:updatefrequency")
    times_a_period = int(frequency[:6]) if frequency.isdecimal() else 1
    return timedelta(hours=hours) / max(1, times_a_period) if hours else None


def _inheriting(entry: Entry, language: str, authors: tuple[str, ...]) -> Entry:
    """The entry with the language of its feed, and in Atom with its authors, where it has none of its own."""
    if (entry.language or not language) and (entry.authors or not authors):
        return entry
    return replace(entry, language=entry.language or language, authors=entry.authors or authors)
