"""The reader: an ASGI application over the archive's answers, and the server that runs it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from datetime import datetime

import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette.types import ASGIApp

from samarkand.answering import Answers
from samarkand.lives import Lives
from samarkand.web.api.routes import ROOT, Terms, api, mounted, unknown
from samarkand.web.desk import Desk, Writing
from samarkand.web.entrance.door import Door
from samarkand.web.entrance.forwarding import Forwarding
from samarkand.web.entrance.gate import Gate
from samarkand.web.entrance.rules import Entrance
from samarkand.web.guard import Headers, KnownHosts, is_loopback
from samarkand.web.picture_keys import PictureKeys
from samarkand.web.remembering import Remembered
from samarkand.web.routes import (
    articles,
    calendar,
    changes,
    comparison_parts,
    comparisons,
    corrections,
    errors,
    feeds,
    fever,
    files,
    front,
    google_reader,
    histories,
    latest,
    login,
    mementos,
    outlets,
    people,
    sides,
    starring,
    status,
    stories,
    story_feeds,
    subscriptions,
    told_feeds,
    watches,
    watching,
)
from samarkand.web.routes import search as search_page


def create_app(
    answers: Answers,
    clock: Callable[[], datetime],
    writing: Writing | None = None,
    door: Door | None = None,
    terms: Terms | None = None,
) -> Starlette:
    """The reader over an archive. `clock` gives the instant it is now, aware.

    `writing` carries out what a person decides; without it, nothing can be changed. Without a `door`, everybody may enter.
    `terms`: those on which programs are answered; their key signs addresses of pictures too.
    """
    terms = terms or Terms()
    pictures = PictureKeys(terms.key)
    desk = Desk(
        answers.queries,
        clock,
        clock(),
        answers.search,
        answers.stories,
        answers.comparisons,
        Lives(answers.queries),
        answers.changes,
        answers.people,
        answers.calendar,
        answers.quotes,
        Remembered(answers.queries.state),
        answers.streams,
        answers.vitals,
        writing or Writing(),
        door,
        pictures,
    )
    parts = (
        feeds,
        story_feeds,
        told_feeds,
        front,
        stories,
        comparisons,
        comparison_parts,
        sides,
        corrections,
        latest,
        outlets,
        starring,
        articles,
        people,
        calendar,
        mementos,
        changes,
        histories,
        status,
        search_page,
        watches,
        subscriptions,
        google_reader,
        fever,
        login,
        files,
        watching,
    )
    app = Starlette(
        routes=[
            *(route for part in parts for route in part.routes(desk)),
            Route(ROOT, unknown),
            mounted(ROOT, api(desk, terms)),
        ],
        exception_handlers=errors.handlers(desk),
        middleware=[Middleware(Headers), *([Middleware(Gate, door, clock, pictures)] if door else [])],
    )
    app.router.redirect_slashes = False  # such a redirect would repeat whatever host was asked for
    return app


def guarded(app: ASGIApp, entrance: Entrance, *, is_open: bool) -> ASGIApp:
    """A reader as it stands in a network: it believes the proxies that were named, and answers to its own names.

    Where names were given, or on loopback, requests for any other name are refused. `is_open`: no password is asked for.
    """
    is_named = bool(entrance.names) or is_loopback(entrance.host)
    known = KnownHosts(app, entrance.host, entrance.names) if is_named else app
    return Forwarding(known, entrance, is_open=is_open)


def serve(app: ASGIApp, entrance: Entrance, port: int, *, is_open: bool) -> None:
    """Serve until stopped, `guarded`. What proxies say is nothing that the server itself believes."""
    uvicorn.run(
        guarded(app, entrance, is_open=is_open),
        host=entrance.host,
        port=port,
        log_config=None,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
    )


def is_free(host: str, port: int) -> bool:
    """Whether an address can be listened on, so that a port in use is told of before anything else is done."""
    try:
        with socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET):
            return True
    except OSError:
        return False
