"""Records, what is read out of them, and articles with their versions. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Told = Literal["dateline", "page", "feed", "header", "front matter"]
Precision = Literal["second", "minute", "day"]
AbsenceReason = Literal["status", "front page", "section page", "other page", "page says so", "same as nothing"]
"""By what an article is known to be gone. status: its page answers 404 or 410. front page, section page, other page: where
it leads. page says so: in words, with a good status. same as nothing: its host answers so to addresses that cannot exist."""


@dataclass(frozen=True, slots=True)
class Record:
    """The file that holds one version, taken apart; `steps.records` reads and writes it. Nothing in it is escaped."""

    title: str
    url: str
    body: str
    """HTML as it stands in the file, without the one line end that closes the file."""
    header_ms: int | None = None
    """The feed's time in epoch milliseconds; None where the header is missing or is no number."""
    date_line: str | None = None
    """The text after `日期：`, where such a line stands in the header's place."""
    front_matter: tuple[tuple[str, str], ...] = ()
    """Keys and values of YAML front matter before the record, in order; lists joined by `, `."""
    raw: bytes = b""
    """The whole file, where its form is not the one that `steps.records.render` makes of the other fields."""


@dataclass(frozen=True, slots=True)
class Published:
    """When the outlet claims to have published, and how we know."""

    at: datetime
    """An aware UTC instant. With precision "day" it only stands for that day."""
    zone: str
    """IANA name of the place that the outlet tells its time in."""
    precision: Precision
    told: Told

    on: date | None = None
    """The calendar date in the outlet's place, where only a day was told."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in a body."""

    url: str
    """Absolute address of the picture itself, image proxies taken off; "" where none can be made of it."""
    src: str
    """The address as the body has it."""
    caption: str = ""
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a body says once its outlet's rules are applied."""

    text: str
    """Plain text, one line a block, without furniture; spans count its characters."""
    published: Published | None
    authors: tuple[str, ...]
    language: str
    """BCP 47 with the script of Chinese: `zh-Hans`, `zh-Hant`, `en`; `und` where it cannot be told."""
    pictures: tuple[Picture, ...]
    title: str = ""
    """The title as plain text: entities decoded, one line, without the outlet's name behind it."""


@dataclass(frozen=True, slots=True)
class Extracted:
    """An article taken out of a fetched page."""

    title: str
    body: str
    """HTML of the article alone, addresses made absolute; "" where the page holds no article."""
    text: str
    """Plain text of that body."""
    authors: tuple[str, ...] = ()
    published: Published | None = None
    language: str = ""
    canonical_url: str = ""
    """What the page says its address is; "" where it says nothing."""
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """One state of an article, as the ledger tells of it."""

    article: str
    number: int
    """From 1, in the order in which the archive came to know them."""
    outlet: str
    url: str
    """As the outlet told it then; the article's own is canonical."""
    title: str
    record: str
    """Path of the record below the archive, with forward slashes."""
    sha256: str
    seen_at: datetime
    """When we witnessed this state (UTC)."""
    header_ms: int | None = None
    published: Published | None = None
    language: str = "und"
    authors: tuple[str, ...] = ()
    feed: str = ""
    capture: str = ""
    """`pages/2022-09/….warc.gz#offset` of the capture it was made from; "" where none was kept."""
    imported_from: str = ""
    """Path below the imported folder; "" for what was collected."""
    made_from: Literal["import", "feed", "page"] = "import"
    """What the record was made of: a file, the text in a feed, a fetched page."""
    captured_at: datetime | None = None
    """When somebody else captured it (UTC), where it was imported from a file of captures."""
    before_at: datetime | None = None
    """When the version before it was last witnessed, so that the change lies between then and `seen_at`."""

    @property
    def witnessed_at(self) -> datetime:
        """When this state stood there for certain: captured by somebody else, else seen by us."""
        return self.captured_at or self.seen_at


@dataclass(frozen=True, slots=True)
class Absence:
    """A time in which an article was not at its address, as it was witnessed."""

    article: str
    reason: AbsenceReason
    status: int
    """Of the answer that showed it."""
    target: str
    """Where its page led; "" where it led nowhere else."""
    first_at: datetime
    """When it was first seen so."""
    last_at: datetime
    """When it was last seen so."""
    before_at: datetime | None = None
    """When the article was last seen there before; None where nobody looked since it was first kept."""
    back_at: datetime | None = None
    """When it was seen there again; None while it is gone."""


@dataclass(frozen=True, slots=True)
class Move:
    """An article's page that was found to lead to another address with the same text."""

    article: str
    at: datetime
    url: str
    """The address that led there."""
    target: str


@dataclass(frozen=True, slots=True)
class Article:
    """What lives at one canonical URL of an outlet: its identity and its latest version."""

    id: str
    outlet: str
    url: str
    """Canonical."""
    versions: int
    first_seen_at: datetime
    latest: Version
    gone_at: datetime | None = None
    """Since when the article has been gone, as it was first seen; None while it stands."""
    listed_at: datetime | None = None
    """The instant that listings are ordered by, where the catalog told it: what the latest version that tells a time
    tells, else when the article was first seen."""
    absence: Absence | None = None
    """What is known of its being gone; None while it stands."""

    @property
    def published_at(self) -> datetime:
        """The best known instant of publication: told, else the feed's, else when it was first seen."""
        if self.listed_at:
            return self.listed_at
        return self.latest.published.at if self.latest.published else self.first_seen_at


@dataclass(frozen=True, slots=True)
class Draft:
    """A state of an article as it was met; whether it becomes a version is decided against what is kept already."""

    outlet: str
    url: str
    """As the outlet tells it."""
    canonical_url: str
    """What its identity is made from."""
    title: str
    data: bytes
    """The record's file."""
    reading: Reading
    seen_at: datetime
    made_from: Literal["import", "feed", "page"]
    header_ms: int | None = None
    feed: str = ""
    capture: str = ""
    imported_from: str = ""
    captured_at: datetime | None = None
    before_at: datetime | None = None
    """When the state before this one was last witnessed; None where that is not known."""
