"""Instants and dates: reading, writing and judging them. Nothing here reads the clock."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""Nothing on the web was published before it; an earlier time is a machine's zero, not a date."""
_ZERO, _MS = datetime(1970, 1, 1, tzinfo=UTC), timedelta(milliseconds=1)


def from_ms(milliseconds: int) -> datetime | None:
    """The UTC instant of epoch milliseconds, or None where it lies outside the calendar."""
    try:
        return _ZERO + timedelta(milliseconds=milliseconds)
    except OverflowError:
        return None


def to_ms(instant: datetime) -> int:
    """Epoch milliseconds of an aware instant."""
    return (instant - _ZERO) // _MS


def iso(instant: datetime) -> str:
    """`2022-09-07T12:08:00Z`, with milliseconds only where there are any. The instant must be aware."""
    utc = instant.astimezone(UTC)
    spec = "milliseconds" if utc.microsecond else "seconds"
    return utc.isoformat(timespec=spec).replace("+00:00", "Z")


def parse_iso(text: str) -> datetime | None:
    """The aware UTC instant of an ISO 8601 text with a zone, or None."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return as_utc(instant) if instant.tzinfo else None


def parse_rfc822(text: str) -> datetime | None:
    """The aware UTC instant of `Wed, 07 Sep 2022 13:31:51 GMT`, or None. A text without a zone is taken as UTC."""
    try:
        instant = parsedate_to_datetime(text.strip())
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return as_utc(instant if instant.tzinfo else instant.replace(tzinfo=UTC))


def as_utc(instant: datetime) -> datetime | None:
    """The instant in UTC, or None where that falls off the calendar (year 1 or 9999)."""
    try:
        return instant.astimezone(UTC)
    except OverflowError:
        return None


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo | timezone:
    """The time zone of an IANA name such as `Europe/Paris`.

    Raises ValueError for a name that is not in the database.
    """
    if name in {"UTC", "GMT", "Z"}:
        return UTC
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"unknown time zone {name!r}; use an IANA name such as 'Europe/Paris'") from error


def in_place(naive: datetime, zone_name: str) -> datetime | None:
    """The UTC instant of a wall-clock time in a place; in the doubled hour of autumn, the earlier one."""
    return as_utc(naive.replace(tzinfo=zone(zone_name)))


def noon(day: date, zone_name: str) -> datetime | None:
    """Noon of a calendar date in a place, as UTC: where only the day is told, the instant that errs least."""
    return in_place(datetime(day.year, day.month, day.day, 12), zone_name)  # noqa: DTZ001  (the zone follows)


def is_plausible(instant: datetime, now: datetime) -> bool:
    """Whether the instant can be a time of publication: not a machine's zero, not over a day ahead of `now`."""
    return EARLIEST <= instant <= now + timedelta(days=1)


def month(instant: datetime) -> str:
    """`2022-09`, the UTC month that names ledgers and folders of captures."""
    return instant.astimezone(UTC).strftime("%Y-%m")
