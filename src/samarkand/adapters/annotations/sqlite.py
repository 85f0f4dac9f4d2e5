"""The annotation store port on SQLite: one writer, many readers. See `ports.AnnotationStore` for its duties."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

from samarkand.adapters.annotations import asking, counting, packing, schema
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.events import Place
from samarkand.model.statements import Annotations
from samarkand.model.tellings import Calendared, DayTelling, Order, Saying, Speaker, Unit
from samarkand.storefile import StoreFile, busy

METHODS = 100_000
"""One more than the greatest number of a method."""
_PLACE = "SELECT count, sha256, file, offset FROM ledger"
_WANTED = "SELECT json_extract(value, '$[0]'), json_extract(value, '$[1]') FROM json_each(?)"
_LATEST = (
    "SELECT article, max(version), packed FROM annotations"
    " WHERE article IN (SELECT value FROM json_each(?)) GROUP BY article"
)
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
        self._file = StoreFile(path, schema.VERSION * METHODS + method, schema.TABLES)
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
            new = {(each.article, each.version): each for each in annotations}
            gone = self._latest(connection, {article for article, _ in new})
            again = self._unpacked_all(connection.execute(_FOUND, (json.dumps(list(new)),)))
            connection.executemany("INSERT OR REPLACE INTO annotations VALUES (?, ?, ?)", self._rows(new.values()))
            counting.change_quotations(connection, again.values(), new.values())
            counting.change(connection, *_moved(gone, new.values()))
            connection.execute(
                "INSERT OR REPLACE INTO ledger (rowid, count, sha256, file, offset) VALUES (1, ?, ?, ?, ?)",
                (place.count, place.sha256, place.file, place.offset),
            )
        self._known = place

    def _latest(self, connection: sqlite3.Connection, articles: Collection[str]) -> Mapping[str, Annotations]:
        """The latest version of some articles, as far as they are known."""
        found = self._unpacked_all(connection.execute(_LATEST, (json.dumps(sorted(articles)),)))
        return {article: each for (article, _), each in found.items()}

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
        return self._unpacked_all(self._file.all(_FOUND, json.dumps(list(versions))))

    def quoting(self, names: Collection[str]) -> Collection[tuple[str, int]]:
        """Article and number of all versions that quote somebody in whose name one of some names stands."""
        return asking.quoting(self._file.all, names)

    def leading(self, since: date | None, order: Order, limit: int) -> Sequence[Speaker]:
        """Those who are quoted by most, in the weeks from a day on, or ever; see `ports.AnnotationStore`."""
        return asking.leading(self._file.all, since, order, limit)

    def speakers(self, keys: Collection[str], since: date | None) -> Mapping[str, Speaker]:
        """Those of some keys; those who are not quoted then are left out."""
        return asking.speakers(self._file.all, keys, since)

    def last_quoted(self, until: date) -> date | None:
        """The first day of the latest week, up to that of a day, in which anybody is quoted."""
        return asking.last_quoted(self._file.all, until)

    def sayings(self, keys: Collection[str], limit: int, before: asking.Place | None = None) -> Sequence[Saying]:
        """Articles that quote one of some, the newest first."""
        return asking.sayings(self._file.all, keys, limit, before)

    def named(self, key: str, limit: int) -> Sequence[Speaker]:
        """Others whose last name this is, or whose names begin with it."""
        return asking.named(self._file.all, key, limit)

    def days(self, unit: Unit, since: date, until: date) -> Sequence[Calendared]:
        """The days from one to another of which anything is told, in their order."""
        return asking.days(self._file.all, unit, since, until)

    def days_near(self, unit: Unit, day: date, before: int, after: int) -> Sequence[Calendared]:
        """The nearest days around a day of which anything is told, in their order."""
        return asking.days_near(self._file.all, unit, day, before, after)

    def tellings(self, unit: Unit, since: date, limit: int, before: asking.Place | None = None) -> Sequence[DayTelling]:
        """Articles that tell of a day, the newest first."""
        return asking.tellings(self._file.all, unit, since, limit, before)

    def tellings_after(self, unit: Unit, since: date, limit: int, after: datetime) -> Sequence[DayTelling]:
        """Articles of an instant or later that tell of a day, the oldest first."""
        return asking.tellings_after(self._file.all, unit, since, limit, after)

    def articles_quoting(self, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
        """The articles that quote each of some keys, by time."""
        return asking.articles_quoting(self._file.all, keys)

    def articles_telling(self) -> Mapping[tuple[Unit, date], Sequence[str]]:
        """The articles that tell of each day and month, by time."""
        return asking.articles_telling(self._file.all)

    def _unpacked_all(self, rows: Iterable[tuple[str, int, bytes]]) -> dict[tuple[str, int], Annotations]:
        return {(article, version): self._unpacked(packed, article, version) for article, version, packed in rows}

    def _unpacked(self, packed: bytes, article: str, version: int) -> Annotations:
        try:
            return packing.unpack(packed, article, version, self._method)
        except ValueError as error:
            problem = f"{self._file.path} is damaged: {error}"
            raise CatalogUnusable(f"{problem}; `samarkand rebuild` makes it anew") from error


def _moved(
    older: Mapping[str, Annotations], told: Iterable[Annotations]
) -> tuple[list[Annotations], list[Annotations]]:
    """Which versions are latest no more, or told anew, and which are now."""
    new: dict[str, Annotations] = {}
    for each in told:
        known = new.get(each.article) or older.get(each.article)
        if known is None or each.version >= known.version:
            new[each.article] = each
    return [older[article] for article in new if article in older], list(new.values())
