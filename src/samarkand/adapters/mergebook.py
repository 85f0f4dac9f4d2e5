"""What a merge has to remember of two ledgers, in a temporary database on disk, so that memory does not grow with them."""

from __future__ import annotations

import sqlite3

_TABLES = """
CREATE TABLE known (line TEXT PRIMARY KEY, number INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE ours (
    article TEXT NOT NULL, number INTEGER NOT NULL, sha256 TEXT NOT NULL, record TEXT NOT NULL, is_paired INTEGER NOT NULL,
    PRIMARY KEY (article, number)
) WITHOUT ROWID;
CREATE TABLE pairs (article TEXT NOT NULL, theirs INTEGER NOT NULL, ours INTEGER NOT NULL, PRIMARY KEY (article, theirs))
    WITHOUT ROWID;
CREATE TABLE paths (theirs TEXT PRIMARY KEY, ours TEXT NOT NULL) WITHOUT ROWID;
"""


class TemporaryMergeBook:
    """See `ports.MergeBook`. It vanishes with the process."""

    def __init__(self) -> None:
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.execute("PRAGMA journal_mode = OFF")
        self._connection.execute("PRAGMA synchronous = OFF")
        self._connection.executescript(_TABLES)

    def close(self) -> None:
        """Give the disk back."""
        self._connection.close()

    def know(self, line: str, number: int = 0) -> None:
        """Remember that a line stands in our ledger, and the number that its version has here."""
        self._connection.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", (line, number))

    def known(self, line: str) -> int | None:
        """The number that the version of a line has here, 0 for a line of something else; None for an unknown line."""
        return self._one("SELECT number FROM known WHERE line = ?", line)

    def keep(self, article: str, number: int, sha256: str, record: str) -> None:
        """Remember a version of ours."""
        self._connection.execute(
            "INSERT OR REPLACE INTO ours VALUES (?, ?, ?, ?, 0)", (article, number, sha256, record)
        )

    def count(self, article: str) -> int:
        """How many versions of an article are ours."""
        return self._one("SELECT count(*) FROM ours WHERE article = ?", article) or 0

    def record(self, article: str, number: int) -> str:
        """The path of a version of ours; "" for none."""
        row = self._connection.execute(
            "SELECT record FROM ours WHERE article = ? AND number = ?", (article, number)
        ).fetchone()
        return str(row[0]) if row else ""

    def unpaired(self, article: str, sha256: str) -> int | None:
        """The first version of ours with these bytes that is the pair of none of theirs yet."""
        statement = "SELECT min(number) FROM ours WHERE article = ? AND sha256 = ? AND NOT is_paired"
        return self._one(statement, article, sha256)

    def pair(self, article: str, theirs: int, ours: int) -> None:
        """Remember that a version of theirs is one of ours."""
        self._connection.execute("INSERT OR REPLACE INTO pairs VALUES (?, ?, ?)", (article, theirs, ours))
        self._connection.execute("UPDATE ours SET is_paired = 1 WHERE article = ? AND number = ?", (article, ours))

    def paired(self, article: str, theirs: int) -> int | None:
        """The number that a version of theirs has here."""
        return self._one("SELECT ours FROM pairs WHERE article = ? AND theirs = ?", article, theirs)

    def rename(self, theirs: str, ours: str) -> None:
        """Remember that a file of theirs has another path here."""
        self._connection.execute("INSERT OR REPLACE INTO paths VALUES (?, ?)", (theirs, ours))

    def name(self, theirs: str) -> str:
        """The path here of a file of theirs."""
        row = self._connection.execute("SELECT ours FROM paths WHERE theirs = ?", (theirs,)).fetchone()
        return str(row[0]) if row else theirs

    def _one(self, statement: str, *parameters: str | int) -> int | None:
        row = self._connection.execute(statement, parameters).fetchone()
        return row[0] if row else None
