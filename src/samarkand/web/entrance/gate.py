"""Stands before every page of a reader that not everybody may enter, and sends away who was not let in."""

from __future__ import annotations

import math
from collections.abc import Callable
from datetime import datetime
from urllib.parse import quote, urlencode

from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from samarkand.errors import DoorUnusable
from samarkand.web.api.problems import Refusal
from samarkand.web.discretion import outside
from samarkand.web.entrance.door import Door, Entered, KeptOut
from samarkand.web.guard import header_of
from samarkand.web.picture_keys import PictureKeys
from samarkand.web.visitors import VISITOR, Visitor
from samarkand.web.wording import LANGUAGES

CHALLENGE = 'Basic realm="Samarkand", charset="UTF-8"'
_OPEN = ("/login", "/static/", "/healthz")
METRICS = "/metrics"
_FOR_PROGRAMS = (".atom", ".rss", ".json", ".opml")
_ENTERING = ("/accounts/ClientLogin", "/fever", "/fever/")
"""Where apps show a password, or what is made of it, in a form."""
_FOR_CLIENTS = "/reader/"
_PICTURES = "/images/"
_READING = ("GET", "HEAD")
_TOKENS = ("/api/", "/mcp")
"""Where tokens let in, and a login is nothing to be led to."""


class Gate:
    """Passes on who is in, with what is known of them; whom it does not know, it leads to the login or asks for HTTP Basic."""

    def __init__(
        self, app: ASGIApp, door: Door, clock: Callable[[], datetime], pictures: PictureKeys | None = None
    ) -> None:
        """`pictures`: knows addresses of pictures that were given to apps, which open that picture to everybody."""
        self._pictures = pictures
        self._app = app
        self._door = door
        self._clock = clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        try:
            shown: Entered | KeptOut | Visitor | None = None
            visitor = self._door.visitor(scope, self._clock())
            if visitor is None and _path(scope).startswith(_FOR_CLIENTS) and self._door.has_pass(scope):
                visitor = Visitor()
            if visitor is None and _is_for_programs(scope):
                shown = self._door.bearer(scope, self._clock())
                visitor = shown if isinstance(shown, Visitor) else None
            if not visitor and shown is None and scope["method"] in _READING:
                shown = await self._shown(scope)
        except DoorUnusable as error:
            await _closed(scope, error)(scope, receive, send)
            return
        if visitor or isinstance(shown, Entered):
            await self._app({**scope, VISITOR: visitor or Visitor()}, receive, _kept_private(send))
        elif self._is_open(_path(scope)) or self._is_signed(scope):
            await self._app(scope, receive, send)
        else:
            await _sent_away(scope, shown)(scope, receive, send)

    def _is_open(self, path: str) -> bool:
        """Whether a path is shown to everybody."""
        return path.startswith(_OPEN) or path in _ENTERING or (path == METRICS and self._door.entrance.shows_metrics)

    def _is_signed(self, scope: Scope) -> bool:
        """Whether a picture is asked for by an address that was given out."""
        path = _path(scope)
        if not (self._pictures and path.startswith(_PICTURES) and scope["method"] in _READING):
            return False
        return self._pictures.opens(path[1:], scope["query_string"].decode("latin-1"))

    async def _shown(self, scope: Scope) -> Entered | KeptOut | None:
        if not header_of(scope, b"authorization") or _is_for_page(scope):  # there it may be meant for a proxy before us
            return None
        return await run_in_threadpool(self._door.look, scope)


def _closed(scope: Scope, error: DoorUnusable) -> Response:
    """What everybody is told where it cannot be known who may enter."""
    told = outside(error, is_guarded=True)
    if _is_for_programs(scope):
        return Refusal("unusable", told).response()
    return PlainTextResponse(f"{told}\n", 503, {"Cache-Control": "no-store"})


def _sent_away(scope: Scope, shown: KeptOut | Entered | Visitor | None) -> Response:
    if _is_for_programs(scope):
        return _refusal(shown)
    if isinstance(shown, KeptOut) and shown.wait > 0:
        return PlainTextResponse("Too many attempts.\n", 429, {"Retry-After": str(math.ceil(shown.wait))})
    path = _path(scope)
    if _is_for_page(scope):
        to = path if scope["method"] in _READING else "/"
        query = scope["query_string"].decode("latin-1")
        asked = {"to": quote(to) + (f"?{query}" if query and to == path else "")}
        chosen = [part.removeprefix("hl=") for part in query.split("&") if part.startswith("hl=")]
        if chosen and chosen[0] in LANGUAGES:
            asked["hl"] = chosen[0]
        target = f"{quote(scope.get('root_path', ''))}/login?{urlencode(asked)}"
        return RedirectResponse(target, 303, {"Cache-Control": "no-store", "Vary": "Accept, Cookie"})
    headers = {"Cache-Control": "no-store"}
    if "sec-fetch-mode" not in {name.decode("latin-1") for name, _ in scope["headers"]} or path.endswith(_FOR_PROGRAMS):
        headers["WWW-Authenticate"] = (
            CHALLENGE  # not where a browser asks for a picture: it would open a window of its own
        )
    return PlainTextResponse("This reader asks for a password.\n", 401, headers)


def _refusal(shown: KeptOut | Entered | Visitor | None) -> Response:
    """What a program is told that was not let in (RFC 6750, 3)."""
    if isinstance(shown, KeptOut) and shown.wait > 0:
        return Refusal("too-many", "too many attempts", headers={"Retry-After": str(math.ceil(shown.wait))}).response()
    if isinstance(shown, KeptOut):
        told, challenge = "what was shown lets nobody in, or no more", 'Bearer realm="Samarkand", error="invalid_token"'
    else:
        told, challenge = (
            "show a token as `Authorization: Bearer ...`; `samarkand token` makes one",
            'Bearer realm="Samarkand"',
        )
    return Refusal("no-entry", told, headers={"WWW-Authenticate": challenge}).response()


def _is_for_programs(scope: Scope) -> bool:
    """Whether tokens let in there."""
    return _path(scope).startswith(_TOKENS)


def _is_for_page(scope: Scope) -> bool:
    """Whether somebody wants to look at a page in a browser."""
    return not _path(scope).endswith(_FOR_PROGRAMS) and "text/html" in header_of(scope, b"accept")


def _path(scope: Scope) -> str:
    """The path without the prefix that a proxy tells."""
    path: str = scope["path"]
    return path.removeprefix(scope.get("root_path", "")) or "/"


def _kept_private(send: Send) -> Send:
    """What is shown to one visitor, no cache between may show to another."""

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            rest, told = [], ""
            for name, value in message["headers"]:
                if name.lower() == b"cache-control":
                    told = value.decode("latin-1")
                else:
                    rest.append((name, value))
            parts = [part.strip() for part in told.split(",") if part.strip() not in {"", "public", "private"}]
            message["headers"] = [*rest, (b"cache-control", ", ".join(["private", *parts]).encode("latin-1"))]
        await send(message)

    return send_private
