"""The catalog port on SQLite: one writer, many readers. See `ports.Catalog` for its duties."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from samarkand.adapters.catalog import intake, marking, numbering, outlining, rows, schema
from samarkand.errors import ArchiveBusy, CatalogUnusable
from samarkand.model.articles import Absence, Article, Move, Version
from samarkand.model.catalog import Listing, OutletRow, StoredImage
from samarkand.model.collecting import FeedState, Nothing, PageState
from samarkand.model.events import Line, Place
from samarkand.model.marks import Arrived, Marks, Numbered, Stream, Unread
from samarkand.model.outlines import Outline
from samarkand.times import to_ms

_ARTICLES = """SELECT a.id, a.outlet, a.url, a.versions, a.first_seen_at, a.gone_at, a.published_at,
    v.number, v.seen_at, v.sha256, v.told, b.last_at, b.before_at, b.back_at, b.reason, b.status, b.target
FROM articles a JOIN versions v ON v.article = a.id AND v.number = a.versions
LEFT JOIN absences b ON b.article = a.id AND b.first_at = a.gone_at"""
_VERSIONS = "SELECT article, number, seen_at, sha256, told FROM versions"


class SqliteCatalog:
    """What the ledger tells, arranged for asking."""

    def __init__(self, path: Path | None) -> None:
        """Open the catalog in a file, or in memory; one that is damaged or of another version is emptied.

        Raises CatalogUnusable where the file cannot be opened, ArchiveBusy where another process does not let go of it.
        """
        self._lock = threading.Lock()
        self._path = path
        with _told(path):
            if path is not None:
                path.parent.mkdir(parents=True, exist_ok=True)
            try:
                self._connection = self._open()
            except sqlite3.DatabaseError as error:
                if path is None or not _is_damage(error):
                    raise
                remove(path)
                self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        connection = sqlite3.connect(
            self._path or ":memory:", timeout=30, isolation_level=None, check_same_thread=False, cached_statements=64
        )
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        if connection.execute("PRAGMA user_version").fetchone()[0] != schema.VERSION:
            self._make_tables(connection)
        return connection

    @staticmethod
    def _make_tables(connection: sqlite3.Connection, kept: frozenset[str] = frozenset()) -> None:
        tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        drops = "".join(f'DROP TABLE "{name}";' for (name,) in tables if name not in kept)
        version = f"PRAGMA user_version = {schema.VERSION};"
        connection.executescript(
            f"BEGIN IMMEDIATE; {drops} {schema.TABLES} {marking.TABLES} {numbering.TABLES} {schema.MEMORY} {version} COMMIT;"
        )

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with self._lock, _told(self._path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.execute("ROLLBACK")
                raise
            self._connection.execute("COMMIT")

    def _all(self, statement: str, *parameters: Any) -> list[Any]:
        with self._lock, _told(self._path):
            return self._connection.execute(statement, parameters).fetchall()

    def close(self) -> None:
        """Give the file back."""
        with self._lock:
            self._connection.close()

    def clear(self) -> None:
        """Forget what the ledger tells. What is remembered between two polls stays, unless the file is damaged."""
        with self._lock, _told(self._path):
            try:
                self._make_tables(self._connection, schema.REMEMBERED)
                damaged = self._connection.execute("PRAGMA quick_check(1)").fetchone() != ("ok",)
            except sqlite3.DatabaseError as error:
                damaged = _is_damage(error)
                if not damaged:
                    raise
            if damaged and self._path is not None:
                self._connection.close()
                remove(self._path)
                self._connection = self._open()

    def place(self) -> Place:
        """How far the ledger has been applied."""
        return self._place(1)

    def news(self) -> Place:
        """How far up to the last line that is no mark."""
        return self._place(2)

    def _place(self, row: int) -> Place:
        found = self._all("SELECT count, sha256, file, offset FROM ledger WHERE rowid = ?", row)
        return Place(*found[0]) if found else Place()

    def apply(self, lines: Iterable[Line]) -> None:
        """Take in the lines that follow `place()`, all or none; those that another process took in are passed over."""
        with self._transaction() as connection:
            found = connection.execute("SELECT count FROM ledger WHERE rowid = 1").fetchone()
            count = found[0] if found else 0
            places: dict[int, Place] = {}
            for line in lines:
                if line.place.count <= count:
                    continue
                count += 1
                if line.place.count != count:
                    raise ValueError(
                        f"line {line.place.count} of the ledger was given to the catalog before line {count}"
                    )
                intake.take(connection, line)
                places[1] = line.place
                if line.kind != "mark":
                    places[2] = line.place
            for row, place in places.items():
                connection.execute(
                    "INSERT OR REPLACE INTO ledger (rowid, count, sha256, file, offset) VALUES (?, ?, ?, ?, ?)",
                    (row, place.count, place.sha256, place.file, place.offset),
                )

    def article(self, identity: str) -> Article | None:
        """The article of an id, or of the beginning of one where that is enough to know it."""
        found = self._all(f"{_ARTICLES} WHERE a.id >= ? AND a.id < ? LIMIT 2", identity, identity + "g")
        exact = [row for row in found if row[0] == identity]
        return rows.article_of((exact or found)[0]) if exact or len(found) == 1 else None

    def articles(self, listing: Listing) -> Sequence[Article]:
        """The articles of a listing, newest first."""
        conditions: list[str] = []
        parameters: list[Any] = []
        if listing.outlet:
            conditions.append("a.outlet = ?")
            parameters.append(listing.outlet)
        if listing.before:
            conditions.append("(a.published_at < ? OR (a.published_at = ? AND a.id > ?))")
            parameters += [listing.before[0], *listing.before]
        if listing.after:
            conditions.append("(a.published_at > ? OR (a.published_at = ? AND a.id < ?))")
            parameters += [listing.after[0], *listing.after]
        where = f" WHERE {' AND '.join(conditions)}" if conditions else ""
        order = "a.published_at, a.id DESC" if listing.after else "a.published_at DESC, a.id"
        found = self._all(f"{_ARTICLES}{where} ORDER BY {order} LIMIT ?", *parameters, listing.limit)
        return [rows.article_of(row) for row in (reversed(found) if listing.after else found)]

    def streamed(self, stream: Stream, waiting: Marks) -> Sequence[Arrived]:
        """The articles of a stream; `waiting` are marks that are no lines yet, and count as if they were."""
        return marking.streamed(self._all, stream, waiting)

    def marks(self, things: Sequence[str], waiting: Marks) -> Mapping[str, frozenset[str]]:
        """Article, or what stands for an outlet -> the keys of its marks; those without any are left out."""
        return marking.marks(self._all, list(things), waiting)

    def labels(self, waiting: Marks) -> Mapping[str, tuple[str, ...]]:
        """Label -> the outlets that bear it, by their ids; none for one that only articles bear."""
        return marking.labels(self._all, waiting)

    def unread(self, waiting: Marks) -> Sequence[Unread]:
        """How much of each outlet is unread, by the outlets' ids."""
        return marking.unread(self._all, waiting)

    def numbered(self, after: int = 0, before: int | None = None, limit: int = 50) -> Sequence[Numbered]:
        """Articles by their numbers: those above one, the lowest first; or those below another, the highest first."""
        return numbering.numbered(self._all, after, before, limit)

    def numbered_so(self, numbers: Sequence[int]) -> Sequence[Numbered]:
        """Those of these numbers that are there, the lowest first."""
        return numbering.those(self._all, numbers)

    def marked_numbers(self, mark: str, waiting: Marks, *, is_set: bool) -> Sequence[int]:
        """The numbers of all articles that bear a mark, or do not, the lowest first."""
        return numbering.marked(self._all, mark, waiting, is_set=is_set)

    def outlet_numbers(self) -> Mapping[str, int]:
        """Outlet -> the number of its first article."""
        return numbering.outlets(self._all)

    def outlines(self) -> Iterator[Outline]:
        """All articles in one line each, in the order in which the archive came to know them."""
        told = outlining.told_besides(self._all)
        for identity, outlet, published, versions, state in self._all(outlining.OUTLINES):
            yield Outline(identity, outlet, published, versions, state + told.get(identity, ""))

    def versions(self, article: str) -> Sequence[Version]:
        """All versions of an article, the first one first."""
        return [rows.version_of(*row) for row in self._all(f"{_VERSIONS} WHERE article = ? ORDER BY number", article)]

    def changes(self, limit: int, outlet: str = "") -> Sequence[Version]:
        """The latest versions that came after a first one, the newest first."""
        found = self._all(
            "SELECT v.article, v.number, v.seen_at, v.sha256, v.told FROM versions v JOIN articles a ON a.id = v.article"
            " WHERE v.number > 1 AND (? = '' OR a.outlet = ?) ORDER BY v.seen_at DESC, v.article, v.number DESC LIMIT ?",
            outlet,
            outlet,
            limit,
        )
        return [rows.version_of(*row) for row in found]

    def images(self, urls: Sequence[str]) -> Mapping[str, StoredImage]:
        """What is known of pictures by their own address; those never asked for are left out."""
        found = self._all(
            "SELECT url, path, problem, at FROM images WHERE url IN (SELECT value FROM json_each(?)) AND path || problem != ''",
            json.dumps(list(urls)),
        )
        return {url: StoredImage(url, path, problem, rows.instant(at)) for url, path, problem, at in found}

    def outlets(self) -> Sequence[OutletRow]:
        """Every outlet that has brought an article or was polled."""
        found = self._all(
            "SELECT id, articles, versions, last_new_at, polled_at, failures, trouble FROM outlets ORDER BY id"
        )
        return [
            OutletRow(identity, articles, versions, rows.maybe_instant(new or None), rows.maybe_instant(polled), *rest)
            for identity, articles, versions, new, polled, *rest in found
        ]

    def arrivals(self, outlet: str, limit: int) -> Sequence[datetime]:
        """When an outlet's latest articles were published, newest first."""
        found = self._all(
            "SELECT published_at FROM articles WHERE outlet = ? ORDER BY published_at DESC, id LIMIT ?", outlet, limit
        )
        return [rows.instant(row[0]) for row in found]

    def rounds(self, outlet: str, until: datetime, limit: int) -> Sequence[datetime]:
        """When an outlet's feeds were read, up to an instant, the latest first."""
        found = self._all(
            "SELECT at FROM rounds WHERE outlet = ? AND at <= ? ORDER BY at DESC LIMIT ?", outlet, to_ms(until), limit
        )
        return [rows.instant(row[0]) for row in found]

    def feed_states(self) -> Sequence[FeedState]:
        """What we remember of the feeds."""
        return [rows.feed_state_of(row[0]) for row in self._all("SELECT state FROM feeds ORDER BY url")]

    def remember(self, feeds: Sequence[FeedState] = (), pages: Sequence[PageState] = ()) -> None:
        """Keep states until the next poll or visit, all or none."""
        feed_rows = [(state.followed_as or state.url, state.outlet, rows.feed_state_to_json(state)) for state in feeds]
        page_rows = [rows.page_row(state) for state in pages]
        with self._transaction() as connection:
            connection.executemany("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?)", feed_rows)
            connection.executemany("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?)", page_rows)

    def forget_feed(self, url: str) -> None:
        """Drop a feed's state: it has moved, or is followed no longer."""
        with self._transaction() as connection:
            connection.execute("DELETE FROM feeds WHERE url = ?", (url,))

    def page_state(self, article: str) -> PageState | None:
        """What we remember of an article's page."""
        found = self._all("SELECT state FROM pages WHERE article = ?", article)
        return rows.page_state_of(found[0][0]) if found else None

    def pages_due(self, now: datetime, limit: int, after: PageState | None = None) -> Sequence[PageState]:
        """Pages whose next visit seems due, the longest due first; those behind a page."""
        place = (-(1 << 62), "") if after is None or after.next_at is None else (to_ms(after.next_at), after.article)
        found = self._all(
            "SELECT state FROM pages WHERE next_at <= ? AND (next_at, article) > (?, ?) ORDER BY next_at, article LIMIT ?",
            *(to_ms(now), *place, limit),
        )
        return [rows.page_state_of(row[0]) for row in found]

    def pages_ahead(self, now: datetime, limit: int) -> Sequence[PageState]:
        """Pages that are not due, and were visited in the future: a clock was set back."""
        found = self._all(
            "SELECT state FROM pages WHERE visited_at > ? AND next_at > ? ORDER BY visited_at DESC LIMIT ?",
            *(to_ms(now), to_ms(now), limit),
        )
        return [rows.page_state_of(row[0]) for row in found]

    def pages_restless(self) -> Mapping[str, int]:
        """Outlet -> how many of its pages are another at every visit."""
        return dict(self._all("SELECT restless, count(*) FROM pages WHERE restless IS NOT NULL GROUP BY restless"))

    def nothing_at(self, place: str) -> Nothing | None:
        """What was answered at a place to an address that cannot exist; None where it was never asked."""
        found = self._all("SELECT state FROM hosts WHERE place = ?", place)
        return rows.nothing_of(found[0][0]) if found else None

    def remember_nothing(self, place: str, nothing: Nothing) -> None:
        """Keep what was answered at a place to an address that cannot exist."""
        with self._transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (place, rows.nothing_to_json(nothing)))

    def absences(self, article: str) -> Sequence[Absence]:
        """The times in which an article was not there, the first one first."""
        found = self._all(
            "SELECT article, first_at, last_at, before_at, back_at, reason, status, target FROM absences"
            " WHERE article = ? ORDER BY first_at",
            article,
        )
        return [rows.absence_of(row) for row in found]

    def moves(self, article: str) -> Sequence[Move]:
        """Where an article's page was found to lead, the first one first."""
        found = self._all("SELECT article, at, url, target FROM moves WHERE article = ? ORDER BY at", article)
        return [rows.move_of(row) for row in found]

    def same_numbers(self, article: str) -> Sequence[str]:
        """The other articles of its outlet whose addresses carry a number that its address carries, by their ids."""
        found = self._all(
            "SELECT DISTINCT b.article FROM articles a JOIN addresses m ON m.outlet = a.outlet"
            " JOIN addresses b ON b.outlet = m.outlet AND b.number = m.number"
            " WHERE a.id = ? AND m.article = a.id AND b.article != a.id ORDER BY b.article LIMIT 50",
            article,
        )
        return [row[0] for row in found]

    def pictures_known(self) -> int:
        """How many pictures are known to be kept or missing, and when that was last found; another number once more are."""
        found = self._all("SELECT count(*) + coalesce(max(at), 0) FROM images WHERE path || problem != ''")
        known: int = found[0][0]
        return known

    def waiting(self, now: datetime) -> tuple[int, int]:
        """How many pages are due, and how many pictures are wanted."""
        pages = self._all("SELECT count(*) FROM pages WHERE next_at <= ?", to_ms(now))[0][0]
        return pages, self._all("SELECT count(*) FROM images WHERE path = '' AND problem = ''")[0][0]

    def pictures_wanted(self, limit: int) -> Sequence[tuple[str, datetime]]:
        """Pictures that collected versions show and that were never got: address, and since when it is known."""
        found = self._all("SELECT url, at FROM images WHERE path = '' AND problem = '' LIMIT ?", limit)
        return [(url, rows.instant(at)) for url, at in found]


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether what is in the file is no catalog, or one no more; other errors tell of the disk or of other processes."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    return code in {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR}


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    """What SQLite raises, in words for the user."""
    try:
        yield
    except OSError as error:
        raise CatalogUnusable(f"{path} cannot be made: {error.strerror}") from error
    except sqlite3.IntegrityError:  # a line of the ledger that cannot be: our own fault
        raise
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            raise ArchiveBusy(f"another process holds {path}; try again when it has ended") from error
        raise CatalogUnusable(f"{path} cannot be used: {error}; `samarkand rebuild` makes it anew") from error


def remove(path: Path) -> None:
    """Delete a catalog's files."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
