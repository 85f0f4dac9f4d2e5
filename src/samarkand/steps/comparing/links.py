"""What ties statements of different articles: those worth comparing are found and compared; those that are told word for word alike, once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from samarkand.linkage import linked
from samarkand.model.comparisons import ClaimWeights
from samarkand.steps.comparing.evidence import Shown, likeness, measure, ordered, weigh
from samarkand.steps.comparing.speakers import Speakers
from samarkand.steps.comparing.wording import products

EFFORT = 3_000_000
"""Products of weights that are made to find statements with words in common: a second; a story of 50 articles needs half of it."""
ALIKE = 0.03
"""Cosine below which two statements are not compared, unless their languages differ."""
PER_ARTICLE = 3
"""Statements of one article that a statement is compared with at most, those nearest in wording."""
COMPARED = 200_000
"""Pairs that are compared at most in a story, those nearest in wording."""

_Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """How alike the statements of a story are, by kinds: copies of one statement in different articles are one kind."""

    kinds: tuple[int, ...]
    """Number of a statement -> its kind."""
    alike: Mapping[_Pair, float]
    """Two kinds, the smaller first, of which statements of different articles were compared -> how alike, above 0, at most 1."""
    pairs: Mapping[_Pair, int]
    """The same -> how many pairs of statements that is told of."""

    def between(self, one: int, two: int) -> float:
        """How alike two statements of different articles are, by their numbers; 0 for those that were not compared."""
        first, second = self.kinds[one], self.kinds[two]
        return 1.0 if first == second else self.alike.get((min(first, second), max(first, second)), 0.0)


def links_of(shown: Sequence[Shown], speakers: Speakers, weights: ClaimWeights) -> Links:
    """What ties statements of different articles; pairs that are not told are not alike.

    Copies are compared once, and what is found of one is told of all: fifty copies of one text cost little more than one.
    """
    kinds = kinds_of(shown)
    first: dict[int, Shown] = {}
    for kind, each in zip(kinds, shown, strict=True):
        first.setdefault(kind, each)
    cosines = products([first[kind].vector for kind in range(len(first))], EFFORT)
    at_home, abroad = ordered(weights.pair), ordered(weights.abroad)
    alike, pairs = {}, {}
    for (one, two), count in _worth_comparing(shown, kinds, cosines):
        ones, twos = first[one], first[two]
        measured = measure(ones, twos, cosines.get((one, two), 0.0), speakers)
        like = likeness(weigh(measured, at_home if ones.language == twos.language else abroad))
        if like > 0:
            alike[one, two], pairs[one, two] = like, count
    return Links(kinds, alike, pairs)


def groups_of(shown: Sequence[Shown], links: Links, enough: float) -> list[list[int]]:
    """The statements of each claim, by their numbers, in their order; one that nobody else has stands alone.

    Those of one kind are as alike as can be, and stand together before anything else is joined.
    """
    names = [f"{number:08d}" for number in range(len(shown))]
    members: dict[int, list[str]] = defaultdict(list)
    for name, kind in zip(names, links.kinds, strict=True):
        members[kind].append(name)
    # the likeness of all pairs of two kinds, told of the first of each, is what their clusters have between them
    alike = (
        (members[one][0], members[two][0], like * links.pairs[one, two]) for (one, two), like in links.alike.items()
    )
    copies = [some for some in members.values() if len(some) > 1]
    return [sorted(map(int, part)) for part in linked(names, alike, enough, copies)]


def kinds_of(shown: Sequence[Shown]) -> tuple[int, ...]:
    """The kind of each statement, by numbers in their order: equal where all that is compared is equal, in different articles.

    What an article tells twice is of two kinds, for statements of one article are not compared.
    """
    known: dict[Hashable, int] = {}
    told: Counter[tuple[str, Hashable]] = Counter()
    found = []
    for number, each in enumerate(shown):
        looks: Hashable = number  # no word that counts: alike to nothing, not even to its copy
        if each.vector:
            mentions = each.quantities, frozenset(each.units.items()), each.days
            looks = each.words, each.speaker, each.language, *mentions
        told[each.article.article, looks] += 1
        found.append(known.setdefault((looks, told[each.article.article, looks]), len(known)))
    return tuple(found)


def _worth_comparing(
    shown: Sequence[Shown], kinds: Sequence[int], cosines: Mapping[_Pair, float]
) -> Iterator[tuple[_Pair, int]]:
    """Two kinds, and how many pairs of statements of different articles they have of which one is among the nearest of the other's article."""
    layouts = _Layouts(shown, kinds)
    near = layouts.nearest(cosines)
    found = {(min(one, two), max(one, two)) for (one, _), others in near.items() for two in others}
    kept = (
        sorted(found, key=lambda pair: (-cosines.get(pair, 0.0), pair))[:COMPARED] if len(found) > COMPARED else found
    )
    for pair in sorted(kept):
        if count := layouts.pairs(pair, near):
            yield pair, count


