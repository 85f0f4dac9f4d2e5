"""The page of saved searches: what each looks for, who is told, and the newest that it finds."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.model.answers import Watched
from samarkand.model.watches import Watch, feed_path
from samarkand.web.desk import Desk
from samarkand.web.routes.search import hit, shortened
from samarkand.web.views import View


def routes(desk: Desk) -> list[Route]:
    """`/watches`"""

    def watches(request: Request) -> Response:
        view = View(desk, request)
        rows = [_row(view, watched) for watched in desk.search.watched(desk.clock())]
        return view.page("watches.html", {"rows": rows})

    return [Route("/watches", watches)]


def _row(view: View, watched: Watched) -> Mapping[str, Any]:
    watch = watched.watch
    return {
        "name": shortened(watch.name()),
        "query": watch.query,
        "is_named": bool(watch.title),
        "href": view.href("/search", q=watch.query, sort="date"),
        "feed": view.href(feed_path(watch)),
        "total": view.wording.count("found", watched.total),
        "newest": hit(view, watched.newest) if watched.newest else None,
        "tells": [view.say(key) for key in _ways(watch)],
        "problem": view.wrong(watched.fault) if watched.fault else "",
    }


def _ways(watch: Watch) -> list[str]:
    """Messages for how it tells besides its feed. Neither address nor command is shown: they may be only for the archive's owner."""
    ways = {"watch_posts": watch.webhook, "watch_runs": watch.command}
    return [key for key, way in ways.items() if way]
