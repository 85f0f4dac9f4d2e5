"""One round of the news, as a person would tell it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from samarkand.model.reports import Report
from samarkand.pipeline import visiting
from samarkand.pipeline.annotating import annotate_news
from samarkand.pipeline.indexing import index_news
from samarkand.pipeline.keeping import Keeper
from samarkand.pipeline.marking import take_marks
from samarkand.pipeline.parts import Network, Parts
from samarkand.pipeline.picturing import fetch_pictures
from samarkand.pipeline.polling import poll
from samarkand.pipeline.relating import relate_news
from samarkand.pipeline.tallying import Timed, untimed


def update(parts: Parts, network: Network, now: datetime, timed: Timed = untimed) -> Iterator[Report]:
    """Feeds to entries, pages to versions, pictures to files. What each stage has to do is a query: a stop loses none.

    `timed` measures the steps. Raises ArchiveBusy where another process is writing.
    """
    yield from _marks(parts)
    keeper = Keeper(parts)
    yield from timed("poll", poll(parts, network, keeper, now))
    yield from timed("visit", visiting.collect(parts, network, keeper, now))
    yield from parts.extractors.reports()
    yield from timed("pictures", fetch_pictures(parts, network, keeper, now))
    yield from timed("index", index_news(parts))
    yield from timed("annotate", annotate_news(parts))
    yield from timed("relate", relate_news(parts))
    yield from _marks(parts)


def _marks(parts: Parts) -> Iterator[Report]:
    """What was marked while somebody else was writing."""
    if parts.marks is not None:
        yield from take_marks(parts.archive, parts.catalog, parts.marks)


def keep(parts: Parts, network: Network, addresses: list[str], now: datetime) -> Iterator[Report]:
    """Archive single pages on request, with their pictures. Raises ArchiveBusy."""
    keeper = Keeper(parts)
    yield from visiting.keep(parts, network, keeper, addresses, now)
    yield from parts.extractors.reports()
    yield from fetch_pictures(parts, network, keeper, now)
    yield from index_news(parts)
    yield from annotate_news(parts)
    yield from relate_news(parts)
