"""What ties articles, as the story store keeps it: by numbers of articles, both ways round, so that all ties of one lie together.

A link stands twice: a place is the number of an article, and behind it that of the other one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from samarkand.model.stories import Link
from samarkand.stretches import Places, distinct

_UP = 32
"""Bits of the number of the other article."""
_OTHER = (1 << _UP) - 1
_THOUSAND = 1000
"""Scores have three decimals, and are kept as so many times themselves; any other as it is."""
_NUMBERS = "SELECT article, number FROM ends WHERE article IN (SELECT value FROM json_each(?))"
_NAMES = "SELECT number, article FROM ends WHERE number IN (SELECT value FROM json_each(?))"
_TIED = f"""
SELECT l.place, CASE typeof(l.score) WHEN 'integer' THEN l.score / {_THOUSAND}.0 ELSE l.score END, l.is_copy
FROM json_each(?) t JOIN links l ON l.place BETWEEN t.value << {_UP} AND t.value << {_UP} | {_OTHER}
"""  # noqa: S608  (numbers alone)
Ask = Callable[..., Sequence[tuple[Any, ...]]]
"""A statement and its parameters -> rows."""


def take(connection: sqlite3.Connection, articles: Collection[str], links: Collection[Link]) -> None:
    """Links in the place of all that some articles had. Costs some 1 µs for each."""

    def ask(statement: str, *parameters: Any) -> Sequence[tuple[Any, ...]]:
        return connection.execute(statement, parameters).fetchall()

    ones, others = [link[0] for link in links], [link[1] for link in links]
    ends = {*ones, *others}
    numbers: dict[str, int] = dict(ask(_NUMBERS, json.dumps(sorted(ends.union(articles)))))
    gone = _mirrored(ask, [numbers[article] for article in articles if article in numbers])
    connection.executemany("DELETE FROM links WHERE place = ?", ((place,) for place in gone))
    missing = sorted(ends - numbers.keys())
    connection.executemany("INSERT INTO ends (article) VALUES (?)", ((each,) for each in missing))
    numbers.update(ask(_NUMBERS, json.dumps(missing)))
    one, two = (np.array(list(map(numbers.__getitem__, each)), np.int64) for each in (ones, others))
    places = np.concatenate((one << _UP | two, two << _UP | one))
    order = np.argsort(places)
    scores, copies = _packed([link[2] for link in links]), [int(link[3]) for link in links]
    whose = (order % max(len(ones), 1)).tolist()
    told = (places[order].tolist(), map(scores.__getitem__, whose), map(copies.__getitem__, whose))
    connection.executemany("INSERT OR REPLACE INTO links VALUES (?, ?, ?)", zip(*told, strict=True))


def _mirrored(ask: Ask, numbers: Sequence[int]) -> list[int]:
    """The places of all links of some articles, from either end."""
    places = [place for place, _, _ in ask(_TIED, json.dumps(sorted(numbers)))]
    return sorted({*places, *((place & _OTHER) << _UP | place >> _UP for place in places)})


def _packed(scores: Sequence[float]) -> list[float]:
    """Scores as they are kept."""
    exact = np.array(scores, np.float64)
    thousands = np.rint(exact * _THOUSAND)
    if np.all(thousands / _THOUSAND == exact):
        return list(map(int, thousands.tolist()))
    return [int(t) if t / _THOUSAND == score else score for t, score in zip(thousands, scores, strict=True)]


def links(ask: Ask, articles: Collection[str]) -> list[Link]:
    """All links that have an end among some articles, each once, in the order of their ids. Costs some 1 µs for each."""
    asked = np.array(sorted(number for _, number in ask(_NUMBERS, json.dumps(list(articles)))), np.int64)
    found = ask(_TIED, json.dumps(asked.tolist()))
    if not found:
        return []
    told, scores, copies = zip(*found, strict=True)
    places = np.array(told, np.int64)
    own, other = places >> _UP, places & _OTHER
    once = np.flatnonzero((own < other) | ~_is_in(other, asked))
    own, other = own[once], other[once]
    numbers = distinct(np.concatenate((own, other)))
    names = sorted((article, number) for number, article in ask(_NAMES, json.dumps(numbers.tolist())))
    ids = [article for article, _ in names]
    ranks = np.empty(len(ids), np.int64)
    ranks[np.searchsorted(numbers, np.array([number for _, number in names], np.int64))] = np.arange(len(ids))
    first, second = ranks[np.searchsorted(numbers, own)], ranks[np.searchsorted(numbers, other)]
    one, two = np.minimum(first, second), np.maximum(first, second)
    order = np.argsort(one << _UP | two)
    picked = once[order].tolist()
    return [
        Link(ids[a], ids[b], scores[place], copies[place] == 1)
        for a, b, place in zip(one[order].tolist(), two[order].tolist(), picked, strict=True)
    ]


def _is_in(numbers: Places, some: Places) -> NDArray[np.bool_]:
    """Which of the numbers are among some, which are in order."""
    found: NDArray[np.bool_] = some[np.minimum(np.searchsorted(some, numbers), len(some) - 1)] == numbers
    return found
