"""What passes between the network and the flow: requests, answers, feeds and their entries. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Literal

Kind = Literal["feed", "page", "image"]


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be fetched, with what we know from the last time."""

    url: str
    kind: Kind
    etag: str = ""
    last_modified: str = ""
    referrer: str = ""


class Trouble(StrEnum):
    """Why an answer did not come: the reasons that a report may name."""

    BAD_ADDRESS = "bad-address"  # not http(s), or not a URL
    PRIVATE_ADDRESS = "private-address"  # the host lies inside a private range
    NO_HOST = "no-host"  # the name does not resolve
    NO_CONNECTION = "no-connection"  # refused, reset, TLS
    TOO_SLOW = "too-slow"  # over the limit of time
    TOO_LARGE = "too-large"  # over the limit of size, as sent or as decoded
    BAD_ENCODING = "bad-encoding"  # Content-Encoding that cannot be undone
    TOO_MANY_REDIRECTS = "too-many-redirects"
    ROBOTS = "robots"  # robots.txt forbids, or could not be fetched
    WAIT = "wait"  # the host asked us to come later


@dataclass(frozen=True, slots=True)
class Answer:
    """One HTTP answer, of whatever status, byte for byte after Content-Encoding was undone."""

    request: Request
    url: str
    """The address that answered, after redirects."""
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    fetched_at: datetime
    redirects: tuple[tuple[int, str], ...] = ()
    """(status, address that answered so), in order; all permanent ones allow the address to be replaced."""
    sent: tuple[tuple[str, str], ...] = ()
    """Headers of the request as they were sent."""
    reason: str = ""
    """The words after the status, as received (`Not Found`)."""
    address: str = ""
    """The IP address that answered; "" where it is not known."""
    is_bare: bool = False
    """True where only the body was had, and no HTTP answer around it: out of a WARC `resource`. Status and headers are
    then what stands for them, and never written down as if a host had sent them."""

    def header(self, name: str) -> str:
        """The first header of that name in any case, or ""."""
        wanted = name.lower()
        return next((value for key, value in self.headers if key.lower() == wanted), "")


@dataclass(frozen=True, slots=True)
class Failure:
    """Why there is no answer."""

    request: Request
    trouble: Trouble
    detail: str
    """One line for the report: what happened, to what."""
    at: datetime
    wait: timedelta | None = None
    """How long the host asked us to stay away."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a feed says of one article. Text is as the feed has it; nothing is sanitised."""

    url: str
    """Absolute; "" where the entry has no link."""
    title: str
    """Plain text, entities decoded."""
    body: str = ""
    """HTML of the content, or of the summary where there is no content."""
    is_full: bool = False
    """True where the feed gives a content element (not only a summary)."""
    published_at: datetime | None = None
    updated_at: datetime | None = None
    authors: tuple[str, ...] = ()
    guid: str = ""
    language: str = ""
    pictures: tuple[str, ...] = ()
    """Addresses of enclosures and media:content that are pictures."""


@dataclass(frozen=True, slots=True)
class FeedDocument:
    """A feed, read."""

    title: str
    entries: tuple[Entry, ...]
    format: str
    """`rss20`, `rss10`, `atom10`, `json11`, …; "" where the bytes are no feed."""
    home: str = ""
    language: str = ""
    encoding: str = ""
    ttl: timedelta | None = None
    """How long the feed asks to be left alone (RSS `ttl`, `sy:updatePeriod`)."""
    trouble: str = ""
    """What is wrong with the document, in one line; it may have entries all the same."""


@dataclass(frozen=True, slots=True)
class Polled:
    """What came of one poll of a feed."""

    answer: Answer | Failure
    document: FeedDocument | None = None
    """The feed that was read; None where nothing was: no answer, 304, the same bytes as last time, an error."""
    new_entries: int = 0
    """Entries of articles that were not known, or not so."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What we remember of a feed between two polls."""

    url: str
    outlet: str
    etag: str = ""
    last_modified: str = ""
    body_sha256: str = ""
    polled_at: datetime | None = None
    next_at: datetime | None = None
    interval: timedelta = timedelta(hours=1)
    failures: int = 0
    """Polls in a row that brought no feed."""
    last_trouble: str = ""
    last_new_at: datetime | None = None
    followed_as: str = ""
    """The address by which it is followed, where it has moved since; "" where that is `url`."""
    ttl_seconds: int = 0
    """How long the feed, when it was last read, asked to be left alone; 304 does not say it again."""


Seen = Literal["same", "changed", "restless", "doubtful", "gone", "failed"]
"""What a visit found. same: the text that is kept. changed: another one, which was kept. restless: another one, which was not
kept, because the page is another at every visit or was kept too often that day. doubtful: perhaps no article any more. gone:
the article is not there. failed: no answer, or one that says nothing."""


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at an article: at its page, or at what its feed has of it."""

    at: datetime
    seen: Seen


@dataclass(frozen=True, slots=True)
class PageState:
    """What we remember of an article's page between two visits; also of one that was never visited."""

    article: str
    url: str
    """The address to ask for: as the feed has it, not the canonical one."""
    next_at: datetime | None
    """When it is to be visited; None for never again."""
    outlet: str = ""
    etag: str = ""
    last_modified: str = ""
    visits: int = 0
    failures: int = 0
    """Visits in a row that brought no answer."""
    feed: str = ""
    """The feed that told of it."""
    title: str = ""
    """Its title there."""
    header_ms: int | None = None
    """The feed's time for it, in epoch milliseconds."""
    born_at: datetime | None = None
    """From when its age is counted: its publication, where that can be."""
    past: tuple[Visit, ...] = ()
    """The latest visits, in their order."""
    is_wanted: bool = False
    """True where it is to be visited whatever the schedule says: its feed has something new of it."""
    told: str = ""
    """Hash of what the feed says of it."""
    passing: str = ""
    """Hash of the title and text that were met last and not kept."""
    lands_at: str | None = ""
    """The address that answered last; "" where that was `url`, None where it is not known."""

    @property
    def visited_at(self) -> datetime | None:
        """The last visit."""
        return self.past[-1].at if self.past else None


@dataclass(frozen=True, slots=True)
class Nothing:
    """What a host answered to an address that cannot exist."""

    at: datetime
    status: int
    landed: str
    """The address that answered."""
    title: str
    lines: frozenset[str]
    """Hashes of the lines that it shows, furniture and all."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """One feed in a list of subscriptions (OPML)."""

    url: str
    """Address of the feed."""
    title: str = ""
    home: str = ""
    """Address of the site that publishes it."""
    category: str = ""
    """Names of the folders that it lies in, from the outside in, joined by `/`."""
    is_list: bool = False
    """True where the address is that of another list of subscriptions and not of a feed."""
