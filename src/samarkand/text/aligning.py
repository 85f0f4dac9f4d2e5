"""Two sequences aligned by what they have in common, the longest stretches first, with an effort that ends.

The alignment is that of `difflib`, which takes hours for texts that were made for it (`abab…` beside `baba…`): here
the effort is counted, and where it ends, what has not been aligned counts as different.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

EFFORT = 3_000_000
"""Pairs of equal elements that are looked at, about half a second; news needs a few thousand."""

Stretch = tuple[bool, int, int, int, int]
"""(whether it stands in both, start and end in the one sequence, start and end in the other)."""


class Aligner:
    """Aligns one pair of sequences after another; all of them share the effort."""

    def __init__(self, effort: int = EFFORT) -> None:
        self._left = effort

    def stretches(self, one: Sequence[Hashable], other: Sequence[Hashable]) -> Iterator[Stretch]:
        """Stretches in order that cover both sequences, by turns such as stand in both and such as do not."""
        at_one = at_other = 0
        for start, beside, length in (*self._common(one, other), (len(one), len(other), 0)):
            if at_one < start or at_other < beside:
                yield False, at_one, start, at_other, beside
            at_one, at_other = start + length, beside + length
            if length:
                yield True, start, at_one, beside, at_other

    def _common(self, one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int]]:
        """(start, start, length) of what both have: beginning, end, and stretches between; neighbours joined."""
        shortest = min(len(one), len(other))
        head = next((at for at in range(shortest) if one[at] != other[at]), shortest)
        rest = shortest - head
        tail = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
        middle = self._middle(one[head : len(one) - tail], other[head : len(other) - tail])
        found = [(0, 0, head), *((head + start, head + beside, length) for start, beside, length in middle)]
        joined: list[tuple[int, int, int]] = []
        for start, beside, length in (*found, (len(one) - tail, len(other) - tail, tail)):
            if joined and joined[-1][0] + joined[-1][2] == start and joined[-1][1] + joined[-1][2] == beside:
                joined[-1] = (*joined[-1][:2], joined[-1][2] + length)
            elif length:
                joined.append((start, beside, length))
        return joined

    def _middle(self, one: Sequence[Hashable], other: Sequence[Hashable]) -> list[tuple[int, int, int]]:
        """The longest stretch that both have, then those on either side of it, and so on, as long as effort is left."""
        matcher = SequenceMatcher(None, one, other, autojunk=False)
        often = Counter(other)
        efforts = [0, *accumulate(1 + often[element] for element in one)]
        found = []
        waiting = deque([(0, len(one), 0, len(other))])
        while waiting:
            start, end, beside, beside_end = waiting.popleft()
            effort = efforts[end] - efforts[start]
            if start == end or beside == beside_end or effort > self._left:
                continue
            self._left -= effort
            match = matcher.find_longest_match(start, end, beside, beside_end)
            if match.size:
                found.append((match.a, match.b, match.size))
                waiting.append((start, match.a, beside, match.b))
                waiting.append((match.a + match.size, end, match.b + match.size, beside_end))
        return sorted(found)
