"""How an archive is doing, in numbers: what waits, what lags behind, what was done; asked by those who watch it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from samarkand.model.answers import Health
from samarkand.model.tallies import Tally, Waiting
from samarkand.pipeline.followed import followed_feeds
from samarkand.pipeline.parts import Parts
from samarkand.pipeline.rebuilding import behind
from samarkand.queries import Queries
from samarkand.steps import polling


@dataclass(frozen=True, slots=True)
class Vitals:
    """An archive at an instant."""

    lines: int
    """Of the ledger."""
    outlets: Sequence[Health]
    waiting: Waiting
    behind: Mapping[str, int]
    """What is derived -> lines of the ledger that it does not know yet."""
    tally: Tally
    holders: Mapping[str, str]
    """Role -> who has it."""


def vitals(parts: Parts, now: datetime) -> Vitals:
    """The numbers of an archive; costs a few queries, whatever its size. Raises ArchiveDamaged, CatalogUnusable."""
    end = parts.archive.end().count
    derived = {"search": parts.index, "annotations": parts.annotations, "stories": parts.stories}
    lags = {name: behind(parts.catalog, store.place()) for name, store in derived.items() if store}
    lags = {"catalog": max(0, end - parts.catalog.place().count), **lags}
    pages, pictures = parts.catalog.waiting(now)
    waiting = Waiting(_feeds_due(parts, now), pages, pictures)
    tally = parts.tally.load() if parts.tally else Tally()
    return Vitals(end, Queries(parts).status(now), waiting, lags, tally, parts.holders())


def _feeds_due(parts: Parts, now: datetime) -> int:
    states = {state.followed_as or state.url: state for state in parts.catalog.feed_states()}
    followed = followed_feeds(parts)
    return sum(url not in states or polling.is_due(states[url], now) for url in followed)
