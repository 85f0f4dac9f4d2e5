"""Fetching politely and safely: what the port `Fetcher` asks for, over aiohttp; docs/decisions/0005-fetching.md."""

from samarkand.adapters.fetch.client import AioFetcher

__all__ = ["AioFetcher"]
