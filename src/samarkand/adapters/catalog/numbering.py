"""Small numbers of articles in the catalog's tables, for programs that know no other ids: the line by which each became known."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

from samarkand.adapters.catalog.marking import Ask, bears
from samarkand.model.events import Line
from samarkand.model.marks import Marks, Numbered

TABLES = """
CREATE TABLE numbers (                 -- the ledger's line that told of an article first
    line          INTEGER PRIMARY KEY,
    article       TEXT NOT NULL UNIQUE,
    outlet        TEXT NOT NULL
);
CREATE INDEX numbers_by_outlet ON numbers (outlet, line);
"""
_ABOVE = "SELECT line, article, outlet FROM numbers WHERE line > ? ORDER BY line LIMIT ?"
_BELOW = "SELECT line, article, outlet FROM numbers WHERE line < ? ORDER BY line DESC LIMIT ?"
_THOSE = "SELECT line, article, outlet FROM numbers WHERE line IN (SELECT value FROM json_each(?)) ORDER BY line"
_OUTLETS = """SELECT id, line FROM (SELECT id, (SELECT min(line) FROM numbers WHERE outlet = id) AS line FROM outlets)
WHERE line IS NOT NULL ORDER BY id"""
_MARKED = "SELECT line FROM numbers WHERE {} = ? ORDER BY line"


def take(connection: sqlite3.Connection, line: Line) -> None:
    """Take in a line that tells of a version."""
    row = (line.place.count, line.data["article"], line.data["outlet"])
    connection.execute("INSERT INTO numbers VALUES (?, ?, ?) ON CONFLICT (article) DO NOTHING", row)


def numbered(ask: Ask, after: int, before: int | None, limit: int) -> list[Numbered]:
    """Those above a number, the lowest first; or below another one, the highest first."""
    found = ask(_ABOVE, after, limit) if before is None else ask(_BELOW, before, limit)
    return [Numbered(*row) for row in found]


def those(ask: Ask, numbers: Sequence[int]) -> list[Numbered]:
    """Those of these numbers that are there, the lowest first."""
    return [Numbered(*row) for row in ask(_THOSE, json.dumps(list(numbers)))]


def marked(ask: Ask, mark: str, waiting: Marks, *, is_set: bool) -> list[int]:
    """The numbers of all articles that bear a mark, or do not. Costs a look at every article, some 2 microseconds each."""
    condition, values = bears("article", mark, waiting)
    return [number for (number,) in ask(_MARKED.format(condition), *values, int(is_set))]


def outlets(ask: Ask) -> Mapping[str, int]:
    """Outlet -> the number of its first article, by which it is known too."""
    return dict(ask(_OUTLETS))
