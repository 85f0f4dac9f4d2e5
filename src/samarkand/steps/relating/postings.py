"""Which places have a number: lists that are asked by many numbers in one stroke; knows nothing of articles."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from samarkand.steps.relating.sketches import Numbers, Places, laid_out

_LOW = np.uint64(0xFFFF_FFFF)
_UP = np.uint64(32)


class Postings:
    """Numbers -> the values that were told of them. Memory: 8 bytes for each."""

    def __init__(self) -> None:
        self._entries: NDArray[np.uint64] = np.empty(0, np.uint64)
        """Number and value, in order."""

    def add(self, numbers: Numbers, values: Places) -> None:
        """Take in a value for each number. Costs a copy of all that is held: add many at once."""
        new = np.sort(numbers.astype(np.uint64) << _UP | values.astype(np.uint64))
        self._entries = np.insert(self._entries, np.searchsorted(self._entries, new), new)

    def of(self, numbers: Numbers) -> tuple[Places, Places]:
        """All values of some numbers; and of each value whose it is, as an index of `numbers`."""
        wide = numbers.astype(np.uint64)
        begins = np.searchsorted(self._entries, wide << _UP)
        sizes = np.searchsorted(self._entries, wide << _UP | _LOW, side="right") - begins
        steps, owners = laid_out(begins, sizes)
        return (self._entries[steps] & _LOW).astype(np.int64), owners
