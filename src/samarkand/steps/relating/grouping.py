"""Which articles are one story: mean linkage over what ties them, bound by what a person decided. Order plays no part."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
    clusters = _Clusters(articles, links, apart or {})
    for some in together:
        clusters.join_all([article for article in some if article in clusters.of])
    clusters.join_the_most_alike(enough)
    return sorted(tuple(sorted(members)) for members in clusters.members.values())


class _Clusters:
    """Clusters named by the smallest article in them, and the sums of likeness between them."""

    def __init__(self, articles: Collection[str], links: Iterable[Link], apart: Apart) -> None:
        self.members = {article: [article] for article in sorted(articles)}
        self.of = {article: article for article in self.members}
        self._apart = {article: {*apart.get(article, ())} for article in self.members}
        self._sums: dict[str, dict[str, float]] = {article: {} for article in self.members}
        for link in sorted(links, key=lambda each: (each.one, each.two)):
            if link.one in self.members and link.two in self.members and (like := likeness(link.score)) > 0:
                self._sums[link.one][link.two] = self._sums[link.two][link.one] = like

    def join_all(self, some: list[str]) -> None:
        for article in sorted(some)[1:]:
            one, two = sorted((self.of[min(some)], self.of[article]))
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
