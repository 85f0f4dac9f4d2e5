"""What a page or a command needs to know of those who are quoted, in all articles: who they are, and where. Changes nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from samarkand.errors import NotFound, UsageError
from samarkand.model.answers import AnnotatedVersion
from samarkand.model.tellings import (
    Appearance,
    OpenedSomebody,
    Order,
    Saying,
    Somebody,
    Speaker,
    days_of,
    key_of_name,
    speakers_of,
)
from samarkand.pipeline.parts import Parts
from samarkand.ports import AnnotationStore
from samarkand.storytelling import Stories

CANDIDATES = 90
"""Spellings that are looked at, of each week, where those are sought who are quoted by most."""
WEEKS = 2
"""Weeks that count as lately: the latest in which anybody is quoted, and the one before it."""
PAGE = 30
"""Articles of a page of what somebody is quoted with."""
OTHERS = 12
"""Others of a name that are told."""


class People:
    """Questions about those who are quoted in one archive, persons, bodies and documents."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._stories = Stories(parts)

    def lately(self, now: datetime) -> date | None:
        """The Monday (UTC) from which on those are counted who are quoted lately; None where nobody is quoted."""
        last = self._store().last_quoted(now.astimezone(UTC).date())
        return last and date.fromordinal(max(1, last.toordinal() - 7 * (WEEKS - 1)))

    def leading(self, since: date | None, order: Order, limit: int) -> Sequence[Somebody]:
        """Those who are quoted by most in the weeks from a day on, or ever; spellings that are one are joined."""
        found = self._store().leading(since, order, CANDIDATES)
        groups: dict[str, list[str]] = {}
        for each in found:
            if each.key not in groups:
                keys = self.keys(each.name)
                groups |= {key: keys for key in keys if key not in groups}
                groups[each.key] = keys
        known = {each.key: each for each in found}
        known |= self._store().speakers({key for keys in groups.values() for key in keys} - known.keys(), since)
        joined = {id(keys): somebody for keys in groups.values() if (somebody := _somebody(keys, known))}
        first = {
            "outlets": lambda each: (-len(each.outlets), -each.statements, each.name),
            "statements": lambda each: (-each.statements, -len(each.outlets), each.name),
        }
        return sorted(joined.values(), key=first[order])[:limit]

    def open(self, name: str, before: tuple[datetime, str] | None = None) -> OpenedSomebody:
        """Somebody by any spelling of the name, and where they are quoted, behind a place in that list. Raises NotFound."""
        keys = self.keys(name)
        somebody = _somebody(keys, self._store().speakers(keys, None))
        if somebody is None:
            raise NotFound(
                f"nobody is quoted by the name {name[:80]!r}; `samarkand search speaker:NAME` looks for parts of names"
            )
        spelled = [each.key for each in somebody.spellings]
        sayings = self._store().sayings(spelled, (PAGE + 1) * len(spelled), before)
        by_article: dict[str, Saying] = {}
        for each in sayings:
            by_article.setdefault(each.article, each)
        shown = list(by_article.values())[:PAGE]
        next_at = (shown[-1].published_at, shown[-1].article) if len(by_article) > PAGE else None
        return OpenedSomebody(somebody, tuple(self._appearances(shown, set(spelled))), next_at, self.others(name))

    def versions(self, name: str) -> Iterator[AnnotatedVersion]:
        """The latest versions that quote somebody, by any spelling of the name, each with these statements alone; newest first.

        Raises NotFound where there are none. Memory holds a page of them.
        """
        before = None
        while True:
            opened = self.open(name, before)
            ids = [(each.article.id, each.version) for each in opened.appearances]
            marked = self._store().annotations(ids)
            for each, key in zip(opened.appearances, ids, strict=True):
                if key in marked and each.article.latest.number == each.version:
                    said = replace(marked[key], statements=each.statements)
                    yield AnnotatedVersion(each.article, each.article.latest, said, each.story.id if each.story else "")
            before = opened.next_at
            if before is None:
                return

    def told_in(self, versions: Collection[tuple[str, int]], most: int) -> tuple[list[tuple[str, str]], list[date]]:
        """Who is quoted in most statements of some versions, each with the language of the name; and days that most tell of.

        The days in their order; of those who are quoted alike, those of the first versions come first. Versions that are
        not marked yet tell nothing.
        """
        marked = self._parts.annotations.annotations(versions) if self._parts.annotations else {}
        counts: Counter[str] = Counter()
        names: dict[str, tuple[str, str]] = {}
        days: Counter[date] = Counter()
        for each in (marked[version] for version in versions if version in marked):
            for key, (name, count) in speakers_of(each).items():
                names.setdefault(key, (name, each.language))
                counts[key] += count
            days.update(since for unit, since in days_of(each.dates) if unit == "day")
        return [names[key] for key, _ in counts.most_common(most)], sorted(day for day, _ in days.most_common(most))

    def others(self, name: str) -> tuple[Speaker, ...]:
        """Others whose last name this is, or whose names begin with it; those quoted by most outlets first."""
        key = key_of_name(name)
        joined = set(self.keys(name))
        found = self._store().named(key, OTHERS + len(joined)) if key else ()
        return tuple(each for each in found if each.key not in joined)[:OTHERS]

    def keys(self, name: str) -> list[str]:
        """The keys of a name and of its other spellings, its own first."""
        keys = (key_of_name(each) for each in self._parts.called(name))
        return list(dict.fromkeys(key for key in keys if key))

    def _appearances(self, sayings: Sequence[Saying], keys: set[str]) -> list[Appearance]:
        marked = self._store().annotations([(each.article, each.version) for each in sayings])
        stories = self._stories.of([each.article for each in sayings])
        found = []
        for each in sayings:
            article, annotations = self._parts.catalog.article(each.article), marked.get((each.article, each.version))
            if article and annotations:
                said = tuple(told for told in annotations.statements if key_of_name(told.speaker) in keys)
                title, story = self._stories.title_of(article), stories.get(article.id)
                found.append(Appearance(article, title, each.version, said, story))
        return found

    def _store(self) -> AnnotationStore:
        if self._parts.annotations is None:
            raise UsageError("this archive was opened without its annotations")
        return self._parts.annotations


def _somebody(keys: Sequence[str], known: Mapping[str, Speaker]) -> Somebody | None:
    """What is told of some keys together; None where none of them is quoted."""
    found = sorted((known[key] for key in keys if key in known), key=lambda each: (-each.statements, each.key))
    return Somebody(tuple(found)) if found else None
