"""The seams between the flow and the world; an adapter fits by its shape, and has a twin in memory for the tests."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import BinaryIO, Protocol

from samarkand.model.articles import Absence, Article, Move, Version
from samarkand.model.catalog import Listing, OutletRow, StoredImage
from samarkand.model.collecting import Answer, Failure, FeedState, Nothing, PageState, Request
from samarkand.model.events import Event, Finding, Line, Place
from samarkand.model.exports import Copied, ListedPage, Resource
from samarkand.model.names import Glosses, NameGroup
from samarkand.model.search import Found, Options, Query, SearchDocument, Words
from samarkand.model.statements import Annotations
from samarkand.model.stories import Correction, Features, Link, Member, Placement, Sketch, Story, StoryListing
from samarkand.model.watches import Watch


class Fetcher(Protocol):
    """Fetches addresses politely.

    Duties: one request at a time a host, with a delay; robots.txt asked first; limits of size,
    time, redirects and decompression; no connection into private ranges unless allowed. Never raises for what the
    network does: that is a Failure. Answers come in the order of their arrival, one for each request.
    """

    def fetch(self, requests: Iterable[Request]) -> Iterator[Answer | Failure]:
        """An Answer or a Failure for every request."""
        ...


class Archive(Protocol):
    """The durable truth: files written once, and the ledger that tells of them.

    Duties: what `commit` was given is durable when it returns, files before the lines that tell of them; a stop at any
    instruction leaves no line that refers to a missing file, and nothing that the next writer does not put in order.
    A path names a file of the archive and nothing outside it (ValueError). One writer at a time (ArchiveBusy).
    """

    def commit(self, events: Sequence[Event]) -> Sequence[Line]:
        """Write the files that the events bring, then the events; the ledger's lines."""
        ...

    def lock(self) -> Place:
        """Become the one writer; where the ledger ends. Raises ArchiveBusy."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file below the archive. Raises NotFound."""
        ...

    def lines(self, after: Place | None = None) -> Iterator[Line]:
        """The ledger in order, from the start or from a place. Raises ArchiveDamaged where the chain is broken."""
        ...

    def raw_lines(self) -> Iterator[tuple[Line, bytes]]:
        """The ledger in order, each line with its bytes, without its line end. Raises ArchiveDamaged."""
        ...

    def end(self) -> Place:
        """The last acknowledged place of the ledger."""
        ...

    def verify(self) -> Iterator[Finding]:
        """Every hash, the chain, every reference; nothing where all is well."""
        ...


class Catalog(Protocol):
    """What the ledger tells, arranged for asking.

    Duties: everything but the states of feeds, pages and hosts comes from the lines given to `apply`, so that the same ledger gives
    the same answers; `apply` takes all lines or none. Readers may be many, in threads and processes; writers one.
    """

    def place(self) -> Place:
        """How far the ledger has been applied."""
        ...

    def apply(self, lines: Iterable[Line]) -> None:
        """Take in the lines that follow `place()`, all or none."""
        ...

    def clear(self) -> None:
        """Forget what was applied; states of feeds, pages and hosts stay where they can be read."""
        ...

    def article(self, identity: str) -> Article | None:
        """The article of an id, or of the beginning of one where that is enough to know it."""
        ...

    def articles(self, listing: Listing) -> Sequence[Article]:
        """The articles of a listing, newest first."""
        ...

    def versions(self, article: str) -> Sequence[Version]:
        """All versions of an article, the first one first."""
        ...

    def changes(self, limit: int, outlet: str = "") -> Sequence[Version]:
        """The latest versions that came after a first one, the newest first."""
        ...

    def images(self, urls: Sequence[str]) -> Mapping[str, StoredImage]:
        """What is known of pictures by their own address; those never asked for are left out."""
        ...

    def outlets(self) -> Sequence[OutletRow]:
        """Every outlet that has brought an article or was polled."""
        ...

    def arrivals(self, outlet: str, limit: int) -> Sequence[datetime]:
        """When an outlet's latest articles were published, newest first."""
        ...

    def rounds(self, outlet: str, until: datetime, limit: int) -> Sequence[datetime]:
        """When an outlet's feeds were read, up to an instant, the latest first."""
        ...

    def feed_states(self) -> Sequence[FeedState]:
        """What we remember of the feeds."""
        ...

    def remember(self, feeds: Sequence[FeedState] = (), pages: Sequence[PageState] = ()) -> None:
        """Keep states until the next poll or visit, all or none."""
        ...

    def forget_feed(self, url: str) -> None:
        """Drop a feed's state: it has moved, or is followed no longer."""
        ...

    def page_state(self, article: str) -> PageState | None:
        """What we remember of an article's page."""
        ...

    def pages_due(self, now: datetime, limit: int, after: PageState | None = None) -> Sequence[PageState]:
        """Pages whose next visit seems due, the longest due first; those behind a page."""
        ...

    def pages_ahead(self, now: datetime, limit: int) -> Sequence[PageState]:
        """Pages that are not due, and were visited in the future: a clock was set back."""
        ...

    def pages_restless(self) -> Mapping[str, int]:
        """Outlet -> how many of its pages are another at every visit."""
        ...

    def nothing_at(self, place: str) -> Nothing | None:
        """What was answered at a place to an address that cannot exist; None where it was never asked."""
        ...

    def remember_nothing(self, place: str, nothing: Nothing) -> None:
        """Keep what was answered at a place to an address that cannot exist."""
        ...

    def absences(self, article: str) -> Sequence[Absence]:
        """The times in which an article was not there, the first one first."""
        ...

    def moves(self, article: str) -> Sequence[Move]:
        """Where an article's page was found to lead, the first one first."""
        ...

    def same_numbers(self, article: str) -> Sequence[str]:
        """The other articles of its outlet whose addresses carry a number that its address carries, by their ids."""
        ...

    def pictures_wanted(self, limit: int) -> Sequence[tuple[str, datetime]]:
        """Pictures that collected versions show and that were never got: address, and since when it is known."""
        ...


