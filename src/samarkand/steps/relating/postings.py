"""Which places have a number: lists that are asked by many numbers in one stroke; knows nothing of articles."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from samarkand.steps.relating.sketches import Numbers
from samarkand.stretches import Places, starts

_LOW = np.uint64(0xFFFF_FFFF)
_UP = np.uint64(32)
_RUNS = 4
"""A run is at least so many times as long as the one behind it: what is taken in is copied seldom, and few are asked."""

_SPARSE = 24
"""Values are put in order if their range is more than so many times their number, else they are counted in a table of it."""


class Postings:
    """Numbers -> the values that were told of them. Memory: 8 bytes for each."""

    def __init__(self) -> None:
        self._runs: list[tuple[Numbers, Numbers]] = []
        """Numbers and their values, in order of both, the longest run first."""

    def add(self, numbers: Numbers, values: Places) -> None:
        """Take in a value for each number. Costs a sort of these, and now and then a copy of what is held."""
        new = np.sort(numbers.astype(np.uint64) << _UP | values.astype(np.uint64))
        while self._runs and len(self._runs[-1][0]) < _RUNS * len(new):
            keys, held = self._runs.pop()
            old = keys.astype(np.uint64) << _UP | held
            new = np.insert(old, np.searchsorted(old, new), new)
        if len(new):
            self._runs.append(((new >> _UP).astype(np.uint32), (new & _LOW).astype(np.uint32)))

    def lists(self, numbers: Numbers) -> list[list[Numbers]]:
        """All values of each number, in order, in one array or several. Costs about 1 µs a number."""
        asked, whose = np.unique(numbers, return_inverse=True)
        found: list[list[Numbers]] = [[] for _ in asked]
        for keys, values in self._runs:
            begins, ends = np.searchsorted(keys, asked), np.searchsorted(keys, asked, side="right")
            has = np.flatnonzero(begins < ends)
            for number, begin, end in zip(has.tolist(), begins[has].tolist(), ends[has].tolist(), strict=True):
                found[number].append(values[begin:end])
        return [found[number] for number in whose.tolist()]


def often(lists: Sequence[Numbers], least: int) -> tuple[Places, Places]:
    """The values that stand in some lists so often at least, in order, and how often each of them does."""
    together = np.concatenate(lists) if lists else np.empty(0, np.uint32)
    if len(together) < least:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    if _SPARSE * len(together) < int(together.max()):
        in_order = np.sort(together)
        begins = starts(in_order)
        times = np.diff(np.append(begins, len(in_order)))
        enough = times >= least
        return in_order[begins[enough]].astype(np.int64), times[enough]
    counts = np.bincount(together)
    values = np.flatnonzero(counts >= least)
    return values, counts[values]
