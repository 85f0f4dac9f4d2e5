"""JSON Feed 1 and 1.1 (https://www.jsonfeed.org/version/1.1/), read by what it holds rather than by what it claims."""

from __future__ import annotations

import html
import json
from datetime import datetime
from typing import Any

from samarkand import times, urls
from samarkand.model.collecting import Entry, FeedDocument
from samarkand.steps.feeds.dates import read_date
from samarkand.steps.feeds.limits import CUT, MOST_ENTRIES
from samarkand.steps.feeds.wording import absolute, plain

_FORMATS = {"https://jsonfeed.org/version/1": "json10", "https://jsonfeed.org/version/1.1": "json11"}


def read_json(text: str, url: str, now: datetime, zone: str) -> FeedDocument:
    """The feed in a text; without a format, and with trouble, where there is none. `url` is the feed's own address."""
    try:
        data, _ = json.JSONDecoder(strict=False).raw_decode(text)
    except (ValueError, RecursionError) as error:
        return FeedDocument("", (), "", trouble=f"this is no JSON: {str(error)[:100]}")
    items = data.get("items") if isinstance(data, dict) else None
    if not isinstance(items, list):
        return FeedDocument("", (), "", trouble="this is JSON, but no feed: it has no list of items")
    home = urls.join(url, _text(data, "home_page_url"))
    language = _text(data, "language").replace("_", "-")
    people = _authors(data)
    entries = [
        _entry(item, url, now, zone, (language, people)) for item in items[:MOST_ENTRIES] if isinstance(item, dict)
    ]
    return FeedDocument(
        title=plain(_text(data, "title"), "text"),
        entries=tuple(entries),
        format=_FORMATS.get(_text(data, "version").rstrip("/").replace("http:", "https:"), "json"),
        home=home,
        language=language,
        trouble=CUT if len(items) > MOST_ENTRIES else "",
    )


def _entry(item: dict[str, Any], url: str, now: datetime, zone: str, inherited: tuple[str, tuple[str, ...]]) -> Entry:
    guid = _text(item, "id")
    own = [_text(item, "url"), _text(item, "external_url"), guid if urls.is_web(guid) else ""]
    address = next((joined for one in own if (joined := urls.join(url, one))), "")
    content = _text(item, "content_html") or _as_html(_text(item, "content_text"))
    return Entry(
        url=address,
        title=plain(_text(item, "title"), "text"),
        body=absolute(content or _as_html(_text(item, "summary")), address or url),
        is_full=bool(content),
        published_at=_date(item, "date_published", now, zone),
        updated_at=_date(item, "date_modified", now, zone),
        authors=_authors(item) or inherited[1],
        guid=guid,
        language=_text(item, "language").replace("_", "-") or inherited[0],
        pictures=_pictures(item, url),
    )


def _text(data: dict[str, Any], key: str) -> str:
    """A value as text; numbers stand where publishers forget the quotes, and "" for anything else."""
    value = data.get(key)
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8").strip()
    return str(value) if isinstance(value, int | float) and not isinstance(value, bool) else ""


def _as_html(text: str) -> str:
    return html.escape(text, quote=False).replace("\n", "<br>\n")


def _date(item: dict[str, Any], key: str, now: datetime, zone: str) -> datetime | None:
    instant = read_date(_text(item, key), zone)
    return instant if instant and times.is_plausible(instant, now) else None


def _authors(data: dict[str, Any]) -> tuple[str, ...]:
    listed = data.get("authors")
    people = [*(listed if isinstance(listed, list) else ()), data.get("author")]
    names = (_text(one, "name") if isinstance(one, dict) else one for one in people)
    return tuple(dict.fromkeys(plain(name, "text") for name in names if isinstance(name, str) and name.strip()))


def _pictures(item: dict[str, Any], url: str) -> tuple[str, ...]:
    attachments = item.get("attachments")
    listed = [one for one in attachments if isinstance(one, dict)] if isinstance(attachments, list) else []
    found = [_text(item, "image"), _text(item, "banner_image")]
    found += [_text(one, "url") for one in listed if _text(one, "mime_type").lower().startswith("image/")]
    return tuple(dict.fromkeys(joined for one in found if (joined := urls.join(url, one))))
