"""Catalog rows and ledger lines as values of the model, and back. No SQL here."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime, timedelta
from typing import Any

from samarkand.model.articles import Article, Published, Version
from samarkand.model.collecting import FeedState, PageState
from samarkand.times import from_ms, iso, parse_iso


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
    )


def article_of(row: tuple[Any, ...]) -> Article:
    """A row of `articles` joined with its latest version."""
    identity, outlet, url, versions, first_seen_at, gone_at, published_at, number, seen_at, sha256, told = row
    latest = version_of(identity, number, seen_at, sha256, told)
    gone, listed = maybe_instant(gone_at), instant(published_at)
    return Article(identity, outlet, url, versions, instant(first_seen_at), latest, gone, listed)


def feed_state_to_json(state: FeedState) -> str:
    """A feed's state as text."""
    return _to_json({**asdict(state), "interval": state.interval.total_seconds()})


def feed_state_of(text: str) -> FeedState:
    """A feed's state from text."""
    data = _from_json(text, ("polled_at", "next_at", "last_new_at"))
    return FeedState(**{**data, "interval": timedelta(seconds=data["interval"])})


def page_state_to_json(state: PageState) -> str:
    """A page's state as text."""
    return _to_json(asdict(state))


def page_state_of(text: str) -> PageState:
    """A page's state from text."""
    return PageState(**_from_json(text, ("next_at",)))


def _to_json(data: Mapping[str, Any]) -> str:
    return json.dumps({key: iso(value) if isinstance(value, datetime) else value for key, value in data.items()})


def _from_json(text: str, instants: tuple[str, ...]) -> dict[str, Any]:
    data: dict[str, Any] = json.loads(text)
    return data | {key: parse_iso(data[key]) for key in instants if data.get(key)}
