"""Answers to what cannot be answered: pages that say what happened and what to do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from samarkand.errors import (
    ArchiveDamaged,
    BadOutlet,
    BadQuery,
    CatalogUnusable,
    DoorUnusable,
    NotFound,
    UsageError,
)
from samarkand.web.desk import Desk
from samarkand.web.discretion import TROUBLES
from samarkand.web.views import View

_KNOWN = (400, 404, 405, 500)
_ADVISED = ("error_settings", "error_door")
"""What has advice of its own."""
_SENT = {"Vary": "Accept-Language", "Cache-Control": "no-store"}


def handlers(desk: Desk) -> Mapping[Any, Callable[[Request, Exception], Response]]:
    """What answers each kind of trouble."""

    def refused(request: Request, error: Exception) -> Response:
        status = error.status_code if isinstance(error, HTTPException) else 404
        headers = dict(getattr(error, "headers", None) or {})
        return _page(desk, request, status if status in _KNOWN else 400, headers=headers)

    def detail(error: Exception) -> str:
        """What else is said: files are named to who sits at this machine, which they do where nobody stands at the door."""
        TROUBLES.note(error)
        return "" if desk.door else str(error)

    def damaged(request: Request, error: Exception) -> Response:
        return _page(desk, request, 500, "error_damaged", detail=detail(error))

    def wrong(request: Request, error: Exception) -> Response:
        assert isinstance(error, BadQuery)
        view = View(desk, request)
        return HTMLResponse(view.render("search_wrong.html", _place(view, error), {}), 400, _SENT)

    def unusable(request: Request, error: Exception) -> Response:
        return _page(desk, request, 500, "error_unusable", detail=detail(error))

    def unread(request: Request, error: Exception) -> Response:
        return _page(desk, request, 500, "error_settings", detail=detail(error))

    def closed(request: Request, error: Exception) -> Response:
        TROUBLES.note(error)
        return _page(desk, request, 503, "error_door")

    def failed(request: Request, error: Exception) -> Response:  # noqa: ARG001  (the server logs it)
        return _page(desk, request, 500)

    return {
        HTTPException: refused,
        NotFound: refused,
        ArchiveDamaged: damaged,
        CatalogUnusable: unusable,
        BadQuery: wrong,
        DoorUnusable: closed,
        BadOutlet: unread,
        UsageError: unread,
        Exception: failed,
    }


def _page(
    desk: Desk,
    request: Request,
    status: int,
    key: str = "",
    *,
    detail: str = "",
    headers: Mapping[str, str] | None = None,
) -> Response:
    view = View(desk, request)
    title = view.say(key or f"error_{status}")
    context = {
        "title": title,
        "status": status,
        "detail": detail,
        "advice": view.say(f"{key}_do" if key in _ADVISED else f"error_{status}_do"),
    }
    return HTMLResponse(view.render("error.html", context, {}), status, {**_SENT, **(headers or {})})


def _place(view: View, error: BadQuery) -> Mapping[str, Any]:
    """What is wrong with a query, and around which place."""
    start = max(error.place - 60, 0)
    return {
        "problem": view.wrong(error),
        "before": ("…" if start else "") + error.query[start : error.place],
        "place": error.query[error.place : error.place + 1],
        "after": error.query[error.place + 1 : error.place + 60],
    }
