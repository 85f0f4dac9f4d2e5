"""Things that are alike made into groups by mean linkage; it knows nothing of what they are. Order plays no part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from heapq import heapify, heappop, heappush

Likeness = tuple[str, str, float]
"""Two things, the smaller first, and how alike they are: above 0, at most 1."""
Apart = Mapping[str, Collection[str]]
"""Things that must not stand together, both ways round."""


def linked(
    things: Collection[str],
    alike: Iterable[Likeness],
    enough: float,
    together: Iterable[Collection[str]] = (),
    apart: Apart | None = None,
) -> list[tuple[str, ...]]:
    """Parts of the things whose mean likeness is at least `enough`, the most alike joined first; each sorted.

    Average linkage (Sokal and Michener 1958): pairs that are not told count 0. `together` are joined before
    anything else. The same things, likenesses and bounds give the same parts, whatever their order. Costs
    O(likenesses x log likenesses).
    """
    clusters = _Clusters(things, alike, apart or {})
    for some in together:
        clusters.join_all([thing for thing in some if thing in clusters.of])
    clusters.join_the_most_alike(enough)
    return sorted(tuple(sorted(members)) for members in clusters.members.values())


class _Clusters:
    """Clusters named by the smallest thing in them, and the sums of likeness between them."""

    def __init__(self, things: Collection[str], alike: Iterable[Likeness], apart: Apart) -> None:
        self.members = {thing: [thing] for thing in sorted(things)}
        self.of = {thing: thing for thing in self.members}
        self._apart = {thing: {*apart.get(thing, ())} for thing in self.members}
        self._sums: dict[str, dict[str, float]] = {thing: {} for thing in self.members}
        for one, two, like in sorted(alike):
            if one in self.members and two in self.members and like > 0:
                self._sums[one][two] = self._sums[two][one] = like

    def join_all(self, some: list[str]) -> None:
        for thing in sorted(some)[1:]:
            one, two = sorted((self.of[min(some)], self.of[thing]))
            if one != two:
                self._join(one, two)

    def join_the_most_alike(self, enough: float) -> None:
        heap = [
            (-mean, one, two)
            for one in self._sums
            for two in self._sums[one]
            if one < two and (mean := self._mean(one, two)) >= enough
        ]
        heapify(heap)
        while heap:
            told, one, two = heappop(heap)
            if (
                one not in self.members
                or two not in self.members
                or self._mean(one, two) != -told
                or self._must_not(one, two)
            ):
                continue
            self._join(one, two)
            for other in self._sums[one]:
                if (mean := self._mean(one, other)) >= enough:
                    heappush(heap, (-mean, min(one, other), max(one, other)))

    def _mean(self, one: str, two: str) -> float:
        """Rounded, so that the order of adding plays no part."""
        return round(self._sums[one].get(two, 0.0) / (len(self.members[one]) * len(self.members[two])), 9)

    def _must_not(self, one: str, two: str) -> bool:
        return not self._apart[one].isdisjoint(self.members[two])

    def _join(self, one: str, two: str) -> None:
        """Take the second into the first, which is the smaller."""
        for thing in self.members[two]:
            self.of[thing] = one
        self.members[one] += self.members.pop(two)
        self._apart[one] |= self._apart.pop(two)
        sums = self._sums.pop(two)
        self._sums[one].pop(two, None)
        for other, total in sums.items():
            if other != one:
                del self._sums[other][two]
                self._sums[one][other] = self._sums[other][one] = self._sums[one].get(other, 0.0) + total
