"""The articles around those that are being placed, held while placing goes on; it compares nothing."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from datetime import UTC, date, datetime, time

from samarkand.model.stories import Sketch
from samarkand.ports import StoryStore
from samarkand.steps.relating.candidates import Nearby
from samarkand.times import to_ms

AHEAD = 3
"""Batches whose articles the store may not know yet: that which is linked, that which is placed meanwhile, and one to spare."""
WIDEST = 2
"""Times the days that are asked for may be held at most."""


class Window:
    """What the store knows of some days, taken from it once."""

    def __init__(self, store: StoryStore) -> None:
        self._store = store
        self._nearby = Nearby()
        self._since = self._until = date.min
        """Days (UTC) of which all is held, the last excluded."""
        self._latest: deque[list[Sketch]] = deque([[]], maxlen=AHEAD)
        """What was taken in of each of the latest batches."""

    def around(self, since: date, until: date) -> Nearby:
        """All of a span of days (UTC), the last excluded; memory holds little more. The store is asked for each day once."""
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
        return self._nearby

    def begin(self) -> None:
        """A batch begins: the store knows what was taken in before the latest ones."""
        self._latest.append([])

    def take(self, sketches: Sequence[Sketch]) -> None:
        """Take in further articles of these days, each in the place of itself."""
        self._nearby.add([(each.article, each.data) for each in sketches])
        self._latest[-1].extend(sketches)

    def _load(self, since: date, until: date) -> None:
        for some in self._store.sketches(since, until):
            self._nearby.add(some)
        latest = {each.article: each for batch in self._latest for each in batch}  # of which the store may not know yet
        begin, end = _begin(since), _begin(until)
        self._nearby.add(
            [(each.article, each.data) for each in latest.values() if begin <= to_ms(each.published_at) < end]
        )


def _begin(day: date) -> int:
    return to_ms(datetime.combine(day, time(), UTC))
