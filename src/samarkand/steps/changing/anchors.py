"""Sentences of two texts aligned by those that stand once in either, as patience diff does, so that the time stays linear."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from samarkand.text.aligning import Aligner, Stretch


def stretches(one: Sequence[str], other: Sequence[str], aligner: Aligner) -> Iterator[Stretch]:
    """Stretches in order that cover both sequences, neighbours of one sort joined; as `Aligner.stretches` tells them."""
    last: Stretch | None = None
    for stretch in _stretches(one, other, aligner):
        if last and last[0] == stretch[0]:
            last = (last[0], last[1], stretch[2], last[3], stretch[4])
            continue
        if last:
            yield last
        last = stretch
    if last:
        yield last


def _stretches(one: Sequence[str], other: Sequence[str], aligner: Aligner) -> Iterator[Stretch]:
    """Anchors, and between two of them what the aligner finds."""
    at_one = at_other = 0
    for start, beside in (*_anchors(one, other), (len(one), len(other))):
        for is_same, *places in aligner.stretches(one[at_one:start], other[at_other:beside]):
            begin, end, there, there_end = places
            yield is_same, at_one + begin, at_one + end, at_other + there, at_other + there_end
        if start < len(one):
            yield True, start, start + 1, beside, beside + 1
        at_one, at_other = start + 1, beside + 1


def _anchors(one: Sequence[str], other: Sequence[str]) -> list[tuple[int, int]]:
    """Places of what stands once in either, as many as stand in one order."""
    often, elsewhere = Counter(one), Counter(other)
    places = {form: at for at, form in enumerate(other) if elsewhere[form] == 1}
    both = [(at, places[form]) for at, form in enumerate(one) if often[form] == 1 and form in places]
    ends: list[int] = []
    """The least place in the other at which a row of so many anchors ends."""
    rows: list[int] = []
    """Which pair that is."""
    before = [-1] * len(both)
    for number, (_, beside) in enumerate(both):
        length = bisect_left(ends, beside)
        before[number] = rows[length - 1] if length else -1
        ends[length : length + 1] = [beside]
        rows[length : length + 1] = [number]
    found: list[tuple[int, int]] = []
    number = rows[-1] if rows else -1
    while number >= 0:
        found.append(both[number])
        number = before[number]
    return found[::-1]
