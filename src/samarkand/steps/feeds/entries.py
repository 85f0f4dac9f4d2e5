"""One entry as the feed library tells of it, as an Entry: which of several things is meant, and in what form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from samarkand import times, urls
from samarkand.model.collecting import Entry
from samarkand.steps.feeds.dates import read_date
from samarkand.steps.feeds.parsing import ASIDE, GUARD
from samarkand.steps.feeds.wording import absolute, as_html, plain

_PICTURE_ENDING = re.compile(r"\.(jpe?g|png|gif|webp|avif|svg)(\?|$)", re.IGNORECASE)

_CLOSED = re.compile(r"></(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)>")
"""How the library writes elements that HTML knows no end of; a browser would see two line breaks for one."""


def entry_of(
    told: Mapping[str, Any], url: str, now: datetime, zone: str, is_atom: bool, inherited: tuple[str, tuple[str, ...]]
) -> Entry:
    """What the library tells of one article; `url` is the feed's, `zone` that of times which name none.

    `inherited` is the language and the authors of the feed, for an entry that names none.
    """
    address = _address(told, url)
    body, base = _body(told)
    published, updated = _dates(told, now, zone, is_atom=is_atom)
    return Entry(
        url=address,
        title=line(told, "title", is_atom=is_atom),
        body=absolute(body, urls.join(url, base) if base else address or url),
        is_full=any(text_of(one, "value") for one in told.get("content", ())),
        published_at=published,
        updated_at=updated,
        authors=authors_of(told) or inherited[1],
        guid=text_of(told, "id"),
        language=_language(told) or inherited[0],
        pictures=tuple(dict.fromkeys(_pictures(told, url))),
    )


def text_of(told: Mapping[str, Any], key: str) -> str:
    """A value that is text; "" for anything else, since an element that nobody knows comes as its attributes."""
    value = told.get(key)
    return value.replace(GUARD, "").strip() if isinstance(value, str) else ""


def line(told: Mapping[str, Any], key: str, *, is_atom: bool) -> str:
    """A text of the feed as one line of plain text."""
    kind = str((told.get(f"{key}_detail") or {}).get("type", ""))
    if not is_atom and "xhtml" not in kind:  # what RSS says of the kind of its titles is a guess of the library's
        return plain(text_of(told, key))
    return plain(text_of(told, key), "text" if kind == "text/plain" else "html")


def authors_of(told: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the authors of an entry or of a feed; their mail only where there is no name."""
    names = [plain(text_of(one, "name") or text_of(one, "email")) for one in told.get("authors", ())]
    return tuple(dict.fromkeys(name for name in names if name))


def _body(told: Mapping[str, Any]) -> tuple[str, str]:
    """(HTML, the base of its relative addresses): of the content, else of the summary."""
    contents = [one for one in told.get("content", ()) if text_of(one, "value")]
    if contents:
        best = min(contents, key=lambda one: one.get("type") == "text/plain")
        return _html(best), text_of(best, "base")
    detail = told.get("summary_detail") or {}
    if text_of(detail, "value"):
        return _html(detail), text_of(detail, "base")
    return text_of(told, "summary") or text_of(told, ASIDE), ""


def _html(detail: Mapping[str, Any]) -> str:
    text, kind = text_of(detail, "value"), detail.get("type")
    if kind == "application/xhtml+xml":
        return _CLOSED.sub("/>", text)
    return as_html(text, "text" if kind == "text/plain" else "html")


def _address(told: Mapping[str, Any], url: str) -> str:
    """The absolute address of the article; "" where none is told."""
    guid = text_of(told, "id")
    links = [text_of(link, "href") for link in told.get("links", ()) if link.get("rel") == "alternate"]
    link = text_of(told, "link")
    candidates = [text_of(told, "feedburner_origlink"), link if link in links else "", *links]
    candidates.append(guid if told.get("guidislink", True) and (urls.is_web(guid) or guid.startswith("/")) else "")
    return next((joined for one in candidates if (joined := urls.join(url, one))), "")


def _dates(
    told: Mapping[str, Any], now: datetime, zone: str, *, is_atom: bool
) -> tuple[datetime | None, datetime | None]:
    """(when it was published, when it was updated): what RSS calls its `date`, the library calls an update."""
    published, created, updated = (_date(told, key, now, zone) for key in ("published", "created", "updated"))
    first = published or created
    return (first, updated) if is_atom or first else (updated, None)


def _date(told: Mapping[str, Any], key: str, now: datetime, zone: str) -> datetime | None:
    at = read_date(text_of(told, key), zone)
    return at if at and times.is_plausible(at, now) else None


def _language(told: Mapping[str, Any]) -> str:
    details = [told.get("title_detail") or {}, *told.get("content", ()), told.get("summary_detail") or {}]
    return next((text for one in (told, *details) if (text := text_of(one, "language"))), "").replace("_", "-")


def _pictures(told: Mapping[str, Any], url: str) -> Iterator[str]:
    """Addresses of the pictures of an entry; thumbnails only where there is no other."""
    enclosures = [link for link in told.get("links", ()) if link.get("rel") == "enclosure"]
    found = [_href(one) for one in (*told.get("media_content", ()), *enclosures) if _is_picture(one)]
    found += [_href(one) for one in (told.get("image"),) if isinstance(one, Mapping)]
    if not any(found):
        found = [_href(one) for one in told.get("media_thumbnail", ())]
    yield from (joined for one in dict.fromkeys(found) if (joined := urls.join(url, one)))


def _href(told: Mapping[str, Any]) -> str:
    return text_of(told, "href") or text_of(told, "url")


def _is_picture(told: Mapping[str, Any]) -> bool:
    kind, medium = text_of(told, "type").lower(), text_of(told, "medium").lower()
    if kind or medium:
        return kind.startswith("image/") or medium == "image"
    return bool(_PICTURE_ENDING.search(_href(told)))
