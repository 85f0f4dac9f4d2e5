"""How each kind of ledger line changes the catalog's tables; lines that came from another archive, in `merged`."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping

from samarkand.adapters.catalog import absences, marking, merged, numbering
from samarkand.adapters.catalog.rows import page_row, published_of, standing_page
from samarkand.model.events import Line
from samarkand.times import to_ms
from samarkand.urls import numbers_in


def _version(connection: sqlite3.Connection, line: Line) -> None:
    data = line.data
    seen = to_ms(line.at)
    told = merged.told_of(line)
    published = published_of(data.get("published"))
    row = (data["article"], data["number"], seen, line.files[data["record"]], json.dumps(told, ensure_ascii=False))
    is_shared = merged.is_shared(connection, line)
    if is_shared:
        merged.witness(connection, line, row[3])
    connection.execute("INSERT OR REPLACE INTO versions VALUES (?, ?, ?, ?, ?)", row)
    connection.execute(
        "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?, NULL) ON CONFLICT (id) DO UPDATE SET versions = excluded.versions,"
        " published_at = CASE WHEN ? THEN excluded.published_at ELSE published_at END",
        (
            data["article"],
            data["outlet"],
            data.get("canonical_url") or data["url"],
            data["number"],
            seen,
            to_ms(published.at) if published else seen,
            published is not None,
        ),
    )
    is_foreign = merged.is_foreign(line)  # what was merged brings no work for the network
    wanted = () if is_foreign else data.get("pictures", ())
    connection.executemany("INSERT OR IGNORE INTO images VALUES (?, '', '', ?)", [(url, seen) for url in wanted])
    numbering.take(connection, line)
    address = data.get("canonical_url") or data["url"]
    connection.executemany(
        "INSERT OR IGNORE INTO addresses VALUES (?, ?, ?)",
        [(data["outlet"], number, data["article"]) for number in numbers_in(address)],
    )
    if not is_foreign and (page := standing_page(line)) is not None:  # where what was remembered of it is lost
        connection.execute("INSERT OR IGNORE INTO pages VALUES (?, ?, ?, ?, ?)", page_row(page))
    _count(connection, data["outlet"], articles=int(data["number"] == 1), new_at=seen if data["number"] == 1 else 0)
    if is_shared:
        merged.arrange(connection, data["article"])


def _witness(connection: sqlite3.Connection, line: Line) -> None:
    merged.witness(connection, line)
    merged.arrange(connection, line.data["article"])


def _count(connection: sqlite3.Connection, outlet: str, *, articles: int, new_at: int) -> None:
    connection.execute(
        "INSERT INTO outlets VALUES (?, ?, 1, ?, NULL, 0, '') ON CONFLICT (id) DO UPDATE SET"
        " articles = articles + excluded.articles, versions = versions + 1,"
        " last_new_at = max(last_new_at, excluded.last_new_at)",
        (outlet, articles, new_at),
    )


def _gone(connection: sqlite3.Connection, line: Line) -> None:
    _seen(connection, line, is_gone=True)


def _back(connection: sqlite3.Connection, line: Line) -> None:
    _seen(connection, line, is_gone=False)


def _seen(connection: sqlite3.Connection, line: Line, *, is_gone: bool) -> None:
    article, seen = line.data["article"], absences.remember(connection, line, is_gone=is_gone)
    if merged.is_foreign(line):
        absences.see_anew(connection, article)
    else:
        absences.see(connection, article, seen)


def _moved(connection: sqlite3.Connection, line: Line) -> None:
    told = (line.data["article"], to_ms(line.at), line.data["url"], line.data["target"])
    connection.execute("INSERT OR REPLACE INTO moves VALUES (?, ?, ?, ?)", told)


def _image(connection: sqlite3.Connection, line: Line) -> None:
    if "url" not in line.data:  # a picture whose ledger was lost: nobody knows any more where it was shown
        return
    if merged.is_foreign(line) and merged.has_image(connection, line):
        return
    connection.execute(
        "INSERT OR REPLACE INTO images VALUES (?, ?, ?, ?)",
        (line.data["url"], line.data.get("image", ""), line.data.get("problem", ""), to_ms(line.at)),
    )


def _round(connection: sqlite3.Connection, line: Line) -> None:
    troubles: Mapping[str, str] = line.data.get("troubles", {})
    for outlet in line.data.get("polled", ()):
        if merged.is_foreign(line):  # it tells of the outlet's feeds, and nothing of how our own polls went
            if outlet not in troubles:
                connection.execute("INSERT OR IGNORE INTO rounds VALUES (?, ?)", (outlet, to_ms(line.at)))
            continue
        connection.execute(
            "INSERT INTO outlets VALUES (?, 0, 0, 0, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET polled_at = excluded.polled_at,"
            " failures = CASE WHEN excluded.failures THEN failures + 1 ELSE 0 END, trouble = excluded.trouble",
            (outlet, to_ms(line.at), int(outlet in troubles), troubles.get(outlet, "")),
        )
        if outlet not in troubles:
            connection.execute("INSERT OR IGNORE INTO rounds VALUES (?, ?)", (outlet, to_ms(line.at)))


def _nothing(connection: sqlite3.Connection, line: Line) -> None:
    """What lies elsewhere: a capture is found through the versions that refer to it, corrections in the stories' store.

    So with kinds that a later version of the program wrote, or that came from another archive: they wait in the ledger.
    """


def take(connection: sqlite3.Connection, line: Line) -> None:
    """Take in a line; one of a kind that is not known here tells the catalog nothing."""
    if line.place.count == 1:
        connection.execute("INSERT INTO identity VALUES (?)", (line.place.sha256,))
    TAKE.get(line.kind, _nothing)(connection, line)


TAKE: Mapping[str, Callable[[sqlite3.Connection, Line], None]] = {
    "version": _version,
    "witness": _witness,
    "gone": _gone,
    "back": _back,
    "moved": _moved,
    "image": _image,
    "round": _round,
    "mark": marking.take,
}
