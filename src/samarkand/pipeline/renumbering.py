"""Which versions a ledger line makes worth another look, where lines of other archives move the numbers of older ones."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from samarkand.model.articles import Version
from samarkand.model.events import Line
from samarkand.steps import filing

VERSIONS = frozenset({"version", "witness"})
"""Kinds of lines that change what is known of an article's versions."""
ALL = 0
"""In the place of a number: every version of the article."""


def versions_told(lines: Iterable[Line]) -> dict[str, set[int]]:
    """Article -> the numbers of the versions that some lines tell of, ALL where they may have moved others."""
    told: dict[str, set[int]] = {}
    for line in lines:
        if line.kind in VERSIONS:
            number = ALL if "merged" in line.data else int(line.data["number"])
            told.setdefault(str(line.data["article"]), set()).add(number)
    return told


def among(versions: Sequence[Version], numbers: set[int]) -> Iterator[Version]:
    """The versions of an article that have one of the numbers; all of them where numbers have moved."""
    have_moved = ALL in numbers or any(filing.number_of(each.record) != each.number for each in versions)
    yield from (each for each in versions if have_moved or each.number in numbers)
