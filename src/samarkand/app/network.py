"""The network, wired; apart from the rest because it takes long to import."""

from __future__ import annotations

from samarkand.adapters.fetch import AioFetcher
from samarkand.model.settings import Settings


def open_fetcher(settings: Settings) -> AioFetcher:
    """What fetches, by the settings of an archive; to be closed, or used in a `with` block."""
    return AioFetcher(settings.limits, settings.manners)
