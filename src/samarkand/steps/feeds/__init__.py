"""Feeds: from the bytes of one to its entries; any input comes back as a FeedDocument, the worst as one with trouble."""

from __future__ import annotations

from samarkand.steps.feeds.reading import read_feed

__all__ = ["read_feed"]
