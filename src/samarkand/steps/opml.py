"""Lists of subscriptions: OPML and the older RDF ones read by a library, OPML 2.0 written.

Source: http://opml.org/spec2.opml.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from xml.etree import ElementTree as ET

import listparser

from samarkand import urls
from samarkand.model.collecting import Subscription
from samarkand.text.xmlbytes import decode

MOST_TAGS = 20_000
"""Of a list that is read. The library notes all folders around each subscription, so the bounds are narrow."""
_MOST_CHARACTERS = 2_000_000
_DEEPEST = 1_000
_LONGEST_TAG = 4_000
_MOST_PAIRS = 1_000_000
_TAG = re.compile(r"<[^<>]*+>?")
_PERSON = re.compile(r"<[\w.-]*+:person\b", re.IGNORECASE)
_RESOURCE = re.compile(r":(?:about|resource)\b", re.IGNORECASE)
_CATEGORIES = re.compile(r"(\scategory\s*+=\s*+[\"'][^\"',<>]*+),[^\"'<>]*+", re.IGNORECASE)
"""Those after the first one, which is the one that counts."""
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def read_opml(data: bytes) -> tuple[Subscription, ...]:
    """The subscriptions of a list, each address once, in its order; none where the bytes are no list.

    A folder is what the attribute `category` says, and else the texts of the outlines around. Lists that the list
    refers to (`include`, `foaf:knows`) come last, marked as such. Of a list with over 20,000 tags the rest is left out.
    """
    try:
        found = listparser.parse(_bounded(decode(data).text).encode("utf-8-sig", "replace"))
    except Exception:  # noqa: BLE001  (whatever strange bytes bring about in the library: they are no list)
        return ()
    listed = [_subscription(one, is_list=False) for one in found["feeds"]]
    listed += [_subscription(one, is_list=True) for one in found["lists"]]
    return tuple({one.url: one for one in reversed(listed) if one.url}.values())[::-1]


def write_opml(subscriptions: Iterable[Subscription], title: str, now: datetime) -> bytes:
    """An OPML 2.0 document in UTF-8 that names the subscriptions in their order; `now` is the time it is made at.

    `read_opml` gives them back, but for the addresses of sites, control characters, which XML cannot hold, and
    blanks at the ends of texts.
    """
    root = ET.Element("opml", version="2.0")
    head = ET.SubElement(root, "head")
    ET.SubElement(head, "title").text = _line(title)
    ET.SubElement(head, "dateCreated").text = format_datetime(now.astimezone(UTC), usegmt=True)
    folders = [("", ET.SubElement(root, "body"))]
    for subscription in subscriptions:
        ET.SubElement(_folder(folders, subscription.category), "outline", _attributes(subscription))
    ET.indent(root)
    return bytes(ET.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


def _bounded(text: str) -> str:
    """The part of a text that the library reads in seconds; nothing of one where it would pair too much."""
    text = _CATEGORIES.sub(r"\1", text[:_MOST_CHARACTERS])
    if len(_PERSON.findall(text)) * len(_RESOURCE.findall(text)) > _MOST_PAIRS:
        return ""
    depth = 0
    for count, tag in enumerate(_TAG.finditer(text)):
        depth += -1 if tag[0].startswith("</") else 0 if tag[0].endswith("/>") else 1
        if count >= MOST_TAGS or depth > _DEEPEST or len(tag[0]) > _LONGEST_TAG:
            return text[: tag.start()]
    return text


def _subscription(told: Mapping[str, Any], *, is_list: bool) -> Subscription:
    """What the library tells of a feed or a list; without an address where it is none of the web."""
    address = urls.clean(urls.without_feed_scheme(told["url"]))
    folders = next(iter(told.get("categories") or ()), ())
    return Subscription(
        url=address if urls.is_web(address) else "",
        title=" ".join(told["title"].split()),
        category="/".join(line for folder in folders if (line := " ".join(folder.split()))),
        is_list=is_list,
    )


def _folder(open_folders: list[tuple[str, ET.Element]], category: str) -> ET.Element:
    """The outline of a folder; neighbours of one folder share it, so that the order is kept."""
    names = [name for part in category.split("/") if (name := _line(part))]
    shared = 0
    while shared < min(len(names), len(open_folders) - 1) and names[shared] == open_folders[shared + 1][0]:
        shared += 1
    del open_folders[shared + 1 :]
    for name in names[shared:]:
        open_folders.append((name, ET.SubElement(open_folders[-1][1], "outline", text=name)))
    return open_folders[-1][1]


def _attributes(subscription: Subscription) -> dict[str, str]:
    kind, key = ("include", "url") if subscription.is_list else ("rss", "xmlUrl")
    told = {"type": kind, "text": subscription.title, key: subscription.url, "htmlUrl": subscription.home}
    return {name: _line(value) for name, value in told.items() if value or name == "text"}


def _line(text: str) -> str:
    return " ".join(_UNWRITABLE.sub("", text).split())
