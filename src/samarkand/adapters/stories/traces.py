"""Which gists a term finds, as the story store keeps them: a row for each term and week, numbers of gists in it by day.

A day of a term holds the latest `MOST` of its gists: no more are ever asked for, and no row grows with the archive.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Collection, Sequence
from itertools import chain, pairwise, starmap
from typing import Any

import numpy as np

from samarkand.model.stories import Sought
from samarkand.stretches import Places, distinct, laid_out, starts, tallied, within

MOST = 60
"""Twice as many as a term is asked for: some of them may be gone before they are."""
AT_ONCE = 16
"""Questions that are answered in one stroke: memory holds all that their terms find."""
_WEEK = 7
_WEEKS = 1 << 20
"""Room for the weeks of a term: a row's key is the term, and behind it the week, counted from half of this."""
_BITS = 29
"""Of a gist's number; the day of the week stands above it."""
_NUMBER = (1 << _BITS) - 1
_SPAN = 1 << 24
"""Room for the days of a term, counted from half of this."""
_AROUND = f"""
SELECT s.place, s.found FROM json_each(?1) t JOIN traces s
ON s.place BETWEEN t.value * {_WEEKS} + ?2 AND t.value * {_WEEKS} + ?3
"""  # noqa: S608  (numbers alone)
_BEFORE = f"""
SELECT s.place, s.found FROM json_each(?1) t JOIN traces s
ON s.place BETWEEN coalesce((
    SELECT place FROM traces WHERE place BETWEEN t.value * {_WEEKS} + ?2 AND t.value * {_WEEKS} + ?3
    ORDER BY place DESC LIMIT 1 OFFSET ?4 - 1
), t.value * {_WEEKS} + ?2) AND t.value * {_WEEKS} + ?3
"""  # noqa: S608  (numbers alone)
_AFTER = f"""
SELECT s.place, s.found FROM json_each(?1) t JOIN traces s
ON s.place BETWEEN t.value * {_WEEKS} + ?2 AND coalesce((
    SELECT place FROM traces WHERE place BETWEEN t.value * {_WEEKS} + ?2 AND t.value * {_WEEKS} + ?3
    ORDER BY place LIMIT 1 OFFSET ?4 - 1
), t.value * {_WEEKS} + ?3)
"""  # noqa: S608  (numbers alone)
_ROWS = "SELECT place, found FROM traces WHERE place IN (SELECT value FROM json_each(?)) ORDER BY place"
Traces = tuple[Places, Places]
"""Where each trace stands, and what stands there."""
Found = tuple[Places, Places, Places]
"""Questions, numbers of gists, and how many terms of the one find the other."""
Ask = Callable[..., Sequence[tuple[Any, ...]]]
"""A statement and its parameters -> rows."""


def traces(gists: Sequence[tuple[int, int, Collection[int]]]) -> Traces:
    """What is written of some gists: of each its number, its day, its terms."""
    sizes = [len(terms) for _, _, terms in gists]
    flat = np.fromiter(chain.from_iterable(terms for _, _, terms in gists), np.int64, sum(sizes))
    numbers, days = (
        np.repeat(np.array(each, np.int64), sizes) for each in ([g[0] for g in gists], [g[1] for g in gists])
    )
    return flat * _WEEKS + days // _WEEK + _WEEKS // 2, (days % _WEEK) << _BITS | numbers


def change(connection: sqlite3.Connection, gone: Traces, new: Traces) -> None:
    """Take out some traces and put in others; what is in both stays. Costs some 5 µs for each row that changes."""
    touched = distinct(np.concatenate((gone[0], new[0])))
    out, put = (distinct(np.searchsorted(touched, places) << 32 | values) for places, values in (gone, new))
    out, put = np.setdiff1d(out, put, assume_unique=True), np.setdiff1d(put, out, assume_unique=True)
    touched, (out, put) = _renumbered(touched, out, put)
    places, values = _opened(connection.execute(_ROWS, (json.dumps(touched.tolist()),)).fetchall())
    held = np.searchsorted(touched, places) << 32 | values
    found = np.searchsorted(held, out)
    found = found[held[np.minimum(found, len(held) - 1)] == out] if len(held) else found[:0]
    held = np.delete(held, found)
    held = np.insert(held, np.searchsorted(held, put), put)
    held = held[within((held >> _BITS)[::-1])[::-1] < MOST]
    begins = starts(held >> 32)
    rows = touched[held[begins] >> 32].tolist()
    packed = (held & 0xFFFF_FFFF).astype(np.uint32).tobytes()
    told = [packed[begin:end] for begin, end in pairwise([*(begins * 4).tolist(), len(packed)])]
    connection.executemany("INSERT OR REPLACE INTO traces VALUES (?, ?)", zip(rows, told, strict=True))
    empty = sorted({*touched.tolist()} - {*rows})
    connection.executemany("DELETE FROM traces WHERE place = ?", ((place,) for place in empty))


def _renumbered(touched: Places, *some: Places) -> tuple[Places, tuple[Places, ...]]:
    """Those rows alone that something stands at, and what stands there."""
    left = distinct(np.concatenate(some) >> 32)
    return touched[left], tuple(np.searchsorted(left, each >> 32) << 32 | each & 0xFFFF_FFFF for each in some)


