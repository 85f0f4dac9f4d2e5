"""Which version of an article stood at an instant (RFC 7089, Memento), by the times at which versions were witnessed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from email.utils import format_datetime

from samarkand.model.articles import Version
from samarkand.times import parse_rfc822

_DATE = re.compile(r"[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT")


def in_order(versions: Iterable[Version]) -> Sequence[Version]:
    """Versions by the time at which each was witnessed, those of one time by their number."""
    return sorted(versions, key=lambda version: (version.witnessed_at, version.number))


def standing_at(ordered: Sequence[Version], at: datetime | None) -> Version:
    """The last version witnessed up to an instant; the first one before that, the last one where no time is asked for.

    Times are told in whole seconds, so a version of that very second counts. There must be one.
    """
    if at is None:
        return ordered[-1]
    place = bisect_right(ordered, at, key=lambda version: version.witnessed_at.replace(microsecond=0))
    return ordered[max(place - 1, 0)]


def told_time(text: str) -> datetime | None:
    """The instant of `Thu, 31 May 2007 20:35:00 GMT` (RFC 7089, 2.1.1.1: that form alone); None for anything else."""
    at = parse_rfc822(text) if _DATE.fullmatch(text.strip()) else None
    return at if at and as_told(at) == text.strip() else None


def as_told(at: datetime) -> str:
    """An instant in that form."""
    return format_datetime(at.astimezone(UTC).replace(microsecond=0), usegmt=True)
