"""The reader: an ASGI application over the archive's answers, and the server that runs it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime
from secrets import token_urlsafe

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from samarkand.lives import Lives
from samarkand.model.reports import Report
from samarkand.pipeline.correcting import Wish
from samarkand.web.desk import Answers, Corrections, Desk
from samarkand.web.guard import Headers, KnownHosts, is_loopback
from samarkand.web.routes import (
    articles,
    changes,
    comparisons,
    corrections,
    errors,
    feeds,
    files,
    front,
    histories,
    latest,
    mementos,
    outlets,
    people,
    sides,
    status,
    stories,
    story_feeds,
    watches,
)
from samarkand.web.routes import search as search_page


def create_app(
    answers: Answers,
    clock: Callable[[], datetime],
    correct: Callable[[Wish], Report] | None = None,
) -> Starlette:
    """The reader over an archive. `clock` gives the instant it is now, aware.

    `correct` carries out what a person decides about stories; without it, nothing can be changed.
    """
    corrected = Corrections(correct, token_urlsafe(32)) if correct else None
    desk = Desk(
        answers.queries,
        clock,
        clock(),
        answers.search,
        answers.stories,
        answers.comparisons,
        Lives(answers.queries),
        answers.changes,
        corrected,
    )
    parts = (
        front,
        stories,
        comparisons,
        people,
        sides,
        corrections,
        latest,
        outlets,
        articles,
        mementos,
        changes,
        histories,
        status,
        search_page,
        watches,
        feeds,
        story_feeds,
        files,
    )
    app = Starlette(
        routes=[route for part in parts for route in part.routes(desk)],
        exception_handlers=errors.handlers(desk),
        middleware=[Middleware(Headers)],
    )
    app.router.redirect_slashes = False  # such a redirect would repeat whatever host was asked for
    return app


def serve(app: ASGIApp, host: str, port: int) -> None:
    """Serve until stopped. On loopback, requests for any name but the loopback's and `host` are refused."""
    guarded = KnownHosts(app, host) if is_loopback(host) else app
    uvicorn.run(guarded, host=host, port=port, log_level="warning", access_log=False, server_header=False)


def is_free(host: str, port: int) -> bool:
    """Whether an address can be listened on, so that a port in use is told of before anything else is done."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return True
    except OSError:
        return False
