"""What is asked of the tables of speakers and days: the statements, and their rows as values."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from samarkand.adapters.annotations.counting import ALL, UNITS, week_of
from samarkand.model.tellings import Calendared, DayTelling, Order, Saying, Speaker, Unit, key_of_name
from samarkand.times import from_ms, to_ms

Ask = Callable[..., list[Any]]
"""A statement and its parameters -> rows."""
Place = tuple[datetime, str]
"""Where a page of articles ended: the instant and the id of its last one."""

_MANY = "(SELECT value FROM json_each(?))"
_RANKED = "SELECT speaker FROM ranks WHERE week = ? ORDER BY {order} LIMIT ?"
_ORDERS = {
    "outlets": "outlets DESC, statements DESC, speaker",
    "statements": "statements DESC, outlets DESC, speaker",
}
_SUMS = (
    "SELECT s.key, s.name, s.language, sum(q.statements), sum(q.articles), json_group_array(DISTINCT q.outlet)"
    " FROM quoting q JOIN speakers s ON s.id = q.speaker"
    " WHERE q.week IN (SELECT value FROM json_each(?)) AND q.speaker IN (SELECT value FROM json_each(?))"
    " GROUP BY s.id"
)
_QUOTING = (
    "SELECT article, version FROM quotations"
    " WHERE speaker IN (SELECT id FROM speakers WHERE instr(' ' || key || ' ', ' ' || ? || ' '))"
)
_SAYINGS = (
    "SELECT article, version, outlet, published_at, statements FROM sayings"
    " WHERE speaker = ? AND (published_at, article) < (?, ?) ORDER BY published_at DESC, article DESC LIMIT ?"
)
_NAMED = (
    "SELECT s.id FROM speakers s JOIN ranks r ON r.week = -1 AND r.speaker = s.id WHERE s.{where}"
    " ORDER BY r.outlets DESC, r.statements DESC, s.id LIMIT ?"
)
_TELLINGS = "SELECT article, version, outlet, published_at, start, end FROM tellings WHERE unit = ? AND since = ?"
_LAST_INSTANT = 1 << 62
_LOOKED_AT = 2_000
"""Names that begin alike which are looked at."""


def leading(ask: Ask, since: date | None, order: Order, limit: int) -> Sequence[Speaker]:
    """Those of some weeks that are quoted by most, of each week the first; all of their outlets in these weeks are told."""
    weeks = _weeks(ask, since)
    ranked = _RANKED.format(order=_ORDERS[order])
    found = {row[0] for week in weeks for row in ask(ranked, week, limit)}
    some = _speakers(ask, weeks, found)
    first = {
        "outlets": lambda each: (-len(each.outlets), -each.statements, each.key),
        "statements": lambda each: (-each.statements, -len(each.outlets), each.key),
    }
    return sorted(some, key=first[order])[:limit]


def speakers(ask: Ask, keys: Collection[str], since: date | None) -> Mapping[str, Speaker]:
    """Those of some keys; those who are not quoted in these weeks are left out."""
    ids = [row[0] for row in ask(f"SELECT id FROM speakers WHERE key IN {_MANY}", json.dumps(sorted(keys)))]  # noqa: S608
    return {each.key: each for each in _speakers(ask, _weeks(ask, since), ids)}


def _weeks(ask: Ask, since: date | None) -> list[int]:
    """The weeks from a day on in which anybody is quoted; ALL where it is None."""
    if since is None:
        return [ALL]
    return [row[0] for row in ask("SELECT DISTINCT week FROM ranks WHERE week >= ?", week_of(since))]


def _speakers(ask: Ask, weeks: Sequence[int], ids: Collection[int]) -> list[Speaker]:
    found = ask(_SUMS, json.dumps(list(weeks)), json.dumps(sorted(ids)))
    return [
        Speaker(key, name, language, statements, articles, tuple(sorted(json.loads(outlets))))
        for key, name, language, statements, articles, outlets in found
    ]


def last_quoted(ask: Ask, until: date) -> date | None:
    """The first day of the latest week, up to that of a day, in which anybody is quoted."""
    found = ask("SELECT max(week) FROM ranks WHERE week >= 0 AND week <= ?", week_of(until))
    week = found[0][0] if found else None
    return None if week is None else date.fromordinal(7 * week + 1)


def sayings(ask: Ask, keys: Collection[str], limit: int, before: Place | None) -> Sequence[Saying]:
    """Articles that quote one of some, the newest first."""
    at, article = (to_ms(before[0]), before[1]) if before else (_LAST_INSTANT, "")
    ids = ask(f"SELECT key, id FROM speakers WHERE key IN {_MANY}", json.dumps(sorted(keys)))  # noqa: S608
    found = [
        Saying(key, told, version, outlet, _instant(published_at), statements)
        for key, identity in ids
        for told, version, outlet, published_at, statements in ask(_SAYINGS, identity, at, article, limit)
    ]
    return sorted(found, key=lambda each: (each.published_at, each.article, each.key), reverse=True)[:limit]


def quoting(ask: Ask, names: Collection[str]) -> Collection[tuple[str, int]]:
    """Article and number of the versions that quote somebody in whose name one of some names stands, token by token.

    Costs a look at each spelling of all speakers, .1 µs, and 1 µs a version.
    """
    keys = {key for key in map(key_of_name, names) if key}
    return {(article, version) for key in sorted(keys) for article, version in ask(_QUOTING, key)}


def named(ask: Ask, key: str, limit: int) -> Sequence[Speaker]:
    """Those whose names end with a part of this key, or begin with it; the key's own is left out."""
    ends = ask(_NAMED.format(where="last = ? AND s.last != ''"), key, limit)
    begins = ask(
        f"SELECT id FROM (SELECT id, key FROM speakers WHERE key > ? AND key < ? LIMIT {_LOOKED_AT})"  # noqa: S608
        " JOIN ranks r ON r.week = -1 AND r.speaker = id ORDER BY r.outlets DESC, r.statements DESC, id LIMIT ?",
        key,
        f"{key}\U0010ffff",
        limit,
    )
    found = _speakers(ask, [ALL], {row[0] for row in (*ends, *begins)})
    others = [each for each in found if each.key != key]
    return sorted(others, key=lambda each: (-len(each.outlets), -each.statements, each.key))[:limit]


