"""What pages were made of, remembered as long as nothing new comes: little enough to be held, and the same for every reader."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from threading import Lock
from typing import Any

MOST = 16
"""Pages whose contents are remembered, some 200 KB each."""

Made = Mapping[str, Any]


class Remembered:
    """The contents of the pages that were asked for last, as one state of the archive gives them.

    Only what every reader sees may stand in them: what belongs to one of them, as the secret of a form, is added to a copy. Used
    by many threads.
    """

    def __init__(self, state: Callable[[], Hashable]) -> None:
        """`state` tells what all contents depend on: another value, and all are made anew."""
        self._state = state
        self._lock = Lock()
        self._known: Hashable = None
        self._made: OrderedDict[Hashable, Made] = OrderedDict()

    def of(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """The contents of a page, remembered or made; what `make` raises is raised, and nothing is remembered."""
        state = self._state()
        with self._lock:
            if state != self._known:
                self._known = state
                self._made.clear()
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make()
        with self._lock:
            if state == self._known:  # what came meanwhile may show in it, or not
                self._made[key] = made
                while len(self._made) > MOST:
                    self._made.popitem(last=False)
        return made
