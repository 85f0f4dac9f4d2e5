"""Is an outlet still bringing news? Judged by its own habits."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import pairwise
from statistics import median

from samarkand.model.answers import Health, HealthState
from samarkand.model.catalog import OutletRow

SILENT_AFTER_GAPS = 6
"""Times the usual gap without anything new."""
SILENT_AT_LEAST = timedelta(days=1)
"""Nights and Sundays are no silence."""
FEW = 3
"""Fewer gaps than this say nothing about a habit."""


def usual_gap(arrivals: Sequence[datetime]) -> timedelta | None:
    """The median time between articles, newest first; None where there are too few."""
    gaps = [(newer - older).total_seconds() for newer, older in pairwise(arrivals)]
    return timedelta(seconds=round(median(gaps))) if len(gaps) >= FEW else None


def health(row: OutletRow, name: str, arrivals: Sequence[datetime], now: datetime, *, is_followed: bool) -> Health:
    """How an outlet is doing at an instant, by when its latest articles (newest first) were published."""
    gap = usual_gap(arrivals)
    newest = min(arrivals[0], now) if arrivals else None
    silent_for = now - newest if newest else None
    return Health(
        outlet=row.id,
        name=name,
        state=_state(row, gap, silent_for, is_followed=is_followed),
        articles=row.articles,
        versions=row.versions,
        polled_at=row.polled_at,
        last_new_at=newest,
        usual_gap=gap,
        silent_for=silent_for,
        failures=row.failures,
        trouble=row.trouble,
    )


def has_stopped(usual: timedelta | None, silent_for: timedelta | None) -> bool:
    """Whether nothing new has come for longer than an outlet's habit lets expect, whatever the reason."""
    return silent_for is None or silent_for > max(SILENT_AFTER_GAPS * (usual or SILENT_AT_LEAST), SILENT_AT_LEAST)


def _state(row: OutletRow, gap: timedelta | None, silent_for: timedelta | None, *, is_followed: bool) -> HealthState:
    if not is_followed:
        return "unfollowed"
    if row.polled_at is None:
        return "waiting"
    if row.failures:
        return "failing"
    return "silent" if has_stopped(gap, silent_for) else "fine"
