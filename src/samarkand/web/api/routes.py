"""The HTTP API as an application of its own below `/api/v1`: reads what is asked, bounds how often, and words what goes wrong."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from secrets import token_bytes
from typing import Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from samarkand.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    BadCursor,
    BadOutlet,
    BadQuery,
    CannotWrite,
    CatalogUnusable,
    NotFound,
    UsageError,
)
from samarkand.web.api import articles, outlets, searching, stories, telling
from samarkand.web.api.correcting import correction
from samarkand.web.api.cursors import Cursors, asked_for
from samarkand.web.api.document import document
from samarkand.web.api.operations import Operation, Page
from samarkand.web.api.parameters import read
from samarkand.web.api.problems import Refusal
from samarkand.web.api.rates import Limited, Rate
from samarkand.web.desk import Desk
from samarkand.web.replies import reply

PREFIX = "/api/v1"
JSON = "application/json"
OPERATIONS: tuple[Operation, ...] = (
    *outlets.OPERATIONS,
    *articles.OPERATIONS,
    *searching.OPERATIONS,
    *stories.OPERATIONS,
    *telling.OPERATIONS,
)


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms programs are answered."""

    key: bytes = field(default_factory=partial(token_bytes, 32))
    """What cursors are signed with: those of another key are none."""
    rate: Rate = field(default_factory=Rate)
    steady: Callable[[], float] = time.monotonic


def api(desk: Desk, terms: Terms) -> ASGIApp:
    """The application; to be mounted at `PREFIX`."""
    cursors = Cursors(terms.key)
    app = Starlette(
        routes=[
            *(Route(each.path, _endpoint(desk, each, cursors)) for each in OPERATIONS),
            Route("/openapi.json", _document(is_guarded=desk.door is not None)),
            Route("/stories/{id}/corrections", correction(desk), methods=["POST"]),
        ],
        exception_handlers=_HANDLERS,
    )
    app.router.redirect_slashes = False
    return Limited(app, terms.rate, terms.steady)


def _endpoint(desk: Desk, operation: Operation, cursors: Cursors) -> Callable[[Request], Response]:
    def answer(request: Request) -> Response:
        asked = read(operation.parameters, request.path_params, request.query_params.multi_items())
        path = request.url.path.removeprefix(request.scope.get("root_path", ""))
        kept = {name: value for name, value in request.query_params.items() if name not in {"cursor", "limit"}}
        belongs = asked_for(path, kept)
        cursor = asked.get("cursor")
        made = operation.answer(desk, asked, cursors.read(belongs, cursor) if cursor else None)
        if isinstance(made, Page):
            made = {**made.more, "items": list(made.items), "next": cursors.write(belongs, made.place)}
        return reply(request, encoded(made), JSON)

    return answer


def _document(*, is_guarded: bool) -> Callable[[Request], Response]:
    body = encoded(document(OPERATIONS, is_guarded=is_guarded))

    def answer(request: Request) -> Response:
        read((), {}, request.query_params.multi_items())
        return reply(request, body, JSON)

    return answer


def encoded(value: Mapping[str, Any]) -> bytes:
    """JSON as commands print it: halves of characters, which no JSON may hold, become `?`."""
    return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")


def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, Refusal)
    return error.response()


def _worded(kind: str) -> Callable[[Request, Exception], Response]:
    return lambda _request, error: Refusal(kind, str(error)).response()


def _wrong_query(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BadQuery)
    return Refusal("bad-query", error.problem, {"query": error.query, "place": error.place}).response()


def _missed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = dict(error.headers or {})
        return Refusal("no-method", f"{request.method[:20]} is not answered here", headers=allowed).response()
    return Refusal("not-found", "nothing is answered at this address; openapi.json tells of all that are").response()


def _failed(_request: Request, _error: Exception) -> Response:
    return Refusal("failed", "this is an error of the program, which its own log tells of").response()


_HANDLERS: Mapping[Any, Callable[[Request, Exception], Response]] = {
    Refusal: _refused,
    HTTPException: _missed,
    BadCursor: _worded("bad-cursor"),
    BadQuery: _wrong_query,
    NotFound: _worded("not-found"),
    UsageError: _worded("cannot-be-done"),
    BadOutlet: _worded("unusable"),
    CatalogUnusable: _worded("unusable"),
    CannotWrite: _worded("busy"),
    ArchiveBusy: _worded("busy"),
    ArchiveDamaged: _worded("damaged"),
    Exception: _failed,
}
