"""What lines of other archives change in the catalog: versions that several have kept are arranged by time, each fact once."""

from __future__ import annotations

import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from samarkand.adapters.catalog import absences
from samarkand.adapters.catalog.rows import published_of
from samarkand.model.events import Line
from samarkand.model.witnesses import Witness, by_time, in_order
from samarkand.times import to_ms

_ELSEWHERE = frozenset({"article", "number"})


def is_foreign(line: Line) -> bool:
    """Whether a line came from another archive."""
    return "merged" in line.data


def told_of(line: Line) -> Mapping[str, Any]:
    """What a line tells of a version, but for what has a column of its own."""
    return {key: value for key, value in line.data.items() if key not in _ELSEWHERE}


def is_shared(connection: sqlite3.Connection, line: Line) -> bool:
    """Whether another archive has seen a version of the line's article, with this line at the latest."""
    if is_foreign(line):
        return True
    if line.data["number"] == 1:
        return False
    statement = "SELECT 1 FROM witnesses WHERE article = ? LIMIT 1"
    return connection.execute(statement, (line.data["article"],)).fetchone() is not None


def witness(connection: sqlite3.Connection, line: Line, sha256: str = "") -> None:
    """Remember who saw the version that a line tells of; `sha256` of its record, if the line brings it.

    The versions that were ours alone until now get their witness too: this archive.
    """
    article, named = line.data["article"], line.data["number"]
    if not connection.execute("SELECT 1 FROM witnesses WHERE article = ? LIMIT 1", (article,)).fetchone():
        connection.execute(
            "INSERT INTO witnesses SELECT article, number, seen_at, ?, number, sha256, told FROM versions WHERE article = ?",
            (_identity(connection), article),
        )
    if not sha256:
        statement = "SELECT sha256 FROM witnesses WHERE article = ? AND named = ? LIMIT 1"
        sha256 = connection.execute(statement, (article, named)).fetchone()[0]
    merged: Mapping[str, Any] = line.data.get("merged", {})
    origin, number = merged.get("archive", _identity(connection)), merged.get("number", named)
    told = json.dumps(told_of(line), ensure_ascii=False)
    row = (article, named, to_ms(line.at), origin, number, sha256, told)
    connection.execute("INSERT OR REPLACE INTO witnesses VALUES (?, ?, ?, ?, ?, ?, ?)", row)


def _identity(connection: sqlite3.Connection) -> str:
    found = connection.execute("SELECT archive FROM identity").fetchone()
    return str(found[0]) if found else ""


def arrange(connection: sqlite3.Connection, article: str) -> None:
    """Number the versions of an article by the time when they were seen, each with all that its witnesses tell.

    Costs a rewrite of the article's rows.
    """
    versions: dict[int, list[Witness]] = defaultdict(list)
    told: dict[tuple[int, Witness], Mapping[str, Any]] = {}
    statement = "SELECT named, at, origin, number, sha256, told FROM witnesses WHERE article = ?"
    for named, at, origin, number, sha256, text in connection.execute(statement, (article,)):
        seen = Witness(at, origin, number, sha256)
        versions[named].append(seen)
        told[named, seen] = json.loads(text)
    connection.execute("DELETE FROM versions WHERE article = ?", (article,))
    published, first = None, 0
    for number, named in enumerate(in_order(versions), 1):
        witnesses = by_time(versions[named])
        facts: dict[str, Any] = {}
        for each in reversed(witnesses):  # the first one's word stands, the others' fills its gaps
            facts |= told[named, each]
        row = (article, number, witnesses[0].at, witnesses[0].sha256, json.dumps(facts, ensure_ascii=False))
        connection.execute("INSERT INTO versions VALUES (?, ?, ?, ?, ?)", row)
        first = first or witnesses[0].at
        published = published_of(facts.get("published")) or published
    connection.execute(
        "UPDATE articles SET versions = ?, first_seen_at = ?, published_at = ? WHERE id = ?",
        (len(versions), first, to_ms(published.at) if published else first, article),
    )
    absences.see_anew(connection, article)


def has_image(connection: sqlite3.Connection, line: Line) -> bool:
    """Whether a picture is kept already, and another archive's line would take it away, or put a later one in its place."""
    found = connection.execute("SELECT path, at FROM images WHERE url = ?", (line.data["url"],)).fetchone()
    return bool(found and found[0] and (not line.data.get("image") or found[1] <= to_ms(line.at)))
