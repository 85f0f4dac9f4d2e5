"""What holds for every answer: headers that forbid all but the page itself, and who may be asked for by which name."""

from __future__ import annotations

import re
from collections.abc import Collection
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self'; style-src 'self'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""No script, no picture, no form but our own, no frame, no font, nothing from elsewhere, and no script in a page's markup."""
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

    def __init__(self, app: ASGIApp, host: str, names: Collection[str] = ()) -> None:
        """`host` is the address we listen on, `names` are others that lead to us; elsewhere than on loopback, any address does."""
        self._app = Headers(app)
        self._names = _LOOPBACK | {f"[{host}]" if ":" in host else host.lower(), *names}
        self._takes_addresses = not is_loopback(host)
        self._refuse = Headers(PlainTextResponse("This server is not known by that name.\n", status_code=403))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is asked of one of our names."""
        if scope["type"] == "http" and not self._is_ours(name_of(scope)):
            await self._refuse(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _is_ours(self, name: str) -> bool:
        return name in self._names or (self._takes_addresses and _is_address(name))


def comes_from_us(scope: Scope, *, is_known: bool = False) -> bool:
    """Whether a browser says that a request was made by a page of ours, asked for by an address or as `localhost`.

    `is_known`: by whatever name, since that is known to be ours, or the request brings what only our name was given.

    What a page may not forge tells it: Sec-Fetch-Site where it is sent, and Origin (W3C Fetch Metadata; RFC 6454). A name
    that is none of ours proves nothing: whoever owns it can let it lead here, and then is "the same origin".
    """
    site, origin = _lower(scope, b"sec-fetch-site"), _lower(scope, b"origin")
    if site not in {"", "same-origin"} or not (site or origin):
        return False
    if not is_known and not _is_address(name_of(scope)):
        return False
    return not origin or _netloc(origin) == _lower(scope, b"host")


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    return host.lower() == "localhost" or host == "::1" or re.fullmatch(r"127(?:\.\d{1,3}){3}", host) is not None


def name_of(scope: Scope) -> str:
    """The Host header without its port, in lower case; "" where there is none."""
    return re.sub(r":\d*$", "", _lower(scope, b"host"))


def header_of(scope: Scope, wanted: bytes) -> str:
    """A header as it was sent; "" where there is none."""
    return next((value.decode("latin-1").strip() for name, value in scope["headers"] if name == wanted), "")


def _is_address(name: str) -> bool:
    """Whether a host is told by its address, or is this machine."""
    try:
        ip_address(name.removeprefix("[").removesuffix("]"))
    except ValueError:
        return name == "localhost"
    return True


def _netloc(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:  # no end of a bracket
        return ""


def _lower(scope: Scope, wanted: bytes) -> str:
    return header_of(scope, wanted).lower()
