"""Places in a text at which something is told, to be found by where a text was edited."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from samarkand.model.statements import Stretch

Meant = TypeVar("Meant")


@dataclass(frozen=True, slots=True)
class Mention(Generic[Meant]):
    """Something that is told, at a place; two with one key tell the same."""

    start: int
    end: int
    key: Meant


class Marks(Generic[Meant]):
    """The mentions of one kind in a text; those near a place are found without a look at all others."""

    def __init__(self, mentions: Iterable[Mention[Meant]]) -> None:
        self._mentions = sorted(mentions, key=lambda each: (each.start, each.end))
        self._starts = [each.start for each in self._mentions]
        self._longest = max((each.end - each.start for each in self._mentions), default=0)

    def touching(self, at: Stretch) -> list[Mention[Meant]]:
        """Those that share a character with a stretch, or touch it."""
        first = bisect_left(self._starts, at[0] - self._longest)
        near = self._mentions[first : bisect_right(self._starts, at[1])]
        return [each for each in near if each.end >= at[0]]

    def within(self, at: Stretch) -> list[Mention[Meant]]:
        """Those that lie inside of a stretch."""
        return [each for each in self.touching(at) if at[0] <= each.start and each.end <= at[1]]


def replaced(
    before_at: Stretch, after_at: Stretch, old: Marks[Meant], new: Marks[Meant]
) -> Iterator[tuple[Mention[Meant], Mention[Meant]]]:
    """What stood where a text was edited, with what stands there in its place, in order; what is told still is left out."""
    before, after = old.touching(before_at), new.touching(after_at)
    kept = [each.key for each in after]
    gone = []
    for each in before:
        if each.key in kept:
            kept.remove(each.key)
        else:
            gone.append(each)
    told = [each.key for each in before]
    come = []
    for each in after:
        if each.key in told:
            told.remove(each.key)
        else:
            come.append(each)
    yield from zip(gone, come, strict=False)
