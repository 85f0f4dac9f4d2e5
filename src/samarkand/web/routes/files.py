"""Kept pictures, our own stylesheet, script and icon, and whether anything new came."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from samarkand.web.desk import Desk, static
from samarkand.web.images import content_type, is_shown
from samarkand.web.replies import ASK_AGAIN, FOR_EVER, reply

_TYPES = {
    "style.css": "text/css; charset=utf-8",
    "reader.js": "text/javascript; charset=utf-8",
    "icon.svg": "image/svg+xml",
}


def routes(desk: Desk) -> list[Route]:
    """`/images/…`, `/static/…` and `/pulse`"""

    def image(request: Request) -> Response:
        path = f"images/{request.path_params['path']}"
        data = desk.queries.image_bytes(path) if is_shown(path) else b""
        kind = content_type(data)
        if not kind:
            raise HTTPException(404)
        sent = {"Cache-Control": FOR_EVER, "Content-Security-Policy": "default-src 'none'; sandbox"}
        if desk.pictures and desk.pictures.opens(path, request.url.query):  # it was given to an app, to be shown there
            sent["Cross-Origin-Resource-Policy"] = "cross-origin"
        return reply(request, data, kind, headers=sent)

    def own(request: Request) -> Response:
        name = request.path_params["name"]
        if name not in _TYPES:
            raise HTTPException(404)
        caching = FOR_EVER if "v" in request.query_params else ASK_AGAIN
        return reply(request, static(name), _TYPES[name], headers={"Cache-Control": caching})

    def pulse(request: Request) -> Response:
        place = desk.queries.place()
        return reply(request, f"{place.count} {place.sha256[:16]}\n".encode(), "text/plain; charset=utf-8")

    return [Route("/pulse", pulse), Route("/images/{path:path}", image), Route("/static/{name}", own)]
