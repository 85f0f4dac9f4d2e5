"""The turns of hosts: one request at a time, a delay between two, and the times at which they asked us to come back."""

from __future__ import annotations

import asyncio
import math
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from samarkand import times

LONGEST_WAIT = timedelta(hours=24)
"""The most that a Retry-After counts for."""
USUAL_WAIT = timedelta(minutes=1)
"""What a 429 without Retry-After counts for."""
_MOST_HOSTS = 4096


@dataclass(slots=True)
class _Turn:
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)
    users: int = 0
    free_at: float = -math.inf
    """Seconds of the loop's clock at which the delay is over."""
    wait_until: datetime | None = None


class Turns:
    """Whose turn it is at each host. Lives in one event loop."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}

    @asynccontextmanager
    async def at(self, host: str, delay: timedelta) -> AsyncIterator[None]:
        """The turn at a host: nobody else asks it meanwhile, and `delay` has passed since the last one's end."""
        turn = self._turns.setdefault(host, _Turn())
        turn.users += 1
        loop = asyncio.get_running_loop()
        try:
            async with turn.lock:
                await asyncio.sleep(max(0.0, turn.free_at + delay.total_seconds() - loop.time()))
                try:
                    yield
                finally:
                    turn.free_at = loop.time()
        finally:
            turn.users -= 1
            self._forget()

    def wait_of(self, host: str, now: datetime) -> timedelta | None:
        """How long the host still asks us to stay away; None where it does not."""
        turn = self._turns.get(host)
        if turn is None or turn.wait_until is None or turn.wait_until <= now:
            return None
        return turn.wait_until - now

    def stay_away(self, host: str, until: datetime) -> None:
        """Remember that the host asked us to come back at an instant (UTC)."""
        self._turns.setdefault(host, _Turn()).wait_until = until

    def _forget(self) -> None:
        """Drop the oldest hosts that nobody is at: a hostile one can make up names for ever."""
        if len(self._turns) > _MOST_HOSTS:
            idle = [host for host, turn in self._turns.items() if not turn.users]
            for host in idle[: _MOST_HOSTS // 2]:
                del self._turns[host]


def wait_asked(status: int, retry_after: str, now: datetime) -> timedelta | None:
    """How long an answer asks us to stay away: Retry-After of a 429 or 503, in seconds or as a date; None if not."""
    if status not in {429, 503}:
        return None
    text = retry_after.strip()
    if text.isascii() and text.isdigit():
        wait = timedelta(seconds=min(int(text[:10]), LONGEST_WAIT.total_seconds()))
    elif text and (at := times.parse_rfc822(text)) is not None:
        wait = max(at - now, timedelta())
    elif status == 429:
        wait = USUAL_WAIT
    else:
        return None
    return min(wait, LONGEST_WAIT) or None
