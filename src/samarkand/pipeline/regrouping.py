"""Which groups come of articles that changed: as few as possible are looked at, and the result is that of all of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from samarkand.linkage import Apart, Likeness, Standing, regrouped
from samarkand.model.stories import Correction, Decided, Link, Story
from samarkand.ports import StoryStore
from samarkand.steps.correcting import decide
from samarkand.steps.relating.evidence import likeness

Groups = list[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What became of articles that changed, and of those that stand with them or come to do so."""

    groups: tuple[tuple[str, ...], ...]
    links: Sequence[Link]
    """All links among the articles of a group, and others."""
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
        ties = _Ties(self._enough, decided)
        ties.add(news)
        done: dict[frozenset[str], tuple[Groups, set[str]]] = {}
        while True:
            known |= {story.id: story for story in homes.values()}
            reached = {article for story in homes.values() for article in story.articles}
            asked = reached | given if not standing.homes else reached - given
            ties.add(self._links(asked, changed))
            given |= reached
            standing = Standing(
                {each: story.id for story in known.values() for each in story.articles}, standing.changed
            )
            regions = list(ties.regions(given))
            for region in regions:
                if region not in done:
                    its = ties.around(region, given)
                    done[region] = regrouped(region, its, self._enough, standing, decided.together, apart)
            wanted = {article for region in regions for article in done[region][1]}
            if not wanted:
                groups = tuple(group for region in regions for group in done[region][0])
                return Regrouped(groups, ties.links, tuple(known.values()))
            homes = self._store.stories_of(sorted(wanted))

    def _bound(self, changed: Collection[str], decided: Decided) -> set[str]:
        """Articles that changed, with all that persons bound together with them."""
        bound = [some for some in decided.together if not some.isdisjoint(changed)]
        known = self._store.members_of(sorted({article for some in bound for article in some})) if bound else ()
        return {*changed, *known}

    def _links(self, articles: Collection[str], changed: Collection[str]) -> Iterator[Link]:
        """The links of articles, but for those of what changed."""
        found = self._store.links(sorted(articles)) if articles else ()
        return (each for each in found if each[0] not in changed and each[1] not in changed)


def _both_ways(decided: Decided) -> Apart:
    apart: dict[str, set[str]] = {}
    for one, two in decided.apart:
        apart.setdefault(one, set()).add(two)
        apart.setdefault(two, set()).add(one)
    return apart


class _Ties:
    """Links by the articles that they tie, both ways round."""

    def __init__(self, enough: float, decided: Decided) -> None:
        self.links: list[Link] = []
        self._enough = enough
        self._alike: defaultdict[str, dict[str, float]] = defaultdict(dict)
        self._strong: defaultdict[str, list[str]] = defaultdict(list)
        """Of each article those that may stand with it by themselves, or that a person bound to it."""
        for first, *others in map(sorted, decided.together):
            self._strong[first] += others
            for other in others:
                self._strong[other].append(first)

    def add(self, links: Iterable[Link]) -> None:
        """Take in further links; those that are known stand."""
        alike, strong, enough = self._alike, self._strong, self._enough
        for link in links:
            one, two, score, _ = link
            its = alike[one]
            if two not in its:
                its[two] = alike[two][one] = like = likeness(score)
                self.links.append(link)
                if like >= enough:
                    strong[one].append(two)
                    strong[two].append(one)

    def regions(self, articles: Collection[str]) -> Iterator[frozenset[str]]:
        """Articles that chains of strong links hold together: no group reaches beyond one of these."""
        left = set(articles)
        for article in sorted(articles):
            if article in left:
                left.discard(article)
                region, latest = {article}, [article]
                while latest:
                    near = left.intersection(self._strong.get(latest.pop(), ()))
                    left -= near
                    region |= near
                    latest += near
                yield frozenset(region)

    def around(self, region: AbstractSet[str], articles: AbstractSet[str]) -> list[Likeness]:
        """How alike the articles of a region are to each other, and to those beyond all of the articles that they could join."""
        alike, strong, enough = self._alike, self._strong, self._enough
        beyond = {
            two
            for one in region
            for two in strong.get(one, ())
            if two not in articles and alike[one].get(two, 0.0) >= enough
        }
        found: list[Likeness] = []
        wanted = beyond.union(region)
        for one in region:
            its = alike.get(one, {})
            found += [(one, two, its[two]) for two in wanted.intersection(its) if one < two or two in beyond]
        return found
