"""Marks that wait in memory."""

from __future__ import annotations


class MemoryMarkBox:
    """What `adapters.markbox` keeps on disk."""

    def __init__(self) -> None:
        self._waiting: list[object] = []
        self._changes = 0

    def put(self, marks) -> None:
        self._waiting += marks
        self._changes += 1

    def waiting(self):
        return tuple(self._waiting), len(self._waiting)

    def forget(self, end: int) -> None:
        del self._waiting[:end]
        self._changes += 1

    def stamp(self) -> tuple[int, int]:
        return (len(self._waiting), self._changes)
