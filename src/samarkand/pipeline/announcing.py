"""The WebSub hub told which feeds have news, once a round: it asks for them, and tells those who subscribed."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

from samarkand.model.events import Place
from samarkand.model.reports import Report
from samarkand.pipeline.parts import Messengers, Parts

FORMATS = ("atom", "rss", "json")
"""Endings of the addresses of feeds."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_VERSIONS = frozenset({"version", "witness"})


def announce(parts: Parts, messengers: Messengers, before: Place) -> Iterator[Report]:
    """Tell the hub of the feeds that have news since a place in the ledger; a report where it was told, or could not be.

    One request with `hub.mode=publish` and a `hub.url` a feed (WebSub leaves its form to the hub; this is what hubs take).
    What could not be told is not told later: the next news is, and whoever asks the feed misses nothing.
    """
    settings = parts.settings
    if not settings.hub or parts.catalog.news().count <= before.count:
        return
    outlets = {str(line.data["outlet"]) for line in parts.archive.lines(before) if line.kind in _VERSIONS}
    if not outlets:
        return
    lists = ["/feed", "/stories", "/changes", *(f"/outlets/{quote(each)}/feed" for each in sorted(outlets))]
    topics = [f"{settings.address}{path}.{form}" for path in lists for form in FORMATS]
    body = urlencode([("hub.mode", "publish"), *(("hub.url", topic) for topic in topics)]).encode()
    problem = messengers.post(settings.hub, body, _FORM)
    if problem:
        yield Report("failed", settings.hub, f"the hub was not told: {problem}")
    else:
        yield Report("note", settings.hub, f"told of {len(topics)} feeds with news")
