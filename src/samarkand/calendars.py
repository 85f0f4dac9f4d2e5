"""What a page or a command needs to know of days: what happened or is due on them, as articles tell it. Changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from samarkand.errors import UsageError
from samarkand.model.articles import Article
from samarkand.model.statements import Annotations
from samarkand.model.stories import Story
from samarkand.model.tellings import Calendared, DayEvent, DayTelling, OpenedDay, Unit, begins_at
from samarkand.pipeline.parts import Parts
from samarkand.ports import AnnotationStore
from samarkand.storytelling import Stories

AHEAD, BEHIND = 150, 300
"""Articles of a day that are looked at for what most outlets tell: the last ones before it, and the first ones from it on."""
EVENTS = 40
"""Events of a day that are told, and articles of a page of all of them."""
NEARBY = 40
"""Of a day among others: articles that are looked at."""


@dataclass(frozen=True, slots=True)
class _Group:
    """The articles of one story that tell of one day, by time."""

    since: date
    story: Story | None
    tellings: Sequence[DayTelling]

    @property
    def firsts(self) -> tuple[DayTelling, ...]:
        """The first of each outlet."""
        return tuple({each.outlet: each for each in reversed(self.tellings)}.values())[::-1]

    @property
    def is_ahead(self) -> bool:
        """Whether all were published before the day."""
        return all(each.published_at < begins_at(self.since) for each in self.tellings)

    @property
    def order(self) -> tuple[int, int, bool, datetime]:
        """What most outlets tell first, then what most articles do, then what was told on the day or later, then the earliest."""
        return -len(self.firsts), -len(self.tellings), self.is_ahead, self.tellings[0].published_at


class Calendar:
    """Questions about days and months that the articles of one archive tell of."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._stories = Stories(parts)

    def day(self, unit: Unit, since: date) -> OpenedDay:
        """What most outlets tell of a day, or of a month as a whole."""
        counted = self._counted(unit, since)
        if counted is None:
            return OpenedDay(since, None)
        groups = self._groups({since: self._sample(unit, since, AHEAD, BEHIND)})[:EVENTS]
        shown = sum(len(each.tellings) for each in groups)
        last = begins_at(date.max), ""
        return OpenedDay(since, counted, self._told(groups), last if shown < counted.articles else None)

    def all(self, unit: Unit, since: date, before: tuple[datetime, str]) -> OpenedDay:
        """All articles that tell of a day, the newest first, behind a place in that list."""
        found = self._store().tellings(unit, since, EVENTS + 1, before)
        shown = found[:EVENTS]
        next_at = (shown[-1].published_at, shown[-1].article) if len(found) > EVENTS else None
        stories = self._stories.of([each.article for each in shown])
        groups = [_Group(since, stories.get(each.article), [each]) for each in shown]
        return OpenedDay(since, self._counted(unit, since), self._told(groups), next_at)

    def near(self, day: date, before: int, after: int, events: int) -> Sequence[OpenedDay]:
        """The nearest days around a day of which anything is told, in their order, each with a few events."""
        return self._several(self._store().days_near("day", day, before, after), events)

    def foremost(self, days: Sequence[Calendared], count: int, events: int) -> Sequence[OpenedDay]:
        """Of some days those that most outlets tell of, each with a few events."""
        most = sorted(days, key=lambda each: (-each.outlets, -each.articles, each.since))[:count]
        return self._several(most, events)

    def days(self, unit: Unit, since: date, until: date) -> Sequence[Calendared]:
        """The days (or months) from one to another, that one excluded, of which anything is told."""
        return self._store().days(unit, since, until)

    def around(self, unit: Unit, since: date) -> tuple[date | None, date | None]:
        """The nearest day before one, and after it, of which anything is told."""
        found = [each.since for each in self._store().days_near(unit, since, 1, 1)]
        return (
            next((each for each in found if each < since), None),
            next((each for each in reversed(found) if each > since), None),
        )

    def _several(self, days: Sequence[Calendared], events: int) -> list[OpenedDay]:
        """Days with a few events each, looked up at one stroke."""
        samples = {each.since: self._sample("day", each.since, NEARBY // 2, NEARBY // 2) for each in days}
        groups: dict[date, list[_Group]] = {}
        for each in self._groups(samples):
            some = groups.setdefault(each.since, [])
            if len(some) < events:
                some.append(each)
        told = iter(self._told([group for some in groups.values() for group in some]))
        shown = {since: tuple(next(told) for _ in some) for since, some in groups.items()}
        return [OpenedDay(each.since, each, shown.get(each.since, ())) for each in days]

    def _sample(self, unit: Unit, since: date, ahead: int, behind: int) -> list[DayTelling]:
        """Articles around the beginning of a day that tell of it, by time."""
        begin = begins_at(since)
        before = self._store().tellings(unit, since, ahead, (begin, ""))
        return [*reversed(before), *self._store().tellings_after(unit, since, behind, begin)]

    def _groups(self, samples: Mapping[date, Sequence[DayTelling]]) -> list[_Group]:
        """The articles of days by stories, in their order."""
        stories = self._stories.of([each.article for some in samples.values() for each in some])
        found: dict[tuple[date, str], list[DayTelling]] = {}
        for since, some in samples.items():
            for each in some:
                story = stories.get(each.article)
                found.setdefault((since, story.id if story else each.article), []).append(each)
        groups = [_Group(since, stories.get(some[0].article), some) for (since, _), some in found.items()]
        return sorted(groups, key=lambda each: each.order)

    def _told(self, groups: Sequence[_Group]) -> tuple[DayEvent, ...]:
        """Groups with their titles and sentences; those are left out whose articles the catalog does not know."""
        firsts = [each.tellings[0] for each in groups]
        marked = self._store().annotations([(each.article, each.version) for each in firsts])
        found = []
        for group, first in zip(groups, firsts, strict=True):
            annotations = marked.get((first.article, first.version))
            article, heading = self._article(first.article), self._heading(group)
            if article and heading and annotations:
                found.append(self._event(group, article, heading, annotations))
        return tuple(found)

    def _event(self, group: _Group, article: Article, heading: Article, annotations: Annotations) -> DayEvent:
        first = group.tellings[0]
        is_several = group.story is not None and len(group.story.articles) > 1
        return DayEvent(
            self._stories.title_of(heading),
            heading.latest.language,
            annotations.language,
            group.story if is_several else None,
            group.firsts,
            len(group.tellings),
            sentence_at(annotations.sentences, first.start),
            next((each.text for each in annotations.dates if each.start == first.start), ""),
            article.gone_at is not None,
            group.is_ahead,
        )

    def _heading(self, group: _Group) -> Article | None:
        """The article whose title stands for a group."""
        return self._article(group.story.headline if group.story else group.tellings[0].article)

    def _article(self, identity: str) -> Article | None:
        return self._parts.catalog.article(identity)

    def _counted(self, unit: Unit, since: date) -> Calendared | None:
        if since == date.max:
            return None
        return next(iter(self._store().days(unit, since, since + timedelta(days=1))), None)

    def _store(self) -> AnnotationStore:
        if self._parts.annotations is None:
            raise UsageError("this archive was opened without its annotations")
        return self._parts.annotations


def sentence_at(sentences: Iterable[tuple[int, str]], start: int) -> str:
    """The words of the sentence that begins last before a place or at it; "" for none."""
    return next((words for begin, words in reversed(list(sentences)) if begin <= start), "")
