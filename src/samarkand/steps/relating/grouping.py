"""Which articles are one story: mean linkage over what ties them, bound by what a person decided. Order plays no part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from heapq import heapify, heappop, heappush

from samarkand.model.stories import Link
from samarkand.steps.relating.evidence import likeness

Apart = Mapping[str, Collection[str]]
"""Articles that must not stand together, both ways round."""


def components(articles: Iterable[str], links: Iterable[Link], enough: float) -> list[list[str]]:
    """Articles that a chain of links of at least `enough` likeness holds together: no story reaches beyond one of these."""
    parents = {article: article for article in articles}

    def root(article: str) -> str:
        while parents[article] != article:
            parents[article] = article = parents[parents[article]]
        return article

    for link in links:
        if link.one in parents and link.two in parents and likeness(link.score) >= enough:
            one, two = sorted((root(link.one), root(link.two)))
            parents[two] = one
    found: dict[str, list[str]] = {}
    for article in sorted(parents):
        found.setdefault(root(article), []).append(article)
    return list(found.values())


def group(
    articles: Collection[str],
    links: Iterable[Link],
    enough: float,
    together: Iterable[Collection[str]] = (),
    apart: Apart | None = None,
) -> list[tuple[str, ...]]:
    """Parts of the articles whose mean likeness is at least `enough`, the most alike joined first; each sorted.

    Average linkage (Sokal and Michener 1958): pairs that have no link count as unlike. `together` are joined before
    anything else. The same articles, links and decisions give the same parts, whatever their order. Costs
    O(links x log links).
    """
    clusters = _Clusters(articles, links, enough, apart or {})
    for some in together:
        clusters.join_all([article for article in some if article in clusters.of])
    clusters.join_the_most_alike()
    return sorted(tuple(sorted(members)) for members in clusters.members.values())


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of articles that were grouped before, when some of them changed."""

    homes: Mapping[str, str]
    """Article -> its group, of those that were grouped before; what has none is new."""
    changed: frozenset[str]
    """Groups that are no longer what they were: an article of theirs changed, or a person decided about them."""


def regroup(
    articles: Collection[str],
    links: Collection[Link],
    enough: float,
    standing: Standing,
    together: Iterable[Collection[str]] = (),
    apart: Apart | None = None,
) -> tuple[list[tuple[str, ...]], set[str]]:
    """The parts of some articles among all others, without a look at those: the parts, and whose groups have to be looked at too.

    `articles`: all that is new, and whole groups; `links`: all that have an end among these. Where the second is empty, the
    parts are those that `group` makes of all articles there are. For two groups that were apart stay apart as long as no
    article joins or leaves either (mean linkage joins the most alike first, and what is joined is no more alike to
    anything than the more alike of its two parts was): only a cluster that holds what is new, or a part of a group that
    such a cluster took another part of, can join others than before. Of those others, articles that are not given, each is
    taken for a cluster of its own, which is never less alike to another cluster than the most alike part of its group is
    that holds it or does not: if it would be joined, its group has to be looked at.
    """
    clusters = _Amid(frozenset(articles), links, enough, apart or {}, standing)
    for some in together:
        clusters.join_all([article for article in some if article in articles])
    clusters.join_the_most_alike()
    parts = sorted(tuple(sorted(members)) for name, members in clusters.members.items() if name in clusters.given)
    return parts, clusters.wanted


class _Clusters:
    """Clusters named by the smallest article in them, and the sums of likeness between them."""

    def __init__(self, articles: Collection[str], links: Iterable[Link], enough: float, apart: Apart) -> None:
        self.members = {article: [article] for article in sorted(articles)}
        self.of = {article: article for article in self.members}
        self._apart = {article: {*apart.get(article, ())} for article in self.members}
        self._enough = enough
        self._heap: list[tuple[float, str, str]] = []
        self._sums: dict[str, dict[str, float]] = {article: {} for article in self.members}
        for link in sorted(links, key=lambda each: (each.one, each.two)):
            if link.one in self.members and link.two in self.members and (like := likeness(link.score)) > 0:
                self._sums[link.one][link.two] = self._sums[link.two][link.one] = like

    def join_all(self, some: list[str]) -> None:
        for article in sorted(some)[1:]:
            one, two = sorted((self.of[min(some)], self.of[article]))
            if one != two:
                self._join(one, two)

    def join_the_most_alike(self) -> None:
        self._heap = [entry for one in self._sums for entry in self._near(one) if entry[1] == one]
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
        for other in self._sums[one]:
            if (mean := self._mean(one, other)) >= self._enough:
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
        for article in self.members[two]:
            self.of[article] = one
        self.members[one] += self.members.pop(two)
        self._apart[one] |= self._apart.pop(two)
        sums = self._sums.pop(two)
        self._sums[one].pop(two, None)
        for other, total in sums.items():
            if other != one:
                del self._sums[other][two]
                self._sums[one][other] = self._sums[other][one] = self._sums[one].get(other, 0.0) + total


class _Amid(_Clusters):
    """Clusters among others, of which only the articles are known that links lead to."""

    def __init__(
        self, given: frozenset[str], links: Collection[Link], enough: float, apart: Apart, standing: Standing
    ) -> None:
        ends = {end for link in links for end in (link.one, link.two)}
        super().__init__(given | ends, links, enough, apart)
        self.given = given
        self.wanted: set[str] = set()
        """Articles beyond, whose groups have to be looked at."""
        self._group = {article: standing.homes.get(article, "") for article in self.members}
        """The group that a cluster is a part of, as it was; "" for one that holds anything else."""
        self._stirred = {"", *standing.changed}
        """Groups whose parts may join others than before."""
        self._parts: defaultdict[str, set[str]] = defaultdict(set)
        for article, home in self._group.items():
            self._parts[home].add(article)

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
