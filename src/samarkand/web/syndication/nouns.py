"""What a feed is, whatever it is written as. Values only."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import NAMESPACE_URL, uuid5

GENERATOR = "Samarkand"
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry is filed under."""

    term: str
    label: str
    scheme: str
    """Who knows what it means."""


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
    """"" where only the summary is told."""
    language: str
    authors: Sequence[str]
    """At least one."""
    updated_at: datetime
    published_at: datetime | None = None
    summary: str = ""
    """Plain text; "" where the content is told."""
    identity: str = ""
    """Its identifier, where that is not made from its name."""
    categories: Sequence[Category] = ()

    @property
    def identifier(self) -> str:
        """The same on every machine."""
        return self.identity or urn(self.name)


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed, or one page of it."""

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
    older: str = ""
    """Where the page behind lies; "" where there is none."""
    first: str = ""
    """Where the first page lies, told by a page that is not the first or has one behind it; "" where all is in one."""
    is_complete: bool = False
    """Whether it holds all that belongs to it, so that what stands in it no more is no part of it."""
    hub: str = ""
    """Where a subscription to it can be made that is told of news (WebSub); "" for none."""


def urn(name: str) -> str:
    """The same name, the same identifier: a UUID made from it (RFC 9562, version 5)."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'samarkand:{name}')}"


def for_xml(text: str) -> str:
    """A text without what XML 1.0 cannot hold."""
    return _NOT_IN_XML.sub("", text)
