"""Stretches of numbers laid end to end in one array, and what is counted in them; knows nothing of what they mean."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
_SHORT = 32
"""Bits of the numbers that are sorted in half the time."""
Whole = TypeVar("Whole", np.int64, np.uint32, np.uint64)


def laid_out(begins: Places, sizes: Places) -> tuple[Places, Places]:
    """The steps of stretches laid end to end; and of each step whose it is."""
    owners = np.repeat(np.arange(len(begins)), sizes)
    return np.arange(len(owners)) + np.repeat(begins - (np.cumsum(sizes) - sizes), sizes), owners


def within(owners: Places) -> Places:
    """How far within the stretch of its owner each place stands, the first at 0."""
    begins = starts(owners)
    return np.arange(len(owners)) - np.repeat(begins, np.diff(np.append(begins, len(owners))))


def starts(values: NDArray[Whole]) -> Places:
    """Where another value begins than stood before."""
    if not len(values):
        return np.empty(0, np.int64)
    return np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))


def distinct(values: NDArray[Whole]) -> NDArray[Whole]:
    """Each value once, in order. Costs a sort, which takes little time where stretches of the values stand in order."""
    in_order = np.sort(values, kind="stable")
    return in_order[starts(in_order)]


def runs(values: NDArray[Whole]) -> tuple[Places, Places]:
    """The places of values in their order, equal ones as they stood; and where in that order another value begins.

    Costs the same.
    """
    order = np.argsort(values, kind="stable")
    return order, starts(values[order])


def tallied(owners: Places, values: Places, least: int) -> tuple[Places, Places, Places]:
    """What stands so often at least with one owner: owners and values, in order of both, and how often.

    Both are below 2 ** 32. Costs a sort of them, half of it where 32 bits hold an owner and a value.
    """
    bits = int(values.max(initial=0)).bit_length()
    is_short = bits + int(owners.max(initial=0)).bit_length() <= _SHORT
    pairs = np.sort((owners << bits | values).astype(np.uint32 if is_short else np.uint64))
    begins = starts(pairs)
    counts = np.diff(np.append(begins, len(pairs)))
    often = np.flatnonzero(counts >= least)
    found = pairs[begins[often]].astype(np.int64)
    return found >> bits, found & (1 << bits) - 1, counts[often]
