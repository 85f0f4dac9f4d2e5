"""The invented press as a web server on loopback, one port for all its outlets. Does I/O; what it answers is `site`'s."""

from __future__ import annotations

import itertools
import sys
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.message import Message
from email.utils import format_datetime
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self
from urllib.parse import parse_qsl, quote, unquote, urlsplit

from samarkand import ids, times
from samarkand.demo import pictures
from samarkand.demo.loading import load_world
from samarkand.demo.nouns import World
from samarkand.demo.rounds import Clock
from samarkand.demo.site import ADVERT, Edition, Resource, build

__all__ = ["OutletAddress", "Press", "load_world"]

_TRACKING = ("utm_", "from", "ref")
_MISSING = "missing"
"""Names of pictures that begin so are answered by 404."""


@dataclass(frozen=True, slots=True)
class OutletAddress:
    """Where a follower finds an outlet of the press."""

    id: str
    name: str
    home: str
    feed: str
    follow: str
    """What a newcomer is told to follow: the feed, or the home page where the feed is to be found there."""
    zone: str
    languages: tuple[str, ...]
    """BCP 47, the usual one first."""
    full_text: bool
    """Whether its feed holds the whole text of its articles."""


class Press:
    """The press, answering on 127.0.0.1 while its context is open; `now` is the world's present (UTC).

    What it says depends on `now`, the round and the port alone, but for one advertisement a page.
    """

    def __init__(
        self,
        world: World | None = None,
        *,
        now: datetime | None = None,
        round: int = 1,  # noqa: A002  (the world's word; nothing is rounded here)
        port: int = 0,
    ) -> None:
        self.world = world if world is not None else load_world()
        self._check(round)
        self.clock = Clock(now if now is not None else datetime.now(UTC))
        self.round = round
        self.requests: list[tuple[str, str, int]] = []
        """(method, path, status) of every request, in the order of the answers."""
        self._server = _Server(("127.0.0.1", port), _handler(self))
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True, name="demo-press")
        self._turns = itertools.count()
        self._site = self._built(round)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    @property
    def address(self) -> str:
        """`http://127.0.0.1:PORT`, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def moment(self) -> datetime:
        """The world's time in the present round (UTC), never after `now`."""
        return self.clock.instant(self.world.rounds[self.round - 1])

    @property
    def outlets(self) -> tuple[OutletAddress, ...]:
        """Where each outlet is found, in the order of their ids."""
        found = []
        for outlet in self.world.outlets:
            home = f"{self.address}/{outlet.id}/"
            feed = home + outlet.feed.path
            found.append(
                OutletAddress(
                    id=outlet.id,
                    name=outlet.name,
                    home=home,
                    feed=feed,
                    follow=feed if outlet.feed.announced else home,
                    zone=outlet.zone,
                    languages=outlet.languages,
                    full_text=outlet.feed.full,
                )
            )
        return tuple(found)

    def advance(self, to_round: int) -> None:
        """Go on to a round, from 1 to the number of the world's rounds; every later answer is of that round.

        Raises ValueError for a round that the world does not have.
        """
        self._check(to_round)
        self._site = self._built(to_round)
        self.round = to_round

    def answer(self, target: str) -> Resource | None:
        """What stands at a path with its query, advertisement and all; None where nothing does."""
        parts = urlsplit(target)
        if parts.path == "/proxy":
            wanted = dict(parse_qsl(parts.query)).get("url", "")
            return self._picture(urlsplit(wanted).path)
        if parts.path.endswith(".png"):
            return self._picture(parts.path)
        resource = self._site.get(_key(target))
        if resource is None or not resource.adverts:
            return resource
        advert = resource.adverts[next(self._turns) % len(resource.adverts)]
        body = resource.body.replace(ADVERT.encode(), advert)
        return Resource(resource.status, resource.type, body, resource.etag, resource.modified)

    def _check(self, round_: int) -> None:
        if not 1 <= round_ <= len(self.world.rounds):
            raise ValueError(f"the world has rounds 1 to {len(self.world.rounds)}, not {round_}")

    def _built(self, round_: int) -> Mapping[str, Resource]:
        return build(Edition(self.world, round_, self.clock, self.address))

    def _picture(self, path: str) -> Resource | None:
        outlet, _, name = path.removeprefix("/").partition("/pictures/")
        known = any(outlet == each.id for each in self.world.outlets)
        name = name.removesuffix(".png")
        if not known or not name or name.startswith(_MISSING):
            return None
        body = pictures.png(name)
        return Resource(200, "image/png", body, f'"{ids.sha256(body)[:20]}"', self.clock.instant(self.world.rounds[0]))


def _key(target: str) -> str:
    """A request's target as the site knows it: escaped as `quote` does, without the parameters that feeds add."""
    parts = urlsplit(target)
    kept = [(name, value) for name, value in parse_qsl(parts.query) if not name.startswith(_TRACKING)]
    query = "&".join(f"{name}={value}" for name, value in kept)
    return quote(unquote(parts.path), safe="/") + (f"?{query}" if query else "")


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Silence about clients that hang up; all else is a bug and is shown."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)


def _handler(press: Press) -> type[BaseHTTPRequestHandler]:
    """A handler class bound to its press, as the standard library's server wants it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        server_version = "DemoPress"
        sys_version = ""
        disable_nagle_algorithm = True  # else each answer waits 40 ms for the acknowledgement of its head

        def do_GET(self) -> None:
            self._respond(with_body=True)

        def do_HEAD(self) -> None:
            self._respond(with_body=False)

        def _respond(self, *, with_body: bool) -> None:
            resource = press.answer(self.path) or _not_found(press.moment)
            status = resource.status
            if status == HTTPStatus.OK and _is_unchanged(resource, self.headers):
                status = HTTPStatus.NOT_MODIFIED
            press.requests.append((self.command, self.path, int(status)))
            self.send_response(status)
            self.send_header("ETag", resource.etag)
            self.send_header("Last-Modified", format_datetime(resource.modified, usegmt=True))
            if status == HTTPStatus.NOT_MODIFIED:
                self.end_headers()
                return
            if resource.location:
                self.send_header("Location", resource.location)
            self.send_header("Content-Type", resource.type)
            self.send_header("Content-Length", str(len(resource.body)))
            self.end_headers()
            if with_body:
                self.wfile.write(resource.body)

        def date_time_string(self, timestamp: float | None = None) -> str:  # noqa: ARG002
            return format_datetime(press.moment, usegmt=True)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            """Nothing: `Press.requests` tells."""

    return Handler


def _not_found(modified: datetime) -> Resource:
    body = b"404 Not Found\n"
    return Resource(404, "text/plain; charset=utf-8", body, f'"{ids.sha256(body)[:20]}"', modified)


def _is_unchanged(resource: Resource, headers: Message) -> bool:
    """Whether the client's copy is good (RFC 9110, 13.1): its ETag, else its date."""
    known = headers.get("If-None-Match")
    if known:
        return resource.etag in known or known.strip() == "*"
    since = headers.get("If-Modified-Since")
    instant = times.parse_rfc822(since) if since else None
    return instant is not None and resource.modified <= instant
