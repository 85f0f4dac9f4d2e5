"""Sessions: who has shown the password and not left since; in memory, bounded, gone with the program."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_urlsafe

LASTS = timedelta(days=30)
"""From the login on, however often one comes."""
MOST = 500
"""At a time; the oldest ends where one more begins."""


@dataclass(frozen=True, slots=True)
class _Session:
    stamp: str
    """Of the password that was shown: another one ends it."""
    until: datetime


class Sessions:
    """What is remembered of sessions: of each key, which only its browser has, a hash."""

    def __init__(self) -> None:
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self, stamp: str, now: datetime) -> str:
        """The key of a new session, 256 bits that nobody can guess."""
        key = token_urlsafe(32)
        with self._lock:
            self._sessions[_known_by(key)] = _Session(stamp, now + LASTS)
            if len(self._sessions) > MOST:
                self._sessions.popitem(last=False)
        return key

    def known(self, key: str, stamp: str, now: datetime) -> bool:
        """Whether a key is that of a session, begun with the password of this stamp. `now` is aware."""
        with self._lock:
            session = self._sessions.get(_known_by(key))
            if session is None:
                return False
            if session.stamp != stamp or session.until <= now:
                del self._sessions[_known_by(key)]
                return False
            return True

    def end(self, key: str) -> None:
        """Forget a session, if there is one of this key."""
        with self._lock:
            self._sessions.pop(_known_by(key), None)

    def __len__(self) -> int:
        return len(self._sessions)


def _known_by(key: str) -> str:
    """What is kept of a key: looking up a hash tells by no time how near a guess comes."""
    return sha256(key.encode("utf-8", "surrogatepass")).hexdigest()
