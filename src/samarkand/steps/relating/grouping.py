"""Which articles are one story: mean linkage over what ties them, bound by what a person decided. Order plays no part."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from samarkand.linkage import Apart, Likeness, linked
from samarkand.model.stories import Link
from samarkand.steps.relating.evidence import likeness


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

    Average linkage: pairs that have no link count as unlike. `together` are joined before anything else. The same
    articles, links and decisions give the same parts, whatever their order. Costs O(links x log links).
    """
    return linked(articles, _alike(links), enough, together, apart)


def _alike(links: Iterable[Link]) -> list[Likeness]:
    return [(each.one, each.two, likeness(each.score)) for each in links]
