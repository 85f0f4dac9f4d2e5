"""Stories: what an article shows of the event it reports, what ties two articles, what a person decided. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal, NamedTuple

Genre = Literal["report", "digest", "live", "column", "feature"]
"""All but a report belong to no event, and stay alone."""
TieKind = Literal["copy", "title", "wording", "name", "number", "date", "time", "outlet", "person"]
"""What two articles have in common, or what keeps them apart; `person`: somebody decided it."""
Deed = Literal["merge", "split", "move", "pin"]


@dataclass(frozen=True, slots=True)
class Features:
    """What an article shows of the event that it reports: enough to compare it with others without its text."""

    article: str
    outlet: str
    language: str
    published_at: datetime
    """The best known instant of publication (UTC)."""
    genre: Genre
    length: int
    """Characters of the text."""
    terms: Mapping[str, float]
    """Its most telling words and names -> their weights; of length 1 as a vector. Names stand as keys of their groups."""
    headline: Mapping[str, float]
    """Words and names of the title -> how telling each is."""
    pairs: frozenset[str]
    """Neighbouring characters of the title, and its words in other scripts."""
    numbers: frozenset[str] = frozenset()
    """Keys of the quantities that it tells."""
    days: frozenset[date] = frozenset()
    """The days, told to the day, on which it says that something happened or will."""
    shingles: frozenset[int] = frozenset()
    """Checksums of its clauses: the share of equal ones tells how much of two texts is the same."""
    agency: str = ""
    """The agency that the whole text is credited to, by its name; "" for none."""
    order: int = 0
    """Number of the ledger's line that first told of the article."""


@dataclass(frozen=True, slots=True)
class Member:
    """What a story has to know of an article in it."""

    article: str
    outlet: str
    published_at: datetime
    agency: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class Packed:
    """What an article shows, as few bytes (`model.packing`): features that were packed where they were found."""

    member: Member
    """Its `order` holds, whatever the bytes tell."""
    data: bytes


@dataclass(frozen=True, slots=True)
class Weights:
    """What was learned from labelled articles; it comes with the program and never from an archive."""

    frequencies: Mapping[str, float]
    """Common words -> in how many of all articles they stand, from 0 to 1."""
    pair: Mapping[str, float]
    """What is measured of two articles -> log-odds for each unit of it; `start` is added to all."""
    abroad: Mapping[str, float]
    """The same for two articles in different languages, which have no words in common."""
    story: float
    """Mean likeness, from 0 to 1, at which two groups of articles are one story."""
    thread: Mapping[str, float]
    """The same of two stories that may be steps of one affair."""
    thread_enough: float


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that speaks for or against two articles' reporting one event."""

    kind: TieKind
    text: str
    """What it is, as a reader knows it: 杰尼索夫, 9月15日, 3.2%."""
    weight: float
    """Log-odds; negative where it speaks against."""


class Link(NamedTuple):
    """Two articles that were compared, and how likely they report one event; a tuple, since there are thousands at a time."""

    one: str
    two: str
    """Ids of articles; `one` is the smaller."""
    score: float
    """Log-odds."""
    is_copy: bool = False
    """Whether they are one text: agency copy, re-post, an article under a new address."""


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person decided about stories: it wins over the program, and a later one over an earlier one."""

    deed: Deed
    articles: tuple[str, ...]
    """merge: all articles of the stories that become one. split: those that leave. move: those that go over.
    pin: those that stay where they are, whatever the program says later."""
    others: tuple[str, ...] = ()
    """split: those that stay behind. move: those that are joined. pin: the rest of the story. merge: none."""
    left: tuple[str, ...] = ()
    """move: those that are left behind."""
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """All corrections taken together, free of contradictions: what grouping has to keep to."""

    together: tuple[frozenset[str], ...] = ()
    """Articles of one story; no article stands in two of these."""
    apart: frozenset[tuple[str, str]] = frozenset()
    """Pairs of articles, the smaller id first, that are not of one story: nor are any that must be together with them."""


@dataclass(frozen=True, slots=True)
class Story:
    """The articles that report one event."""

    id: str
    """Made of the article that the archive came to know first; that of every other article leads here too."""
    articles: tuple[str, ...]
    """Ids, by time of publication."""
    headline: str
    """Id of the article that is most like all the others: its title stands for the story."""
    first_at: datetime
    last_at: datetime
    """First and last publication (UTC)."""
    outlets: tuple[str, ...]
    """Ids, in the order in which they joined."""
    voices: int
    """Outlets that report independently: copies of one text count once."""
    thread: str = ""
    """Id of the thread: that of the first of its stories; "" where the story is alone."""


@dataclass(frozen=True, slots=True)
class StoryListing:
    """A piece of the list of stories, the latest `last_at` first."""

    limit: int
    before: tuple[datetime, str] | None = None
    """(`last_at`, id) of the last story of the piece before; None for the beginning."""
    outlet: str = ""
    since: datetime | None = None
    """Only those whose `last_at` is not before it."""
    least: int = 1
    """Articles that a story has at least."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What is compared of an article, as few bytes that many are looked at together (`steps.relating.sketches`)."""

    article: str
    published_at: datetime
    data: bytes


@dataclass(frozen=True, slots=True)
class Gist:
    """What a story shows, taken as one article."""

    story: str
    """Its id."""
    first_at: datetime
    """Its first publication (UTC)."""
    sketch: bytes
    keys: frozenset[int]
    """Checksums of the terms that it is found by."""
    ties: tuple[Link, ...] = ()
    """Links to stories that showed something before it did, which may be steps of the same affair."""


@dataclass(frozen=True, slots=True)
class Sought:
    """Which stories are found by terms."""

    reach: timedelta
    """How far from a day they may begin."""
    each: int
    """How many of them one term finds: those that begin nearest to the day, so many before its end and so many after it."""
    least: int
    """Terms that find one at least."""
    most: int
    """How many are found at most: those that most terms find."""


@dataclass(frozen=True, slots=True)
class Placement:
    """What placing some articles brought, kept all or none."""

    features: tuple[Features | Packed, ...] = ()
    """New, or in the place of what was known of the article before; the links of these articles are dropped."""
    sketches: tuple[Sketch, ...] = ()
    """One for each of these features."""
    links: tuple[Link, ...] = ()
    """All links of those articles."""
    dissolved: tuple[str, ...] = ()
    """Ids of stories that are no more, or that stand anew in `stories`."""
    stories: tuple[Story, ...] = ()
    corrections: tuple[Correction, ...] = ()
    gists: tuple[Gist, ...] = ()
    """New, or in the place of older ones, in the order in which they came; what tied these stories before is dropped."""
    rethreaded: tuple[tuple[str, str], ...] = ()
    """(story, thread) of stories that stand and are now of another thread."""
