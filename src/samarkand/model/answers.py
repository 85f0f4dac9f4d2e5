"""What queries answer besides articles: opened versions, changes, the health of outlets. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, Literal

from samarkand.errors import BadQuery
from samarkand.model.articles import Absence, Article, Move, Picture, Reading, Record, Version
from samarkand.model.catalog import StoredImage
from samarkand.model.changes import Change, State
from samarkand.model.comparisons import Compared, Comparison, SideBySide
from samarkand.model.search import Alternative, Passage, Query
from samarkand.model.statements import Annotations, Statement
from samarkand.model.stories import Correction, Story, Tie
from samarkand.model.watches import Behind, DeadLetter, Watch, Way

HealthState = Literal["fine", "silent", "failing", "waiting", "paused", "unfollowed"]
"""fine: brings news as it uses to. silent: nothing new for a multiple of its usual gap. failing: its feeds cannot be
read. waiting: followed, but not asked yet. paused: its feeds are not asked until somebody says so. unfollowed: only what was
imported or kept."""


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
class ChangedVersion:
    """A version beside an earlier one, the one right before it unless others were asked for."""

    article: Article
    before: Version
    after: Version
    change: Change
    """Empty where they cannot be compared."""
    back_to: int = 0
    """Number of the earlier version that this one is again; 0 for none."""
    problem: str = ""
    """Why the two cannot be compared."""


LaterPlace = tuple[datetime, str, int]
"""Where a list of later versions goes on: when the last one was seen, its article and its number."""


@dataclass(frozen=True, slots=True)
class PageOfChanges:
    """A page of what was changed lately."""

    changed: tuple[ChangedVersion, ...]
    next_at: LaterPlace | None = None
    """The last version that was looked at, where there are more behind it."""


@dataclass(frozen=True, slots=True)
class Life:
    """What was witnessed of an article besides its versions."""

    article: Article
    absences: tuple[Absence, ...]
    """Times in which it was not there, the first one first."""
    moves: tuple[Move, ...]
    """Where its page was found to lead, the first one first."""
    others: tuple[Article, ...]
    """Articles that are one history with it: the same text, issued under another address; by publication."""


@dataclass(frozen=True, slots=True)
class VersionLife:
    """What was witnessed of one version besides its text."""

    before_at: datetime | None
    """When the version before it was last seen."""
    absences: tuple[Absence, ...]
    """Times in which the article was not there, that began while this was its latest version."""
    moves: tuple[Move, ...]
    """The same of moves."""


@dataclass(frozen=True, slots=True)
class OpenedChange:
    """Two versions of an article laid side by side."""

    changed: ChangedVersion
    old: State
    new: State


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """A version in the history of its article."""

    version: Version
    changed: ChangedVersion | None
    """What was done to the version before; None for the first one."""


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
    restless: int = 0
    """Pages that are another at every visit, or were another too often that day, and are kept no more for it."""


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


@dataclass(frozen=True, slots=True)
class Watched:
    """A watch, what it finds now or has noticed, and how telling of it goes."""

    watch: Watch
    total: int = 0
    """How many versions; of a watch that is no search, what was noticed since it began."""
    newest: FoundVersion | None = None
    """The one that was published last; None where nothing is found."""
    fault: BadQuery | None = None
    """Why it cannot be asked."""
    heard: tuple[Mapping[str, Any], ...] = ()
    """The last that was noticed, the newest first; none for a search."""
    behind: Mapping[Way, Behind] = field(default_factory=dict)
    letters: tuple[DeadLetter, ...] = ()


@dataclass(frozen=True, slots=True)
class StoryMember:
    """An article of a story, for showing."""

    article: Article
    title: str
    """Plain text on one line."""
    copy_of: str = ""
    """Id of the article of the story whose text it repeats, the earliest one; "" where it repeats none."""
    agency: str = ""
    """The agency that the whole text is credited to; "" for none."""


@dataclass(frozen=True, slots=True)
class StoryGlance:
    """A story as a list shows it."""

    story: Story
    title: str
    """Of the article that stands for it, as plain text on one line."""
    members: tuple[StoryMember, ...]
    """By time of publication."""


@dataclass(frozen=True, slots=True)
class FirstReport:
    """An article that was the first of its story, and how sure that is."""

    article: Article
    published_at: datetime
    seen_at: datetime
    unsure_minutes: int | None = None
    """Between the round that saw it and the one before: it may have stood there so long unseen. None where no round
    before it looked: it was imported, kept by hand, or met in the first round."""


@dataclass(frozen=True, slots=True)
class OpenedStory:
    """A story with what its page tells."""

    glance: StoryGlance
    first: FirstReport
    """By publication."""
    first_seen: FirstReport
    before: tuple[StoryGlance, ...] = ()
    """The earlier steps of its affair, the first one first."""
    after: tuple[StoryGlance, ...] = ()
    corrections: tuple[Correction, ...] = ()
    """What persons decided about its articles, in the ledger's order."""


@dataclass(frozen=True, slots=True)
class MemberReasons:
    """Why an article stands in its story."""

    member: StoryMember
    ties: tuple[Tie, ...] = ()
    """What ties it to the others, the strongest first."""
    clashes: tuple[Tie, ...] = ()
    """What speaks against, the strongest first."""


@dataclass(frozen=True, slots=True)
class AnnotatedVersion:
    """A version with what is marked in its text."""

    article: Article
    version: Version
    annotations: Annotations
    story: str = ""
    """Id of the story that the article stands in; "" where it is not placed."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """A statement, and where it stands."""

    article: Article
    version: Version
    statement: Statement


@dataclass(frozen=True, slots=True)
class Quoted:
    """Somebody who is quoted."""

    speaker: str
    """As texts have the name; "" for all whom nobody names."""
    quotations: tuple[Quotation, ...]


Lack = Literal["unmarked", "unreadable"]
"""Why an article takes no full part in a comparison. unmarked: what it says was not marked yet, so it has no statements.
unreadable: its record is missing or damaged, so it has no text."""


@dataclass(frozen=True, slots=True)
class OpenedComparison:
    """A story whose articles are laid side by side, in their latest versions."""

    glance: StoryGlance
    comparison: Comparison
    articles: Mapping[str, Compared]
    """By id, all that are compared: texts and titles of what the spans of the comparison point at."""
    lacking: Mapping[str, Lack]
    """Articles of the story, by id, that take no full part; those that are unreadable are not compared."""


@dataclass(frozen=True, slots=True)
class OpenedSides:
    """Two articles side by side, in their latest versions."""

    one: Compared
    two: Compared
    """An article that cannot be read has an empty text."""
    sides: SideBySide
    story: StoryGlance | None
    """The story that both stand in, by which their statements were compared; None where there is none."""
    lacking: Mapping[str, Lack]
    """Which of both take no full part, by id."""
