"""What leaves an archive: resources and pages for web archives, versions for every other form. Values only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO, Literal

from samarkand.model.articles import Article, Reading, Record, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.outlets import Outlet

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


@dataclass(frozen=True, slots=True)
class Taken:
    """A version on its way out, as whoever writes a form gets it. Every text in it is as its outlet wrote it: hostile."""

    article: Article
    version: Version
    record: Record
    reading: Reading
    images: Mapping[str, StoredImage]
    """Pictures of the reading, by address: kept or missing; those never asked for are left out."""
    outlet: Outlet
    story: str = ""
    """Id of the story that the article stands in; "" where it is not placed."""

    @property
    def title(self) -> str:
        """Plain text on one line; never empty."""
        return self.reading.title or " ".join(self.version.title.split()) or self.version.url


Placed = Callable[[str], str]
"""Id of an article -> the address of its text within the same file; "" where it is not in it."""


@dataclass(frozen=True, slots=True)
class Preface:
    """What stands before all versions in a form that people read."""

    title: str
    language: str
    """BCP 47."""
    body: Callable[[Placed], str]
    """XHTML, all of it safe; asked for once it is known what is in the file."""


@dataclass(frozen=True, slots=True)
class About:
    """What an export is of, and where the files of its versions are read."""

    title: str
    """Of the story, the day, the search, the outlet or the archive."""
    identity: str
    """The same for the same selection of the same archive, and for no other."""
    language: str
    """Of the words around the texts: one of the interface's languages."""
    read: Callable[[str], bytes]
    """A path below the archive -> the bytes of a record or a picture. Raises NotFound."""
    preface: Preface | None = None
    """None where nothing stands before; forms that are no book and no page pass it over."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that versions go out in; what an exporter of one's own is made of.

    `write` gets versions one by one, in the order of their articles, writes bytes, and keeps none of them: so that memory
    does not grow with the selection. The same versions must give the same bytes.
    """

    name: str
    ending: str
    """What the names of such files end in: `.csv`."""
    versions: Literal["all", "latest"]
    """Which versions of an article it takes, where none was asked for."""
    write: Callable[[Iterable[Taken], BinaryIO, About], None]
    most: int = 0
    """Versions that one file may hold; 0 for any number."""
