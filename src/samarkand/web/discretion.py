"""What may be told of trouble with the disk, and to whom: the words of such errors name files, and go to the program's log."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from threading import Lock

from samarkand.errors import (
    ArchiveBusy,
    ArchiveDamaged,
    BadOutlet,
    CannotWrite,
    CatalogUnusable,
    DoorUnusable,
    SamarkandError,
)

_LOG = logging.getLogger("samarkand")
AGAIN = 60.0
"""Seconds after which the same trouble is told in the log again: whoever asks on and on does not fill a disk."""
_REMEMBERED = 100

OUTSIDE: Mapping[type[SamarkandError], str] = {
    DoorUnusable: "what says who may enter cannot be read; the owner finds more in this reader's log",
    ArchiveDamaged: "a part of the archive is damaged; its owner finds more in this reader's log",
    CatalogUnusable: "what the archive is asked by cannot be used now; its owner finds more in this reader's log",
    BadOutlet: "a file of settings cannot be understood; the owner finds more in this reader's log",
    CannotWrite: "the disk did not take it, and nothing was kept; the owner finds more in this reader's log",
    ArchiveBusy: "another process is writing to the archive; try again in a while",
}
"""What is said of trouble with the disk to those who are not at it. The text of every other error is about what was asked for."""


class TroubleLog:
    """Tells the log of trouble, and not again and again."""

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._lately: dict[str, float] = {}
        self._lock = Lock()

    def note(self, error: Exception) -> None:
        """Write what happened, at most once in AGAIN seconds."""
        text, now = str(error), self._steady()
        with self._lock:
            if now - self._lately.get(text, now - AGAIN) < AGAIN:
                return
            if len(self._lately) >= _REMEMBERED:
                self._lately.clear()
            self._lately[text] = now
        _LOG.error("%s", text, extra={"event": "trouble", "facts": {"error": type(error).__name__}})


TROUBLES = TroubleLog()
"""Of this process."""


def outside(error: Exception, *, is_guarded: bool) -> str:
    """What an error tells those who ask over the network; trouble with the disk is in the log when this returns.

    `is_guarded`: whether somebody stands at the door. Where nobody does, only who sits at this machine can ask.
    """
    told = next((OUTSIDE[kind] for kind in type(error).__mro__ if kind in OUTSIDE), "")
    if told:
        TROUBLES.note(error)
    return told if told and is_guarded else str(error)
