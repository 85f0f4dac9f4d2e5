"""What the flow works with: the parts that `app` wires together, seen through their ports."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from samarkand.model.collecting import Answer
from samarkand.model.outlets import Follow, Outlet
from samarkand.model.settings import Settings
from samarkand.ports import Archive, Catalog, Fetcher


@dataclass(frozen=True, slots=True)
class Parts:
    """One archive with all that works on it."""

    archive: Archive
    catalog: Catalog
    settings: Settings
    outlets: tuple[Outlet, ...]
    """All that are known: built in, and the archive's own."""
    follows: tuple[Follow, ...]

    def outlet(self, identity: str) -> Outlet | None:
        """The outlet of an id."""
        return next((outlet for outlet in self.outlets if outlet.id == identity), None)


@dataclass(frozen=True, slots=True)
class Network:
    """What collecting needs besides the archive."""

    fetcher: Fetcher
    to_warc: Callable[[Sequence[Answer]], tuple[bytes, tuple[int, ...]]]
    """Answers -> the content of a WARC file, and the offset in bytes of each."""
    jitter: Callable[[], float]
    """A number from 0 to 1, another one each time: keeps polls of many archives from falling together."""
