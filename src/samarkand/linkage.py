"""Things that are alike made into groups by mean linkage; it knows nothing of what they are. Order plays no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

Likeness = tuple[str, str, float]
"""Two things, and how alike they are: above 0, at most 1; or, told of one thing each of two that stand together from the
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
        clusters.join_all(some)
    clusters.join_the_most_alike()
    return clusters.parts()


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
    if len(things) == 1 and not alike:  # there is nothing that it could join
        return [tuple(things)], set()
    clusters = _Amid(things, alike, enough, apart or {}, standing)
    for some in together:
        clusters.join_all([thing for thing in some if thing in things])
    clusters.join_the_most_alike()
    return clusters.given_parts(), clusters.wanted


class _Clusters:
    """Clusters numbered by the smallest thing in them, and the sums of likeness between them; things by their order."""

    def __init__(self, things: Collection[str], alike: Iterable[Likeness], enough: float, apart: Apart) -> None:
        self.names = sorted(things)
        self.places = {name: place for place, name in enumerate(self.names)}
        self.of = [*range(len(self.names))]
        """The cluster of each thing."""
        self.members: list[list[int]] = [[place] for place in self.of]
        """Of each cluster; none of a number that is no cluster any more."""
        self._least = enough
        self._heap: list[tuple[float, int, int]] = []
        self._sums: list[dict[int, float]] = [{} for _ in self.names]
        self._apart: dict[int, set[int]] = {}
        for name, others in apart.items():
            if name in self.places:
                self._apart[self.places[name]] = {self.places[other] for other in others if other in self.places}
        for name, other, like in alike:
            one, two = self.places.get(name), self.places.get(other)
            if one is not None and two is not None and like > 0:
                self._sums[one][two] = self._sums[two][one] = like

    def parts(self) -> list[tuple[str, ...]]:
        """The names of the things in each cluster, in their order."""
        return [tuple([self.names[each] for each in sorted(some)]) for some in self.members if some]

    def join_all(self, some: Iterable[str]) -> None:
        """Join things before all others."""
        wanted = sorted(self.places[each] for each in some if each in self.places)
        for place in wanted[1:]:
            one, two = sorted((self.of[wanted[0]], self.of[place]))
            if one != two:
                self._join(one, two)

    def join_the_most_alike(self) -> None:
        self._heap = [entry for one, some in enumerate(self.members) if some for entry in self._near(one, one)]
        heapify(self._heap)
        heap, members, sums = self._heap, self.members, self._sums
        while heap:
            told, one, two = heappop(heap)
            total = sums[one].get(two)
            if total is None or round(total / (len(members[one]) * len(members[two])), 9) != -told:
                continue
            if not self._must_not(one, two) and self._may_join(one, two):
                self._join(one, two)
                for entry in self._near(one):
                    heappush(heap, entry)

    def _near(self, one: int, behind: int = -1) -> list[tuple[float, int, int]]:
        """What may be joined to a cluster, as the heap has it; only those `behind` one that is told.

        Means are rounded, so that the order of adding plays no part.
        """
        size, members, least = len(self.members[one]), self.members, self._least
        enough = (least - 1e-8) * size  # all that are rounded to enough, and few others
        return [
            (-mean, one, two) if one < two else (-mean, two, one)
            for two, total in self._sums[one].items()
            if two > behind
            and total >= enough * len(members[two])
            and (mean := round(total / (size * len(members[two])), 9)) >= least
        ]

    def _may_join(self, one: int, two: int) -> bool:  # noqa: ARG002  (those that know more ask)
        return True

    def _must_not(self, one: int, two: int) -> bool:
        return bool(self._apart) and not self._apart.get(one, set()).isdisjoint(self.members[two])

    def _join(self, one: int, two: int) -> None:
        """Take the second into the first, which is the smaller."""
        for place in self.members[two]:
            self.of[place] = one
        self.members[one] += self.members[two]
        self.members[two] = []
        if two in self._apart:
            self._apart[one] = self._apart.get(one, set()) | self._apart.pop(two)
        own, sums = self._sums[one], self._sums[two]
        self._sums[two] = {}
        own.pop(two, None)
        sums.pop(one, None)
        for other, total in sums.items():
            its = self._sums[other]
            del its[two]
            own[other] = its[one] = own.get(other, 0.0) + total


class _Amid(_Clusters):
    """Clusters among others, of which only the things are known that are alike to theirs."""

    def __init__(
        self, given: Collection[str], alike: Collection[Likeness], enough: float, apart: Apart, standing: Standing
    ) -> None:
        super().__init__({*given, *(end for one, two, _ in alike for end in (one, two))}, alike, enough, apart)
        self._is_given = [name in given for name in self.names]
        self.wanted: set[str] = set()
        """Things beyond, whose groups have to be looked at."""
        self._group = [standing.homes.get(name, "") for name in self.names]
        """The group that a cluster is a part of, as it was; "" for one that holds anything else."""
        self._stirred = {"", *standing.changed}
        """Groups whose parts may join others than before."""
        self._parts: defaultdict[str, set[int]] = defaultdict(set)
        for place, home in enumerate(self._group):
            self._parts[home].add(place)

    def given_parts(self) -> list[tuple[str, ...]]:
        """The same as `parts`, but for what lies beyond."""
        return [part for part in self.parts() if self._is_given[self.places[part[0]]]]

    def _may_join(self, one: int, two: int) -> bool:
        """Not with anything beyond; where that would have been, its group has to be looked at."""
        if self._is_given[one] and self._is_given[two]:
            return True
        own, beyond = (one, two) if self._is_given[one] else (two, one)
        if self._is_given[own] and self._group[own] in self._stirred:
            self.wanted.add(self.names[beyond])
        return False

    def _join(self, one: int, two: int) -> None:
        super()._join(one, two)
        first, second = self._group[one], self._group[two]
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
