"""Sets of words, written as a reader writes them: with blanks between."""

from __future__ import annotations


def words(written: str) -> frozenset[str]:
    """The words of a list that blanks part."""
    return frozenset(written.split())
