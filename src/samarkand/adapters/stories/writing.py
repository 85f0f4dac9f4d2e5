"""How the story store takes in what placing brought: articles with their links, and stories. One transaction around it is another's."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from samarkand.adapters.stories import links, rows
from samarkand.model import packing
from samarkand.model.stories import Packed, Placement, Sketch

MANY = "(SELECT value FROM json_each(?))"
"""In a statement, for ids that come as `told` makes them one parameter."""


def told(ids: Collection[str]) -> str:
    """Ids as one parameter of a statement."""
    return json.dumps(list(ids))


def take_articles(connection: sqlite3.Connection, placement: Placement) -> None:
    """Features in the place of older ones, and the links that take the place of theirs."""
    shown = [each if isinstance(each, Packed) else packing.packed(each) for each in placement.features]
    new = [each.member.article for each in shown]
    links.take(connection, new, placement.links)
    connection.execute(
        f"DELETE FROM sketches WHERE place IN (SELECT sketch FROM features WHERE article IN {MANY})",  # noqa: S608
        (told(new),),
    )
    sketches = {each.article: place for place, each in _places(connection, placement.sketches)}
    connection.executemany(
        "INSERT OR REPLACE INTO features VALUES (?, ?, ?, ?, ?, ?, ?)",
        ((*rows.member_row(each.member), sketches.get(each.member.article), each.data) for each in shown),
    )
    connection.executemany(
        "INSERT INTO sketches VALUES (?, ?, ?)",
        ((sketches[each.article], each.article, each.data) for each in placement.sketches),
    )


def _places(connection: sqlite3.Connection, sketches: Iterable[Sketch]) -> Iterator[tuple[int, Sketch]]:
    """Sketches with the places where they are put: behind those of their days."""
    ends: dict[int, int] = {}
    last = "SELECT max(place) FROM sketches WHERE place >= ? AND place < ?"
    for sketch in sketches:
        day = rows.day_of(sketch.published_at)
        if day not in ends:
            begin = rows.begin_of(day)
            ends[day] = connection.execute(last, (begin, rows.begin_of(day + 1))).fetchone()[0] or begin - 1
        ends[day] += 1
        yield ends[day], sketch


def take_stories(connection: sqlite3.Connection, placement: Placement) -> None:
    """Stories in the place of those that are no more or stand anew."""
    made = {story.id: rows.story_row(story) for story in placement.stories}
    gone = sorted({*placement.dissolved, *made})
    older = connection.execute(f"SELECT * FROM stories WHERE id IN {MANY}", (told(gone),)).fetchall()  # noqa: S608
    homes, new_homes = _homes(older), _homes(made.values())
    listed, new_listed = _listed(older), _listed(made.values())
    connection.executemany("DELETE FROM stories WHERE id = ?", ((each,) for each in gone if each not in made))
    connection.executemany("INSERT OR REPLACE INTO stories VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", made.values())
    connection.executemany(
        "DELETE FROM members WHERE article = ?", ((each,) for each in homes.keys() - new_homes.keys())
    )
    connection.executemany("INSERT OR REPLACE INTO members VALUES (?, ?)", new_homes.items() - homes.items())
    connection.executemany(
        "DELETE FROM outlets WHERE outlet = ? AND last_at = ? AND story = ?", sorted(listed - new_listed)
    )
    connection.executemany("INSERT INTO outlets VALUES (?, ?, ?)", sorted(new_listed - listed))


def _homes(stories: Iterable[tuple[Any, ...]]) -> dict[str, str]:
    """Article -> story, of rows of `stories`."""
    return {article: identity for identity, articles, *_ in stories for article in rows.listed(articles)}


def _listed(stories: Iterable[tuple[Any, ...]]) -> set[tuple[str, int, str]]:
    """The rows of `outlets` of some rows of `stories`."""
    return {
        (outlet, last_at, identity)
        for identity, _, _, _, _, last_at, outlets, _, _ in stories
        for outlet in rows.listed(outlets)
    }
