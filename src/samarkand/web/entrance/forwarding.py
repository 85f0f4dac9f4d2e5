"""What a proxy says of a request, believed where it was named as one and nowhere else."""

from __future__ import annotations

import re
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from samarkand.web.entrance.rules import Entrance
from samarkand.web.guard import Headers

USER = "samarkand.user"
"""The key of a scope that names who asks, as a proxy says."""
_HOST = re.compile(r"[a-z0-9_.-]{1,253}(?::[0-9]{1,5})?|\[[0-9a-f:.]{2,45}\](?::[0-9]{1,5})?")
_PREFIX = re.compile(r"(?:/[A-Za-z0-9._~-]{1,100}){1,8}")
_LONGEST_USER = 200
_TRACES = frozenset((b"forwarded", b"x-forwarded-for", b"x-forwarded-host", b"x-forwarded-proto"))
_UNEXPECTED = (
    "A proxy passes requests on to this reader, which was not told of one: whoever reaches the proxy would enter.\n"
    "Set a password with `samarkand password`, and start it with --proxy and the proxy's address.\n"
)


class Forwarding:
    """Puts into a request what a named proxy says of it: who asked, by which name, over https or not, below which prefix.

    Where an open reader hears a proxy that nobody named, it refuses: it stands open to this machine, and not to the world.
    """

    def __init__(self, app: ASGIApp, entrance: Entrance, *, is_open: bool) -> None:
        self._app = app
        self._entrance = entrance
        self._is_open = is_open
        self._refuse = Headers(PlainTextResponse(_UNEXPECTED, status_code=403))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with what is believed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        peer = scope["client"][0] if scope.get("client") else ""
        if self._entrance.believes(peer):
            await self._app(self._believed(scope, peer), receive, send)
        elif self._is_open and any(name in _TRACES for name, _ in scope["headers"]):
            await self._refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _believed(self, scope: Scope, peer: str) -> Scope:
        told: dict[str, Any] = {**scope, "client": (self._asker(_all(scope, b"x-forwarded-for"), peer), 0)}
        proto = _last(scope, b"x-forwarded-proto")
        if proto in {"http", "https"}:
            told["scheme"] = proto
        host = _last(scope, b"x-forwarded-host")
        if _HOST.fullmatch(host):
            rest = [(name, value) for name, value in scope["headers"] if name != b"host"]
            told["headers"] = [*rest, (b"host", host.encode())]
        prefix = _one(scope, b"x-forwarded-prefix").rstrip("/")
        if _PREFIX.fullmatch(prefix) and "/." not in prefix:
            told["root_path"], told["path"] = prefix, prefix + scope["path"]
        if self._entrance.user_header:
            user = _one(scope, self._entrance.user_header.encode())
            if user and len(user) <= _LONGEST_USER and user.isprintable():
                told[USER] = user
        return told

    def _asker(self, chain: list[str], peer: str) -> str:
        """Who asked: the last address of the chain that is no proxy's; what stands before it, anybody may have written."""
        for address in reversed(chain):
            if not self._entrance.believes(address):
                return address[:64]
        return peer


def _all(scope: Scope, wanted: bytes) -> list[str]:
    """The parts of a header that may be there several times, in their order."""
    values = [value.decode("latin-1") for name, value in scope["headers"] if name == wanted]
    return [part.strip() for value in values for part in value.split(",") if part.strip()]


def _last(scope: Scope, wanted: bytes) -> str:
    """What the nearest proxy says, in lower case; "" where it says nothing."""
    return (_all(scope, wanted) or [""])[-1].lower()


def _one(scope: Scope, wanted: bytes) -> str:
    """A header that stands there once; "" where it does not, or twice: then one of them is not the proxy's."""
    values = [value for name, value in scope["headers"] if name == wanted]
    if len(values) != 1:
        return ""
    value: bytes = values[0]
    return value.decode("utf-8", "replace").strip()
