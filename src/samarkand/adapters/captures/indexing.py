"""What a file of captures holds already, and its index in order: on disk while it is made, so that memory stays small."""

from __future__ import annotations

import json
import sqlite3
import zlib
from collections.abc import Iterator
from itertools import islice
from typing import Protocol

_LINES = 1024
"""Lines in a block of a compressed index, as other tools have them."""


class Writable(Protocol):
    """What bytes are written to."""

    def write(self, data: bytes, /) -> object:
        """Take all of the bytes."""
        ...


class Index:
    """Identifiers of records, and lines of a CDXJ index, of one file in the making."""

    def __init__(self) -> None:
        # an empty name: a temporary file that SQLite deletes by itself, and little of it in memory
        self._connection = sqlite3.connect("", isolation_level=None)
        self._connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -4096;"
            "CREATE TABLE records (id TEXT PRIMARY KEY) WITHOUT ROWID;"
            "CREATE TABLE lines (line TEXT PRIMARY KEY) WITHOUT ROWID;"
            "BEGIN;"
        )

    def close(self) -> None:
        """Give the temporary file back."""
        self._connection.close()

    def has(self, identity: str) -> bool:
        """Whether a record stands in the file."""
        return self._connection.execute("SELECT 1 FROM records WHERE id = ?", (identity,)).fetchone() is not None

    def add(self, identity: str, line: str | None) -> None:
        """Note a record, and its line."""
        self._connection.execute("INSERT OR IGNORE INTO records VALUES (?)", (identity,))
        if line is not None:
            self._connection.execute("INSERT OR IGNORE INTO lines VALUES (?)", (line,))

    def lines(self) -> Iterator[str]:
        """The lines in the order of their bytes."""
        return (line for (line,) in self._connection.execute("SELECT line FROM lines ORDER BY line"))

    def write(self, blocks: Writable, name: str) -> bytes:
        """Write the lines as gzip members of 1,024 lines (ZipNum); what finds the member of a key in it.

        `name` is the file's name there. The second index grows by one line for each member.
        """
        told = [f"!meta 0 {json.dumps({'format': 'cdxj-gzip-1.0', 'filename': name})}\n"]
        offset = 0
        lines = self.lines()
        while block := list(islice(lines, _LINES)):
            packed = _gzip("".join(f"{line}\n" for line in block).encode())
            blocks.write(packed)
            first = block[0].partition("{")[0].strip()
            told.append(f"{first} {json.dumps({'offset': offset, 'length': len(packed)})}\n")
            offset += len(packed)
        return "".join(told).encode()


def _gzip(data: bytes) -> bytes:
    """One gzip member, without a time."""
    deflate = zlib.compressobj(wbits=31)
    return deflate.compress(data) + deflate.flush()
