"""OpenTimestamps, wired; apart from the rest because its library is an extra and takes long to import."""

from __future__ import annotations

from samarkand.adapters.calendars import Calendars
from samarkand.model.settings import Settings
from samarkand.ports import Stamps


def stamps_of(settings: Settings) -> Stamps:
    """What asks the calendars of an archive's settings. Raises UsageError where the library is missing."""
    return Calendars(settings.calendars)
