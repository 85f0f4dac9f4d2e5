"""What was read of versions just now, so that the index need not open and read their records once more."""

from __future__ import annotations

from samarkand.model.articles import Reading

LARGEST = 8_000_000
"""Characters that are kept in memory at most; beyond it, the index opens records."""


class Recent:
    """Titles and texts of versions that were kept and not indexed yet."""

    def __init__(self) -> None:
        self._texts: dict[tuple[str, int], tuple[str, str]] = {}
        self._size = 0

    def remember(self, article: str, number: int, reading: Reading) -> None:
        """Keep what was read of a version, if there is room."""
        if not self.is_full():
            self._texts[article, number] = (reading.title, reading.text)
            self._size += len(reading.text)

    def take(self, article: str, number: int) -> tuple[str, str] | None:
        """Title and text of a version, to be had once."""
        found = self._texts.pop((article, number), None)
        if found:
            self._size -= len(found[1])
        return found

    def is_full(self) -> bool:
        """Whether it is time to index what was kept."""
        return self._size >= LARGEST