class IncomingFile(Protocol):
    """A file that somebody wants imported. Whatever is asked of one that cannot be read raises BadRecord."""

    @property
    def name(self) -> str:
        """Its path below the folder that was given, with forward slashes."""
        ...

    @property
    def size(self) -> int:
        """Bytes."""
        ...

    def beginning(self, size: int) -> bytes:
        """The first bytes."""
        ...

    def read(self) -> bytes:
        """All bytes."""
        ...

    def open(self) -> BinaryIO:
        """A stream of its bytes; the caller closes it."""
        ...


class Export(Protocol):
    """A file of captures in the making.

    Duties: memory does not grow with what was written; the same calls give the same bytes; a capture and a resource stand
    in it once, however often they are given.
    """

    def copy(self, data: bytes, offset: int) -> Copied:
        """Take over the capture that begins at an offset of a file of captures, byte for byte. Raises BadRecord."""
        ...

    def has(self, identity: str) -> bool:
        """Whether a resource stands in it."""
        ...

    def add(self, resource: Resource) -> None:
        """Write a resource."""
        ...

    def list_page(self, page: ListedPage) -> None:
        """Put a page into the list of pages, where the form has one."""
        ...


class Watches(Protocol):
    """Saved searches, which people write too, and how far each of them has been told."""

    def load(self) -> tuple[Watch, ...]:
        """All of them. Raises UsageError for what cannot be read."""
        ...

    def place(self, identity: str) -> Place | None:
        """Up to where in the ledger a watch was told; None where that is not known."""
        ...

    def remember(self, identity: str, place: Place) -> None:
        """Keep up to where a watch was told; durable when this returns."""
        ...


class MergeBook(Protocol):
    """What a merge has to remember of two ledgers while it lasts; its size is not bounded by memory.

    Versions are known by article and number, which may be another number in each of the two archives.
    """

    def know(self, line: str, number: int = 0) -> None:
        """Remember that a line, by its hash, stands in our ledger, and the number that its version has here."""
        ...

    def known(self, line: str) -> int | None:
        """The number that the version of a line has here, 0 for a line of something else; None for an unknown line."""
        ...

    def keep(self, article: str, number: int, sha256: str, record: str) -> None:
        """Remember a version of ours."""
        ...

    def count(self, article: str) -> int:
        """How many versions of an article are ours."""
        ...

    def record(self, article: str, number: int) -> str:
        """The path of a version of ours; "" for none."""
        ...

    def unpaired(self, article: str, sha256: str) -> int | None:
        """The first version of ours with these bytes that is the pair of none of theirs yet."""
        ...

    def pair(self, article: str, theirs: int, ours: int) -> None:
        """Remember that a version of theirs is one of ours."""
        ...

    def paired(self, article: str, theirs: int) -> int | None:
        """The number that a version of theirs has here."""
        ...

    def rename(self, theirs: str, ours: str) -> None:
        """Remember that a file of theirs has another path here."""
        ...

    def name(self, theirs: str) -> str:
        """The path here of a file of theirs."""
        ...


class Signer(Protocol):
    """Signs with one key. Never waits for somebody to type. Raises CannotSign, UsageError."""

    def public_key(self) -> str:
        """The public key as OpenSSH writes it, without a comment."""
        ...

    def sign(self, data: bytes) -> str:
        """A signature of these bytes in OpenSSH's armour, for the namespace of seals."""
        ...


class Stamps(Protocol):
    """Proofs by OpenTimestamps. What a calendar answers is hostile; trouble with one is told and stops no other."""

    def ask(self, data: bytes) -> tuple[bytes, tuple[str, ...]]:
        """A pending proof of these bytes, empty where no calendar could be asked; and what went wrong."""
        ...

    def complete(self, proof: bytes) -> tuple[bytes, tuple[str, ...]]:
        """The proof as it stands in Bitcoin's chain, empty where it does not yet; and what went wrong."""
        ...


