"""Marks in the reader: a star and what was read, set on the page of an article and in lists; the list of what is starred, and its feed."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import ArchiveBusy, CannotWrite
from samarkand.model.articles import Article
from samarkand.model.marks import Arrived, Marking, MarkKind, Stream
from samarkand.web.desk import Desk
from samarkand.web.forms import FORMS, Form, posted
from samarkand.web.routes.cards import days
from samarkand.web.routes.feed_replies import ENTRIES, Told, article_entry, feed_route
from samarkand.web.routes.managing import Fault, removal_page, unwanted, words
from samarkand.web.routes.paging import ARTICLE, place
from samarkand.web.routes.turning import PAGE
from samarkand.web.views import View

_DEEDS: Mapping[str, tuple[MarkKind, bool]] = {
    "star": ("starred", True),
    "unstar": ("starred", False),
    "read": ("read", True),
    "unread": ("read", False),
}
_WORDS = {"star": "star", "unstar": "unstar", "read": "mark_read", "unread": "mark_unread"}
_BACK = re.compile(r"(/articles|/starred|/outlets/[\w.-]{1,100})(?:\?(before|after)=(-?[0-9]{1,15}\.[0-9a-f]{16}))?")
"""Lists in which marks are set, and where one goes on in them."""


def routes(desk: Desk) -> list[Route]:
    """`/starred` with its feed, and what sets marks"""

    def starred(request: Request) -> Response:
        view = View(desk, request)
        return _page(view)

    return [
        feed_route(desk, "/starred", _feed),
        Route("/starred", starred),
        Route("/articles/{id}/marks", posted(desk, _marked), methods=["POST"]),
    ]


def _marked(view: View, form: Form | None) -> Response:
    """303 back to where the mark was set. Raises HTTPException where nothing may be marked, NotFound."""
    keep = _marking(view)
    found = view.desk.streams.article(view.request.path_params["id"])
    asked = (form.first("deed") or form.first("which")) if form else ""
    fault = unwanted(view, form)
    if form is None or fault:
        return _again(view, found, asked, fault)
    if asked not in _DEEDS:
        raise HTTPException(400)
    article, (kind, is_set) = found.id, _DEEDS[asked]
    try:
        keep([Marking(kind, is_set, view.desk.clock(), (article,), by="reader")])
    except (CannotWrite, ArchiveBusy) as error:
        return _again(view, found, asked, Fault(503, "text", words(view, error)))
    back = _BACK.fullmatch(form.first("back"))
    if back is None:
        return RedirectResponse(view.href(f"/articles/{article}"), 303)
    query = {back[2]: back[3]} if back[2] else {}
    return RedirectResponse(f"{view.href(back[1], **query)}#a{article}", 303)


def _again(view: View, article: Article, deed: str, fault: Fault | None) -> Response:
    """The page that says why nothing was marked, and offers to try again."""
    shown = deed if deed in _DEEDS else "star"
    words = view.say(_WORDS[shown])
    told = {
        "title": words,
        "what": view.queries.title_of(article.latest) or article.latest.url,
        "detail": "",
        "means": "",
        "button": words,
        "action": view.href(f"/articles/{article.id}/marks"),
        "which": shown,
        "back": view.href(f"/articles/{article.id}"),
    }
    return removal_page(view, told, fault)


def _marking(view: View) -> Any:
    """What keeps marks. Raises HTTPException (404) where nothing is marked."""
    if view.marking is None:
        raise HTTPException(404)
    return view.marking


def _page(view: View) -> Response:
    _marking(view)
    arrived, last = _starred(view, PAGE)
    found = sorted(arrived, key=lambda each: each.published_at, reverse=True)  # so that each day has one heading
    context = {
        "days": days(view, view.queries.shown(found)),
        "newer": "",
        "older": view.href("/starred", before=f"{last.at_ms}.{last.article}") if last else "",
    }
    return view.page("starred.html", context, feeds={view.say("starred"): view.href("/starred.atom")}, headers=FORMS)


def _feed(view: View) -> Told:
    _marking(view)
    found, last = _starred(view, ENTRIES)
    older = {"before": f"{last.at_ms}.{last.article}"} if last else {}
    title = f"{view.queries.title}: {view.say('starred')}"
    entries = [article_entry(view, each) for each in found]
    return Told("starred", title, view.href("/starred"), entries, older, is_dated=False)


def _starred(view: View, limit: int) -> tuple[Sequence[Article], Arrived | None]:
    """The starred articles of a page, the last to arrive first, and where the page behind begins; None for none."""
    behind = place(view, "before", ARTICLE)
    found = view.desk.streams.arrived(Stream(marks=("starred",), limit=limit + 1, behind=behind))
    shown = found[:limit]
    return [view.desk.streams.article(each.article) for each in shown], shown[-1] if len(found) > limit else None
