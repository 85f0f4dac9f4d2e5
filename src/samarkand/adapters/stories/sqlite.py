"""The story store port on SQLite: one writer, many readers. See `ports.StoryStore` for its duties."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from samarkand.adapters.stories import links, rows, schema, threads, traces, writing
from samarkand.adapters.stories.writing import MANY, told
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model import packing
from samarkand.model.events import Place
from samarkand.model.stories import (
    Correction,
    Features,
    Link,
    Member,
    Placement,
    Sought,
    Story,
    StoryListing,
)
from samarkand.storefile import StoreFile, busy
from samarkand.stretches import distinct
from samarkand.times import to_ms

PAGE = 10_000
"""Sketches that are read at once, where those of a span of days are asked for."""
_PLACE = "SELECT count, sha256, file, offset FROM ledger"
_FEATURES = "SELECT line, packed FROM features"
_MEMBERS = "SELECT article, outlet, published_at, agency, line FROM features"
_SKETCHES = "SELECT f.article, s.sketch FROM features f JOIN sketches s ON s.place = f.sketch"
_PAGE = "SELECT place, article, sketch FROM sketches WHERE place > ? AND place < ? ORDER BY place LIMIT ?"
_STORY = "SELECT s.id, s.articles, s.size, s.headline, s.first_at, s.last_at, s.outlets, s.voices, s.thread"
_HOMES = f"{_STORY} FROM stories s WHERE s.id IN (SELECT DISTINCT story FROM members"  # noqa: S608  (names alone)
_AFTER_HEX = "g"
"""Sorts behind every digit of an article's id."""


