"""OPML 2.0 of feeds to subscribe to, from plain values."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from samarkand.web.syndication.nouns import for_xml

CONTENT_TYPE = "text/x-opml; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Outline:
    """A feed of a list; addresses are absolute."""

    title: str
    feed: str
    page: str
    language: str = ""


def opml(title: str, outlines: Iterable[Outline]) -> bytes:
    """The document, as UTF-8."""
    root = ET.Element("opml", {"version": "2.0"})
    ET.SubElement(ET.SubElement(root, "head"), "title").text = for_xml(title)
    body = ET.SubElement(root, "body")
    for each in outlines:
        told = {"type": "rss", "text": each.title, "title": each.title, "xmlUrl": each.feed, "htmlUrl": each.page}
        language = {"language": each.language} if each.language else {}
        ET.SubElement(body, "outline", {key: for_xml(value) for key, value in {**told, **language}.items()})
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data
