"""Things that are alike made into groups by mean linkage; it knows nothing of what they are. Order plays no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Likeness = tuple[str, str, float]
"""Two things, the smaller first, and how alike they are: above 0, at most 1; or, told of one thing each of two that stand together from the
beginning, the sum for all pairs of these."""
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
    clusters = _Clusters(things, alike, enough, apart or {})
    for some in together:
        clusters.join_all([thing for thing in some if thing in clusters.of])
    clusters.join_the_most_alike()
    return sorted(tuple(sorted(members)) for members in clusters.members.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of things that were grouped before, when some of them changed."""

    homes: Mapping[str, str]
    """Thing -> its group, of those that were grouped before; what has none is new."""
    changed: frozenset[str]
    """Groups that are no longer what they were: a thing in them changed, or a person decided about them."""


def regrouped(
    things: Collection[str],
    alike: Collection[Likeness],
    enough: float,
    standing: Standing,
    together: Iterable[Collection[str]] = (),
    apart: Apart | None = None,
) -> tuple[list[tuple[str, ...]], set[str]]:
    """The parts of some things among all there are, and the things beyond whose groups have to be looked at too.

    `things`: all that is new, and whole groups; `alike`: all likenesses that have an end among these. Where nothing beyond
    has to be looked at, the parts are those that `linked` makes of all things there are; else ask again with those groups.

    Mean linkage joins the most alike first, and what is joined is no more alike to anything than the more alike of its two
    parts was. So two groups stay apart as long as nothing comes to either or leaves it, and only two kinds of clusters can
    join others than before: one that holds something new, and a part of a group of which another part has joined such a
    one. A thing beyond is taken for a cluster of its own: no part of its group is more alike to anything than the most
    alike of its things. Where that would be joined, its group has to be looked at.
    """
    clusters = _Amid(frozenset(things), alike, enough, apart or {}, standing)
    for some in together:
        clusters.join_all([thing for thing in some if thing in things])
    clusters.join_the_most_alike()
    parts = sorted(tuple(sorted(members)) for name, members in clusters.members.items() if name in clusters.given)
    return parts, clusters.wanted


class _Clusters:
    """Clusters named by the smallest thing in them, and the sums of likeness between them."""

    def __init__(self, things: Collection[str], alike: Iterable[Likeness], enough: float, apart: Apart) -> None:
        self.members = {thing: [thing] for thing in sorted(things)}
        self.of = {thing: thing for thing in self.members}
        self._apart = {thing: {*apart.get(thing, ())} for thing in self.members}
        self._least = enough
        self._heap: list[tuple[float, str, str]] = []
        self._sums: dict[str, dict[str, float]] = {thing: {} for thing in self.members}
        for one, two, like in sorted(alike):
            if one in self.members and two in self.members and like > 0:
                self._sums[one][two] = self._sums[two][one] = like

    def join_all(self, some: list[str]) -> None:
        for thing in sorted(some)[1:]:
            one, two = sorted((self.of[min(some)], self.of[thing]))
            if one != two:
                self._join(one, two)

    def join_the_most_alike(self) -> None:
        self._heap = [
            entry for one, sums in self._sums.items() for entry in self._likely(one, filter(one.__lt__, sums))
        ]
        heapify(self._heap)
        while self._heap:
            told, one, two = heappop(self._heap)
            is_known = one in self.members and two in self.members and self._mean(one, two) == -told
            if not is_known or self._must_not(one, two) or not self._may_join(one, two):
                continue
            self._join(one, two)
            for entry in self._near(one):
                heappush(self._heap, entry)

    def _near(self, one: str) -> Iterator[tuple[float, str, str]]:
        """What may be joined to a cluster, as the heap has it."""
        return self._likely(one, self._sums[one])

    def _likely(self, one: str, others: Iterable[str]) -> Iterator[tuple[float, str, str]]:
        for other in others:
            if (mean := self._mean(one, other)) >= self._least:
                yield -mean, min(one, other), max(one, other)

    def _may_join(self, one: str, two: str) -> bool:  # noqa: ARG002  (those that know more ask)
        return True

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


class _Amid(_Clusters):
    """Clusters among others, of which only the things are known that are alike to theirs."""

    def __init__(
        self, given: frozenset[str], alike: Collection[Likeness], enough: float, apart: Apart, standing: Standing
    ) -> None:
        ends = {end for one, two, _ in alike for end in (one, two)}
        super().__init__(given | ends, alike, enough, apart)
        self.given = given
        self.wanted: set[str] = set()
        """Things beyond, whose groups have to be looked at."""
        self._group = {thing: standing.homes.get(thing, "") for thing in self.members}
        """The group that a cluster is a part of, as it was; "" for one that holds anything else."""
        self._stirred = {"", *standing.changed}
        """Groups whose parts may join others than before."""
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        for thing, home in self._group.items():
            self._parts[home].add(thing)

    def _may_join(self, one: str, two: str) -> bool:
        """Not with anything beyond; where that would have been, its group has to be looked at."""
        beyond = {one, two} - self.given
        if len(beyond) == 1 and self._group[min({one, two} - beyond)] in self._stirred:
            self.wanted |= beyond
        return not beyond

    def _join(self, one: str, two: str) -> None:
        super()._join(one, two)
        first, second = self._group[one], self._group.pop(two)
        self._parts[second].discard(two)
        if first != second:
            self._parts[first].discard(one)
            self._parts[""].add(one)
            self._group[one] = ""
            self._stir(first)
            self._stir(second)

    def _stir(self, group: str) -> None:
        """Look once more at what the parts of a group may be joined with: it was passed over as long as all was as before."""
        if group not in self._stirred:
            self._stirred.add(group)
            for part in self._parts[group]:
                for entry in self._near(part):
                    heappush(self._heap, entry)
