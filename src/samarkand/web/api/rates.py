"""How often one may ask: a bucket for each who asks, that fills at a steady pace; in memory, bounded."""

from __future__ import annotations

import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from starlette.types import ASGIApp, Receive, Scope, Send

from samarkand.web.api.problems import Refusal
from samarkand.web.visitors import visitor_of

MOST = 10_000
"""Who is remembered; the one that was not heard of for longest goes first, and may ask anew."""


@dataclass(frozen=True, slots=True)
class Rate:
    """How often one may ask."""

    burst: int = 300
    """Requests at once."""
    pace: float = 20.0
    """And how many more a second."""


@dataclass(slots=True)
class _Bucket:
    level: float
    at: float


class Rates:
    """What is left to each who asks. Times are seconds of one steady clock."""

    def __init__(self, rate: Rate) -> None:
        self.rate = rate
        self._buckets: OrderedDict[str, _Bucket] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, who: str, now: float) -> float:
        """0 where one more request is answered; else the seconds to wait for it."""
        with self._lock:
            bucket = self._buckets.setdefault(who, _Bucket(float(self.rate.burst), now))
            self._buckets.move_to_end(who)
            if len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
            filled = bucket.level + max(now - bucket.at, 0.0) * self.rate.pace
            bucket.level, bucket.at = min(float(self.rate.burst), filled), now
            if bucket.level < 1:
                return (1 - bucket.level) / self.rate.pace
            bucket.level -= 1
            return 0.0

    def __len__(self) -> int:
        return len(self._buckets)


class Limited:
    """Answers each who asks as often as a rate allows: by token, session or name, else by address."""

    def __init__(self, app: ASGIApp, rate: Rate, steady: Callable[[], float] = time.monotonic) -> None:
        self._app, self._steady, self._rates = app, steady, Rates(rate)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer 429."""
        wait = self._rates.take(_who(scope), self._steady()) if scope["type"] == "http" else 0.0
        if wait > 0:
            seconds, rate = math.ceil(wait), self._rates.rate
            told = f"{rate.burst} requests at once, and {rate.pace:g} more a second; wait {seconds} s"
            refusal = Refusal("too-many", told, headers={"Retry-After": str(seconds)})
            await refusal.response()(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _who(scope: Scope) -> str:
    visitor = visitor_of(scope)
    address: str = scope["client"][0] if scope.get("client") else ""
    return visitor.token or visitor.session or visitor.user or address
