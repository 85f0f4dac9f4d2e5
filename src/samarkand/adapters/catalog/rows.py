"""Catalog rows and ledger lines as values of the model, and back. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime, timedelta
from typing import Any

from samarkand.model.articles import Absence, Article, Move, Published, Version
from samarkand.model.collecting import FeedState, Nothing, PageState, Visit
from samarkand.model.events import Line
from samarkand.times import from_ms, iso, parse_iso, to_ms


def instant(milliseconds: int) -> datetime:
    """The instant of a column that is never empty."""
    value = from_ms(milliseconds)
    assert value is not None
    return value


def maybe_instant(milliseconds: int | None) -> datetime | None:
    """The instant of a column that may be empty."""
    return None if milliseconds is None else from_ms(milliseconds)


def published_of(told: Mapping[str, Any] | None) -> Published | None:
    """`published` of a ledger line."""
    at = parse_iso(told["at"]) if told else None
    if not told or at is None:
        return None
    on = date.fromisoformat(told["on"]) if told.get("on") else None
    return Published(at, told["zone"], told["precision"], told["told"], on)


def version_of(article: str, number: int, seen_at: int, sha256: str, told: str) -> Version:
    """A row of `versions`."""
    data = json.loads(told)
    return Version(
        article=article,
        number=number,
        outlet=data["outlet"],
        url=data["url"],
        title=data["title"],
        record=data["record"],
        sha256=sha256,
        seen_at=instant(seen_at),
        header_ms=data.get("header_ms"),
        published=published_of(data.get("published")),
        language=data.get("language", "und"),
        authors=tuple(data.get("authors", ())),
        feed=data.get("feed", ""),
        capture=data.get("capture", ""),
        imported_from=data.get("imported_from", ""),
        made_from=data.get("made_from", "import"),
        captured_at=parse_iso(data["captured_at"]) if "captured_at" in data else None,
        before_at=parse_iso(data["before_at"]) if "before_at" in data else None,
    )


def article_of(row: tuple[Any, ...]) -> Article:
    """A row of `articles` joined with its latest version and the absence that lasts."""
    identity, outlet, url, versions, first_seen_at, gone_at, published_at, number, seen_at, sha256, told, *away = row
    latest = version_of(identity, number, seen_at, sha256, told)
    gone, listed = maybe_instant(gone_at), instant(published_at)
    absence = absence_of((identity, gone_at, *away)) if gone_at is not None and away[0] is not None else None
    return Article(identity, outlet, url, versions, instant(first_seen_at), latest, gone, listed, absence)


def absence_of(row: tuple[Any, ...]) -> Absence:
    """A row of `absences`."""
    article, first_at, last_at, before_at, back_at, reason, status, target = row
    witnessed = (instant(first_at), instant(last_at), maybe_instant(before_at), maybe_instant(back_at))
    return Absence(article, reason, status, target, *witnessed)


def move_of(row: tuple[Any, ...]) -> Move:
    """A row of `moves`."""
    article, at, url, target = row
    return Move(article, instant(at), url, target)


def feed_state_to_json(state: FeedState) -> str:
    """A feed's state as text."""
    return _to_json({**asdict(state), "interval": state.interval.total_seconds()})


def feed_state_of(text: str) -> FeedState:
    """A feed's state from text."""
    data = _from_json(text, ("polled_at", "next_at", "last_new_at"))
    return FeedState(**{**data, "interval": timedelta(seconds=data["interval"])})


def page_state_to_json(state: PageState) -> str:
    """A page's state as text; visits as pairs of epoch milliseconds and what was seen."""
    told = {field.name: getattr(state, field.name) for field in fields(state)}
    return _to_json(told | {"past": [(to_ms(visit.at), visit.seen) for visit in state.past]})


def page_state_of(text: str) -> PageState:
    """A page's state from text."""
    data = _from_json(text, ("next_at", "born_at"))
    return PageState(**data | {"past": tuple(Visit(instant(at), seen) for at, seen in data.get("past", ()))})


def page_row(state: PageState) -> tuple[str, int | None, int | None, str | None, str]:
    """A row of `pages`."""
    next_at = None if state.next_at is None else to_ms(state.next_at)
    visited_at = None if state.visited_at is None else to_ms(state.visited_at)
    restless = state.outlet if state.past and state.past[-1].seen == "restless" else None
    return state.article, next_at, visited_at, restless, page_state_to_json(state)


def standing_page(line: Line) -> PageState | None:
    """What a version's line tells of the page that it was collected from; None for what was imported, or taken over.

    It seems due at once: when it is, its next visit tells.
    """
    data = line.data
    if data.get("made_from", "import") == "import" or "merged" in data:
        return None
    published = published_of(data.get("published"))
    return PageState(
        article=data["article"],
        url=data["url"],
        next_at=line.at,
        outlet=data["outlet"],
        visits=1,
        feed=data.get("feed", ""),
        title=data["title"],
        header_ms=data.get("header_ms"),
        born_at=min(max(published.at, line.at - timedelta(days=1)), line.at) if published else line.at,
        past=(Visit(line.at, "changed"),),
        lands_at=None,
    )


def nothing_to_json(nothing: Nothing) -> str:
    """What a host says of nothing, as text."""
    return _to_json(asdict(nothing) | {"lines": sorted(nothing.lines)})


def nothing_of(text: str) -> Nothing:
    """What a host says of nothing, from text."""
    data = _from_json(text, ("at",))
    return Nothing(**data | {"lines": frozenset(data["lines"])})


def _to_json(data: Mapping[str, Any]) -> str:
    return json.dumps({key: iso(value) if isinstance(value, datetime) else value for key, value in data.items()})


def _from_json(text: str, instants: tuple[str, ...]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data | {key: parse_iso(data[key]) for key in instants if data.get(key)}
