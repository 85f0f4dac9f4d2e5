"""The articles of one story laid side by side: what is compared, and what comes of it. Values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from samarkand.model.mentions import Grain, TimeMention
from samarkand.model.statements import Annotations, Statement
from samarkand.text.strength import Strength

DifferenceKind = Literal["number", "date", "name", "strength"]
NamingKind = Literal["term", "name"]
"""term: words that take sides, from a list; name: spellings of one name."""
MatchKind = Literal["claim", "sentence"]
"""claim: two statements that are wordings of one claim. sentence: two sentences that say the same."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An article of a story as it goes into the comparison."""

    article: str
    version: int
    outlet: str
    language: str
    """BCP 47: `zh-Hans`, `zh-Hant`, `en`."""
    published_at: datetime
    title: str
    text: str
    """Plain text; all spans count its characters."""
    annotations: Annotations
    voice: str
    """Equal for articles that count once: copies of one text, one agency's text, one outlet (`steps.relating.stories.voices_of`)."""
    agency: str = ""
    """The agency that the whole text is credited to; "" for none."""
    times: tuple[TimeMention, ...] = ()
    """All expressions of time in the text (`steps.dates.times_in`): its dates, and the times of day between them."""


@dataclass(frozen=True, slots=True)
class ClaimWeights:
    """What was learned from labelled statements; it comes with the program and never from an archive."""

    pair: Mapping[str, float]
    """What is measured of two statements -> log-odds for each unit of it; `start` is added to all."""
    abroad: Mapping[str, float]
    """The same for two statements in different languages, which have no words in common."""
    enough: float
    """Mean likeness, from 0 to 1, at which two groups of statements are one claim."""


@dataclass(frozen=True, slots=True)
class TermGroup:
    """Words for one thing that take sides."""

    key: str
    terms: tuple[str, ...]
    about: tuple[str, ...] = ()
    """One of these has to stand in the same sentence, so that it is this thing that is named; none for no condition."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in the plain text of a version that a reader can open."""

    article: str
    version: int
    start: int
    """In characters of the plain text."""
    end: int
    """Excluded."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One place where an outlet tells something."""

    outlet: str
    voice: str
    """As in `Compared`."""
    at: Span
    text: str
    """What stands at the span."""
    sentence: Span
    """The sentence that it stands in; its line where that has no end."""


@dataclass(frozen=True, slots=True)
class Variant:
    """One of the ways in which something is told."""

    value: str
    """For showing and for comparing: `26000 人`, `2022-09-14`, `confirmed`, `普京`, `特别军事行动`."""
    outlets: tuple[str, ...]
    """Ids of those that tell it so, sorted."""
    voices: int
    """How many of them are independent."""
    told: tuple[Telling, ...]
    """By time of publication."""


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that is not told alike by all."""

    kind: DifferenceKind
    subject: str
    """What is told: what is counted (`人`, `士兵`), or the name's key; "" for a date and for strength."""
    variants: tuple[Variant, ...]
    """Two at least, those of most voices first."""
    claim: str = ""
    """Id of the claim inside which it differs; "" where sentences outside of statements differ."""
    is_disagreement: bool = False
    """Whether both cannot hold: two numbers of one thing. Else one tells more, or tells it in other words."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A statement as one article has it."""

    outlet: str
    voice: str
    published_at: datetime
    at: Span
    statement: Statement
    strength: Strength
    """By its cue."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A statement as it stands across the outlets of a story, in all its wordings."""

    id: str
    """Made of the place of its first wording: `c` and twelve hexadecimal digits, one claim in a story."""
    text: str
    """The wording that is most like all the others."""
    speaker: str
    """As most wordings name the speaker; "" where none does."""
    wordings: tuple[Wording, ...]
    """By time of publication, then by place in the text."""
    outlets: tuple[str, ...]
    """Ids, sorted."""
    voices: int
    """Outlets that report it independently: copies of one text count once."""
    differences: tuple[Difference, ...] = ()

    def of(self, outlet: str) -> tuple[Wording, ...]:
        """The wordings of an outlet: a cell of the table of claims and outlets."""
        return tuple(wording for wording in self.wordings if wording.outlet == outlet)


