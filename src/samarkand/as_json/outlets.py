"""Outlets and how they are doing, and an archive as a whole, as JSON objects."""

from __future__ import annotations

from dataclasses import asdict

from samarkand.model.answers import Health
from samarkand.model.outlets import Outlet
from samarkand.times import iso
from samarkand.vitals import Vitals


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


def vitals_json(found: Vitals) -> dict[str, object]:
    """An archive's numbers; times UTC, durations in seconds, lags in lines of the ledger."""
    tally = found.tally
    return {
        "lines": found.lines,
        "waiting": asdict(found.waiting),
        "behind": dict(found.behind),
        "holders": dict(found.holders),
        "rounds": tally.rounds,
        "last_round_at": iso(tally.last_at) if tally.last_at else None,
        "last_round_seconds": round(tally.last_seconds, 3),
        "outcomes": dict(tally.outcomes),
        "step_seconds": {step: round(seconds, 3) for step, seconds in tally.steps.items()},
        "requests": dict(tally.requests),
        "sizes": {folder: asdict(size) for folder, size in tally.sizes.items()},
        "measured_at": iso(tally.measured_at) if tally.measured_at else None,
    }
