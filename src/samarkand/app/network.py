"""The network, wired; apart from the rest because it takes long to import."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from samarkand.adapters.captures import to_warc
from samarkand.adapters.fetch import AioFetcher
from samarkand.model.settings import Settings
from samarkand.pipeline.parts import Network


@contextmanager
def open_network(settings: Settings, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[Network]:
    """What collecting needs besides the archive, by the settings of an archive."""
    with AioFetcher(settings.limits, settings.manners, clock=clock) as fetcher:
        yield Network(fetcher, to_warc, random.random)
