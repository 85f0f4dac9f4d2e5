"""The story store port on SQLite: one writer, many readers. See `ports.StoryStore` for its duties."""

from __future__ import annotations

import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from samarkand.adapters.stories import packing, rows, schema, threads
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.stories import Correction, Features, Link, Placement, Sketch, Story, StoryListing
from samarkand.storefile import StoreFile, busy
from samarkand.times import to_ms

PAGE = 2_000
"""Sketches that are read at once, where those of a span of days are asked for."""
_PLACE = "SELECT count, sha256, file, offset FROM ledger"
_FEATURES = "SELECT packed FROM features"
_LINKS = "SELECT one, two, score, is_copy FROM links"
_STORY = "SELECT s.id, s.articles, s.size, s.headline, s.first_at, s.last_at, s.outlets, s.voices, s.thread"
_HOMES = f"{_STORY} FROM stories s WHERE s.id IN (SELECT DISTINCT story FROM members"  # noqa: S608  (names alone)
_MANY = "(SELECT value FROM json_each(?))"
_AFTER_HEX = "g"
"""Sorts behind every digit of an article's id."""


class SqliteStories:
    """Stories, arranged for asking, and what placing further articles needs."""

    def __init__(self, path: Path) -> None:
        """Nothing is opened or made before it is asked for."""
        self._file = StoreFile(path, schema.VERSION, schema.TABLES)
        self._known: Place | None = None

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
            _take_articles(connection, placement)
            _take_stories(connection, placement)
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

    def sketches(self, since: date, until: date) -> Iterator[Sketch]:
        """Those of the articles published in a span of days (UTC), the last day excluded, by day and article."""
        day, article = rows.day_number(since), ""
        while True:
            page = self._file.all(
                "SELECT day, article, published_at, sketch FROM sketches WHERE (day, article) > (?, ?) AND day < ?"
                " ORDER BY day, article LIMIT ?",
                day,
                article,
                rows.day_number(until),
                PAGE,
            )
            for day, article, published_at, sketch in page:  # noqa: B007  (where the next page begins)
                yield rows.sketch_of(article, published_at, sketch)
            if len(page) < PAGE:
                return

    def features_of(self, articles: Sequence[str]) -> Mapping[str, Features]:
        """Those of some articles; unknown ones are left out."""
        found = self._file.all(f"{_FEATURES} WHERE article IN {_MANY}", _told(articles))
        return {features.article: features for features in (self._unpacked(packed) for (packed,) in found)}

    def links(self, articles: Sequence[str]) -> Sequence[Link]:
        """All links that have an end among the articles, each once, in the order of their ids."""
        wanted = _told(articles)
        either = f"{_LINKS} WHERE one IN {_MANY} UNION {_LINKS} WHERE two IN {_MANY} ORDER BY one, two"
        return [rows.link_of(*row) for row in self._file.all(either, wanted, wanted)]

    def stories_of(self, articles: Sequence[str]) -> Mapping[str, Story]:
        """The story of each article; unknown ones are left out."""
        found = self._file.all(
            f"{_STORY}, json_group_array(m.article) FROM members m JOIN stories s ON s.id = m.story"
            f" WHERE m.article IN {_MANY} GROUP BY s.id",
            _told(articles),
        )
        return {
            article: story for *row, told in found for story in [rows.story_of(row)] for article in json.loads(told)
        }

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
        found = self._file.all(
            f"{_STORY} FROM stories s WHERE s.thread = ? AND s.thread != '' ORDER BY s.first_at, s.id", identity
        )
        return [rows.story_of(row) for row in found]

    def corrections(self) -> Sequence[Correction]:
        """What persons decided, in the ledger's order."""
        return [rows.correction_of(told) for (told,) in self._file.all("SELECT told FROM corrections ORDER BY number")]

    def gists_of(self, stories: Sequence[str]) -> Mapping[str, bytes]:
        """The sketches of what some stories show, each taken as one article; unknown ones are left out."""
        return dict(self._file.all(threads.GISTS, _told(stories)))

    def ties(self, stories: Sequence[str]) -> Sequence[Link]:
        """All links between stories that have an end among these, each once, in the order of their ids."""
        return [Link(*row) for row in self._file.all(threads.TIES, _told(stories), _told(stories))]

    def alike(self, terms: Collection[str], around: tuple[date, timedelta], each: int) -> Mapping[str, int]:
        """Stories whose gists are found by some of the terms, and by how many; see `ports.StoryStore`."""
        found: Counter[str] = Counter()
        for (stories,) in self._file.all(threads.NEAREST, *threads.nearest(terms, *around, each)):
            found.update(stories.split(" ") if stories else ())
        return found

    def _unpacked(self, packed: bytes) -> Features:
        try:
            return packing.unpack(packed)
        except ValueError as error:
            problem = f"{self._file.path} is damaged: {error}"
            raise CatalogUnusable(f"{problem}; `samarkand rebuild` makes it anew") from error


def _told(articles: Sequence[str]) -> str:
    """Ids as one parameter of a statement."""
    return json.dumps(list(articles))


def _take_articles(connection: sqlite3.Connection, placement: Placement) -> None:
    """Features in the place of older ones, and the links that take the place of theirs."""
    new = [(features.article,) for features in placement.features]
    connection.executemany("DELETE FROM links WHERE one = ?", new)
    connection.executemany("DELETE FROM links WHERE two = ?", new)
    connection.executemany(
        "DELETE FROM sketches WHERE article = ?1 AND day IN (SELECT day FROM features WHERE article = ?1)", new
    )
    connection.executemany(
        "INSERT OR REPLACE INTO features VALUES (?, ?, ?)",
        ((each.article, rows.day_of(each.published_at), packing.pack(each)) for each in placement.features),
    )
    connection.executemany("INSERT INTO sketches VALUES (?, ?, ?, ?)", map(rows.sketch_row, placement.sketches))
    connection.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?, ?)", map(rows.link_row, placement.links))


def _take_stories(connection: sqlite3.Connection, placement: Placement) -> None:
    """Stories in the place of those that are no more or stand anew."""
    gone = [(identity,) for identity in {*placement.dissolved, *(story.id for story in placement.stories)}]
    connection.executemany(
        "DELETE FROM members WHERE article IN (SELECT j.value FROM stories s, json_each(s.articles) j WHERE s.id = ?)",
        gone,
    )
    connection.executemany("DELETE FROM outlets WHERE story = ?", gone)
    connection.executemany("DELETE FROM stories WHERE id = ?", gone)
    connection.executemany(
        "INSERT INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", map(rows.story_row, placement.stories)
    )
    connection.executemany(
        "INSERT OR REPLACE INTO members VALUES (?, ?)",
        ((article, story.id) for story in placement.stories for article in story.articles),
    )
    connection.executemany(
        "INSERT INTO outlets VALUES (?, ?, ?)",
        (
            (outlet, to_ms(story.last_at), story.id)
            for story in placement.stories
            for outlet in dict.fromkeys(story.outlets)
        ),
    )
