"""Attempts to enter: how long the next one has to wait, by address and in all; knows no passwords."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from ipaddress import IPv6Address, ip_address, ip_network

FREE = 5
"""Attempts of an address that may fail before the first wait."""
LONGEST = 900.0
"""Seconds that an address waits at most: each failure doubles it, from one second on."""
FORGOTTEN = 3600.0
"""Seconds after its last failure when an address begins anew."""
BURST = 30
"""Failures in all that cost no wait."""
PACE = 0.5
"""And how many more a second: 43,200 a day, however many addresses ask."""
MOST = 10_000
"""Addresses that are remembered; the one that was not heard of for longest goes first."""
TRUSTED = 100
"""Addresses that entered before, which strangers' failures do not keep out."""


@dataclass(slots=True)
class _Record:
    failures: int = 0
    until: float = 0.0
    at: float = 0.0


class Attempts:
    """What is remembered of attempts; in memory alone, bounded. Times are seconds of one steady clock."""

    def __init__(self) -> None:
        self._records: OrderedDict[str, _Record] = OrderedDict()
        self._trusted: OrderedDict[str, None] = OrderedDict()
        self._level, self._at = float(BURST), 0.0
        self._lock = threading.Lock()

    def begin(self, address: str, now: float) -> float:
        """0 where an attempt may be made, which counts as failed until it is told otherwise; else the seconds to wait."""
        key = _kin(address)
        with self._lock:
            record = self._records.get(key)
            if record and now - record.at > FORGOTTEN:
                record = None
            self._level = min(float(BURST), self._level + max(now - self._at, 0.0) * PACE)
            self._at = now
            wait = record.until - now if record else 0.0
            if self._level < 1 and key not in self._trusted:
                wait = max(wait, (1 - self._level) / PACE)
            if wait > 0:
                return wait
            self._level = max(self._level - 1, 0.0)
            self._count(key, record or _Record(), now)
            return 0.0

    def succeeded(self, address: str) -> None:
        """The attempt that was begun last was right: its address begins anew, and is known from now on."""
        key = _kin(address)
        with self._lock:
            self._records.pop(key, None)
            self._level = min(float(BURST), self._level + 1)
            self._trusted[key] = None
            self._trusted.move_to_end(key)
            if len(self._trusted) > TRUSTED:
                self._trusted.popitem(last=False)

    def __len__(self) -> int:
        return len(self._records)

    def _count(self, key: str, record: _Record, now: float) -> None:
        record.failures, record.at = record.failures + 1, now
        if record.failures >= FREE:
            record.until = now + min(2.0 ** min(record.failures - FREE, 30), LONGEST)
        self._records[key] = record
        self._records.move_to_end(key)
        if len(self._records) > MOST:
            self._records.popitem(last=False)


def _kin(address: str) -> str:
    """What counts as one address: of IPv6 the first 64 bits, which one customer is given at least."""
    try:
        found = ip_address(address)
    except ValueError:
        return address[:64]
    if isinstance(found, IPv6Address):
        return str(found.ipv4_mapped or ip_network((found, 64), strict=False))
    return str(found)
