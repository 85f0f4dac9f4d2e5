"""The HTTP API as an application of its own below `/api`: reads what is asked, bounds how often, and words what goes wrong."""

from __future__ import annotations

import json
import re
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
from starlette.routing import Mount, Route
from starlette.types import ASGIApp

from samarkand.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    BadCursor,
    BadOutlet,
    BadQuery,
    CannotWrite,
    CatalogUnusable,
    DoorUnusable,
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
from samarkand.web.discretion import outside
from samarkand.web.replies import reply

ROOT, VERSION = "/api", "/v1"
PREFIX = ROOT + VERSION
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
    """The application; to be mounted at `ROOT` by `mounted`. Whatever is not there is a problem too, and no page."""
    cursors = Cursors(terms.key)
    routes = (
        *(Route(each.path, _endpoint(desk, each, cursors)) for each in OPERATIONS),
        Route("/openapi.json", _document(is_guarded=desk.door is not None)),
        Route("/stories/{id}/corrections", correction(desk), methods=["POST"]),
    )
    handlers = _handlers(is_guarded=desk.door is not None)
    version = Starlette(routes=routes, exception_handlers=handlers)
    app = Starlette(routes=[Route(VERSION, _bare(desk)), mounted(VERSION, version)], exception_handlers=handlers)
    for each in (version, app):
        each.router.redirect_slashes = False
    return Limited(app, terms.rate, terms.steady)


def mounted(path: str, app: ASGIApp) -> Mount:
    """All addresses below one, those with line ends too, which Starlette would leave to others."""
    mount = Mount(path, app)
    mount.path_regex = re.compile(mount.path_regex.pattern, re.DOTALL)
    return mount


def _bare(desk: Desk) -> Callable[[Request], Response]:
    """What is here, where the last stroke of the address is left out: what it names is told from there."""

    def answer(request: Request) -> Response:
        asked = read((), {}, request.query_params.multi_items())
        told = outlets.index(desk, asked, None)
        return reply(request, encoded({**told, "openapi": f"{VERSION[1:]}/{told['openapi']}"}), JSON)

    return answer


def unknown(request: Request) -> Response:
    """What is said at `ROOT` itself, where nothing is."""
    return _missed(request, HTTPException(404))


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


def _worded(kind: str, *, is_guarded: bool) -> Callable[[Request, Exception], Response]:
    return lambda _request, error: Refusal(kind, outside(error, is_guarded=is_guarded)).response()


def _wrong_query(_request: Request, error: Exception) -> Response:
    assert isinstance(error, BadQuery)
    return Refusal("bad-query", error.problem, {"query": error.query, "place": error.place}).response()


def _missed(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        allowed = dict(error.headers or {})
        return Refusal("no-method", f"{request.method[:20]} is not answered here", headers=allowed).response()
    return Refusal(
        "not-found", f"nothing is answered at this address; {PREFIX}/openapi.json tells of all that are"
    ).response()


def _failed(_request: Request, _error: Exception) -> Response:
    return Refusal("failed", "this is an error of the program, which its own log tells of").response()


_WORDED: Mapping[type[Exception], str] = {
    BadCursor: "bad-cursor",
    NotFound: "not-found",
    UsageError: "cannot-be-done",
    BadOutlet: "unusable",
    CatalogUnusable: "unusable",
    DoorUnusable: "unusable",
    CannotWrite: "busy",
    ArchiveBusy: "busy",
    ArchiveDamaged: "damaged",
}


def _handlers(*, is_guarded: bool) -> Mapping[Any, Callable[[Request, Exception], Response]]:
    """What words each kind of trouble."""
    return {
        **{error: _worded(kind, is_guarded=is_guarded) for error, kind in _WORDED.items()},
        Refusal: _refused,
        HTTPException: _missed,
        BadQuery: _wrong_query,
        Exception: _failed,
    }
