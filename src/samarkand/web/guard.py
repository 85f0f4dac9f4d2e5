"""What holds for every answer: headers that forbid all but the page itself, and who may be asked for by which name."""

from __future__ import annotations

import re

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script, no frame, no font, no form but our own, nothing from elsewhere."""
_HEADERS = {
    b"content-security-policy": POLICY.encode(),
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"no-referrer",
    b"x-frame-options": b"DENY",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
}
_LOOPBACK = frozenset(("localhost", "127.0.0.1", "[::1]"))


class Headers:
    """Adds the headers that protect a reader to every answer; an answer's own are stricter and stay."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, with the headers."""

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name.lower() for name, _ in message["headers"]}
                message["headers"] = [
                    *message["headers"],
                    *((name, value) for name, value in _HEADERS.items() if name not in own),
                ]
            await send(message)

        await self._app(scope, receive, send_guarded)


class KnownHosts:
    """Refuses requests for other names than ours: a stranger's name that leads to loopback would make their page ours."""

    def __init__(self, app: ASGIApp, host: str) -> None:
        self._app = Headers(app)
        self._names = _LOOPBACK | {f"[{host}]" if ":" in host else host.lower()}
        self._refuse = Headers(PlainTextResponse("This server is not known by that name.\n", status_code=403))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked of one of our names."""
        if scope["type"] == "http" and _name(scope) not in self._names:
            await self._refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    return host.lower() == "localhost" or host == "::1" or re.fullmatch(r"127(?:\.\d{1,3}){3}", host) is not None


def _name(scope: Scope) -> str:
    """The Host header without its port, in lower case; "" where there is none."""
    for name, value in scope["headers"]:
        if name == b"host":
            return re.sub(r":\d*$", "", value.decode("latin-1").strip().lower())
    return ""
