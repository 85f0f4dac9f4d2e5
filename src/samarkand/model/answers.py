"""What queries answer besides articles: opened versions, changes, the health of outlets. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal

from samarkand.model.articles import Article, Picture, Reading, Record, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.search import Alternative, Passage, Query

HealthState = Literal["fine", "silent", "failing", "waiting", "unfollowed"]
"""fine: brings news as it uses to. silent: nothing new for a multiple of its usual gap. failing: its feeds cannot be
read. waiting: followed, but not asked yet. unfollowed: only what was imported or kept."""


@dataclass(frozen=True, slots=True)
class OpenedVersion:
    """A version with the record it stands in, read by today's rules."""

    article: Article
    version: Version
    record: Record
    reading: Reading
    images: Mapping[str, StoredImage]
    """Pictures of the reading, by address: kept or missing; those never asked for are left out."""


@dataclass(frozen=True, slots=True)
class Glance:
    """What a list shows of a version: little enough to be remembered for thousands of them."""

    title: str
    """Plain text on one line."""
    beginning: str
    """The first lines of the text, without captions, on one line."""
    pictures: tuple[Picture, ...]
    """The first few."""
    problem: str = ""
    """Why the record cannot be read; title and beginning are then what the ledger has."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An article as a list shows it."""

    article: Article
    glance: Glance
    lead: Picture | None = None
    """The first of its pictures that is kept, and where."""
    lead_path: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stands in both of two versions, or in one of them only."""

    kind: Literal["same", "removed", "added"]
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """A block (title or line of text) in which two neighbouring versions differ."""

    where: Literal["title", "text"]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ChangedVersion:
    """A version beside the one before it."""

    article: Article
    before: Version
    after: Version
    changes: tuple[Change, ...]
    problem: str = ""
    """Why the two cannot be compared."""


@dataclass(frozen=True, slots=True)
class Health:
    """How an outlet is doing."""

    outlet: str
    name: str
    state: HealthState
    articles: int
    versions: int
    polled_at: datetime | None
    last_new_at: datetime | None
    """When its newest article was published."""
    usual_gap: timedelta | None
    """Median time between its latest articles; None where there are too few to tell."""
    silent_for: timedelta | None
    """Time since its newest article."""
    failures: int
    trouble: str


@dataclass(frozen=True, slots=True)
class FoundVersion:
    """A version that a search found, with the places that were found in it."""

    article: Article
    version: Version
    title: Passage
    """The title as plain text on one line, whole."""
    passages: tuple[Passage, ...]
    """The best of the text, in its order; none where there is no text."""
    score: float
    problem: str = ""
    """Why the record cannot be read; there are no passages then."""


@dataclass(frozen=True, slots=True)
class Results:
    """What a search found, for showing."""

    query: Query
    found: tuple[FoundVersion, ...]
    total: int
    alternatives: tuple[Alternative, ...] = ()
    """Other spellings that were looked for too."""
    facets: Mapping[str, tuple[tuple[str, int], ...]] = field(default_factory=dict)
    """`outlet`, `language`, `month` -> (value, how many), where they were wanted."""
    is_relaxed: bool = False
    """True where nothing has all that was typed, and these have some of it."""
