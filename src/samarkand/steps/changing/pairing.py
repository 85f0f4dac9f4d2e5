"""Sentences of two versions that are not the same brought together in pairs, by the words that they share."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

LIKE = 0.3
"""Share of words of both, as Dice counts it, from which two sentences are one that was edited. Two sentences of one article
that have nothing to do with one another share a tenth."""
PARTS = 0.5
"""Share of the words of a piece that has to stand in the whole, where one sentence became two."""
PAIRS = 60_000
"""Pairs of sentences of a stretch that are compared, about a tenth of a second; beyond it nothing in it is paired."""
_JOINED = 0.5
"""What one sentence against two has to have more in common than one against one, in words."""

Words = frozenset[str]


class Pair(NamedTuple):
    """Sentences that belong together, by their numbers; the ends are excluded, and one of both may be empty."""

    old: tuple[int, int]
    new: tuple[int, int]


def paired(old: Sequence[Words], new: Sequence[Words]) -> list[Pair]:
    """The best way to pair the sentences of two stretches in order; one may be paired with two. Covers all of both.

    Costs a look at each pair of sentences.
    """
    if len(old) * len(new) > PAIRS or not old or not new:
        return [*(Pair((at, at + 1), (0, 0)) for at in range(len(old))), *_added(len(old), range(len(new)))]
    return _read(_filled(old, new), len(old), len(new))


_Cell = tuple[float, int, int]
"""What is in common up to here, and how many old and new sentences the last step took."""


def _filled(old: Sequence[Words], new: Sequence[Words]) -> list[list[_Cell]]:
    table: list[list[_Cell]] = [[(0.0, 0, min(1, at)) for at in range(len(new) + 1)]]
    for row in range(1, len(old) + 1):
        cells: list[_Cell] = [(0.0, 1, 0)]
        for column in range(1, len(new) + 1):
            best = max((table[row - 1][column][0], 1, 0), (cells[column - 1][0], 0, 1))
            one, other = old[row - 1], new[column - 1]
            if common := _common(one, other):
                best = max(best, (table[row - 1][column - 1][0] + common, 1, 1))
            if column > 1 and (common := _split(one, new[column - 2], other)):
                best = max(best, (table[row - 1][column - 2][0] + common, 1, 2))
            if row > 1 and (common := _split(other, old[row - 2], one)):
                best = max(best, (table[row - 2][column - 1][0] + common, 2, 1))
            cells.append(best)
        table.append(cells)
    return table


def _read(table: list[list[_Cell]], row: int, column: int) -> list[Pair]:
    found: list[Pair] = []
    while row or column:
        _, took, brought = table[row][column]
        found.append(Pair((row - took, row), (column - brought, column)))
        row, column = row - took, column - brought
    return found[::-1]


def _common(one: Words, other: Words) -> float:
    shared = len(one & other)
    return shared if shared and 2 * shared >= LIKE * (len(one) + len(other)) else 0


def _split(whole: Words, first: Words, second: Words) -> float:
    """What one sentence has in common with two that it was cut into; 0 where either of them brings little of it."""
    if len(whole & first) < PARTS * len(first) or len(whole & second) < PARTS * len(second) or not (first and second):
        return 0
    return max(0.0, _common(whole, first | second) - _JOINED)


def _added(before: int, numbers: range) -> list[Pair]:
    return [Pair((before, before), (at, at + 1)) for at in numbers]
