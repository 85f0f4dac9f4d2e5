"""One HTTP exchange: a request to one address and its answer under limits; no redirects, no manners."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import aiohttp
from aiohttp.abc import AbstractResolver
from aiohttp.http_exceptions import LineTooLong
from yarl import URL

from samarkand.adapters.fetch.addresses import Allowed, socket_factory
from samarkand.adapters.fetch.refused import Refused
from samarkand.codings import BadCoding, Body, TooLarge
from samarkand.model.collecting import Trouble
from samarkand.model.settings import Limits

_LONGEST_FIELD = 32 * 1024
"""Bytes of one header of an answer; policies of content security grow that long on real sites."""
_MOST_FIELDS = 256


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one exchange asks for."""

    url: URL
    headers: Mapping[str, str]
    limit: int
    """Bytes of the body, as sent and as decoded."""
    time: timedelta
    """For everything: connecting, headers, body."""
    is_cut: bool = False
    """True: a body over the limit is cut there; False: it is refused."""
    posted: bytes | None = None
    """What is sent with a POST; None: a GET."""


@dataclass(frozen=True, slots=True)
class Got:
    """What one exchange brought; header values are Latin-1, so that the bytes can be had again."""

    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    sent: tuple[tuple[str, str], ...]
    address: str

    def header(self, name: str) -> str:
        """The first header of that name in any case, or ""."""
        return next((value for key, value in self.headers if key.lower() == name), "")


class Exchanges:
    """The connections to hosts. Lives in one event loop; `close` ends it."""

    def __init__(self, limits: Limits, allowed: Allowed, resolver: AbstractResolver | None) -> None:
        """Opened inside the loop; `resolver` finds the addresses of names, the system's where it is None."""
        self._limits = limits
        self._allowed = allowed
        self._resolver = resolver or aiohttp.ThreadedResolver()
        self._vetted = self._session(vetted=True)
        self._named = self._session(vetted=False)

    def _session(self, *, vetted: bool) -> aiohttp.ClientSession:
        """A session whose sockets are vetted; or one for the hosts that the settings allow by name."""
        connector = aiohttp.TCPConnector(
            resolver=self._resolver,
            limit=0,  # the client bounds what runs at a time
            happy_eyeballs_delay=None,  # one address after the other: a refused one ends the attempt, and is told
            socket_factory=socket_factory(self._allowed) if vetted else None,
        )
        return aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=None, connect=self._limits.connect.total_seconds()),
            auto_decompress=False,
            trust_env=False,
            max_line_size=_LONGEST_FIELD,
            max_field_size=_LONGEST_FIELD,
            max_headers=_MOST_FIELDS,
        )

    async def close(self) -> None:
        """Drop all connections."""
        await self._vetted.close()
        await self._named.close()
        await self._resolver.close()

    async def get(self, wanted: Wanted) -> Got:
        """The answer to a GET or a POST, of whatever status. Raises Refused for all that the network can do."""
        try:
            async with asyncio.timeout(wanted.time.total_seconds()):
                return await self._get(wanted)
        except aiohttp.ConnectionTimeoutError as error:
            detail = f"no connection within {self._limits.connect.total_seconds():g} s"
            raise Refused(Trouble.TOO_SLOW, detail, connected=False) from error
        except TimeoutError:
            raise Refused(Trouble.TOO_SLOW, f"no whole answer within {wanted.time.total_seconds():g} s") from None
        except aiohttp.ClientConnectorDNSError as error:
            detail = f"the name {wanted.url.host} does not resolve: {error.os_error}"
            raise Refused(Trouble.NO_HOST, detail, connected=False) from error
        except aiohttp.ClientConnectorError as error:
            raise Refused(Trouble.NO_CONNECTION, f"no connection: {error}", connected=False) from error
        except aiohttp.ClientPayloadError as error:
            raise Refused(Trouble.NO_CONNECTION, f"the body was cut short or garbled: {error}") from error
        except aiohttp.ClientResponseError as error:
            raise _refused_head(error) from error
        except aiohttp.InvalidURL as error:
            raise Refused(Trouble.BAD_ADDRESS, f"cannot be asked: {error}") from error
        except (aiohttp.ClientError, OSError) as error:
            raise Refused(Trouble.NO_CONNECTION, f"the connection broke: {error or type(error).__name__}") from error

    async def _get(self, wanted: Wanted) -> Got:
        session = self._named if self._allowed.names_host(wanted.url) else self._vetted
        asked: dict[str, Any] = {"headers": wanted.headers, "data": wanted.posted, "allow_redirects": False}
        async with session.request("GET" if wanted.posted is None else "POST", wanted.url, **asked) as response:
            peer = response.connection.transport if response.connection else None
            place = peer.get_extra_info("peername") if peer else None
            is_redirect = response.status in REDIRECTS and "Location" in response.headers
            return Got(
                status=response.status,
                reason=response.reason or "",
                headers=tuple((key.decode("latin-1"), value.decode("latin-1")) for key, value in response.raw_headers),
                body=b"" if is_redirect else await self._body(response, wanted),
                sent=tuple(response.request_info.headers.items()),
                address=str(place[0]) if place else "",
            )

    async def _body(self, response: aiohttp.ClientResponse, wanted: Wanted) -> bytes:
        codings = ",".join(response.headers.getall("Content-Encoding", ()))
        try:
            body = Body(codings, wanted.limit, self._limits.ratio)
            try:
                async for data in response.content.iter_any():
                    body.feed(data)
            except TooLarge as error:
                if wanted.is_cut:
                    return body.so_far()
                raise Refused(Trouble.TOO_LARGE, str(error)) from error
            return body.finish()
        except BadCoding as error:
            raise Refused(Trouble.BAD_ENCODING, str(error)) from error


REDIRECTS = frozenset({301, 302, 303, 307, 308})


def _refused_head(error: aiohttp.ClientResponseError) -> Refused:
    """What is wrong with the head of an answer that could not be read."""
    if isinstance(error.__cause__, LineTooLong):
        return Refused(Trouble.TOO_LARGE, f"a header of more than {_LONGEST_FIELD} bytes")
    return Refused(Trouble.NO_CONNECTION, f"the answer is no HTTP: {error.message[:200]}")
