"""Marks in the catalog's tables: what lines tell of them, and articles by them in the order in which they arrived.

A mark is that of the latest line about it by its own time, so that it is the same in whatever order archives were merged.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from typing import Any, get_args

from samarkand.model.events import Line
from samarkand.model.marks import Arrived, MarkKind, Marks, Stream, Unread
from samarkand.times import to_ms

TABLES = """
CREATE TABLE marks (                   -- what a person marked
    mark          TEXT NOT NULL,       -- 'read', 'starred', 'label/' and the label
    thing         TEXT NOT NULL,       -- id of an article, or 'outlet/' and that of an outlet
    is_set        INTEGER NOT NULL,    -- 0 where it was taken away
    at            INTEGER NOT NULL,
    PRIMARY KEY (mark, thing)
) WITHOUT ROWID;
CREATE INDEX marks_by_thing ON marks (thing, mark) WHERE is_set;
CREATE INDEX articles_by_arrival ON articles (first_seen_at DESC, id);
CREATE INDEX articles_by_outlet_and_arrival ON articles (outlet, first_seen_at DESC, id);
"""
_STREAM = "SELECT a.id, a.outlet, a.first_seen_at FROM articles a"
_BEARERS = "(SELECT thing FROM marks WHERE mark = ? AND is_set)"
_LISTED = "(SELECT value FROM json_each(?))"
_READ = "SELECT a.outlet, count(*), max(a.first_seen_at), sum({}) FROM articles a GROUP BY a.outlet ORDER BY a.outlet"
Ask = Callable[..., list[Any]]


def take(connection: sqlite3.Connection, line: Line) -> None:
    """Take in a line of the kind `mark`; what it does not tell as it should is passed over."""
    data = line.data
    kind, label = data.get("mark"), data.get("label", "")
    key = f"label/{label}" if kind == "label" else kind
    if kind not in get_args(MarkKind):  # one that a later version of the program knows
        return
    things = [*data.get("articles", ()), *(f"outlet/{each}" for each in data.get("outlets", ()))]
    connection.executemany(
        "INSERT INTO marks VALUES (?, ?, ?, ?) ON CONFLICT (mark, thing) DO UPDATE SET is_set = excluded.is_set,"
        " at = excluded.at WHERE excluded.at >= at",
        [(key, thing, int(bool(data.get("is"))), to_ms(line.at)) for thing in things],
    )


def streamed(ask: Ask, stream: Stream, waiting: Marks) -> list[Arrived]:
    """The articles of a stream; `waiting` are marks that are no lines yet, and count as if they were."""
    conditions, parameters = ["1"], list[Any]()

    def add(condition: str, *values: Any) -> None:
        conditions.append(condition)
        parameters.extend(values)

    if stream.outlet:
        add("a.outlet = ?", stream.outlet)
    for mark in stream.marks:
        own, values = bears("a.id", mark, waiting)
        if mark.startswith("label/"):
            outlets, more = bears("'outlet/' || a.outlet", mark, waiting)
            add(f"({own} OR {outlets})", *values, *more)
        else:
            add(own, *values)
    if stream.without:
        borne, values = bears("a.id", stream.without, waiting)
        add(f"NOT {borne}", *values)
    if stream.since_ms is not None:
        add("a.first_seen_at >= ?", stream.since_ms)
    if stream.until_ms is not None:
        add("a.first_seen_at < ?", stream.until_ms)
    side = ">" if stream.is_oldest_first else "<"
    if stream.behind:
        add(f"a.first_seen_at {side}= ?", stream.behind[0])
        other = "<" if stream.is_oldest_first else ">"
        add(f"(a.first_seen_at {side} ? OR a.id {other} ?)", *stream.behind)
    order = "a.first_seen_at, a.id DESC" if stream.is_oldest_first else "a.first_seen_at DESC, a.id"
    found = ask(f"{_STREAM} WHERE {' AND '.join(conditions)} ORDER BY {order} LIMIT ?", *parameters, stream.limit)
    return [Arrived(*row) for row in found]


def bears(thing: str, mark: str, waiting: Marks) -> tuple[str, list[Any]]:
    """A condition on what bears a mark, with its parameters."""
    stored = f"{thing} IN {_BEARERS}"
    told = waiting.get(mark)
    if not told:
        return f"({stored})", [mark]
    on, off = (json.dumps([each for each, is_set in told.items() if is_set is wanted]) for wanted in (True, False))
    off_list, on_list = (f"{thing} {word} {_LISTED}" for word in ("NOT IN", "IN"))
    return f"(({stored} AND {off_list}) OR {on_list})", [mark, off, on]


def marks(ask: Ask, things: list[str], waiting: Marks) -> Mapping[str, frozenset[str]]:
    """Thing -> the keys of its marks; those without any are left out."""
    rows = ask(
        "SELECT thing, mark FROM marks WHERE is_set AND thing IN (SELECT value FROM json_each(?))", json.dumps(things)
    )
    found: dict[str, set[str]] = {}
    for thing, mark in rows:
        found.setdefault(thing, set()).add(mark)
    wanted = set(things)
    for mark, told in waiting.items():
        for thing in wanted & told.keys():
            (found.setdefault(thing, set()).add if told[thing] else found.setdefault(thing, set()).discard)(mark)
    return {thing: frozenset(each) for thing, each in found.items() if each}


def labels(ask: Ask, waiting: Marks) -> Mapping[str, tuple[str, ...]]:
    """Label -> the outlets that bear it; no outlets for one that only articles bear."""
    found: dict[str, set[str]] = {}
    for (mark,) in ask("SELECT DISTINCT mark FROM marks WHERE is_set AND mark > 'label/' AND mark < 'label0'"):
        found[mark.removeprefix("label/")] = set()
    rows = ask("SELECT thing, mark FROM marks WHERE is_set AND thing > 'outlet/' AND thing < 'outlet0'")
    for thing, mark in rows:
        found.setdefault(mark.removeprefix("label/"), set()).add(thing.removeprefix("outlet/"))
    for mark, told in waiting.items():
        if mark.startswith("label/"):
            outlets = found.setdefault(mark.removeprefix("label/"), set())
            for thing, is_set in told.items():
                if thing.startswith("outlet/"):
                    (outlets.add if is_set else outlets.discard)(thing.removeprefix("outlet/"))
    return {label: tuple(sorted(outlets)) for label, outlets in sorted(found.items())}


def unread(ask: Ask, waiting: Marks) -> list[Unread]:
    """How much of each outlet is unread, by the outlets' ids. Costs a look at every article that is read."""
    borne, values = bears("a.id", "read", waiting)
    rows = ask(_READ.format(borne), *values)
    return [Unread(outlet, articles - read, newest) for outlet, articles, newest, read in rows]
