"""What a host's robots.txt says to us (RFC 9309), read with protego; nothing here touches the network."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from protego import Protego

from samarkand.adapters.fetch.refused import Refused

LARGEST = 512 * 1024
"""Bytes that are read of a robots.txt; RFC 9309 asks for 500 KiB at least, and the rest may be left."""
KEPT = timedelta(hours=24)
"""How long rules hold, the most that RFC 9309 allows."""
KEPT_FAILURE = timedelta(minutes=10)
"""How long a robots.txt that could not be fetched is not asked for again."""
KEPT_NO_CONNECTION = timedelta(minutes=1)
"""The same where the host could not be reached at all."""
LONGEST_DELAY = timedelta(seconds=60)
"""The most that a Crawl-delay can ask for; more would stop a round of the news."""


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of one origin (scheme, host, port), or why there are none."""

    until: datetime
    """When they have to be asked for again (UTC)."""
    rules: Protego | None = None
    """None: everything is allowed."""
    refused: Refused | None = None
    """Why the rules could not be fetched, which is no permission."""

    def allow(self, url: str, agent: str) -> bool:
        """Whether a product token (`Samarkand`) may ask for an address."""
        return self.rules is None or self.rules.can_fetch(url, agent)

    def delay(self, agent: str) -> timedelta:
        """What the host asks to be left between two requests; zero where it asks for nothing."""
        seconds = self.rules.crawl_delay(agent) if self.rules else None
        return min(timedelta(seconds=min(seconds or 0.0, 86400.0)), LONGEST_DELAY)


def read(body: bytes) -> Protego:
    """The rules in the bytes of a robots.txt, whatever they are; a last line that was cut off is left."""
    whole = body if len(body) < LARGEST else body[: body.rfind(b"\n") + 1]
    return Protego.parse(whole.decode("utf-8", "replace").removeprefix("\ufeff"))


def product(user_agent: str) -> str:
    """The token that robots.txt files name: `Samarkand` of `Samarkand/0.1 (+…)`."""
    return re.split(r"[/\s]", user_agent.strip(), maxsplit=1)[0] or "*"
