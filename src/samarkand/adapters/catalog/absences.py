"""Times in which an article was not there, of what its page was seen to be; in order of time, whichever archive saw it."""

from __future__ import annotations

import sqlite3

from samarkand.model.events import Line
from samarkand.times import parse_iso, to_ms

_Sighting = tuple[int, bool, int | None, str, int, str]
"""When (epoch milliseconds), whether gone, when the article was last seen there before, reason, status, target."""


def remember(connection: sqlite3.Connection, line: Line, *, is_gone: bool) -> _Sighting:
    """Keep what a line saw, so that what another archive saw can be put in between later."""
    before = parse_iso(line.data["before_at"]) if "before_at" in line.data else None
    seen = (
        to_ms(line.at),
        is_gone,
        to_ms(before) if before else None,
        line.data.get("reason", "status"),
        line.data.get("status", 0),
        line.data.get("target", ""),
    )
    row = (line.data["article"], *seen)
    connection.execute("INSERT OR REPLACE INTO sightings VALUES (?, ?, ?, ?, ?, ?, ?)", row)
    return seen


def see(connection: sqlite3.Connection, article: str, seen: _Sighting) -> None:
    """Take in a sighting that is later than all before it; of an article that is gone already, that it was seen so once more."""
    at, is_gone, before_at, *told = seen
    if not is_gone:
        statement = "UPDATE absences SET back_at = ? WHERE article = ? AND back_at IS NULL"
        connection.execute(statement, (at, article))
        connection.execute("UPDATE articles SET gone_at = NULL WHERE id = ?", (article,))
        return
    known = connection.execute("SELECT gone_at FROM articles WHERE id = ?", (article,)).fetchone()
    if known is not None and known[0] is not None:
        statement = "UPDATE absences SET last_at = max(last_at, ?) WHERE article = ? AND first_at = ?"
        connection.execute(statement, (at, article, known[0]))
        return
    connection.execute("UPDATE articles SET gone_at = ? WHERE id = ?", (at, article))
    row = (article, at, at, before_at, *told)
    connection.execute("INSERT OR REPLACE INTO absences VALUES (?, ?, ?, ?, NULL, ?, ?, ?)", row)


def see_anew(connection: sqlite3.Connection, article: str) -> None:
    """Take in all sightings of an article once more, by time; a version that was made of what its page showed is one."""
    statement = "SELECT at, is_gone, before_at, reason, status, target FROM sightings WHERE article = ?"
    seen = [(row[0], bool(row[1]), *row[2:]) for row in connection.execute(statement, (article,))]
    statement = "SELECT seen_at FROM versions WHERE article = ? AND json_extract(told, '$.made_from') != 'import'"
    seen += [(row[0], False, None, "", 0, "") for row in connection.execute(statement, (article,))]
    connection.execute("DELETE FROM absences WHERE article = ?", (article,))
    connection.execute("UPDATE articles SET gone_at = NULL WHERE id = ?", (article,))
    for each in sorted(seen, key=lambda each: each[:2]):
        see(connection, article, each)
