"""One SQLite file that one process writes and any number read; knows nothing of what its tables hold.

Readers never make or change the file: where there is none, or one of another version, they find nothing.
"""

from __future__ import annotations

import fcntl
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote

from samarkand.errors import ArchiveBusy, CatalogUnusable

PAGE = 8192
"""Bytes: packed rows of some 1,500 bytes leave a quarter of a smaller page empty."""
CACHE = 65_536
"""KiB that writing may hold: pages that one transaction changes again and again are written once."""
WAITING = 30
"""Seconds for which another connection's lock is waited for."""


class StoreFile:
    """A file with tables of one version."""

    def __init__(self, path: Path, version: int, tables: str) -> None:
        """Nothing is opened or made before it is asked for."""
        self.path = path
        self._version = version
        self._tables = tables
        self._lock = threading.Lock()
        self._reader: tuple[int, sqlite3.Connection] | None = None

    def all(self, statement: str, *parameters: Any) -> list[Any]:
        """The rows that a question brings; none where there is no file of this version. Raises CatalogUnusable."""
        with self._lock, _told(self.path):
            connection = self._reading()
            return connection.execute(statement, parameters).fetchall() if connection else []

    def _reading(self) -> sqlite3.Connection | None:
        """The connection that reads; another one where another file stands in the place of the one that it was opened for."""
        try:
            inode = self.path.stat().st_ino
        except FileNotFoundError:
            inode = 0
        if self._reader and self._reader[0] != inode:
            self._reader[1].close()
            self._reader = None
        if not inode:
            return None
        if self._reader is None:
            place = f"file:{quote(str(self.path))}?mode=rw"
            self._reader = (
                inode,
                sqlite3.connect(place, WAITING, isolation_level=None, check_same_thread=False, uri=True),
            )
        connection = self._reader[1]
        return connection if self._is_ours(connection) else None

    def _is_ours(self, connection: sqlite3.Connection) -> bool:
        return bool(connection.execute("PRAGMA user_version").fetchone()[0] == self._version)

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Write, all or none; the file and its tables are made where there are none.

        Raises ArchiveBusy where another process or thread is writing, CatalogUnusable.
        """
        with _told(self.path), self._only_writer(), closing(self._writing()) as connection:
            if not self._is_ours(connection):
                self._make_tables(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def clear(self) -> None:
        """Empty tables; a file that is damaged is deleted. Raises ArchiveBusy, CatalogUnusable."""
        with _told(self.path), self._only_writer():
            try:
                with closing(self._writing()) as connection:
                    self._make_tables(connection)
                    is_whole = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            except sqlite3.DatabaseError as error:
                if not _is_damage(error):
                    raise
                is_whole = False
            if not is_whole:
                for suffix in ("", "-wal", "-shm"):
                    self.path.with_name(self.path.name + suffix).unlink(missing_ok=True)

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            if self._reader:
                self._reader[1].close()
                self._reader = None

    def _writing(self) -> sqlite3.Connection:
        connection = sqlite3.connect(self.path, WAITING, isolation_level=None)
        try:
            connection.execute(f"PRAGMA page_size = {PAGE}")  # of a file that is not there yet
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute(f"PRAGMA cache_size = -{CACHE}")
        except BaseException:
            connection.close()
            raise
        return connection

    def _make_tables(self, connection: sqlite3.Connection) -> None:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        drops = "".join(f'DROP TABLE "{name}";' for (name,) in tables)
        version = f"PRAGMA user_version = {self._version};"
        connection.executescript(f"BEGIN IMMEDIATE; {drops} {self._tables} {version} COMMIT;")

    @contextmanager
    def _only_writer(self) -> Iterator[None]:
        """Hold the lock that stands beside the file; raises ArchiveBusy where another does."""
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.path.with_suffix(".lock").open("ab") as lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                raise ArchiveBusy(busy(self.path)) from error
            yield


def busy(path: Path) -> str:
    """What is said where another process writes."""
    return f"another process is writing to {path}; try again when it has ended"


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether what is in the file is no store, or one no more; other errors tell of the disk or of other processes."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What SQLite and the disk raise, in words for the user."""
    try:
        yield
    except OSError as error:
        raise CatalogUnusable(f"{path} cannot be made: {error.strerror}") from error
    except sqlite3.IntegrityError:  # rows that cannot be: our own fault
        raise
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise ArchiveBusy(busy(path)) from error
        raise CatalogUnusable(f"{path} cannot be used: {error}; `samarkand rebuild` makes it anew") from error
