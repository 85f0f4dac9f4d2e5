"""A password in memory, and how often it was looked at."""

from __future__ import annotations

from hashlib import sha256


class MemoryPassword:
    """What `adapters.passwords` keeps on disk; no hash of it costs anything."""

    def __init__(self, password: str = "") -> None:
        self._password = password
        self.checks = 0

    def keep(self, password: str) -> None:
        self._password = password

    def remove(self) -> bool:
        was_set, self._password = bool(self._password), ""
        return was_set

    def stamp(self) -> str:
        return sha256(self._password.encode()).hexdigest() if self._password else ""

    def holds(self, password: str) -> bool:
        self.checks += 1
        return bool(self._password) and password == self._password
