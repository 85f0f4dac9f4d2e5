"""What the story store keeps so that steps of one affair find each other: gists, the terms that find them, their links."""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator

from samarkand.adapters.stories import rows, traces
from samarkand.model.stories import Gist, Link, Placement

GISTS = "SELECT story, sketch FROM gists WHERE story IN (SELECT value FROM json_each(?))"
TIES = "SELECT story, tied, scores FROM gists WHERE story IN (SELECT value FROM json_each(?)) ORDER BY turn"
STORIES = "SELECT number, story FROM gists WHERE number IN (SELECT value FROM json_each(?))"
NUMBERS = "SELECT number FROM gists WHERE story IN (SELECT value FROM json_each(?))"
_OLDER = "SELECT story, number, day, keys FROM gists WHERE story IN (SELECT value FROM json_each(?))"


def take(connection: sqlite3.Connection, placement: Placement) -> None:
    """Gists in the place of older ones, with what finds them and their links; those of stories that are no more go."""
    standing = {story.id for story in placement.stories}
    fresh = {gist.story for gist in placement.gists}
    gone = set(placement.dissolved) - standing - fresh
    older = {
        story: (number, day, keys)
        for story, number, day, keys in connection.execute(_OLDER, (json.dumps(sorted(gone | fresh)),))
    }
    connection.executemany("DELETE FROM gists WHERE story = ?", ((story,) for story in sorted(gone)))
    turn, number = connection.execute(
        "SELECT (SELECT max(turn) FROM gists), (SELECT max(number) FROM gists)"
    ).fetchone()
    turn, number = turn or 0, number or 0
    told: list[tuple[int, int, str, int, bytes, bytes, str, bytes]] = []
    for gist in placement.gists:
        turn += 1
        if gist.story in older:
            own = older[gist.story][0]
        else:
            own = number = number + 1
        row = _row(gist)
        told.append((own, turn, gist.story, *row))
    connection.executemany("INSERT OR REPLACE INTO gists VALUES (?, ?, ?, ?, ?, ?, ?, ?)", told)
    traces.change(
        connection,
        traces.traces([(number, day, array("I", keys)) for number, day, keys in older.values()]),
        traces.traces(
            [(own, day, gist.keys) for (own, _, _, day, *_), gist in zip(told, placement.gists, strict=True)]
        ),
    )
    connection.executemany(
        "UPDATE stories SET thread = ? WHERE id = ?", ((thread, story) for story, thread in placement.rethreaded)
    )


def _row(gist: Gist) -> tuple[int, bytes, bytes, str, bytes]:
    tied = rows.joined(each.two if each.one == gist.story else each.one for each in gist.ties)
    scores = array("d", [each.score for each in gist.ties]).tobytes()
    return rows.day_of(gist.first_at), gist.sketch, array("I", sorted(gist.keys)).tobytes(), tied, scores


def ties_of(found: Iterable[tuple[str, str, bytes]]) -> Iterator[Link]:
    """The links among stories of rows of `TIES`: what a story told of one that came to show something else since is no more."""
    seen: set[str] = set()
    for story, tied, scores in found:
        for other, score in zip(rows.listed(tied), array("d", scores), strict=True):
            if other in seen:
                yield Link(story, other, score) if story < other else Link(other, story, score)
        seen.add(story)
