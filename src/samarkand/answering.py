"""Whom one asks of an archive, all at hand: each remembers what it found, so that who answers many questions keeps one of these."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from samarkand.calendars import Calendar
from samarkand.changing import Changes
from samarkand.comparing import Comparisons
from samarkand.pipeline.parts import Parts
from samarkand.queries import Queries
from samarkand.quoting import Quotes
from samarkand.searching import Search
from samarkand.speaking import People
from samarkand.storytelling import Stories
from samarkand.streaming import Streams
from samarkand.vitals import Vitals, vitals


@dataclass(frozen=True, slots=True)
class Answers:
    """Whom pages, commands, programs and assistants ask of an archive."""

    queries: Queries
    search: Search
    stories: Stories
    comparisons: Comparisons
    changes: Changes
    people: People
    calendar: Calendar
    streams: Streams
    vitals: Callable[[datetime], Vitals]
    """How the archive is doing at an instant."""
    quotes: Quotes

    @classmethod
    def of(cls, parts: Parts) -> Answers:
        """Those of one archive."""
        return cls(
            Queries(parts),
            Search(parts),
            Stories(parts),
            Comparisons(parts),
            Changes(parts),
            People(parts),
            Calendar(parts),
            Streams(parts),
            partial(vitals, parts),
            Quotes(parts),
        )
