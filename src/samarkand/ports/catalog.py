"""The seam to the catalog: what the ledger tells, arranged for asking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from samarkand.model.articles import Absence, Article, Move, Version
from samarkand.model.catalog import Listing, OutletRow, StoredImage
from samarkand.model.collecting import FeedState, Nothing, PageState
from samarkand.model.events import Line, Place
from samarkand.model.marks import Arrived, Marks, Numbered, Stream, Unread
from samarkand.model.outlines import Outline


class Catalog(Protocol):
    """What the ledger tells, arranged for asking.

    Duties: everything but the states of feeds, pages and hosts comes from the lines given to `apply`, so that the same ledger gives
    the same answers; `apply` takes all lines or none. Readers may be many, in threads and processes; writers one.
    """

    def place(self) -> Place:
        """How far the ledger has been applied."""
        ...

    def news(self) -> Place:
        """How far up to the last line that is no mark: what all but marks depends on."""
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

    def streamed(self, stream: Stream, waiting: Marks) -> Sequence[Arrived]:
        """The articles of a stream; `waiting` are marks that are no lines yet, and count as if they were."""
        ...

    def marks(self, things: Sequence[str], waiting: Marks) -> Mapping[str, frozenset[str]]:
        """Article, or what stands for an outlet -> the keys of its marks; those without any are left out."""
        ...

    def labels(self, waiting: Marks) -> Mapping[str, tuple[str, ...]]:
        """Label -> the outlets that bear it, by their ids; none for one that only articles bear."""
        ...

    def unread(self, waiting: Marks) -> Sequence[Unread]:
        """How much of each outlet is unread, by the outlets' ids."""
        ...

    def numbered(self, after: int = 0, before: int | None = None, limit: int = 50) -> Sequence[Numbered]:
        """Articles by their numbers: those above one, the lowest first; or those below another, the highest first."""
        ...

    def numbered_so(self, numbers: Sequence[int]) -> Sequence[Numbered]:
        """Those of these numbers that are there, the lowest first."""
        ...

    def marked_numbers(self, mark: str, waiting: Marks, *, is_set: bool) -> Sequence[int]:
        """The numbers of all articles that bear a mark, or do not, the lowest first."""
        ...

    def outlet_numbers(self) -> Mapping[str, int]:
        """Outlet -> the number of its first article."""
        ...

    def outlines(self) -> Iterator[Outline]:
        """All articles in one line each, in the order in which the archive came to know them."""
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

    def pictures_known(self) -> int:
        """A number that is another once more is known of pictures: that they are kept, or missing."""
        ...

    def waiting(self, now: datetime) -> tuple[int, int]:
        """How many pages are due, and how many pictures are wanted."""
        ...

    def pictures_wanted(self, limit: int) -> Sequence[tuple[str, datetime]]:
        """Pictures that collected versions show and that were never got: address, and since when it is known."""
        ...