@dataclass(frozen=True, slots=True)
class Sheet:
    """What one outlet tells, beside the others."""

    outlet: str
    articles: tuple[str, ...]
    """Ids, by time of publication."""
    claims: tuple[str, ...]
    """Ids of the claims that it tells, in the order of the comparison; so too below."""
    only_here: tuple[str, ...]
    """Those that no other outlet tells."""
    missing_here: tuple[str, ...]
    """Those that two other voices tell at least, and this outlet does not; in a story of two outlets, that the other tells."""


@dataclass(frozen=True, slots=True)
class Hour:
    """A time of day that is told of a day."""

    time: str
    """`13:27`, or a stretch with its end excluded (`00:00/06:00`), as `DateMention.time`: of the place that is told of, not UTC."""
    outlets: tuple[str, ...]
    """Ids, sorted."""
    told: tuple[Telling, ...]
    """By time of publication, then by place in the text."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A time that is told, past or coming."""

    value: str
    """ISO 8601, as in `DateMention`."""
    grain: Grain
    since: date
    until: date
    """The first day that no longer belongs to it."""
    is_coming: bool
    """Whether it begins after the day (UTC) on which the last article that tells it was published."""
    outlets: tuple[str, ...]
    """Ids, sorted."""
    told: tuple[Telling, ...]
    """By time of publication, then by place in the text."""
    hours: tuple[Hour, ...] = ()
    """Of a day: the times of day that are told of it, in their order; so outlets that tell other minutes are seen to differ."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who speaks or is named with a Latin spelling in the story; bodies and documents too."""

    key: str
    """Equal for all spellings that are known to be one."""
    name: str
    """As it is written most often."""
    spellings: tuple[Variant, ...]
    roles: tuple[str, ...]
    """Titles and descriptions, as they are written, those of most wordings first."""
    claims: tuple[str, ...]
    """Ids of what was said, in the order of the comparison; empty for one who is only named."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One thing that outlets call by different names."""

    key: str
    kind: NamingKind
    variants: tuple[Variant, ...]
    """Two at least, those of most voices first."""


@dataclass(frozen=True, slots=True)
class AgencyShare:
    """How many outlets take it from one agency, paper or programme."""

    agency: str
    whole: tuple[str, ...]
    """Outlets with an article that is credited to it as a whole, sorted."""
    through: tuple[str, ...]
    """Outlets with a statement that came through it, or with a whole article, sorted."""
    articles: tuple[str, ...]
    """Ids of the articles that are credited to it as a whole, sorted."""
    statements: tuple[Span, ...]
    """What came through it, in the order of the spans."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """A story: who tells what, where outlets differ, and what one of them leaves out."""

    outlets: tuple[str, ...]
    """Ids, in the order in which they joined: the columns of the table."""
    voices: int
    """How many are independent."""
    articles: tuple[str, ...]
    """Ids, by time of publication."""
    claims: tuple[Claim, ...]
    """The rows of the table: those of most voices first, then of most outlets, then the earliest."""
    disagreements: tuple[Difference, ...]
    """All differences of which both cannot hold, of claims and of the narration; those of most voices first."""
    sheets: tuple[Sheet, ...]
    """One for each outlet, in the order of `outlets`."""
    timeline: tuple[Moment, ...]
    """By time."""
    people: tuple[Person, ...]
    """Those with most claims first."""
    namings: tuple[Naming, ...]
    agencies: tuple[AgencyShare, ...]
    """Those of most outlets first."""


@dataclass(frozen=True, slots=True)
class Match:
    """Two passages that say the same."""

    kind: MatchKind
    one: Span
    two: Span
    likeness: float
    """From 0 to 1; 1 where they are the same characters."""
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class SideBySide:
    """Two articles, and what joins them."""

    one: str
    two: str
    """Ids."""
    matches: tuple[Match, ...]
    """In the order of the first text. Sentences that hold a matched statement are not matched again."""
