"""What a collector has done since it is counted, and what waits: numbers that are watched. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

Number = TypeVar("Number", int, float)


@dataclass(frozen=True, slots=True)
class Size:
    """How much lies in a folder."""

    files: int
    bytes: int


@dataclass(frozen=True, slots=True)
class RoundTold:
    """One round of collecting, counted."""

    began_at: datetime
    seconds: float
    outcomes: Mapping[str, int]
    """Outcome of a report -> how many."""
    steps: Mapping[str, float]
    """Step -> seconds."""
    requests: Mapping[str, int]
    """What was asked for and how that ended, with a blank between, as in `feed answered` -> how many."""


@dataclass(frozen=True, slots=True)
class Tally:
    """All rounds since counting began; it begins anew where derived data was deleted."""

    rounds: int = 0
    last_at: datetime | None = None
    last_seconds: float = 0.0
    outcomes: Mapping[str, int] = field(default_factory=dict)
    steps: Mapping[str, float] = field(default_factory=dict)
    requests: Mapping[str, int] = field(default_factory=dict)
    sizes: Mapping[str, Size] = field(default_factory=dict)
    """Folder of the archive -> how much lay in it at `measured_at`."""
    measured_at: datetime | None = None

    def after(self, told: RoundTold) -> Tally:
        """The tally with one round more."""
        return Tally(
            self.rounds + 1,
            told.began_at,
            told.seconds,
            _sum(self.outcomes, told.outcomes),
            _sum(self.steps, told.steps),
            _sum(self.requests, told.requests),
            self.sizes,
            self.measured_at,
        )


def _sum(one: Mapping[str, Number], other: Mapping[str, Number]) -> dict[str, Number]:
    return {key: one.get(key, 0) + other.get(key, 0) for key in {**one, **other}}


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a round would do now."""

    feeds: int
    pages: int
    pictures: int
