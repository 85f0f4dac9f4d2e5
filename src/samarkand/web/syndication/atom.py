"""Atom 1.0 (RFC 4287), paged as RFC 5005 has it, from plain values; what XML cannot hold is left out, all else escaped."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from samarkand.times import iso
from samarkand.web.syndication.nouns import GENERATOR, Feed, FeedEntry, for_xml, urn

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_HISTORY = "http://purl.org/syndication/history/1.0"


def atom(feed: Feed) -> bytes:
    """The document, as UTF-8."""
    history = {"xmlns:fh": _HISTORY} if feed.is_complete else {}
    root = ET.Element("feed", {"xmlns": _NAMESPACE, **history, "xml:lang": feed.language})
    _text(root, "id", urn(feed.name))
    _text(root, "title", feed.title)
    _text(root, "updated", iso(feed.updated_at))
    _link(root, "self", feed.own, "application/atom+xml")
    _link(root, "alternate", feed.link, "text/html")
    for relation, address in (("first", feed.first), ("next", feed.older), ("hub", feed.hub)):
        if address:
            _link(root, relation, address)
    if feed.is_complete:
        ET.SubElement(root, "fh:complete")
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _text(root, "generator", GENERATOR)
    for entry in feed.entries:
        _entry(root, entry)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def _entry(root: ET.Element, entry: FeedEntry) -> None:
    element = ET.SubElement(root, "entry", {"xml:lang": entry.language})
    _text(element, "id", entry.identifier)
    _text(element, "title", entry.title)
    _text(element, "updated", iso(entry.updated_at))
    if entry.published_at:
        _text(element, "published", iso(entry.published_at))
    for author in entry.authors:
        _text(ET.SubElement(element, "author"), "name", author)
    _link(element, "alternate", entry.link, "text/html")
    if entry.via:
        _link(element, "via", entry.via)
    for each in entry.categories:
        ET.SubElement(
            element, "category", {"term": for_xml(each.term), "scheme": each.scheme, "label": for_xml(each.label)}
        )
    if entry.summary:
        _text(element, "summary", entry.summary)
    if entry.content or not entry.summary:
        _text(element, "content", entry.content, {"type": "html"})


def _text(parent: ET.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, attributes or {}).text = for_xml(text)


def _link(parent: ET.Element, relation: str, address: str, kind: str = "") -> None:
    attributes = {"rel": relation, "href": for_xml(address)}
    ET.SubElement(parent, "link", {**attributes, "type": kind} if kind else attributes)
