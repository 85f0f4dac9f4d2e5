"""What the Fever API tells of an archive, and what it marks there: its numbers are made articles and outlets here."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Any

from samarkand.errors import NotFound
from samarkand.model.marks import Numbered, Stream
from samarkand.steps.numbering import numbers_of
from samarkand.times import to_ms
from samarkand.web.clients.asking import Asked, Refused
from samarkand.web.clients.marking import mark_stream, marking, writing
from samarkand.web.routes.feed_replies import absolute, body_of
from samarkand.web.views import View

AT_ONCE = 50
"""Items in an answer, as the protocol has it."""
_BY = "fever"
_ICON = 1
_ALL, _SPARKS = "0", "-1"
"""Groups that every client knows: all that is no spark, and the sparks, of which there are none here."""
_DEEDS: Mapping[str, tuple[str, bool]] = {
    "read": ("read", True),
    "unread": ("read", False),
    "saved": ("starred", True),
    "unsaved": ("starred", False),
}
Told = Mapping[str, Any]


def refreshed(asked: Asked) -> int:
    """When an outlet was asked last, in seconds; 0 for never."""
    rows = asked.view.queries.outlets()
    return max((to_ms(at) // 1000 for row in rows if (at := row.polled_at or row.last_new_at)), default=0)


def groups(asked: Asked) -> Told:
    """Labels of outlets."""
    numbers = numbers_of(_folders(asked.view))
    return {"groups": [{"id": number, "title": label} for label, number in numbers.items()], **_members(asked.view)}


def feeds(asked: Asked) -> Told:
    """Outlets that brought something."""
    view = asked.view
    numbers = view.desk.streams.outlet_numbers()
    rows = {row.id: row for row in view.queries.outlets()}
    told = [
        {
            "id": number,
            "favicon_id": _ICON,
            "title": view.queries.outlet_name(outlet),
            "url": absolute(view, f"/outlets/{outlet}/feed.atom"),
            "site_url": absolute(view, f"/outlets/{outlet}"),
            "is_spark": 0,
            "last_updated_on_time": to_ms(at) // 1000 if (at := rows[outlet].last_new_at) else 0,
        }
        for outlet, number in numbers.items()
    ]
    return {"feeds": told, **_members(view)}


def _folders(view: View) -> Mapping[str, Sequence[str]]:
    return {label: outlets for label, outlets in view.desk.streams.labels().items() if outlets}


def _members(view: View) -> Told:
    folders, known = _folders(view), view.desk.streams.outlet_numbers()
    numbers = numbers_of(folders)
    return {
        "feeds_groups": [
            {"group_id": numbers[label], "feed_ids": ",".join(str(known[each]) for each in outlets if each in known)}
            for label, outlets in folders.items()
        ]
    }


def favicons(_: Asked) -> Told:
    """The reader's icon, for all outlets."""
    icon = (files("samarkand.web") / "static" / "icon.svg").read_bytes()
    return {"favicons": [{"id": _ICON, "data": f"image/svg+xml;base64,{b64encode(icon).decode()}"}]}


def links(_: Asked) -> Told:
    """None: what is hot here are stories, which have pages of their own."""
    return {"links": []}


def unread(asked: Asked) -> Told:
    """The numbers of all articles that were not read."""
    return {"unread_item_ids": _listed(asked.view.desk.streams.marked_numbers("read", is_set=False))}


def saved(asked: Asked) -> Told:
    """Those of the starred ones."""
    return {"saved_item_ids": _listed(asked.view.desk.streams.marked_numbers("starred", is_set=True))}


def _listed(numbers: Sequence[int]) -> str:
    return ",".join(map(str, numbers))


def items(asked: Asked) -> Told:
    """Articles with their texts, AT_ONCE at most: those that are named, those before a number, or those after one."""
    view = asked.view
    streams = view.desk.streams
    if asked.first("with_ids"):
        named = dict.fromkeys(_number("with_ids", each) for each in asked.first("with_ids").split(","))
        found = streams.numbered_so(list(named)[:AT_ONCE])
    elif asked.first("max_id"):
        before = _number("max_id", asked.first("max_id"))  # 0: from the newest on
        found = streams.numbered(before=before or 1 << 62, limit=AT_ONCE)
    else:
        found = streams.numbered(_number("since_id", asked.first("since_id", "0")), limit=AT_ONCE)
    marks = streams.marks([each.article for each in found])
    known = streams.outlet_numbers()
    told = [_item(view, each, known[each.outlet], marks.get(each.article, frozenset())) for each in found]
    return {"total_items": sum(row.articles for row in view.queries.outlets()), "items": told}


def _item(view: View, numbered: Numbered, feed: int, marks: frozenset[str]) -> Told:
    """An article by its latest version; it leads to the archive."""
    article = view.desk.streams.article(numbered.article)
    version = article.latest
    return {
        "id": numbered.number,
        "feed_id": feed,
        "title": view.queries.title_of(version) or version.url,
        "author": ", ".join(version.authors) or view.queries.outlet_name(article.outlet),
        "html": body_of(view, version),
        "url": absolute(view, f"/articles/{article.id}"),
        "is_saved": int("starred" in marks),
        "is_read": int("read" in marks),
        "created_on_time": to_ms(article.published_at) // 1000,
    }


def mark(asked: Asked) -> None:
    """Mark an article, an outlet, or the outlets of a label. Raises Refused, NotFound; then nothing was changed."""
    keep = writing(asked)
    kind, deed = asked.first("mark"), _DEEDS.get(asked.first("as"))
    if kind not in {"item", "feed", "group"} or deed is None or (kind != "item" and deed != _DEEDS["read"]):
        raise Refused("InvalidMark", "an item is marked as read, unread, saved or unsaved, a feed or a group as read")
    if kind == "item":
        found = asked.view.desk.streams.numbered_so([_number("id", asked.first("id"))])
        if not found:
            raise NotFound("no item has this id")
        keep([marking(asked.view, *deed, [found[0].article], _BY)])
        return
    before = asked.number("before")
    until = before * 1000 if before else None
    for outlet in _meant(asked.view, kind, asked.first("id")):
        mark_stream(asked.view, keep, Stream(outlet=outlet, until_ms=until), _BY)


def _meant(view: View, kind: str, told: str) -> Sequence[str]:
    """The outlets that a feed or a group is, "" for all. Raises Refused, NotFound."""
    if kind == "group" and told in {_ALL, _SPARKS}:
        return ("",) if told == _ALL else ()
    folders = _folders(view)
    numbers = numbers_of(folders) if kind == "group" else view.desk.streams.outlet_numbers()
    wanted = _number("id", told)
    name = next((name for name, number in numbers.items() if number == wanted), None)
    if name is None:
        raise NotFound(f"no {kind} has this id")
    return folders[name] if kind == "group" else (name,)


def _number(name: str, told: str) -> int:
    text = told.strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 18):
        raise Refused("InvalidNumber", f"{name}: {text[:50]!r} is no number")
    return int(text)