def days(ask: Ask, unit: Unit, since: date, until: date) -> Sequence[Calendared]:
    """The days from one to another, that one excluded, of which anything is told, in their order."""
    found = ask(
        "SELECT since, outlets, articles, ahead FROM days WHERE unit = ? AND since >= ? AND since < ? ORDER BY since",
        *(UNITS[unit], since.toordinal(), until.toordinal()),
    )
    return [_calendared(row) for row in found]


def days_near(ask: Ask, unit: Unit, day: date, before: int, after: int) -> Sequence[Calendared]:
    """The nearest days before a day and after it of which anything is told, and the day itself if it is, in their order."""
    columns = "SELECT since, outlets, articles, ahead FROM days WHERE unit = ?"
    place = UNITS[unit], day.toordinal()
    earlier = ask(f"{columns} AND since < ? ORDER BY since DESC LIMIT ?", *place, before)
    itself = ask(f"{columns} AND since = ?", *place)
    later = ask(f"{columns} AND since > ? ORDER BY since LIMIT ?", *place, after)
    return [_calendared(row) for row in (*reversed(earlier), *itself, *later)]


def tellings(ask: Ask, unit: Unit, since: date, limit: int, before: Place | None) -> Sequence[DayTelling]:
    """Articles that tell of a day, the newest first; those that come after a place of that order."""
    at, article = (to_ms(before[0]), before[1]) if before else (_LAST_INSTANT, "")
    found = ask(
        f"{_TELLINGS} AND (published_at, article) < (?, ?) ORDER BY published_at DESC, article DESC LIMIT ?",
        *(UNITS[unit], since.toordinal(), at, article, limit),
    )
    return [_telling(row) for row in found]


def tellings_after(ask: Ask, unit: Unit, since: date, limit: int, after: datetime) -> Sequence[DayTelling]:
    """Articles of an instant or later that tell of a day, the oldest first."""
    found = ask(
        f"{_TELLINGS} AND published_at >= ? ORDER BY published_at, article LIMIT ?",
        *(UNITS[unit], since.toordinal(), to_ms(after), limit),
    )
    return [_telling(row) for row in found]


def articles_quoting(ask: Ask, keys: Collection[str]) -> Mapping[str, Sequence[str]]:
    """The articles that quote each of some keys, by time. Costs some 2 µs an article."""
    found: dict[str, list[str]] = {}
    rows = ask(
        "SELECT s.key, q.article FROM speakers s JOIN sayings q ON q.speaker = s.id"  # noqa: S608
        f" WHERE s.key IN {_MANY} ORDER BY s.id, q.published_at, q.article",
        json.dumps(sorted(keys)),
    )
    for key, article in rows:
        found.setdefault(key, []).append(article)
    return found


def articles_telling(ask: Ask) -> Mapping[tuple[Unit, date], Sequence[str]]:
    """The articles that tell of each day and month, by time. Costs some 2 µs an article and day."""
    units: tuple[Unit, ...] = ("day", "month")
    found: dict[tuple[Unit, date], list[str]] = {}
    for unit in units:
        rows = ask(
            "SELECT since, article FROM tellings WHERE unit = ? ORDER BY since, published_at, article", UNITS[unit]
        )
        by_day: dict[int, list[str]] = {}
        for since, article in rows:
            by_day.setdefault(since, []).append(article)
        found |= {(unit, date.fromordinal(since)): articles for since, articles in by_day.items()}
    return found


def _telling(row: Sequence[Any]) -> DayTelling:
    article, version, outlet, published_at, start, end = row
    return DayTelling(article, version, outlet, _instant(published_at), start, end)


def _calendared(row: Sequence[Any]) -> Calendared:
    since, *counts = row
    return Calendared(date.fromordinal(since), *counts)


def _instant(milliseconds: int) -> datetime:
    at = from_ms(milliseconds)
    assert at is not None, "it was made of an instant"
    return at
