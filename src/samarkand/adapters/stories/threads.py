"""What the story store keeps so that steps of one affair find each other: gists, the terms that find them, their links."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection
from datetime import date, timedelta
from zlib import crc32

from samarkand.adapters.stories import rows
from samarkand.model.stories import Placement

GISTS = "SELECT story, sketch FROM gists WHERE story IN (SELECT value FROM json_each(?))"
TIES = (
    "SELECT one, two, score FROM ties WHERE one IN (SELECT value FROM json_each(?1))"
    " UNION SELECT one, two, score FROM ties WHERE two IN (SELECT value FROM json_each(?2)) ORDER BY one, two"
)
_FOUND = """
SELECT (SELECT group_concat(story, ' ') FROM (
    SELECT story FROM traces WHERE term = t.value AND day BETWEEN {since} AND {until} ORDER BY {order} LIMIT ?4
)) FROM json_each(?1) t
"""
NEAREST = " UNION ALL ".join(  # on either side of a day, so many of each term: one question for all terms
    (
        _FOUND.format(since="?2 - ?3", until="?2", order="day DESC, story"),
        _FOUND.format(since="?2 + 1", until="?2 + ?3", order="day, story"),
    )
)
"""?1: keys of terms, as JSON; ?2: a day; ?3: days of reach; ?4: how many on either side. A row a term: ids, parted by blanks."""


def nearest(terms: Collection[str], on: date, reach: timedelta, each: int) -> tuple[str, int, int, int]:
    """What `NEAREST` is asked with, for the stories nearest to a day that terms find."""
    return json.dumps([_key(term) for term in terms]), rows.day_number(on), reach.days, each


def take(connection: sqlite3.Connection, placement: Placement) -> None:
    """Gists in the place of older ones, with what finds them and their links; those of stories that are no more go."""
    standing = {story.id for story in placement.stories}
    fresh = {gist.story for gist in placement.gists}
    gone = [(identity,) for identity in sorted((set(placement.dissolved) - standing) | fresh)]
    for table, column in (("gists", "story"), ("traces", "story"), ("ties", "one"), ("ties", "two")):
        connection.executemany(f"DELETE FROM {table} WHERE {column} = ?", gone)  # noqa: S608  (names alone)
    connection.executemany("INSERT INTO gists VALUES (?, ?)", ((gist.story, gist.sketch) for gist in placement.gists))
    connection.executemany(
        "INSERT OR IGNORE INTO traces VALUES (?, ?, ?)",
        (
            (_key(term), rows.day_of(gist.first_at), gist.story)
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