_Near = Mapping[tuple[int, int], frozenset[int]]
"""Kind and layout -> the kinds of that layout that are nearest to it."""


class _Layouts:
    """The articles by the kinds of their statements: copies of one text have one layout."""

    def __init__(self, shown: Sequence[Shown], kinds: Sequence[int]) -> None:
        told: dict[str, list[int]] = defaultdict(list)
        for kind, each in zip(kinds, shown, strict=True):
            told[each.article.article].append(kind)
        self._often = Counter(map(tuple, told.values()))
        """Layout -> how many articles have it."""
        self._layouts = list(self._often)
        self._holders: dict[int, list[int]] = defaultdict(list)
        """Kind -> the numbers of the layouts that have it."""
        for number, layout in enumerate(self._layouts):
            for kind in layout:
                self._holders[kind].append(number)
        self._places = [{kind: place for place, kind in enumerate(layout)} for layout in self._layouts]
        self._copies = Counter(kinds)
        self._languages = dict(zip(kinds, (each.language for each in shown), strict=True))

    def nearest(self, cosines: Mapping[_Pair, float]) -> _Near:
        """The nearest kinds of each layout, of each kind that has a statement beside it."""
        beside: dict[tuple[int, int], list[tuple[float, int, int]]] = defaultdict(list)
        for (one, two), cosine in cosines.items():
            if cosine >= ALIKE or self._languages[one] != self._languages[two]:
                for kind, other in ((one, two), (two, one)):
                    for layout in self._holders[other]:
                        if self._copies[kind] > 1 or kind not in self._places[layout]:
                            beside[kind, layout].append((-cosine, self._places[layout][other], other))
        return {
            (kind, layout): frozenset(other for _, _, other in self._nearest_of(kind, layout, others) if other != kind)
            for (kind, layout), others in beside.items()
        }

    def _nearest_of(
        self, kind: int, layout: int, others: list[tuple[float, int, int]]
    ) -> Iterable[tuple[float, int, int]]:
        """The nearest, its own copy among them where there is one."""
        if kind in self._places[layout]:
            others.append((-1.0, self._places[layout][kind], kind))
        return sorted(others)[:PER_ARTICLE] if len(others) > PER_ARTICLE else others

    def pairs(self, pair: _Pair, near: _Near) -> int:
        """How many pairs of statements of two kinds stand in different articles and are near from one side at least."""
        one, two = pair
        far_from_one = [layout for layout in self._holders[two] if two not in near.get((one, layout), ())]
        far_from_two = [layout for layout in self._holders[one] if one not in near.get((two, layout), ())]
        far = self._sum(far_from_one) * self._sum(far_from_two)
        both = set(self._holders[one]) & set(self._holders[two])
        within = both - (set(far_from_one) & set(far_from_two))
        return self._sum(self._holders[one]) * self._sum(self._holders[two]) - far - self._sum(within)

    def _count(self, layout: int) -> int:
        return self._often[self._layouts[layout]]

    def _sum(self, layouts: Iterable[int]) -> int:
        return sum(self._count(layout) for layout in layouts)
