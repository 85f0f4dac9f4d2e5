"""What a program that reads along asks of an archive: articles as they arrived, by outlet and mark, and how many are unread."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from threading import Lock

from samarkand.errors import NotFound
from samarkand.model.articles import Article
from samarkand.model.marks import Arrived, Marks, Numbered, Stream, Unread, marks_of
from samarkand.pipeline.marking import waiting
from samarkand.pipeline.parts import Parts

LISTED = 10_000
"""Articles of a stream that are told at once, at most."""


class Streams:
    """Questions to one archive about what arrived and what is marked; marks count from the moment they are kept."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._lock = Lock()
        self._known: tuple[tuple[int, int], Marks] = ((0, 0), {})

    def arrived(self, stream: Stream) -> Sequence[Arrived]:
        """The articles of a stream, LISTED at most, in its order."""
        return self._parts.catalog.streamed(stream, self._waiting())

    def article(self, identity: str) -> Article:
        """The article of a whole id. Raises NotFound."""
        found = self._parts.catalog.article(identity)
        if found is None or found.id != identity:
            raise NotFound(f"no article has the id {identity!r}")
        return found

    def marks(self, articles: Sequence[str]) -> Mapping[str, frozenset[str]]:
        """Article -> the keys of its marks; those without any are left out."""
        return self._parts.catalog.marks(articles, self._waiting())

    def labels(self) -> Mapping[str, tuple[str, ...]]:
        """Label -> the outlets that bear it, by their ids; none for one that only articles bear."""
        return self._parts.catalog.labels(self._waiting())

    def unread(self) -> Sequence[Unread]:
        """How much of each outlet is unread, by the outlets' ids."""
        return self._parts.catalog.unread(self._waiting())

    def numbered(self, after: int = 0, before: int | None = None, limit: int = 50) -> Sequence[Numbered]:
        """Articles by their numbers: those above one, the lowest first; or those below another, the highest first."""
        return self._parts.catalog.numbered(after, before, limit)

    def numbered_so(self, numbers: Sequence[int]) -> Sequence[Numbered]:
        """Those of these numbers that are there, the lowest first."""
        return self._parts.catalog.numbered_so(numbers)

    def marked_numbers(self, mark: str, *, is_set: bool) -> Sequence[int]:
        """The numbers of all articles that bear a mark, or do not, the lowest first."""
        return self._parts.catalog.marked_numbers(mark, self._waiting(), is_set=is_set)

    def outlet_numbers(self) -> Mapping[str, int]:
        """Outlet -> the number of its first article."""
        return self._parts.catalog.outlet_numbers()

    def _waiting(self) -> Marks:
        """The marks that another writer keeps out of the ledger for now."""
        box = self._parts.marks
        if box is None:
            return {}
        stamp = box.stamp()
        with self._lock:
            if stamp != self._known[0]:
                self._known = (stamp, marks_of(waiting(box)))
            return self._known[1]
