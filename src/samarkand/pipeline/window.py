"""The articles around those that are being placed, held while placing goes on; it compares nothing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import UTC, date, datetime, time

from samarkand.ports import StoryStore
from samarkand.steps.relating.candidates import Nearby
from samarkand.times import to_ms

WIDEST = 2
"""Times the days that are asked for may be held at most."""


class Window:
    """What the store knows of some days, taken from it once."""

    def __init__(self, store: StoryStore) -> None:
        self._store = store
        self._nearby = Nearby()
        self._since = self._until = date.min
        """Days (UTC) of which all is held, the last excluded."""

    def around(self, since: date, until: date, without: Collection[str]) -> Nearby:
        """All of a span of days (UTC), the last excluded, but for some articles; memory holds little more.

        Who takes in further articles of these days adds them here too: the store is not asked again.
        """
        if since > self._until or until < self._since:
            self._nearby, self._since, self._until = Nearby(), since, since
        if since < self._since:
            self._load(since, self._since)
            self._since = since
        if until > self._until:
            self._load(self._until, until)
            self._until = until
        if self._until - self._since > WIDEST * (until - since):
            self._nearby = Nearby(list(self._nearby.within(_begin(since), _begin(until))))
            self._since, self._until = since, until
        for article in without:
            self._nearby.drop(article)
        return self._nearby

    def sketches_of(self, articles: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of some articles; the store is asked for those that are not held."""
        found = self._nearby.sketches_of(articles)
        if missing := [article for article in articles if article not in found]:
            found |= self._store.sketches_of(missing)
        return found

    def _load(self, since: date, until: date) -> None:
        for some in self._store.sketches(since, until):
            self._nearby.add(some)


def _begin(day: date) -> int:
    return to_ms(datetime.combine(day, time(), UTC))