class SqliteStories:
    """Stories, arranged for asking, and what placing further articles needs."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened or made before it is asked for."""
        self._file = StoreFile(path, schema.VERSION, schema.TABLES)
        self._known: Place | None = None

    def __reduce__(self) -> tuple[type[SqliteStories], tuple[Path]]:
        """In another process it is opened there."""
        return SqliteStories, (self._file.path,)

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where there is no store, it is damaged or of another version."""
        try:
            found = self._file.all(_PLACE)
        except CatalogUnusable:
            found = []
        self._known = Place(*found[0]) if found else None
        return self._known

    def take(self, placement: Placement, place: Place) -> None:
        """Take in what placing brought, and remember the place, all or none.

        Raises ArchiveBusy where another process is at it, or was since this one asked for the place: what was worked out
        by then may no longer hold. Raises CatalogUnusable.
        """
        with self._file.transaction() as connection:
            found = connection.execute(_PLACE).fetchone()
            if (Place(*found) if found else None) != self._known:
                raise ArchiveBusy(busy(self._file.path))
            writing.take_articles(connection, placement)
            writing.take_stories(connection, placement)
            threads.take(connection, placement)
            connection.executemany(
                "INSERT INTO corrections (told) VALUES (?)", map(rows.correction_row, placement.corrections)
            )
            connection.execute(
                "INSERT OR REPLACE INTO ledger (rowid, count, sha256, file, offset) VALUES (1, ?, ?, ?, ?)",
                (place.count, place.sha256, place.file, place.offset),
            )
        self._known = place

    def clear(self) -> None:
        """Forget everything. Raises ArchiveBusy, CatalogUnusable where the file cannot be written."""
        self._file.clear()
        self._known = None

    def sketches(self, since: date, until: date) -> Iterator[Sequence[tuple[str, bytes]]]:
        """Those of the articles published in a span of days (UTC), the last day excluded, by day, some at a time."""
        place, end = rows.begin_of(rows.day_number(since)) - 1, rows.begin_of(rows.day_number(until))
        while page := self._file.all(_PAGE, place, end, PAGE):
            place = page[-1][0]
            yield [(article, sketch) for _, article, sketch in page]

    def features_of(self, articles: Sequence[str]) -> Mapping[str, Features]:
        """Those of some articles; unknown ones are left out."""
        found = self._file.all(f"{_FEATURES} WHERE article IN {MANY}", told(articles))
        opened = (replace(self._unpacked(packed), order=line) for line, packed in found)
        return {features.article: features for features in opened}

    def members_of(self, articles: Sequence[str]) -> Mapping[str, Member]:
        """What stories have to know of some articles; unknown ones are left out."""
        found = self._file.all(f"{_MEMBERS} WHERE article IN {MANY}", told(articles))
        return {row[0]: rows.member_of(*row) for row in found}

    def sketches_of(self, articles: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of some articles; unknown ones are left out."""
        return dict(self._file.all(f"{_SKETCHES} WHERE f.article IN {MANY}", told(articles)))

    def links(self, articles: Sequence[str]) -> Sequence[Link]:
        """All links that have an end among the articles, each once, in the order of their ids."""
        return links.links(self._file.all, articles)

    def stories_of(self, articles: Sequence[str]) -> Mapping[str, Story]:
        """The story of each article; unknown ones are left out."""
        wanted = set(articles)
        found = map(rows.story_of, self._file.all(f"{_HOMES} WHERE article IN {MANY})", told(articles)))
        return {article: story for story in found for article in story.articles if article in wanted}

    def story(self, identity: str) -> Story | None:
        """The story of an id, also of one that it had before, or of the beginning of one where that is enough."""
        if not identity.startswith("s"):
            return None
        article = identity[1:]
        named = f"{_HOMES} WHERE article = ?)"
        begun = f"{_HOMES} WHERE article >= ? AND article < ? LIMIT 2)"
        found = self._file.all(named, article) or self._file.all(begun, article, article + _AFTER_HEX)
        return rows.story_of(found[0]) if len(found) == 1 else None

    def stories(self, listing: StoryListing) -> Sequence[Story]:
        """The stories of a listing."""
        conditions = ["s.size >= ?"]
        parameters: list[Any] = [listing.least]
        tables, at, identity = "stories s", "s.last_at", "s.id"
        if listing.outlet:
            tables, at, identity = "outlets o JOIN stories s ON s.id = o.story", "o.last_at", "o.story"
            conditions.append("o.outlet = ?")
            parameters.append(listing.outlet)
        if listing.since:
            conditions.append(f"{at} >= ?")
            parameters.append(to_ms(listing.since))
        if listing.before:
            before, last = to_ms(listing.before[0]), listing.before[1]
            conditions.append(f"{at} <= ? AND ({at} < ? OR {identity} > ?)")
            parameters += [before, before, last]
        where = " AND ".join(conditions)
        statement = f"{_STORY} FROM {tables} WHERE {where} ORDER BY {at} DESC, {identity} LIMIT ?"
        return [rows.story_of(row) for row in self._file.all(statement, *parameters, listing.limit)]

    def thread(self, identity: str) -> Sequence[Story]:
        """The stories of a thread, by `first_at`."""
        return self.threads([identity]).get(identity, [])

    def threads(self, identities: Sequence[str]) -> Mapping[str, Sequence[Story]]:
        """The stories of some threads, by `first_at`; unknown ones are left out."""
        asked = f"{_STORY} FROM stories s WHERE s.thread IN {MANY} AND s.thread != '' ORDER BY s.first_at, s.id"
        found: defaultdict[str, list[Story]] = defaultdict(list)
        for story in map(rows.story_of, self._file.all(asked, told(identities))):
            found[story.thread].append(story)
        return found

    def corrections(self) -> Sequence[Correction]:
        """What persons decided, in the ledger's order."""
        return [rows.correction_of(one) for (one,) in self._file.all("SELECT told FROM corrections ORDER BY number")]

    def gists_of(self, stories: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of what some stories show, each taken as one article; unknown ones are left out."""
        return dict(self._file.all(threads.GISTS, told(stories)))

    def ties(self, stories: Sequence[str]) -> Sequence[Link]:
        """All links of these stories to each other, each once."""
        return list(threads.ties_of(self._file.all(threads.TIES, told(stories))))

    def alike(
        self, asked: Sequence[tuple[Collection[int], date]], sought: Sought, without: Collection[str] = ()
    ) -> Sequence[Mapping[str, int]]:
        """For each question the stories whose gists are found by its terms; see `ports.StoryStore`."""
        left_out = [number for (number,) in self._file.all(threads.NUMBERS, told(without))] if without else []
        questions = [(terms, rows.day_number(day)) for terms, day in asked]
        whose, numbers, counts = traces.nearest(self._file.all, questions, sought, left_out)
        stories = dict(self._file.all(threads.STORIES, json.dumps(distinct(numbers).tolist())))
        found: list[list[tuple[int, str]]] = [[] for _ in asked]
        for owner, number, count in zip(whose.tolist(), numbers.tolist(), counts.tolist(), strict=True):
            found[owner].append((-count, stories[number]))
        return [{story: -count for count, story in sorted(some)[: sought.most]} for some in found]

    def _unpacked(self, packed: bytes) -> Features:
        try:
            return packing.unpack(packed)
        except ValueError as error:
            problem = f"{self._file.path} is damaged: {error}"
            raise CatalogUnusable(f"{problem}; `samarkand rebuild` makes it anew") from error
