"""RSS 2.0 as the RSS Advisory Board's profile has it, from plain values; the full text as `content:encoded`.

Where times, authors and identifiers have better words elsewhere (Dublin Core, Atom's links), these stand beside.
"""

from __future__ import annotations

from datetime import UTC, datetime
from email.utils import format_datetime
from xml.etree import ElementTree as ET

from samarkand.web.syndication.nouns import GENERATOR, Feed, FeedEntry, for_xml

CONTENT_TYPE = "application/rss+xml; charset=utf-8"
_NAMESPACES = {
    "xmlns:atom": "http://www.w3.org/2005/Atom",
    "xmlns:content": "http://purl.org/rss/1.0/modules/content/",
    "xmlns:dc": "http://purl.org/dc/elements/1.1/",
}
_HISTORY = {"xmlns:fh": "http://purl.org/syndication/history/1.0"}


def rss(feed: Feed) -> bytes:
    """The document, as UTF-8."""
    root = ET.Element("rss", {"version": "2.0", **_NAMESPACES, **(_HISTORY if feed.is_complete else {})})
    channel = ET.SubElement(root, "channel")
    _text(channel, "title", feed.title)
    _text(channel, "link", feed.link)
    _text(channel, "description", feed.title)
    _text(channel, "language", feed.language)
    _text(channel, "lastBuildDate", _time(feed.updated_at))
    _text(channel, "generator", GENERATOR)
    _link(channel, "self", feed.own, "application/rss+xml")
    for relation, address in (("first", feed.first), ("next", feed.older), ("hub", feed.hub)):
        if address:
            _link(channel, relation, address)
    if feed.is_complete:
        ET.SubElement(channel, "fh:complete")
    for entry in feed.entries:
        _item(channel, entry)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _item(channel: ET.Element, entry: FeedEntry) -> None:
    """An item; what summarises it is its description, and its full text is that too where nothing else does."""
    element = ET.SubElement(channel, "item")
    _text(element, "title", entry.title)
    _text(element, "link", entry.link)
    _text(element, "guid", entry.identifier, {"isPermaLink": "false"})
    _text(element, "pubDate", _time(entry.published_at or entry.updated_at))
    for author in entry.authors:
        _text(element, "dc:creator", author)
    _text(element, "dc:language", entry.language)
    if entry.summary:
        _text(element, "description", _escaped(entry.summary))
    if entry.content:
        _text(element, "content:encoded", entry.content)


def _escaped(text: str) -> str:
    """A plain text where HTML is read."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _time(instant: datetime) -> str:
    return format_datetime(instant.astimezone(UTC), usegmt=True)


def _text(parent: ET.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, attributes or {}).text = for_xml(text)


def _link(parent: ET.Element, relation: str, address: str, kind: str = "") -> None:
    attributes = {"href": for_xml(address), "rel": relation}
    ET.SubElement(parent, "atom:link", {**attributes, "type": kind} if kind else attributes)
