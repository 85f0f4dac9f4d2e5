"""What leaves an archive in the forms that web archives use: resources, pages, and what became of an article. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Format = Literal["warc", "wacz"]
RECORD_TYPE = "text/markdown"
"""The media type under which a record stands in a file of captures."""


@dataclass(frozen=True, slots=True)
class Resource:
    """Something that was kept without the HTTP answer around it; a record of type `resource` (WARC 1.1, 6.4)."""

    identity: str
    """What its record's identifier is made from; a file holds no two with the same."""
    url: str
    """Its own address, or a `urn:uuid:` where it never stood on the web."""
    at: datetime
    """When it was had (UTC)."""
    content_type: str
    body: bytes
    beside: str = ""
    """Identity of the resource that it belongs to."""


@dataclass(frozen=True, slots=True)
class Copied:
    """A capture that was copied into an export."""

    url: str
    """The address that answered."""
    at: datetime
    is_new: bool = True
    """False where the export has it already."""


@dataclass(frozen=True, slots=True)
class ListedPage:
    """A page in the list of those that one may open in an export."""

    id: str
    url: str
    at: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Exported:
    """What became of one article."""

    article: str
    versions: int = 0
    captures: int = 0
    """Answers of hosts that were copied, as they were kept."""
    texts: int = 0
    """Versions whose page was never captured: the record went out, with a page that says so."""
    pictures: int = 0
    problems: tuple[tuple[str, str], ...] = ()
    """What is missing or damaged, and why it is not in the export."""
