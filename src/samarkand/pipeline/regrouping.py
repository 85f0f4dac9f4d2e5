"""Which groups come of articles that changed: as few as possible are looked at, and the result is that of all of them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from samarkand.linkage import Apart, Standing
from samarkand.model.stories import Correction, Decided, Link, Story
from samarkand.ports import StoryStore
from samarkand.steps.correcting import decide
from samarkand.steps.relating.evidence import MOST, likeness
from samarkand.steps.relating.grouping import components, regroup

Groups = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of articles that changed, and of those that stand with them or come to do so."""

    regions: tuple[tuple[Groups, list[Link]], ...]
    """Groups of articles that hang together, with the links among them."""
    stories: tuple[Story, ...]
    """All that these articles stood in before."""


class Regrouper:
    """Groups the articles of one store anew."""

    def __init__(self, store: StoryStore, enough: float) -> None:
        self._store = store
        self._enough = enough

    def regroup(self, changed: AbstractSet[str], news: Iterable[Link], corrections: Sequence[Correction]) -> Regrouped:
        """The groups that change. `news`: all links of the articles that changed, in the place of those that the store has.

        Costs a look at the stories that change and at those that nearly do, whatever these hang together with.
        """
        decided = decide(corrections)
        given, apart = self._bound(changed, decided), _both_ways(decided)
        homes = self._store.stories_of(sorted(given))
        standing = Standing({}, frozenset(story.id for story in homes.values()))
        known: dict[str, Story] = {}
        links = {(each.one, each.two): each for each in news}
        done: dict[frozenset[str], tuple[Groups, set[str]]] = {}
        while True:
            known |= {story.id: story for story in homes.values()}
            reached = {article for story in homes.values() for article in story.articles}
            links |= self._links(reached | given if not standing.homes else reached - given, changed)
            given |= reached
            standing = Standing(
                {each: story.id for story in known.values() for each in story.articles}, standing.changed
            )
            regions = list(_regions(given, list(links.values()), self._enough, decided))
            for region, its in regions:
                if region not in done:
                    done[region] = regroup(region, its, self._enough, standing, decided.together, apart)
            wanted = {article for region, _ in regions for article in done[region][1]}
            if not wanted:
                return Regrouped(tuple((done[region][0], its) for region, its in regions), tuple(known.values()))
            homes = self._store.stories_of(sorted(wanted))

    def _bound(self, changed: Collection[str], decided: Decided) -> set[str]:
        """Articles that changed, with all that persons bound together with them."""
        bound = [some for some in decided.together if not some.isdisjoint(changed)]
        known = self._store.members_of(sorted({article for some in bound for article in some})) if bound else ()
        return {*changed, *known}

    def _links(self, articles: Collection[str], changed: Collection[str]) -> dict[tuple[str, str], Link]:
        """The links of articles, but for those of what changed."""
        found = self._store.links(sorted(articles)) if articles else ()
        return {(each.one, each.two): each for each in found if each.one not in changed and each.two not in changed}


def _both_ways(decided: Decided) -> Apart:
    apart: dict[str, set[str]] = {}
    for one, two in decided.apart:
        apart.setdefault(one, set()).add(two)
        apart.setdefault(two, set()).add(one)
    return apart


def _regions(
    articles: Collection[str], links: Collection[Link], enough: float, decided: Decided
) -> Iterator[tuple[frozenset[str], list[Link]]]:
    """Articles that hang together, with the links that have an end among them; those to others only where these could join."""
    bonds = [
        Link(first, other, MOST) for some in decided.together for first, *others in [sorted(some)] for other in others
    ]
    parts = components(articles, (*links, *bonds), enough)
    homes: Mapping[str, int] = {article: number for number, part in enumerate(parts) for article in part}
    inside: list[list[Link]] = [[] for _ in parts]
    outward: list[tuple[int, str, Link]] = []
    near: set[tuple[int, str]] = set()
    """Regions, and articles beyond that something in them is alike enough to: to these the weaker links count too."""
    for each in links:
        one, two = homes.get(each.one, -1), homes.get(each.two, -1)
        if one == two:
            inside[one].append(each)
        elif min(one, two) < 0:
            outward.append((max(one, two), each.one if one < 0 else each.two, each))
            if likeness(each.score) >= enough:
                near.add(outward[-1][:2])
    for region, article, each in outward:
        if (region, article) in near:
            inside[region].append(each)
    yield from zip(map(frozenset, parts), inside, strict=True)
