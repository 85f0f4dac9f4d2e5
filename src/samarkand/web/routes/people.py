"""The people of all articles: those whom most outlets quote, and one of them with all that they said, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.model.comparisons import Span
from samarkand.model.statements import Statement
from samarkand.model.tellings import Appearance, OpenedSomebody, Order, Somebody, Speaker, key_of_name
from samarkand.web.desk import Desk
from samarkand.web.moments import article_moment
from samarkand.web.pointing import href_of
from samarkand.web.routes.paging import after_href, behind
from samarkand.web.views import View

SHOWN = 60
"""Speakers on a page."""
OUTLETS = 4
"""Outlets of a speaker that the list names."""
SPELLINGS = 12
SAID = 8
"""Statements of one article that are shown."""
WORDS = 400
"""Characters of a statement that are shown; the link leads to all of it."""
NAME = 60
"""Characters of a name that are shown."""


def routes(desk: Desk) -> list[Route]:
    """`/people` and `/people/{name}`"""

    def everybody(request: Request) -> Response:
        view = View(desk, request)
        asked = request.query_params.get("name", "").strip()
        if asked and key_of_name(asked):
            return RedirectResponse(person_href(view, asked), 302)
        return view.page("people.html", view.remembered(lambda: _list(view), desk.clock().date()))

    def one(request: Request) -> Response:
        view = View(desk, request)
        name = request.path_params["name"]
        try:
            context = view.remembered(lambda: _context(view, desk.people.open(name, behind(view))))
        except NotFound:
            return _nobody(view, name)
        return view.page("somebody.html", context)

    return [Route("/people", everybody), Route("/people/{name:path}", one)]


def person_href(view: View, name: str) -> str:
    """The address of somebody; a slash plays no part in a name, and would in an address."""
    return view.href(person_path(name))


def person_path(name: str) -> str:
    """The same as a path, unquoted."""
    return f"/people/{name[: 2 * NAME].replace('/', ' ').strip()}"


def _list(view: View) -> Mapping[str, Any]:
    order: Order = "statements" if view.request.query_params.get("by") == "statements" else "outlets"
    is_ever = view.request.query_params.get("of") == "ever"
    since = None if is_ever else view.desk.people.lately(view.desk.clock())
    is_counted = is_ever or since is not None
    found = view.desk.people.leading(since, order, SHOWN) if is_counted else ()
    return {
        "people": [_listed(view, each) for each in found],
        "since": view.wording.day(since) if since else "",
        "views": [_view(view, of, by, (of == "ever", by) == (is_ever, order)) for of, by in _VIEWS],
    }


_VIEWS = (("lately", "outlets"), ("lately", "statements"), ("ever", "outlets"), ("ever", "statements"))


def _view(view: View, of: str, by: str, is_shown: bool) -> Mapping[str, Any]:
    query = {name: value for name, value, usual in (("of", of, "lately"), ("by", by, "outlets")) if value != usual}
    words = view.say(f"people_{of}"), view.say(f"people_by_{by}")
    return {"words": " · ".join(words), "href": view.href("/people", **query), "is_shown": is_shown}


def _listed(view: View, somebody: Somebody) -> Mapping[str, Any]:
    names = [view.queries.outlet_name(each) for each in somebody.outlets]
    return {
        **named(view, somebody.spellings[0]),
        "others": [named(view, each) for each in somebody.spellings[1:SPELLINGS]],
        "outlets": (", " if view.wording.language == "en" else "、").join(names[:OUTLETS]),
        "more": view.wording.count("more_outlets", len(names) - OUTLETS) if len(names) > OUTLETS else "",
        "statements": view.wording.count("statements_told", somebody.statements),
    }


def named(view: View, speaker: Speaker) -> Mapping[str, str]:
    """One spelling of a name, cut where it is long, with its language and its address."""
    return {
        "name": speaker.name if len(speaker.name) <= NAME else f"{speaker.name[:NAME]}…",
        "language": speaker.language,
        "href": person_href(view, speaker.name),
    }


def _context(view: View, opened: OpenedSomebody) -> Mapping[str, Any]:
    somebody = opened.somebody
    path = view.request.url.path
    shown = named(view, somebody.spellings[0])
    return {
        "name": shown["name"],
        "language_of_name": shown["language"],
        "spellings": [named(view, each) for each in somebody.spellings[:SPELLINGS]],
        "statements": view.wording.count("statements_told", somebody.statements),
        "outlets": view.wording.count("quoted_in", len(somebody.outlets)),
        "appearances": [_appearance(view, each) for each in opened.appearances],
        "others": [] if view.desk.is_static else [named(view, each) for each in opened.others],
        "search": view.href("/search", q=_search(view, somebody.name[:NAME])),
        "newer": view.href(path) if behind(view) else "",
        "older": "" if view.desk.is_static else after_href(view, path, opened.next_at),
    }


def _search(view: View, name: str) -> str:
    """What to ask the search for; that of a site knows no operators."""
    return f'"{name}"' if view.desk.is_static else f'speaker:"{name}"'


def _appearance(view: View, appearance: Appearance) -> Mapping[str, Any]:
    article, story = appearance.article, appearance.story
    is_several = story is not None and len(story.outlets) > 1
    roles = [each.role for each in appearance.statements if each.role]
    return {
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "moment": article_moment(article, view.wording, view.queries.zone_of(article.latest)),
        "title": appearance.title,
        "href": view.href(f"/articles/{article.id}"),
        "language": article.latest.language,
        "is_gone": article.gone_at is not None,
        "role": roles[0][:NAME] if roles else "",
        "said": [_said(view, appearance, each) for each in appearance.statements[:SAID]],
        "more": max(0, len(appearance.statements) - SAID),
        "story": view.wording.count("outlets_report", len(story.outlets)) if story and is_several else "",
        "story_href": view.href(f"/stories/{story.id}") if story else "",
    }


def _said(view: View, appearance: Appearance, said: Statement) -> Mapping[str, Any]:
    words = said.text if len(said.text) <= WORDS else f"{said.text[:WORDS]}…"
    return {
        "words": words,
        "href": href_of(view, Span(appearance.article.id, appearance.version, said.start, said.end)),
        "is_direct": said.kind == "direct",
        "via": [each[:NAME] for each in said.via],
    }


def _nobody(view: View, name: str) -> Response:
    """What is said where nobody of a name is quoted: who is called nearly so, and where else to look."""
    asked = name[:NAME].strip()
    context = {
        "name": asked,
        "others": [named(view, each) for each in view.desk.people.others(name)],
        "search": view.href("/search", q=f'speaker:"{asked.replace(chr(34), " ")}"'),
    }
    headers = {"Vary": "Accept-Language", "Cache-Control": "no-store"}
    return HTMLResponse(view.render("nobody.html", context, {}), 404, headers)
