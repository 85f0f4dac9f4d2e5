"""Outlets as TOML tables: each key checked, and made into the values of `model.outlets`. No file is opened here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from samarkand import times, urls
from samarkand.errors import BadOutlet
from samarkand.model.outlets import Dateline, Era, FeedAddress, Follow, Outlet
from samarkand.text.markup import parse_body

Table = Mapping[str, Any]
_Reader = Callable[[Any, str], Any]

_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


def from_table(table: Table, origin: str) -> Outlet:
    """The outlet that a table tells of. `origin` names the file, for the message.

    Raises BadOutlet, naming file and key, for a missing `id` or `name`, a key that is not known, a pattern, selector,
    zone, date or address that cannot be read.
    """
    fields = _read(table, _OUTLET, origin)
    for key in ("id", "name"):
        if not fields.get(key):
            raise BadOutlet(f"{origin}: `{key}` is missing; every outlet needs an id and a name")
    return Outlet(**fields)


def overridden(base: Outlet, table: Table, origin: str) -> Outlet:
    """The outlet with each key that the table has put in the place of its own. Raises BadOutlet as `from_table`."""
    return replace(base, **_read(table, _OUTLET, origin))


def follow_from_table(table: Table, origin: str) -> Follow:
    """What is followed, by a table with `outlet` or `feed`. Raises BadOutlet where neither or both are told."""
    fields = _read(table, _FOLLOW, origin)
    if bool(fields.get("outlet")) == bool(fields.get("feed")):
        raise BadOutlet(f'{origin}: a [[follow]] table needs either `outlet = "an id"` or `feed = "https://…"`')
    return Follow(**fields)


def _read(table: Table, readers: Mapping[str, _Reader], where: str) -> dict[str, Any]:
    """The values of a table, each read by the reader of its key."""
    if not isinstance(table, Mapping):
        raise BadOutlet(f"{where}: a table of keys and values was expected")
    unknown = [key for key in table if key not in readers]
    if unknown:
        raise BadOutlet(f"{where}: `{unknown[0]}` is not known; known are {', '.join(sorted(readers))}")
    return {key: readers[key](value, f"{where}: `{key}`") for key, value in table.items()}


def _text(value: Any, where: str) -> str:
    if not isinstance(value, str):
        raise BadOutlet(f"{where} must be a text, not {value!r}")
    return value


def _flag(value: Any, where: str) -> bool:
    if not isinstance(value, bool):
        raise BadOutlet(f"{where} must be true or false, not {value!r}")
    return value


def _day(value: Any, where: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise BadOutlet(f"{where} must be a date such as 2020-07-01, not {value!r}")
    return value


def _id(value: Any, where: str) -> str:
    text = _text(value, where)
    if not _ID.fullmatch(text):
        raise BadOutlet(
            f"{where} must be small letters, digits, `.`, `_` or `-`, since it names a folder; not {text!r}"
        )
    return text


def _zone(value: Any, where: str) -> str:
    text = _text(value, where)
    try:
        times.zone(text)
    except ValueError as error:
        raise BadOutlet(f"{where}: {error}") from error
    return text


def _pattern(value: Any, where: str) -> str:
    text = _text(value, where)
    try:
        re.compile(text)
    except re.error as error:
        raise BadOutlet(f"{where} is no regular expression: {error}: {text!r}") from error
    return text


def _author_pattern(value: Any, where: str) -> str:
    text = _pattern(value, where)
    if re.compile(text).groups != 1:
        raise BadOutlet(f"{where} must have one group, the author: {text!r}")
    return text


def _dateline_pattern(value: Any, where: str) -> str:
    text = _pattern(value, where)
    if "when" not in re.compile(text).groupindex:
        raise BadOutlet(f"{where} must have a group `(?P<when>…)`, the time: {text!r}")
    return text


def _selector(value: Any, where: str) -> str:
    text = _text(value, where)
    try:
        parse_body("").select(text)
    except ValueError as error:
        raise BadOutlet(f"{where} is no CSS selector: {error}") from error
    return text


def _web(value: Any, where: str) -> str:
    text = _text(value, where)
    if not urls.is_web(text):
        raise BadOutlet(f"{where} must be an address such as https://example.org/, not {text!r}")
    return text


def _place(value: Any, where: str) -> str:
    text = _text(value, where).strip("/")
    if "://" in text or not text:
        raise BadOutlet(f"{where} must be a host with an optional path, without a scheme, not {value!r}")
    return text


def _many(reader: _Reader) -> _Reader:
    def read(value: Any, where: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise BadOutlet(f"{where} must be a list")
        return tuple(reader(item, f"{where}, item {number}") for number, item in enumerate(value, 1))

    return read


def _names(value: Any, where: str) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, Mapping):
        raise BadOutlet(f"{where} must be a table of languages and names")
    return tuple((key, _text(name, f"{where}, {key}")) for key, name in value.items())


def _table(readers: Mapping[str, _Reader], make: Callable[..., Any], *needed: str) -> _Reader:
    def read(value: Any, where: str) -> Any:
        fields = _read(value, readers, where)
        for key in needed:
            if key not in fields:
                raise BadOutlet(f"{where}: `{key}` is missing")
        return make(**fields)

    return read


_FEED = {"url": _web, "title": _text, "language": _text, "full_text": _flag}
_DATELINE = {"pattern": _dateline_pattern, "format": _text, "zone": _zone}
_ERA = {
    "since": _day,
    "until": _day,
    "note": _text,
    "datelines": _many(_table(_DATELINE, Dateline, "pattern", "format")),
    "authors": _many(_author_pattern),
    "furniture": _many(_selector),
    "furniture_lines": _many(_pattern),
    "captions": _many(_selector),
    "page_body": _many(_selector),
    "page_title": _many(_selector),
    "page_authors": _many(_selector),
    "page_furniture": _many(_selector),
}
_OUTLET = {
    "id": _id,
    "name": _text,
    "names": _names,
    "aliases": _many(_text),
    "languages": _many(_text),
    "zone": _zone,
    "home": _web,
    "places": _many(_place),
    "ignored_parameters": _many(_text),
    "feeds": _many(_table(_FEED, FeedAddress, "url")),
    "eras": _many(_table(_ERA, Era)),
    "note": _text,
}
_FOLLOW = {"outlet": _id, "feed": _web, "title": _text, "paused": _flag}
