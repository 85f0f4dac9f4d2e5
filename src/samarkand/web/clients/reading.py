"""Streams as clients ask for them, piece by piece, and articles as their items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from samarkand.model.articles import Article
from samarkand.model.marks import Arrived, Stream
from samarkand.streaming import LISTED
from samarkand.times import to_ms
from samarkand.web.clients.asking import Asked, Refused
from samarkand.web.clients.naming import FEED, ITEM, KEPT_UNREAD, READING_LIST, mark_of, plain, stream_of, tag_of
from samarkand.web.routes.feed_replies import absolute, body_of
from samarkand.web.views import View

IN_FULL = 250
"""Articles with their texts that are told at once, at most."""
_PLACE = re.compile(r"(-?[0-9]{1,15})\.([0-9a-f]{16})")


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a stream."""

    arrived: Sequence[Arrived]
    continuation: str
    """What leads to the piece behind; "" at the end."""


def piece(asked: Asked, name: str, usual: int, most: int) -> Piece:
    """The piece of a stream that is asked for. Raises Refused for parameters that cannot be."""
    stream = _narrowed(asked, stream_of(name))
    if stream.outlet:
        asked.view.queries.outlet(stream.outlet)
    limit = max(asked.number("n", usual, most) or usual, 1)
    found = asked.view.desk.streams.arrived(replace(stream, limit=limit + 1))
    shown = found[:limit]
    last = shown[-1] if len(found) > limit else None
    return Piece(shown, f"{last.at_ms}.{last.article}" if last else "")


def ids(asked: Asked, name: str) -> Piece:
    """The same where ids alone are asked for."""
    return piece(asked, name, 20, LISTED)


def _narrowed(asked: Asked, stream: Stream) -> Stream:
    """A stream with what else is asked of it."""
    for name in filter(None, asked.all("xt")):
        if plain(name) == KEPT_UNREAD:
            stream = replace(stream, marks=(*stream.marks, "read"))
        elif mark := mark_of(name):
            if stream.without not in {"", mark}:
                raise Refused("TooMany", "one tag alone can be left out")
            stream = replace(stream, without=mark)
    for name in filter(None, asked.all("it")):
        if plain(name) == KEPT_UNREAD:
            stream = replace(stream, without="read")
        elif mark := mark_of(name):
            stream = replace(stream, marks=(*stream.marks, mark))
    if len(stream.marks) > 5:
        raise Refused("TooMany", "five tags at most can be asked for at once")
    since, until = asked.number("ot"), asked.number("nt")
    return replace(
        stream,
        since_ms=since * 1000 if since else None,
        until_ms=until * 1000 if until else None,
        behind=_behind(asked.first("c")),
        is_oldest_first=asked.first("r") == "o",
    )


def _behind(text: str) -> tuple[int, str] | None:
    """Where a piece goes on. Raises Refused for what we never gave."""
    if not text:
        return None
    match = _PLACE.fullmatch(text)
    if match is None:
        raise Refused("InvalidContinuation", "c is no continuation that was told; begin anew without it")
    return int(match[1]), match[2]


def items(view: View, articles: Iterable[str], arrived: Mapping[str, int]) -> list[Mapping[str, Any]]:
    """Articles as items with their texts. `arrived`: article -> when it arrived (epoch milliseconds), where that is known."""
    known = [view.desk.streams.article(each) for each in articles]
    marks = view.desk.streams.marks([each.id for each in known])
    return [
        _item(view, each, arrived.get(each.id, to_ms(each.first_seen_at)), marks.get(each.id, frozenset()))
        for each in known
    ]


def _item(view: View, article: Article, arrived_ms: int, marks: frozenset[str]) -> Mapping[str, Any]:
    """An article by its latest version; what it leads to is kept here, and `canonical` where it was."""
    version = article.latest
    outlet = view.queries.outlet_name(article.outlet)
    return {
        "id": f"{ITEM}{article.id}",
        "crawlTimeMsec": str(arrived_ms),
        "timestampUsec": f"{arrived_ms}000",
        "published": to_ms(article.published_at) // 1000,
        "updated": to_ms(version.seen_at) // 1000,
        "title": view.queries.title_of(version) or version.url,
        "canonical": [{"href": version.url}],
        "alternate": [{"href": absolute(view, f"/articles/{article.id}"), "type": "text/html"}],
        "summary": {"direction": "ltr", "content": body_of(view, version)},
        "author": ", ".join(version.authors) or outlet,
        "categories": [READING_LIST, *sorted(map(tag_of, marks))],
        "origin": {
            "streamId": f"{FEED}{article.outlet}",
            "title": outlet,
            "htmlUrl": absolute(view, f"/outlets/{article.outlet}"),
        },
    }
