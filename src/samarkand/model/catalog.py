"""What one may ask of the catalog, and what it answers besides articles and versions. Values only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Listing:
    """Which articles, newest first."""

    outlet: str = ""
    """Id of an outlet; "" for all."""
    limit: int = 50
    before: tuple[int, str] | None = None
    """Where the page before ended: epoch milliseconds and id of its last article."""
    after: tuple[int, str] | None = None
    """Where the page behind began: those that come right before that article, still newest first."""


@dataclass(frozen=True, slots=True)
class StoredImage:
    """A picture that was asked for: where it lies, or why it is missing."""

    url: str
    path: str
    problem: str
    at: datetime


@dataclass(frozen=True, slots=True)
class OutletRow:
    """What an outlet has brought, and how its last polls went."""

    id: str
    articles: int
    versions: int
    last_new_at: datetime | None
    polled_at: datetime | None = None
    failures: int = 0
    trouble: str = ""
