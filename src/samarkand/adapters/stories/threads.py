"""What the story store keeps so that steps of one affair find each other: gists, the terms that find them, their links."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence

from samarkand.adapters.stories import rows
from samarkand.model.stories import Gist, Link, Placement

GISTS = "SELECT story, sketch FROM gists WHERE story IN (SELECT value FROM json_each(?))"
TIES = "SELECT story, turn, ties FROM gists WHERE story IN (SELECT value FROM json_each(?)) ORDER BY turn"
STORIES = "SELECT number, story FROM gists WHERE number IN (SELECT value FROM json_each(?))"
_FOUND = """
SELECT t.value, (SELECT group_concat(number, ',') FROM (
    SELECT number FROM traces WHERE term = t.value AND day BETWEEN {since} AND {until} ORDER BY {order} LIMIT ?4
)) FROM json_each(?1) t
"""
NEAREST = " UNION ALL ".join(  # on either side of a day, so many of each term: one question for all terms
    (
        _FOUND.format(since="?2 - ?3", until="?2", order="day DESC, number DESC"),
        _FOUND.format(since="?2 + 1", until="?2 + ?3", order="day, number DESC"),
    )
)
"""?1: terms, as JSON; ?2: a day; ?3: days of reach; ?4: how many on either side. Two rows a term: it, and numbers of gists."""
_OLDER = "SELECT story, number, day, keys FROM gists WHERE story IN (SELECT value FROM json_each(?))"
_TRACES = "INSERT OR IGNORE INTO traces VALUES (?, ?, ?)"
_NO_TRACES = "DELETE FROM traces WHERE term = ? AND day = ? AND number = ?"


def take(connection: sqlite3.Connection, placement: Placement) -> None:
    """Gists in the place of older ones, with what finds them and their links; those of stories that are no more go."""
    standing = {story.id for story in placement.stories}
    fresh = {gist.story for gist in placement.gists}
    gone = set(placement.dissolved) - standing - fresh
    older = {
        story: (number, day, keys)
        for story, number, day, keys in connection.execute(_OLDER, (json.dumps(sorted(gone | fresh)),))
    }
    traces = {(term, day, number) for number, day, keys in older.values() for term in array("I", keys)}
    connection.executemany("DELETE FROM gists WHERE story = ?", ((story,) for story in sorted(gone)))
    turn, number = connection.execute(
        "SELECT (SELECT max(turn) FROM gists), (SELECT max(number) FROM gists)"
    ).fetchone()
    turn, number = turn or 0, number or 0
    told: list[tuple[int, int, str, int, bytes, bytes, str]] = []
    new: set[tuple[int, int, int]] = set()
    for gist in placement.gists:
        turn += 1
        if gist.story in older:
            own = older[gist.story][0]
        else:
            own = number = number + 1
        row = _row(gist)
        told.append((own, turn, gist.story, *row))
        new.update((term, row[0], own) for term in gist.keys)
    connection.executemany("INSERT OR REPLACE INTO gists VALUES (?, ?, ?, ?, ?, ?, ?)", told)
    connection.executemany(_NO_TRACES, sorted(traces - new))
    connection.executemany(_TRACES, sorted(new - traces))
    connection.executemany(
        "UPDATE stories SET thread = ? WHERE id = ?", ((thread, story) for story, thread in placement.rethreaded)
    )


def _row(gist: Gist) -> tuple[int, bytes, bytes, str]:
    ties = [(each.two if each.one == gist.story else each.one, each.score) for each in gist.ties]
    return rows.day_of(gist.first_at), gist.sketch, array("I", sorted(gist.keys)).tobytes(), json.dumps(ties)


def ties_of(found: Iterable[tuple[str, int, str]]) -> Iterator[Link]:
    """The links among stories of rows of `TIES`: what a story told of one that came to show something else since is no more."""
    seen: set[str] = set()
    for story, _, told in found:
        for other, score in json.loads(told):
            if other in seen:
                yield Link(min(story, other), max(story, other), score)
        seen.add(story)


def numbers_of(found: Sequence[tuple[int, str | None]]) -> dict[int, list[int]]:
    """Term -> the numbers of gists that it finds, of rows of `NEAREST`."""
    lists: dict[int, list[int]] = {}
    for term, told in found:
        if told:
            lists.setdefault(term, []).extend(map(int, told.split(",")))
    return lists
