"""The articles of all files, each by its latest state: which of them stand in which part, and when they were published."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby

from samarkand.ids import sha256
from samarkand.model.tables import ARTICLES, VERSIONS, Row
from samarkand.ports.bulk import Tables
from samarkand.times import iso

_COLUMNS = (
    *("article", "sha256", "outlet", "url", "title", "language", "published_at", "captured_at", "agency", "offset"),
)
DIGEST = 12
"""Characters of a name that tell what a part was made of: where that changes, the part is another one."""


@dataclass(frozen=True, slots=True)
class Day:
    """The articles that were published on a day (UTC)."""

    on: date
    part: str
    """The name of their part, which changes with what it holds."""
    size: int


def write_articles(tables: Tables, parts: Sequence[str], begun_at: datetime) -> list[Day]:
    """Write the articles of some parts of `versions`, a part a day; the days in their order.

    Memory: about 1 KB for each version.
    """
    days, there = list[Day](), set(tables.parts(ARTICLES))
    for on, rows in groupby(_latest(tables, parts, begun_at), key=lambda row: row["published_at"].date()):
        some = list(rows)
        part = f"{on}-{digest([*map(_stands, some)])}"
        days.append(Day(on, part, len(some)))
        if part not in there:
            with tables.writing(ARTICLES, part) as take:
                take(some)
    return days


def _latest(tables: Tables, parts: Sequence[str], begun_at: datetime) -> list[Row]:
    """A row an article, by publication."""
    states = sorted(_states(tables, parts, begun_at), key=lambda state: state[0])
    found = [_row(list(some)) for _, some in groupby(states, key=lambda state: state[0][0])]
    return sorted(found, key=lambda row: (row["published_at"], row["article"]))


_State = tuple[tuple[str, datetime, str, str, int], Mapping[str, object]]
"""(article, captured, SHA-256, part, offset), by which states are ordered; and the columns."""


def _states(tables: Tables, parts: Iterable[str], begun_at: datetime) -> Iterator[_State]:
    for part in parts:
        for values in tables.rows(VERSIONS, part, _COLUMNS):
            row = dict(zip(_COLUMNS, values, strict=True))
            yield (row["article"], row["captured_at"] or begun_at, row["sha256"], part, row["offset"]), row


def _row(states: Sequence[_State]) -> Row:
    (article, last, digest_of_record, part, _), latest = states[-1]
    return {
        "article": article,
        "sha256": digest_of_record,
        "outlet": latest["outlet"],
        "url": latest["url"],
        "title": latest["title"],
        "language": latest["language"],
        "published_at": latest["published_at"] or last,
        "first_captured_at": states[0][0][1],
        "last_captured_at": last,
        "versions": len({key[2] for key, _ in states}),
        "agency": latest["agency"],
        "part": part,
    }


def _stands(row: Row) -> list[object]:
    """What a part is named by, of each article in it."""
    times = (iso(row[name]) for name in ("published_at", "first_captured_at", "last_captured_at"))
    return [row["article"], row["sha256"], row["part"], row["versions"], *times]


def digest(value: object) -> str:
    """A few characters that stand for a value of JSON."""
    return sha256(json.dumps(value, ensure_ascii=False).encode())[:DIGEST]
