"""Atom 1.0 (RFC 4287) from plain values; what XML cannot hold is left out, and everything else is escaped."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree as ET

from samarkand.times import iso

CONTENT_TYPE = "application/atom+xml; charset=utf-8"
_NAMESPACE = "http://www.w3.org/2005/Atom"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """An entry. Links are absolute; the content is safe HTML."""

    name: str
    """What the entry is, on every machine: its identifier is made from it."""
    title: str
    link: str
    via: str
    """The original address."""
    content: str
    language: str
    authors: Sequence[str]
    """At least one."""
    updated_at: datetime
    published_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed."""

    name: str
    """What the feed is, wherever it is served."""
    title: str
    link: str
    """Of the page that it is about."""
    own: str
    """Of the feed itself."""
    author: str
    language: str
    updated_at: datetime
    entries: Sequence[FeedEntry]


def atom(feed: Feed) -> bytes:
    """The document, as UTF-8."""
    root = ET.Element("feed", {"xmlns": _NAMESPACE, "xml:lang": feed.language})
    _text(root, "id", urn(feed.name))
    _text(root, "title", feed.title)
    _text(root, "updated", iso(feed.updated_at))
    _link(root, "self", feed.own, "application/atom+xml")
    _link(root, "alternate", feed.link, "text/html")
    _text(ET.SubElement(root, "author"), "name", feed.author)
    _text(root, "generator", "Samarkand")
    for entry in feed.entries:
        _entry(root, entry)
    body: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return body


def urn(name: str) -> str:
    """The same name, the same identifier: a UUID made from it (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'samarkand:{name}')}"


def _entry(root: ET.Element, entry: FeedEntry) -> None:
    element = ET.SubElement(root, "entry", {"xml:lang": entry.language})
    _text(element, "id", urn(entry.name))
    _text(element, "title", entry.title)
    _text(element, "updated", iso(entry.updated_at))
    if entry.published_at:
        _text(element, "published", iso(entry.published_at))
    for author in entry.authors:
        _text(ET.SubElement(element, "author"), "name", author)
    _link(element, "alternate", entry.link, "text/html")
    if entry.via:
        _link(element, "via", entry.via)
    _text(element, "content", entry.content, {"type": "html"})


def _text(parent: ET.Element, tag: str, text: str, attributes: dict[str, str] | None = None) -> None:
    ET.SubElement(parent, tag, attributes or {}).text = _NOT_IN_XML.sub("", text)


def _link(parent: ET.Element, relation: str, address: str, kind: str = "") -> None:
    attributes = {"rel": relation, "href": _NOT_IN_XML.sub("", address)}
    ET.SubElement(parent, "link", {**attributes, "type": kind} if kind else attributes)
