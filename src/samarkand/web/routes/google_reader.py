"""The Google Reader API, as apps on phones speak it to FreshRSS and others: the archive read, marked and labelled by them."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from samarkand.web.clients.asking import Answer, Asked, answering, as_json, as_text
from samarkand.web.clients.marking import edit_subscription, edit_tag, mark_all
from samarkand.web.clients.naming import FEED, ITEM, LABEL, READING_LIST, STARRED, article_of, number_of, tag_of
from samarkand.web.clients.reading import IN_FULL, ids, items, piece
from samarkand.web.desk import Desk
from samarkand.web.entrance.door import KeptOut
from samarkand.web.routes.feed_replies import absolute, article_entry
from samarkand.web.syndication import atom
from samarkand.web.syndication.nouns import Category, Feed, FeedEntry
from samarkand.web.views import View

_API = "/reader/api/0"
_OPEN = "open"
"""What clients show where everybody may enter."""
_TOKEN = 57
"""Characters of a token: what clients expect."""


def routes(desk: Desk) -> list[Route]:
    """`/accounts/ClientLogin`, `/reader/api/0/…`, `/reader/atom/…`"""
    read: Mapping[str, Answer] = {
        f"{_API}/token": _token,
        f"{_API}/user-info": _user,
        f"{_API}/tag/list": _tags,
        f"{_API}/subscription/list": _subscriptions,
        f"{_API}/unread-count": _unread,
        f"{_API}/stream/items/ids": _ids,
        f"{_API}/stream/items/contents": _contents_of,
        f"{_API}/stream/contents": _contents,
        f"{_API}/stream/contents/{{stream:path}}": _contents,
        "/reader/atom/{stream:path}": _atom,
    }
    written: Mapping[str, Answer] = {
        f"{_API}/edit-tag": _after(edit_tag),
        f"{_API}/mark-all-as-read": _after(mark_all),
        f"{_API}/subscription/edit": _after(edit_subscription),
    }
    return [
        Route("/accounts/ClientLogin", answering(desk, _login), methods=["GET", "POST"]),
        *(Route(path, answering(desk, answer), methods=["GET", "POST"]) for path, answer in read.items()),
        *(Route(path, answering(desk, answer), methods=["POST"]) for path, answer in written.items()),
    ]


def _after(deed: Callable[[Asked], None]) -> Answer:
    """What does something, and says that it is done."""

    def answer(asked: Asked) -> Response:
        deed(asked)
        return as_text("OK")

    return answer


def _login(asked: Asked) -> Response:
    """What a client shows from now on, for the password."""
    door = asked.view.desk.door
    shown = door.admit(asked.view.request.scope, asked.first("Passwd")) if door else _OPEN
    if isinstance(shown, KeptOut) and shown.wait > 0:
        again = {"Retry-After": str(math.ceil(shown.wait))}
        return PlainTextResponse("Error=TooManyAttempts\n", 429, again)
    if isinstance(shown, KeptOut):
        return PlainTextResponse("Error=BadAuthentication\n", 403)
    return as_text(f"SID={shown}\nLSID=null\nAuth={shown}\n")


def _token(asked: Asked) -> Response:
    """What old clients send with a change; here the header that they show decides."""
    return as_text(asked.view.token[:_TOKEN])


def _user(asked: Asked) -> Response:
    name = asked.view.visitor.user or "samarkand"
    return as_json(asked, {"userId": "1", "userName": name, "userProfileId": "1", "userEmail": ""})


def _tags(asked: Asked) -> Response:
    labels = asked.view.desk.streams.labels()
    told = [{"id": f"{LABEL}{label}", "type": "folder" if outlets else "tag"} for label, outlets in labels.items()]
    return as_json(asked, {"tags": [{"id": STARRED}, *told]})


def _subscriptions(asked: Asked) -> Response:
    view = asked.view
    labels = view.desk.streams.labels()
    rows = [row for row in view.queries.outlets() if row.articles]
    return as_json(asked, {"subscriptions": [_subscription(view, row.id, labels) for row in rows]})


def _subscription(view: View, outlet: str, labels: Mapping[str, tuple[str, ...]]) -> Mapping[str, Any]:
    borne = [label for label, outlets in labels.items() if outlet in outlets]
    return {
        "id": f"{FEED}{outlet}",
        "title": view.queries.outlet_name(outlet),
        "categories": [{"id": f"{LABEL}{label}", "label": label} for label in borne],
        "url": absolute(view, f"/outlets/{outlet}/feed.atom"),
        "htmlUrl": absolute(view, f"/outlets/{outlet}"),
        "iconUrl": absolute(view, "/static/icon.svg"),
    }


def _unread(asked: Asked) -> Response:
    rows = asked.view.desk.streams.unread()
    labels = asked.view.desk.streams.labels()
    known = {row.outlet: row for row in rows}
    told = [(f"{FEED}{row.outlet}", row.articles, row.newest_ms) for row in rows]
    for label, outlets in labels.items():
        borne = [known[each] for each in outlets if each in known]
        if borne:
            told.append(
                (f"{LABEL}{label}", sum(each.articles for each in borne), max(each.newest_ms for each in borne))
            )
    told.append((READING_LIST, sum(row.articles for row in rows), max((row.newest_ms for row in rows), default=0)))
    counts = [{"id": name, "count": count, "newestItemTimestampUsec": f"{newest}000"} for name, count, newest in told]
    return as_json(asked, {"max": sum(row.articles for row in rows), "unreadcounts": counts})


def _ids(asked: Asked) -> Response:
    found = ids(asked, asked.first("s"))
    refs = [
        {
            "id": str(number_of(each.article)),
            "directStreamIds": [f"{FEED}{each.outlet}"],
            "timestampUsec": f"{each.at_ms}000",
        }
        for each in found.arrived
    ]
    return as_json(asked, {"itemRefs": refs, **_behind(found.continuation)})


def _contents_of(asked: Asked) -> Response:
    """The articles that are named, as many as one answer holds: clients ask again for those that are missing."""
    named = list(dict.fromkeys(article_of(each) for each in asked.all("i")))[:IN_FULL]
    return _told(asked, READING_LIST, items(asked.view, named, {}), "")


def _contents(asked: Asked) -> Response:
    name = _stream(asked)
    found = piece(asked, name, 20, IN_FULL)
    arrived = {each.article: each.at_ms for each in found.arrived}
    return _told(asked, name, items(asked.view, arrived, arrived), found.continuation)


def _stream(asked: Asked) -> str:
    """The stream that the path names, else `s`; clients that escape twice are understood."""
    told = asked.view.request.path_params.get("stream", "")
    return unquote(told) if told else asked.first("s", READING_LIST)


def _told(asked: Asked, name: str, told: list[Mapping[str, Any]], continuation: str) -> Response:
    return as_json(
        asked,
        {
            "id": name,
            "title": asked.view.queries.title,
            "direction": "ltr",
            "updated": max((each["updated"] for each in told), default=0),
            "items": told,
            **_behind(continuation),
        },
    )


def _behind(continuation: str) -> Mapping[str, str]:
    return {"continuation": continuation} if continuation else {}


def _atom(asked: Asked) -> Response:
    """A stream as Atom, with marks as categories: what the clients of old know."""
    view, name = asked.view, _stream(asked)
    found = piece(asked, name, 20, IN_FULL)
    marks = view.desk.streams.marks([each.article for each in found.arrived])
    entries = [_entry(view, each.article, marks.get(each.article, frozenset())) for each in found.arrived]
    own = absolute(view, view.path)
    feed = Feed(
        name=f"{view.queries.identity()} stream {name}",
        title=view.queries.title,
        link=absolute(view, "/"),
        own=own,
        author=view.queries.title,
        language=view.wording.language,
        updated_at=max((each.updated_at for each in entries), default=view.desk.started_at),
        entries=entries,
        older=f"{own}?c={found.continuation}" if found.continuation else "",
    )
    return Response(atom.atom(feed), headers={"Content-Type": atom.CONTENT_TYPE, "Cache-Control": "private, no-cache"})


def _entry(view: View, article: str, marks: frozenset[str]) -> FeedEntry:
    tags = [tag_of(key) for key in sorted(marks)]
    marked = [Category(each, each.rpartition("/")[2], "http://www.google.com/reader/") for each in tags]
    return replace(
        article_entry(view, view.desk.streams.article(article)), identity=f"{ITEM}{article}", categories=tuple(marked)
    )