class SearchIndex(Protocol):
    """An index of versions, derived from the archive; it may be deleted at any time.

    Duties: `take` is atomic with its place, so that a stop leaves the index as it was before or after; readers, in any
    number of threads and processes, see a whole state and never wait for the writer. What it finds for words and
    phrases is what a reader of the same folded texts would find. One writer.
    """

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where the index is damaged or of another version."""
        ...

    def take(self, documents: Iterable[SearchDocument], place: Place) -> None:
        """Take in versions, each in the place of what was told of it before, and remember the place."""
        ...

    def take_all(self, batches: Iterable[tuple[Iterable[SearchDocument], Place]]) -> Iterator[Place]:
        """Take in batch after batch, each as `take` does; the place of each once it stands."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def search(self, query: Query, alternatives: Mapping[Words, tuple[str, ...]], options: Options) -> Found:
        """What is found; `alternatives` are the other spellings of words to be looked for, by the words of the query."""
        ...


class NameStore(Protocol):
    """What the articles of an archive tell of names; derived from it, and may be deleted at any time.

    Duties: a file that is missing, damaged or of another version is as good as an empty one; a stop leaves the old or
    the new state. One writer, the one of the search index.
    """

    def known(self) -> Sequence[NameGroup]:
        """The groups that came with the program or that the archive's owner wrote. Raises BadOutlet."""
        ...

    def glosses(self) -> tuple[Place, Glosses]:
        """What was learned, and how far in the ledger."""
        ...

    def keep_glosses(self, place: Place, glosses: Glosses) -> None:
        """Keep what was learned up to a place. Raises CatalogUnusable."""
        ...

    def keep_grown(self, groups: Sequence[NameGroup]) -> None:
        """Keep the groups that were made of it. Raises CatalogUnusable."""
        ...


class AnnotationStore(Protocol):
    """What is marked in the text of each version; derived from the archive, and may be deleted at any time.

    Duties: all of it is of one method, the one that the store was opened for: to a program that marks otherwise there is
    no store. `take` is atomic with its place; readers, in any number of threads and processes, see a whole state and never
    wait for the writer. One writer.
    """

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where there is nothing of this method, or it is damaged."""
        ...

    def take(self, annotations: Iterable[Annotations], place: Place) -> None:
        """Take in annotations, each in the place of older ones of its version, and remember the place, all or none.

        Raises ArchiveBusy, CatalogUnusable, ValueError for annotations of another method.
        """
        ...

    def clear(self) -> None:
        """Forget everything. Raises ArchiveBusy, CatalogUnusable."""
        ...

    def annotations(self, versions: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Annotations]:
        """Those of some versions, by article and number; those not taken in are left out."""
        ...


class StoryStore(Protocol):
    """Stories and what they were made of; derived from the archive, and may be deleted at any time.

    Duties: `take` is atomic with its place; readers, in any number of threads and processes, see a whole state and never
    wait for the writer. One writer. Costs of asking do not grow with the archive, but with what is answered.
    """

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where the store is damaged or of another version."""
        ...

    def take(self, placement: Placement, place: Place) -> None:
        """Take in what placing brought, and remember the place, all or none. Raises ArchiveBusy, CatalogUnusable."""
        ...

    def clear(self) -> None:
        """Forget everything."""
        ...

    def sketches(self, since: date, until: date) -> Iterator[Sketch]:
        """Those of the articles published in a span of days (UTC), the last day excluded."""
        ...

    def features_of(self, articles: Sequence[str]) -> Mapping[str, Features]:
        """Those of some articles; unknown ones are left out."""
        ...

    def members_of(self, articles: Sequence[str]) -> Mapping[str, Member]:
        """What stories have to know of some articles; unknown ones are left out."""
        ...

    def sketches_of(self, articles: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of some articles; unknown ones are left out."""
        ...

    def links(self, articles: Sequence[str]) -> Sequence[Link]:
        """All links that have an end among the articles, each once."""
        ...

    def stories_of(self, articles: Sequence[str]) -> Mapping[str, Story]:
        """The story of each article; unknown ones are left out."""
        ...

    def story(self, identity: str) -> Story | None:
        """The story of an id, also of one that it had before, or of the beginning of one where that is enough."""
        ...

    def stories(self, listing: StoryListing) -> Sequence[Story]:
        """The stories of a listing."""
        ...

    def thread(self, identity: str) -> Sequence[Story]:
        """The stories of a thread, by `first_at`."""
        ...

    def threads(self, identities: Sequence[str]) -> Mapping[str, Sequence[Story]]:
        """The stories of some threads, by `first_at`; unknown ones are left out."""
        ...

    def corrections(self) -> Sequence[Correction]:
        """What persons decided, in the ledger's order."""
        ...

    def gists_of(self, stories: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of what some stories show, each taken as one article; unknown ones are left out."""
        ...

    def ties(self, stories: Sequence[str]) -> Sequence[Link]:
        """All links of these stories to each other, each once: of two the one that was told with the later gist."""
        ...

    def alike(
        self, asked: Sequence[tuple[Collection[int], date]], reach: timedelta, each: int, least: int
    ) -> Sequence[Mapping[str, int]]:
        """For each of some questions the stories whose gists are found by at least so many of its terms, and by how many.

        A question is terms, as checksums, and a day (UTC); `reach`: how far from it a story may begin. Of each term, the
        `each` nearest stories before the day's end and after it, the later gists of a day first.
        """
        ...
