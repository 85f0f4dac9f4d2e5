"""The list of all articles by time."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.web.desk import Desk
from samarkand.web.forms import FORMS
from samarkand.web.routes.cards import days, modified
from samarkand.web.routes.turning import Turned, turned
from samarkand.web.views import View


def routes(desk: Desk) -> list[Route]:
    """`/articles`"""

    def latest(request: Request) -> Response:
        view = View(desk, request)
        found = turned(view)
        if not isinstance(found, Turned):
            return found
        return view.page(
            "articles.html",
            {"days": days(view, found.articles), "newer": found.newer, "older": found.older},
            modified=modified(found.articles),
            headers=FORMS if view.marking else None,
            feeds={view.say("feed_all"): view.href("/feed.atom")},
        )

    return [Route("/articles", latest)]
