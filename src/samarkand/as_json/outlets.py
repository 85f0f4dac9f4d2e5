"""Outlets and how they are doing, as JSON objects."""

from __future__ import annotations

from samarkand.model.answers import Health
from samarkand.model.outlets import Outlet
from samarkand.times import iso


def outlet_json(outlet: Outlet, *, is_followed: bool) -> dict[str, object]:
    """An outlet that can be followed by name, or that brought something."""
    return {
        "id": outlet.id,
        "name": outlet.name,
        "aliases": list(outlet.aliases),
        "languages": list(outlet.languages),
        "zone": outlet.zone,
        "home": outlet.home,
        "feeds": [feed.url for feed in outlet.feeds],
        "followed": is_followed,
    }


def health_json(health: Health) -> dict[str, object]:
    """An outlet's health; times UTC, durations in seconds."""
    return {
        "outlet": health.outlet,
        "name": health.name,
        "state": health.state,
        "articles": health.articles,
        "versions": health.versions,
        "polled_at": iso(health.polled_at) if health.polled_at else None,
        "last_new_at": iso(health.last_new_at) if health.last_new_at else None,
        "usual_gap_seconds": health.usual_gap.total_seconds() if health.usual_gap is not None else None,
        "silent_for_seconds": health.silent_for.total_seconds() if health.silent_for is not None else None,
        "failures": health.failures,
        "trouble": health.trouble,
        "restless": health.restless,
    }
