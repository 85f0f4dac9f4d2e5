"""The login and the way out, of a reader that asks for a password."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from samarkand.web.desk import Desk
from samarkand.web.entrance.door import Door, KeptOut
from samarkand.web.entrance.sessions import LASTS
from samarkand.web.forms import FORMS, Form, is_sincere, posted
from samarkand.web.moments import span
from samarkand.web.views import View

_INSIDE = re.compile(r"/(?![/\\])[!-\[\]-~]{0,2000}")
"""A path with its query, in the characters that an address has, and none that begins another host's (`//`, `/\\`)."""
_SENT = {**FORMS, "Cache-Control": "no-store", "Vary": "Accept-Language, Cookie"}


def routes(desk: Desk) -> list[Route]:
    """`/login` and `/logout`"""

    def login(request: Request) -> Response:
        view = View(desk, request)
        to = inside(request.query_params.get("to", ""))
        if desk.door is None or desk.door.visitor(request.scope, desk.clock()):
            return RedirectResponse(view.file(to), 303, {"Cache-Control": "no-store"})
        return _page(view, to)

    def leave(request: Request) -> Response:
        view = View(desk, request)
        if not view.visitor.session:
            return RedirectResponse(view.href("/"), 303, {"Cache-Control": "no-store"})
        return HTMLResponse(view.render("logout.html", {"token": view.token}, {}), 200, _SENT)

    return [
        Route("/login", login),
        Route("/login", posted(desk, _entered), methods=["POST"]),
        Route("/logout", leave),
        Route("/logout", posted(desk, _left), methods=["POST"]),
    ]


def inside(to: str) -> str:
    """Where a login leads: an address of ours, below the prefix that a proxy may tell; the front page for any other."""
    if not _INSIDE.fullmatch(to):
        return "/"
    try:
        parts = urlsplit(to)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc or parts.path in {"/login", "/logout"} else to


def _entered(view: View, form: Form | None) -> Response:
    """303 to where one wanted to go, with a session; the login again where the password is wrong."""
    door = view.desk.door
    to = inside(form.first("to") if form else "")
    if door is None:
        return RedirectResponse(view.file(to), 303)
    if form is None or not is_sincere(view, form):
        return _page(view, to, status=403, problem=view.say("login_foreign"))
    password = form.fields.get("password", [""])[0]
    found = door.enter(view.request.scope, password, view.desk.clock())
    if isinstance(found, KeptOut):
        return _kept_out(view, to, found, is_empty=not password)
    cookie = door.cookie(view.request.scope, found.session, int(LASTS.total_seconds()))
    return RedirectResponse(view.file(to), 303, {"Set-Cookie": cookie, "Cache-Control": "no-store"})


def _kept_out(view: View, to: str, found: KeptOut, *, is_empty: bool) -> Response:
    if found.wait > 0:
        seconds = math.ceil(found.wait)
        length = timedelta(seconds=seconds)
        words = span(length, view.wording) if seconds >= 120 else view.wording.count("seconds", seconds)
        problem = view.say("login_wait", span=words)
        return _page(view, to, status=429, problem=problem, headers={"Retry-After": str(seconds)})
    return _page(view, to, status=403, problem=view.say("login_empty" if is_empty else "login_wrong"))


def _left(view: View, form: Form | None) -> Response:
    """303 to the login, the session ended; what the browser has kept of pages goes too, where it listens to that."""
    door: Door | None = view.desk.door
    if door is None or form is None or not is_sincere(view, form):
        return RedirectResponse(view.href("/logout"), 303, {"Cache-Control": "no-store"})
    door.leave(view.visitor)
    gone = {"Set-Cookie": door.cookie(view.request.scope, "", 0), "Clear-Site-Data": '"cache"'}
    return RedirectResponse(view.href("/login"), 303, {**gone, "Cache-Control": "no-store"})


def _page(
    view: View, to: str, *, status: int = 200, problem: str = "", headers: Mapping[str, str] | None = None
) -> Response:
    site = view.request.headers.get("sec-fetch-site", "")
    context: Mapping[str, Any] = {
        "to": to,
        "problem": problem,
        "token": view.token,
        "action": view.href("/login"),
        "again": view.file(to) if site == "cross-site" and not problem else "",
    }
    return HTMLResponse(view.render("login.html", context, {}), status, {**_SENT, **(headers or {})})