def _opened(rows: Sequence[tuple[int, bytes]]) -> Traces:
    """The traces in some rows, in the order of these."""
    values, sizes = _values(rows)
    return np.repeat(np.array([place for place, _ in rows], np.int64), sizes), values


def _values(rows: Sequence[tuple[int, bytes]]) -> tuple[Places, list[int]]:
    """What stands in some rows, and how much of it in each."""
    values = np.frombuffer(b"".join([found for _, found in rows]), np.uint32).astype(np.int64)
    return values, [len(found) // 4 for _, found in rows]


def nearest(ask: Ask, asked: Sequence[tuple[Collection[int], int]], sought: Sought, left_out: Collection[int]) -> Found:
    """For some questions, terms and a day each, the numbers of gists that enough of their terms find, and how many do.

    Of each those that most terms find, so many as are sought, with all that as many find as the last of them. Costs some
    3 µs for each term of all questions, and 50 ns for each gist that one of them finds.
    """
    sizes = [len(terms) for terms, _ in asked]
    terms = np.fromiter(chain.from_iterable(terms for terms, _ in asked), np.int64, sum(sizes))
    days = np.repeat(np.array([day for _, day in asked], np.int64), sizes)
    owners = np.repeat(np.arange(len(asked)), sizes)
    found = [(np.empty(0, np.int64),) * 3]
    if len(terms):
        at, numbers = _around(ask, distinct(terms), (int(days.min()), int(days.max())), sought)
        back = _turned(at)
        ends = np.searchsorted(at, _at(terms, days), side="right")
        before = np.maximum(np.searchsorted(at, _at(terms, days - sought.reach.days)), ends - sought.each)
        after = np.minimum(np.searchsorted(at, _at(terms, days + sought.reach.days), side="right"), ends + sought.each)
        bounds = np.searchsorted(owners, np.arange(0, len(asked) + AT_ONCE, AT_ONCE)).tolist()
        for some in starmap(slice, pairwise(bounds)):
            early, of_early = laid_out(before[some], ends[some] - before[some])
            late, of_late = laid_out(ends[some], after[some] - ends[some])
            whose = owners[some][np.concatenate((of_early, of_late))]
            tally = tallied(whose, numbers[np.concatenate((early, back[late]))], sought.least)
            found.append(_most(tally, sought.most, left_out))
    whose, told, counts = map(np.concatenate, zip(*found, strict=True))
    return whose, told, counts


def _most(tally: Found, most: int, left_out: Collection[int]) -> Found:
    is_wanted = ~np.isin(tally[1], np.array(sorted(left_out), np.int64))
    whose, numbers, counts = (each[is_wanted] for each in tally)
    order = np.lexsort((-counts, whose))
    whose, numbers, counts = whose[order], numbers[order], counts[order]
    ranks = within(whose)
    lasts = np.minimum(starts(whose) + most, np.append(starts(whose)[1:], len(whose))) - 1
    least = np.repeat(counts[lasts], np.bincount(np.cumsum(ranks == 0) - 1)) if len(whose) else counts
    is_found = counts >= least
    return whose[is_found], numbers[is_found], counts[is_found]


def _at(terms: Places, days: Places) -> Places:
    """Term and day as one number, in the order of both."""
    return terms * _SPAN + (days + _SPAN // 2)


def _turned(at: Places) -> Places:
    """Places such that of each term and day the last stands first."""
    begins = starts(at)
    ends = np.append(begins[1:], len(at))
    return np.repeat(begins + ends - 1, ends - begins) - np.arange(len(at))


def _around(ask: Ask, terms: Places, days: tuple[int, int], sought: Sought) -> Traces:
    """The traces of terms that may be among the nearest of some days: where they were left, as `_at` tells it; whose they are.

    Most terms have enough of them in the weeks that are asked about; what lies beyond is asked for of the others alone.
    """
    reach = sought.reach.days
    least, most = _week(days[0] - reach), _week(days[1] + reach)
    since, until = max(least, _week(days[0]) - 1), min(most, _week(days[1]) + 1)
    rows = list(ask(_AROUND, json.dumps(terms.tolist()), since, until))
    at, numbers = _read(rows)
    own = _at(terms, np.zeros(len(terms), np.int64))
    begins, ends = np.searchsorted(at, own - _SPAN // 2), np.searchsorted(at, own + _SPAN // 2)
    to_first = np.searchsorted(at, own + days[0], side="right") - begins
    from_last = ends - np.searchsorted(at, own + days[1], side="right")
    early = json.dumps(terms[to_first < sought.each].tolist())
    late = json.dumps(terms[from_last < sought.each].tolist())
    further = [*ask(_BEFORE, early, least, since - 1, sought.each), *ask(_AFTER, late, until + 1, most, sought.each)]
    return _read(sorted(rows + further)) if further else (at, numbers)


def _week(day: int) -> int:
    return day // _WEEK + _WEEKS // 2


def _read(rows: Sequence[tuple[int, bytes]]) -> Traces:
    """What some rows tell, as `_around` has it."""
    values, sizes = _values(rows)
    places = np.array([place for place, _ in rows], np.int64)
    begins = _at(places // _WEEKS, (places % _WEEKS - _WEEKS // 2) * _WEEK)
    return np.repeat(begins, sizes) + (values >> _BITS), values & _NUMBER
