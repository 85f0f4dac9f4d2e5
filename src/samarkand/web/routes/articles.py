"""The page of an article: one of its versions in full, where it came from, what was changed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.model.answers import OpenedVersion
from samarkand.model.articles import Version
from samarkand.web.bodies import Showing, shown_body
from samarkand.web.desk import Desk
from samarkand.web.edits import kinds_shown
from samarkand.web.forms import FORMS
from samarkand.web.linked_data import news_article
from samarkand.web.marks import marked
from samarkand.web.mementos import Mementos
from samarkand.web.moments import moment, published_moment
from samarkand.web.pointing import pointed, unmarked
from samarkand.web.replies import reply
from samarkand.web.routes.cards import marking
from samarkand.web.routes.lives import life_notices
from samarkand.web.routes.mementos import base_of
from samarkand.web.routes.origins import origin
from samarkand.web.routes.pointers import pointers
from samarkand.web.views import View

_ID = re.compile(r"[0-9a-f]{1,16}")
_NUMBER = re.compile(r"[1-9][0-9]{0,8}")


def routes(desk: Desk) -> list[Route]:
    """`/articles/{id}`, its versions and their records"""

    def article(request: Request) -> Response:
        view = View(desk, request)
        identity, number = asked(request)
        opened = desk.queries.open(identity, number)
        if opened.article.id != identity:
            rest = view.path.removeprefix(f"/articles/{identity}")
            return RedirectResponse(view.href(f"/articles/{opened.article.id}{rest}"), 302)
        return _page(view, opened, memento_headers(view, opened, is_fixed=number is not None))

    def record(request: Request) -> Response:
        identity, number = asked(request)
        found, version = desk.queries.version(identity, number)
        name = version.record.rpartition("/")[2]
        shown = f"inline; filename=\"{found.id}.v{version.number}.md\"; filename*=UTF-8''{quote(name, safe='')}"
        data = desk.queries.record_bytes(version)
        return reply(request, data, "text/plain; charset=utf-8", headers={"Content-Disposition": shown})

    return [
        Route("/articles/{id}", article),
        Route("/articles/{id}/versions/{number}", article),
        Route("/articles/{id}/versions/{number}/record", record),
    ]


def asked(request: Request) -> tuple[str, int | None]:
    """The id and the number of a version in a path. Raises NotFound for what can be none."""
    identity, number = request.path_params["id"], request.path_params.get("number")
    if not _ID.fullmatch(identity):
        raise NotFound("no article has such an address")
    return identity, numbered(number) if number is not None else None


def numbered(text: str) -> int:
    """The number of a version in a path. Raises NotFound for what can be none."""
    if not _NUMBER.fullmatch(text):
        raise NotFound("no article has such an address")
    return int(text)


def memento_headers(view: View, opened: OpenedVersion, *, is_fixed: bool) -> Mapping[str, str]:
    """How clients of web archives find the other versions; what the page of the latest one shows is not fixed."""
    if view.desk.is_static:
        return {}  # a file has no headers
    article = opened.article
    found = Mementos.of(base_of(view.request), article.latest.url, view.queries.versions(article.id))
    if found is None:
        return {}
    return found.headers(opened.version) if is_fixed else {"Link": found.links()}


def _page(view: View, opened: OpenedVersion, headers: Mapping[str, str]) -> Response:
    article, version = opened.article, opened.version
    versions = view.queries.versions(article.id)
    home = f"/articles/{article.id}"
    target = pointed(view, opened.reading.text)
    body = shown_body(view.queries.body(version), version.url, Showing(opened.images, view.say, target, view.root))
    context = {
        "title": opened.reading.title or version.title or version.url,
        "text_language": opened.reading.language,
        "outlet": view.queries.outlet_name(article.outlet),
        "outlet_href": view.href(f"/outlets/{article.outlet}"),
        "authors": opened.reading.authors,
        "published": published_moment(opened.reading.published, view.wording) if opened.reading.published else None,
        "first_seen": moment(article.first_seen_at, view.wording, _zone(view, version)),
        "seen": moment(version.seen_at, view.wording, _zone(view, version)),
        "life": life_notices(view, article.id),
        "number": version.number,
        "total": article.versions,
        "latest_href": view.href(home),
        "history_href": view.href(f"{home}/history"),
        "body": body,
        "quoted": unmarked(target, body),
        "versions": [_version(view, each, version) for each in reversed(versions)],
        "change": _change(view, versions, version),
        "origin": origin(view, opened),
        "facts": news_article(opened, view.queries.outlet_name(article.outlet)) if view.desk.is_static else "",
        "story": _story(view, article.id),
        "marking": _marking(view, article.id, opened.reading.title),
        **pointers(view, [(article.id, version.number)]),
    }
    feeds = {view.say("feed_versions"): view.href(f"{home}/feed.atom")}
    return view.page("article.html", context, feeds=feeds, headers={**headers, **(FORMS if view.marking else {})})


def _marking(view: View, identity: str, title: str) -> Mapping[str, Any] | None:
    """The marks of an article; None where nothing may be marked."""
    if view.marking is None:
        return None
    return marking(view, identity, title, view.desk.streams.marks([identity]).get(identity, ()), is_whole=True)


def _version(view: View, version: Version, shown: Version) -> Mapping[str, Any]:
    """A version in the list of all of them."""
    return {
        "number": version.number,
        "href": view.href(f"/articles/{version.article}/versions/{version.number}"),
        "moment": moment(version.seen_at, view.wording, _zone(view, version)),
        "is_shown": version.number == shown.number,
    }


def _story(view: View, identity: str) -> Mapping[str, Any] | None:
    """The story of an article, as a link; None while it is not placed."""
    story = view.desk.stories.of([identity]).get(identity)
    if story is None:
        return None
    told = {"outlets": len(story.outlets), "articles": len(story.articles)}
    return {
        "words": view.say("in_story", **told) if len(story.articles) > 1 else view.say("in_story_alone"),
        "title": view.queries.title_of(view.queries.article(story.headline).latest),
        "language": view.queries.article(story.headline).latest.language,
        "href": view.href(f"/stories/{story.id}"),
    }


def _change(view: View, versions: list[Version] | Any, shown: Version) -> Mapping[str, Any] | None:
    """What differs from the version before; None for the first one."""
    before = next((each for each in versions if each.number == shown.number - 1), None)
    if before is None:
        return None
    change = view.desk.changes.change(before, shown)
    home = f"/articles/{shown.article}"
    return {
        "before": before.number,
        "kinds": kinds_shown(view, change),
        "is_silent": change.is_silent,
        "blocks": marked(block for block in change.blocks if not block.is_folded),
        "folded": marked(block for block in change.blocks if block.is_folded),
        "href": view.href(f"{home}/changes/{before.number}/{shown.number}"),
        "history_href": view.href(f"{home}/history"),
    }


def _zone(view: View, version: Version) -> str:
    return view.queries.zone_of(version)
