"""TimeGate and TimeMaps (RFC 7089): from an article's own address and a time to a version, and to the list of all."""

from __future__ import annotations

import json
import re
from urllib.parse import unquote

from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route

from samarkand.errors import NotFound
from samarkand.steps.mementos import standing_at, told_time
from samarkand.web.desk import Desk
from samarkand.web.mementos import LINK_FORMAT, Mementos
from samarkand.web.replies import ASK_AGAIN, reply
from samarkand.web.views import View

_SCHEME = re.compile(r"(https?):/{1,2}(?=[^/])", re.IGNORECASE)


def routes(desk: Desk) -> list[Route]:
    """`/timegate/…` and `/timemap/…`, each followed by an article's address"""

    def timegate(request: Request) -> Response:
        found = _asked(desk, request, "/timegate/")
        sent = {"Vary": "accept-datetime", "Cache-Control": ASK_AGAIN}
        wanted = request.headers.get("accept-datetime")
        at = told_time(wanted) if wanted is not None else None
        if wanted is not None and at is None:
            problem = View(desk, request).say("bad_accept_datetime")
            return PlainTextResponse(f"{problem}\n", 400, {**sent, "Link": found.links()})
        version = standing_at(found.versions, at)
        return RedirectResponse(found.address(version), 302, {**sent, "Link": found.links(version)})

    def link_list(request: Request) -> Response:
        return reply(request, _asked(desk, request, "/timemap/link/").link_list().encode(), LINK_FORMAT)

    def json_list(request: Request) -> Response:
        found = _asked(desk, request, "/timemap/json/").json_list()
        return reply(request, json.dumps(found, indent=2).encode(), "application/json")

    return [
        Route("/timegate/{url:path}", timegate),
        Route("/timemap/link/{url:path}", link_list),
        Route("/timemap/json/{url:path}", json_list),
    ]


def _asked(desk: Desk, request: Request, prefix: str) -> Mementos:
    """The versions of the article whose address follows the prefix. Raises NotFound, also for what is no address."""
    article = desk.queries.article_at(_address(request, prefix))
    found = Mementos.of(base_of(request), article.latest.url, desk.queries.versions(article.id))
    if found is None:
        raise NotFound("no article of the web stands there")
    return found


def _address(request: Request, prefix: str) -> str:
    """What follows the prefix, with its query: all of it belongs to the address that is asked for.

    It may stand there as it is, or escaped as a whole; on the way, two slashes may have become one.
    """
    raw = request.scope.get("raw_path", b"").decode("latin-1").removeprefix(prefix)
    query = request.scope.get("query_string", b"").decode("latin-1")
    if not _SCHEME.match(raw):
        raw = unquote(raw)
    return _SCHEME.sub(r"\1://", raw, count=1) + (f"?{query}" if query else "")


def base_of(request: Request) -> str:
    """Scheme, host and port that the reader was asked by."""
    return str(request.base_url).rstrip("/")
