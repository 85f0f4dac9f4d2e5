"""One request from its first address to its answer: robots.txt, turns, redirects, conditional headers."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from yarl import URL

from samarkand import urls
from samarkand.adapters.fetch import addresses, manners, robots
from samarkand.adapters.fetch.exchange import REDIRECTS, Exchanges, Got, Wanted
from samarkand.adapters.fetch.refused import Refused
from samarkand.model.collecting import Answer, Failure, Kind, Request, Trouble
from samarkand.model.settings import Limits, Manners

_ACCEPT: dict[Kind, str] = {
    "feed": "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.9, "
    "application/json;q=0.8, */*;q=0.1",
    "page": "text/html, application/xhtml+xml, application/xml;q=0.9, */*;q=0.1",
    "image": "image/avif, image/webp, image/*, */*;q=0.1",
}
_ROBOTS_REDIRECTS = 5
"""RFC 9309: at least five are followed; beyond them there are no rules."""
_MOST_ORIGINS = 1024


@dataclass(frozen=True, slots=True)
class _Trip:
    """What stays the same over the redirects of one request."""

    headers: dict[str, str]
    limit: int
    is_robots: bool = False


class Visits:
    """Carries out requests, any number at a time. Lives in one event loop."""

    def __init__(self, limits: Limits, ways: Manners, exchanges: Exchanges, clock: Callable[[], datetime]) -> None:
        self._limits = limits
        self._ways = ways
        self._exchanges = exchanges
        self._clock = clock
        self._turns = manners.Turns()
        self._agent = robots.product(ways.user_agent)
        self._rules: dict[str, asyncio.Task[robots.Rules]] = {}

    async def visit(self, request: Request) -> Answer | Failure:
        """The answer to a request, or why there is none."""
        sizes = {"feed": self._limits.feed_bytes, "page": self._limits.page_bytes, "image": self._limits.image_bytes}
        try:
            answer = await self._follow(request, _Trip(self._headers(request), sizes[request.kind]))
        except Refused as refused:
            return Failure(request, refused.trouble, refused.detail, self._clock(), refused.wait)
        return answer

    def _headers(self, request: Request) -> dict[str, str]:
        known = {
            "If-None-Match": request.etag,
            "If-Modified-Since": request.last_modified,
            "Referer": request.referrer,
        }
        return {
            "User-Agent": self._ways.user_agent,
            "Accept": _ACCEPT[request.kind],
            "Accept-Encoding": "gzip, deflate, br",
            **{name: value for name, value in known.items() if _is_sendable(value)},
        }

    async def _follow(self, request: Request, trip: _Trip) -> Answer:
        """Go from address to address until one answers with something else than a redirect."""
        url = addresses.parse(request.url)
        redirects: list[tuple[int, str]] = []
        time = self._limits.total
        most = _ROBOTS_REDIRECTS if trip.is_robots else self._limits.redirects
        while True:
            delay = self._ways.delay if trip.is_robots else await self._permitted(url)
            got, at, took = await self._hop(url, delay, trip, time)
            time -= took
            if got.status not in REDIRECTS or not got.header("location"):
                return Answer(
                    request,
                    str(url),
                    got.status,
                    got.headers,
                    got.body,
                    at,
                    tuple(redirects),
                    got.sent,
                    got.reason,
                    got.address,
                )
            redirects.append((got.status, str(url)))
            url = _target(url, got)
            if len(redirects) > most:
                raise Refused(Trouble.TOO_MANY_REDIRECTS, f"more than {most} redirects, the last one to {url}")
            if any(str(url) == passed for _, passed in redirects):
                raise Refused(Trouble.TOO_MANY_REDIRECTS, f"redirects lead back to {url}")

    async def _hop(self, url: URL, delay: timedelta, trip: _Trip, time: timedelta) -> tuple[Got, datetime, timedelta]:
        """One exchange when it is our turn: what it brought, when, and how long it took."""
        host = _host(url)
        loop = asyncio.get_running_loop()
        async with self._turns.at(host, delay):
            self._check_wait(host)
            at, start = self._clock(), loop.time()
            wanted = Wanted(url, trip.headers, trip.limit, max(time, timedelta(seconds=1)), is_cut=trip.is_robots)
            got = await self._exchanges.get(wanted)
            wait = manners.wait_asked(got.status, got.header("retry-after"), at)
            if wait is not None:
                self._turns.stay_away(host, at + wait)
        return got, at, timedelta(seconds=loop.time() - start)

    def _check_wait(self, host: str) -> None:
        wait = self._turns.wait_of(host, self._clock())
        if wait is not None:
            raise Refused(Trouble.WAIT, f"{host} asked us to come back in {wait.total_seconds():.0f} s", wait=wait)

    async def _permitted(self, url: URL) -> timedelta:
        """The delay to keep at a host that lets us ask for the address. Raises Refused where it does not."""
        self._check_wait(_host(url))
        rules = await self._rules_of(url.origin())
        if rules.refused is not None:
            raise rules.refused.again()
        if not rules.allow(str(url), self._agent):
            raise Refused(Trouble.ROBOTS, f"robots.txt of {url.origin()} forbids {url}")
        return max(self._ways.delay, rules.delay(self._agent))

    async def _rules_of(self, origin: URL) -> robots.Rules:
        """The rules of an origin, fetched once however many ask for them at a time."""
        key = str(origin)
        task = self._rules.get(key)
        if task is None or (task.done() and (task.cancelled() or task.result().until <= self._clock())):
            if len(self._rules) >= _MOST_ORIGINS:
                self._rules = {name: rest for name, rest in self._rules.items() if not rest.done()}
            task = self._rules[key] = asyncio.create_task(self._ask_rules(origin))
        return await asyncio.shield(task)

    async def _ask_rules(self, origin: URL) -> robots.Rules:
        """What robots.txt says; 2xx are rules, other answers below 500 mean that there are none (RFC 9309, 2.3.1)."""
        address = str(origin.with_path("/robots.txt"))
        headers = {**self._headers(Request(address, "page")), "Accept": "text/plain, */*;q=0.1"}
        trip = _Trip(headers, robots.LARGEST, is_robots=True)
        try:
            answer = await self._follow(Request(address, "page"), trip)
        except Refused as refused:
            if refused.trouble is Trouble.TOO_MANY_REDIRECTS:
                return robots.Rules(self._clock() + robots.KEPT)
            return self._no_rules(address, refused)
        if answer.status >= 500 or answer.status == 429:
            return self._no_rules(address, Refused(Trouble.ROBOTS, f"it answers {answer.status}"))
        if not 200 <= answer.status < 300:
            return robots.Rules(answer.fetched_at + robots.KEPT)
        return robots.Rules(answer.fetched_at + robots.KEPT, robots.read(answer.body))

    def _no_rules(self, address: str, refused: Refused) -> robots.Rules:
        """No permission; where there is no connection at all, or the host asks us to wait, that is what is told."""
        if refused.connected and refused.trouble is not Trouble.WAIT:
            refused = Refused(Trouble.ROBOTS, f"{address} could not be fetched: {refused.detail}")
            kept = robots.KEPT_FAILURE
        else:
            kept = refused.wait or robots.KEPT_NO_CONNECTION
        return robots.Rules(self._clock() + kept, refused=refused)


def _host(url: URL) -> str:
    """Who is asked: the host, with its port unless that is the usual one of http or https."""
    return f"{url.raw_host}:{url.port}" if url.port not in {80, 443} else str(url.raw_host)


def _target(url: URL, got: Got) -> URL:
    """Where a redirect leads. Raises Refused (BAD_ADDRESS) for what is not on the web."""
    text = got.header("location")
    with suppress(UnicodeDecodeError):  # not UTF-8: the bytes are asked for as they are
        text = text.encode("latin-1").decode("utf-8")
    target = urls.join(str(url), text)
    if not target:
        raise Refused(Trouble.BAD_ADDRESS, f"{url} redirects to {text[:200]!r}, which is no web address")
    return addresses.parse(target)


def _is_sendable(value: str) -> bool:
    """Whether a header value that came from elsewhere can be sent: no control characters, nothing but ASCII."""
    return bool(value) and len(value) <= 1024 and value.isascii() and value.isprintable()
