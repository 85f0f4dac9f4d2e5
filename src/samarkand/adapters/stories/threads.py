"""What the story store keeps so that steps of one affair find each other: gists, the terms that find them, their links."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from zlib import crc32

from samarkand.adapters.stories import packing, rows
from samarkand.model.stories import Placement

GISTS = "SELECT packed FROM gists WHERE story IN (SELECT value FROM json_each(?))"
TIES = (
    "SELECT one, two, score FROM ties WHERE one IN (SELECT value FROM json_each(?1))"
    " UNION SELECT one, two, score FROM ties WHERE two IN (SELECT value FROM json_each(?2)) ORDER BY one, two"
)
_BEFORE = "SELECT story FROM traces WHERE term = ? AND day BETWEEN ? AND ? ORDER BY day DESC, story LIMIT ?"
_AFTER = "SELECT story FROM traces WHERE term = ? AND day BETWEEN ? AND ? ORDER BY day, story LIMIT ?"


def nearest(
    terms: Collection[str], on: date, reach: timedelta, each: int
) -> Iterator[tuple[str, list[tuple[int, int, int, int]]]]:
    """The questions for the stories nearest to a day that terms find: those before its end, those after it."""
    keys, day, days = [_key(term) for term in terms], rows.day_number(on), reach.days
    yield _BEFORE, [(key, day - days, day, each) for key in keys]
    yield _AFTER, [(key, day + 1, day + days, each) for key in keys]


def take(connection: sqlite3.Connection, placement: Placement) -> None:
    """Gists in the place of older ones, with what finds them and their links; those of stories that are no more go."""
    standing = {story.id for story in placement.stories}
    fresh = {gist.shown.article for gist in placement.gists}
    gone = [(identity,) for identity in sorted((set(placement.dissolved) - standing) | fresh)]
    for table, column in (("gists", "story"), ("traces", "story"), ("ties", "one"), ("ties", "two")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)  # noqa: S608  (names alone)
    connection.executemany(
        "INSERT INTO gists VALUES (?, ?)", ((gist.shown.article, packing.pack(gist.shown)) for gist in placement.gists)
    )
    connection.executemany(
        "INSERT OR IGNORE INTO traces VALUES (?, ?, ?)",
        (
            (_key(term), rows.day_of(gist.shown.published_at), gist.shown.article)
            for gist in placement.gists
            for term in sorted(gist.keys)
        ),
    )
    connection.executemany(
        "INSERT OR REPLACE INTO ties VALUES (?, ?, ?)", ((tie.one, tie.two, tie.score) for tie in placement.ties)
    )
    connection.executemany(
        "UPDATE stories SET thread = ? WHERE id = ?", ((thread, story) for story, thread in placement.rethreaded)
    )


def _key(term: str) -> int:
    return crc32(term.encode("utf-8", "surrogatepass"))
