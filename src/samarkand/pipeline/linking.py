"""What ties new articles to those around them, batch after batch; it groups nothing, and asks the store for sketches alone.

It may run ahead in a process of its own: what the batch before brought need not be in the store yet.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import numpy as np

from samarkand.model.stories import Link, Sketch, Weights
from samarkand.pipeline.window import Window
from samarkand.ports import StoryStore
from samarkand.steps.relating.evidence import FARTHEST_COPY, links

Columns = tuple[list[str], list[str], list[float], list[bool]]
"""Links, a list for each of their fields: that is half the way between two processes."""


class Linker:
    """Compares articles with those around them, as they come."""

    def __init__(self, store: StoryStore, weights: Callable[[], Weights], expected: Sequence[datetime] = ()) -> None:
        """`expected`: when the first articles were published, as far as that is known before they are read."""
        self._weights = weights()
        self._window = Window(store)
        if expected:
            self._window.around(*_days_around(expected[0], expected[-1]))

    def __call__(self, spans: Sequence[Sequence[Sketch]]) -> list[Columns]:
        """The links of the articles of each of some spans of time, a batch, to each other and to all that came before."""
        self._window.begin()
        return [self._linked(span) for span in spans]

    def _linked(self, span: Sequence[Sketch]) -> Columns:
        nearby = self._window.around(*_days_around(span[0].published_at, span[-1].published_at))
        self._window.take(span)
        pairs = nearby.near(np.array(sorted(nearby.place(each.article) for each in span)))
        found = links(nearby.sketches, nearby.articles, *pairs, self._weights)
        one, two, score, is_copy = (list(column) for column in zip(*found, strict=True)) if found else ([], [], [], [])
        return one, two, score, is_copy


def _days_around(first: datetime, last: datetime) -> tuple[date, date]:
    """The days (UTC), the last excluded, in which articles may be tied to those of a span of time."""
    return (first - FARTHEST_COPY).date(), (last + FARTHEST_COPY + timedelta(days=1)).date()


def opened(told: Columns) -> list[Link]:
    """The links themselves."""
    return list(map(Link, *told))
