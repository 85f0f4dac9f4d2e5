"""The annotation store port on SQLite: one writer, many readers. See `ports.AnnotationStore` for its duties."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path

from samarkand.adapters.annotations import packing
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.statements import Annotations
from samarkand.storefile import StoreFile, busy

VERSION = 1
"""Of the tables and of what is packed into them. A change of either raises it."""
METHODS = 100_000
"""One more than the greatest number of a method."""
TABLES = """
CREATE TABLE ledger (                  -- one row: how far the ledger has been taken in; none: nothing was yet
    count INTEGER NOT NULL, sha256 TEXT NOT NULL, file TEXT NOT NULL, offset INTEGER NOT NULL
);
CREATE TABLE annotations (
    article       TEXT NOT NULL,       -- id
    version       INTEGER NOT NULL,
    packed        BLOB NOT NULL,       -- `packing.pack`
    PRIMARY KEY (article, version)
);
"""
_PLACE = "SELECT count, sha256, file, offset FROM ledger"
_WANTED = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
_FOUND = f"SELECT article, version, packed FROM annotations WHERE (article, version) IN ({_WANTED})"  # noqa: S608  (names alone)


class SqliteAnnotations:
    """What one method has marked in the text of each version.

    The file is of one version of the tables and one method: to a program that marks otherwise it is no store at all, and
    is made anew when that writes.
    """

    def __init__(self, path: Path, method: int) -> None:
        """Nothing is opened or made before it is asked for."""
        if not 0 < method < METHODS:
            raise ValueError(f"methods are numbered from 1 to {METHODS - 1}")
        self._method = method
        self._file = StoreFile(path, VERSION * METHODS + method, TABLES)
        self._known: Place | None = None

    def close(self) -> None:
        """Give the file back."""
        self._file.close()

    def place(self) -> Place | None:
        """How far the ledger has been taken in; None where there is no store, it is damaged, or made by another method."""
        try:
            found = self._file.all(_PLACE)
        except CatalogUnusable:
            found = []
        self._known = Place(*found[0]) if found else None
        return self._known

    def take(self, annotations: Iterable[Annotations], place: Place) -> None:
        """Take in annotations, and remember the place, all or none.

        Raises ArchiveBusy where another process is at it, or was since this one asked for the place; CatalogUnusable;
        ValueError for annotations of another method.
        """
        with self._file.transaction() as connection:
            found = connection.execute(_PLACE).fetchone()
            if (Place(*found) if found else None) != self._known:
                raise ArchiveBusy(busy(self._file.path))
            connection.executemany("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", self._rows(annotations))
            connection.execute(
                "INSERT OR REPLACE INTO ledger (rowid, count, sha256, file, offset) VALUES (1, ?, ?, ?, ?)",
                (place.count, place.sha256, place.file, place.offset),
            )
        self._known = place

    def _rows(self, annotations: Iterable[Annotations]) -> Iterator[tuple[str, int, bytes]]:
        for each in annotations:
            if each.method != self._method:
                raise ValueError(f"annotations of method {each.method} do not go with those of method {self._method}")
            yield each.article, each.version, packing.pack(each)

    def clear(self) -> None:
        """Forget everything. Raises ArchiveBusy, CatalogUnusable where the file cannot be written."""
        self._file.clear()
        self._known = None

    def annotations(self, versions: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], Annotations]:
        """Those of some versions, by article and number; those not taken in are left out."""
        found = self._file.all(_FOUND, json.dumps(list(versions)))
        return {(article, version): self._unpacked(packed, article, version) for article, version, packed in found}

    def _unpacked(self, packed: bytes, article: str, version: int) -> Annotations:
        try:
            return packing.unpack(packed, article, version, self._method)
        except ValueError as error:
            problem = f"{self._file.path} is damaged: {error}"
            raise CatalogUnusable(f"{problem}; `samarkand rebuild` makes it anew") from error
