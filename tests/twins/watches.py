"""Saved searches in memory, and what is remembered of them."""

from __future__ import annotations

from samarkand.model.watches import DeadLetter, Heard, Told, Watch


class MemoryWatches:
    """See `ports.Watches`."""

    def __init__(self, *watches: Watch) -> None:
        self.watches = watches
        self._told: dict[str, Told] = {}
        self._dead: dict[str, DeadLetter] = {}
        self._heard: dict[str, Heard] = {}

    def load(self) -> tuple[Watch, ...]:
        return self.watches

    def told(self, identity: str) -> Told | None:
        return self._told.get(identity)

    def remember(self, identity: str, told: Told) -> None:
        self._told[identity] = told

    def remove(self, identity: str) -> None:
        self.watches = tuple(each for each in self.watches if each.id != identity)
        self._told.pop(identity, None)
        self._heard.pop(identity, None)

    def heard(self, identity: str) -> Heard | None:
        return self._heard.get(identity)

    def keep_heard(self, identity: str, heard: Heard) -> None:
        self._heard[identity] = heard

    def letters(self, identity: str) -> tuple[DeadLetter, ...]:
        found = [each for each in self._dead.values() if each.watch == identity]
        return tuple(sorted(found, key=lambda each: (each.at, each.id)))

    def bury(self, letter: DeadLetter) -> None:
        self._dead[letter.id] = letter

    def unbury(self, letter: DeadLetter) -> None:
        self._dead.pop(letter.id, None)
