"""Who is quoted and which days are told in the latest versions of all articles, as tables hold it; no text is read here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from samarkand.model.articles import Article
from samarkand.model.mentions import DateMention
from samarkand.model.statements import Annotations, Statement
from samarkand.model.stories import Story
from samarkand.text.tokens import words_of

LONGEST_KEY = 120
"""Characters of the key of a name; what is longer is no name."""
LONGEST_STRETCH = 7
"""Days from the first to the last of a stretch that is told of each of its days (`15至16日`)."""
SENTENCE = 240
"""Characters of a sentence that are kept."""
_PARTS = re.compile(r"[·‧∙•・･．\s]+")
_BEFORE = 80
"""Characters of a long sentence that are kept before a day."""

Unit = Literal["day", "month"]
"""What is told of: a day, or a month as a whole."""
Order = Literal["outlets", "statements"]
"""By what those who are quoted are ranked."""


@dataclass(frozen=True, slots=True)
class Speaker:
    """One who is quoted, under one spelling, in a span of time."""

    key: str
    name: str
    """As it was first written."""
    language: str
    """Of the version that first wrote it so."""
    statements: int
    articles: int
    outlets: tuple[str, ...]
    """Ids, in their order."""


@dataclass(frozen=True, slots=True)
class Saying:
    """An article that quotes somebody."""

    key: str
    """Of the spelling that it has."""
    article: str
    version: int
    outlet: str
    published_at: datetime
    statements: int


@dataclass(frozen=True, slots=True)
class Calendared:
    """A day or a month, and how many tell of it."""

    since: date
    outlets: int
    articles: int
    ahead: int
    """Of the articles, those that were published before it."""


@dataclass(frozen=True, slots=True)
class DayTelling:
    """An article that tells of a day or a month, and where it does so first."""

    article: str
    version: int
    outlet: str
    published_at: datetime
    start: int
    """In characters of the plain text."""
    end: int


@dataclass(frozen=True, slots=True)
class Somebody:
    """One who is quoted, under all spellings that are known to be one."""

    spellings: tuple[Speaker, ...]
    """Those that are written, the one in most statements first; never empty."""

    @property
    def name(self) -> str:
        """The spelling that most statements have."""
        return self.spellings[0].name

    @property
    def statements(self) -> int:
        """How many are told."""
        return sum(each.statements for each in self.spellings)

    @property
    def outlets(self) -> tuple[str, ...]:
        """Ids of those that quote, in their order."""
        return tuple(sorted({outlet for each in self.spellings for outlet in each.outlets}))


@dataclass(frozen=True, slots=True)
class Appearance:
    """What somebody is quoted with in the latest version of an article."""

    article: Article
    title: str
    """Plain text on one line."""
    version: int
    statements: tuple[Statement, ...]
    """In reading order."""
    story: Story | None
    """None while the article is not placed."""


@dataclass(frozen=True, slots=True)
class OpenedSomebody:
    """Somebody, and where they are quoted."""

    somebody: Somebody
    appearances: tuple[Appearance, ...]
    """The newest first: a page of them."""
    next_at: tuple[datetime, str] | None
    """Where the page behind begins; None for none."""
    others: tuple[Speaker, ...]
    """Who else is called so: the same last name, or a longer name that begins alike."""


@dataclass(frozen=True, slots=True)
class DayEvent:
    """What is told of a day: by the articles of one story, or by one article."""

    title: str
    """Of the story, or of the article; plain text on one line."""
    language: str
    """Of the title; BCP 47."""
    sentence_language: str
    story: Story | None
    """None where one article alone is told of, which is the first of `tellings`."""
    tellings: tuple[DayTelling, ...]
    """The first of each outlet, by time."""
    articles: int
    """How many tell it."""
    sentence: str
    """In which the first of them tells it."""
    words: str
    """The words in it that mean the day."""
    is_gone: bool
    """Whether the first of them was withdrawn."""
    is_ahead: bool
    """Whether all of them were published before the day."""


@dataclass(frozen=True, slots=True)
class OpenedDay:
    """A day or a month, and what is told of it."""

    since: date
    counted: Calendared | None
    """None where nothing is told."""
    events: tuple[DayEvent, ...] = ()
    """What most outlets tell first; or a page of single articles, the newest first."""
    next_at: tuple[datetime, str] | None = None
    """Where the list of all articles by time goes on behind what is shown; None where all is shown."""


@lru_cache(maxsize=4096)
def key_of_name(name: str) -> str:
    """What is equal for all ways to write one spelling: script, case, dots and blanks play no part; "" for none."""
    key = " ".join(words_of(_whole(name[: 2 * LONGEST_KEY])))
    return key if len(key) <= LONGEST_KEY else ""


def last_name(name: str) -> str:
    """The key of the last part of a name of several, `普京` of `弗拉基米尔·普京`; "" where it has one."""
    parts = _PARTS.split(name.strip())
    return key_of_name(parts[-1]) if len(parts) > 1 and len(parts[-1]) > 1 else ""


def speakers_of(annotations: Annotations) -> Mapping[str, tuple[str, int]]:
    """Key of each who is named as a speaker -> the first spelling, and how many statements are told of them."""
    names: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for each in annotations.statements:
        if key := key_of_name(each.speaker):
            names.setdefault(key, _whole(each.speaker))
            counts[key] += 1
    return {key: (name, counts[key]) for key, name in names.items()}


def _whole(text: str) -> str:
    """Without halves of characters, which no file can hold."""
    return text.encode("utf-8", "replace").decode()


def days_of(dates: Iterable[DateMention]) -> Mapping[tuple[Unit, date], DateMention]:
    """Each day and month that a version tells of -> where it does so first."""
    found: dict[tuple[Unit, date], DateMention] = {}
    for mention in dates:
        for key in _keys_of(mention):
            found.setdefault(key, mention)
    return found


def first_tellings(dates: Iterable[DateMention]) -> list[DateMention]:
    """Where a version first tells of one of its days, in reading order."""
    return sorted({mention.start: mention for mention in days_of(dates).values()}.values(), key=lambda each: each.start)


def _keys_of(mention: DateMention) -> Iterator[tuple[Unit, date]]:
    if mention.grain == "month":
        yield "month", mention.since
    elif mention.grain in {"day", "interval"} and (mention.until - mention.since).days <= LONGEST_STRETCH:
        for number in range((mention.until - mention.since).days):
            yield "day", mention.since + timedelta(days=number)


def begins_at(since: date) -> datetime:
    """When a day or a month begins (UTC): what was published before told of it ahead."""
    return datetime.combine(since, time(), UTC)


def cut_sentence(text: str, sentence: tuple[int, int], mention: DateMention) -> tuple[int, str]:
    """Where a sentence begins, and its words; of a long one those around a day that it tells, marked where they are cut."""
    start, end = sentence
    if end - start <= SENTENCE:
        return start, text[start:end]
    begin = max(start, mention.start - _BEFORE)
    finish = min(end, max(begin + SENTENCE, mention.end))
    return begin, f"{'…' if begin > start else ''}{text[begin:finish]}{'…' if finish < end else ''}"
